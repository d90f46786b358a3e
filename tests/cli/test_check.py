"""`citeform check`: shapes, choosing, exit codes, mending files."""

import json
import re

import pytest

import citeform
from citeform.cli import main
from citeform.cli.findings import SHAPES
from citeform.diagnostics import Diagnostic, Severity

ODD = [
    {
        "id": "felis",
        "type": "article-journal",
        "title": "On the sleep of cats",
        "author": [{"family": "Felis", "given": "Martin"}],
        "issued": {"date-parts": [[2017]]},
        "container-title": "Journal of Feline Studies",
        "volume": "41",
        "page": "pp. 495-511",
        "DOI": "https://doi.org/10.1000/felis",
    },
    {
        "id": "lynx",
        "type": "book",
        "title": "Lynxes",
        "author": [{"family": "Lynx", "given": "Ada"}],
        "issued": {"date-parts": [[2018]]},
        "publisher": "Cat Press",
        "ISBN": "978-3-16-148410-1",
    },
]

WRONG = "'978-3-16-148410-1' is no ISBN: the check digit is 1 and should be 0"


@pytest.fixture
def odd(tmp_path):
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(ODD, indent=1), encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main(["check", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_findings_go_to_standard_output_and_the_summary_to_standard_error(run, odd):
    code, out, err = run(odd)
    assert code == 1
    assert out.splitlines() == [
        f"{odd}:2:2: warning[doi.form] felis: 'https://doi.org/10.1000/felis' is the DOI 10.1000/felis",
        f"{odd}:24:2: error[isbn.malformed] lynx: {WRONG}",
    ]
    assert err == (
        "1 error, 1 warning, 1 note in 2 records (1 not shown: --all; 1 to be mended by --fix)\n"
    )


def test_notes_are_shown_with_all_or_where_selected(run, odd):
    assert "info[page.prefix]" in run(odd, "--all")[1]
    assert "info[page.prefix]" in run(odd, "--select", "page")[1]
    assert "page.prefix" not in run(odd)[1]


def test_select_and_ignore_decide_the_exit_code(run, odd):
    assert run(odd, "--select", "doi")[0] == 0
    assert run(odd, "--ignore", "isbn,page")[0] == 0
    assert run(odd, "--select", "doi", "--strict")[0] == 1


def test_quiet_prints_errors_only(run, odd):
    code, out, err = run(odd, "-q")
    assert (code, out.count("\n"), err) == (1, 1, "")


def test_an_unknown_code_is_wrong_usage(run, odd):
    code, out, err = run(odd, "--select", "isbn.malfromed")
    assert (code, out) == (2, "")
    assert "did you mean 'isbn.malformed'" in err


def test_json_is_one_object_a_line(run, odd):
    found = [json.loads(line) for line in run(odd, "--format", "json", "--all")[1].splitlines()]
    assert [each["code"] for each in found] == ["doi.form", "page.prefix", "isbn.malformed"]
    assert found[2]["line"] == 24
    assert run(odd, "--json", "--all")[1] == run(odd, "--format", "json", "--all")[1]


def test_errorformat_is_read_by_vim(run, odd):
    out = run(odd, "--format", "errorformat")[1]
    assert re.fullmatch(r"(?:[^:\n]+:\d+:\d+: [EWI]: .+ \[[a-z.-]+\]\n){2}", out)


def test_github_annotations_are_escaped():
    found = Diagnostic("id.case", "50% of: a,b\nc", Severity.ERROR, "a,b:c.bib", 3, 4, record="x")
    assert SHAPES["github"](found) == (
        "::error file=a%2Cb%3Ac.bib,title=id.case,line=3,col=4::x: 50%25 of: a,b%0Ac"
    )


def test_list_names_every_code(run):
    code, out, _ = run("--list")
    assert code == 0
    assert re.search(r"(?m)^doi\.form +warning +.+ \(--fix\)$", out)


def test_a_file_that_cannot_be_read_is_an_error(run, tmp_path):
    path = tmp_path / "noise.xyz"
    path.write_text("nothing of the kind", encoding="utf-8")
    code, out, _ = run(path)
    assert code == 1
    assert "error[input.unrecognised]" in out


def test_a_missing_file_is_wrong_usage(run, odd):
    code, _, err = run(str(odd)[:-1])
    assert code == 2
    assert "did you mean" in err


def test_diff_shows_and_fix_makes_the_same_change(run, odd):
    before = odd.read_text(encoding="utf-8")
    code, shown, err = run(odd, "--diff")
    assert code == 1
    assert "1 would be mended" in err
    assert odd.read_text(encoding="utf-8") == before
    assert re.search(r'(?m)^\+.*"DOI": "10.1000/felis"', shown)
    code, out, err = run(odd, "--fix", "--all")
    assert "1 mended" in err
    assert "doi.form" not in out
    assert "isbn.malformed" in out
    felis, lynx = citeform.load(odd)
    assert (felis.doi, felis.page, lynx.isbn) == ("10.1000/felis", "495-511", "978-3-16-148410-1")
    after = odd.read_text(encoding="utf-8")
    run(odd, "--fix")
    assert odd.read_text(encoding="utf-8") == after


def test_fix_makes_only_what_is_selected(run, odd):
    run(odd, "--fix", "--select", "page")
    assert citeform.load(odd)[0].doi == "https://doi.org/10.1000/felis"
    assert citeform.load(odd)[0].page == "495-511"


def test_fix_leaves_a_file_alone_that_was_not_read_whole(run, tmp_path):
    path = tmp_path / "broken.json"
    path.write_text('[{"id": "a", "DOI": "doi:10.1000/a"}, {"id": ]', encoding="utf-8")
    before = path.read_bytes()
    code, _, err = run(path, "--fix")
    assert code == 1
    assert "not changed" in err
    assert path.read_bytes() == before


def test_fix_keeps_permissions_and_links(run, odd, tmp_path):
    link = tmp_path / "link.json"
    link.symlink_to(odd)
    odd.chmod(0o640)
    run(link, "--fix")
    assert link.is_symlink()
    assert odd.stat().st_mode & 0o777 == 0o640
    assert citeform.load(odd)[0].doi == "10.1000/felis"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.json", "odd.json"]


def test_standard_input_cannot_be_mended(run):
    code, _, err = run("-", "--fix")
    assert code == 2
    assert "standard input cannot be changed" in err


def test_what_a_reader_said_is_not_said_again(run, tmp_path):
    path = tmp_path / "twice.bib"
    path.write_text("@book{a, title={Cats}}\n@book{a, title={Dogs}}\n", encoding="utf-8")
    out = run(path, "--select", "id,bibtex")[1]
    assert out == f"{path}:2:1: error[id.duplicate] the id 'a' is taken already\n"


# ------------------------------------------------------------------ .bib files


BIB = r"""% mine
@article{felis,
  author  = {M{\"u}ller, Eva and et al.},
  title   = "Cats & dogs",
  journal = jcats,
  note    = {See \url{https://x.example/a_b#c}, $x_1$, \(y_1\) \& 5\%},
  pages   = {5--5},
}
"""


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "mine.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


def test_findings_stand_at_their_fields(run, bib):
    found = [
        line.split(" ")[0:2]
        for line in run(bib, "--select", "name,page,bibtex.special")[1].splitlines()
    ]
    assert found == [
        [f"{bib}:3:3:", "warning[name.et-al]"],
        [f"{bib}:4:3:", "warning[bibtex.special]"],
        [f"{bib}:7:3:", "info[page.same]"],
    ]


def test_fix_touches_only_what_it_mends(run, bib):
    code, _, _ = run(bib, "--fix", "-q")
    assert code == 0
    assert bib.read_text(encoding="utf-8") == (
        BIB.replace("et al.", "others").replace("Cats & dogs", r"Cats \& dogs").replace("5--5", "5")
    )


def test_special_characters_can_be_left_alone(run, bib):
    run(bib, "--fix", "--ignore", "bibtex.special,name")
    assert bib.read_text(encoding="utf-8") == BIB.replace("5--5", "5")


def test_nothing_to_mend_leaves_the_file_as_it_is(run, bib):
    run(bib, "--fix")
    before = bib.stat()
    assert "mended" not in run(bib, "--fix")[2]
    assert bib.stat().st_mtime_ns == before.st_mtime_ns


def test_findings_stand_in_the_order_of_their_places(run, tmp_path):
    """By line, then by column, whoever found them."""
    path = tmp_path / "cut.bib"
    path.write_text("@article{a, title = {Cut off", encoding="utf-8")
    lines = run(path)[1].splitlines()
    places = [tuple(map(int, line.removeprefix(f"{path}:").split(":")[:2])) for line in lines]
    assert len({column for _, column in places}) > 1
    assert places == sorted(places)
