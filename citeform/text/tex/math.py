r"""Mathematics within a text: `CO$_2$`, `$\alpha$-helix`, `$n$-body`.

A formula made of letters, digits, signs, Greek and simple superscripts and subscripts becomes text
with CSL's tags. Any other (`$\frac{a}{b}$`) is kept between its dollar signs, to the letter: the
reader of the citation sees TeX, which is better than a wrong formula, and LaTeX sees it again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.text.tex.symbols import ACCENTS, LETTERS, MATH, PUNCTUATION, accented

_TOKEN = re.compile(r"\\([A-Za-z]+)[ \t\n]*|\\(.)|(.)", re.DOTALL)
_UPRIGHT = {
    "mathrm",
    "text",
    "textrm",
    "mathsf",
    "textsf",
    "mathtt",
    "mbox",
    "hbox",
    "operatorname",
}
_UPRIGHT_NOW = {"rm", "sf", "tt"}
_STYLES = {"mathbf": "b", "boldsymbol": "b", "bm": "b", "textbf": "b"}
_SLANTED = {"mathit", "textit", "emph", "mathnormal"}
_NOTHING = {"left", "right", "displaystyle", "textstyle", "limits", "protect", "ensuremath", "it"}
_SPACES = {"quad": " ", "qquad": " ", ",": "\u2009", ";": " ", ":": " ", " ": " ", "!": ""}
_ACCENTS = {
    "hat": "^", "tilde": "~", "bar": "=", "dot": ".", "ddot": '"', "acute": "'",
    "grave": "`", "check": "v", "breve": "u",
}  # fmt: skip
_FUNCTIONS = set(
    "log ln exp sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh min max inf sup lim det"
    " dim ker deg gcd arg Pr mod bmod".split()
)
_DEEPEST = 8


class _NotSimpleError(Exception):
    """The formula needs more than characters and tags."""


@lru_cache(maxsize=2048)
def decode_math(formula: str) -> str | None:
    """The formula (without its dollar signs) as text with tags; None where it is not simple."""
    if len(formula) > 400:
        return None
    try:
        text, position = _sequence(formula, 0, italic=True, depth=0)
    except _NotSimpleError:
        return None
    if position < len(formula):
        return None
    return re.sub(r"</i>(\s*)<i>", r"\1", text)


def is_kept(formula: str) -> bool:
    """Whether a formula stands in texts between dollar signs, as TeX."""
    return bool(formula) and bool(_TEX.search(formula)) and decode_math(formula) is None


_TEX = re.compile(r"[\\^_{]")


def _sequence(formula: str, position: int, *, italic: bool, depth: int) -> tuple[str, int]:
    """Text of the formula up to the closing brace of this level, and the position behind it."""
    if depth > _DEEPEST:
        raise _NotSimpleError
    out: list[str] = []
    while position < len(formula):
        if formula[position] == "}":
            if depth == 0:
                raise _NotSimpleError
            return "".join(out), position + 1
        if (
            formula.startswith(r"\rm", position)
            and not formula[position + 3 : position + 4].isalpha()
        ):
            italic = False
        text, position = _unit(formula, position, italic=italic, depth=depth)
        out.append(text)
    if depth:
        raise _NotSimpleError
    return "".join(out), position


def _unit(formula: str, position: int, *, italic: bool, depth: int) -> tuple[str, int]:
    """One character, command or group, with what it shows."""
    token = _TOKEN.match(formula, position)
    if token is None:
        raise _NotSimpleError
    word, sign, character = token.groups()
    position = token.end()
    if word is not None:
        return _command(formula, position, word, italic=italic, depth=depth)
    if sign is not None:
        if sign in _SPACES:
            return _SPACES[sign], position
        if sign in "{}%&#_$|":
            return ("‖" if sign == "|" else sign), position
        raise _NotSimpleError
    if character == "{":
        return _sequence(formula, position, italic=italic, depth=depth + 1)
    if character in "^_":
        if position >= len(formula) or formula[position] in "^_}":
            raise _NotSimpleError
        if formula[position] == "'":
            raise _NotSimpleError
        text, position = _unit(formula, position, italic=italic, depth=depth + 1)
        if text in {"∘", "°"} and character == "^":
            return "°", position
        if "<su" in text or not text:
            raise _NotSimpleError
        tag = "sup" if character == "^" else "sub"
        return f"<{tag}>{text}</{tag}>", position
    if character in " \t\n":
        return "", position
    if character == "~":
        return "\u00a0", position
    if character == "'":
        return "′", position
    if character == "&":
        raise _NotSimpleError
    if italic and character.isalpha() and character.isascii():
        return f"<i>{character}</i>", position
    return character, position


def _command(
    formula: str, position: int, word: str, *, italic: bool, depth: int
) -> tuple[str, int]:
    """What a command of letters shows."""
    if word in MATH:
        return MATH[word], position
    if word in _FUNCTIONS:
        return word, position
    if word in _SPACES:
        return _SPACES[word], position
    if word in _NOTHING or word in _UPRIGHT_NOW:
        return "", position
    if position < len(formula) and formula[position] == "{":
        if word in _UPRIGHT:
            return _spaced(formula, position + 1, depth)
        if word in _SLANTED:
            return _sequence(formula, position + 1, italic=True, depth=depth + 1)
        if word in _STYLES:
            text, position = _sequence(formula, position + 1, italic=False, depth=depth + 1)
            return f"<b>{text}</b>", position
        if word in _ACCENTS:
            text, position = _sequence(formula, position + 1, italic=False, depth=depth + 1)
            if len(text) != 1:
                raise _NotSimpleError
            both = accented(text, ACCENTS[_ACCENTS[word]])
            return (f"<i>{both}</i>" if italic and text.isascii() else both), position
    if word in LETTERS:
        return LETTERS[word], position
    if word in PUNCTUATION:
        return PUNCTUATION[word], position
    raise _NotSimpleError


def _spaced(formula: str, position: int, depth: int) -> tuple[str, int]:
    """Words in roman: as a sequence, but their blanks count."""
    end = formula.find("}", position)
    words = formula[position:end]
    if end > 0 and re.fullmatch(r"[\w \-.,:;()+/]*", words):
        return words, end + 1
    return _sequence(formula, position, italic=False, depth=depth + 1)
