"""The linter on real records: it never raises, and what it calls an error is one."""

import pytest

import citeform
from citeform.checks import check
from citeform.diagnostics import Severity
from citeform.errors import UnknownFormatError
from tests.conftest import DATA, needs_shared, shared_files

FOLDERS = ("crossref-json", "datacite-json", "ris", "csl-json", "jats-xml", "html", "medline")
FILES = [
    path
    for folder in FOLDERS
    for path in shared_files(folder)
    if path.stat().st_size < 2_000_000 and path.name != "inputs.jsonl"
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_makes_it_raise(path):
    try:
        library = citeform.load(path)
    except UnknownFormatError:
        pytest.skip("not a format that citeform knows")
    for found in check(library):
        assert found.message


@needs_shared
def test_few_records_of_a_registry_have_errors():
    library = citeform.load(DATA / "crossref-json" / "front-matter+commonmeta-py" / "works.jsonl")
    errors = [found for found in check(library) if found.severity is Severity.ERROR]
    # Both are registered for tests, with an invented ISSN.
    assert {found.record.partition("/")[0] for found in errors} <= {"10.50505"}


@needs_shared
def test_real_duplicates_are_found():
    path = DATA / "biblatex" / "plk+biber" / "etc__papers.bib"
    pairs = {
        (found.record, found.message.split("'")[1])
        for found in check(citeform.load(path), select=["duplicate.similar"])
    }
    # Read by eye: each of these is one paper under two keys.
    assert pairs >= {
        ("Bodlaender94", "Bodlaender88d"),
        ("BodlaenderDFW95", "BodlaenderDFW93"),
        ("DowneyF95a", "DowneyF91b"),
        ("TakahashiUK95", "TakahashiUK91a"),
    }
    assert len(pairs) < 12
