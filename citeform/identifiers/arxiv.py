"""arXiv identifiers, new (1501.00001v2, since April 2007) and old (hep-th/9901001v1).

The version stays in the normal form; `without_version` drops it and `same` compares without it.
A subject class within an old identifier (math.GT/0309136) goes, as it never was part of it.
"""

from __future__ import annotations

import re

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas"
    "|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin"
    "|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_MONTH = r"[0-9]{2}(?:0[1-9]|1[0-2])"
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[a-z-]{{2,20}})?/(?P<number>{_MONTH}[0-9]{{3}})"
_NEW = rf"(?P<new>{_MONTH}\.[0-9]{{4,5}})"
_VERSION = r"(?P<version>v[1-9][0-9]{0,2})?"
_LABEL = (
    r"(?:arxiv\s?[:.]\s*|arxiv\s+|(?:[a-z.]{1,20}\.)?arxiv\.org/(?:abs|pdf|html|format|src|ps|e-print)/(?:arxiv:)?"
    r"|alphaxiv\.org/abs/)"
)
_FOUND = re.compile(
    rf"(?<![a-z0-9]){_LABEL}(?:{_NEW}|{_OLD}){_VERSION}(?![0-9])"
    rf"|(?<![\w./-]){_OLD.replace('P<archive>', 'P<archive2>').replace('P<number>', 'P<number2>')}"
    rf"{_VERSION.replace('P<version>', 'P<version2>')}(?![\w/])",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"(?:(?:https?://)?(?:www\.)?{_LABEL}|(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.)?"
    rf"(?:{_NEW}|{_OLD}){_VERSION}(?:\.pdf)?(?:\s*\[[a-z.-]{{2,20}}\])?/?",
    re.IGNORECASE,
)


def find(text: str) -> str:
    """The first arXiv identifier in the text, or "". See `find_all`."""
    match = _FOUND.search(text)
    return _value(match) if match else ""


def find_all(text: str) -> list[str]:
    """Every arXiv identifier in the text: a new one where it is labelled, an old one anywhere."""
    return list(dict.fromkeys(map(_value, _FOUND.finditer(text))))


def normalize(text: str) -> str:
    """The arXiv identifier that the text is (labelled, URL, DOI or bare), or ""."""
    match = _WHOLE.fullmatch(text.strip())
    return _value(match) if match else ""


def is_valid(text: str) -> bool:
    """Whether the text is a possible arXiv identifier. There is no check digit."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as an arXiv identifier, in words; "" for a possible one."""
    return "" if normalize(text) else "an arXiv identifier is like 1501.00001 or hep-th/9901001"


def url(value: str) -> str:
    """Its page at arXiv, of that version, or "" where the value is no arXiv identifier."""
    number = normalize(value)
    return f"https://arxiv.org/abs/{number}" if number else ""


def without_version(text: str) -> str:
    """The identifier of the work, whichever version: "1501.00001"; "" where the text is none."""
    # An archive's name may hold a "v" (solv-int), so the version is cut behind the slash only.
    archive, slash, number = normalize(text).rpartition("/")
    return archive + slash + number.partition("v")[0]


def same(a: str, b: str) -> bool:
    """Whether both are one work's identifier, in any version."""
    number = without_version(a)
    return bool(number) and number == without_version(b)


def _value(match: re.Match[str]) -> str:
    found = match.groupdict()
    version = (found["version"] or found.get("version2") or "").lower()
    if found["new"]:
        return found["new"] + version
    archive = found["archive"] or found["archive2"]
    return f"{archive.lower()}/{found['number'] or found['number2']}{version}"
