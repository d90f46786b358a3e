"""What no output of any style may show: the checks of the test and of `bench/styles_sweep.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from citeform.csl.citation import Citation, Cite
from citeform.csl.style import Style
from citeform.text.marks import clean
from citeform.text.output.registry import get_output

if TYPE_CHECKING:
    from citeform import Article

LOCALES = ("en-US", "de-DE", "fr-FR", "ar")

_TAGS = frozenset({"i", "em", "b", "sup", "sub", "span", "div"})
_ATTRIBUTES = frozenset({"style", "class"})
_FAULTS = {
    "None": re.compile(r"\bNone\b"),
    "double blank": re.compile(r"  "),
    "doubled punctuation": re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|::|\?\?|!!"),
    "mark, blank, the same mark": re.compile(r", ,|; ;|: :|(?<!\.)\. \.(?! ?\.)"),
    "mark left": re.compile("[\ufdd0-\ufdef]"),
    "control character": re.compile("[\x00-\x08\x0b-\x1f]"),
}


class _Markup(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bad: list[str] = []
        self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open += 1
        if tag not in _TAGS or not {name for name, _ in attrs} <= _ATTRIBUTES:
            self.bad.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1

    def handle_comment(self, data: str) -> None:
        self.bad.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.bad.append(f"<!{decl}>")


def citations(articles: Sequence[Article]) -> list[Citation]:
    """Every work cited, then some again: ibid, with locators, several at once."""
    ids = [article.id for article in articles]
    single = [Citation(Cite(id), note=number) for number, id in enumerate(ids, 1)]
    number = len(single)
    return [
        *single,
        Citation(Cite(ids[-1]), note=number + 1),
        Citation(Cite(ids[-1], locator="12-14", label="page"), note=number + 2),
        Citation(*(Cite(id) for id in ids[:8]), note=number + 3),
        Citation(
            Cite(ids[1], prefix="see ", locator="3", label="chapter"),
            Cite(ids[4], suffix=", and others", suppress_author=True),
            note=number + 4,
        ),
    ]


def faults(xml: bytes, locale: str, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Every fault of a style in a locale, as its kind and where it was met."""
    html, text = get_output("html"), get_output("text")
    style = Style.from_xml(xml, locale)
    result = style.process(articles, citations(articles))
    texts = [
        *((f"citation {number}", each.rich) for number, each in enumerate(result.citations, 1)),
        *((f"entry {each.id}", each.rich) for each in result.bibliography),
    ]
    for place, rich in texts:
        plain = text.entry(rich)
        for kind, pattern in _FAULTS.items():
            # `entry` of plain text would hide double blanks, so the rich text is looked at.
            met = pattern.search(clean(rich) if kind == "double blank" else plain)
            if met:
                around = clean(rich) if kind == "double blank" else plain
                yield kind, f"{place}: …{around[max(met.start() - 50, 0) : met.end() + 30]}…"
        markup = _Markup()
        markup.feed(html.render(rich))
        markup.close()
        if markup.bad or markup.open:
            yield "markup", f"{place}: {markup.bad[:1]} {html.render(rich)[:200]}"
