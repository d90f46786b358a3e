"""Rules on identifiers and addresses: form, check digits, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from citeform.checks.subject import Finding, Rule, Subject, changed_name, shown
from citeform.identifiers import doi, isbn, issn, orcid, pmcid, pmid, web

_GAP = re.compile(r"\s{2,}|\n")
_SEVERAL = re.compile(r" ?[,;|\n] ?| (?:and|&) ")
_REMARK = re.compile(r" ?[(\[][^()\[\]]{0,60}[)\]]|(?:^|(?<=[,;\n])) ?[A-Za-z][A-Za-z -]{1,30}: ?")
"""What stands beside one of several: "… (online)", "Print: …"."""
_OWN_MACHINE = re.compile(r"(?:file:|[A-Za-z]:[\\/]|/(?:home|Users)/)", re.IGNORECASE)
_OWN_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PROXY = re.compile(
    r"(?:^|[.-])(?:ez-?proxy|libproxy|idm\.oclc|proxy\.lib)|[?&]?login\?q?url=", re.IGNORECASE
)


def doi_malformed(subject: Subject) -> Iterator[Finding]:
    """What stands as DOI is none."""
    value = subject.article.doi
    if not value or doi.normalize(value):
        return
    found = doi.find(value)
    if found:
        yield Finding("doi", f"{shown(value)}: {doi.problem(value)}", f"only {found} belongs there")
    elif not _is_short(value):
        yield Finding("doi", f"{shown(value)} is no DOI: {doi.problem(value)}")


def doi_form(subject: Subject) -> Iterator[Finding]:
    """A DOI as URL, with a label, or as copying left it."""
    value = subject.article.doi
    found = doi.normalize(value) if value else ""
    if found and found != value:
        yield Finding("doi", f"{shown(value)} is the DOI {found}", fix={"doi": found})


def doi_only_in_url(subject: Subject) -> Iterator[Finding]:
    """The address at doi.org without the DOI in its own field."""
    work = subject.article
    if work.doi or not work.url:
        return
    found = doi.normalize(work.url)
    if not found:
        return
    # A publisher's page may be of a part of the work or of its supplement; doi.org's is not.
    certain = _host(work.url) in ("doi.org", "dx.doi.org", "www.doi.org")
    yield Finding(
        "url", f"the DOI {found} is in the URL only", fix={"doi": found} if certain else None
    )


def doi_only_in_note(subject: Subject) -> Iterator[Finding]:
    """A DOI in a note of a record that has none in its field."""
    work = subject.article
    if work.doi or (work.url and doi.find(work.url)):
        return
    for name in ("note", "annote", "page", "number", "medium"):
        found = doi.find(getattr(work, name))
        if found:
            yield Finding(name, f"the DOI {found} is in the {name} only")
            return


def doi_conflict(subject: Subject) -> Iterator[Finding]:
    """The URL is doi.org's address of another DOI."""
    work = subject.article
    if not (work.doi and work.url) or _host(work.url) not in ("doi.org", "dx.doi.org"):
        return
    other = doi.normalize(work.url)
    if other and doi.normalize(work.doi) and not doi.same(other, work.doi):
        yield Finding("url", f"the URL is of {other}, the DOI is {work.doi}")


def url_repeats_doi(subject: Subject) -> Iterator[Finding]:
    """The URL is only the DOI's address at doi.org."""
    work = subject.article
    if work.doi and _host(work.url) in ("doi.org", "dx.doi.org") and doi.same(work.url, work.doi):
        yield Finding("url", "the URL is the DOI again")


def isbn_malformed(subject: Subject) -> Iterator[Finding]:
    """An ISBN with a wrong check digit or length."""
    return _each(subject.article.isbn, "isbn", isbn.problem)


def issn_malformed(subject: Subject) -> Iterator[Finding]:
    """An ISSN with a wrong check digit or length."""
    return _each(subject.article.issn, "issn", issn.problem)


def issn_form(subject: Subject) -> Iterator[Finding]:
    """One ISSN, not written as 1234-567X."""
    return _form(subject, "issn", issn.normalize)


def pmid_malformed(subject: Subject) -> Iterator[Finding]:
    """Not a number as PubMed gives them."""
    return _one(subject, "pmid", pmid.problem)


def pmid_form(subject: Subject) -> Iterator[Finding]:
    """A PMID as URL or with a label."""
    return _form(subject, "pmid", pmid.normalize)


def pmcid_malformed(subject: Subject) -> Iterator[Finding]:
    """Not a number as PubMed Central gives them."""
    return _one(subject, "pmcid", pmcid.problem)


def pmcid_form(subject: Subject) -> Iterator[Finding]:
    """A PMCID as URL or with a label."""
    return _form(subject, "pmcid", pmcid.normalize)


def orcid_malformed(subject: Subject) -> Iterator[Finding]:
    """A person's ORCID iD with a wrong check digit or length."""
    for role, name in subject.people():
        if name.orcid and orcid.problem(name.orcid):
            yield Finding(
                role, f"{name}: {shown(name.orcid)} is no ORCID iD: {orcid.problem(name.orcid)}"
            )


def orcid_form(subject: Subject) -> Iterator[Finding]:
    """A person's ORCID iD as URL or without hyphens."""
    for role, name in subject.people():
        found = orcid.normalize(name.orcid) if name.orcid else ""
        if found and found != name.orcid:
            fix = changed_name(subject, role, name, name.replace(orcid=found))
            yield Finding(role, f"{name}: the ORCID iD is {found}", fix=fix)


def url_malformed(subject: Subject) -> Iterator[Finding]:
    """What is no address, or one without its scheme."""
    value = subject.article.url
    if not value or _OWN_MACHINE.match(value):
        return
    problem = web.problem(value)
    if not problem:
        return
    with_scheme = web.normalize(value) if value.startswith("www.") else ""
    yield Finding(
        "url", f"{shown(value)}: {problem}", fix={"url": with_scheme} if with_scheme else None
    )


def url_local(subject: Subject) -> Iterator[Finding]:
    """A file or a machine that nobody else reaches."""
    value = subject.article.url
    if value and (_OWN_MACHINE.match(value) or _host(value) in _OWN_HOSTS):
        yield Finding("url", f"{shown(value)} is reached from this machine only")


def url_proxy(subject: Subject) -> Iterator[Finding]:
    """The address of a library's proxy."""
    value = subject.article.url
    if value and (_PROXY.search(_host(value)) or "login?url=" in value or "login?qurl=" in value):
        yield Finding("url", f"{shown(value)} goes through a proxy", "use the address behind it")


def _each(value: str, field: str, problem: Callable[[str], str]) -> Iterator[Finding]:
    """Findings for a field that may hold several identifiers with remarks: "… (print), … (online)"."""
    if not value or not problem(value):
        return
    value = _GAP.sub("\n", value.strip())
    several = [each for each in _SEVERAL.split(_REMARK.sub("", value)) if each]
    # "978-3-16-148410-0 3161484100": two with a blank between them, where each is one.
    for each in several:
        words = each.split()
        parts = words if len(words) > 1 and not any(map(problem, words)) else [each]
        for part in parts:
            wrong = problem(part)
            if wrong:
                yield Finding(field, f"{shown(part)} is no {field.upper()}: {wrong}")


def _one(subject: Subject, field: str, problem: Callable[[str], str]) -> Iterator[Finding]:
    value = getattr(subject.article, field)
    if value and problem(value):
        yield Finding(field, f"{shown(value)} is no {field.upper()}: {problem(value)}")


def _form(subject: Subject, field: str, normalize: Callable[[str], str]) -> Iterator[Finding]:
    value = getattr(subject.article, field)
    found = normalize(value) if value else ""
    if found and found != value:
        yield Finding(field, f"{shown(value)} is {found}", fix={field: found})


def _is_short(value: str) -> bool:
    from citeform.identifiers import shortdoi

    return shortdoi.is_valid(value)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).netloc or "").lower()
    except ValueError:  # brackets that are no IPv6 address
        return ""


RULES = (
    Rule("doi.malformed", doi_malformed),
    Rule("doi.form", doi_form, fixes=True),
    Rule("doi.only-in-url", doi_only_in_url, fixes=True),
    Rule("doi.only-in-note", doi_only_in_note),
    Rule("doi.conflict", doi_conflict),
    Rule("isbn.malformed", isbn_malformed),
    Rule("issn.malformed", issn_malformed),
    Rule("issn.form", issn_form, fixes=True),
    Rule("pmid.malformed", pmid_malformed),
    Rule("pmid.form", pmid_form, fixes=True),
    Rule("pmcid.malformed", pmcid_malformed),
    Rule("pmcid.form", pmcid_form, fixes=True),
    Rule("orcid.malformed", orcid_malformed),
    Rule("orcid.form", orcid_form, fixes=True),
    Rule("url.malformed", url_malformed, fixes=True),
    Rule("url.repeats-doi", url_repeats_doi),
    Rule("url.local", url_local),
    Rule("url.proxy", url_proxy),
)
