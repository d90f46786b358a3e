"""How our CFF, schema.org and web pages agree with others': cff-converter's outputs, field by field,
and what Crossref and DataCite say of the works whose pages are among the real files.

Zotero's cases for web translators name an address and no page, so they cannot be scored offline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import citeform
from citeform import Article, Name
from tests.conftest import DATA, needs_shared, shared_files
from tests.data.reasons import better, judge, other, unexplained
from tests.data.zotero import Difference, Score, compare, score

pytestmark = needs_shared
FOLDER = DATA / "pairs-cff"


def cases(ending: str) -> Iterator[tuple[str, Article, Path]]:
    """Name of the case, the root of its CITATION.cff, and the file that was expected of it."""
    for path in shared_files("pairs-cff"):
        if path.name.endswith(ending):
            version, number, _ = path.name.split("__")
            (source,) = (DATA / "cff").rglob(f"{version}__{number}__CITATION.cff")
            yield f"{version}/{number}", citeform.load(source)[0], path


NODES = (
    better("the DOI is also the node's @id, by which other nodes can refer to it", "* @id"),
    better(
        "an affiliation is what people call it (name), not its registered name (legalName), which "
        "CodeMeta's validator refuses; cffconvert itself writes name since its pull request 338",
        """1.0.3/01 author, 1.0.3/03 author, 1.0.3/04 author, 1.0.3/05 author, 1.1.0/05 author,
        1.1.0/07 author, 1.1.0/08 author""",
    ),
    better(
        "a suffix is schema.org's honorificSuffix, no part of the family name", "1.0.3/02 author"
    ),
)
"""Why the nodes of schema.org and CodeMeta differ, and whose value is right."""


def nodes_score(name: str) -> Score:
    """The nodes that we write for the CFF files, key by key, against cff-converter's."""
    equal, differences = 0, {}
    for case, article, path in cases("schemaorg.json" if name == "schema-org" else "codemeta.json"):
        expected = json.loads(path.read_text("utf-8"))
        actual = json.loads(citeform.dumps(article, name))
        for key in expected.keys() | actual.keys():
            if expected.get(key) == actual.get(key):
                equal += 1
            else:
                differences[f"{case} {key}"] = Difference(key, expected.get(key), actual.get(key))
    return Score(equal, differences)


@pytest.mark.parametrize("name", ["schema-org", "codemeta"])
def test_schema_org_as_cff_converter_writes_it(name: str) -> None:
    found = nodes_score(name)
    assert unexplained(found, NODES) == ([], [])
    assert judge(found, NODES).good_share == 1
    assert (found.equal, len(found.differences)) == (64, 14)


def test_the_differences_in_people_are_only_those() -> None:
    """The names themselves agree, whichever key the affiliation stands under."""
    for _, article, path in cases("schemaorg.json"):
        expected = json.loads(path.read_text("utf-8"))["author"]
        actual = json.loads(citeform.dumps(article, "schema-org"))["author"]
        for theirs, ours in zip(expected, actual, strict=True):
            family = " ".join(filter(None, [ours.get("familyName"), ours.get("honorificSuffix")]))
            assert (family or ours.get("name")) == (theirs.get("familyName") or theirs.get("name"))
            assert ours.get("givenName") == theirs.get("givenName")
            assert ours.get("@id") == theirs.get("@id")
            places = [(each.get("affiliation") or {}).get("legalName") for each in (theirs,)]
            assert [(ours.get("affiliation") or {}).get("name")] == places


def test_cff_as_zenodo_gets_it_from_cff_converter() -> None:
    equal, different = 0, []
    for case, article, path in cases(".zenodo.json"):
        expected = json.loads(path.read_text("utf-8"))
        actual = {
            "creators": [_creator(name) for name in article.author],
            "doi": article.doi,
            "keywords": article.keyword.split(", ") if article.keyword else None,
            "license": {"id": article.license} if article.license else None,
            "publication_date": str(article.issued),
            "title": article.title,
            "version": article.version,
        }
        for key, value in actual.items():
            if value or key in expected:
                equal += value == expected.get(key)
                if value != expected.get(key):
                    different.append(f"{case} {key}")
    assert different == []
    assert equal == 50


def _creator(name: Name) -> dict[str, str]:
    family = " ".join(filter(None, [name.non_dropping_particle, name.family, name.suffix]))
    creator = {"name": f"{family}, {name.given}" if name.given else name.literal}
    if name.affiliation:
        creator["affiliation"] = name.affiliation[0]
    if name.orcid:
        creator["orcid"] = name.orcid
    return creator


def test_cff_as_ris() -> None:
    ((_, article, path),) = cases("ris.txt")
    (expected,) = citeform.loads(path.read_text("utf-8"), "ris")
    equal, differences = compare(expected.replace(type="software"), article)
    # Their RIS leaves out the version and the licence.
    assert (equal, sorted(each.field for each in differences)) == (7, ["license", "version"])


@pytest.mark.parametrize(
    "line",
    [
        line
        for path in shared_files("pairs-conneg")
        for line in path.read_text("utf-8").splitlines()
        if "content_type" in line
    ],
    ids=lambda line: json.loads(line)["accept"],
)
def test_content_negotiation_as_crossref_answers(line: str) -> None:
    pair = json.loads(line)
    choice = citeform.negotiate(pair["accept"].removeprefix("transform/"))
    assert choice is not None
    wanted = pair["content_type"] or pair["accept"].removeprefix("transform/")
    assert choice.media_type.partition(";")[0] == wanted
    if choice.style:
        assert f"style = {choice.style}; locale = {choice.locale}" in pair["accept"]


# ------------------------------------------------------------------ pages against registries


@cache
def registered() -> dict[str, Article]:
    """What DataCite and Crossref say, by DOI in lower case."""
    paths = [*shared_files("datacite-json", ".jsonl"), *shared_files("crossref-json", ".jsonl")]
    known: dict[str, Article] = {}
    for path in paths:
        for article in citeform.load(path):
            known.setdefault(article.doi.lower(), article)
    return known


def pages() -> Iterator[tuple[str, Article, Article]]:
    for path in [*shared_files("html"), *shared_files("schemaorg-json")]:
        for article in citeform.load(path):
            other = registered().get(article.doi.lower())
            if article.doi and other is not None:
                yield article.doi.lower(), other, article


DATACITE_BLOG = "10.5438/4k3m-nyvg"
LAKE, STATIONS = "10.1594/pangaea.836178", "10.1594/pangaea.842237"
FEAR, FAIR = "10.5281/zenodo.1196821", "10.57099/11h5yt3819"
CLIMATE = "10.53731/r9nqx6h-97aq74v-ag7bw"
REASONS = (
    better(
        "the page says it and the registry does not",
        """more * container_title, more * source, more * title_short, more * version, more * status,
        more * contributor, more * issn, more * language, more * keyword""",
    ),
    better("the day, where DataCite has the year", f"{LAKE} issued, {STATIONS} issued"),
    better(
        "the page says that they are bodies; the registry has cut their names at a comma",
        f"{STATIONS} author",
    ),
    better("the registry's title is in capitals of its own", f"{FEAR} title"),
    better("the registry's abstract has question marks for its dashes", f"{FAIR} abstract"),
    other(
        "the page's key words are not the registry's",
        f"{DATACITE_BLOG} keyword, {LAKE} keyword, {STATIONS} keyword",
    ),
    other(
        "the page does not say it, or says it of its files only",
        f"""{LAKE} genre, {LAKE} medium, {STATIONS} medium, {STATIONS} contributor,
        {CLIMATE} version, {DATACITE_BLOG} language, {FAIR} container_title""",
    ),
    other("two names of one publisher", f"{STATIONS} publisher, {FAIR} publisher"),
    other("two addresses of one page", f"{FEAR} url, {FAIR} url, {CLIMATE} url"),
    other("the page has the beginning of the abstract alone", f"{CLIMATE} abstract"),
)
"""Why they differ; in all of them the article says what its page says. These are no pairs of an input
and what is expected of it, but two records of one work by different hands."""


def test_pages_and_what_is_registered_of_their_works() -> None:
    found = score(pages())
    assert unexplained(found, REASONS) == ([], [])
    judged = judge(found, REASONS)
    assert judged.equal_share >= 0.8
    assert judged.good_share >= 0.84
