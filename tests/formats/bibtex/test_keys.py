"""Citation keys: patterns, clashes, and that existing keys stay."""

import pytest

import citeform
from citeform import Article, Date, Name
from citeform.errors import UnknownNameError, UsageError
from citeform.formats.bibtex.keys import Keys, compile_pattern

WORK = Article(
    author=(Name("Müller-Lüdenscheidt", "A."), Name("Ørsted", "H. C."), Name("C")),
    title='The <i>quick</i> brown fox’s "jump" over <span class="nocase">NASA</span>',
    issued=Date(1999, 3),
    container_title="Journal of Foxes",
    page="12-19",
    volume="7",
)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("auth.lower + shorttitle(3,3) + year", "müllerlüdenscheidtQuickBrownFoxs1999"),
        ("auth.fold + year", "MullerLudenscheidt1999"),
        ("auth(3).fold.lower + '_' + shortyear", "mul_99"),
        ("authors(2, 1).fold + year", "MOEtAl1999"),
        ("authetal.fold", "MullerLudenscheidtEtAl"),
        ("authorlast + firstpage", "C12"),
        ("auth(n=4).fold", "Mull"),
        ("journal.abbr + volume", "J7"),
        ("veryshorttitle.upper", "QUICK"),
        ("year.prefix('y') + month", "y199903"),
        ("title.substring(1, 8)", "TheQuick"),
    ],
)
def test_a_pattern(pattern, key):
    assert "".join(term(WORK) for term in compile_pattern(pattern)) == key


def test_the_default():
    ((key, _),) = Keys().assign([WORK])
    assert key == "mullerludenscheidt1999quick"


@pytest.mark.parametrize(
    "pattern", ["auth +", "+ year", "auth.", "auth(", "auth year", "§", "auth(+)"]
)
def test_a_wrong_pattern_says_where(pattern):
    with pytest.raises(UsageError, match=r"character [0-9]+"):
        compile_pattern(pattern)


def test_an_unknown_part_names_the_close_ones():
    with pytest.raises(UnknownNameError, match="'shorttitle'"):
        compile_pattern("shorttitel")
    with pytest.raises(UnknownNameError, match="'lower'"):
        compile_pattern("auth.lowr")


def test_clashes_get_letters_in_the_order_of_the_input():
    works = [Article(author=Name("Doe"), issued=Date(2000), title="Cats") for _ in range(3)]
    assert [key for key, _ in Keys().assign(works)] == [
        "doe2000cats",
        "doe2000catsa",
        "doe2000catsb",
    ]


def test_existing_keys_never_move():
    work = Article(author=Name("Doe"), issued=Date(2000), title="Cats")
    taken = work.replace(id="doe2000cats")
    assert [key for key, _ in Keys().assign([work, taken])] == ["doe2000catsa", "doe2000cats"]
    assert citeform.dumps(taken.replace(id="odd:Key/1+x"), "bibtex").startswith(
        "@misc{odd:Key/1+x,"
    )


def test_rekeying_is_on_demand():
    work = Article(id="x", author=Name("Doe"), issued=Date(2000), title="Cats")
    text = citeform.dumps(work, "biblatex", key="auth + year", rekey=True)
    assert text.startswith("@misc{Doe2000,")
