"""How citeform agrees with others, source by source and field by field.

    python -m bench.pairs

A field counts once per record. It is equal; or it is one that the other does not have ("more"); or
it is another one for the reason that the test of the source lists; or it differs without a reason,
and then the test fails. The share of equal fields is given of those that the other has.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.data import test_pairs_bibtex as bibtex
from tests.data import zotero
from tests.formats import test_web_pairs as web
from tests.formats import test_zotero_pairs as imports


def sources() -> Iterator[tuple[str, zotero.Score, dict[str, str]]]:
    """Each source with its score and the reasons for the differences."""
    for translator in imports.FORMATS:
        yield f"Zotero, {translator}", imports.scored(translator), imports.REASONS[translator]
    yield "Zotero, BibTeX", zotero.score(bibtex.zotero_pairs()), bibtex.ZOTERO
    yield "pandoc, BibTeX and biblatex", bibtex.pandoc_score(), bibtex.PANDOC
    yield "cff-converter, schema.org", web.nodes_score("schema-org"), web.NODES
    yield "cff-converter, CodeMeta", web.nodes_score("codemeta"), web.NODES
    yield "registries, pages of works", zotero.score(web.pages()), web.REASONS


def main() -> None:
    """Print the table."""
    columns = ("fields", "equal", "more", "reason", "none", "equal %")
    print(f"{'':32}" + "".join(f"{column:>9}" for column in columns))
    for name, score, reasons in sources():
        more = sum(what.kind == "more" for what in score.differences.values())
        without = len(zotero.unexplained(score, reasons)[0])
        others = len(score.differences) - more
        share = score.equal / (score.equal + others)
        numbers = (
            score.equal + len(score.differences),
            score.equal,
            more,
            others - without,
            without,
        )
        print(f"{name:32}" + "".join(f"{number:9}" for number in numbers) + f"{share:9.1%}")


if __name__ == "__main__":
    main()
