r"""LaTeX to text with CSL's inline tags, in one pass over the tokens with one stack of groups.

Nothing recurses and nothing is scanned twice, so that the time is linear in the length whatever is
nested in what. A value without a special character, the usual case, is returned as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.text.tex.journals import JOURNALS
from citeform.text.tex.math import decode_math
from citeform.text.tex.symbols import (
    ACCENTS,
    LETTERS,
    MATH,
    PUNCTUATION,
    SIGNS,
    STANDALONE,
    accented,
)

SMALL_CAPS = '<span style="font-variant:small-caps;">'
NOCASE = '<span class="nocase">'

_SPECIAL = re.compile(r"[\\{}$~`\n\t\r]|--|''|  ")
_JOINED_LINE = re.compile(r"(?<!\\)%[ \t]*\n\s*")
_TOKEN = re.compile(
    r"""([^\\{}$~]+)            # 1 text
      | (\{) | (\})             # 2, 3 groups
      | \\([A-Za-z@]+)\*?(?:[ \t\r\n]+|(?=[^ \t\r\n])|$)  # 4 command of letters; it swallows blanks
      | \\(.?)                  # 5 command of one sign
      | (\$) | (~)              # 6, 7 mathematics, tie
    """,
    re.VERBOSE | re.DOTALL,
)
_LIGATURE = re.compile(r"---|--|``|''|[?!]`|`|'")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", "`": "‘", "'": "’"}
_OPENING_QUOTE = re.compile(r"(?<!\\)`")
_BLANKS = re.compile(r"[ \t\r\n]+")
_MATH_END = re.compile(r"(?:[^$\\]|\\.)*+\$", re.DOTALL)
_DEEPEST = 400  # groups within each other; what is nested deeper is read as if it were not
_MOST_ACCENTS = 4  # on one letter; no script has more
_TAG = re.compile(r"</?[a-z]+[^<>]*>")

WRAPPERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(
        ("emph", "textit", "textsl", "mkbibemph", "mkbibitalic", "mathit"), ("<i>", "</i>")
    ),
    **dict.fromkeys(("textbf", "mkbibbold", "mathbf"), ("<b>", "</b>")),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript", "sp"), ("<sup>", "</sup>")),
    **dict.fromkeys(("textsubscript", "mkbibsubscript", "sb"), ("<sub>", "</sub>")),
    **dict.fromkeys(("textsc", "mkbibsc"), (SMALL_CAPS, "</span>")),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    **dict.fromkeys(
        (
            "text textrm textup textnormal textmd textsf texttt mbox hbox makebox fbox url path nolinkurl"
            " nocite uline underline ul mathrm mathsf mathtt operatorname autocap NoCaseChange"
            " foreignlanguage textcolor href texorpdfstring hyperref relax surname lastname firstname"
        ).split(),
        ("", ""),
    ),
}
"""Commands around their argument: what they show before and behind it."""

NOCASE_COMMANDS = frozenset({"NoCaseChange"})

DECLARATIONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), ("<i>", "</i>")),
    **dict.fromkeys(("bf", "bfseries"), ("<b>", "</b>")),
    **dict.fromkeys(("sc", "scshape"), (SMALL_CAPS, "</span>")),
    **dict.fromkeys(
        (
            "rm rmfamily sf sffamily tt ttfamily normalfont upshape mdseries protect noindent tiny small"
            " footnotesize normalsize large bibstring nobreak break penalty0 unskip ignorespaces"
            " selectfont raggedright centering boldmath relax kern hskip null leavevmode"
        ).split(),
        ("", ""),
    ),
}
"""Commands that change all that follows in their group."""

SKIPPED: dict[str, int] = {
    "foreignlanguage": 1,
    "textcolor": 1,
    "color": 1,
    "href": 1,
    "hspace": 1,
    "vspace": 1,
    "label": 1,
    "index": 1,
    "phantom": 1,
    "noopsort": 1,
    "NoopSort": 1,
    "Noopsort": 1,
    "noop": 1,
    "SortNoop": 1,
    "sortnoop": 1,
    "switchargs": 0,
    "fontsize": 2,
    "selectlanguage": 1,
}
"""How many arguments of a command are not shown."""

QUOTES = frozenset({"enquote", "mkbibquote", "textquote", "blockquote"})
UPPER = frozenset({"uppercase", "MakeUppercase"})
LOWER = frozenset({"lowercase", "MakeLowercase"})
CODES = frozenset({"symbol", "char", "unichar"})

BIBSTRINGS: dict[str, str] = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
    "techreport": "technical report",
    "resreport": "research report",
    "software": "computer software",
    "datacd": "data CD",
    "audiocd": "audio CD",
    "patent": "patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    "patreq": "patent request",
    "patreqde": "German patent request",
    "patreqeu": "European patent request",
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
    "inpreparation": "in preparation",
    "submitted": "submitted",
    "forthcoming": "forthcoming",
    "inpress": "in press",
    "prepublished": "pre-published",
    "newseries": "new series",
    "oldseries": "old series",
    "and": "and",
    "in": "in",
    "of": "of",
    "number": "no.",
    "volume": "vol.",
    "mathesis-short": "MA thesis",
}
"""biblatex's localisation keys that stand in fields, in English (biblatex manual, section 4.9.2)."""


def decode(source: str, *, protect: bool = False) -> str:
    r"""A field value as text with CSL's inline tags.

    With `protect`, a group in braces is marked as one whose case must not change, by BibTeX's rule:
    not where it begins with a command (`{\"U}ber`), not within another.
    """
    if _SPECIAL.search(source) is None:
        return source.strip()
    return _decode(source, protect, True) or _lone_command(source)


def decode_plain(source: str) -> str:
    """A field value as plain text: names, places; ties are blanks and no tag is made."""
    if _SPECIAL.search(source) is None:
        return source.strip()
    text = _decode(source, False, False) or _lone_command(source)
    return _BLANKS.sub(" ", text.translate(_PLAIN_BLANKS)).strip(" ")


_LONE = re.compile(r"\s*\{*\\([A-Za-z]+)\s*(?:\{\})?\}*\s*")


def _lone_command(source: str) -> str:
    """What a value says that is nothing but a command: a journal's name, or else itself."""
    match = _LONE.fullmatch(source)
    if match is None or _is_known(match[1]):
        return ""
    return JOURNALS.get(match[1], "\\" + match[1])


_PLAIN_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2004\u2009"), " ")


def unknown_commands(source: str) -> list[str]:
    """The commands of a value that no table knows; their names are lost in decoding."""
    if "\\" not in source:
        return []
    found = (match[4] for match in _TOKEN.finditer(source) if match[4])
    return [name for name in found if not _is_known(name)]


def _is_known(name: str) -> bool:
    return (
        name in LETTERS
        or name in WRAPPERS
        or name in ACCENTS
        or name in DECLARATIONS
        or name in PUNCTUATION
        or name in MATH
        or name in SKIPPED
        or name in QUOTES
        or name in UPPER
        or name in LOWER
        or name in CODES
        or name in {"ensuremath", "bibstring"}
    )


class _Group:
    """An open group: what is written when it closes and what is restored."""

    __slots__ = ("accents", "case", "closer", "finish", "nocase", "quotes", "start", "waiting")

    def __init__(self, start: int, case: str, quotes: int) -> None:
        self.start = start  # index in the output where its content begins
        self.case = case  # "upper" or "lower" outside it
        self.quotes = quotes
        self.closer = ""
        self.accents = ""
        self.nocase = False
        self.finish = ""  # "skip" or "bibstring": what becomes of the content
        self.waiting = ("", "", False)  # the wrapper that waits for the next argument


@lru_cache(maxsize=8192)
def _decode(source: str, protect: bool, tags: bool) -> str:
    """The slow path of `decode`; `tags` is False where no markup is wanted."""
    out: list[str] = []
    groups: list[_Group] = []
    accents = ""  # accents that wait for a letter
    opening, closing = "", ""  # a wrapper that waits for its argument
    waiting = False  # whether a wrapper, however empty, waits
    finish = ""  # what becomes of the next group
    skipping = 0  # arguments of a command still to be left out
    too_deep = 0  # groups that are open beyond the depth that is kept
    nocase = False
    case = ""
    quotes = 0
    if "%" in source and "\n" in source:  # TeX's way of going on in the next line
        source = _JOINED_LINE.sub("", source)
    position, length = 0, len(source)
    has_backtick = "`" in source and _OPENING_QUOTE.search(source) is not None
    match_token = _TOKEN.match
    while position < length:
        token = match_token(source, position)
        if token is None:  # every character is matched by some alternative
            break
        position = token.end()
        kind = token.lastindex
        unit = ""
        if kind == 1:
            unit = token[1]
            if accents or waiting or skipping:
                unit = unit.lstrip(" \t\r\n")
                if not unit:
                    continue
                if skipping:  # an argument of one character
                    skipping -= 1
                    position -= len(unit) - 1
                    continue
            if "-" in unit or "'" in unit or "`" in unit:
                unit = _ligatures(unit, has_backtick)
            if case:
                unit = unit.upper() if case == "upper" else unit.lower()
        elif kind == 2:
            if len(groups) >= _DEEPEST:
                too_deep += 1
                continue
            group = _Group(len(out), case, quotes)
            groups.append(group)
            if skipping:
                skipping -= 1
                group.finish = "skip"
                group.waiting = (opening, closing, waiting)
                opening, closing, waiting = "", "", False
                continue
            group.accents, accents = accents, ""
            group.finish, finish = finish, ""
            if group.finish in {"upper", "lower"}:
                case, group.finish = group.finish, ""
                waiting = True
            elif group.finish == "quote":
                quotes += 1
                opening, closing = ("“", "”") if quotes % 2 else ("‘", "’")
                waiting, group.finish = True, ""
            if waiting:
                if opening:
                    out.append(opening)
                group.closer, opening, closing, waiting = closing, "", "", False
            elif (
                protect
                and not nocase
                and not group.accents
                and not group.finish
                and source[position : position + 1] not in {"\\", "}", "$"}
            ):
                out.append(NOCASE)
                group.nocase = nocase = True
            continue
        elif kind == 3:
            if too_deep or not groups:
                too_deep = max(too_deep - 1, 0)
                continue
            group = groups.pop()
            unit_accents = group.accents
            case, quotes = group.case, group.quotes
            if group.finish:
                content = "".join(out[group.start :])
                del out[group.start :]
                out.append(_finish(group.finish, content))
            elif unit_accents:
                _accent_output(out, group.start, unit_accents)
            if group.nocase:
                nocase = False
                content = "".join(out[group.start + 1 :])
                if content.lower() == content.upper():
                    out[group.start] = ""
                else:
                    out.append("</span>")
            if group.closer:
                out.append(group.closer)
            accents = ""
            opening, closing, waiting = group.waiting
            continue
        elif kind == 4:
            name = token[4]
            if name in LETTERS:
                unit = LETTERS[name]
            elif name in ACCENTS:
                accents = (ACCENTS[name] + accents)[:_MOST_ACCENTS]
                continue
            elif name in WRAPPERS:
                skipping = SKIPPED.get(name, 0)
                if tags or WRAPPERS[name][0] in {"", "(", "["}:
                    opening, closing = WRAPPERS[name]
                waiting = True
                continue
            elif name in DECLARATIONS and name != "bibstring":
                before, behind = DECLARATIONS[name]
                if tags and before and groups:
                    out.append(before)
                    groups[-1].closer = behind + groups[-1].closer
                continue
            elif name in SKIPPED:
                skipping = SKIPPED[name]
                continue
            elif name in PUNCTUATION:
                unit = PUNCTUATION[name]
            elif name in MATH:
                unit = MATH[name]
            elif name == "ensuremath":
                position, unit = _ensured(source, position, tags)
            elif name in QUOTES:
                finish = "quote"
                continue
            elif name in UPPER or name in LOWER:
                finish = "upper" if name in UPPER else "lower"
                continue
            elif name in CODES:
                position, unit = _code(source, position)
                if not unit:
                    continue
            elif name == "bibstring":
                finish = "bibstring"
                continue
            else:
                # Its name is lost, so what it stood before must not run into what stood behind.
                if token[0][-1:].isspace() and out and not out[-1][-1:].isspace():
                    out.append(" ")
                waiting = source[position : position + 1] == "{"
                continue
        elif kind == 5:
            sign = token[5]
            if sign in ACCENTS:
                accents = (ACCENTS[sign] + accents)[:_MOST_ACCENTS]
                continue
            if sign == "(":
                end = source.find("\\)", position)
                if end >= 0:
                    unit = _math(source[position:end], tags)
                    position = end + 2
                else:
                    unit = "("
            else:
                unit = SIGNS.get(sign, sign)
        elif kind == 6:
            closing_dollar = _MATH_END.match(source, position)
            if closing_dollar is None:
                unit = "$"
            elif closing_dollar.end() == position + 1:  # $$
                position += 1
                continue
            else:
                unit = _math(source[position : closing_dollar.end() - 1], tags)
                position = closing_dollar.end()
        else:
            unit = "\u00a0"
        if accents:
            unit = _accent(unit, accents)
            accents = ""
        if waiting:
            if opening or closing:
                head, tail = (unit[:1], unit[1:]) if kind == 1 else (unit, "")
                unit = f"{opening}{head}{closing}{tail}"
            opening, closing, waiting = "", "", False
        elif finish and kind != 7:
            finish = ""
        out.append(unit)
    if accents:
        out.append("".join(STANDALONE.get(mark, "") for mark in accents))
    while groups:
        group = groups.pop()
        if group.finish:
            content = "".join(out[group.start :])
            del out[group.start :]
            out.append(_finish(group.finish, content))
        if group.nocase:
            out.append("</span>")
        out.append(group.closer)
    return _tidy("".join(out))


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")


def _ligatures(text: str, has_backtick: bool) -> str:
    """Dashes and quotation marks that TeX's fonts join from several characters.

    A single `'` becomes typographic only in a value that also has TeX's opening quotation mark:
    elsewhere it is an apostrophe, and which form that takes is the citation style's decision.
    """

    def replacement(match: re.Match[str]) -> str:
        found = match[0]
        return found if found == "'" and not has_backtick else _LIGATURES[found]

    return _LIGATURE.sub(replacement, text)


def _accent(unit: str, accents: str) -> str:
    """The first letter of the unit with the accents, innermost first."""
    if not unit or not (unit[0].isalpha() or unit[0] in "ıȷ"):
        return "".join(STANDALONE.get(mark, "") for mark in accents) + unit
    letter = unit[0]
    for mark in accents:
        letter = accented(letter, mark)
    return letter + unit[1:]


def _accent_output(out: list[str], start: int, accents: str) -> None:
    """Put accents on the first letter that was written since `start`."""
    for index in range(start, len(out)):
        piece = out[index]
        if piece and not _TAG.fullmatch(piece):
            out[index] = _accent(piece.lstrip(" "), accents)
            return
    out.append("".join(STANDALONE.get(mark, "") for mark in accents))


def _finish(finish: str, content: str) -> str:
    if finish == "skip":
        return ""
    if finish == "bibstring":
        return BIBSTRINGS.get(content.strip(), content)
    return content


def _math(formula: str, tags: bool) -> str:
    text = decode_math(formula)
    if text is None:
        return f"${formula}$"
    return text if tags else _TAG.sub("", text)


_GROUP = re.compile(r"\s*\{([^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+)\}")
_CODE = re.compile(
    r"""\s*\{?\s*(?:"([0-9A-Fa-f]{1,6})|'([0-7]{1,7})|([0-9]{1,7}))\s*(?:\}|(?=\W)|$|[ ])"""
)


def _ensured(source: str, position: int, tags: bool) -> tuple[int, str]:
    r"""The argument of \ensuremath as mathematics."""
    group = _GROUP.match(source, position)
    if group is None:
        return position, ""
    return group.end(), _math(group[1], tags)


def _code(source: str, position: int) -> tuple[int, str]:
    r"""The character that \symbol{"4E2D} or \char228 names."""
    found = _CODE.match(source, position)
    if found is None:
        return position, ""
    sixteen, eight, ten = found.groups()
    number = int(sixteen, 16) if sixteen else int(eight, 8) if eight else int(ten)
    if not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        return position, ""
    return found.end(), chr(number)
