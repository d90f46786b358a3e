"""Files with errors: everything they hold comes out, with one diagnostic for each problem."""

import re
import time

import pytest

import citeform
from tests.conftest import needs_shared, shared_files


def read(text, format="bibtex"):
    return citeform.loads(text, format)


def problems(library):
    return [(each.code, each.line, each.column) for each in library.diagnostics]


def test_a_missing_comma_between_fields():
    library = read("@book{a,\n  title = {A}\n  year = 2000,\n  note = {n}\n}")
    assert (library[0].title, library[0].issued.year, library[0].note) == ("A", 2000, "n")
    assert problems(library) == [("bibtex.missing-comma", 2, 14)]


def test_a_missing_comma_behind_the_key():
    library = read("@book{a\n  title = {A},\n}")
    assert (library[0].id, library[0].title) == ("a", "A")
    assert problems(library) == [("bibtex.missing-comma", 1, 8)]


def test_a_repeated_field():
    library = read("@book{a,\n title = {A},\n TITLE = {B},\n}")
    assert library[0].title == "A"
    assert problems(library) == [("bibtex.duplicate-field", 3, 2)]
    again = read(citeform.dumps(library, "bibtex"))
    assert again == library


def test_repeated_and_empty_keys():
    library = read("@book{a, title={A}}\n@book{a, title={B}}\n@book{, title={C}}\n@book{title={D}}")
    assert [each.title for each in library] == ["A", "B", "C", "D"]
    assert [code for code, *_ in problems(library)] == [
        "bibtex.duplicate-key",
        "bibtex.empty-key",
        "bibtex.empty-key",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "@book{a,\n title = {A {B},\n year = 2000\n}\n@book{b, title={B}}",
        '@book{a,\n title = "A B,\n year = 2000\n}\n@book{b, title={B}}',
        "@book{a,\n title = {A B}},\n year = 2000\n}\n@book{b, title={B}}",
        "@book{a,\n title = {A B},\n year = 2000\n\n@book{b, title={B}}",
    ],
)
def test_unbalanced_delimiters(text):
    library = read(text)
    assert library.ids == ["a", "b"]
    assert library[0].title.startswith("A")
    assert library[0].issued.year == 2000
    assert [code for code, *_ in problems(library)] == ["bibtex.unbalanced-brace"]
    assert citeform.loads(citeform.dumps(library, "bibtex"), "bibtex") == library


def test_escaped_braces_are_text_where_that_makes_sense():
    library = read(r"@book{a, title = {A \} B}, year = 2000}")
    assert library[0].issued.year == 2000
    assert library[0].title == "A } B"
    library = read(r"@book{a, title = {A \\}, year = 2000}")
    assert library[0].issued.year == 2000


def test_junk_within_an_entry_is_reported():
    library = read("@book{a,\n title = {A},\n what is this,\n year = 2000\n}")
    assert library[0].issued.year == 2000
    assert problems(library) == [("bibtex.syntax", 3, 2)]


def test_a_file_cut_off_in_the_middle():
    library = read("@book{a, title = {A}, year = 20")
    assert library[0].title == "A"
    assert [code for code, *_ in problems(library)] == ["bibtex.unbalanced-brace"]


def test_line_numbers_hold_beyond_the_first_chunk():
    entry = "@book{{k{0},\n  title = {{T{0}}},\n  publisher = {{{1}}}\n}}\n"
    text = (
        "".join(entry.format(number, "x" * 2000) for number in range(2500)) + "@book{,\n title={E}}"
    )
    library = read(text)
    assert len(library) == 2501
    assert problems(library) == [("bibtex.empty-key", 10001, 1)]


def test_macros_and_parents_reach_over_chunks():
    child = "@incollection{c, title={C}, crossref={p}}\n"
    filler = "".join(f"@misc{{k{n}, note = {{{'x' * 2000}}}}}\n" for n in range(1200))
    parent = "@string{late = {L}}\n@collection{p, title={P}, publisher=pub # late}\n"
    library = read("@string{pub={Pub}}\n" + child + filler + parent + filler.replace("{k", "{m"))
    assert (library[0].container_title, library[0].publisher) == ("P", "PubL")
    assert problems(library) == []
    assert library.ids[-1] == "m1199"


def test_encodings(tmp_path):
    text = "@book{a, title = {Größe},\r\n publisher = {Éd}}\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.bib"
        path.write_bytes(text.encode(encoding))
        assert [each.title for each in citeform.load(path)] == ["Größe"]
    path.write_bytes(text.replace("\r\n", "\r").encode("utf-8"))
    assert citeform.load(path)[0].publisher == "Éd"


_ENTRY = re.compile(
    r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*[^\s,{}]", re.IGNORECASE | re.MULTILINE
)
ACCOUNTED = {"record.unreadable", "bibtex.xdata", "bibtex.commented-out"}


@needs_shared
@pytest.mark.parametrize(
    "path",
    [path for folder in ("bibtex", "biblatex") for path in shared_files(folder, ".bib")],
    ids=lambda path: path.name,
)
def test_records_in_are_records_out(path):
    """Every line that begins an entry gives a record or a diagnostic; comments are taken off."""
    text = path.read_bytes().decode("utf-8", "replace")
    text = re.sub(r"(?is)@comment\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", text)
    library = citeform.load(path, "biblatex")
    accounted = sum(each.code in ACCOUNTED for each in library.diagnostics)
    assert len(library) + accounted >= len(_ENTRY.findall(text))


HOSTILE = {
    "braces": "{" * 300_000,
    "block starts": "@a{" * 100_000,
    "block starts on lines": "@a{x\n" * 60_000,
    "hashes": "@a{k, t = " + "#" * 300_000 + "}",
    "deep values": "@a{k, title = " + "{" * 150_000 + "x" + "}" * 150_000 + "}",
    "open values": "@a{k,\n" + " a = {x,\n" * 30_000,
    "nested commands": "@a{k, title = {" + "\\emph{" * 50_000 + "}" * 50_000 + "}}",
    "accents": "@a{k, title = {" + "\\'" * 150_000 + "e}}",
    "formulas": "@a{k, title = {" + "$^" * 150_000 + "}}",
    "ands": "@a{k, author = {" + " and" * 75_000 + "}}",
    "null characters": "@a{k, title = {" + "\0" * 300_000 + "}}",
    "comments": "@comment{\n" * 30_000,
    "no keys": "@a{,}\n" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_linear_time(name):
    """Seconds would be minutes if anything were quadratic in these sizes."""
    start = time.process_time()
    library = read(HOSTILE[name])
    citeform.dumps(library, "bibtex")
    assert time.process_time() - start < 8
    assert library.diagnostics


def test_parents_by_the_thousand_are_bounded():
    layers = [
        f"@xdata{{a{n}, xdata={{a{n + 1},b{n + 1}}}}}\n@xdata{{b{n}, xdata={{a{n + 1},b{n + 1}}}}}\n"
        for n in range(60)
    ]
    library = read("@book{k, title={T}, xdata={a0,b0}}\n" + "".join(layers))
    assert library.ids == ["k"]
    assert any("more than" in each.message for each in library.diagnostics)
