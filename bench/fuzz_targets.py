"""Targets of `bench.fuzz`: each takes bytes, calls one part of citeform, and raises where that fails.

An exception that a part promises for bad input (`UnknownFormatError`, `StyleError` …) is none here;
everything else is, and so is a broken promise, as `AssertionError`.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import citeform
from citeform.diagnostics import Report
from citeform.errors import (
    StyleError,
    UnknownFormatError,
    UnknownLocaleError,
    UnknownOutputError,
    UnknownStyleError,
    UsageError,
)
from citeform.formats.registry import BUILT_IN

if TYPE_CHECKING:
    from citeform.model.article import Article

Target = Callable[[bytes], None]
TODAY = dt.date(2020, 1, 1)
MOST_ARTICLES = 40
"""So many articles of one input are written, checked or merged."""


def targets() -> dict[str, Target]:
    """Every target by name: each format that can be read, and the other parts."""
    return {
        **{name: partial(read_format, name) for name, info in BUILT_IN.items() if info.reads},
        "any-format": read_any,
        "bibtex-tree": bibtex_tree,
        "identifiers": identifiers,
        "dates": dates,
        "text": text,
        "tex": tex,
        "xml": xml,
        "styles": styles,
        "citing": citing,
        "media-types": media_types,
        "checks": checks,
        "merging": merging,
    }


def as_text(data: bytes) -> str:
    """Text with whatever the bytes hold, lone surrogates included."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape")


def either(data: bytes) -> str | bytes:
    """As bytes or as text; which of the two follows from the bytes."""
    return as_text(data) if zlib.crc32(data) & 1 else data


def read_format(name: str, data: bytes) -> None:
    """Read, write in the same format and in one other, and read what was written."""
    library = citeform.loads(either(data), name)
    assert all(str(each) for each in library.diagnostics)
    few = list(library)[:MOST_ARTICLES]
    writers = [each for each, info in BUILT_IN.items() if info.writes]
    other = writers[(zlib.crc32(data) >> 1) % len(writers)]
    for writer in {name, other} & set(writers):
        written = write(few, writer)
        if BUILT_IN[writer].reads:
            citeform.loads(written, writer)


def write(articles: Iterable[Article], name: str) -> str:
    """The articles in a format; it must be possible to put the text into a file."""
    written = citeform.dumps(articles, name, report=Report())
    written.encode("utf-8")
    return written


def read_any(data: bytes) -> None:
    """Read without naming the format."""
    with suppress(UnknownFormatError):
        citeform.loads(either(data))


def bibtex_tree(data: bytes) -> None:
    """The tree of a BibTeX text is that text, and setting a field leaves the rest alone."""
    from citeform.formats import bibtex

    source = as_text(data)
    tree = bibtex.parse(source)
    assert str(tree) == source, "the tree is not the text"
    for entry in tree.entries[:3]:
        before = str(entry)
        try:
            entry["note"] = "a {b} c"
        except UsageError:
            assert str(entry) == before, "a change that was refused left traces"
        else:
            assert entry["note"] == "a {b} c", "the value set is not there"
        list(entry)
    bibtex.parse(str(tree))


def identifiers(data: bytes) -> None:
    """All functions of all kinds; what is found is valid."""
    from citeform.identifiers.kinds import KINDS, classify, kind

    source = as_text(data)
    for each in (source, source[:200]):
        classify(each)
    for name in KINDS:
        module = kind(name)
        found = module.find_all(source)
        assert module.find(source) == (found[0] if found else ""), f"{name}: find is not first"
        for value in found[:20]:
            assert module.is_valid(value), f"{name}: found {value!r}, which is none"
            module.url(value).encode("utf-8")
        for line in source[:2000].splitlines()[:20]:
            normal = module.normalize(line)
            assert not normal or module.normalize(normal) == normal, f"{name}: {normal!r}"
            module.url(line)
            problem = getattr(module, "problem", None)
            if problem is not None:
                problem(line)


def dates(data: bytes) -> None:
    """Dates read, written as EDTF, and read again as the same."""
    source = as_text(data)
    for each in (source[:5000], *source[:3000].splitlines()[:30]):
        date = citeform.Date.parse(each)
        str(date)
        edtf = date.to_edtf()
        if edtf:
            assert citeform.Date.parse(edtf).to_edtf() == edtf, f"{each!r} -> {edtf!r}"


def text(data: bytes) -> None:
    """Inline markup through every case, punctuation and output; the readers of other markups."""
    from citeform.text import jats, pandoc, tags
    from citeform.text.case import apply_case
    from citeform.text.entities import decode_entities
    from citeform.text.markup import parse
    from citeform.text.output.registry import BUILT_IN as OUTPUTS
    from citeform.text.output.registry import get_output
    from citeform.text.punctuation import settle

    source = as_text(data)[:8000]
    curly = bool(zlib.crc32(data) & 2)
    rich = parse(source, curly)
    forms = [source, rich, tags.parse(source)]
    for case in (
        "lowercase",
        "uppercase",
        "capitalize-first",
        "capitalize-all",
        "sentence",
        "title",
    ):
        for language in ("en-US", "tr", ""):
            forms += [apply_case(rich, case, language)]
    forms += [settle(rich, into_quotes=True), settle(source, into_quotes=False)]
    forms += [jats.from_jats(source), jats.abstract_from_jats(source), jats.plain_from_jats(source)]
    forms += [pandoc.from_pandoc(source), pandoc.to_pandoc(source), decode_entities(source)]
    tags.without_tags(source)
    layout = {"hanging_indent": True, "entry_spacing": 1, "line_spacing": 1}
    for name in OUTPUTS:
        output = get_output(name)
        for form in forms[:3]:
            shown = output.render(form)
            shown.encode("utf-8")
            output.bibliography([output.entry(form)], layout)
        output.render(forms[zlib.crc32(data) % len(forms)]).encode("utf-8")


def tex(data: bytes) -> None:
    """LaTeX to text and text to LaTeX, and back."""
    from citeform.text.tex import decode, decode_plain, encode, encode_plain
    from citeform.text.tex.decode import unknown_commands

    source = as_text(data)[:20_000]
    for value in (source, source[:100]):
        shown = decode(value)
        decode(value, protect=True)
        decode_plain(value)
        unknown_commands(value)
        for ascii in (False, True):
            for written in (encode(value, ascii=ascii), encode(shown, ascii=ascii)):
                assert not ascii or written.isascii() or not value.isascii(), "not ASCII"
                decode(written)
            encode_plain(value, ascii=ascii)


def xml(data: bytes) -> None:
    """The XML parser."""
    from citeform.text.xmltree import parse_xml, text_of, to_data, without_namespaces

    root = parse_xml(either(data), Report())
    if root is not None:
        without_namespaces(root)
        text_of(root)
        to_data(root)


def styles(data: bytes) -> None:
    """A style that is not as it should be formats a few articles all the same."""
    from bench.fuzz_inputs import own_articles
    from citeform.csl.citation import Citation, Cite
    from citeform.csl.style import Style

    try:
        style = Style.from_xml(either(data))
    except (StyleError, UnknownLocaleError):
        return
    articles = list(own_articles())
    style.bibliography(articles, links=True).to("html").encode("utf-8")
    cited = [Citation(Cite("felis2017", locator="7")), Citation(Cite("anon"), Cite("felis2017"))]
    for each in style.process(articles, cited).citations:
        str(each)


def citing(data: bytes) -> None:
    """Odd articles in four styles and all outputs."""
    from citeform.text.output.registry import BUILT_IN as OUTPUTS

    few = citeform.loads(either(data), "csl-json")[:6]
    outputs = list(OUTPUTS)
    number = zlib.crc32(data) >> 1
    for place, style in enumerate(
        ("springer", "springer-current", "apa", "chicago-fullnote-bibliography")
    ):
        output = outputs[(number + place) % len(outputs)]
        try:
            citeform.format(few, style, output=output, links=bool(number & 8)).encode("utf-8")
        except (UnknownStyleError, UnknownOutputError):
            continue


def media_types(data: bytes) -> None:
    """Headers that are none, and the answer to those that are."""
    from bench.fuzz_inputs import own_articles
    from citeform.media_types import format_of, negotiate

    header = as_text(data)
    format_of(header)
    choice = negotiate(header)
    if choice is not None:
        assert choice.media_type.isascii()
        assert "\n" not in choice.media_type
        if zlib.crc32(data) % 8 == 0:
            with suppress(UnknownStyleError, UnknownLocaleError):
                choice.render(own_articles())


def checks(data: bytes) -> None:
    """Every rule on odd articles; mending the mended changes nothing."""
    from citeform.checks import check, mend

    few = citeform.loads(either(data), "crossref" if b'"message"' in data else "csl-json")[:10]
    for found in check(few, today=TODAY):
        str(found)
    for article in few:
        mended, _ = mend(article, today=TODAY)
        again, made = mend(mended, today=TODAY)
        assert again == mended, f"mending once more: {made}"


def merging(data: bytes) -> None:
    """Odd articles joined; none gets lost, ids are unique."""
    from citeform.merging import merge

    few = list(citeform.loads(either(data), "csl-json"))[:20]
    merged = merge(few[::2], few[1::2], few[:2])
    assert len(merged.articles) <= len(few) + 2
    assert merged.articles or not few
    for each in merged.diagnostics():
        str(each)
