"""The outputs: each escapes for itself, completely, and puts markup only where a mark stands.

What an output writes is read back: HTML and Markdown by parsers, LaTeX, RTF and Typst by readers
below that know the few things the outputs may write and fail on everything else.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citeform.errors import UnknownOutputError
from citeform.text import marks
from citeform.text.marks import (
    BLOCK,
    BOLD,
    END,
    HREF_END,
    INDENT,
    ITALIC,
    LEFT_MARGIN,
    LINK,
    NAME,
    NOCASE,
    QUOTE,
    QUOTE_END,
    RIGHT_INLINE,
    SEAM,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    UNDERLINE,
    UPRIGHT,
)
from citeform.text.output.base import Output, safe_address
from citeform.text.output.html import Html
from citeform.text.output.registry import BUILT_IN, get_output

NASTY = [
    *"\\`*_{}[]()<>#+-.!|~$^@&%=:;\"'/?, \t\n01aAi\u00a0é中😀\x00\x1b\ud800\u2028",
    *("--", "...", "&amp;", "&#65;", "1. ", "(a) ", "http://a.b", "<script>alert(1)</script>"),
    *("[a](b)", "[^1]: ", "    ", "//", "/*", "```", "~~", "\\begin{x}", "^^41", "\\u65?", "#let "),
]
SHOWN = [ITALIC, BOLD, SMALL_CAPS, SUPERSCRIPT, SUBSCRIPT, UNDERLINE]

texts = st.lists(st.sampled_from(NASTY) | st.text(max_size=3), max_size=12).map("".join)


@st.composite
def rich_texts(draw) -> str:
    """Text with nested spans, shown and not."""
    pieces, depth = [], 0
    for _ in range(draw(st.integers(0, 6))):
        pieces.append(marks.clean(draw(texts)))
        step = draw(st.sampled_from(["open", "close", "none"]))
        if step == "open":
            pieces.append(draw(st.sampled_from([*SHOWN, NOCASE, NAME])))
            depth += 1
        elif step == "close" and depth:
            pieces.append(END)
            depth -= 1
    return "".join(pieces) + END * depth


def shown(text: str) -> str:
    """What a reader sees of a text: no controls, runs of blanks as one."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", marks.plain(text))
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", "", text)
    return " ".join(text.split())


def lowered(text: str) -> str:
    """The text without superscript characters, which HTML gets as <sup>."""
    return "".join(
        each
        for each in text
        # Of four of them Unicode does not say what they raise.
        if each not in "\u02c0\u02c1\u06e5\u06e6"
        and not unicodedata.decomposition(each).startswith("<super>")
    )


def render(output: str, rich: str) -> str:
    return get_output(output).render(rich)


# ------------------------------------------------------------------ readers


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in {"href", "src"}]
        assert {name for name, _ in attrs} <= {"style", "href", "class"}

    def handle_data(self, data):
        self.text.append(data)


def read_html(markup: str) -> tuple[str, _Tags]:
    parser = _Tags()
    parser.feed(markup)
    parser.close()
    return " ".join("".join(parser.text).split()), parser


_TEX = {
    **{rf"\{each}": each for each in "{}$&#%_"},
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textasciigrave{}": "`",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"\char34{}": '"',
    r"\,": "\u202f",
    r"\-": "\u00ad",
    r"\hspace{0pt}": "\u200b",
    "~": "\u00a0",
    "{}": "",
}
_TEX_TOKEN = re.compile(
    "|".join(map(re.escape, sorted(_TEX, key=len, reverse=True))) + r"|[^\\{}~$&#%_^]"
)


def read_tex(markup: str) -> str:
    """LaTeX without spans; fails on any character with a meaning."""
    tokens = _TEX_TOKEN.findall(markup)
    assert "".join(tokens) == markup
    assert not re.search(r"--|''|,,|[`<>|\"]", markup)
    return shown("".join(_TEX.get(token, token) for token in tokens))


_RTF_TOKEN = re.compile(r"\\u(-?[0-9]{1,5})\?|\\([\\{}])|([^\\{}])")


def read_rtf(markup: str) -> str:
    """RTF without spans; fails on any control word but \\u."""
    assert markup.isascii()
    units = []
    at = 0
    for token in _RTF_TOKEN.finditer(markup):
        assert token.start() == at
        at = token.end()
        number, escaped, plain = token.groups()
        if number is not None:
            units.append(int(number).to_bytes(2, "little", signed=True))
        else:
            units.append((escaped or plain).encode("utf-16-le"))
    assert at == len(markup)
    return " ".join(b"".join(units).decode("utf-16-le").split())


_TYPST_TOKEN = re.compile(r"\\([^A-Za-z0-9\s])|([^\\*_`$#@<>\[\]~\"'])")


def read_typst(markup: str) -> str:
    """Typst without spans; fails on any character with a meaning."""
    tokens = list(_TYPST_TOKEN.finditer(markup))
    assert "".join(token[0] for token in tokens) == markup
    assert not re.match(r" *(?:[-+=/]|[0-9]+\.(?:\s|$))", markup)
    assert not re.search(r"(?<!\\)(?:-[-?0-9]|/[/*]|\.\.\.)", markup)
    return " ".join("".join(token[1] or token[2] for token in tokens).split())


# ------------------------------------------------------------------ no text is markup


@given(texts)
@example("<img src=x onerror=alert(1)>")
@example("&lt;script&gt; &amp;lt;")
def test_html_shows_a_text_as_it_is(text):
    text = lowered(marks.clean(text))
    seen, parser = read_html(render("html", text))
    assert parser.tags == []
    assert seen == shown(text)


@given(rich_texts())
def test_html_has_the_tags_of_its_marks_and_no_others(rich):
    rich = lowered(rich)
    seen, parser = read_html(render("html", rich))
    assert len(parser.tags) == sum(rich.count(mark) for mark in SHOWN)
    assert seen == shown(rich)


def test_html_raises_superscript_characters():
    assert render("html", "1ᵉʳ & 2ᵉ") == "1<sup>e</sup><sup>r</sup> &#38; 2<sup>e</sup>"


@pytest.mark.parametrize("dialect", ["commonmark", "gfm-like"])
@given(rich=rich_texts())
@example(rich="1. Doe")
@example(rich="A. B. Doe")
@example(rich="- Doe")
@example(rich="    code")
@example(rich=f"{ITALIC}a {END}b {BOLD}{ITALIC}c{END}{END}d")
@example(rich=f"{ITALIC}a{END}{ITALIC}b{END}")
@example(rich=f"x{ITALIC}(a){END}y")
@example(rich=f"&{NOCASE}amp;{END}")
@example(rich="[a]: http://example.org")
@example(rich="a\n===\n\n# b\n> c")
def test_markdown_shows_a_text_as_it_is(dialect, rich):
    parser = MarkdownIt(dialect, {"linkify": False})
    page = parser.render(render("markdown", rich))
    seen, read = read_html(page)
    wanted = {"p", "em", "strong", "span", "sup", "sub", "u"}
    assert set(read.tags) <= wanted
    assert read.tags.count("p") <= 1
    assert len(read.tags) - read.tags.count("p") == sum(rich.count(mark) for mark in SHOWN)
    assert seen == shown(rich)


@given(texts)
def test_markdown_of_a_text_has_no_html(text):
    assert "<" not in render("markdown", marks.clean(text))


@given(texts)
@example("---  ''' ,,")
@example("\\input{/etc/passwd}")
@example('"a')
def test_latex_shows_a_text_as_it_is(text):
    assert read_tex(render("latex", marks.clean(text))) == shown(marks.clean(text))


@given(texts)
@example("\\'41 {\\*\\x}")
def test_rtf_shows_a_text_as_it_is(text):
    assert read_rtf(render("rtf", marks.clean(text))) == shown(marks.clean(text))


@given(texts)
@example("#import x")
@example("https://example.org")
@example("1. a")
@example("= a")
@example("pages -1--2, a...")
def test_typst_shows_a_text_as_it_is(text):
    assert read_typst(render("typst", marks.clean(text))) == shown(marks.clean(text))


@given(rich_texts())
def test_plain_text_has_no_controls_and_one_line(rich):
    text = get_output("text").entry(rich)
    assert text == shown(rich) or "\u00a0" in rich or not rich.isascii()
    assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", text)


@pytest.mark.parametrize("output", BUILT_IN)
@given(rich=rich_texts())
def test_every_output_can_be_encoded_and_has_no_mark_left(output, rich):
    text = get_output(output).entry(rich)
    text.encode("utf-8")
    assert text == marks.clean(text)


@pytest.mark.parametrize("output", BUILT_IN)
@given(rich=st.lists(st.sampled_from([chr(c) for c in range(0xFDD0, 0xFDF0)] + ["a"])).map("".join))
def test_marks_in_any_disorder_are_no_crash(output, rich):
    text = get_output(output).entry(rich)
    assert text.count("a") >= 0
    assert text == marks.clean(text)


# ------------------------------------------------------------------ what each writes

_SAMPLE = (
    f"{SMALL_CAPS}Doe{END}, {ITALIC}E. {UPRIGHT}coli{END}{END} {BOLD}3{END}"
    f"{SUPERSCRIPT}a{END}{SUBSCRIPT}2{END} & 50 %"
)


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("text", "Doe, E. coli 3a2 & 50 %"),
        (
            "html",
            (
                '<span style="font-variant:small-caps;">Doe</span>, <i>E. '
                '<span style="font-style:normal;">coli</span></i> <b>3</b><sup>a</sup><sub>2</sub>'
                " &#38; 50 %"
            ),
        ),
        (
            "markdown",
            (
                '<span style="font-variant:small-caps">Doe</span>, *E. '
                '<span style="font-style:normal">coli</span>* **3**<sup>a</sup><sub>2</sub> & 50 %'
            ),
        ),
        (
            "latex",
            (
                r"\textsc{Doe}, \textit{E. \textup{coli}} \textbf{3}\textsuperscript{a}"
                r"\textsubscript{2} \& 50 \%"
            ),
        ),
        ("rtf", r"{\scaps Doe}, {\i E. {\i0 coli}} {\b 3}{\super a}{\sub 2} & 50 %"),
        (
            "typst",
            (
                '#smallcaps[Doe];, #emph[E. #text(style: "normal")[coli];]; #strong[3];'
                "#super[a];#sub[2]; & 50 %"
            ),
        ),
    ],
)
def test_spans(output, expected):
    assert render(output, _SAMPLE) == expected


@pytest.mark.parametrize(
    ("rich", "expected"),
    [
        (f"{ITALIC}Nature{END} 5", "*Nature* 5"),
        (f"In: {ITALIC}Proc. X.{END}, 5", "In: *Proc. X.*, 5"),
        (f"a{ITALIC}b{END}c", "a<em>b</em>c"),
        (f"{ITALIC}Proc.{END}A", "<em>Proc.</em>A"),
        (f"{ITALIC}a{END}{BOLD}b{END}", "<em>a</em><strong>b</strong>"),
        (f"{ITALIC} a{END}", "<em> a</em>"),
        ("1. Doe", r"1\. Doe"),
        ("[1] Doe (2011) 28(Suppl 8): 14", r"\[1\] Doe (2011) 28(Suppl 8): 14"),
        ("https://doi.org/10.1/a_b", r"https://doi.org/10.1/a\_b"),
        ("C++ & R&D", "C&#43;+ &#38;D".replace("&#38;D", "& R&#38;D")),
    ],
)
def test_markdown_stays_readable(rich, expected):
    assert render("markdown", rich) == expected


def test_rtf_writes_a_character_beyond_the_first_plane_as_a_pair():
    assert render("rtf", "é😀") == r"\u233?\u-10179?\u-8704?"


def test_quotations_that_nobody_wrote_out_leave_the_spans_alone():
    rich = f"{ITALIC}a {QUOTE}b{QUOTE_END} c{END} d"
    assert render("html", rich) == "<i>a b c</i> d"


# ------------------------------------------------------------------ links


def link(address: str, text: str = "here") -> str:
    return f"{LINK}{address}{HREF_END}{text}{END}"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("text", "x & y"),
        ("html", '<a href="https://a.b/?q=1&#38;r=%22(2)#f_g">x &#38; <i>y</i></a>'),
        ("markdown", "[x & *y*](https://a.b/?q=1&amp;r=%22%282%29#f%5Fg)"),
        ("latex", r"\href{https://a.b/?q=1\&r=\%22(2)\#f\_g}{x \& \textit{y}}"),
        (
            "rtf",
            (
                r'{\field{\*\fldinst{HYPERLINK "https://a.b/?q=1&r=%22(2)#f_g"}}'
                r"{\fldrslt x & {\i y}}}"
            ),
        ),
        ("typst", '#link("https://a.b/?q=1&r=%22(2)#f_g")[x & #emph[y];];'),
    ],
)
def test_a_link(output, expected):
    assert render(output, link('https://a.b/?q=1&r="(2)#f_g', f"x & {ITALIC}y{END}")) == expected


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:x", " data:text/html,x", "//a.b", "vbscript:x", "", "a.b"],
)
@pytest.mark.parametrize("output", BUILT_IN)
def test_an_unsafe_address_is_no_link(output, address):
    assert render(output, link(address)) == "here"


@given(texts)
def test_a_safe_address_is_ascii_without_anything_that_ends_a_string(text):
    address = safe_address("https://" + text)
    assert re.fullmatch(r"https://[A-Za-z0-9%/:=&?~#+!$,;'@()*\[\]._-]*", address)


@given(texts)
def test_an_address_cannot_leave_its_attribute(text):
    _, parser = read_html(render("html", link("http://" + marks.clean(text))))
    assert parser.tags == ["a"]
    assert parser.addresses == [safe_address("http://" + marks.clean(text))]


@given(texts)
def test_a_markdown_link_is_one_link(text):
    address = "http://a.b/" + marks.clean(text).strip()
    page = MarkdownIt("commonmark").render(render("markdown", link(address)))
    _, parser = read_html(page)
    assert parser.tags == ["p", "a"]


def test_links_do_not_nest():
    inner = link("http://b.c", "in")
    assert render("html", link("http://a.b", f"out {inner}")) == '<a href="http://a.b">out in</a>'


def test_a_link_without_an_end_of_its_address_is_text():
    assert render("html", f"{LINK}http://a.b{END} c") == "http://a.b c"


# ------------------------------------------------------------------ blocks and bibliographies

_LABELLED = f"{LEFT_MARGIN}[1]{END}{RIGHT_INLINE}Doe, A.{END}"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("text", "[1] Doe, A."),
        ("markdown", r"\[1\] Doe, A."),
        ("latex", r"[1]\enskip{}Doe, A."),
        ("rtf", r"[1]\tab Doe, A."),
        ("typst", r"\[1\]#h(0.5em);Doe, A."),
    ],
)
def test_a_label_in_the_margin(output, expected):
    assert get_output(output).entry(_LABELLED) == expected


def test_display_blocks_are_lines_of_plain_text():
    rich = f"{BLOCK}Doe{END}{INDENT}A title{END}{BLOCK}Note{END}"
    assert get_output("text").entry(rich) == "Doe\n    A title\nNote"
    assert get_output("markdown").entry(rich) == "Doe\\\nA title\\\nNote"


def test_plain_text_keeps_blanks_that_do_not_break():
    assert get_output("text").entry("p.\u00a05  a") == "p.\u00a05 a"


@pytest.mark.parametrize("output", BUILT_IN)
def test_a_bibliography_has_its_entries_in_order(output):
    made = get_output(output)
    layout = {"hanging_indent": True, "entry_spacing": 0, "line_spacing": 2}
    text = made.bibliography([made.entry(each) for each in ("Alpha", "Beta", "Gamma")], layout)
    assert [text.index(each) for each in ("Alpha", "Beta", "Gamma")] == sorted(
        text.index(each) for each in ("Alpha", "Beta", "Gamma")
    )
    assert made.bibliography([], {}).count("Alpha") == 0


def test_a_latex_bibliography_takes_labels_as_labels():
    latex = get_output("latex")
    text = latex.bibliography([latex.entry(_LABELLED)], {"second_field_align": "flush"})
    assert r"\item[{[1]}] {}Doe, A." in text
    assert text.startswith(r"\begin{list}")
    assert text.endswith(r"\end{list}")


def test_a_latex_item_takes_no_bracket_of_the_text_for_its_label():
    latex = get_output("latex")
    assert "\\item{}[1] Doe" in latex.bibliography([latex.entry("[1] Doe")], {})


def test_an_rtf_bibliography_is_a_document_with_balanced_groups():
    rtf = get_output("rtf")
    text = rtf.bibliography([rtf.entry(_SAMPLE + "{")], {"hanging_indent": True})
    assert text.startswith("{\\rtf1\\ansi")
    unescaped = re.sub(r"\\[{}]", "", text)
    assert unescaped.count("{") == unescaped.count("}")


def test_a_typst_bibliography_of_labels_is_a_grid():
    typst = get_output("typst")
    text = typst.bibliography([typst.entry(_LABELLED)], {"second_field_align": "flush"})
    assert "#grid(" in text
    assert r"  [\[1\]], [Doe, A.]," in text


# ------------------------------------------------------------------ outputs of others


class Wiki(Output):
    name = "wiki"
    media_type = "text/x-wiki"
    spans: ClassVar = {ITALIC: ("''", "''")}

    def escape(self, text: str) -> str:
        return f"<nowiki>{html.escape(text)}</nowiki>"


def test_an_output_may_be_an_object():
    wiki = Wiki()
    assert get_output(wiki) is wiki
    assert wiki.render(f"a<{ITALIC}b{END}") == "<nowiki>a&lt;</nowiki>''<nowiki>b</nowiki>''"


def test_an_installed_distribution_adds_an_output(tmp_path, monkeypatch):
    (tmp_path / "orgmode_output.py").write_text(
        "from citeform.text.marks import ITALIC\n"
        "from citeform.text.output.base import Output\n"
        "class Org(Output):\n"
        "    name = 'org'\n"
        "    spans = {ITALIC: ('/', '/')}\n"
    )
    info = tmp_path / "orgmode_output-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: orgmode-output\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[citeform.outputs]\norg = orgmode_output:Org\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert get_output("org").render(f"{ITALIC}a{END}") == "/a/"


def test_an_unknown_output_names_the_close_ones():
    with pytest.raises(UnknownOutputError, match="did you mean 'markdown'"):
        get_output("markdwon")


def test_long_input_takes_linear_time():
    for output in BUILT_IN:
        assert len(get_output(output).render(f"{ITALIC}-{END}" * 20_000 + "[-" * 20_000)) >= 60_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  b", "a\u00a0 b"),
        ("a \u00a0b", "a\u00a0 b"),
        ("a\u00a0 b", "a\u00a0 b"),
        ("a \u00a0 b", "a \u00a0 b"),
        ("a  b \u00a0c", "a\u00a0 b\u00a0 c"),
    ],
)
def test_html_shows_two_blanks_and_begins_no_line_with_one(text: str, expected: str):
    assert get_output("html").render(text) == expected


class _Loud(Html):
    """An output of somebody else's, who escapes with an eye on the whole text."""

    def escape(self, text: str) -> str:
        return super().escape(text) + "!"


@given(
    st.lists(
        rich_texts()
        | st.sampled_from(
            [
                f"a{SEAM}{ITALIC}b",
                f"{END}{BOLD}a",
                f"{LINK}https://a.b{HREF_END}{ITALIC}c{END}{END}",
            ]
        ),
        max_size=6,
    ),
    st.sampled_from([*BUILT_IN, _Loud()]),
)
def test_many_entries_are_written_as_each_is(entries: list[str], output: str | Output):
    """Spans that are left open, links and seams of one entry reach no other."""
    writer = get_output(output)
    assert writer.entries(entries) == [writer.entry(each) for each in entries]
