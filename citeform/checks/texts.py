"""Rules on what a text holds that is no text: entities, foreign markup, LaTeX, wrong decoding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from citeform.checks.subject import Finding, Rule, Subject, shown
from citeform.text.entities import decode_entities

_FREE = frozenset({"abstract", "note", "annote"})
"""Fields that hold whole paragraphs, often with formulas and line ends of their own."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,24}[0-9]{0,2});")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})(?:\s[^<>]{0,300})?/?>")
_HTML = frozenset(
    """
    a abbr article bold br center cite code dd div dl dt em emph font h1 h2 h3 h4 h5 h6 head html img inf
    inline-formula italic li monospace ol p pre q roman s sans-serif script sec small strike strong
    style table tbody td tex-math th title tr tt u ul underline xref ext-link disp-formula list
    list-item label alternatives named-content styled-content smallcaps
    """.split()
)
_RENAMED = {
    "em": "i",
    "italic": "i",
    "emph": "i",
    "strong": "b",
    "bold": "b",
    "inf": "sub",
    "jats:italic": "i",
    "jats:bold": "b",
    "jats:sup": "sup",
    "jats:sub": "sub",
}
"""Markup that CSL knows by another name."""
_OPEN_OR_CLOSE = re.compile(r"<(/?)(i|b|sc|sup|sub|span)(?:\s[^<>]{0,80})?>")

_MATH = re.compile(r"\$[^$]{0,2000}\$")
_LATEX = re.compile(
    r"\\(?:[\"'`^~=.]\s?\{?\\?[A-Za-z]|[Hcdbkruvt]\s?\{|(?:text|math|emph|mkbib)[a-z]*\s?\{|(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])"
    r"|[&%$#_{}]|[A-Za-z]{2,}(?=\s?\{|$|\s))|\{\\[a-z]{2}\s"
)
_PROTECTED = re.compile(r"\{[A-Z][A-Za-z]*\}")

_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    rf"[ÂÃ][{_CONTINUATION}]|â[{_CONTINUATION}]{{2}}|(?:[ÐÑ][{_CONTINUATION}]){{2,}}|[ÄÅ](?=[^»”“’‘–—…])[{_CONTINUATION}]"
)
_C1 = re.compile("[\u0080-\u009f]")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]")
_GAPS = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


def entity(subject: Subject) -> Iterator[Finding]:
    """&amp;, &#233;, &eacute;."""
    for field, value, put in subject.strings():
        found = _ENTITY.search(value)
        if not found or decode_entities(found[0]) == found[0]:
            continue
        decoded = decode_entities(value)
        # "&lt;i&gt;" would become markup: whether it was meant so nobody can tell.
        safe = not _TAG.search(decoded) or bool(_TAG.search(value))
        fix = put(decoded) if safe else None
        yield Finding(field, f"{shown(_around(value, found))} holds {found[0]}", fix=fix)


def tag(subject: Subject) -> Iterator[Finding]:
    """HTML, JATS or MathML within a text."""
    for field, value, put in subject.strings():
        if "<" not in value:
            continue
        for found in _TAG.finditer(value):
            name = found[1].lower()
            if name in _HTML or name in _RENAMED or name.startswith(("jats:", "mml:")):
                renamed = _TAG.sub(_in_csl, value)
                left = any(_is_foreign(each[1]) for each in _TAG.finditer(renamed))
                fix = put(renamed) if not left else None
                yield Finding(
                    field, f"{shown(_around(value, found))} holds {found[0][:40]}", fix=fix
                )
                break


def markup(subject: Subject) -> Iterator[Finding]:
    """CSL's own tags, opened and not closed or the other way round."""
    for field, value, _ in subject.strings():
        if "<" not in value:
            continue
        open_tags: list[str] = []
        wrong = ""
        for slash, name in _OPEN_OR_CLOSE.findall(value):
            if not slash:
                open_tags.append(name)
            elif open_tags and open_tags[-1] == name:
                open_tags.pop()
            else:
                wrong = wrong or f"</{name}> closes nothing"
        if open_tags and not wrong:
            wrong = f"<{open_tags[-1]}> is not closed"
        if wrong:
            yield Finding(field, f"{wrong} in {shown(value)}")


def latex(subject: Subject) -> Iterator[Finding]:
    """LaTeX commands and braces that no reader turned into characters."""
    for field, value, _ in subject.strings():
        if field in _FREE or ("\\" not in value and "{" not in value):
            continue
        outside = _MATH.sub("", value) if "$" in value else value
        found = _LATEX.search(outside) or _PROTECTED.search(outside)
        if found:
            yield Finding(
                field, f"{shown(_around(outside, found))} holds LaTeX: {found[0].strip()}"
            )


def braces(subject: Subject) -> Iterator[Finding]:
    """More opening than closing braces, or the other way round."""
    for field, value, _ in subject.strings():
        if field in _FREE:
            continue
        opened, closed = value.count("{"), value.count("}")
        if opened != closed:
            yield Finding(field, f"{opened} opening and {closed} closing braces in {shown(value)}")


def mojibake(subject: Subject) -> Iterator[Finding]:
    """UTF-8 that was read as Windows-1252."""
    for field, value, put in subject.strings():
        if value.isascii():
            continue
        mended = _MOJIBAKE.sub(_decoded_again, value)
        while (again := _MOJIBAKE.sub(_decoded_again, mended)) != mended:
            mended = again  # it happens more than once to a text: each pass makes it shorter
        if mended != value:
            whole = not _C1.search(mended)
            message = f"{shown(value)} was decoded wrongly"
            message += f"; meant is {shown(mended)}" if whole else ""
            yield Finding(field, message, fix=put(mended) if whole else None)


def replacement(subject: Subject) -> Iterator[Finding]:
    """U+FFFD, the mark that decoding leaves for what it could not read."""
    for field, value, _ in subject.strings():
        if "\ufffd" in value:
            yield Finding(
                field, f"a character was lost in {shown(value)}", "look it up at the source"
            )


def spaces(subject: Subject) -> Iterator[Finding]:
    """Blanks at the ends, doubled blanks, line ends within a title."""
    for field, value, put in subject.strings():
        if field in _FREE:
            continue
        tidy = _GAPS.sub(" ", value).strip()
        if tidy != value and tidy:
            yield Finding(field, f"needless blanks in {shown(value)}", fix=put(tidy))


def invisible(subject: Subject) -> Iterator[Finding]:
    """Soft hyphens, zero-width spaces, control characters.

    The joiners (U+200C, U+200D) and the marks of direction stay: Persian, Hindi and Hebrew need them.
    """
    for field, value, put in subject.strings():
        found = _INVISIBLE.search(value)
        if found:
            cleaned = _INVISIBLE.sub("", value)
            message = f"U+{ord(found[0]):04X} is hidden in {shown(cleaned)}"
            yield Finding(field, message, fix=put(cleaned) if cleaned else None)


def composition(subject: Subject) -> Iterator[Finding]:
    """An accent as a character of its own, where Unicode has the letter with the accent."""
    for field, value, put in subject.strings():
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            composed = unicodedata.normalize("NFC", value)
            yield Finding(
                field, f"accents of {shown(composed)} stand on their own", fix=put(composed)
            )


def _in_csl(match: re.Match[str]) -> str:
    name = _RENAMED.get(match[1].lower())
    if name is None:
        return match[0]
    return f"</{name}>" if match[0].startswith("</") else f"<{name}>"


def _is_foreign(name: str) -> bool:
    return name.lower() in _HTML or name.lower().startswith(("jats:", "mml:"))


def _decoded_again(match: re.Match[str]) -> str:
    text = match[0]
    try:
        data = b"".join(_byte(character) for character in text)
        decoded = data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
    return decoded


def _byte(character: str) -> bytes:
    """Windows-1252, and Latin-1 for the five bytes that Windows-1252 leaves out."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _around(value: str, found: re.Match[str]) -> str:
    """The part of a long text where it is."""
    if len(value) <= 60:
        return value
    start = max(0, found.start() - 20)
    return ("…" if start else "") + value[start : found.end() + 20]


RULES = (
    Rule("text.entity", entity, fixes=True),
    Rule("text.tag", tag, fixes=True),
    Rule("text.markup", markup),
    Rule("text.latex", latex),
    Rule("text.braces", braces),
    Rule("text.mojibake", mojibake, fixes=True),
    Rule("text.replacement", replacement),
    Rule("text.spaces", spaces, fixes=True),
    Rule("text.invisible", invisible, fixes=True),
    Rule("text.composition", composition, fixes=True),
)
