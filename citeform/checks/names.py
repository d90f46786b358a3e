"""Rules on names: what is no person, what is more than one, and what belongs elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citeform.checks.subject import Finding, Rule, Subject, changed_name, shown
from citeform.model.names import Name

_ET_AL = re.compile(
    r"(?:and|&|\+)?\s*(?:et\.?\s?al\.|et\.?\sal|and others|others|u\.?\s?a\.|и др\.)", re.IGNORECASE
)
_WITH_ET_AL = re.compile(r"\bet\.?\sal\b|\band others\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\[?(?:anon(?:\.|ymous)?|unknown(?: author)?|no authors?(?: listed)?|n\.?/?a\.?|none|null|nan"
    r"|not (?:available|specified|known)|author unknown|various(?: authors)?|tba|tbd|\?+|-+|–|—)\]?",
    re.IGNORECASE,
)
_BODY_WORDS = re.compile(
    r"\b(?:universit(?:y|é|ät|à|at|eit|et)|universidad|universidade|institut(?:e|o|ion)?|department|ministry"
    r"|consortium|collaboration|working group|task force|committee|commission|council|association"
    r"|society|foundation|agency|bureau|laborator(?:y|ies)|corporation|organi[sz]ation|federation"
    r"|academy|hospital|cent(?:er|re)|investigators|network|initiative|gmbh|inc\.?|ltd\.?|llc)(?!\w)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"(?:^|[\s,(])(?:(?:prof|dr|dipl|mr|mrs|ing|habil)\.|professor|ph\.?\s?d\.?|m\.d\.|msc|mba|esq\.)(?=$|[\s,)])",
    re.IGNORECASE,
)
_INITIALS_BEHIND = re.compile(r"\w[\w'’-]+\s+(?:[A-Z]\.?[\s-]?){1,4}")
_INITIALS_BEFORE = re.compile(r"(?:[A-Z]\.[\s-]?){1,4}\s?\w[\w'’-]{2,}")
_SEVERAL = re.compile(r"\S\s+(?:and|und|et(?! al)|&)\s+\S|\S\s*;\s*\S", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|snr|jnr)\.?|[IVX]{1,4}\.?|(?:2nd|3rd|[4-9]th)", re.IGNORECASE)
_MARKS = re.compile(r"[0-9@*†‡§¶¹²³⁴]")
_NUMERALS = re.compile(r"[IVX]{2,4}")


def all_caps(subject: Subject) -> Iterator[Finding]:
    """A family name of four letters or more in capitals, with given names that are too, or none."""
    for role, names in subject.names:
        shouted = [each for each in names if _is_shouted(each)]
        if shouted:
            yield Finding(role, f"in capitals: {_list(shouted)}")


def initials(subject: Subject) -> Iterator[Finding]:
    """Such as "Franco CA" or "C.A. Franco" as family name, without a given name."""
    for role, name in subject.people():
        if name.given or not name.family:
            continue
        if _INITIALS_BEHIND.fullmatch(name.family) or _INITIALS_BEFORE.fullmatch(name.family):
            if _is_body(name.family):
                continue
            yield Finding(role, f"the family name {shown(name.family)} holds initials")


def et_al(subject: Subject) -> Iterator[Finding]:
    """The words "et al." as a name. `Name.others()` is how they are meant."""
    for role, name in subject.people():
        if name.is_others:
            continue
        if not _ET_AL.fullmatch(str(name).strip()):
            if _WITH_ET_AL.search(f"{name.given} {name.family} {name.literal}"):
                yield Finding(role, f"{shown(str(name))} holds et al.")
            continue
        last = getattr(subject.article, role)[-1] is name
        fix = changed_name(subject, role, name, Name.others()) if last else None
        yield Finding(role, f"{shown(str(name))} is taken for a person", fix=fix)


def comma(subject: Subject) -> Iterator[Finding]:
    """A comma or semicolon within the family or given name."""
    for role, name in subject.people():
        for part in (name.family, name.given):
            if re.search("[,;]", part) and not _SEVERAL.search(part):
                yield Finding(role, f"{shown(part)} holds a comma or semicolon")
                break


def several(subject: Subject) -> Iterator[Finding]:
    """Such as "Curie and Joliot" as one person."""
    for role, name in subject.people():
        for part in (name.family, name.given):
            if _SEVERAL.search(part) and not _is_body(part):
                yield Finding(role, f"{shown(part)} seems to be several people")
                break


def digits(subject: Subject) -> Iterator[Finding]:
    """Footnote marks, digits, an e-mail address."""
    for role, name in subject.people():
        found = _MARKS.search(name.family + name.given)
        if found and not _is_body(name.family):
            yield Finding(role, f"{shown(str(name))} holds {found[0]!r}")


def body(subject: Subject) -> Iterator[Finding]:
    """An institution with a given name: "Health Organization, World"."""
    for role, name in subject.people():
        if name.family and name.given and _is_body(f"{name.given} {name.family}"):
            yield Finding(
                role,
                f"{shown(str(name))} is an institution, split as if it were a person",
                "in BibTeX: one more pair of braces around it",
            )


def title(subject: Subject) -> Iterator[Finding]:
    """Dr., Prof., PhD."""
    for role, name in subject.people():
        found = _TITLES.search(f"{name.given} {name.family}") or _TITLES.search(name.suffix)
        if found and not name.is_literal:
            yield Finding(role, f"{shown(str(name))} holds the title {found[0].strip(' ,()')!r}")


def placeholder(subject: Subject) -> Iterator[Finding]:
    """Anonymous, n/a, unknown: better no name at all."""
    for role, name in subject.people():
        if not name.is_others and _PLACEHOLDER.fullmatch(str(name).strip()):
            yield Finding(role, f"{shown(str(name))} is no name", "leave the author out")


def repeated(subject: Subject) -> Iterator[Finding]:
    """One name twice in a list, alike in all parts and longer than a single initial."""
    for role, names in subject.names:
        seen: set[tuple[str, ...]] = set()
        twice: dict[tuple[str, ...], Name] = {}
        for name in names:
            parts = (name.family, name.given, name.literal, name.suffix)
            if parts in seen and (name.literal or len(name.given.strip(". ")) > 2):
                twice[parts] = name
            seen.add(parts)
        if twice:
            yield Finding(role, f"more than once in the list: {_list(list(twice.values()))}")


def given_only(subject: Subject) -> Iterator[Finding]:
    """A given name on its own."""
    for role, name in subject.people():
        if name.given and not name.family and not name.literal:
            yield Finding(role, f"{shown(name.given)} has no family name")


def _is_body(text: str) -> bool:
    return bool(_BODY_WORDS.search(text))


def _is_shouted(name: Name) -> bool:
    family, given = name.family, name.given
    if name.is_literal or not family.isupper() or sum(map(str.isalpha, family)) < 4:
        return False
    # Chinese and the like have no case, so isupper is false; "GEO600" is no person.
    if _MARKS.search(family) or _NUMERALS.fullmatch(family) or _is_body(family):
        return False
    return bool(given)


def _list(names: list[Name], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(shown(str(each)) for each in names[:most]) + more


RULES: tuple[Rule, ...] = (
    Rule("name.all-caps", all_caps),
    Rule("name.initials", initials),
    Rule("name.et-al", et_al, fixes=True),
    Rule("name.comma", comma),
    Rule("name.several", several),
    Rule("name.digits", digits),
    Rule("name.body", body),
    Rule("name.title", title),
    Rule("name.placeholder", placeholder),
    Rule("name.repeated", repeated),
    Rule("name.given-only", given_only),
)
