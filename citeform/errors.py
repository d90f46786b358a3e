"""Every exception citeform raises, as one tree.

::

    CiteformError
    ├── UsageError (ValueError)          an argument is wrong; nothing was done
    │   ├── UnknownNameError             no such format, style, locale, output …; names the close ones
    │   │   ├── UnknownFormatError
    │   │   │   └── UnrecognisedFormatError  nothing in an input tells its format
    │   │   ├── UnknownStyleError
    │   │   ├── UnknownLocaleError
    │   │   ├── UnknownOutputError
    │   │   ├── UnknownLocatorError      Cite("doe", "3", label="pge")
    │   │   └── UnknownOptionError       an option that the format or style does not have
    │   ├── UnknownFieldError (TypeError)  Article(titel="…")
    │   ├── FormatDirectionError         the format cannot be read, or cannot be written
    │   └── NotAnIdentifierError         fetch("hello")
    ├── StrictError                      strict=True and the input had problems: all of them
    ├── StyleError                       a CSL style that cannot be used at all
    ├── MissingExtraError (ImportError)  an optional package is not installed; names the extra
    └── FetchError                       an identifier was not resolved
        ├── NotFoundError                the service knows no such work
        ├── ServiceError                 the service is down, slow or refuses
        ├── AnswerError                  the answer was not what the service promises
        ├── UnsafeAddressError           a URL leads to a host that is not public
        └── OfflineError                 offline=True and the answer is not in the cache

Problems in *data* are not exceptions: they are `citeform.Diagnostic` values, collected on the
`Library` that was read (see `citeform.diagnostics`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from citeform.diagnostics import Diagnostic


class CiteformError(Exception):
    """Base of everything citeform raises on purpose."""


class UsageError(CiteformError, ValueError):
    """An argument is wrong: the call did nothing and would fail again."""


class UnknownNameError(UsageError):
    """A name that stands for nothing here; the message lists the close matches.

    Attributes: `name` (what was asked for), `close` (up to three names that exist).
    """

    kind = "name"

    def __init__(self, name: str, known: Iterable[str] = (), hint: str = "") -> None:
        from difflib import get_close_matches

        self.name = name
        by_folded = {candidate.casefold(): candidate for candidate in known}
        self.close: tuple[str, ...] = tuple(
            by_folded[match] for match in get_close_matches(name.casefold(), by_folded, 3, 0.6)
        )
        message = f"unknown {self.kind} {name!r}"
        if self.close:
            message += f"; did you mean {' or '.join(map(repr, self.close))}?"
        if hint:
            message += f" ({hint})"
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__))


class UnknownFormatError(UnknownNameError):
    """No data format of that name, or none was recognised in the input."""

    kind = "format"


class UnrecognisedFormatError(UnknownFormatError):
    """Neither the content nor the name of an input tells its format; `name` is the file's, or ""."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        place = repr(file) if file else "the text"
        self.args = (f"the format of {place} is not recognised; name it with format=…",)


class UnknownStyleError(UnknownNameError):
    """No citation style of that name."""

    kind = "style"


class UnknownLocaleError(UnknownNameError):
    """Not a language tag for which there is a locale, even by falling back."""

    kind = "locale"


class UnknownOutputError(UnknownNameError):
    """No output (text, html, …) of that name."""

    kind = "output"


class UnknownLocatorError(UnknownNameError):
    """Nothing that CSL counts the places of a work in: page, chapter, figure …"""

    kind = "locator label"


class UnknownOptionError(UnknownNameError):
    """No option of that name; the message names the ones there are."""

    kind = "option"

    def __init__(self, name: str, known: Iterable[str] = (), of: str = "") -> None:
        names = sorted(known)
        there_are = f"there are: {', '.join(names)}" if names else "it has none"
        super().__init__(name, names, hint=f"{of}: {there_are}" if of else there_are)


class UnknownFieldError(UnknownNameError, TypeError):
    """A keyword that is no field of the record."""

    kind = "field"


class FormatDirectionError(UsageError):
    """The format exists but cannot be read, or cannot be written."""


class NotAnIdentifierError(UsageError):
    """The text is no identifier of a work (DOI, PMID, arXiv, ISBN, URL …)."""


class StrictError(CiteformError):
    """`strict=True` was asked for and the input had problems.

    Attribute: `diagnostics`, every problem found in the whole input.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        count = len(self.diagnostics)
        lines = "\n".join(map(str, self.diagnostics[:20]))
        more = f"\n… and {count - 20} more" if count > 20 else ""
        super().__init__(f"{count} problem{'s' * (count != 1)} in the input:\n{lines}{more}")

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.diagnostics,))


class StyleError(CiteformError):
    """A CSL style that cannot be used at all (not XML, not a style).

    Attribute: `diagnostics`, what is wrong with it and where.
    """

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join([message, *map(str, self.diagnostics)]))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__))


class MissingExtraError(CiteformError, ImportError):
    """An optional package is needed; the message says which extra installs it."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {package}: pip install 'citeform[{extra}]'")
        self.extra = extra

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__))


class FetchError(CiteformError):
    """An identifier was not resolved. Attribute: `identifier`."""

    def __init__(self, message: str, identifier: str = "") -> None:
        self.identifier = identifier
        super().__init__(message)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__))


class NotFoundError(FetchError):
    """The service was asked and knows no such work."""


class ServiceError(FetchError):
    """The service is down, too slow, or refuses to answer."""


class AnswerError(FetchError):
    """The service answered, but not with what it promises (an HTML page, broken JSON)."""


class UnsafeAddressError(FetchError):
    """A user's URL, or a redirect, leads to something that is not a public http(s) host."""


class OfflineError(FetchError):
    """`offline=True` and the cache does not hold the answer."""


def _rebuild(
    kind: type[CiteformError], args: tuple[object, ...], attributes: dict[str, object]
) -> CiteformError:
    """Unpickle an exception whose constructor takes other arguments than `args`."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error
