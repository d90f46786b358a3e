"""The contract of names, what importing costs, exceptions and values that travel."""

from __future__ import annotations

import ast
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import citeform
from citeform import errors
from citeform.diagnostics import CODES, Diagnostic, Report, Severity
from citeform.errors import CiteformError, UnknownFormatError
from citeform.formats.registry import BUILT_IN, get_format
from tests.test_import_laws import LAZY, MODULES

CONTRACT = {
    "Article", "CiteformError", "Date", "Diagnostic", "Library", "Name",
    "dump", "dumps", "fetch", "fetch_many", "format", "iter_load", "load", "loads",
}  # fmt: skip


def modules_after(program: str) -> list[str]:
    """The modules that are loaded after a program has run in a fresh interpreter."""
    program += "\nimport sys; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60
    )
    return done.stdout.split()


def test_the_contract_is_kept():
    assert set(citeform.__all__) >= CONTRACT


def test_all_is_sorted_and_every_name_is_there():
    assert citeform.__all__ == sorted(citeform.__all__)
    assert [name for name in citeform.__all__ if not hasattr(citeform, name)] == []


def test_dir_lists_every_public_name():
    assert set(dir(citeform)) >= set(citeform.__all__)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        _ = citeform.lod  # type: ignore[attr-defined]


def test_importing_loads_nothing_else_of_ours_and_no_package():
    loaded = modules_after("import citeform")
    assert [name for name in loaded if name.startswith("citeform.")] == []
    assert [name for name in loaded if name.partition(".")[0] in LAZY] == []


def test_importing_does_not_even_load_typing():
    """`typing` costs more than everything else; a bare interpreter has not loaded it."""
    assert ("typing" in modules_after("import citeform")) == ("typing" in modules_after(""))


def test_an_article_is_made_without_any_format_or_package():
    loaded = modules_after("import citeform; citeform.Article()")
    assert [name for name in loaded if name.startswith(("citeform.formats", "citeform.csl"))] == []
    assert [name for name in loaded if name.partition(".")[0] in LAZY] == []


SLOW_TO_LOAD = {
    "ast",
    "dataclasses",
    "html",
    "hashlib",
    "importlib.metadata",
    "inspect",
    "logging",
    "lxml",
}
"""Modules that cost more than reading a style, and that formatting has no need of."""


def test_formatting_loads_nothing_that_takes_long(tmp_path: Path):
    file = tmp_path / "refs.json"
    file.write_text('[{"id": "doe", "type": "book", "title": "On citing"}]', encoding="utf-8")
    arguments = ["format", str(file), "-s", "apa", "-l", "en-GB", "--output", "html"]
    before = set(modules_after(""))
    loaded = set(modules_after(f"from citeform.cli import main; main({arguments!r})"))
    assert "citeform.csl.program" in loaded
    assert (loaded - before) & (SLOW_TO_LOAD | LAZY) == {"platformdirs"}


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_format_is_what_the_registry_says(name: str):
    found = get_format(name)
    assert found.info is BUILT_IN[name]
    assert (hasattr(found, "read"), hasattr(found, "write")) == (
        found.info.reads,
        found.info.writes,
    )


def subclasses(kind: type) -> Iterator[type]:
    yield kind
    for each in kind.__subclasses__():
        yield from subclasses(each)


OURS = [each for each in subclasses(CiteformError) if each.__module__ == "citeform.errors"]
ARGUMENTS: dict[type, tuple[object, ...]] = {
    errors.StrictError: ([Diagnostic("date.unparsed", "odd")],),
    errors.StyleError: ("broken", [Diagnostic("date.unparsed", "odd")]),
    errors.MissingExtraError: ("httpx", "async", "fetching"),
    **{
        kind: ("bibtx", ["bibtex"], "a hint")
        for kind in OURS
        if issubclass(kind, errors.UnknownNameError)
    },
    errors.UnrecognisedFormatError: ("refs.txt",),
    **{kind: ("not found", "10.1/x") for kind in OURS if issubclass(kind, errors.FetchError)},
}


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_errors_can_be_pickled(kind: type[CiteformError]):
    error = kind(*ARGUMENTS.get(kind, ("a message",)))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))


def test_every_error_is_below_one():
    found = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Exception)]  # fmt: skip
    assert all(issubclass(each, CiteformError) for each in found)
    assert len(found) >= 15


def test_the_tree_in_the_docstring_names_every_error():
    assert [kind.__name__ for kind in OURS if kind.__name__ not in (errors.__doc__ or "")] == []


def test_an_unknown_name_tells_the_close_ones():
    error = UnknownFormatError("bibtx", ["bibtex", "ris"])
    assert error.close == ("bibtex",)
    assert str(error) == "unknown format 'bibtx'; did you mean 'bibtex'?"


def test_a_library_can_be_pickled_with_its_diagnostics():
    library = citeform.loads("hello\nFelis, M.L. Auton Robot (2017) 41: 495.", "springer")
    again = pickle.loads(pickle.dumps(library))
    assert (again, again.diagnostics) == (library, library.diagnostics)
    assert len(again.diagnostics) == 1


def test_every_code_has_a_severity_and_a_meaning():
    assert all(isinstance(severity, Severity) and meaning for severity, meaning in CODES.values())


def test_a_diagnostic_as_text_and_as_data():
    found = Diagnostic("date.unparsed", "odd", Severity.WARNING, "a.bib", 3, 5, "mend it", "key")
    assert str(found) == "a.bib:3:5: warning[date.unparsed] odd (hint: mend it)"
    assert str(Diagnostic("date.unparsed", "odd")) == "<input>: warning[date.unparsed] odd"
    assert found.to_dict() == {
        "code": "date.unparsed",
        "severity": "warning",
        "message": "odd",
        "file": "a.bib",
        "line": 3,
        "column": 5,
        "hint": "mend it",
        "field": "",
        "record": "key",
    }


def test_a_report_raises_what_is_serious():
    report = Report()
    report.add("name.guessed", "only an info")
    report.raise_if_any()
    report.add("date.unparsed", "a warning")
    with pytest.raises(citeform.StrictError) as caught:
        report.raise_if_any()
    assert [found.code for found in caught.value.diagnostics] == ["date.unparsed"]


def _texts(path: Path) -> Iterator[str]:
    """Every text constant of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


SOURCES = [path for path in MODULES if path.name != "diagnostics.py"]


def test_every_code_is_used():
    """A code of the table that nothing reports would be a promise."""
    said = {text for path in SOURCES for text in _texts(path)}
    assert sorted(set(CODES) - said) == []


REPORTING = re.compile(r"(?:report|self\._report|found|problem)\w*\.add$|^Diagnostic$")


def _codes_reported(path: Path) -> Iterator[str]:
    """The codes that a module hands to `report.add(…)` or `Diagnostic(…)` as they stand."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            code = node.args[0].value
            if REPORTING.search(ast.unparse(node.func)) and "." in str(code):
                yield str(code)


def test_every_code_that_is_reported_is_in_the_table():
    reported = {code for path in SOURCES for code in _codes_reported(path)}
    assert len(reported) > 40
    assert sorted(reported - set(CODES)) == []
