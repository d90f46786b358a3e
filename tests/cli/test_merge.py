"""`citeform merge`: output, report, exit codes."""

import json

import pytest

import citeform
from citeform import Article, Date, Name
from citeform.cli import main

FELIS = Article(
    id="felis",
    type="article-journal",
    title="On the sleep of domestic cats",
    author=[Name("Felis", "Martin")],
    issued=Date(2017),
    doi="10.1000/felis",
)


@pytest.fixture
def files(tmp_path):
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    citeform.dump([FELIS, Article(id="yak", type="book", title="Yaks")], one)
    citeform.dump(
        [
            FELIS.replace(id="felis17", doi="10.1000/FELIS", publisher="Cat Press"),
            Article(id="yak", type="book", title="Wild yaks of the high plains"),
        ],
        two,
    )
    return one, two


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = main(["merge", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_joined_records_and_changed_ids_are_told(run, files, tmp_path):
    target = tmp_path / "all.json"
    code, out, err = run(*files, "-o", target)
    assert (code, out) == (0, "")
    merged = citeform.load(target)
    assert merged.ids == ["felis", "yak", "yaka"]
    assert merged[0] == FELIS.replace(publisher="Cat Press")
    one, two = files
    assert err.splitlines() == [
        f"{one}: info[merge.joined] 'felis17' ({two}) joined to 'felis' ({one}): both have DOI 10.1000/felis",
        f"{two}: warning[merge.renamed] 'yak' ({two}) is another work's id; it is 'yaka' now",
        "4 records read, 3 written; 2 joined to 1, 1 id changed",
    ]


def test_the_report_as_json(run, files, tmp_path):
    report = tmp_path / "report.json"
    run(*files, "-t", "csl-json", "--report", report)
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [each["id"] for each in told["joined"][0]["origins"]] == ["felis", "felis17"]
    assert told["joined"][0]["fields"] == [
        {"field": "doi", "taken": "10.1000/felis", "others": [], "reason": "of the first record"}
    ]
    assert told["renamed"] == [{"id": "yaka", "was": "yak", "file": str(files[1])}]


def test_the_report_as_text(run, files, tmp_path):
    report = tmp_path / "report.txt"
    run(*files, "-t", "csl-json", "--report", report)
    text = report.read_text(encoding="utf-8")
    assert text.startswith("1 work joined, 1 id changed\n\nfelis: both have DOI 10.1000/felis\n")
    assert f"yaka: was {files[1]}: yak" in text


def test_exact_joins_by_identifier_only(run, tmp_path):
    path = tmp_path / "alike.json"
    citeform.dump([FELIS.replace(doi=""), FELIS.replace(id="b", doi="")], path)
    assert run(path, "-t", "csl-json")[2].startswith(f"{path}: info[merge.joined]")
    assert "merge.joined" not in run(path, "-t", "csl-json", "--exact")[2]


def test_without_a_format_nothing_is_done(run, files):
    code, out, err = run(*files)
    assert (code, out) == (2, "")
    assert "name the format to write with -t" in err


def test_strict_refuses_where_an_id_would_change(run, files, tmp_path):
    target = tmp_path / "all.json"
    assert run(*files, "-o", target, "--strict")[0] == 1
    assert not target.exists()
