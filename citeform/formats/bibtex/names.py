r"""Names: a field such as `author` to `Name` objects and back.

After Patashnik's "BibTeXing", Markey's "Tame the BeaST" (section 11) and, for `family=…, given=…`,
the biblatex manual (section 3.4). Names are split while they still are LaTeX: a brace says "one
piece, do not look inside", which decoding would lose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from citeform.model.names import Name
from citeform.text.tex import decode_plain, encode_plain
from citeform.text.tex.symbols import LETTERS

_AND = re.compile(r"(?<!\s)\s++and(?=\s)", re.IGNORECASE)
_TOKEN = re.compile(r"\\.|[{}]|[,\s~]|[^\\{},\s~]+", re.DOTALL)
_AND_TOKEN = re.compile(
    r"\\.|[{}]|(?:(?<=\s)|(?<=^))and(?=\s|$)|[^\\{}a]++|a", re.DOTALL | re.IGNORECASE
)
_EXTENDED = re.compile(
    r'\s*+(?:"\s*+)?(?:family|given|prefix|suffix|id|useprefix|[a-z]+-i)\s*=', re.IGNORECASE
)
_PART = re.compile(r'\s*+(?:"\s*+)?([A-Za-z][\w-]*)\s*+=(.*)', re.DOTALL)
_SPECIAL = re.compile(r"\{\s*\\([A-Za-z]+|.)\s*(.*)", re.DOTALL)
_SIMPLE = re.compile(  # "Curie, Marie A." or "Marie A. Curie"; nothing that could be a particle
    r"([A-Z][\w-]*), ([A-Z][\w.-]*(?: [A-Z][\w.-]*)*)"
    r"|([A-Z][\w.-]*(?: [A-Z][\w.-]*)*) ([A-Z][\w-]*)"
)
_PLAIN = re.compile(r"[^\\{}~]*")
_AS_IT_IS = re.compile(  # what `_SIMPLE` reads and nothing in it needs to be guarded or escaped
    r"(?!(?i:and|others),)[A-Z](?:[^\W_]|-(?!-))*+,"
    r"(?: (?!(?i:and)(?: |$))[A-Z](?:[^\W_]|\.|-(?!-))*+)++"
)
_MOST_COMMAS = 20
"""Two are a name's; what has more than this is none, and its commas are not worth the memory."""


def split_names(value: str) -> list[str]:
    """The names of a list, still LaTeX: cut at each `and` outside braces; empty ones are kept."""
    if "{" not in value:
        # A blank at each end lets an "and" without a name before or behind it be found as well.
        return [each.strip() for each in _AND.split(f" {value} ")]
    names: list[str] = []
    depth = start = 0
    for token in _AND_TOKEN.finditer(value):
        text = token[0]
        if text == "{":
            depth += 1
        elif text == "}":
            depth = max(depth - 1, 0)
        elif depth == 0 and len(text) == 3 and text.lower() == "and":
            names.append(value[start : token.start()].strip())
            start = token.end()
    names.append(value[start:].strip())
    return names


@lru_cache(maxsize=32768)
def parse_name(source: str, dropping: bool = False) -> tuple[Name, bool]:
    """One name; second, whether its syntax was right (not more than two commas).

    `dropping` says whether the particle ("von") goes when only the family name is printed, which
    is what biblatex does unless told `useprefix=true`.
    """
    simple = _SIMPLE.fullmatch(source)
    if simple is not None:
        return Name(simple[1] or simple[4], simple[2] or simple[3]), True
    if source.lower() == "others":
        return Name.others(), True
    if _PLAIN.fullmatch(source):
        if "=" in source and _EXTENDED.match(source):
            return _extended(source, dropping)
        parts = source.split(",", _MOST_COMMAS)
        return _of_parts([part.split() for part in parts], dropping)
    if _is_one_group(source):
        return Name(literal=decode_plain(source[1:-1])), True
    if "=" in source and _EXTENDED.match(source):
        return _extended(source, dropping)
    return _of_parts(_words(source), dropping)


def _is_one_group(source: str) -> bool:
    """Whether the whole name stands in one pair of braces, and is not just an accented letter."""
    if not (source.startswith("{") and source.endswith("}")):
        return False
    depth = 0
    for match in re.finditer(r"[{}]", source):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end() == len(source)
    return False


def _words(source: str) -> list[list[str]]:
    """The words of each part between commas; braces keep together what stands in them."""
    parts: list[list[str]] = [[]]
    word: list[str] = []
    depth = 0
    for token in _TOKEN.finditer(source):
        text = token[0]
        if text == "{":
            depth += 1
        elif text == "}":
            if depth == 0:
                continue
            depth -= 1
        elif depth == 0 and (
            (text == "," and len(parts) <= _MOST_COMMAS) or text == "~" or text.isspace()
        ):
            if word:
                parts[-1].append("".join(word))
                word = []
            if text == ",":
                parts.append([])
            continue
        word.append(text)
    if word:
        parts[-1].append("".join(word) + "}" * depth)
    return parts


def _of_parts(parts: list[list[str]], dropping: bool) -> tuple[Name, bool]:
    """Name of the words between the commas: none, one or two commas."""
    count = len(parts)
    suffix: list[str] = []
    valid = True
    if count == 1:
        given, von, family = _split_reading_order(parts[0])
    else:
        von, family = _split_family(parts[0])
        given = parts[-1]
        if count == 3:
            suffix = parts[1]
        elif count > 3:
            suffix = parts[1]
            given = [f"{' '.join(each)}," for each in parts[2:-1]] + parts[-1]
            valid = False
        if count == 2 and not family and not given:
            return Name(), False
    particle = _text(von)
    return Name(
        _text(family),
        _text(given),
        dropping_particle=particle if dropping else "",
        non_dropping_particle="" if dropping else particle,
        suffix=_text(suffix),
    ), valid


def _text(words: list[str]) -> str:
    return decode_plain(" ".join(words)) if words else ""


def _split_reading_order(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Given names, particle and family name of "Ludwig van Beethoven"."""
    last = len(words) - 1
    first_lower = next((i for i in range(last) if _is_lower(words[i])), None)
    if first_lower is None:
        return words[:-1], [], words[-1:]
    last_lower = next(i for i in range(last - 1, -1, -1) if _is_lower(words[i]))
    return words[:first_lower], words[first_lower : last_lower + 1], words[last_lower + 1 :]


def _split_family(words: list[str]) -> tuple[list[str], list[str]]:
    """Particle and family name of "van Beethoven": the particle ends with its last small word."""
    last = len(words) - 1
    end = next((i + 1 for i in range(last - 1, -1, -1) if _is_lower(words[i])), 0)
    return words[:end], words[end:]


def _is_lower(word: str) -> bool:
    r"""BibTeX's "small" word: its first letter outside braces, or of a `{\…}` group, is small."""
    first = word[0]
    if first.isalpha():
        return first.islower()
    depth = 0
    position = 0
    while position < len(word):
        character = word[position]
        if character == "{":
            if depth == 0 and word.startswith("\\", position + 1):
                return _is_lower_special(word[position:])
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == "\\" and depth == 0:
            return _is_lower_special("{" + word[position:])
        elif depth == 0 and character.isalpha():
            return character.islower()
        position += 1
    return False


def _is_lower_special(group: str) -> bool:
    """The case of a group that begins with a command: of the letter it is, or of its argument."""
    special = _SPECIAL.match(group)
    if special is None:
        return False
    letter = LETTERS.get(special[1], "")
    if letter and special[1] not in "ij":
        return letter[0].islower()
    rest = next((each for each in special[2] if each.isalpha()), special[1] if letter else "")
    return rest.islower()


def _extended(source: str, dropping: bool) -> tuple[Name, bool]:
    """Biblatex's `family=Fontaine, given=Jean, prefix=de la`."""
    found: dict[str, str] = {}
    valid = True
    for part in _commas(source):
        match = _PART.match(part)
        if match is None:
            valid = valid and not part.strip()
            continue
        value = match[2].strip().removesuffix('"').removeprefix('"')
        found[match[1].lower()] = value
    if found.get("useprefix", "").lower() in {"true", "false"}:
        dropping = found["useprefix"].lower() == "false"
    particle = decode_plain(found.get("prefix", ""))
    others = {
        key: value
        for key, value in found.items()
        if key not in {"family", "given", "prefix", "suffix", "useprefix"}
    }
    return Name(
        decode_plain(found.get("family", "")),
        decode_plain(found.get("given", "")),
        dropping_particle=particle if dropping else "",
        non_dropping_particle="" if dropping else particle,
        suffix=decode_plain(found.get("suffix", "")),
        custom={"bibtex": others} if others else None,
    ), valid


def _commas(source: str) -> list[str]:
    """Parts between commas outside braces and quotation marks."""
    parts: list[str] = []
    depth = start = 0
    quoted = False
    for token in re.finditer(r'\\.|[{}",]', source):
        text = token[0]
        if text == "{":
            depth += 1
        elif text == "}":
            depth -= 1
        elif text == '"' and depth == 0:
            quoted = not quoted
        elif text == "," and depth == 0 and not quoted:
            parts.append(source[start : token.start()])
            start = token.end()
    parts.append(source[start:])
    return parts


# ------------------------------------------------------------------ writing


def write_names(names: Iterable[Name], *, ascii: bool, extended: bool) -> str:
    """The names as a list; `extended` allows biblatex's `family=…` where nothing else will do."""
    return " and ".join([write_name(each, ascii=ascii, extended=extended) for each in names])


def write_name(name: Name, *, ascii: bool = False, extended: bool = False) -> str:
    """One name, so that `parse_name` gives it back.

    What BibTeX's own syntax cannot say is written in biblatex's, in either dialect.
    """
    plain = f"{name.family}, {name.given}"
    if (
        _AS_IT_IS.fullmatch(plain)
        and (not ascii or plain.isascii())
        and not (name.suffix or name.dropping_particle or name.non_dropping_particle)
        and "bibtex" not in name.custom
    ):
        return plain
    return _write_name(name, ascii, extended)


@lru_cache(maxsize=16384)
def _write_name(name: Name, ascii: bool, extended: bool) -> str:
    """The slow path of `write_name`."""
    if name.is_others:
        return "others"
    if name.literal and not name.family:
        return f"{{{encode_plain(name.literal, ascii=ascii)}}}"
    particle = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    if name.custom.get("bibtex") or (extended and particle and not _is_particle(particle)):
        return _write_extended(name, particle, ascii=ascii)
    family = _family(encode_plain(name.family, ascii=ascii))
    given = _guarded(encode_plain(name.given, ascii=ascii))
    suffix = _guarded(encode_plain(name.suffix, ascii=ascii))
    if particle:
        small = " ".join(_small(word, ascii=ascii) for word in particle.split())
        family = f"{small} {family}"
    if suffix:
        written = f"{family}, {suffix}, {given}".rstrip(" ")
    elif given:
        written = f"{family}, {given}"
    else:
        # Without a comma, several words would be given names, and one group a body.
        written = f"{family}," if " " in family or "{" in family else family
    back, _ = parse_name(written)
    said = (back.family, back.given, back.suffix, back.non_dropping_particle)
    if said != (name.family, name.given, name.suffix, particle) or len(split_names(written)) > 1:
        return _write_extended(name, particle, ascii=ascii)
    return written


def _is_particle(text: str) -> bool:
    return all(word[0].islower() or not word[0].isalpha() for word in text.split())


def _small(word: str, *, ascii: bool) -> str:
    r"""A word of a particle; a capitalised one is written so that BibTeX takes it for small."""
    written = encode_plain(word, ascii=ascii)
    if _is_lower(written):
        return written
    if written[0].isascii() and written[0].isupper():
        return f"{{\\uppercase{{{written[0].lower()}}}}}{written[1:]}"
    return written


def _family(written: str) -> str:
    """A family name that would be taken apart goes into braces."""
    if not written:
        return "{}"
    words = written.split(" ")
    if "," in written or _has_and(words) or any(map(_is_lower, filter(None, words[:-1]))):
        return f"{{{written}}}"
    if written.lower() == "others" or _EXTENDED.match(written):
        return f"{{{written}}}"
    if _is_one_group(written):
        return f"{{}}{written}"
    return written


def _guarded(written: str) -> str:
    """Given names or a suffix; a comma or an "and" among them goes into braces."""
    if "," in written or _has_and(written.split(" ")):
        return f"{{{written}}}"
    return written


def _has_and(words: list[str]) -> bool:
    return any(word.lower() == "and" for word in words)


def _write_extended(name: Name, particle: str, *, ascii: bool) -> str:
    parts = {
        "family": name.family,
        "given": name.given,
        "prefix": particle,
        "suffix": name.suffix,
    }
    written = [
        f"{key}={{{encode_plain(value, ascii=ascii)}}}" for key, value in parts.items() if value
    ]
    if particle:
        written.append(f"useprefix={'false' if name.dropping_particle else 'true'}")
    inner = name.custom.get("bibtex") or {}
    written += [f"{key}={value}" for key, value in inner.items()]
    return ", ".join(written)
