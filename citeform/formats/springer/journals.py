"""Where the title ends and the journal begins: "… random matrices. Commun. Math. Phys."

Both may hold full stops, and the current citation line puts one between them. The journal is the
longest end of the text that looks like a journal's name: capital letters except in little words,
and each full stop in it behind an abbreviation.
"""

from __future__ import annotations

import re

_BOUNDARY = re.compile(r"[.?!][\"”’»)\]]*(?= )")
_LITTLE = frozenset(
    "a al an and at by d de del della des di do dos du e et for für für in la las le les los manuscripta npj of"
    " och og on part pt the to u und v van voor y zur".split()
)
_NOT_ABBREVIATED = (
    "able", "ally", "ance", "ics", "ed", "ence", "ies", "ing", "ings", "ion", "ions", "ism", "ity",
    "ment", "ments", "ness", "ory", "ous", "ship", "ure", "ures", "ly",
)  # fmt: skip
"""Endings of words that no abbreviation has (ISO 4 cuts them off)."""
_ROMAN = re.compile(r"[IVXLC]+")
_ALWAYS_SHORT = frozenset("Chem Int J Math Med Phys Proc Rev Res Sci Z".split())
"""Words that a journal with full stops in its abbreviation never has without one."""


def split_title(text: str, *, has_title: bool) -> tuple[str, str]:
    """(title, journal) of "Title. Journal".

    Without `has_title` the title is "" where all of the text may be a journal's name.
    """
    if not has_title and looks_like_journal(text):
        return "", text
    ends = [match.end() for match in _BOUNDARY.finditer(text)]
    for end in ends:
        if looks_like_journal(text[end + 1 :]):
            return _without_stop(text[:end]), text[end + 1 :]
    if ends:
        return _without_stop(text[: ends[-1]]), text[ends[-1] + 1 :]
    return "", text


def looks_like_journal(text: str) -> bool:
    """Whether the text can be a journal's name, abbreviated or whole."""
    if not text or len(text) > 160 or "?" in text or "!" in text:
        return False
    words = text.split()
    dotted = [word for word in words[:-1] if word.endswith(".")]
    if any(not _may_be_abbreviation(word) for word in dotted):
        return False
    if dotted and any(word in _ALWAYS_SHORT for word in words if word not in {"J", "Z"}):
        return False
    if dotted and "J" in words[1:] and "J." not in words:
        return False
    return words[0].casefold() not in {"and", "of", "the"} - {words[0]} and all(
        _may_be_in_journal(word) for word in words
    )


def _may_be_in_journal(word: str) -> bool:
    bare = word.strip("(),:&–-./")
    return not bare or not bare[0].islower() or bare.casefold() in _LITTLE or word[-1] == "."


def _may_be_abbreviation(word: str) -> bool:
    bare = word.rstrip(".").lstrip("(")
    if not bare or (len(bare) > 1 and _ROMAN.fullmatch(bare)):
        return False
    if bare[0].islower() and bare.casefold() not in _LITTLE:
        return False
    if len(bare) > 5 and bare.endswith("s") and not bare.endswith(("phys", "ss")):
        return False  # a plural: "Neural Networks."
    return len(bare) <= 4 or not bare.endswith(_NOT_ABBREVIATED)


def _without_stop(title: str) -> str:
    return title.removesuffix(".")
