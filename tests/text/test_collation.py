"""The order of texts in a language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeform.text.collation import collation_key


def in_order(words: str, language: str) -> list[str]:
    """Sorted from the wrong order, so that words that come out equal are found out."""
    backwards = words.split()[::-1]
    return sorted(backwards, key=lambda word: collation_key(word, language))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", "Aas Adam Ødegård Oz Þór Абрамов"),
        ("da-DK", "Adam Oz Thor Vang Yde Zorn Ærø Ødegård Aas"),
        ("sv-SE", "Adam Oz Yde Zorn Åberg Ärlig Öberg"),
        ("fi-FI", "Adam Oz Zorn Åberg Ærø Ödman"),
        ("et-EE", "Sool Šarm Zoo Tamm Viik Õun Älg Öö Üks Xi"),
        ("de-DE", "Mülle Müller Mullet Muth Öz Ozan"),
        ("es-ES", "Nunez Nz Ñandú Oz"),
        ("cs-CZ", "Cyr Čapek Duda Havel Chytil Ibl Rys Řezník Svák Šebor"),
        ("sk-SK", "Cyr Čapek Havel Chytil Ibl Oz Ôry"),
        ("hr-HR", "Cvek Čop Ćosić Dvor Džaja Đokić Lucić Ljubić Nušić Njegoš"),
        ("pl-PL", "Lz Łuk Ma Sz Ściek Zych Źrebiec Żak"),
        ("hu-HU", "Cz Csaba Duda Gz Gyula Oz Örkény Sz Szabó Ta"),
        ("ro-RO", "Az Ăsta Ânt Sz Șerban Tz Țuțea"),
        ("tr-TR", "Cz Çelik Hz Işık İnan Sz Şen Uz Ünal"),
        ("vi-VN", "Dz Đậu Ez Êm Lô Lơ Uz Ưng"),
        ("cy-GB", "Cz Chase Duda Dz Lz Lloyd"),
        ("lt-LT", "Ilz Yra Iza Jonas"),
        ("ru-RU", "Елин Ёлкин Ельцин Иванов Йорк Яковлев Adams 王"),
        ("uk-UA", "Гай Ґудзь Євген Іван Їжак Йосип Adams"),
        ("be", "Ева Ёда Жук Уз Ўл"),
        ("el-GR", "Άννας Γεωργίου Adams"),
        ("ar", "أحمد باسم پارس تامر Adams"),
        ("fa-IR", "احمد بهار پارس وحید هادی یاسر Adams"),
        ("he-IL", "אבן כהן לוי Adams"),
        ("th-TH", "กานต์ เก่ง ไก่ ขวัญ Adams"),
        ("ja-JP", "Adams あべ イトウ うえだ 亜 伊 Абрамов"),
        ("ko-KR", "강 김 이 최 李 Adams あ"),
        ("zh-CN", "安 陈 李 王 张 Adams"),
        ("zh-TW", "丁 王 李 林 陳 Adams"),
        ("hi-IN", "अमर कमल Adams"),
    ],
)
def test_order_of_a_language(language: str, words: str) -> None:
    assert in_order(words, language) == words.split()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en-US", "Müller", "MULLER"),
        ("en-US", "Smith-Jones", "Smithjones"),
        ("en-US", "O’Neil", "ONeil"),
        ("en-US", "Æ", "ae"),
        ("de-DE", "Straße", "strasse"),
        ("de-DE", "e\u0301", "é"),
        ("da-DK", "Aase", "Åse"),
        ("nb-NO", "Müller", "Myller"),
        ("sv-SE", "Ærø", "Äro\u0308"),
        ("hu-HU", "Vasszony", "Vaszszony"),
        ("ja-JP", "カガ", "かか"),
        ("ar", "٣", "3"),
    ],
)
def test_what_makes_no_difference(language: str, one: str, other: str) -> None:
    """Accents that make no letter, capitals, punctuation."""
    assert collation_key(one, language) == collation_key(other, language)


@pytest.mark.parametrize(
    "words",
    [["de Vries", "Dea"], ["Li Wei", "Lian Bo"], ["7 b", "10 a"], ["1.5", "12"], ["+", "1"]],
)
def test_blanks_symbols_and_numbers(words: list[str]) -> None:
    """A blank comes before all else, a symbol before numbers, and those by value."""
    first, second = (collation_key(word, "en-US") for word in words)
    assert first < second


def test_rare_chinese_characters_come_behind_the_common_ones() -> None:
    assert in_order("张 㐀 𠀀 Adams", "zh-CN") == ["张", "㐀", "𠀀", "Adams"]


@given(st.text(), st.sampled_from(["en-US", "da-DK", "hu-HU", "ja-JP", "ko-KR", "zh-TW", "ru", ""]))
def test_every_text_has_a_place(text: str, language: str) -> None:
    """It is a text that can be compared and written, whatever it is made of."""
    key = collation_key(text, language)
    assert collation_key(text.upper().lower(), language) >= ""
    assert not any("\ud800" <= letter <= "\udfff" for letter in key) or any(
        "\ud800" <= letter <= "\udfff" for letter in text
    )
