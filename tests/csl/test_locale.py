"""Locales: look-up, fall-back, merging (CSL 1.0.2, "Terms", "Locale Fallback", "Ordinal Suffixes")."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.csl.languages import dialect, file_chain, fold
from citeform.csl.locale import Locale, Term, load_locale, parse_locale, resolve
from citeform.csl.packages import locale_tags
from citeform.diagnostics import Report
from citeform.errors import UnknownLocaleError
from citeform.text.xmlsmall import parse_small_xml

_HEAD = '<locale xmlns="http://purl.org/net/xbiblio/csl" '


def own(content: str, lang: str = "") -> Locale:
    """A cs:locale as a style has it."""
    attribute = f'xml:lang="{lang}"' if lang else ""
    report = Report()
    root = parse_small_xml(f"{_HEAD}{attribute}>{content}</locale>", report)
    assert root is not None
    assert not report.diagnostics
    return parse_locale(root)


def terms(content: str, lang: str = "") -> Locale:
    return own(f"<terms>{content}</terms>", lang)


# ------------------------------------------------------------------ tags


@pytest.mark.parametrize(
    ("tag", "folded"),
    [
        ("de", "de"),
        ("DE-at", "de-AT"),
        ("de_AT", "de-AT"),
        ("de_AT.UTF-8", "de-AT"),
        ("de_DE@euro", "de-DE"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("en-US-x-sort-ja-alalc97", "en-US"),
        ("de-DE-1996", "de-DE"),
        ("es-419", "es"),
        ("en-UK", "en-GB"),
        ("iw", "he"),
        ("../../etc/passwd", ""),
        ("fr French", ""),
        ("", ""),
    ],
)
def test_folding(tag, folded):
    assert fold(tag) == folded


@pytest.mark.parametrize(
    ("tag", "chosen"),
    [
        ("de", "de-DE"),
        ("en", "en-US"),
        ("pt", "pt-PT"),
        ("zh", "zh-CN"),
        ("sr", "sr-Latn-RS"),
        ("ar", "ar"),
        ("ar-EG", "ar"),
        ("zh-Hant", "zh-TW"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh-HK", "zh-TW"),
        ("sr-Cyrl", "sr-Cyrl-RS"),
        ("no", "nb-NO"),
        ("en-AU", "en-AU"),
    ],
)
def test_dialect_that_a_tag_chooses(tag, chosen):
    assert dialect(tag) == chosen


@pytest.mark.parametrize(
    ("tag", "chain"),
    [
        ("de-AT", ("de-AT", "de-DE", "en-US")),
        ("de-DE", ("de-DE", "en-US")),
        ("en-GB", ("en-GB", "en-US")),
        ("en-AU", ("en-US",)),
        ("zh-TW", ("zh-TW", "zh-CN", "en-US")),
    ],
)
def test_files_of_a_dialect(tag, chain):
    assert file_chain(tag) == chain


@pytest.mark.parametrize("tag", ["xx", "", "../locales-de-DE", "klingon", "x" * 10_000, "de/AT"])
def test_unknown_languages_are_an_error(tag):
    with pytest.raises(UnknownLocaleError):
        load_locale(tag)


def test_an_unknown_locale_names_the_close_ones():
    with pytest.raises(UnknownLocaleError, match="did you mean 'de-DE'"):
        load_locale("dx-DE")


@given(st.text(max_size=20))
def test_any_text_is_a_tag_or_an_unknown_locale(tag):
    try:
        locale = load_locale(tag)
    except UnknownLocaleError:
        return
    assert locale.tag.partition("-")[0] in {each.partition("-")[0] for each in locale_tags()}


# ------------------------------------------------------------------ terms


def test_single_and_multiple():
    english = load_locale("en-US")
    assert english.term("page", "short") == "p."
    assert english.term("page", "short", plural=True) == "pp."


def test_a_term_without_numbers_is_the_same_in_both():
    assert own("<terms><term name='in'>within</term></terms>").find_term("in") == Term(
        "within", "within"
    )


@pytest.mark.parametrize(
    ("defined", "asked", "expected"),
    [
        ({"long"}, "verb-short", "long"),
        ({"long", "verb"}, "verb-short", "verb"),
        ({"long", "verb", "short"}, "verb-short", "verb"),
        ({"long", "short"}, "symbol", "short"),
        ({"long"}, "symbol", "long"),
        ({"long"}, "short", "long"),
        ({"long"}, "verb", "long"),
        ({"short"}, "long", None),
        ({"symbol"}, "short", None),
        ({"long"}, "no-such-form", "long"),
    ],
)
def test_a_form_that_is_missing_is_replaced(defined, asked, expected):
    locale = terms("".join(f'<term name="x" form="{form}">{form}</term>' for form in defined))
    assert locale.term("x", asked) == expected


def test_undefined_and_empty_are_different():
    locale = terms('<term name="and"/>')
    assert locale.term("and") == ""
    assert locale.term("or") is None


def test_blanks_at_the_ends_of_a_term_are_meant_but_indentation_is_not():
    locale = terms(
        '<term name="ad"> C.E.</term><term name="in">\n     in\n    der  Tat\n  </term>'
        '<term name="at">a<!-- not b -->c</term><term name="on"><multiple>m</multiple></term>'
    )
    assert [locale.term(name) for name in ("ad", "in", "at", "on")] == [
        " C.E.",
        "in der Tat",
        "ac",
        "",
    ]


def test_both_spellings_of_a_renamed_term_are_one_term():
    assert load_locale("en").term("sub verbo", "short") == "s.v."
    restyled = resolve("en", [terms('<term name="sub verbo" form="short">see</term>')])
    assert restyled.term("sub-verbo", "short") == "see"


# ------------------------------------------------------------------ fall-back and merging


def test_sources_in_their_order():
    sources = [
        terms('<term name="a">none</term>'),
        terms('<term name="a">language</term>', "de"),
        terms('<term name="a">dialect</term>', "de-AT"),
    ]
    found = []
    while sources:
        found.append(resolve("de-AT", sources).term("a"))
        sources.pop()
    assert [*found, resolve("de-AT", []).term("a")] == ["dialect", "language", "none", None]


def test_the_order_of_the_elements_does_not_matter():
    sources = [terms('<term name="a">language</term>', "de"), terms('<term name="a">none</term>')]
    assert resolve("de-AT", sources).term("a") == "language"


def test_a_language_chooses_its_primary_dialect_and_a_dialect_falls_back_on_it():
    sources = [terms('<term name="a">Germany</term>', "de-DE")]
    assert resolve("de", sources).term("a") == "Germany"
    assert resolve("de-AT", sources).term("a") == "Germany"


def test_elements_for_other_languages_are_left_out():
    assert resolve("de", [terms('<term name="a">x</term>', "fr")]).term("a") is None


def test_locale_fall_back_comes_before_that_of_forms():
    sources = [terms('<term name="editor" form="verb">style verb</term>')]
    merged = resolve("en-US", sources)
    assert merged.term("editor", "verb-short") == "ed. by"
    assert merged.term("editor", "verb") == "style verb"


def test_a_secondary_dialect_draws_on_the_primary_one_and_on_english():
    austrian, german = load_locale("de-AT"), load_locale("de-DE")
    assert set(austrian.terms) >= set(german.terms)
    assert {name for name, _ in austrian.terms} >= {name for name, _ in load_locale("en-US").terms}
    assert austrian.term("month-01") == "Jänner"
    assert german.term("month-01") == "Januar"


def test_a_form_that_a_language_lacks_is_another_of_its_forms_and_not_english():
    """The letter of the specification prints "trans." in an Arabic text."""
    arabic = load_locale("ar")
    assert ("translator", "short") in load_locale("en-US").terms
    assert arabic.term("translator", "short") == arabic.term("translator")
    assert arabic.term("translator", "short") != load_locale("en-US").term("translator", "short")
    assert arabic.term("and", "symbol") == "&"


def test_a_style_for_a_language_without_a_locale_stands_over_english():
    merged = resolve("gx", [terms('<term name="editor">edxitor</term>', "gx")])
    assert (merged.tag, merged.term("editor"), merged.term("translator")) == (
        "gx",
        "edxitor",
        "translator",
    )


def test_dates_and_options_are_merged_one_by_one():
    merged = resolve(
        "de-DE",
        [
            own('<style-options limit-day-ordinals-to-day-1="true"/>'),
            own('<date form="numeric" delimiter="/"><date-part name="year"/></date>', "de"),
        ],
    )
    numeric, text = merged.date("numeric"), merged.date("text")
    assert numeric is not None
    assert text is not None
    assert [part.name for part in numeric.parts] == ["year"]
    assert numeric.get("delimiter") == "/"
    assert [(part.name, part.get("suffix")) for part in text.parts] == [
        ("day", " "),
        ("month", " "),
        ("year", ""),
    ]
    assert merged.limit_day_ordinals_to_day_1
    assert not merged.punctuation_in_quote
    assert resolve("en-US", [own('<style-options punctuation-in-quote="false"/>')]).options == {
        "punctuation-in-quote": False
    }


def test_quotation_marks_are_terms():
    assert load_locale("de").quotes == ("„", "“", "‚", "‘")
    merged = resolve("en", [terms('<term name="open-quote">«</term>')])
    assert merged.quotes == ("«", "”", "‘", "’")


def test_merging_changes_no_shared_table():
    before = dict(load_locale("en-US").terms)
    resolve("en-US", [terms('<term name="editor">changed</term>')])
    assert load_locale("en-US").terms == before


# ------------------------------------------------------------------ ordinals


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0th"),
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
        (1_000_003, "1000003rd"),
    ],
)
def test_english_ordinals(number, expected):
    assert load_locale("en-US").ordinal(number) == expected


def test_ordinals_follow_the_gender_and_fall_back_to_the_neuter():
    french = load_locale("fr-FR")
    assert french.ordinal(1, "feminine") == "1ʳᵉ"
    assert french.ordinal(1, "masculine") == "1ᵉʳ"
    assert [french.ordinal(number, "feminine") for number in (2, 21)] == ["2ᵉ", "21ᵉ"]
    assert french.ordinal(1) == "1ᵉ"


@pytest.mark.parametrize(
    ("match", "numbers"),
    [
        ("", [2, 12, 22, 32, 102]),
        ("last-digit", [2, 12, 22, 32, 102]),
        ("last-two-digits", [2, 102]),
        ("whole-number", [2]),
    ],
)
def test_what_a_one_digit_ordinal_matches(match, numbers):
    attribute = f'match="{match}"' if match else ""
    locale = terms(f'<term name="ordinal">.</term><term name="ordinal-02" {attribute}>x</term>')
    assert [n for n in (2, 3, 12, 22, 32, 102) if locale.ordinal_suffix(n) == "x"] == numbers


@pytest.mark.parametrize(
    ("match", "numbers"), [("", [12, 112]), ("last-two-digits", [12, 112]), ("whole-number", [12])]
)
def test_what_a_two_digit_ordinal_matches(match, numbers):
    attribute = f'match="{match}"' if match else ""
    locale = terms(f'<term name="ordinal">.</term><term name="ordinal-12" {attribute}>x</term>')
    assert [n for n in range(113) if locale.ordinal_suffix(n) == "x"] == numbers


def test_two_digits_win_over_one():
    locale = terms('<term name="ordinal-03">three</term><term name="ordinal-13">teen</term>')
    assert [locale.ordinal_suffix(n) for n in (3, 13, 23)] == ["three", "teen", "three"]


def test_redefining_one_ordinal_redefines_all():
    merged = resolve("en-US", [terms('<term name="ordinal">.</term>')])
    assert [merged.ordinal(n) for n in (1, 2, 3, 11)] == ["1.", "2.", "3.", "11."]
    assert merged.long_ordinal(3) == "third"


def test_the_four_ordinals_of_csl_1_0():
    locale = terms("".join(f'<term name="ordinal-0{n}">-{n}</term>' for n in range(1, 5)))
    assert [locale.ordinal_suffix(n) for n in (1, 2, 3, 4, 10, 11, 12, 13, 21, 32, 111)] == [
        "-1",
        "-2",
        "-3",
        "-4",
        "-4",
        "-4",
        "-4",
        "-4",
        "-1",
        "-2",
        "-4",
    ]


def test_long_ordinals_end_at_ten():
    english = load_locale("en")
    assert [english.long_ordinal(n) for n in (1, 10, 11)] == ["first", "tenth", "11th"]


def test_long_ordinals_have_genders_too():
    locale = terms(
        '<term name="long-ordinal-01">premier</term>'
        '<term name="long-ordinal-01" gender-form="feminine">première</term>'
    )
    assert [locale.long_ordinal(1, gender) for gender in ("", "masculine", "feminine")] == [
        "premier",
        "premier",
        "première",
    ]


def test_an_ordinal_without_a_neuter_is_feminine_or_masculine():
    locale = terms(
        '<term name="ordinal" gender-form="masculine">o</term>'
        '<term name="long-ordinal-01" gender-form="masculine">primeiro</term>'
    )
    both = terms(
        '<term name="ordinal" gender-form="masculine">o</term>'
        '<term name="ordinal" gender-form="feminine">a</term>'
    )
    assert (locale.ordinal(7), locale.ordinal(7, "feminine"), both.ordinal(7)) == ("7o", "7o", "7a")
    assert (locale.long_ordinal(1), locale.long_ordinal(2)) == ("primeiro", "2o")


def test_words_for_numbers_are_not_english_in_another_language():
    arabic = load_locale("ar")
    assert "second" not in {arabic.long_ordinal(2), arabic.long_ordinal(2, "masculine")}


def test_nouns_have_a_gender():
    french = load_locale("fr")
    assert (french.gender("edition"), french.gender("month-01"), french.gender("unknown")) == (
        "feminine",
        "masculine",
        "",
    )


# ------------------------------------------------------------------ every file


@pytest.mark.parametrize("tag", sorted(locale_tags()))
def test_every_locale_file_is_complete_enough_to_cite_with(tag):
    locale = load_locale(tag)
    assert locale.tag == tag
    assert set(locale.dates) == {"text", "numeric"}
    assert all(locale.dates[form].parts for form in locale.dates)
    assert set(locale.options) >= {"punctuation-in-quote"}
    for name in ("and", "et-al", "editor", "page", "no date", "month-12", "open-quote"):
        assert locale.term(name) is not None
    assert "None" not in locale.ordinal(7) + locale.long_ordinal(7)


def test_a_locale_is_parsed_once():
    assert load_locale("de_at") is load_locale("de-AT")
