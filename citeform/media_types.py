"""Media types to formats and back, and the choice a web application makes for an `Accept` header.

`negotiate` weighs the header as RFC 9110, section 12.5.1 says: of the ranges that match a type the
most specific one gives its quality, and quality 0 forbids it. Of equal types the one that was named
more specifically wins, then the one that stands first in `offers`.

A formatted bibliography is `text/x-bibliography; style=apa; locale=de-DE`, as in the content
negotiation of DOIs; `text/html`, `text/plain`, `text/markdown` and the like ask for the same in a
markup language, with the same two parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citeform.errors import UnknownFormatError
from citeform.formats.registry import BUILT_IN, infos

if TYPE_CHECKING:
    from citeform.model.article import Article

BIBLIOGRAPHY = "text/x-bibliography"

OUTPUTS: dict[str, tuple[str, ...]] = {
    "text": (BIBLIOGRAPHY, "text/bibliography", "text/plain"),
    "html": ("text/html", "application/xhtml+xml"),
    "markdown": ("text/markdown",),
    "latex": ("application/x-latex", "text/x-tex"),
    "rtf": ("application/rtf", "text/rtf"),
    "typst": ("text/x-typst", "text/vnd.typst"),
}
"""The markup languages of a formatted bibliography and their media types, the best first."""

OFFERS: tuple[str, ...] = (
    "text",
    "html",
    "csl-json",
    "bibtex",
    "ris",
    "schema-org",
    "csl-yaml",
    "ndjson",
    "cff",
    "biblatex",
    "codemeta",
    "markdown",
    "latex",
    "rtf",
    "typst",
)
"""What `negotiate` offers where nothing else is said, the preferred first."""

_ALSO: dict[str, tuple[str, ...]] = {
    "csl-json": ("application/json",),
    "csl-yaml": ("application/x-yaml", "text/yaml", "text/x-yaml"),
    "bibtex": ("application/bibtex",),
    "ris": ("application/x-ris",),
}
"""Types that are asked for and answered with, but are not the format's own."""
_WITHOUT_ONE = {"hayagriva": "application/yaml", "html-meta": "text/html"}
_LONGEST_HEADER = 8192
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
# RFC 9110, 5.6.6: parameters, quoted or not; blanks around "=" are an error that clients make.
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})\s*")
_PARAMETER = re.compile(
    rf';\s*(?:({_TOKEN})\s*=\s*(?:({_TOKEN}(?:[:/]{_TOKEN})*)|"((?:[^"\\]|\\.)*+)")\s*)?'
)
_QUALITY = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_STYLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,150}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What to answer with: one format, or a bibliography in one style and markup language."""

    media_type: str
    """For the `Content-Type` field of the answer, with its charset."""
    format: str = ""
    """Name of the data format; "" for a formatted bibliography."""
    output: str = ""
    """Markup language of the bibliography; "" for a data format."""
    style: str = ""
    """CSL style of the bibliography."""
    locale: str | None = None
    """Locale of the bibliography; None is the style's own."""

    def render(self, articles: Article | Iterable[Article]) -> str:
        """The body of the answer.

        Raises `UnknownStyleError` or `UnknownLocaleError` where the client asked for one that does
        not exist.
        """
        from citeform import api

        if self.format:
            return api.dumps(articles, self.format)
        return api.format(articles, self.style, locale=self.locale, output=self.output)


@dataclass(frozen=True, slots=True)
class _Range:
    """One media range of the header."""

    type: str
    subtype: str
    quality: float
    parameters: dict[str, str]

    def matches(self, media_type: str) -> int:
        """How specifically it names the type: 3 exactly, 2 `text/*`, 1 `*/*`, 0 not at all."""
        main, _, sub = media_type.partition("/")
        if self.type == "*" and self.subtype == "*":
            return 1
        if self.type != main:
            return 0
        return 2 if self.subtype == "*" else 3 if self.subtype == sub else 0


def negotiate(
    accept: str | None,
    *,
    offers: Sequence[str] = OFFERS,
    style: str = "springer",
    locale: str | None = None,
) -> Choice | None:
    """Choose what to answer a request with, by its `Accept` field (RFC 9110, section 12.5.1).

    >>> choice = negotiate("text/x-bibliography; style=apa; locale=de-DE, */*;q=0.1")
    >>> choice.style, choice.locale, choice.media_type
    ('apa', 'de-DE', 'text/x-bibliography; charset=utf-8; style=apa; locale=de-DE')
    >>> negotiate("application/x-bibtex").format
    'bibtex'
    >>> negotiate("image/png") is None
    True

    `offers` names formats ("bibtex") and markup languages of bibliographies ("html"), the preferred
    first. `style` and `locale` are those of a bibliography for which the client names none. Without
    the field (None or empty) the first offer is chosen. None says that nothing on offer is
    acceptable: answer 406. Answers should carry `Vary: Accept`.

    Raises `UnknownFormatError` for an offer that does not exist.
    """
    ranges = list(_ranges(accept or "")) or [_Range("*", "*", 1.0, {})]
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen: Choice | None = None
    for place, offer in enumerate(offers):
        for number, media_type in enumerate(media_types_of(offer)):
            found = _quality(media_type, ranges, bibliography=offer in OUTPUTS)
            if found is None:
                continue
            quality, specific, parameters = found
            if number and specific < 3:  # a wild card means what we would answer with unasked
                continue
            if quality and (quality, specific, -place) > best:
                best = quality, specific, -place
                chosen = _choice(offer, media_type, parameters, style, locale)
    return chosen


def media_types_of(offer: str) -> tuple[str, ...]:
    """The media types of a format or markup language, its own first.

    Raises `UnknownFormatError`.
    """
    if offer in OUTPUTS:
        return OUTPUTS[offer]
    for info in infos():
        if info.name == offer:
            own = info.media_types or (_WITHOUT_ONE.get(offer, "text/plain"),)
            return (*own, *_ALSO.get(offer, ()))
    raise UnknownFormatError(offer, [*OUTPUTS, *(info.name for info in infos())])


def media_type_of(format: str) -> str:
    """The media type to send a format with, without parameters. Raises `UnknownFormatError`.

    >>> media_type_of("ris")
    'application/x-research-info-systems'
    """
    return media_types_of(format)[0]


def format_of(media_type: str) -> str | None:
    """Name of the format that a media type stands for, as in `Content-Type`; None for others.

    >>> format_of("application/x-bibtex; charset=utf-8")
    'bibtex'
    """
    bare = media_type.partition(";")[0].strip().lower()
    own = {each: info.name for info in reversed(infos()) for each in info.media_types}
    also = {each: name for name, types in _ALSO.items() for each in types if name in BUILT_IN}
    return own.get(bare) or also.get(bare)


def _ranges(accept: str) -> Iterator[_Range]:
    """The media ranges of the field; what is none is passed over."""
    for element in _elements(accept[:_LONGEST_HEADER]):
        match = _RANGE.match(element)
        if match is None or (match[1] == "*" and match[2] != "*"):
            continue
        parameters: dict[str, str] = {}
        position = match.end()
        while (parameter := _PARAMETER.match(element, position)) is not None:
            position = parameter.end()
            name, token, quoted = parameter.groups()
            if name:
                value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else token
                parameters.setdefault(name.lower(), value)
        weight = parameters.pop("q", "1")
        if position == len(element) and _QUALITY.fullmatch(weight):
            yield _Range(match[1].lower(), match[2].lower(), float(weight), parameters)


def _elements(field: str) -> Iterator[str]:
    """The field cut at its commas, but not at those within quotes."""
    for match in re.finditer(r'(?:[^,"]|"(?:[^"\\]|\\.)*+(?:"|$))++', field):
        yield match[0].rstrip()


def _quality(
    media_type: str, ranges: list[_Range], *, bibliography: bool
) -> tuple[float, int, dict[str, str]] | None:
    """Quality of a type by the most specific range, how specific that is, and its parameters.

    A style or locale is no property of the type but a wish, so ranges that differ in these only
    are alternatives, the best of which counts.
    """
    matching = [(specific, each) for each in ranges if (specific := each.matches(media_type))]
    if bibliography:
        matching = [found for found in matching if _can_be_met(found[1])]
    if not matching:
        return None
    most = max(specific for specific, _ in matching)
    best = max(
        (each for specific, each in matching if specific == most), key=lambda one: one.quality
    )
    return best.quality, most, best.parameters


def _can_be_met(wish: _Range) -> bool:
    """Whether the style and locale have the form of names; nothing else is let through."""
    style, locale = wish.parameters.get("style"), wish.parameters.get("locale")
    return (style is None or bool(_STYLE.fullmatch(style))) and (
        locale is None or bool(_LOCALE.fullmatch(locale))
    )


def _choice(
    offer: str, media_type: str, parameters: dict[str, str], style: str, locale: str | None
) -> Choice:
    content_type = f"{media_type}; charset=utf-8"
    if offer not in OUTPUTS:
        return Choice(content_type, format=offer)
    style = parameters.get("style", style)
    locale = parameters.get("locale", locale)
    if media_type == BIBLIOGRAPHY:
        content_type += f"; style={style}" + (f"; locale={locale}" if locale else "")
    return Choice(content_type, output=offer, style=style, locale=locale)
