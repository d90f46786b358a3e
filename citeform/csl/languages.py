"""Language tags (BCP 47, RFC 5646) as CSL uses them: folding, and which locale files stand for one.

A tag as people and programs write it (`DE-at`, `de_AT.UTF-8`, `zh-Hant-HK`) is folded to the usual
spelling; `file_chain` gives the locale files to draw from (CSL 1.0.2, "Locale Fallback").
"""

from __future__ import annotations

import re
from functools import lru_cache

from citeform.csl.packages import locale_tags
from citeform.errors import UnknownLocaleError

DEFAULT = "en-US"
"""The last resort of every fall-back."""

# Of the languages with several locale files: which one speaks for the language.
_PRIMARY = {
    "de": "de-DE",
    "en": "en-US",
    "es": "es-ES",
    "fr": "fr-FR",
    "pt": "pt-PT",
    "sr": "sr-Latn-RS",
    "zh": "zh-CN",
}

# Scripts and regions that are written as another locale: the traditional Chinese characters, and
# Serbian by its script.
_VARIANTS = {
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
    "zh-HK": "zh-TW",
    "zh-MO": "zh-TW",
    "sr-Cyrl": "sr-Cyrl-RS",
    "sr-Latn": "sr-Latn-RS",
}

# Codes of the language subtag registry with a preferred value or a macrolanguage that has a file,
# and two wrong ones that styles and records really hold.
_LANGUAGES = {
    "iw": "he",
    "in": "id",
    "no": "nb",
    "mo": "ro",
    "fil": "tl",
    "cmn": "zh",
    "cz": "cs",
    "kh": "km",
}
_REGIONS = {"UK": "GB"}

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@lru_cache(maxsize=512)
def fold(tag: str) -> str:
    """The tag in its usual spelling, without encoding, variants and extensions.

    >>> fold("DE_at.UTF-8"), fold("zh-hant-tw"), fold("en-US-x-private"), fold("en-UK")
    ('de-AT', 'zh-Hant-TW', 'en-US', 'en-GB')

    "" where the text is no language tag at all.
    """
    text = tag.partition(".")[0].partition("@")[0].strip().replace("_", "-")
    if not _TAG.fullmatch(text):
        return ""
    language, *rest = text.split("-")
    language = _LANGUAGES.get(language.lower(), language.lower())
    parts = [language]
    for subtag in rest:
        if len(subtag) == 1:
            break
        if len(subtag) == 4 and subtag.isalpha() and len(parts) == 1:
            parts.append(subtag.title())
        elif len(subtag) == 2 and subtag.isalpha():
            parts.append(_REGIONS.get(subtag.upper(), subtag.upper()))
            break
    return "-".join(parts)


def language_of(tag: str) -> str:
    """The language alone: "de" of "de-AT"."""
    return tag.partition("-")[0]


@lru_cache(maxsize=512)
def dialect(tag: str) -> str:
    """The dialect that a tag chooses: a bare language means its primary dialect.

    >>> dialect("de"), dialect("de-at"), dialect("ar-EG"), dialect("zh-Hant"), dialect("en-AU")
    ('de-DE', 'de-AT', 'ar', 'zh-TW', 'en-AU')

    Raises `UnknownLocaleError` where there is no locale for the language.
    """
    folded = fold(tag)
    files = locale_tags()
    if folded in files:
        return folded
    language, _, rest = folded.partition("-")
    script = rest.partition("-")[0]
    for candidate in (folded, f"{language}-{script}"):
        if candidate in _VARIANTS:
            return _VARIANTS[candidate]
    primary = primary_dialect(language)
    if primary is None:
        known = [*files, *{language_of(each) for each in files}]
        raise UnknownLocaleError(tag, known, hint="a language tag such as en-GB or de-DE")
    if not rest or primary == language:
        return primary
    return folded


def primary_dialect(language: str) -> str | None:
    """The locale file that speaks for a language, None where it has none."""
    files = locale_tags()
    if language in files:
        return language
    if language in _PRIMARY:
        return _PRIMARY[language]
    return next((each for each in files if language_of(each) == language), None)


def file_chain(tag: str) -> tuple[str, ...]:
    """The locale files for a dialect, the most specific first; en-US is always the last.

    >>> file_chain("de-AT"), file_chain("de-DE"), file_chain("gx")
    (('de-AT', 'de-DE', 'en-US'), ('de-DE', 'en-US'), ('en-US',))
    """
    chain = (tag, primary_dialect(language_of(tag)), DEFAULT)
    files = locale_tags()
    return tuple(dict.fromkeys(each for each in chain if each is not None and each in files))
