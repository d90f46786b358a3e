"""Wikitext, as far as citation templates need it: finding them, their values as text and back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"<!--|\{\{|\}\}|\[\[|\]\]|\||<nowiki>", re.IGNORECASE)
_BRACES = re.compile(r"<!--|\{\{|\}\}|<nowiki>", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_EXTERNAL = re.compile(r"\[https?://[^\s\[\]]+ ([^\[\]]*)\]")
_INNER = re.compile(r"\{\{([^{}|]*)((?:\|[^{}]*)?)\}\}")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDDEN = re.compile(r"</?(?:nowiki|small|span|ref|nobr)\b[^<>]*>", re.IGNORECASE)
_SIGNS = {
    "!": "|",
    "'": "'",
    "=": "=",
    "(": "{",
    ")": "}",
    "((": "{{",
    "))": "}}",
    "ndash": "–",
    "endash": "–",
    "spaced ndash": " – ",
    "mdash": "—",
    "emdash": "—",
    "nbsp": "\u00a0",
    "snd": " – ",
    "hyphen": "-",
}
"""Templates that stand for a sign."""

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Template:
    """One template: its name, its parameters in order, where it stands."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """(name, value), raw; one without a name is numbered, or left out where it is empty."""
    start: int
    closed: bool = True


def templates(text: str, wanted: re.Pattern[str]) -> Iterator[Template]:
    """The templates whose name matches, outermost first; none within one that was found.

    Which braces belong together is found in one pass, so that the time is linear however they
    nest; a template that is never closed ends with its paragraph.
    """
    ends = _ends(text)
    position = 0
    while True:
        start = text.find("{{", position)
        if start < 0:
            return
        position = start + 2
        name = wanted.match(text, position)
        if name is None:
            continue
        end = ends.get(start)
        if end is None:
            paragraph = text.find("\n\n", position)
            position = paragraph if paragraph >= 0 else len(text)
            content = text[start + 2 : position]
        else:
            position = end
            content = text[start + 2 : end - 2]
        yield Template(name[0], _parameters(content), start, closed=end is not None)


def _ends(text: str) -> dict[int, int]:
    """Where each {{ is, to the place behind its }}."""
    ends: dict[int, int] = {}
    open_at: list[int] = []
    position = 0
    while match := _BRACES.search(text, position):
        sign, position = match[0].lower(), match.end()
        if sign == "<!--":
            position = _after(text, "-->", position)
        elif sign == "<nowiki>":
            position = _after(text, "</nowiki>", position)
        elif sign == "{{":
            open_at.append(match.start())
        elif open_at:
            ends[open_at.pop()] = position
    return ends


def _after(text: str, closer: str, position: int) -> int:
    end = text.find(closer, position)
    return end + len(closer) if end >= 0 else len(text)


def _parameters(content: str) -> tuple[tuple[str, str], ...]:
    """What stands between the bars that are in no link and no inner template."""
    found: list[tuple[str, str]] = []
    number = 0
    for piece in _pieces(content)[1:]:
        name, equals, value = piece.partition("=")
        plain_name = _COMMENT.sub("", name).strip()
        if equals and "{{" not in plain_name and "[" not in plain_name:
            found.append((plain_name.lower(), value.strip()))
        else:
            number += 1
            text = piece.strip()
            if text:
                found.append((str(number), text))
    return tuple(found)


def _pieces(content: str) -> list[str]:
    pieces: list[str] = []
    stack: list[str] = []
    begin = position = 0
    while match := _TOKEN.search(content, position):
        sign, position = match[0].lower(), match.end()
        if sign == "<!--":
            position = _after(content, "-->", position)
        elif sign == "<nowiki>":
            position = _after(content, "</nowiki>", position)
        elif sign in {"{{", "[["}:
            stack.append(sign)
        elif sign == "]]":
            if stack and stack[-1] == "[[":
                stack.pop()
        elif sign == "}}":
            while stack and stack.pop() == "[[":
                pass
        elif not stack:
            pieces.append(content[begin : match.start()])
            begin = match.end()
    pieces.append(content[begin:])
    return pieces


# ------------------------------------------------------------------ values


def to_text(value: str) -> str:
    """A value as text with CSL's tags: links by their words, '' as <i>, entities decoded once."""
    text = _COMMENT.sub("", value)
    if "{{" in text:
        text = _without_templates(text)
    if "[" in text:
        text = _EXTERNAL.sub(r"\1", _LINK.sub(r"\1", text))
    if "''" in text:
        text = _emphasis(text)
    text = html.unescape(_HIDDEN.sub("", text)) if "<" in text or "&" in text else text
    return " ".join(text.split()) if "\u00a0" not in text else text.strip()


def _without_templates(text: str) -> str:
    """Inner templates from the inside out: a sign, or the last of what they hold."""
    for _ in range(_DEEPEST):
        replaced = _INNER.sub(_inner, text)
        if replaced == text:
            break
        text = replaced
    return text


def _inner(match: re.Match[str]) -> str:
    name = match[1].strip().lower()
    if name in _SIGNS:
        return _SIGNS[name] if name != "!" else "&#124;"
    values = match[2][1:].split("|") if match[2] else []
    plain = [value for value in values if "=" not in value]
    return plain[-1] if plain else ""


def _emphasis(text: str) -> str:
    """Paired '' and ''' as <i> and <b>."""
    for mark, tag in (("'''", "b"), ("''", "i")):
        parts = text.split(mark)
        if len(parts) % 2:
            text = "".join(
                part if index % 2 == 0 else f"<{tag}>{part}</{tag}>"
                for index, part in enumerate(parts)
            )
    return text
