"""Names that a database writes in capitals throughout, as they are written anywhere else.

Web of Science knows its publishers and places in capitals only ("NEW YORK", "ELSEVIER SCIENCE BV"),
and some catalogues set family names so ("AHMED, Mughees"). That is the way of the database, not of
the name. Titles are not touched: in them capitals tell acronyms from words.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    "and at d de del der des du for in la le of on sur the und upon van von y".split()
)
_AS_THEY_ARE = frozenset(
    """AAAS ACM ACS AG AIAA AIP AMA ANU APA APS ASCE ASM ASME BMC BMJ CABI CSIRO EDP EMBO FEBS IEEE
    IFAC IGI IOP IOS ISI IWA JMIR MDPI MIT NASA NV OECD OSA PLC SA SAE SAGE SIAM SPIE UCLA UK UNESCO
    USA""".split()
)
_SPELT = {"CO": "Co", "GMBH": "GmbH", "INC": "Inc", "LTD": "Ltd", "PTY": "Pty", "ST": "St"}
_VOWELS = frozenset("AEIOUY")
_MC = re.compile(r"(?<![^\W\d_])Mc([a-z])")


def from_capitals(text: str) -> str:
    """A publisher or a place; a text with a small letter in it comes back as it is.

    Acronyms stay: those that are known, and words without a vowel.

    >>> from_capitals("IEEE PRESS"), from_capitals("STOKE ON TRENT")
    ('IEEE Press', 'Stoke on Trent')
    >>> from_capitals("KLUWER ACADEMIC PUBL BV"), from_capitals("MDPI")
    ('Kluwer Academic Publ BV', 'MDPI')
    """
    return _WORD.sub(_recased, text) if text.isupper() else text


def _recased(match: re.Match[str]) -> str:
    word = match[0]
    if word in _SPELT:
        return _SPELT[word]
    if word in _AS_THEY_ARE or (word.isascii() and _VOWELS.isdisjoint(word)):
        return word
    if match.start() and word.lower() in _SMALL:
        return word.lower()
    return word.capitalize()


def family_from_capitals(family: str, given: str) -> str:
    """The family name of a person whose given names are not in capitals.

    >>> family_from_capitals("O'BRIEN-MCKAY", "Ann"), family_from_capitals("WHO", "X.")
    ("O'Brien-McKay", 'WHO')
    """
    if not family.isupper() or not any(map(str.islower, given)):
        return family
    cased = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), family)
    return _MC.sub(lambda match: "Mc" + match[1].upper(), cased)
