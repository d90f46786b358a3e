"""cs:name and cs:et-al: a list of people as one text (CSL 1.0.2, "Name", "Et-al").

1. How many are named: et-al-min and -use-first, or more if disambiguation says so.
2. Each is written in reading or sorting order.
3. They are joined: delimiter, "and", "et al.", or the last name behind an ellipsis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from citeform.csl.context import PLAIN, SUBSEQUENT, CiteContext, Shown
from citeform.csl.elements.decoration import (
    LETTER,
    affix,
    around,
    around_text,
    formats,
    inert,
    seamed,
)
from citeform.csl.elements.person import PersonWriter
from citeform.csl.node import Node
from citeform.csl.person import Person, is_latin
from citeform.text.marks import END, NAME

if TYPE_CHECKING:
    from citeform.csl.compiler import Compiler


def compile_name_list(node: Node, compiler: Compiler) -> Callable[[str, CiteContext], str]:
    """A function that writes the people of a variable that has some."""
    options = compiler.name_options(node)
    name_node = node.child("name") or Node("name")
    writer = PersonWriter(name_node, options, compiler)
    limit, later = _limits(options)
    et_al = "" if compiler.sorting else _et_al(node, compiler)
    join_any = _joiner(options, name_node, compiler, affix)
    # A name whose parts are nothing but words and initials ends in one of these.
    ends = LETTER, ".", *(writer.mark or "").rstrip()[-1:]
    join_simple = _joiner(options, name_node, compiler, lambda text: inert(affix(text), *ends))
    use_last = options.get("et-al-use-last") == "true"
    before, after = around(name_node)
    look, look_end = formats(name_node)
    around_each = bool(before or after)
    marked = compiler.marks_each_name

    def look_of(person: Person, text: str) -> str:
        return look + text + look_end if person.literal else before + text + after

    def raise_some(written: list[str], shown: Shown, cite: CiteContext, block: int) -> None:
        """Write those out of whom disambiguation shows more than the style."""
        levels, givens = cite.levels, cite.ambiguity.givens[block : block + 1]
        at_least = givens[0] if givens else ()
        for index, person in enumerate(shown.item.people(shown.variable, shown.shown)):
            level = max(at_least[index] if index < len(at_least) else 0, levels.get(person, 0))
            if level:
                written[index] = shown.write(person, index, level)

    def listing(variable: str, cite: CiteContext) -> str:
        item, ambiguity, block = cite.item, cite.ambiguity, len(cite.blocks)
        names = item.fields[variable]
        others = "literal" in names[-1].__dict__ and names[-1].is_others
        total = len(names) - others
        at_least, first = later if cite.position >= SUBSEQUENT else limit
        count = first if total > first and total >= at_least else total
        if block < len(ambiguity.names):
            count = max(count, min(ambiguity.names[block], total))
        write = writer.for_work_in(item.language) if writer.recases else writer
        shown = tuple.__new__(Shown, (item, variable, count, write))  # half the time of Shown(…)
        cite.blocks.append(shown)
        if write.bare:
            written, is_simple = write.each(names[:count])
        else:
            people = item.people(variable, count)
            written = [write(person, index, 0) for index, person in enumerate(people)]
            is_simple = False
        if ambiguity is not PLAIN or cite.levels:
            raise_some(written, shown, cite, block)
        if around_each:
            written, is_simple = list(map(look_of, item.people(variable, count), written)), False
        if marked:
            written = [NAME + text + END for text in written]
        abbreviated = count < len(names)
        if count == 1 and not abbreviated:
            return written[0]
        bodies = () if is_simple else [bool(each.literal) for each in item.people(variable, count)]
        if abbreviated and use_last and total - count >= 2 and not others:
            person = item.people(variable)[-1]
            last = look_of(person, write(person, total - 1, 0))
            return join_any(written, bodies, "", f"… {NAME + last + END if marked else last}")
        join = join_simple if is_simple and not marked else join_any
        text = join(written, bodies, et_al if abbreviated else "", "")
        if text and abbreviated and around_each:
            text = before + text + after  # "et al." looks like the names it stands for
        return text

    return listing


# ------------------------------------------------------------------ 1. how many


def _limits(options: dict[str, str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """From how many people on how many are named: in a first cite, and in later ones."""
    at_least, first = _number(options, "et-al-min"), _number(options, "et-al-use-first")
    later_at_least, later_first = at_least, first
    if "et-al-subsequent-min" in options:
        later_at_least = _number(options, "et-al-subsequent-min")
    if "et-al-subsequent-use-first" in options:
        later_first = _number(options, "et-al-subsequent-use-first")
    at_least, later_at_least = at_least or _NO_LIMIT, later_at_least or _NO_LIMIT
    if options.get("et-al-use-last") == "true":
        # An ellipsis stands for two names at least; "must be at least two less" says the section.
        first = min(first, max(at_least - 2, 1))  # and stands behind a name
    return (at_least, first), (later_at_least, later_first)


_NO_LIMIT = 1_000_000


def _number(options: dict[str, str], name: str) -> int:
    value = options.get(name, "").strip()
    return int(value) if value.isdecimal() else _NO_LIMIT


# ------------------------------------------------------------------ 3. joining


def _et_al(node: Node, compiler: Compiler) -> str:
    et_al = node.child("et-al") or Node("et-al")
    term = compiler.locale.term(et_al.get("term", "et-al")) or ""
    before, after = around_text(et_al, term)
    return before + seamed(term) + after if term else ""


def _joiner(
    options: dict[str, str], name_node: Node, compiler: Compiler, affix: Callable[[str], str]
) -> Callable[[list[str], Sequence[bool], str, str], str]:
    """A function that joins written names, with "et al." or a last name behind an ellipsis.

    It is told of each name whether it is a body's, or () where all are people's. `affix` makes rich
    text of what goes between them.
    """
    raw_delimiter = options.get("delimiter", ", ")
    delimiter = affix(raw_delimiter)
    and_form = options.get("and", "")
    word = joint = ""
    if and_form and not compiler.sorting:
        word = compiler.locale.term("and", "symbol" if and_form == "symbol" else "long") or ""
        if and_form == "symbol" and not word:
            word = "&"
        joint = word
        word = word.strip(" ")  # the blanks around it are ours to write
    is_word = is_latin(word[:1]) or word[:1] == "&"
    is_spaced = is_latin(compiler.locale.term("et-al") or "a")
    before_last = options.get("delimiter-precedes-last", "contextual")
    before_et_al = options.get("delimiter-precedes-et-al", "contextual")
    inverted = options.get("name-as-sort-order", "")

    # A body that comes last is joined by what the style says of all names, not by this cs:name.
    body_rule = compiler.inherited_option("delimiter-precedes-last")
    body_delimiter = affix(name_node.get("delimiter") or ", ")

    blank = affix(" ")

    def is_inverted(index: int, bodies: Sequence[bool]) -> bool:
        if not (inverted == "all" or (inverted == "first" and index == 0)):
            return False
        return not bodies or not bodies[index]

    def precedes(rule: str, count: int, bodies: Sequence[bool], enough: int) -> bool:
        if rule == "contextual":
            return count >= enough
        if rule == "after-inverted-name":
            return is_inverted(count - 1, bodies)
        return rule == "always"

    def join(written: list[str], bodies: Sequence[bool], et_al: str, last: str) -> str:
        if last:
            text = delimiter.join(written)
            return text + (delimiter if len(written) > 1 else blank) + last
        if et_al:
            if not written:
                return ""
            text = delimiter.join(written)
            if precedes(before_et_al, len(written), bodies, 2):
                return text + delimiter + et_al
            return text + (blank if is_spaced else "") + et_al
        if len(written) < 2 or not word:
            return delimiter.join(written)
        *first, final = written
        text = delimiter.join(first)
        if not is_word:  # Chinese 和, or a dash, stands between names without blanks
            of_body = bool(bodies) and bodies[-1]
            alone = (body_rule if of_body else before_last) == "always" and len(first) == 1
            led = before_last == "after-inverted-name" and is_inverted(len(first) - 1, bodies)
            between = body_delimiter if of_body and not led else delimiter
            return text + (between if alone or led else "") + joint + final
        if (bodies and bodies[-1]) and not (
            before_last == "after-inverted-name" and is_inverted(len(first) - 1, bodies)
        ):
            parted = body_rule != "never" if len(first) > 1 else body_rule == "always"
            return f"{text}{body_delimiter.rstrip(' ') if parted else ''}{blank}{word} {final}"
        if precedes(before_last, len(first), bodies, 2):
            return (
                text
                + (delimiter if raw_delimiter.endswith(" ") else delimiter + " ")
                + word
                + " "
                + final
            )
        return f"{text}{blank}{word} {final}"

    return join
