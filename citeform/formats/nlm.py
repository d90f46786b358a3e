"""What the records of the National Library of Medicine have in common, in whatever format.

Names of journals follow the rules of libraries: only the first word has a capital ("Nature chemical
biology"), a subtitle stands behind " : ", and journals of one name are told apart by their place
and first year: "Science (New York, N.Y.)", "European journal of cancer (Oxford, England : 1990)".
None of this is how a journal calls itself or is cited. So the place becomes the place of
publication, and an English name gets its capitals back; a name in another language stays as it is,
for its capitals are not known. The name as registered is kept in `custom`.

Sources: NLM, "Construction of the National Library of Medicine Title Abbreviations"; "MEDLINE/PubMed
data element descriptions" (JT, LID).
"""

from __future__ import annotations

import re

from citeform.text.case import apply_case, is_english

_UNCITABLE = re.compile(r"[-()/\s]")
_FOREIGN = frozenset(
    """al casopis da das de dei del della delle den der des di die dla do dos du e ed el för für fur
    gakkai gaku i il la las le les los na nad och og pour su sur und van voor w y za zasshi zhi zu
    zur""".split()
)
"""Small words of other languages; "et" is not among them, for it is Latin in most names."""


def journal_name(name: str, language: str) -> tuple[str, str]:
    """The name as it is cited, and the place that told it from its namesakes, or "".

    `language` is the article's; only where that is English can the name be.

    >>> journal_name("Arthritis & rheumatology (Hoboken, N.J.)", "eng")
    ('Arthritis & Rheumatology', 'Hoboken, N.J.')
    >>> journal_name("Annales de chirurgie", "eng")
    ('Annales de chirurgie', '')
    """
    name, place = _without_qualifier(name)
    name = name.replace(" : ", ": ")
    if is_english(language) and not _is_foreign(name):
        name = apply_case(name, "title", "en")
    return name, place


def _without_qualifier(name: str) -> tuple[str, str]:
    """The name without "(Place, Country)" or "(Place, Country : 1990)" at its end, and that place."""
    title, bracket, qualifier = name.removesuffix(")").rpartition(" (")
    place, _, year = qualifier.partition(" : ")
    if not (bracket and title and name.endswith(")")) or ", " not in place or {"(", ")"} & {*place}:
        return name, ""
    return (name, "") if year and not year.isdecimal() else (title, place)


def _is_foreign(name: str) -> bool:
    return not name.isascii() or not _FOREIGN.isdisjoint(name.lower().split())


def is_citable_number(number: str) -> bool:
    """Whether a publisher's number can stand where pages would: "e32822", "cebp.0055.2015".

    "S0959-8049(15)00493-1" cannot: PubMed shows it until there are pages, but any style would print
    it as a range of pages.
    """
    return bool(number) and _UNCITABLE.search(number) is None
