"""CSL-JSON: the data model of CSL as JSON (csl-data.json of the CSL schema, 1.0.2).

Lossless both ways. What `Article` has a field for is converted; a key it does not know is kept in
`custom["csl-json"]`; and a value that is spelt otherwise than this writer would (a number for a
text, a null, parts of a date as strings) is remembered as it was read in
`custom["csl-json:as-read"]` and written back so, unless the field was changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from citeform.formats.jsonstream import Found, iter_objects
from citeform.formats.registry import BUILT_IN
from citeform.model.article import Article, unchecked
from citeform.model.dates import Date
from citeform.model.names import Name
from citeform.model.names import unchecked as unchecked_name
from citeform.model.record import FrozenDict, thaw
from citeform.model.vocabulary import ATTRIBUTES, TYPES, VARIABLES, Kind

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

info = BUILT_IN["csl-json"]

UNKNOWN = "csl-json"
AS_READ = "csl-json:as-read"

_ALIASES = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}
"""Read-only: older spellings that Zotero and the schema know."""

_NAME_KEYS = {
    "family": "family",
    "given": "given",
    "dropping-particle": "dropping_particle",
    "non-dropping-particle": "non_dropping_particle",
    "suffix": "suffix",
    "literal": "literal",
}
_ORCID = "https://orcid.org/"


# ------------------------------------------------------------------ reading


def read(source: Source, report: Report) -> Iterator[Article]:
    """The items of an array, of a single object, of an object a line, or of `{"items": [...]}`."""
    for found in iter_objects(source, report):
        report.place = found.line, found.column
        nested = found.value.get("items")
        if isinstance(nested, list) and "type" not in found.value:
            for item in nested:
                if isinstance(item, dict):
                    yield from_item(item, report, found)
                else:
                    message = f"expected an object, found {type(item).__name__}"
                    report.add("json.not-an-item", message, line=found.line, column=found.column)
        else:
            yield from_item(found.value, report, found)


def from_item(
    item: dict[str, Any], report: Report | None = None, place: Found | None = None
) -> Article:
    """One CSL-JSON item as an `Article`; `place` is where it stands, for diagnostics."""
    fields: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    as_read: dict[str, Any] = {}
    custom: dict[str, Any] = {}
    for key, value in item.items():
        name = _PLAIN.get(key)
        if name is not None and type(value) is str and value:
            fields[name] = value
            continue
        row = _READERS.get(key)
        if row is None:
            if key == "custom" and isinstance(value, dict):
                custom.update(value)
            else:
                unknown[key] = value
            continue
        attribute, convert = row
        if key in _ALIASES and _ALIASES[key] in item:
            unknown[key] = value
            continue
        converted, canonical = convert(value)
        if converted:
            fields[attribute] = converted
        elif value not in (None, "", [], {}) and report is not None and place is not None:
            report.add(
                "field.wrong-kind",
                f"{key} holds {type(value).__name__} that cannot be read; kept as it is",
                line=place.line,
                column=place.column,
                record=str(item.get("id", "")),
            )
        if not canonical or key in _ALIASES:
            as_read[key] = value
    if report is not None and place is not None:
        kind = fields.get("type", "")
        if kind and kind not in TYPES:
            report.add(
                "type.unknown",
                f"{kind!r} is not a type of CSL; kept as it is",
                line=place.line,
                column=place.column,
                record=str(item.get("id", "")),
            )
    if unknown:
        custom[UNKNOWN] = {**custom.get(UNKNOWN, {}), **unknown}
    if as_read:
        custom[AS_READ] = as_read
    if custom:
        fields["custom"] = FrozenDict(custom)
    return unchecked(fields)


def _text(value: Any) -> tuple[str, bool]:
    """A text or number variable; second, whether the writer would spell it the same."""
    if isinstance(value, str):
        return value, bool(value)
    if isinstance(value, bool) or value is None:
        return "", False
    if isinstance(value, int | float):
        return str(value), False
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return value[0], False
    return "", False


def _names(value: Any) -> tuple[tuple[Name, ...], bool]:
    if not isinstance(value, list):
        return (), False
    names, canonical = [], bool(value)
    for each in value:
        if isinstance(each, dict):
            if len(each) == 2:  # nearly everybody is a family name and a given name
                family, given = each.get("family"), each.get("given")
                if type(family) is str and type(given) is str and family and given:
                    names.append(unchecked_name({"family": family, "given": given}))
                    continue
            name, same = _name(each)
            if name is None:
                canonical = False
                continue
            canonical = canonical and (same or _name_json(name) == each)
            names.append(name)
        else:
            canonical = False
            if isinstance(each, str) and each:
                names.append(Name(literal=each))
    return tuple(names), canonical


def _name(value: dict[str, Any]) -> tuple[Name | None, bool]:
    parts: dict[str, Any] = {}
    canonical = True
    for key, part in value.items():
        attribute = _NAME_KEYS.get(key)
        if attribute is not None and isinstance(part, str) and part:
            parts[attribute] = part
            continue
        canonical = False
        if attribute is not None:
            if isinstance(part, int) and not isinstance(part, bool):
                parts[attribute] = str(part)
        elif key in {"comma-suffix", "static-ordering"}:
            parts[key.replace("-", "_")] = part not in (False, 0, "", None, "false")
        elif key == "name" and isinstance(part, str) and "family" not in value:
            parts.setdefault("literal", part)
        elif key == "ORCID" and isinstance(part, str):
            parts["orcid"] = part.rstrip("/").rpartition("/")[2]
        elif key == "affiliation" and isinstance(part, list):
            named = (each.get("name") if isinstance(each, dict) else each for each in part)
            parts["affiliation"] = tuple(each for each in named if isinstance(each, str) and each)
        elif key == "custom" and isinstance(part, dict):
            parts["custom"] = part
    name = Name(**parts) if parts else None
    return name, canonical or (name is not None and _name_json(name) == value)


def _date(value: Any) -> tuple[Date | None, bool]:
    if type(value) is dict:
        plain = _plain_date(value)
        if plain is not None:
            return plain, True
    if isinstance(value, str):
        return (Date.parse(value) if value else None), False
    if isinstance(value, int) and not isinstance(value, bool):
        return Date.parse(str(value)), False
    if not isinstance(value, dict):
        return None, False
    date = date_of_parts(value)
    return date, date is not None and date_json(date) == value


def _plain_date(value: dict[str, Any]) -> Date | None:
    """The date of nearly every item, {"date-parts": [[2011, 5, 3]]}, for speed; None for others."""
    parts = value.get("date-parts") if len(value) == 1 else None
    if type(parts) is not list or len(parts) != 1 or type(parts[0]) is not list:
        return None
    numbers = parts[0]
    if not 0 < len(numbers) <= 3:
        return None
    year, month, day = (*numbers, 1, 1)[:3]  # what is not there cannot be out of range
    if type(year) is not int or type(month) is not int or type(day) is not int:
        return None
    if year == 0 or not 0 < month <= 12 or not 0 < day <= 31:
        return None
    return Date(*numbers)


def date_of_parts(value: dict[str, Any]) -> Date | None:
    """The date of a CSL-JSON date object; None where it says none."""
    circa = value.get("circa") not in (None, False, 0, "", "false", "0")
    season = _season(value.get("season"))
    literal, raw = value.get("literal"), value.get("raw")
    sides = []
    parts = value.get("date-parts")
    if isinstance(parts, list):
        sides = [_side(each, season) for each in parts[:2] if isinstance(each, list)]
    start = sides[0] if sides else None
    if start is None or start == Date():
        if len(sides) == 2 and sides[1] is not None and sides[1] != Date():
            return Date(end=sides[1], circa=circa, raw=raw if isinstance(raw, str) else "")
        if isinstance(raw, str) and raw:
            date = Date.parse(raw)
            return date.replace(circa=circa or date.circa, raw=date.raw)
        if isinstance(literal, str) and literal:
            return Date(literal=literal, circa=circa)
        if season:
            return Date(season=season, circa=circa)
        return None
    end = sides[1] if len(sides) == 2 else None
    return start.replace(
        end=end,
        circa=circa,
        literal=literal if isinstance(literal, str) else "",
        raw=raw if isinstance(raw, str) else "",
    )


def _side(parts: list[Any], season: int | str) -> Date | None:
    """One date of `date-parts`: numbers or their strings; 13 to 16 and 21 to 24 are seasons."""
    numbers: list[int] = []
    for part in parts[:3]:
        try:
            numbers.append(int(part))
        except (TypeError, ValueError, OverflowError):
            break
    if not numbers:
        return None
    year, month, day = (*numbers, 0, 0)[:3]
    if year == 0:
        return Date()
    if 13 <= month <= 16 or 21 <= month <= 24:
        return Date(year, season=month - (12 if month < 20 else 20))
    if not 0 < month <= 12:
        return Date(year, season=season)
    return Date(year, month, day if 0 < day <= 31 else 0, season=season)


def _season(value: Any) -> int | str:
    if isinstance(value, bool) or value is None:
        return ""
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return value if isinstance(value, str) else ""
    return number - 20 if 21 <= number <= 24 else number


_CONVERTERS: dict[Kind, Callable[[Any], tuple[Any, bool]]] = {
    Kind.TEXT: _text,
    Kind.VERBATIM: _text,
    Kind.NUMBER: _text,
    Kind.NAMES: _names,
    Kind.DATE: _date,
}
_READERS: dict[str, tuple[str, Callable[[Any], tuple[Any, bool]]]] = {
    "id": ("id", _text),
    "type": ("type", _text),
    **{name: (each.attribute, _CONVERTERS[each.kind]) for name, each in VARIABLES.items()},
    **{
        alias: (VARIABLES[name].attribute, _CONVERTERS[VARIABLES[name].kind])
        for alias, name in _ALIASES.items()
    },
}
_PLAIN = {
    key: attribute
    for key, (attribute, convert) in _READERS.items()
    if convert is _text and key not in _ALIASES
}
"""Keys of texts, which most are and most hold: nothing is to be done to those."""


def attribute_of(key: str) -> str:
    """The attribute of `Article` that a key of CSL-JSON stands for; the key itself for none."""
    return _READERS[key][0] if key in _READERS else key


def csl_name(attribute: str) -> str:
    """The key of CSL-JSON for an attribute of `Article`."""
    return ATTRIBUTES[attribute].name if attribute in ATTRIBUTES else attribute


# ------------------------------------------------------------------ writing


def write(
    articles: Iterable[Article],
    report: Report,  # noqa: ARG001 -- CSL-JSON holds everything
    *,
    indent: int = 2,
) -> Iterator[str]:
    """An array of items. `indent` is the number of blanks; 0 puts each item on a line."""
    from citeform.formats.jsonwriting import text_of

    opening = "[\n"
    for article in articles:
        yield opening + " " * indent + text_of(item_to_write(article), indent, depth=1)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def to_item(article: Article) -> dict[str, Any]:
    """The article as one CSL-JSON item."""
    return _item(article, thaw)


def item_to_write(article: Article) -> dict[str, Any]:
    """The same for `jsonwriting`: what is kept aside is not copied but frozen as it is."""
    return _item(article, _unchanged)


def _unchanged(value: Any) -> Any:
    return value


def _item(article: Article, plain: Callable[[Any], Any]) -> dict[str, Any]:
    """The item; `plain` is done to what is kept aside."""
    custom = dict(article.custom)
    as_read: dict[str, Any] = thaw(custom.pop(AS_READ, {}))
    unknown: Mapping[str, Any] = plain(custom.pop(UNKNOWN, {}))
    item: dict[str, Any] = {}
    spelt: set[str] = set()
    for key, value in as_read.items():
        attribute, convert = _READERS[key]
        if (convert(value)[0] or _UNSET) == (getattr(article, attribute) or _UNSET):
            item[key] = value
            spelt.add(attribute)
    for name, value in article.items():
        if name in spelt or name == "custom":
            continue
        variable = ATTRIBUTES.get(name)
        if variable is None:
            item[name] = value
        elif variable.kind is Kind.NAMES:
            item[variable.name] = [_name_json(each, plain) for each in value]
        elif variable.kind is Kind.DATE:
            item[variable.name] = date_json(value)
        else:
            item[variable.name] = value
    item.update(unknown)
    if custom:
        item["custom"] = {key: plain(value) for key, value in custom.items()}
    return item


_UNSET = object()


def _name_json(name: Name, plain: Callable[[Any], Any] = thaw) -> dict[str, Any]:
    item: dict[str, Any] = {
        key: getattr(name, attribute)
        for key, attribute in _NAME_KEYS.items()
        if getattr(name, attribute)
    }
    if name.comma_suffix:
        item["comma-suffix"] = True
    if name.static_ordering:
        item["static-ordering"] = True
    if name.orcid:
        item["ORCID"] = _ORCID + name.orcid
    if name.affiliation:
        item["affiliation"] = [{"name": each} for each in name.affiliation]
    if name.custom:
        item["custom"] = plain(name.custom)
    return item


def date_json(date: Date) -> dict[str, Any]:
    """The date as a CSL-JSON date object."""
    item: dict[str, Any] = {}
    if date.year is not None or date.end is not None:
        item["date-parts"] = [_parts(date, in_range=date.end is not None)]
        if date.end is not None:
            item["date-parts"].append(_parts(date.end, in_range=True))
    if date.season and (date.end is None or isinstance(date.season, str)):
        item["season"] = date.season
    if date.circa:
        item["circa"] = True
    if date.literal:
        item["literal"] = date.literal
    if date.raw:
        item["raw"] = date.raw
    return item


def _parts(date: Date, *, in_range: bool) -> list[int]:
    if date.year is None:
        return [0]
    if in_range and isinstance(date.season, int):
        return [date.year, date.season + 20]
    return [part for part in (date.year, date.month, date.day) if part]
