"""How time and memory grow with hostile input: one piece repeated to 10 KB, 100 KB, 1 MB and 10 MB.

    python -m bench.hostile [--largest 10000000] [--format ris] [--limit 120] [--results FILE]

For every format that can be read, every piece of `PIECES` is repeated, bare and behind the `OPENING`
of the format so that it stands within a value, and read in a process of its own. Time must grow with
the size and memory be a small multiple of it. What is not so is printed: more than `STEEPEST` times
the time for ten times the input, more than `MEMORY` bytes for each byte, or no end within --limit
seconds of processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time

import citeform
from citeform.formats.registry import BUILT_IN

PIECES: tuple[str, ...] = (
    *(
        "{",
        "[",
        "(",
        "@",
        '"',
        "<a>",
        "&",
        "\\",
        "$",
        "-",
        " ",
        "\n",
        "TY  - ",
        "{{",
        "#",
        "and ",
        ",",
    ),
    *(
        "7",
        "<",
        "%",
        "a: ",
        "- ",
        "|",
        "'",
        "}{",
        "\\{",
        "x ",
        ". ",
        "<i>",
        '{"a":',
        "A. ",
        "{{cite ",
        "é",
    ),
)
OPENING: dict[str, str] = {
    "bibtex": "@article{a, author = {",
    "biblatex": "@article{a, title = {",
    "csl-json": '[{"id": "a", "title": "',
    "ndjson": '{"id": "a", "title": "',
    "crossref": '{"DOI": "10.1/a", "title": ["',
    "datacite": '{"data": {"attributes": {"titles": [{"title": "',
    "openalex": '{"id": "https://openalex.org/W1", "title": "',
    "europepmc": '{"resultList": {"result": [{"id": "1", "authorString": "',
    "schema-org": '{"@context": "https://schema.org", "@type": "Article", "name": "',
    "codemeta": '{"@context": "https://w3id.org/codemeta/3.0", "name": "',
    "ris": "TY  - JOUR\nAU  - ",
    "medline": "PMID- 1\nAU  - ",
    "enw": "%0 Journal Article\n%A ",
    "wos": "PT J\nAU ",
    "refworks": "RT Journal Article\nA1 ",
    "ovid": "<1>\nAuthors\n  ",
    "csv": 'Title,Authors\nT,"',
    "coins": '<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft.atitle=',
    "wikipedia": "{{cite journal |title=",
    "springer": "Felis, M.L. ",
    "springer-current": "Felis, M.L. ",
    "springer-page": "Title\n\nAuthors\n\n",
    "csl-yaml": "references:\n- id: a\n  title: ",
    "cff": "cff-version: 1.2.0\ntitle: ",
    "hayagriva": "a:\n  type: article\n  title: ",
    "html": '<html><head><meta name="citation_author" content="',
    "crossref-xml": "<doi_records><doi_record><crossref><journal><journal_article><titles><title>",
    "datacite-xml": '<resource xmlns="http://datacite.org/schema/kernel-4"><titles><title>',
    "pubmed-xml": "<PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>",
    "jats": "<article><front><article-meta><title-group><article-title>",
    "mods": '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>',
    "endnote-xml": "<xml><records><record><titles><title>",
}
"""What comes before the repeated piece to have it in a value."""

STEEPEST = 25.0
MEMORY = 120
_FREE_SECONDS = 0.4
_FREE_MEMORY = 80_000_000


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--largest", type=int, default=10_000_000)
    parser.add_argument("--format", action="append", default=[])
    parser.add_argument("--limit", type=int, default=120, help="seconds of processor time")
    parser.add_argument("--results", help="a file of JSON lines")
    args = parser.parse_args()
    bad = tried = 0
    for name in args.format or [info.name for info in BUILT_IN.values() if info.reads]:
        citeform.loads(OPENING[name], name)  # children begin with the imports done
        for piece in PIECES:
            for bare in (True, False):
                tried += 1
                verdict = grows(name, piece, bare, args)
                if verdict:
                    bad += 1
                    print(
                        f"{name:16} {piece!r:10} {'bare' if bare else 'in a value':10} {verdict}",
                        flush=True,
                    )
        print(f"{name}: done", flush=True)
    print(f"{tried} series, {bad} not as they should be")
    return 1 if bad else 0


def grows(name: str, piece: str, bare: bool, args: argparse.Namespace) -> str:
    """What is wrong with the growth; "" for nothing. Ends at the first size that is."""
    before = 0.0
    size = 10_000
    while size <= args.largest:
        seconds, memory, problem = run(name, piece, bare, size, args.limit)
        if args.results:
            row = {"format": name, "piece": piece, "bare": bare, "size": size}
            with open(args.results, "a", encoding="utf-8") as stream:
                stream.write(
                    json.dumps({**row, "seconds": seconds, "bytes": memory, "problem": problem})
                    + "\n"
                )
        if problem:
            return f"{size:,}: {problem}"
        if before and seconds > max(STEEPEST * before, _FREE_SECONDS):
            return f"{size:,}: {seconds:.1f} s after {before:.2f} s for a tenth"
        if memory > MEMORY * size + _FREE_MEMORY:
            return f"{size:,}: {memory / size:.0f} bytes for each byte"
        before = seconds
        size *= 10
    return ""


def run(name: str, piece: str, bare: bool, size: int, limit: int) -> tuple[float, int, str]:
    """Seconds, bytes and what went wrong, from a child that has the imports and nothing else."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
            answer: list[object] = [*measure(name, piece, bare, size), ""]
        except BaseException as problem:  # noqa: BLE001 -- every one is what we look for
            answer = [0.0, 0, f"{type(problem).__name__}: {problem}"[:200]]
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    if not told:
        return limit, 0, f"ended by signal {status & 127} (24 is the time limit)"
    seconds, memory, problem = json.loads(told)
    return seconds, memory, problem


def measure(name: str, piece: str, bare: bool, size: int) -> tuple[float, int]:
    """Read one input; the seconds and the bytes that it took on top of an ordinary one."""
    head = "" if bare else OPENING[name]
    citeform.loads(head + piece, name)  # imports
    text = head + piece * (size // len(piece))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    library = citeform.loads(text, name)
    seconds = time.process_time() - started
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    for each in library.diagnostics[:5]:
        str(each)
    return seconds, grown * 1024


if __name__ == "__main__":
    sys.exit(main())
