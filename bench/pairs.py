"""How citeform agrees with others, source by source and field by field.

    python -m bench.pairs

A field counts once per record. It is equal; or the other tool does not have it ("more"); or it is
another one for a reason that the test of the source lists, with the verdict whose value is right:
ours ("better") or neither, or theirs ("other"); or it differs without a reason, and then the test
fails. Both shares are of the fields that the other tool has.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.data import test_pairs_bibtex as bibtex
from tests.data import zotero
from tests.data.reasons import Reason, judge
from tests.formats import test_web_pairs as web
from tests.formats import test_zotero_pairs as imports

Source = tuple[str, zotero.Score, tuple[Reason, ...]]


def pairs() -> Iterator[Source]:
    """Each source of inputs with expected outputs: its score, and why the differences."""
    for translator in imports.FORMATS:
        yield f"Zotero, {translator}", imports.scored(translator), imports.REASONS[translator]
    yield "Zotero, BibTeX", zotero.score(bibtex.zotero_pairs()), bibtex.ZOTERO
    yield "pandoc, BibTeX and biblatex", bibtex.pandoc_score(), bibtex.PANDOC
    yield "cff-converter, schema.org", web.nodes_score("schema-org"), web.NODES
    yield "cff-converter, CodeMeta", web.nodes_score("codemeta"), web.NODES


def other_records() -> Iterator[Source]:
    """Two records of one work by different hands, of which neither must be as the other is."""
    yield "registries, pages of works", zotero.score(web.pages()), web.REASONS


def main() -> None:
    """Print the tables."""
    columns = ("fields", "equal", "more", "better", "other", "none", "equal %", "or better")
    print(f"{'pairs':32}" + "".join(f"{column:>10}" for column in columns))
    for source in pairs():
        print(_row(*source))
    print("no pairs")
    for source in other_records():
        print(_row(*source))


def _row(name: str, score: zotero.Score, reasons: tuple[Reason, ...]) -> str:
    judged = judge(score, reasons)
    numbers = (
        score.equal + len(score.differences),
        judged.equal,
        judged.more,
        judged.better,
        judged.other,
        judged.unexplained,
    )
    shares = f"{judged.equal_share:10.1%}{judged.good_share:10.1%}"
    return f"{name:32}" + "".join(f"{number:10}" for number in numbers) + shares


if __name__ == "__main__":
    main()
