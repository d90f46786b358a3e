"""Mishaps: what citeproc-js prints against the specification, or against sense.

citeform does not, unless a style is to be followed to the letter (`tidy=False`), which is for those
who need the very text that Zotero prints. While a style is compiled, its elements come by here; in a
tidy style they do not.

1. A text in a font of its own keeps a mark at its end beside the one behind it ("Why?. A Press"), but
   not where a group or macro ends with it.
2. A group's prefix stays beside that of the first element in it ("2011;:1").
3. Of the blanks in a suffix that a group or macro ends with, one is printed.
4. A cs:name cannot switch initials on again that its bibliography has switched off.
5. A title begins a new word behind a part with markup: "BibTeXIng"; and what is no title, place or
   publisher of the work itself (`original-title`) is capitalised as English in any language.
6. The letter that tells works apart has the affixes of the year, as the year has: "(2011)(a)".
7. In a layout with blocks, its last element gets the layout's suffix in place of its own. The suffix
   is gone where all of an entry stands in the margin (`citeform.csl.passes.assemble`).
8. A cite that is but a date follows a comma, and an after-collapse-delimiter goes between cites that
   are not collapsed (`citeform.csl.passes.collapse`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from citeform.csl.context import CiteContext, Part, Rendered, firm_part
from citeform.csl.elements.decoration import affix, around, formats
from citeform.text.marks import END, SEAM

if TYPE_CHECKING:
    from citeform.csl.node import Node

_LEAVES = frozenset({"number", "text"})
_LAST_SEAM = re.compile(f"{SEAM}(?={END}*\\Z)")
_PREFIX = re.compile(f"([\ufdd1-\ufde3]*){SEAM}(?=[.,:;!?])")
_PUNCTUATION = tuple(".,:;!?")


def open_end(part: Part, node: Node) -> Part:
    """1: a variable in a font of its own, with a second seam at its end: only equal marks meet there."""
    write = part.write
    is_variable = node.tag in _LEAVES and "variable" in node.attributes
    if not is_variable or part.known is not None or write is None or not formats(node)[1]:
        return part
    suffix = affix(node.get("suffix"))
    if suffix and not suffix.startswith(SEAM):
        return part
    before, after = part.before, part.after

    def opened(cite: CiteContext) -> str:
        text = write(cite)
        if not text:
            return ""
        text = before + text + after
        at = len(text) - len(suffix)
        return text[:at] + SEAM + suffix if text[at - 1] == END else text

    return firm_part(opened)


def closed(part: Part, node: Node) -> Part:
    """1 to 3: what a group or the call of a macro makes of the parts in it."""
    spaced = bool(node.children) and "value" in node.children[-1].attributes
    if part.known is not None or spaced:  # blanks that are its last text stay
        return part
    write, render, before, suffix = part.write, part.render, part.before, around(node)[1]
    prefix = affix(node.get("prefix"))
    if prefix.endswith(_PUNCTUATION) and before.startswith(prefix):
        inner = before[len(prefix) :]
        if match := _PREFIX.match(inner):
            before = prefix + match[1] + inner[match.end() :]
    if write is not None and part.merges:
        after = part.after.removesuffix(suffix)
        if after:
            return firm_part(write, before, close_end(after) + suffix)
        return firm_part(lambda cite: close_end(write(cite)), before, suffix)

    def closing(cite: CiteContext) -> Rendered:
        text, status = render(cite)
        return close_end(text.removesuffix(suffix)) + suffix if text else text, status

    firm = None if write is None else lambda cite: closing(cite)[0]
    return Part(closing, write=firm, calls=part.calls)


def close_end(text: str) -> str:
    """Without the second seam at its end, and with one blank there at most."""
    if text.endswith("  "):
        text = text.rstrip(" ") + " "
    return _LAST_SEAM.sub("", text) if SEAM in text[-3:] else text


def beside_letter(before: str, after: str) -> str:
    """6: what stands between a year and its letter, of what stands around both."""
    return after + before


def layout(node: Node) -> Node:
    """7: a cs:layout with blocks as it is rendered."""
    *others, last = node.children
    if not last.get("suffix") or "display" in last.attributes:
        return node
    last = last.having({**last.attributes, "suffix": node.get("suffix")})
    bare = node.without("suffix")
    return bare.having(bare.attributes, (*others, last))


def name_options(options: Mapping[str, str]) -> dict[str, str]:
    """4: the options of a cs:name that count."""
    return {
        name: value for name, value in options.items() if (name, value) != ("initialize", "true")
    }


_IN_A_LANGUAGE = frozenset(
    {
        "archive",
        "archive-place",
        "authority",
        "collection-title",
        "container-title",
        "event",
        "event-place",
        "genre",
        "jurisdiction",
        "medium",
        "publisher",
        "publisher-place",
        "title",
        "title-short",
    }
)


def minds_language(variable: str) -> bool:
    """5: whether a title is left alone in a language that has no title case."""
    return variable in _IN_A_LANGUAGE


def text_case(case: str) -> str:
    """5: the text-case in place of another one."""
    return "title-in-parts" if case == "title" else case
