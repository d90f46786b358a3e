"""Small XML: what expat reads is what lxml reads; what it refuses, lxml mends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.diagnostics import Report
from citeform.text.xmlsmall import Element, parse_small_xml


def read(text: str) -> tuple[Element, list[str]]:
    report = Report()
    root = parse_small_xml(text, report)
    assert root is not None
    return root, [each.code for each in report.diagnostics]


def shown(element: Element) -> str:
    """Everything of an element, as one text."""
    attributes = "".join(f" {name}={value!r}" for name, value in element.attrib.items())
    children = "".join(shown(child) for child in element.children)
    return f"<{element.tag}{attributes}>{element.text}{children}</>{element.tail}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a/>", "<a></>"),
        ('<a xmlns="u" b="1" xml:lang="de"/>', "<{u}a b='1' {XML}lang='de'></>"),
        ("<a>x<b>y</b>z<c/>w</a>", "<a>x<b>y</>z<c></>w</>"),
        ("<a>x<!-- no -->y<?no no?>z</a>", "<a>xyz</>"),
        ("<a b='1\n2'>&amp;&#233;&eacute;</a>", "<a b='1 2'>&éé</>"),
        ('<?xml version="1.0"?><!DOCTYPE a><a/>', "<a></>"),
    ],
)
def test_tree(text: str, expected: str) -> None:
    """Tags and attributes with their namespaces, texts where they stand."""
    root, codes = read(text)
    namespace = "{http://www.w3.org/XML/1998/namespace}"
    assert (shown(root), codes) == (expected.replace("{XML}", namespace), [])


def test_lines() -> None:
    """Lines are those of the document, its declaration included."""
    root, _ = read('<?xml version="1.0"?>\n<a>\n<b/>\n\n<c/></a>')
    assert [root.line, *(child.line for child in root.children)] == [2, 3, 5]


def test_what_is_broken_is_mended_and_reported() -> None:
    """A tag that nobody closed."""
    root, codes = read("<a><b>x</a>")
    assert (shown(root), codes) == ("<a><b>x</></>", ["xml.syntax"])


def test_no_document() -> None:
    """Nothing at all is no element, and said to be so."""
    report = Report()
    assert parse_small_xml("", report) is None
    assert [each.code for each in report.diagnostics] == ["input.empty"]


def test_entities_are_not_expanded() -> None:
    """Neither parser ever sees the declaration."""
    bomb = '<!DOCTYPE a [<!ENTITY e "boom">]><a>&e;</a>'
    root, codes = read(bomb)
    assert (shown(root), codes) == ("<a>&e;</>", ["xml.doctype"])


def test_deep_documents_are_no_crash() -> None:
    """Ordinary depths come from expat, others from lxml with its limits."""
    for depth in (100, 250, 100_000):
        root, _ = read("<a>" * depth + "</a>" * depth)
        assert root.tag == "a"


@given(st.text(alphabet="<>ab/ &;!-[]?\"'=", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever comes: an element or none, and never an exception."""
    found = parse_small_xml(f"<a>{text}</a>", Report())
    assert found is None or found.tag
