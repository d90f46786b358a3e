"""Languages: the names babel and polyglossia use (biblatex's `langid`) and BCP-47 tags."""

from __future__ import annotations

_ROWS = """
    english en-US      american en-US     usenglish en-US    USenglish en-US   british en-GB
    ukenglish en-GB    UKenglish en-GB    australian en-AU   canadian en-CA    newzealand en-NZ
    ngerman de-DE      german de-DE       naustrian de-AT    austrian de-AT    nswissgerman de-CH
    swissgerman de-CH  french fr-FR       francais fr-FR     frenchb fr-FR     acadian fr-CA
    canadien fr-CA     swissfrench fr-CH  spanish es-ES      castilian es-ES   mexican es-MX
    portuguese pt-PT   portuges pt-PT     brazilian pt-BR    brazil pt-BR      italian it-IT
    swissitalian it-CH dutch nl-NL        afrikaans af-ZA    danish da-DK      swedish sv-SE
    norwegian no-NO    norsk nb-NO        nynorsk nn-NO      icelandic is-IS   finnish fi-FI
    polish pl-PL       czech cs-CZ        slovak sk-SK       slovene sl-SI     slovenian sl-SI
    croatian hr-HR     serbian sr-RS      serbianc sr-RS     bosnian bs-BA     bulgarian bg-BG
    macedonian mk-MK   russian ru-RU      ukrainian uk-UA    belarusian be-BY  greek el-GR
    ancientgreek grc   polutonikogreek el-GR latin la        hungarian hu-HU   magyar hu-HU
    romanian ro-RO     albanian sq-AL     turkish tr-TR      azerbaijani az-AZ estonian et-EE
    latvian lv-LV      lithuanian lt-LT   catalan ca-AD      galician gl-ES    basque eu-ES
    occitan oc-FR      breton br-FR       irish ga-IE        scottish gd-GB    welsh cy-GB
    esperanto eo       interlingua ia     luxembourgish lb-LU hebrew he-IL     arabic ar
    persian fa-IR      farsi fa-IR        urdu ur-PK         hindi hi-IN       bengali bn-BD
    sanskrit sa        tamil ta           telugu te          thai th-TH        vietnamese vi-VN
    indonesian id-ID   malay ms-MY        chinese zh-CN      japanese ja-JP    korean ko-KR
    mongolian mn-MN    kazakh kk-KZ       georgian ka-GE     armenian hy-AM    amharic am-ET
    swahili sw         pinyin zh-Latn-pinyin
"""
_WORDS = _ROWS.split()
_TAGS: dict[str, str] = {
    name.lower(): tag for name, tag in zip(_WORDS[::2], _WORDS[1::2], strict=True)
}
_NAMES: dict[str, str] = {}
for _name, _tag in zip(_WORDS[::2], _WORDS[1::2], strict=True):
    _NAMES.setdefault(_tag, _name)


def tag_of(name: str) -> str:
    """The BCP-47 tag of a language's name; the name itself where it is not known (or is a tag)."""
    return _TAGS.get(name.lower().strip(), name)


def name_of(tag: str) -> str:
    """The `langid` of a tag; "" where there is none."""
    return _NAMES.get(tag, "")
