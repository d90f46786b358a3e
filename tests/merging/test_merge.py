import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import citeform
from citeform import Article, Date, Library, Name
from citeform.merging import join, matching, merge
from citeform.merging.choice import choose
from citeform.merging.fingerprint import words

FELIS = Article(
    id="felis",
    type="article-journal",
    title="On the sleep of domestic cats",
    author=[Name("Felis", "Martin L."), Name("Lynx", "Ada")],
    issued=Date(2017),
    container_title="Journal of Feline Studies",
    volume="41",
    page="495-511",
)


def different(**changes):
    return FELIS.replace(**{"id": "other", **changes})


# ------------------------------------------------------------------ which are of one work


ONE_WORK = [
    {"doi": "10.1000/A", "title": ""},
    {"title": "On the Sleep of Domestic Cats."},
    {"title": "On the sleep of domestic <i>cats</i>"},
    {"title": "On the sleep of domestci cats"},
    {"container_title": "J. Feline Stud."},
    {"container_title": "J Feline Stud", "author": [Name("Félis", "M.")], "page": "495"},
    {"issued": Date(2017, 5, 3)},
    {"volume": "", "page": "", "container_title": ""},
    {"author": ()},
]
TWO_WORKS = [
    {"title": "On the sleep of domestic dogs and their owners"},
    {"title": "On the sleep of domestic cats 2"},
    {"title": "On the sleep of domestic cats II"},
    {"title": "On the sleep of domestic cats β"},
    {"issued": Date(2018)},
    {"volume": "42"},
    {"page": "500-511"},
    {"author": [Name("Lynx", "Ada")]},
    {"container_title": "Annals of Zoology"},
    {"type": "thesis", "container_title": "", "volume": "", "page": ""},
    {"type": "article", "container_title": "", "volume": "", "page": ""},
    {"doi": "10.1000/b"},
]


@pytest.mark.parametrize("changes", ONE_WORK)
def test_one_work(changes):
    first = FELIS.replace(doi="10.1000/a") if "doi" in changes else FELIS
    assert len(merge([first], [different(**changes)]).articles) == 1


@pytest.mark.parametrize("changes", TWO_WORKS)
def test_two_works(changes):
    first = FELIS.replace(doi="10.1000/a")
    assert len(merge([first], [different(**changes)]).articles) == 2


def test_volumes_of_a_book_are_not_the_book():
    book = FELIS.replace(type="book", volume="", page="", container_title="", isbn="9783161484100")
    volume = book.replace(id="v", volume="1")
    assert len(merge([book, volume]).articles) == 2
    assert len(merge([book, book.replace(id="b")]).articles) == 1


def test_short_titles_need_the_same_author_and_container():
    note = FELIS.replace(title="Editorial", volume="", page="")
    assert len(merge([note, note.replace(id="b")]).articles) == 1
    assert len(merge([note, note.replace(id="b", author=())]).articles) == 2
    assert len(merge([note, note.replace(id="b", container_title="")]).articles) == 2


def test_a_wrong_doi_does_not_join_two_works():
    one = FELIS.replace(doi="10.1000/a")
    other = Article(id="x", type="book", title="Quantum gravity for poets", doi="10.1000/a")
    assert len(merge([one, other]).articles) == 2


def test_preprints_in_two_versions_are_one_work():
    one = Article(id="a", type="article", title="Cats", url="https://arxiv.org/abs/1501.00001v1")
    two = Article(id="b", type="article", title="Cats", url="https://arxiv.org/abs/1501.00001v3")
    assert merge([one, two]).joined[0].reasons == ("both have arXiv 1501.00001",)


def test_exact_joins_by_identifier_only():
    assert len(merge([FELIS], [different()], similar=False).articles) == 2
    with_doi = [each.replace(doi="10.1000/a") for each in (FELIS, different())]
    assert len(merge(with_doi, similar=False).articles) == 1


def test_a_chain_of_likenesses_does_not_join_what_contradicts():
    middle = different(id="b", volume="", page="")
    last = different(id="c", volume="42", page="500-511")
    merged = merge([FELIS, middle, last])
    assert len(merged.articles) == 2
    assert {each.volume for each in merged.articles} == {"41", "42"}


@pytest.mark.parametrize("measure", ["rapidfuzz", "difflib"])
def test_both_measures_of_likeness_agree_on_typing_errors(measure, monkeypatch):
    if measure == "difflib":
        monkeypatch.setattr(matching, "_measure", lambda: matching._with_difflib)
    else:
        pytest.importorskip("rapidfuzz")
    assert len(merge([FELIS], [different(title="On the sleep of domestci cats")]).articles) == 1
    assert len(merge([FELIS], [different(title="On the diet of domestic goats")]).articles) == 2


# ------------------------------------------------------------------ which value is taken


@pytest.mark.parametrize(
    ("field", "values", "taken", "conflicts"),
    [
        ("title", ("Cats", "Cats and dogs"), "Cats and dogs", 1),
        ("title", ("Cats", "cats."), "Cats", 0),
        ("title", ("Cats in C", "Cats in C++"), "Cats in C++", 1),
        ("publisher", ("!", "?"), "!", 1),
        ("title", ("CATS AND DOGS", "Cats and dogs"), "Cats and dogs", 0),
        ("title", ("Cafe des chats", "Café des chats"), "Café des chats", 0),
        ("title", ("Cats &amp; dogs", "Cats & dogs"), "Cats & dogs", 0),
        ("title", ("Cats and…", "Cats and dogs"), "Cats and dogs", 1),
        ("doi", ("nonsense", "10.1000/a"), "10.1000/a", 1),
        ("doi", ("https://doi.org/10.1000/a", "10.1000/A"), "10.1000/A", 0),
        ("isbn", ("978-3-16-148410-1", "978-3-16-148410-0"), "978-3-16-148410-0", 1),
        ("isbn", ("0306406152", "9780306406157"), "9780306406157", 0),
        ("issued", (Date(2017), Date(2017, 5)), Date(2017, 5), 0),
        ("issued", (Date(2017, 5), Date(2017)), Date(2017, 5), 0),
        ("issued", (Date(2017, 5), Date(2018)), Date(2017, 5), 1),
        ("issued", (Date(literal="in press"), Date(2018)), Date(2018), 0),
        ("page", ("495", "495-511"), "495-511", 0),
        ("page", ("495–511", "495-511"), "495–511", 0),
        ("page", ("1-9", "11-19"), "1-9", 1),
        ("type", ("document", "book"), "book", 0),
        ("type", ("book", "report"), "book", 1),
        ("url", ("https://doi.org/10.1000/a", "https://example.org/cats"), "https://example.org/cats", 0),
        ("url", ("http://example.org/a", "https://example.org/a/"), "https://example.org/a/", 0),
        ("container_title", ("J. Cats", "Journal of Cats"), "Journal of Cats", 0),
        ("container_title_short", ("Journal of Cats", "J Cats"), "J Cats", 1),
        ("accessed", (Date(2020, 1, 1), Date(2021, 1, 1)), Date(2021, 1, 1), 0),
        ("keyword", ("cats, sleep", "Sleep; dogs"), "cats, sleep, dogs", 0),
        ("volume", ("n/a", "3"), "3", 1),
        (
            "author",
            ((Name("Felis", "M."), Name.others()), (Name("Felis", "Martin"), Name("Lynx", "A."))),
            (Name("Felis", "Martin"), Name("Lynx", "A.")),
            0,
        ),
        ("author", ((Name("Felis", "M."),), (Name("Felis", "Martin"),)), (Name("Felis", "Martin"),), 0),
        ("author", ((Name("FELIS", "M."),), (Name("Felis", "M."),)), (Name("Felis", "M."),), 0),
        ("author", ((Name("Felis", "M."),), (Name("Lynx", "M."),)), (Name("Felis", "M."),), 1),
    ],
)  # fmt: skip
def test_choice(field, values, taken, conflicts):
    choice = choose(field, values)
    assert choice.taken == taken
    assert len(choice.others) == conflicts
    assert choice.reason


def test_people_are_completed_by_what_the_other_record_knows_of_them():
    full = Name("Felis", "Martin", suffix="Jr.")
    known = Name("Felis", "M.", orcid="0000-0002-1825-0097", affiliation=["Cat College"])
    lynx = Name("Lynx", "Ada")
    choice = choose("author", [(full, lynx), (known, Name.others())])
    assert choice.taken == (
        full.replace(orcid="0000-0002-1825-0097", affiliation=("Cat College",)),
        lynx,
    )
    assert choice.others == ()


def test_what_formats_keep_for_themselves_is_put_together():
    one = FELIS.replace(custom={"bibtex": {"file": "a.pdf", "x": "1"}})
    two = different(custom={"bibtex": {"x": "2", "y": "3"}, "ris": {"ZZ": "4"}})
    article, choices = join([one, two])
    assert article.custom["bibtex"] == {"file": "a.pdf", "x": "1", "y": "3"}
    assert article.custom["ris"] == {"ZZ": "4"}
    assert choices[-1].others == ("{'bibtex': {'x': '2'}}",)


# ------------------------------------------------------------------ the whole


def test_the_first_record_gives_id_and_place_and_the_others_what_it_lacks():
    merged = merge(
        [Article(id="z", title="Zebras in the wild of Africa", issued=Date(2001)), FELIS],
        [different(abstract="They sleep.", issued=Date(2017, 5)), Article(id="y", title="Yaks")],
    )
    assert [each.id for each in merged.articles] == ["z", "felis", "y"]
    assert merged.articles[1] == FELIS.replace(abstract="They sleep.", issued=Date(2017, 5))
    (joined,) = merged.joined
    origins = [(each.library, each.index, each.id) for each in joined.origins]
    assert origins == [(0, 1, "felis"), (1, 0, "other")]


def test_an_id_of_two_works_is_changed_for_the_second_and_told():
    zebra = Article(id="felis", title="Zebras in the wild of Africa", author=[Name("Equus")])
    merged = merge([FELIS, Article(id="felisa", title="Lions of Asia")], [zebra])
    assert [each.id for each in merged.articles] == ["felis", "felisa", "felisb"]
    assert "felisb" in str(merged.diagnostics(["a.bib", "b.bib"])[-1])


def test_the_diagnostics_tell_each_value_that_was_not_taken():
    library = citeform.merge(
        [FELIS], [different(publisher="Cat Press")], [different(publisher="Dog Press", id="c")]
    )
    assert [found.code for found in library.diagnostics] == ["merge.joined", "merge.conflict"]
    assert "took 'Cat Press'" in library.diagnostics[1].message
    assert "not 'Dog Press'" in library.diagnostics[1].message
    assert isinstance(library, Library)


def test_nothing_to_join_changes_nothing():
    articles = [FELIS, Article(), Article(), Article(id="", title="Yaks")]
    assert list(merge(articles).articles) == articles


_TITLES = st.sampled_from(
    ["On the sleep of domestic cats", "On the sleep of domestic cat", "Yaks", "", "Yaks 2"]
)
_ARTICLES = st.lists(
    st.builds(
        Article,
        id=st.sampled_from(["a", "b", "ba", ""]),
        type=st.sampled_from(["book", "article-journal", ""]),
        title=_TITLES,
        doi=st.sampled_from(["", "10.1000/a", "10.1000/B", "nonsense"]),
        volume=st.sampled_from(["", "1", "2"]),
        author=st.sampled_from(
            [(), (Name("Felis", "M."),), (Name("Felis", "Martin"), Name.others())]
        ),
        issued=st.sampled_from([None, Date(2017), Date(2017, 5)]),
        publisher=st.text(max_size=5),
    ),
    max_size=7,
)


@given(_ARTICLES, _ARTICLES)
def test_no_record_and_no_value_goes_without_being_told(one, two):
    merged = merge(one, two)
    of_joined = sum(len(each.origins) for each in merged.joined)
    assert len(one) + len(two) == len(merged.articles) - len(merged.joined) + of_joined
    ids = [each.id for each in merged.articles if each.id]
    assert len(ids) == len(set(ids))
    everything = [*one, *two]
    for joined in merged.joined:
        told = {choice.field: (choice.taken, *choice.others) for choice in joined.choices}
        for origin in joined.origins:
            publisher = everything[origin.number].publisher
            result = (
                next(each for each in merged.articles if each.id == joined.id)
                if joined.id
                else None
            )
            if publisher and result and result.publisher != publisher:
                assert words(publisher) in {words(str(each)) for each in told["publisher"]}


def test_endless_titles_take_no_endless_time():
    long = "On cats " * 50_000
    one, other = FELIS.replace(title=long + "and dogs"), different(title=long + "and cats")
    start = time.process_time()
    merge([one, other])
    assert time.process_time() - start < 2


_TEXT = st.one_of(
    st.text(max_size=12), st.sampled_from(["10.1000/a", "9783161484100", "1501.00001", "I", "1-9"])
)
_DATES = st.one_of(
    st.none(),
    st.builds(
        Date, st.one_of(st.none(), st.integers(-9999, 9999)), st.integers(0, 13), literal=_TEXT
    ),
)
_WILD = st.builds(
    Article,
    id=_TEXT, type=_TEXT, title=_TEXT, doi=_TEXT, isbn=_TEXT, url=_TEXT, number=_TEXT, page=_TEXT,
    keyword=_TEXT, container_title=_TEXT, language=_TEXT, issued=_DATES, accessed=_DATES,
    author=st.lists(st.builds(Name, _TEXT, _TEXT, literal=_TEXT), max_size=2),
    custom=st.dictionaries(st.sampled_from(["bibtex", "ris"]), st.one_of(_TEXT, st.dictionaries(_TEXT, _TEXT, max_size=2)), max_size=2),
)  # fmt: skip


@given(st.lists(_WILD, max_size=4))
def test_any_records_are_survived(articles):
    merged = merge(articles, articles[:2])
    assert len(merged.articles) <= len(articles) + 2
    for found in merged.diagnostics(["a", "b"]):
        assert found.message
    joined, choices = join(articles or [Article()])
    for choice in choices:
        assert getattr(joined, choice.field) == choice.taken or choice.field == "custom"


def test_time_is_near_linear():
    def library(size):
        stems = itertools.islice(itertools.product("abcdefghij", repeat=5), size)
        return [
            Article(
                id=str(n),
                title=f"On the {''.join(stem) * 3} of cats",
                author=[Name("Felis")],
                issued=Date(2017),
            )
            for n, stem in enumerate(stems)
        ]

    def seconds(size):
        articles = library(size)
        start = time.process_time()
        merge(articles)
        return time.process_time() - start

    # Eight times as many would take 64 times as long if it were not linear; a busy machine may
    # double either figure.
    assert min(seconds(8000) for _ in range(2)) < 24 * max(seconds(1000) for _ in range(3)) + 0.3
