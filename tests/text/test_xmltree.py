"""The XML parser: nothing a document says is trusted, nothing that can be read is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.diagnostics import Report
from citeform.text.xmltree import inner_xml, parse_xml, text_of, to_data, without_namespaces


def parsed(data: bytes | str) -> tuple[str | None, list[str]]:
    """The text of the document, None where there is none, and the codes of the diagnostics."""
    report = Report()
    root = parse_xml(data, report)
    return (None if root is None else text_of(root)), [found.code for found in report]


def test_entities_of_html_are_characters_and_unknown_ones_stay():
    text = "<a>x&nbsp;&eacute; &foo; & b &#233; <![CDATA[&amp;]]></a>"
    assert parsed(text) == ("x é &foo; & b é &amp;", [])


def test_windows_characters_under_unicode_numbers():
    assert parsed("<a>1&#150;9 \x97</a>") == ("1–9 —", [])


@pytest.mark.parametrize(
    ("data", "text", "codes"),
    [
        (b'<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>', "é", []),
        ('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16"), "é", []),
        ("<a>é</a>".encode("utf-16-be"), "é", []),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe9</a>', "é", ["input.encoding"]),
        (b'<?xml version="1.0" encoding="klingon"?><a>\xc3\xa9</a>', "é", ["input.encoding"]),
        (b'<?xml version="1.0" encoding="hex"?><a>x</a>', "x", ["input.encoding"]),
        (b"\xef\xbb\xbf<a>x</a>", "x", []),
    ],
)
def test_encodings(data, text, codes):
    assert parsed(data) == (text, codes)


def test_no_file_is_read_and_no_entity_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    text = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a b="&x;">&x;</a>'
    assert parsed(text) == ("&x;", ["xml.doctype"])


def test_a_document_type_without_declarations_is_nothing_to_report():
    assert parsed('<!DOCTYPE a PUBLIC "-//NLM//DTD x" "http://x/y.dtd"><a>x</a>') == ("x", [])


def test_line_numbers_are_those_of_the_file():
    report = Report()
    root = parse_xml('<?xml version="1.0"?>\n<!DOCTYPE a\n[ ]>\n<a>\n<b/></a>', report)
    assert root is not None
    assert root[0].sourceline == 5


def test_what_is_broken_is_read_as_far_as_it_goes():
    assert parsed("<a><b>x</a><c>") == ("x", ["xml.syntax"])


@pytest.mark.parametrize("data", ["", "   ", "hello", "<", "<!DOCTYPE a [", b"\xff\xfe\x00"])
def test_no_xml_at_all(data):
    text, codes = parsed(data)
    assert text is None
    assert codes


BOMB = (
    '<!DOCTYPE a [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    + "]><a>&l9;</a>"
)


def test_a_bomb_does_not_go_off():
    assert parsed(BOMB) == ("&l9;", ["xml.doctype"])


@pytest.mark.parametrize(
    "piece",
    [
        "<a>",
        "&",
        "<!--",
        "<![CDATA[",
        "<!DOCTYPE [",
        "<?",
        "\0",
        "<a b='",
        "<a x='1' ",
        "&#0;",
        "]]>",
    ],
)
def test_megabytes_of_it_end_soon(piece):
    data = "<r>" + piece * (2_000_000 // len(piece))
    start = time.process_time()
    _, codes = parsed(data)
    assert time.process_time() - start < 10
    assert codes


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"<a>{text}</a>"))
def test_nothing_raises(data):
    parsed(data)


@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<a b='", "'", ">", "&", "&#55296;", "<!", "[", "x"]))
)
def test_no_markup_raises(pieces):
    parsed("".join(pieces))


def test_local_names_also_of_prefixes_that_were_not_declared():
    report = Report()
    root = parse_xml('<x:a xmlns:x="u"><x:b/><y:c/></x:a>', report)
    assert root is not None
    assert [each.tag for each in without_namespaces(root).iter()] == ["a", "b", "c"]


def test_an_element_as_data():
    root = parse_xml('<a x="1"><b>2</b><b y="3">4</b><c>5<i>6</i></c></a>', Report())
    assert root is not None
    expected = {"@x": "1", "b": ["2", {"@y": "3", "#text": "4"}], "c": {"#markup": "5<i>6</i>"}}
    assert to_data(root) == expected


def test_an_element_as_data_is_not_endlessly_deep():
    root = parse_xml("<a>" * 200 + "x" + "</a>" * 200, Report())
    assert root is not None
    data, depth = to_data(root), 0
    while isinstance(data, dict):
        data, depth = data["a"], depth + 1
    assert (data, depth) == ("x", 40)


def test_the_inside_of_an_element():
    root = parse_xml("<a>1 &lt; <b>2</b> &amp; 3</a>", Report())
    assert root is not None
    assert inner_xml(root) == "1 &lt; <b>2</b> &amp; 3"
