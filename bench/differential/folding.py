"""One spelling for HTML that looks the same, so that only what a reader sees is compared.

What is folded: entities, the order and quoting of attributes, `<i>` next to `<i>`, spans without a
look, which of two nested tags is the outer one, blanks at the edge of a tag (a blank looks the
same in italics) or next to another, and of which white characters a wide blank is made (citeproc-js
writes any two of them as one that does not break and a blank). Letters, punctuation, blanks and
every look of every letter are kept.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LOOKS = {
    "i": ("style", "italic"),
    "em": ("style", "oblique"),
    "b": ("weight", "bold"),
    "strong": ("weight", "bold"),
    "sup": ("raised", "sup"),
    "sub": ("raised", "sub"),
}
_PROPERTIES = {
    "font-style": "style",
    "font-weight": "weight",
    "font-variant": "variant",
    "text-decoration": "line",
}
_USUAL = frozenset({"normal", "none", "baseline"})
_BLOCKS = {
    "csl-left-margin": "margin",
    "csl-right-inline": "inline",
    "csl-block": "block",
    "csl-indent": "indent",
}

_WIDE = re.compile("[ \u00a0\u2002-\u200a]{2,}")

Look = tuple[tuple[str, str], ...]


class _Letters(HTMLParser):
    """Every letter with the look it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[tuple[str, Look]] = []
        self._open: list[tuple[str, dict[str, str], str]] = []
        self._look: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        look = dict(self._look)
        block = _BLOCKS.get(given.get("class") or "", "") if tag == "div" else ""
        if tag in _LOOKS:
            look.update([_LOOKS[tag]])
        for declaration in (given.get("style") or "").split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() in _PROPERTIES:
                look[_PROPERTIES[name.strip()]] = value.strip()
            elif name.strip() == "baseline" or value.strip() == "baseline":
                look["raised"] = "baseline"
        self._open.append((tag, self._look, block))
        self._look = {name: value for name, value in look.items() if value not in _USUAL}
        if block:
            self.letters.append((f"<{block}>", ()))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, self._look, block = self._open.pop()
            if block:
                self.letters.append((f"</{block}>", ()))

    def handle_data(self, data: str) -> None:
        look = tuple(sorted(self._look.items()))
        plain = tuple(pair for pair in look if pair[0] == "line")
        self.letters += [
            (letter, plain if letter.isspace() else look) for letter in data.replace("\r", " ")
        ]


def fold(html: str) -> str:
    """The text with one tag `[look]…[/]` around each stretch of one look; blocks as `<margin>`."""
    if "<" not in html and "&" not in html:
        return _blanks(html)
    parser = _Letters()
    parser.feed(html)
    parser.close()
    out: list[str] = []
    now: Look = ()
    waiting = ""  # blanks: whether they stand within a look hangs on what follows
    for letter, look in parser.letters:
        if letter.isspace() and not look:
            waiting += letter
            continue
        if look != now:
            if now:
                out.append("[/]")
            out.append(waiting)
            if look:
                out.append(f"[{','.join(value for _, value in look)}]")
            now = look
        else:
            out.append(waiting)
        waiting = ""
        out.append(letter)
    out.append("[/]" if now else "")
    out.append(waiting)
    return _blanks("".join(out))


def _blanks(text: str) -> str:
    """Blanks as a browser shows them: one for many, none around blocks nor at the ends."""
    text = re.sub(r"[ \n\t]+", " ", text)
    text = _WIDE.sub("\u00a0 ", text)
    return re.sub(r" *(</?(?:margin|inline|block|indent)>) *", r"\1", text).strip(" ")
