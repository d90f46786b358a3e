r"""Text with CSL's inline tags to LaTeX, in UTF-8 or in ASCII.

Every character that means something to TeX or BibTeX is written as a command, so no text can bring
markup or an unbalanced brace of its own into the file. The one exception is a formula that
`citeform.text.tex.math` kept as TeX, `$\frac{a}{b}$`: it is written as it is where its braces
balance and its commands are known to be harmless in mathematics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from citeform.text.tex.math import is_kept
from citeform.text.tex.symbols import ACCENT_COMMANDS, LETTERS, MATH_COMMANDS, TEXT_COMMANDS

_ESCAPES: dict[str, str] = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "#": r"\#",
    "$": r"\$",
    "\u00a0": "~",
    "\u2013": "--",
    "\u2014": "---",
    "--": "-{}-",
    "''": "'{}'",
}
_LETTER_NAMES = {character: name for name, character in reversed(LETTERS.items())}

_SPECIAL = re.compile("--|''|[\\\\{}~^`%&_#$\u00a0\u2013\u2014<]")
_ESCAPED = re.compile(
    "-(?=[-\u2013\u2014])|[\u2013\u2014](?=[-\u2013\u2014])|'(?=')|[?!](?=`)|[\\\\{}~^`%&_#$\u00a0\u2013\u2014]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")

_TAG = re.compile(
    r"""<(/?)(i|b|sup|sub|sc|span)(\s+class=["']nocase["']\s*|\s+style=["']\s*font-variant:\s*small-caps;?\s*["']\s*)?>"""
)
_COMMANDS = {
    "i": r"\emph{",
    "b": r"\textbf{",
    "sup": r"\textsuperscript{",
    "sub": r"\textsubscript{",
    "sc": r"\textsc{",
}
_FORMULA = re.compile(r"\$((?:[^$\\]|\\[^$])++)\$")
_HARMLESS = frozenset(
    r"frac tfrac dfrac sqrt binom overline underline widehat widetilde vec hat bar tilde dot ddot left right"
    r" mathbb mathcal mathfrak mathscr mathrm mathbf mathit mathsf mathtt text big Big bigg Bigg overset underset"
    r" stackrel choose over prime operatorname bmod pmod substack dots cdots ldots xrightarrow overrightarrow"
    r" quad qquad displaystyle textstyle limits nolimits not mathop rm it bf cal boldsymbol bm textrm textit textbf".split()
)


def encode(text: str, *, ascii: bool = False) -> str:
    r"""The text as a value of a BibTeX field, without delimiters; tags become commands.

    With `ascii`, characters beyond ASCII become commands too; one that has no command is written as
    `\symbol{"…}`, which XeTeX and LuaTeX show.
    """
    if _SPECIAL.search(text) is None and (not ascii or text.isascii()):
        return text
    return _encode(text, ascii)


def encode_plain(text: str, *, ascii: bool = False) -> str:
    """As `encode`, for text in which a tag is just text."""
    if _SPECIAL.search(text) is None and (not ascii or text.isascii()):
        return text
    return _escape(text, ascii)


@lru_cache(maxsize=2048)
def _encode(text: str, ascii: bool) -> str:
    if "<" not in text:
        return _with_formulas(text, ascii)
    commands = _paired(text)
    if not commands:
        return _with_formulas(text, ascii)
    out: list[str] = []
    position = 0
    for start, end, opening in commands:
        command = opening
        out.append(_with_formulas(text[position:start], ascii))
        if command == "{" and (
            text[end : end + 1] == "<" or _starts_command(text[end : end + 2], ascii)
        ):
            command = "{{}"
        out.append(command)
        position = end
    out.append(_with_formulas(text[position:], ascii))
    return "".join(out)


def _starts_command(text: str, ascii: bool) -> bool:
    r"""Whether what is written begins with a backslash (a group that does is not protected)."""
    written = _escape(text, ascii)
    return written.startswith(("\\", "$"))


def _paired(text: str) -> list[tuple[int, int, str]]:
    """Start, end and LaTeX of each tag that has its partner; the others are text."""
    found: list[list[int | str]] = []
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        slash, name, attribute = match.groups()
        if not slash:
            if (name == "span") != (attribute is not None):
                continue
            command = _COMMANDS.get(name) or ("{" if "nocase" in (attribute or "") else r"\textsc{")
            found.append([match.start(), match.end(), command])
            opened.append((name, len(found) - 1))
        elif attribute is None and opened and opened[-1][0] == name:
            opened.pop()
            found.append([match.start(), match.end(), "}"])
    unmatched = {index for _, index in opened}
    return [
        (int(start), int(end), str(command))
        for index, (start, end, command) in enumerate(found)
        if index not in unmatched
    ]


def _with_formulas(text: str, ascii: bool) -> str:
    if "$" not in text:
        return _escape(text, ascii)
    out: list[str] = []
    position = 0
    for match in _FORMULA.finditer(text):
        if (not ascii or match[1].isascii()) and is_kept(match[1]) and _is_harmless(match[1]):
            out += (_escape(text[position : match.start()], ascii), match[0])
            position = match.end()
    out.append(_escape(text[position:], ascii))
    return "".join(out)


@lru_cache(maxsize=1024)
def _is_harmless(formula: str) -> bool:
    """Whether a kept formula may be written as it is: braces balance, only commands for formulas."""
    from citeform.text.tex.symbols import MATH

    depth = 0
    for character in re.sub(r"\\.", "", formula):
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    names = re.findall(r"\\([A-Za-z@]+)", formula)
    return (
        depth == 0
        and "%" not in formula
        and "`" not in formula  # elsewhere in the value it makes quotation marks of apostrophes
        and all(name in _HARMLESS or name in MATH or name in LETTERS for name in names)
    )


def _escape(text: str, ascii: bool) -> str:
    text = _ESCAPED.sub(_escaped, text)
    if ascii and not text.isascii():
        text = _NOT_ASCII.sub(_command, text)
    return text


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    if character in "-'?!":
        return character + "{}"
    written = _ESCAPES[character]
    # Only a dash can match with more of the same behind it; the empty group keeps TeX from joining them.
    followed = match.string[match.end() : match.end() + 1]
    if character in "\u2013\u2014" and followed and followed in "-\u2013\u2014":
        return written + "{}"
    return written


@lru_cache(maxsize=2048)
def _character(cluster: str) -> str:
    """A character beyond ASCII, perhaps with combining ones behind it, as a command in braces."""
    base, marks = cluster[0], cluster[1:]
    if not marks:
        if base in _LETTER_NAMES:
            return f"{{\\{_LETTER_NAMES[base]}}}"
        if base in TEXT_COMMANDS:
            return f"{{\\{TEXT_COMMANDS[base]}}}"
        if base in MATH_COMMANDS:
            return f"$\\{MATH_COMMANDS[base]}$"
    decomposed = unicodedata.normalize("NFD", cluster)
    letter, accents = decomposed[0], decomposed[1:]
    if accents and letter.isalpha() and all(mark in ACCENT_COMMANDS for mark in accents):
        if letter in _LETTER_NAMES:
            written = f"{{\\{_LETTER_NAMES[letter]}}}"
        elif letter.isascii():
            written = letter
        else:
            return "".join(map(_symbol, cluster))
        if letter in "ij" and ACCENT_COMMANDS[accents[0]] not in "cdbk":
            written = f"\\{letter}"
        for mark in accents:
            name = ACCENT_COMMANDS[mark]
            braced = name.isalpha() or len(written) > 1
            written = f"\\{name}{{{written}}}" if braced else f"\\{name}{written}"
        return f"{{{written}}}"
    return "".join(map(_symbol, cluster))


def _symbol(character: str) -> str:
    return character if character.isascii() else f'{{\\symbol{{"{ord(character):04X}}}}}'


def _command(match: re.Match[str]) -> str:
    return _character(match[0])
