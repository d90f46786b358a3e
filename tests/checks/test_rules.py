"""Every rule on at least one record that it finds odd and one that it must leave alone."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform import Article, Date, Name
from citeform.checks import Place, check, mend
from citeform.checks.rules import FIXABLE, RULES, RULES_ACROSS, UnknownRuleError, chosen
from citeform.diagnostics import CODES, Severity

TODAY = dt.date(2024, 6, 15)
SOUND = Article(
    id="felis2017",
    type="article-journal",
    title="On the sleep of cats",
    author=[Name("Felis", "Martin L.")],
    issued=Date(2017, 3),
    container_title="Journal of Feline Studies",
    volume="41",
    issue="2",
    page="495-511",
    doi="10.1000/felis.2017",
    issn="0317-8471",
    language="en",
)


def names(*family_and_given, **more):
    return [Name(*each) if isinstance(each, tuple) else each for each in family_and_given]


ODD = {
    "id.missing": [{"id": ""}],
    "id.characters": [{"id": "felis 2017"}, {"id": "a,b"}, {"id": "a#b"}],
    "type.missing": [{"type": ""}],
    "missing.title": [{"title": ""}],
    "missing.author": [{"author": ()}],
    "missing.date": [{"issued": None}],
    "missing.container": [{"container_title": ""}],
    "missing.publisher": [{"type": "book", "doi": "", "container_title": ""}],
    "missing.pages": [{"volume": "", "issue": "", "page": "", "doi": ""}],
    "missing.url": [{"type": "webpage", "doi": ""}],
    "doi.malformed": [{"doi": "felis"}, {"doi": "10.1000/a and 10.1000/b"}, {"doi": "10.10/a"}],
    "doi.form": [
        {"doi": "https://doi.org/10.1000/a"},
        {"doi": "doi:10.1000/a"},
        {"doi": "10.1000/a."},
    ],
    "doi.only-in-url": [{"doi": "", "url": "https://doi.org/10.1000/a"}],
    "doi.only-in-note": [{"doi": "", "note": "see doi:10.1000/a"}],
    "doi.conflict": [{"url": "https://doi.org/10.1000/another"}],
    "isbn.malformed": [{"isbn": "978-3-16-148410-1"}, {"isbn": "0306406152 1234"}],
    "issn.malformed": [{"issn": "0317-8472"}, {"issn": "0317-8471, 1234-5678"}],
    "issn.form": [{"issn": "03178471"}],
    "pmid.malformed": [{"pmid": "PMC123"}, {"pmid": "abc"}],
    "pmid.form": [{"pmid": "PMID: 123"}],
    "pmcid.malformed": [{"pmcid": "123"}],
    "pmcid.form": [{"pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/"}],
    "orcid.malformed": [{"author": [Name("Felis", "Martin", orcid="0000-0002-1825-0098")]}],
    "orcid.form": [
        {"author": [Name("Felis", "Martin", orcid="https://orcid.org/0000-0002-1825-0097")]}
    ],
    "url.malformed": [{"url": "www.example.org"}, {"url": "example"}, {"url": "http://a b"}],
    "url.repeats-doi": [{"url": "https://dx.doi.org/10.1000/FELIS.2017"}],
    "url.local": [
        {"url": "file:///tmp/a.pdf"},
        {"url": "C:\\a.pdf"},
        {"url": "http://localhost/a"},
    ],
    "url.proxy": [{"url": "https://www-example-org.ezproxy.uni.example/a"}],
    "name.all-caps": [{"author": [Name("FELIS", "MARTIN")]}],
    "name.initials": [{"author": [Name("Felis ML")]}, {"author": [Name("M.L. Felis")]}],
    "name.et-al": [
        {"author": [Name("Felis", "M."), Name("et al.")]},
        {"author": [Name(literal="and others")]},
        {"author": [Name("Felis", "M. et al.")]},
    ],
    "name.comma": [{"author": [Name("Felis, Lynx", "M.")]}, {"author": [Name("Felis", "Martin;")]}],
    "name.several": [{"author": [Name("Felis and Lynx", "M.")]}, {"author": [Name("Felis; Lynx")]}],
    "name.digits": [{"author": [Name("Felis1", "M.")]}, {"author": [Name("Felis*", "M.")]}],
    "name.body": [{"author": [Name("Organization", "World Health")]}],
    "name.title": [
        {"author": [Name("Felis", "Dr. Martin")]},
        {"author": [Name("Felis", "Ann, Ph.D.")]},
    ],
    "name.placeholder": [{"author": [Name("Anonymous")]}, {"author": [Name(literal="n/a")]}],
    "name.repeated": [{"author": [Name("Felis", "Martin"), Name("Felis", "Martin")]}],
    "name.given-only": [{"author": [Name("", "Martin")]}],
    "date.impossible": [
        {"issued": Date(2023, 2, 29)},
        {"issued": Date(2020, 5, end=Date(2020, 6, 31))},
    ],
    "date.unparsed": [{"issued": Date(literal="10 15")}],
    "date.future": [
        {"issued": Date(2031)},
        {"accessed": Date(2024, 8)},
        {"accessed": Date(2024, 6, 18)},
    ],
    "date.reversed": [
        {"issued": Date(2020, end=Date(2019))},
        {"issued": Date(2020, 5, end=Date(2020, 4))},
    ],
    "date.implausible": [{"issued": Date(217)}, {"accessed": Date(1970, 1, 1)}],
    "title.all-caps": [
        {"title": "ON THE SLEEP OF CATS"},
        {"container_title": "JOURNAL OF FELINE STUDIES"},
    ],
    "title.full-stop": [{"title": "On the sleep of cats."}],
    "title.quoted": [{"title": "“On the sleep of cats”"}],
    "title.truncated": [
        {"title": "On the sleep of cats and other..."},
        {"title": "On cats (and dogs"},
    ],
    "title.address": [
        {"title": "10.1000/abc"},
        {"title": "paper.pdf"},
        {"title": "Microsoft Word - cats"},
    ],
    "title.placeholder": [{"title": "[Untitled]"}, {"title": "???"}],
    "title.repeats-container": [{"title": "Journal of feline studies"}],
    "container.truncated": [{"container_title": "Proceedings of the"}],
    "text.entity": [{"title": "Cats &amp; dogs"}, {"publisher": "Presses univ&eacute;"}],
    "text.tag": [{"title": "On <em>Felis</em>"}, {"abstract": "<jats:p>Cats.</jats:p>"}],
    "text.markup": [
        {"title": "On <i>Felis"},
        {"title": "On Felis</i>"},
        {"title": "<i>a<b>b</i></b>"},
    ],
    "text.latex": [
        {"title": "\\'Etude"},
        {"title": "The {DNA} of cats"},
        {"author": [Name('Schr{\\"o}der', "A.")]},
    ],
    "text.braces": [{"title": "On {cats"}],
    "text.mojibake": [{"title": "Ã‰tude"}, {"author": [Name("SchrÃ¶der", "A.")]}],
    "text.replacement": [{"title": "On ca\ufffds"}],
    "text.spaces": [
        {"title": "On  cats"},
        {"title": " On cats"},
        {"author": [Name("Felis ", "M.")]},
    ],
    "text.invisible": [{"title": "On the sl\u00adeep"}, {"title": "On\u0007 cats"}],
    "text.composition": [{"title": "e\u0301tude"}],
    "page.backwards": [{"page": "99-90"}, {"page": "1-3, 9-5"}],
    "page.dash": [{"page": "1--9"}, {"page": "1–9"}, {"page": "1 - 9"}],
    "page.prefix": [{"page": "pp. 1-9"}, {"page": "p.7"}],
    "page.same": [{"page": "5-5"}],
    "page.placeholder": [{"page": "n/a"}, {"page": "0-0"}, {"page": "??"}],
    "number.prefix": [{"volume": "Vol. 3"}, {"issue": "No. 4"}, {"edition": "2nd ed."}],
    "number.placeholder": [{"volume": "0", "issue": "0"}, {"issue": "ahead-of-print"}],
    "language.form": [{"language": "English"}],
}
"""By code: changes to the sound record that the rule has to find."""

FINE = {
    "id.characters": [{"id": "10.1000/a(b)c"}, {"id": "Müller:2010-a_b.c/d"}, {"id": "https://doi.org/10.1000/a#b"}],
    "missing.title": [{"title": "", "title_short": "Cats"}, {"title": "", "type": "interview"}],
    "missing.author": [{"author": (), "editor": [Name("Lynx")]}, {"author": (), "type": "webpage"}],
    "missing.date": [{"issued": None, "status": "in press"}, {"issued": Date(literal="n.d.")}],
    "missing.container": [{"container_title": "", "container_title_short": "J Fel"}],
    "doi.malformed": [{"doi": "10/gf4p2k"}, {"doi": "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"}],
    "doi.form": [{"doi": "10.1007/JHEP06(2019)030"}],
    "doi.conflict": [{"url": "https://doi.org/10.1000/FELIS.2017"}],
    "isbn.malformed": [{"isbn": "978-3-16-148410-0 (hbk), 0306406152"}, {"isbn": "9783161484100 0306406152"}],
    "issn.malformed": [{"issn": "0317-8471 (print); 2434-561X (online)"}, {"issn": "World Wide Web: 2434-561X; Print: 0317-8471"}],
    "url.malformed": [{"url": "https://example.org/a(b)?c=d"}, {"url": "ftp://example.org/a"}],
    "url.local": [{"url": "https://example.org/home/a"}],
    "name.all-caps": [{"author": [Name("NASA")]}, {"author": [Name("O'G", "A.")]}, {"author": [Name("李明", "华")]}],
    "name.initials": [{"author": [Name("Felis Lynx")]}, {"author": [Name("Department of Cats A")]}],
    "name.et-al": [{"author": [Name("Felis", "M."), Name.others()]}, {"author": [Name("Etal", "M.")]}],
    "name.several": [{"author": [Name("Ortega y Gasset", "José")]}, {"author": [Name(literal="Simon and Schuster")]}],
    "name.digits": [{"author": [Name(literal="3M Company")]}],
    "name.body": [{"author": [Name(literal="World Health Organization")]}, {"author": [Name("Academia", "J.")]}],
    "name.title": [{"author": [Name("Drozd", "M.")]}, {"author": [Name("Felis", "Dror")]}],
    "name.repeated": [{"author": [Name("Wang", "L."), Name("Wang", "L.")]}],
    "date.impossible": [{"issued": Date(2024, 2, 29)}, {"issued": Date(1900, 2, 28)}, {"issued": Date(-43, 3, 15)}],
    "date.unparsed": [{"issued": Date(literal="in press")}, {"issued": Date(literal="Trinity term")}],
    "date.future": [{"issued": Date(2025)}, {"accessed": Date(2024, 6, 16)}, {"event_date": Date(2030)}],
    "date.reversed": [{"issued": Date(2020, end=Date())}, {"issued": Date(2020, 12, end=Date(2020, 12))}, {"issued": Date(2019, season=4, end=Date(2020, 1))}],
    "date.implausible": [{"type": "classic", "issued": Date(-44)}, {"type": "book", "issued": Date(1543)}],
    "title.all-caps": [{"container_title": "PLOS ONE"}, {"title": "DNA"}, {"title": "信息与文献 参考文献著录规则 GB/T"}],
    "title.full-stop": [{"title": "On cats in the U.S.A."}, {"title": "Cats etc."}, {"title": "Sleep. On cats."}, {"title": "And then…"}],
    "title.truncated": [{"title": "On cats: a) big ones (lions), b) small ones"}, {"title": "Wait..."}],
    "title.address": [{"title": "Cats.com and the rise of pets"}, {"type": "webpage", "title": "https://example.org"}],
    "title.repeats-container": [{"type": "book", "title": "Journal of Feline Studies"}],
    "container.truncated": [{"container_title": "Signal Processing, IEEE Transactions on"}, {"container_title": "The"}],
    "text.entity": [{"title": "AT&T; cats"}, {"title": "Cats & dogs"}],
    "text.tag": [{"title": "The <i>Felis</i> genome at p < 0.05 and q > 2"}, {"title": "The <x> operator"}],
    "text.markup": [{"title": 'H<sub>2</sub>O and <span class="nocase">DNA</span>'}],
    "text.latex": [{"title": "Sets {0,1} in $\\alpha_{x}$-space"}, {"abstract": "We use \\textit{cats}"}, {"title": "Cost of $5 and 3$"}],
    "text.mojibake": [{"title": "Étude de l’Âge d’or, São Paulo"}, {"title": "«Ça va?»"}],
    "text.spaces": [{"abstract": "One.\n\nTwo."}],
    "text.invisible": [{"title": "می\u200cخواهم"}],
    "page.backwards": [{"page": "1234-41"}, {"page": "xii-4"}, {"page": "S12-B3"}, {"page": "e1-e9"}],
    "page.dash": [{"page": "e0123456"}, {"page": "1-9"}, {"page": "-"}],
    "page.prefix": [{"page": "S12"}, {"page": "P3"}, {"page": "p12"}],
    "page.same": [{"page": "5-50"}],
    "number.prefix": [{"volume": "Volume of essays"}, {"issue": "Nov"}, {"edition": "2nd revised ed."}],
    "number.placeholder": [{"issue": "0"}, {"volume": "IV"}],
    "language.form": [{"language": "pt-BR"}, {"language": "zh-Hant-TW"}, {"language": "en_US"}],
}  # fmt: skip
"""By code: changes to the sound record that look odd and are not."""


def codes(article, **options):
    return [found.code for found in check([article], today=TODAY, **options)]


def test_a_sound_record_gives_no_finding():
    assert check([SOUND], today=TODAY) == []


@pytest.mark.parametrize(
    ("code", "changes"), [(code, each) for code, several in ODD.items() for each in several]
)
def test_the_odd_is_found(code, changes):
    assert code in codes(SOUND.replace(**changes))


@pytest.mark.parametrize(
    ("code", "changes"), [(code, each) for code, several in FINE.items() for each in several]
)
def test_the_sound_is_left_alone(code, changes):
    assert code not in codes(SOUND.replace(**changes))


def test_every_rule_has_its_examples_and_its_line_in_the_table_of_codes():
    assert {rule.code for rule in RULES} == set(ODD)
    assert {rule.code for rule in (*RULES, *RULES_ACROSS)} <= set(CODES)


def test_every_rule_that_mends_is_shown_to_mend():
    mended = set()
    for code, several in ODD.items():
        for changes in several:
            article = SOUND.replace(**changes)
            after, made = mend(article, select=[code], today=TODAY)
            assert (after != article) == bool(made)
            if made:
                mended.add(code)
                assert code not in codes(after)
    assert mended == FIXABLE


@pytest.mark.parametrize(
    ("changes", "mended"),
    [
        ({"doi": "https://doi.org/10.1000/A"}, {"doi": "10.1000/A"}),
        (
            {"doi": "", "url": "https://doi.org/10.1000/a"},
            {"doi": "10.1000/a", "url": "https://doi.org/10.1000/a"},
        ),
        ({"title": "R&amp;amp;D of  cats."}, {"title": "R&D of cats"}),
        ({"title": "On <em>Felis</em>"}, {"title": "On <i>Felis</i>"}),
        ({"title": "&lt;i&gt;"}, {"title": "&lt;i&gt;"}),
        ({"title": "Ã¢Â\x80Â\x98Cats"}, {"title": "‘Cats"}),
        ({"page": "pp. 1–9"}, {"page": "1-9"}),
        ({"page": "pp. 5--5"}, {"page": "5"}),
        ({"volume": "Vol. 3", "edition": "2nd ed."}, {"volume": "3", "edition": "2"}),
        (
            {"author": [Name("Felis ", "M."), Name("et al.")]},
            {"author": (Name("Felis", "M."), Name.others())},
        ),
        (
            {"author": [Name("A ", "B "), Name("C ", "D ")]},
            {"author": (Name("A", "B"), Name("C", "D"))},
        ),
    ],
)
def test_mending(changes, mended):
    after, _ = mend(SOUND.replace(**changes), today=TODAY)
    assert {field: getattr(after, field) for field in mended} == mended


def test_select_and_ignore_take_codes_and_families():
    article = SOUND.replace(doi="doi:10.1000/a", isbn="1", page="5-5")
    assert codes(article, select=["doi", "isbn.malformed"]) == ["doi.form", "isbn.malformed"]
    assert codes(article, ignore=["doi", "page"]) == ["isbn.malformed"]
    assert codes(article, select=["doi"], ignore=["doi.form"]) == []
    assert "bibtex.syntax" in chosen()


def test_an_unknown_code_is_told_with_close_ones():
    with pytest.raises(UnknownRuleError, match=r"did you mean 'doi.form'"):
        check([SOUND], select=["doi.from"])


def test_places_and_severities():
    found = check([SOUND.replace(isbn="1")], today=TODAY, places=[Place("a.bib", 3, 1)])
    assert str(found[0]).startswith("a.bib:3:1: error[isbn.malformed] '1' is no ISBN")
    assert found[0].severity is Severity.ERROR
    assert found[0].record == "felis2017"


@pytest.mark.parametrize(
    "piece", [" ", "\n", "a ", "A. ", "<i>", "{", "$", "&amp;", "Ã", "-", "(", "e\u0301", "et al. "]
)
def test_time_is_linear(piece):
    def seconds(size):
        value = piece * (size // len(piece))
        fields = dict.fromkeys(
            ("title", "doi", "url", "isbn", "issn", "pmid", "page", "volume", "edition"), value
        )
        article = Article(**fields, author=[Name(value, value), Name(literal=value)])
        start = time.process_time()
        check([article], today=TODAY)
        mend(article, today=TODAY)
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 20 * seconds(2_500) + 0.1


_WORDS = st.text(
    alphabet=st.sampled_from("aB1 .,;&<>{}\\$-–\"'/():%ÃÂ©é\u0301\u00ad\ufffdxi\n@"), max_size=24
)
_ANY_TEXT = st.one_of(
    st.text(max_size=20),
    _WORDS,
    st.sampled_from(
        [
            value
            for several in ODD.values()
            for changes in several
            for value in changes.values()
            if isinstance(value, str)
        ]
    ),
)
_DATES = st.builds(
    Date,
    st.one_of(st.none(), st.integers(-5000, 9999)),
    st.integers(0, 30),
    st.integers(0, 99),
    end=st.one_of(st.none(), st.builds(Date, st.integers(-1, 3000))),
    literal=_ANY_TEXT,
)
_NAMES = st.lists(
    st.builds(Name, _ANY_TEXT, _ANY_TEXT, literal=_ANY_TEXT, suffix=_ANY_TEXT, orcid=_ANY_TEXT),
    max_size=3,
)
ARTICLES = st.builds(
    Article,
    id=_ANY_TEXT,
    type=st.sampled_from(["", "book", "article-journal", "chapter", "nonsense"]),
    title=_ANY_TEXT,
    container_title=_ANY_TEXT,
    abstract=_ANY_TEXT,
    note=_ANY_TEXT,
    doi=_ANY_TEXT,
    url=_ANY_TEXT,
    isbn=_ANY_TEXT,
    issn=_ANY_TEXT,
    pmid=_ANY_TEXT,
    pmcid=_ANY_TEXT,
    page=_ANY_TEXT,
    volume=_ANY_TEXT,
    issue=_ANY_TEXT,
    edition=_ANY_TEXT,
    language=_ANY_TEXT,
    issued=st.one_of(st.none(), _DATES),
    accessed=st.one_of(st.none(), _DATES),
    author=_NAMES,
)


@given(st.lists(ARTICLES, max_size=3))
def test_checking_never_raises_and_mending_is_done_in_one_go(articles):
    for found in check(articles, today=TODAY):
        assert found.code in CODES
        assert found.message
    for article in articles:
        mended, made = mend(article, today=TODAY)
        assert mend(mended, today=TODAY) == (mended, [])
        assert set(made) <= FIXABLE
