"""Inline markup of JATS, MathML and HTML, as found in titles and abstracts -> CSL's inline tags.

Registries deliver titles as pieces of XML: `<jats:italic>`, `<scp>`, `<mml:math>`, `&amp;`, and
line breaks of somebody's pretty printer in between. Of that, CSL knows italics, bold, superscript,
subscript and small capitals. The rest becomes text: formulas are spelt out, other tags go, what is
no tag ("<0.5 mm") stays.

Two inputs, one way: a text is cut into tags and text, an lxml element is walked; both give the
same stream of events, which `_Builder` turns into CSL's tags. References are decoded once. Markup
that comes out of that decoding ("&lt;i&gt;", escaped twice on its way) counts as markup.

Sources: JATS 1.3 (elements of %emphasis), MathML 3 chapter 3, Crossref's face markup.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from citeform.text.entities import decode_entities

if TYPE_CHECKING:
    from lxml.etree import _Element

_EMPHASIS = {
    "i": "i",
    "em": "i",
    "italic": "i",
    "it": "i",
    "b": "b",
    "strong": "b",
    "bold": "b",
    "sup": "sup",
    "superscript": "sup",
    "sub": "sub",
    "inf": "sub",
    "subscript": "sub",
    "sc": "sc",
    "scp": "sc",
    "small-caps": "sc",
    "smallcaps": "sc",
}
"""Element to CSL's tag."""
_DEEPEST = {"sup": 3, "sub": 3}
"""How deep an emphasis may stand within itself; else once, since twice says no more."""
_BLOCKS = frozenset(
    "p sec title label list list-item li ul ol div br break abstract section h1 h2 h3 h4 "
    "disp-formula disp-quote def-list def-item table-wrap boxed-text".split()
)
_DROPPED = frozenset(
    "inline-graphic graphic img fn object-id annotation annotation-xml mspace script style".split()
)
"""Elements whose content is no part of the text."""
_TRANSPARENT = frozenset(
    "a span font u underline o overline ovl s strike del ins tt monospace roman sans-serif "
    "styled-content named-content ext-link uri email xref abbrev inline-formula alternatives "
    "tex-math bdi bdo small big code cite q quote abstract-title math".split()
)
_TAGS = frozenset([*_EMPHASIS, *_BLOCKS, *_DROPPED, *_TRANSPARENT])
"""What is a tag without a prefix; with one ("jats:…") everything is."""
_SURE_TAGS = frozenset([*_EMPHASIS, "p", "br"])
"""What is a tag even where "<" was written as a reference, and so may be a "<"."""

# Attributes need a "=", so that "a <b and c> d" is no tag. No two parts can match the same
# characters, and a tag ends before the next "<" that is not quoted: linear.
_TOKEN = re.compile(
    r"""<(/?)([A-Za-z][\w.-]*(?::[A-Za-z][\w.-]*)?)"""
    r"""((?:\s++[A-Za-z_][\w:.-]*+=(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))*+\s*+/?)>"""
    r"|<!--(?:[^-]|-(?!->))*+(?:-->|(\Z))|<!\[CDATA\[((?:[^\]]|\](?!\]>))*+)(?:\]\]>|\Z)"
)
_Event = tuple[str, str, str]
"""("text", the text, ""), ("start", the tag's local name, its attributes) or ("end", name, "")."""

_SMALL_CAPS = re.compile(r"small-?caps|font-variant:\s*small", re.IGNORECASE)
_NOCASE = re.compile(r"""(?:class|style-type)\s*=\s*["']?nocase""")
_AFTER_BRACKET = re.compile(r"(?<=[(\[])\s++(?=<)")
_BEFORE_STOP = re.compile(r"(?<=>)\s++(?=[.,;:)\]])")
_BEFORE_SCRIPT = re.compile(r"(?<=\S)\s++(?=<sub>|<sup>\D)")
"""A script of digits alone may belong to what follows: "with <sup>18</sup>F-FDG"."""


def from_jats(text: str, *, decode: bool = True) -> str:
    """A title or the like as one line of text with CSL's inline tags.

    `decode=False` for text whose references were decoded already (by an XML parser).

    >>> from_jats("Size &lt;0.5 mm &amp; <jats:italic>E. coli</jats:italic> in H<sub>2</sub>O")
    'Size <0.5 mm & <i>E. coli</i> in H<sub>2</sub>O'
    """
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return " ".join(_blocks(_events_of_text(text, decode=decode)))


def abstract_from_jats(text: str, *, decode: bool = True) -> str:
    r"""An abstract: its paragraphs and headings one a line, CSL's inline tags within.

    A heading that only says "Abstract" is left out.

    >>> abstract_from_jats("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><p>Two.</p>")
    'One.\nTwo.'
    """
    if not text:
        return ""
    return _abstract(_blocks(_events_of_text(text, decode=decode)))


def plain_from_jats(text: str) -> str:
    """A name of a person or body as text without any markup; references decoded once."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    return _TAG_OF_CSL.sub("", from_jats(text))


def from_element(element: _Element | None) -> str:
    """As `from_jats`, for the content of an XML element; "" for None."""
    if element is None:
        return ""
    if len(element) == 0:
        return from_jats(element.text or "", decode=False)
    return " ".join(_blocks(_events_of_element(element)))


def abstract_from_element(element: _Element | None) -> str:
    """As `abstract_from_jats`, for the content of an XML element; "" for None."""
    if element is None:
        return ""
    return _abstract(_blocks(_events_of_element(element)))


_TAG_OF_CSL = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?: [^<>]*)?>")


def _abstract(blocks: list[str]) -> str:
    if len(blocks) > 1 and blocks[0].strip(" .:").lower() in {"abstract", "<b>abstract</b>"}:
        blocks = blocks[1:]
    return "\n".join(blocks)


# ------------------------------------------------------------------ events


def _events_of_text(text: str, *, decode: bool) -> Iterator[_Event]:
    """The events of a text; where it was decoded already, only what is sure to be a tag counts."""
    position, in_math = 0, 0
    opened: Counter[str] = Counter()
    for match in _TOKEN.finditer(text):
        slash, name, attributes, unended, cdata = match.groups()
        if unended is not None:  # "<!--" is text where no comment ends
            continue
        if name:
            prefix, _, local = name.rpartition(":")
            local = local.lower()
            known = _TAGS if decode or attributes.strip("/ ") else _SURE_TAGS
            # In a text that was decoded, "<B>" may be a letter in brackets; tags are "<b>" there.
            written = local if decode else name.rpartition(":")[2]
            if not (prefix or in_math or written in known or (slash and opened[local] > 0)):
                continue
            opened[local] += -1 if slash else 1
        elif not decode:
            continue
        if match.start() > position:
            yield from _text_events(text[position : match.start()], decode)
        position = match.end()
        if cdata:
            yield "text", cdata, ""
        if not name:
            continue
        if local == "math":
            in_math = 0 if slash else 1
        if slash:
            yield "end", local, ""
        else:
            yield "start", local, attributes
            if attributes.endswith("/"):
                yield "end", local, ""
            elif local in {"br", "break", "img", "inline-graphic", "graphic", "mspace"}:
                yield "end", local, ""  # empty in HTML, with or without a slash
    if position < len(text):
        yield from _text_events(text[position:], decode)


_ESCAPED_TAG = re.compile(r"&lt;(/?(?:i|em|italic|b|strong|bold|sub|sup|scp|sc|p|br)/?)&gt;")
"""A tag that was escaped once too often; as a text nobody means it."""


def _text_events(text: str, decode: bool) -> Iterator[_Event]:
    decoded = decode_entities(text) if decode else text
    decoded = _ESCAPED_TAG.sub(r"<\1>", decoded)
    if decoded != text and "<" in decoded:
        yield from _events_of_text(decoded, decode=False)
    else:
        yield "text", decoded, ""


def _events_of_element(element: _Element) -> Iterator[_Event]:
    from lxml.etree import iterwalk

    for event, node in iterwalk(element, events=("start", "end")):
        tag = node.tag.rpartition("}")[2].rpartition(":")[2].lower()
        if event == "start":
            if node is not element:
                attributes = " ".join(f'{key}="{value}"' for key, value in node.attrib.items())
                yield "start", tag, attributes
            if node.text:
                yield from _events_of_text(node.text, decode=False)
        elif node is not element:
            yield "end", tag, ""
            if node.tail:
                yield from _events_of_text(node.tail, decode=False)


# ------------------------------------------------------------------ building


def _blocks(events: Iterator[_Event]) -> list[str]:
    builder = _Builder()
    for kind, value, attributes in events:
        if kind == "text":
            builder.text(value)
        elif kind == "start":
            builder.start(value, attributes)
        else:
            builder.end(value)
    return builder.finished()


_OPENERS = {
    **{f"</{tag}>": f"<{tag}>" for tag in ("i", "b", "sup", "sub", "sc")},
    "</span>": '<span class="nocase">',
}


def _tag(name: str, attributes: str) -> str:
    """CSL's tag for an element, or ""."""
    if name in {"span", "styled-content", "font"}:
        if _SMALL_CAPS.search(attributes):
            return "sc"
        return "span" if _NOCASE.search(attributes) else ""
    return _EMPHASIS.get(name, "")


class _Builder:
    """Turns the events into blocks of text with CSL's tags; what is left open is closed."""

    def __init__(self) -> None:
        self._blocks: list[list[str]] = [[]]
        self._open: list[tuple[str, str]] = []  # name, what closes it
        self._emphasis: list[str] = []  # what closes the emphases that are open
        self._has_text = False  # whether the last block has any
        self._count: Counter[str] = Counter()  # names in _open
        self._silent = 0  # open elements whose content is dropped
        self._math: _Math | None = None
        self._tex: list[str] | None = None  # a formula in TeX being read
        self._tex_at: tuple[list[str], int] | None = None  # where the last one went
        self._had_math = False

    def text(self, text: str) -> None:
        if self._silent:
            return
        if self._math is not None:
            self._math.text(text)
        elif self._tex is not None:
            self._tex.append(text)
        else:
            self._put(text)

    def start(self, name: str, attributes: str) -> None:
        if self._math is not None:
            self._math.start(name)
            return
        closer = ""
        if name == "math":
            self._math = _Math()
            return
        if name in _DROPPED or (name == "xref" and "fn" in attributes):
            self._silent += 1
            closer = "silent"
        elif name == "tex-math":
            self._tex = []
        elif name == "alternatives":
            self._tex_at, self._had_math = None, False
        elif name in _BLOCKS:
            self._break()
        else:
            closer = self._opened(_tag(name, attributes))
        self._open.append((name, closer))
        self._count[name] += 1

    def end(self, name: str) -> None:
        if self._math is not None:
            if name != "math":
                self._math.end(name)
                return
            self._end_math()
            return
        if not self._count[name]:
            return
        while True:
            open_name, closer = self._open.pop()
            self._count[open_name] -= 1
            self._close(open_name, closer)
            if open_name == name:
                return

    def finished(self) -> list[str]:
        if self._math is not None:
            self._end_math()
        while self._open:
            self._close(*self._open.pop())
        lines = (_tidy("".join(parts)) for parts in self._blocks)
        return [line for line in lines if line]

    def _close(self, name: str, closer: str) -> None:
        if closer == "silent":
            self._silent -= 1
        elif name == "tex-math":
            self._end_tex()
        elif name in _BLOCKS:
            self._break()
        elif closer:
            self._emphasis.pop()
            parts = self._blocks[-1]
            if parts and parts[-1] == _OPENERS[closer]:
                parts.pop()
            else:
                parts.append(closer)

    def _put(self, text: str) -> None:
        self._blocks[-1].append(text)
        self._has_text = self._has_text or not text.isspace()

    def _opened(self, tag: str) -> str:
        """Open an emphasis; what closes it, "" where it was not opened."""
        closer = f"</{tag}>"
        if not tag or self._emphasis.count(closer) >= _DEEPEST.get(tag, 1):
            return ""
        self._blocks[-1].append(_OPENERS[closer])
        self._emphasis.append(closer)
        return closer

    def _break(self) -> None:
        """Start a new block; the emphasis that is open goes on in it."""
        if self._has_text:
            self._blocks[-1].extend(reversed(self._emphasis))
            self._blocks.append([_OPENERS[closer] for closer in self._emphasis])
            self._has_text = False

    def _end_math(self) -> None:
        math, self._math = self._math, None
        if self._tex_at is not None:  # the same formula in TeX came first
            parts, index = self._tex_at
            parts[index] = ""
            self._tex_at = None
        self._had_math = True
        if math is not None and not self._silent:
            self._put(math.finished())

    def _end_tex(self) -> None:
        source = "".join(self._tex or ())
        self._tex = None
        if self._had_math and self._count["alternatives"]:
            return
        body = source.rpartition("\\begin{document}")[2].partition("\\end{document}")[0]
        self._tex_at = (self._blocks[-1], len(self._blocks[-1]))
        self._put("$" + body.strip().strip("$").strip() + "$")


def _tidy(text: str) -> str:
    """White space as single blanks; line breaks of a pretty printer go where no blank can be.

    That is inside brackets, before a full stop and the like, and before scripts ("CO", line
    break, "<sub>2</sub>").
    """
    if "<" in text and "\n" in text:
        text = _AFTER_BRACKET.sub(_unless_line_break, text)
        text = _BEFORE_STOP.sub(_unless_line_break, text)
        text = _BEFORE_SCRIPT.sub(_unless_line_break, text)
    return " ".join(text.split())


def _unless_line_break(match: re.Match[str]) -> str:
    return "" if "\n" in match[0] else match[0]


# ------------------------------------------------------------------ formulas


class _Math:
    """MathML to text: scripts as CSL's tags, fractions with a slash, roots with their sign."""

    def __init__(self) -> None:
        self._frames: list[tuple[str, list[str]]] = [("math", [])]
        self._count: Counter[str] = Counter()

    def text(self, text: str) -> None:
        text = " ".join(text.split())
        if text:
            self._frames[-1][1].append(text)

    def start(self, name: str) -> None:
        self._frames.append((name, []))
        self._count[name] += 1

    def end(self, name: str) -> None:
        if not self._count[name]:
            return
        while True:
            closed = self._pop()
            if closed == name:
                return

    def finished(self) -> str:
        while len(self._frames) > 1:
            self._pop()
        return "".join(self._frames[0][1])

    def _pop(self) -> str:
        name, parts = self._frames.pop()
        self._count[name] -= 1
        rule = _MATH_RULES.get(name)
        # An empty child counts: its place says whether it is the base or a script.
        self._frames[-1][1].append(rule(parts) if rule else "".join(parts))
        return name


def _scripts(*tags: str) -> Callable[[list[str]], str]:
    def rule(parts: list[str]) -> str:
        base, *scripts = parts or [""]
        marked = (
            f"<{tag}>{each}</{tag}>" for tag, each in zip(tags, scripts, strict=False) if each
        )
        return base + "".join(marked) + "".join(scripts[len(tags) :])

    return rule


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _accented(parts: list[str]) -> str:
    base, *accents = parts or [""]
    return base + "".join(_COMBINING.get(each, each) for each in accents)


_COMBINING = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "‾": "\u0304",
    "_": "\u0332",
    "˙": "\u0307",
    ".": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
    "⃗": "\u20d7",
    "ˇ": "\u030c",
}
_MATH_RULES: dict[str, Callable[[list[str]], str]] = {
    "msub": _scripts("sub"),
    "msup": _scripts("sup"),
    "msubsup": _scripts("sub", "sup"),
    "munderover": _scripts("sub", "sup"),
    "mover": _accented,
    "munder": _accented,
    "mfrac": lambda parts: "/".join(map(_grouped, parts)),
    "msqrt": lambda parts: "√" + _grouped("".join(parts)),
    "mroot": lambda parts: f"<sup>{''.join(parts[1:])}</sup>√" + _grouped("".join(parts[:1])),
    "mfenced": lambda parts: f"({', '.join(parts)})",
    "mtr": " ".join,
    "mtable": "; ".join,
    "mspace": lambda _: " ",
    "semantics": lambda parts: "".join(parts[:1]),
    "annotation": lambda _: "",
    "annotation-xml": lambda _: "",
    "mphantom": lambda _: "",
}
