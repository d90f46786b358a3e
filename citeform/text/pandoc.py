"""Pandoc's inline Markdown, as in the texts of CSL-YAML, to CSL's inline tags and back.

Pandoc reads every text of a `references:` block as Markdown, and writes it so; CSL's tags written
out (`<i>`, `<span class="nocase">`) are read too. Emphasis, sub- and superscript, small caps, spans,
escapes, dashes and references have a meaning; code, links and struck-out text keep their words, a
formula between dollars stays as it is written, quotation marks stay what they are (a citation
processor makes them typographic).

Source: Pandoc User's Guide, "Pandoc's Markdown", section "Inline formatting", with `smart`.
"""

from __future__ import annotations

import re

from citeform.text.entities import decode_entities

_MATH = r"\$(?![\s$])(?:[^$\\\n]|\\.)*+(?<!\s)\$(?![0-9])"
_TAG = (
    r"</?(?:i|b|sc|sup|sub|em|strong|span)>|<span\s+class=[\"']nocase[\"']\s*>"
    r"|<span\s+style=[\"']\s*font-variant:\s*small-caps;?\s*[\"']\s*>"
)
# A script is delimited text without blanks; every branch starts with characters of its own.
_TOKEN = re.compile(
    rf"""(?P<escape>\\[!-/:-@\[-`{{-~ ])
      |(?P<math>{_MATH})
      |(?P<tag>{_TAG})
      |<(?P<address>(?:https?|ftp|mailto):[^\s<>]*+)>
      |(?P<entity>&\#?[A-Za-z0-9]{{1,32}};)
      |\^(?P<sup>(?:[^\s^\\]|\\.)++)\^
      |(?P<strike>~~)
      |~(?P<sub>(?:[^\s~\\]|\\.)++)~
      |(?P<dashes>-{{2,}}) | (?P<dots>\.\.\.)
      |(?P<stars>\*+) | (?P<lines>_+) | (?P<code>`+)
      |(?P<open>\[) | (?P<close>\])(?:\{{(?P<attributes>[^{{}}\n]{{0,200}})\}}|\((?P<link>[^()\s]{{0,2000}})\))?
    """,
    re.VERBOSE,
)
_SPECIAL = re.compile(r"[\\$<&^~*_`\[\]]|--|\.\.\.")
_DASHES = {2: "–", 3: "—"}
_TAGS = {"<em>": "<i>", "</em>": "</i>", "<strong>": "<b>", "</strong>": "</b>"}
NOCASE = '<span class="nocase">'


def from_pandoc(text: str) -> str:
    r"""The text with CSL's tags.

    >>> from_pandoc("*E. coli* -- CO~2~ in [iPhone]{.nocase}s, 5\\* hotels")
    '<i>E. coli</i> – CO<sub>2</sub> in <span class="nocase">iPhone</span>s, 5* hotels'
    """
    return _Reader(text).result() if _SPECIAL.search(text) else text


class _Reader:
    """One pass over the tokens; what is opened and never closed stays as it was written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._out: list[str] = []
        self._open: list[tuple[str, int, int]] = []  # delimiter, its length, index in _out
        self._count = {"*": 0, "_": 0, "[": 0, "~": 0}
        self._unclosed_code: set[int] = set()

    def result(self) -> str:
        text, out, position = self._text, self._out, 0
        while True:
            match = _TOKEN.search(text, position)
            if match is None:
                out.append(text[position:])
                return "".join(out)
            out.append(text[position : match.start()])
            position = self._token(match)

    def _token(self, match: re.Match[str]) -> int:
        """Deal with one token; returns where to go on."""
        kind, token, out = match.lastgroup, match[0], self._out
        if match["close"]:
            self._close_bracket(match)
        elif kind in {"stars", "lines"}:
            self._emphasis(match)
        elif kind == "code":
            return self._code(match)
        elif kind == "open":
            self._start("[", 1, token)
        elif kind == "strike":
            if not self._end("~", 2, "", ""):
                self._start("~", 2, token)
        else:
            out.append(_simple(match, kind or "", token))
        return match.end()

    def _start(self, delimiter: str, length: int, token: str) -> None:
        self._open.append((delimiter, length, len(self._out)))
        self._count[delimiter] += 1
        self._out.append(token)

    def _end(self, delimiter: str, length: int, opener: str, closer: str) -> bool:
        """Close the innermost such span; whether there was one. Within it nothing stays open."""
        if not self._count[delimiter]:
            return False
        index = len(self._open) - 1
        while self._open[index][0] != delimiter:
            index -= 1
        if self._open[index][1] > length:
            return False
        for name, _, _ in self._open[index:]:
            self._count[name] -= 1
        start = self._open[index][2]
        del self._open[index:]
        self._out[start] = opener
        self._out.append(closer)
        return True

    def _innermost(self, delimiter: str) -> int:
        """Length of the innermost open delimiter of that kind; 0 where there is none."""
        if not self._count[delimiter]:
            return 0
        return next(length for name, length, _ in reversed(self._open) if name == delimiter)

    def _emphasis(self, match: re.Match[str]) -> None:
        character, length = match[0][0], len(match[0])
        before = self._text[match.start() - 1 : match.start()]
        after = self._text[match.end() : match.end() + 1]
        opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
        if character == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        while closes and 0 < (size := self._innermost(character)) <= length:
            tag = "ib"[size - 1]
            self._end(character, size, f"<{tag}>", f"</{tag}>")
            length -= size
        if not opens or length > 3:
            self._out.append(character * length)
            return
        if length > 1:
            self._start(character, 2, character * 2)
        if length % 2:
            self._start(character, 1, character)

    def _close_bracket(self, match: re.Match[str]) -> None:
        attributes, link = match["attributes"], match["link"]
        if attributes is None and link is None:
            if self._count["["]:
                self._end("[", 1, "[", "]")
            else:
                self._out.append("]")
            return
        opener, closer = _span(attributes or "")
        if not self._end("[", 1, opener, closer):
            self._out.append(match[0])

    def _code(self, match: re.Match[str]) -> int:
        """Words between runs of as many backticks; the last of `_unclosed_code` keeps it linear."""
        run = match[0]
        end = -1
        if len(run) not in self._unclosed_code:
            end = self._text.find(run, match.end())
        if end < 0:
            self._unclosed_code.add(len(run))
            self._out.append(run)
            return match.end()
        self._out.append(self._text[match.end() : end].strip())
        return end + len(run)


def _simple(match: re.Match[str], kind: str, token: str) -> str:
    if kind == "escape":
        return "\u00a0" if token[1] == " " else token[1]
    if kind == "tag":
        return _TAGS.get(token, token)
    if kind == "entity":
        return decode_entities(token)
    if kind in {"sup", "sub"}:
        return f"<{kind}>{from_pandoc(match[kind])}</{kind}>"
    if kind == "dashes":
        return _DASHES.get(len(token), token)
    if kind == "dots":
        return "…"
    return match["address"] if kind == "address" else token


def _span(attributes: str) -> tuple[str, str]:
    if re.search(r"\.nocase\b", attributes):
        return NOCASE, "</span>"
    if re.search(r"\.smallcaps\b|small-caps", attributes):
        return "<sc>", "</sc>"
    return "", ""


# ------------------------------------------------------------------ writing

_CSL = re.compile(
    rf"</?(?:i|b|sc|sup|sub)>|</span>|<span\s+[^<>]{{0,60}}>|(?P<math>{_MATH})", re.VERBOSE
)
_ESCAPED = re.compile(
    r"[\\`*^~\[\]<>]|\$|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=\#?[A-Za-z0-9]{1,32};)"
    r"|-(?=-)|\.(?=\.)|(?<![A-Za-z0-9])@"
)
_BLOCK_START = re.compile(r"(?m)^(?:[#+:|%=-]|[0-9]{1,9}(?=[.)]))")
_MARKDOWN = {"<i>": ("*", "*"), "<b>": ("**", "**"), "<sup>": ("^", "^"), "<sub>": ("~", "~")}
_SPANS = {"nocase": ".nocase", "small-caps": ".smallcaps"}


def to_pandoc(text: str) -> str:
    """A text with CSL's tags as Markdown; what is no markup is escaped so that it reads back.

    Where Markdown's delimiters would be misread (next to each other, beside a blank), the tag
    itself is written, which pandoc passes on as HTML.
    """
    if not _ESCAPED.search(text) and not _BLOCK_START.search(text):
        return text
    parts = _paired(text)
    frames: list[tuple[str, list[str]]] = [("", [])]
    for kind, value in parts:
        if kind == "text":
            frames[-1][1].append(_ESCAPED.sub(r"\\\g<0>", value))
        elif kind == "math":
            frames[-1][1].append(value)
        elif kind == "open":
            frames.append((value, []))
        else:
            tag, inner = frames.pop()
            frames[-1][1].append(_marked(tag, "".join(inner), value, _ends(frames[-1][1])))
    return _BLOCK_START.sub(_escaped_block, "".join(frames[0][1]))


def _ends(parts: list[str]) -> str:
    return next((part for part in reversed(parts) if part), "")


def _escaped_block(match: re.Match[str]) -> str:
    """What would start a heading or a list at the beginning of a line."""
    token = match[0]
    return token + "\\" if token[0].isdigit() else "\\" + token


def _marked(tag: str, inner: str, closer: str, before: str) -> str:
    if tag == "<sc>" or tag.startswith("<span"):
        name = ".nocase" if "nocase" in tag else ".smallcaps"
        return f"[{inner}]{{{name}}}"
    start, end = _MARKDOWN[tag]
    mark = start[0]
    safe = (
        inner
        and not inner[0].isspace()
        and not inner[-1].isspace()
        and mark not in inner
        and not before.endswith((mark, "\\"))
        and (mark == "*" or not re.search(r"\s", inner))
    )
    return f"{start}{inner}{end}" if safe else f"{tag}{inner}{closer}"


def _paired(text: str) -> list[tuple[str, str]]:
    """The text in pieces: tags that have a partner within the same tags, formulas, and the rest."""
    pieces: list[tuple[str, str]] = []
    open_at: list[int] = []
    position = 0
    for match in _CSL.finditer(text):
        token = match[0]
        pieces.append(("text", text[position : match.start()]))
        position = match.end()
        if match["math"]:
            pieces.append(("math", token))
        elif token[1] != "/":
            known = token in _MARKDOWN or "sc" in token or any(name in token for name in _SPANS)
            if known:
                open_at.append(len(pieces))
            pieces.append(("text", token))
        else:
            name = token[2:-1]
            if open_at and re.match(rf"<{name}\b", pieces[open_at[-1]][1]):
                start = open_at.pop()
                pieces[start] = ("open", pieces[start][1])
                pieces.append(("close", token))
            else:
                pieces.append(("text", token))
    pieces.append(("text", text[position:]))
    return pieces
