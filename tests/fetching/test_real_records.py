"""Every real record of the services, through the fetcher as if the service had just sent it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import citeform
from citeform.fetching import dois, pmc, pubmed
from citeform.fetching.fetcher import Fetcher
from citeform.fetching.flow import Response
from citeform.fetching.settings import Settings
from citeform.fetching.status import of_record
from citeform.identifiers import doi as identifier
from citeform.testing.server import Server
from tests.conftest import needs_shared, shared_files

if TYPE_CHECKING:
    from citeform.model.article import Article

pytestmark = needs_shared
SETTINGS = Settings()


def records(*folders: str) -> Iterator[dict[str, Any]]:
    """Every record of the files of JSON, one a line or whole."""
    for folder in folders:
        for path in shared_files(folder, ".json", ".jsonl"):
            yield from _records(path)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    values = map(json.loads, text.splitlines()) if path.suffix == ".jsonl" else [json.loads(text)]
    for value in values:
        message = value.get("message", value) if isinstance(value, dict) else value
        items = message.get("items", message) if isinstance(message, dict) else message
        yield from items if isinstance(items, list) else [items]


def resolved(doi: str, *answers: Any) -> Article:
    """What the source makes of these answers, driven by hand."""
    flow = dois.resolve(doi, SETTINGS)
    next(flow)
    try:
        for answer in answers:
            if isinstance(answer, int):
                flow.send(Response(answer, ""))
            else:
                headers = {"content-type": "application/json"}
                flow.send(Response(200, "", headers, json.dumps(answer).encode()))
    except StopIteration as end:
        return end.value
    raise AssertionError("the source asks for more")


def test_every_crossref_record_becomes_its_article() -> None:
    works = [each for each in records("crossref-json") if each.get("DOI")]
    assert len(works) > 500
    for work in works:
        article = resolved(work["DOI"], {"status": "ok", "message": work})
        assert article.doi.lower() == work["DOI"].lower()
        if work.get("title"):
            assert article.title
        families = [each["family"] for each in work.get("author") or () if each.get("family")]
        assert [name.family for name in article.author if name.family] == families
        of_record(article.doi, work)


def test_every_datacite_record_becomes_its_article() -> None:
    answers = [each for each in records("datacite-json") if isinstance(each.get("data"), dict)]
    assert len(answers) > 50
    for answer in answers:
        doi = answer["data"]["id"]
        article = resolved(doi, 404, [{"DOI": doi, "RA": "DataCite"}], answer)
        assert identifier.same(article.doi, doi)
        assert article.title or not answer["data"]["attributes"]["titles"]


def test_every_pubmed_record_becomes_its_article() -> None:
    """As E-utilities send them: a set of several, from which each is taken for itself."""
    seen = 0
    for pair in records("pairs-zotero"):
        if not isinstance(pair, dict) or "<PubmedArticleSet" not in str(pair.get("input", "")):
            continue
        headers = {"content-type": "text/xml"}
        whole = Response(200, "", headers, pair["input"].encode())
        numbers = [each for each in _pmids(pair["input"]) if each]
        collecting = pubmed.collect(numbers, SETTINGS)
        next(collecting)
        with pytest.raises(StopIteration) as collected:
            collecting.send(whole)
        for number, (_, answer) in zip(numbers, collected.value.value, strict=True):
            flow = pubmed.resolve(number, SETTINGS)
            next(flow)
            with pytest.raises(StopIteration) as end:
                flow.send(answer)
            article: Article = end.value.value
            assert article.pmid == number
            assert article.title
            seen += 1
    assert seen > 10


def _pmids(text: str) -> list[str]:
    """The records' own PMIDs, not those of what they cite."""
    from lxml import etree

    root = etree.fromstring(text.encode(), etree.XMLParser(load_dtd=False, no_network=True))
    return [each.findtext("*/PMID", "") for each in root]


def test_every_pmc_article_becomes_its_article() -> None:
    seen = 0
    for path in shared_files("jats-xml", ".xml"):
        number = re.search(r"PMC[0-9]+", path.name)
        if number is None:
            continue
        text = re.sub(rb"<\?xml[^>]*>|<!DOCTYPE[^>]*>", b"", path.read_bytes())
        body = b"<pmc-articleset>" + text + b"</pmc-articleset>"
        flow = pmc.resolve(number[0], SETTINGS)
        next(flow)
        with pytest.raises(StopIteration) as end:
            flow.send(Response(200, "", {"content-type": "text/xml"}, body))
        article: Article = end.value.value
        assert article.pmcid == number[0]
        assert article.title
        seen += 1
    assert seen > 4


def test_every_crossref_record_can_be_written_and_cited() -> None:
    for work in list(records("crossref-json"))[::3]:
        article = dois.from_crossref(work)
        for name in ("bibtex", "ris", "csl-json"):
            assert citeform.dumps(article, name)
        assert citeform.loads(citeform.dumps(article, "csl-json"), "csl-json")[0] == article
        assert isinstance(citeform.format(article), str)


def test_all_of_them_by_one_batch(tmp_path: Path) -> None:
    works = {
        identifier.key(each["DOI"]): each
        for each in records("crossref-json")
        if each.get("DOI") and identifier.key(each["DOI"])
    }
    with Server(records=works, rate=(500, 1.0)) as server:
        settings = server.settings(cache=tmp_path / "cache.sqlite3", use_cache=True)
        with Fetcher(settings) as fetcher:
            results = fetcher.fetch_many(works)
    assert [each.problem for each in results] == [None] * len(works)
    assert [identifier.key(each.article.doi) for each in results] == list(works)
    assert len(server.log) < len(works) / 10
