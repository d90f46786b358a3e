"""Hayagriva's formattable strings, persons and dates, to the model's values and back."""

from __future__ import annotations

import re
from typing import Any

from citeform.formats.hayagriva.accepted import day_in
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.text.tags import without_tags

NOCASE = '<span class="nocase">'
_MATH = r"\$(?![\s$])(?:[^$\\\n]|\\.)*+(?<!\s)\$(?![0-9])"
_READ = re.compile(r"\\(?P<escaped>[\\{}$])|(?P<math>\$(?:[^$\\]|\\.)*+\$)|(?P<brace>[{}])")
_WRITTEN = re.compile(
    rf"(?P<math>{_MATH})|(?P<span>{NOCASE}(?P<inner>[^<>{{}}\\$]*)</span>)|[\\{{}}$]"
)


def read_text(value: Any) -> tuple[str, str]:
    """A formattable string and its short form, with spans that keep their case marked.

    Braces around a part, or `verbatim: true`, keep its letters as they are.
    """
    if isinstance(value, dict):
        text, _ = read_text(value.get("value"))
        short, _ = read_text(value.get("short"))
        if str(value.get("verbatim")).lower() == "true" and text and "<span" not in text:
            text = f"{NOCASE}{text}</span>"
        return text, short
    if not isinstance(value, str):
        return "", ""
    if not _READ.search(value):
        return value, ""
    out: list[str] = []
    depth = position = 0
    for match in _READ.finditer(value):
        out.append(value[position : match.start()])
        position = match.end()
        if match["brace"] == "{":
            depth += 1
            out.append(NOCASE if depth == 1 else "")
        elif match["brace"]:
            out.append("</span>" if depth == 1 else "" if depth else "}")
            depth = max(0, depth - 1)
        else:
            out.append(match["escaped"] or match[0])
    out.append(value[position:])
    if depth:
        return value, ""
    return "".join(out).replace(f"{NOCASE}</span>", ""), ""


def write_text(text: str, short: str = "") -> Any:
    """A text with CSL's tags as a formattable string: protected parts in braces, no other markup."""
    value = _WRITTEN.sub(_written, without_tags_but_nocase(text))
    return (
        {"value": value, "short": _WRITTEN.sub(_written, without_tags(short))} if short else value
    )


def without_tags_but_nocase(text: str) -> str:
    """The text with no markup but spans that hold plain text and keep their case."""
    if NOCASE not in text:
        return without_tags(text)
    parts = re.split(rf"({NOCASE}[^<>{{}}\\$]*</span>)", text)
    return "".join(part if index % 2 else without_tags(part) for index, part in enumerate(parts))


def _written(match: re.Match[str]) -> str:
    if match["math"]:
        return match[0]
    return "{" + match["inner"] + "}" if match["span"] else "\\" + match[0]


# ------------------------------------------------------------------ persons


def read_persons(value: Any) -> tuple[Name, ...]:
    """One person or a list of them."""
    persons = map(_read_person, value if isinstance(value, list) else [value])
    return tuple(person for person in persons if person is not None)


def _read_person(value: Any) -> Name | None:
    if isinstance(value, dict):
        family, given = _text(value, "name"), _text(value, "given-name")
        prefix, suffix = _text(value, "prefix"), _text(value, "suffix")
        if not (given or prefix or suffix):
            return Name(literal=family) if family else None
        return Name(family, given, non_dropping_particle=prefix, suffix=suffix)
    if not isinstance(value, str) or not value.strip():
        return None
    parts = [part.strip() for part in value.split(",")]
    if len(parts) == 1:
        return Name(literal=parts[0])
    particle, family = _split_particle(parts[0])
    suffix = parts[1] if len(parts) > 2 else ""
    given = ", ".join(parts[2:]) if len(parts) > 2 else parts[1]
    if not given and not suffix and not particle:
        return Name(literal=family) if family else None
    return Name(family, given, non_dropping_particle=particle, suffix=suffix)


def _text(value: dict[str, Any], key: str) -> str:
    text = value.get(key)
    return text if isinstance(text, str) else ""


def _split_particle(family: str) -> tuple[str, str]:
    """The words at the start that begin with a small letter, and the rest (as in BibTeX)."""
    words = family.split(" ")
    count = 0
    while count < len(words) - 1 and words[count][:1].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


_MOST_COMMAS = 2
"""Hayagriva refuses a name in one piece that has more."""


def write_person(name: Name) -> Any:
    """The name as "Family, Given" where that reads back as the same person, else the parts by name."""
    if name.is_literal:
        literal = name.literal
        return literal if "," not in literal and literal == literal.strip() else {"name": literal}
    particle = " ".join(filter(None, (name.dropping_particle, name.non_dropping_particle)))
    family = " ".join(filter(None, (particle, name.family)))
    text = ", ".join(filter(None, (family, name.suffix, name.given)))
    whole = Name(name.family, name.given, non_dropping_particle=particle, suffix=name.suffix)
    if name.suffix and not name.given:
        text = f"{family}, {name.suffix},"
    if text.count(",") <= _MOST_COMMAS and _read_person(text) == whole:
        return text
    if not name.family:  # Hayagriva knows no one without a name
        return {"name": " ".join(filter(None, (particle, name.given, name.suffix)))}
    parts = {
        "name": name.family,
        "given-name": name.given,
        "prefix": particle,
        "suffix": name.suffix,
    }
    return {key: part for key, part in parts.items() if part}


# ------------------------------------------------------------------ dates


def read_date(value: Any) -> Date | None:
    """A date of ISO 8601, with `~` before it where it is approximate."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.startswith("~"):
        return Date.parse(text[1:].strip()).replace(circa=True)
    return Date.parse(text) if text else None


def write_date(date: Date) -> str:
    """The date (of a range the first) to the day, month or year; "" where it has no year."""
    if date.year is None or not -9999 < date.year < 10_000:
        return ""
    day = Date(date.year, date.month, day_in(date.year, date.month, date.day)).to_edtf()
    return f"~{day}" if date.circa else day
