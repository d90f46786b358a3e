"""DOI: Digital Object Identifier (ISO 26324; DOI Handbook, chapter 2), found as people write it.

The normal form is bare ("10.1007/s12325-011-0081-6") and in the letters it was registered in.
DOIs differ by more than the case of ASCII letters or not at all, so compare with `same` or `key`.
Percent-encoding belongs to URLs only, and `url` puts it there.

What copying does to a DOI is undone where there is no doubt: percent-encoding, entities, LaTeX's
backslashes, typographic dashes for hyphens, soft hyphens, a blank behind the slash, the same DOI
twice, the sentence's punctuation, and what a publisher's URL has behind it ("/full", ".pdf").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

LONGEST = 2048
"""No DOI is longer than this; what is, is none (the standard names no limit)."""

_PREFIX = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}"
_STOP = r"\s\x00-\x1f\x7f-\x9f\ud800-\udfff\"“”„«»<>{}|\\^`\u2014\u2026\u3001\u3002\uff0c\uff1b\uff1a\uff08\uff09\u3010\u3011\u300a\u300b\ufdd0-\ufdef"
# A "<" belongs to a DOI only in the form of SICI (ANSI/NISO Z39.56): <1661::AID-SIM968>3.0.CO;2-2
_SICI_ANGLE = r"<[^\s<>]{1,80}>(?=[0-9]\.[0-9]\.[A-Za-z]{2};)"
# Where the next identifier begins in a list without blanks: "10.1000/a;10.1000/b", "…doi:10.1000/b".
_NEXT = rf"(?i:https?:|doi:|{_PREFIX}/)"
# Every branch starts with characters of its own and keeps what it took, so the time is linear.
_SUFFIX = rf"(?:[^{_STOP};,&hHdD]++|[;,&](?!{_NEXT})|[hH](?!(?i:ttps?://))|[dD](?!(?i:oi:))|{_SICI_ANGLE})++"
_ALLOWED = re.compile(_SUFFIX)
_FOUND = re.compile(
    rf"(?<![0-9.])(?:(?<![A-Za-z_-])|(?<=doi)|(?<=DOI)|(?<=Doi))(?P<prefix>{_PREFIX})"
    r"(?P<slash>[ \t\u00a0]?(?:/|%2[Ff])[ \t\u00a0]?\n?[ \t]{0,8})"
    rf"(?P<suffix>{_SUFFIX})"
)
# Most DOIs in most files: nothing to undo, and no ending that a URL might have added.
_PLAIN = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(10\.[0-9]{4,9}/"
    r"(?:[A-Za-z0-9_-]++|\.(?![Pp][Mm])|\((?:[A-Za-z0-9_-]|\.(?![Pp][Mm])){1,40}\))*+"
    r"(?<=[A-Za-z0-9])(?<!\.[A-Za-z]{3})(?<!\.[A-Za-z]{4})(?<!\.[A-Za-z]{5})"
    r"(?<![0-9]v[0-9])(?<![0-9]v[0-9]{2}))"
)
_HEAD = re.compile(
    r"[\s<(\[{\"'“‘«]*+(?:(?:digital object identifier|doi(?:\s?number)?)\b[\s:=.]*+)?"
    r"(?:(?:https?:|ftp:)?//\S*+|(?:www\.|dx\.)?doi\.org[/:]|(?:urn:|info:|hdl:)(?:doi[:/]|hdl/)?)?\s*+"
    r"(?:doi\s?[:=.]\s*+)?",
    re.IGNORECASE,
)
_REST = re.compile(r"[\s.,;:!?'\"”’»)\]}>*|\\]*")

_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "#39": "'", "nbsp": " ", "#x2f": "/"}
_ENTITY = re.compile(f"&({'|'.join(_ENTITIES)});", re.IGNORECASE)
_LATEX = re.compile(
    r"[{$]?\\(?:textless|less|lt)(?![A-Za-z])(?:\{\})?[$}]?"
    r"|(?P<more>[{$]?\\(?:textgreater|greater|gt)(?![A-Za-z])(?:\{\})?[$}]?)"
    r"|\$(?P<math>[<>])\$|\\(?P<char>[_%#&${}~])"
)
_BLANKS = re.compile(r"\s+")
_GAP = re.compile(r"(?<=[/\-.(:_]) (?=[0-9A-Za-z(])(?=\S*[0-9])| (?=/)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_DASHES = re.compile("[\u2010-\u2013\u2212\ufe63\uff0d]")
_ESCAPE = re.compile(r"%(?:25)+|%(?:2[0-46-9A-F]|[3-6][0-9A-F]|7[0-9A-E])", re.IGNORECASE)
_WIDE_ESCAPE = re.compile(  # a character beyond ASCII: two to four bytes of UTF-8
    r"%(?:C[2-9A-F]|D[0-9A-F]|E[0-9A-F]%[89AB][0-9A-F]|F[0-4](?:%[89AB][0-9A-F]){2})%[89AB][0-9A-F]",
    re.IGNORECASE,
)

_TAIL = re.compile(
    r"/(?:full|abstract|summary|pdf|epdf|pdfdirect|html|meta|fulltext|full-text|fulltext\.html"
    r"|references|suppinfo|asset/[^\s]*|suppl_file/[^\s]*)$|[.;,]PMC?ID:?[0-9]*$",
    re.IGNORECASE,
)
_FILE_TAIL = re.compile(r"(?:\.full)?\.(?:pdf|html?|xml|epub)(?:\+html)?$|\.full$", re.IGNORECASE)
_PREPRINT_TAIL = re.compile(r"(?<=[0-9])v[0-9]{1,2}$")
_PUNCTUATION = ".,;:!?'\"”’»*|\\`(<[{/ \t\n\u00a0"
_OPENING = {")": "(", "]": "["}
_RESOLVERS = ("doi.org", "dx.doi.org", "www.doi.org", "hdl.handle.net", "doi.acm.org")
_SAFE = "/:;()[]@!$*+,=~._-"
_URL_SAFE = "/:;()@!*+,=~._-"


def find(text: str) -> str:
    """The first DOI in the text, bare, or ""."""
    return next(_scan(text), "")


def find_all(text: str) -> list[str]:
    """Every DOI in the text, bare and in order; one that differs by case only is not repeated."""
    by_key: dict[str, str] = {}
    for found in _scan(text):
        by_key.setdefault(_fold(found), found)
    return list(by_key.values())


def normalize(text: str) -> str:
    """The DOI that the whole text is, bare, or "".

    The text may be a URL (of doi.org or of the page at a publisher), or have `doi:` in front. Words
    before or after it make it running text, which is for `find`.
    """
    plain = _PLAIN.fullmatch(text)
    if plain or not text:
        return plain[1] if plain else ""
    cleaned = _clean(text.strip())
    if not cleaned.isascii() or " " in cleaned or "\n" in cleaned or "\t" in cleaned:
        cleaned = _without_gaps(cleaned)
    match = _FOUND.search(cleaned)
    if not match or not _HEAD.fullmatch(cleaned, 0, match.start()):
        return ""
    if not _REST.fullmatch(cleaned, match.end()):
        return ""
    return _value(match)


def is_valid(text: str) -> bool:
    """Whether the text is a DOI. Whether it is registered only the service knows."""
    return bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as a DOI, in words; "" for one that can be."""
    if normalize(text):
        return ""
    found = find(text)
    if found:
        return f"it holds the DOI {found} and other text"
    match = re.search(r"10\.([0-9]{0,9})(?:[.0-9]*)(.?)", text)
    if not match:
        return "a DOI starts with 10."
    if len(match[1]) < 4:
        return "behind 10. a DOI has at least four digits"
    if match[2] not in ("/", "%"):
        return "a DOI has a slash behind its prefix"
    return "a DOI is like 10.1007/s12325-011-0081-6"


def url(value: str) -> str:
    """The address at doi.org, percent-encoded (RFC 3986), or "" where the value is no DOI."""
    found = normalize(value)
    return "https://doi.org/" + quote(found, safe=_URL_SAFE) if found else ""


def display(value: str) -> str:
    """The address as people are to read it, not encoded (Crossref's display guideline), or ""."""
    found = normalize(value)
    return f"https://doi.org/{found}" if found else ""


def key(value: str) -> str:
    """The DOI in lower case, for looking up and comparing, or "" where the value is none."""
    return _fold(normalize(value))


def same(a: str, b: str) -> bool:
    """Whether both are one DOI: ASCII letters count as equal in either case (DOI Handbook, 2.4)."""
    one = key(a)
    return bool(one) and one == key(b)


def _fold(value: str) -> str:
    """Lower case of ASCII letters only: other letters are told apart by case in a DOI."""
    return value.lower() if value.isascii() else re.sub("[A-Z]+", lambda m: m[0].lower(), value)


def _scan(text: str) -> Iterator[str]:
    if "10." not in text:
        return
    cleaned = _clean(text)
    for match in _FOUND.finditer(cleaned):
        value = _value(match)
        if value:
            yield value


def _clean(text: str) -> str:
    """The text without what HTML, LaTeX and typesetting put into DOIs."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match[1].lower()], text)
    if "\\" in text or "$" in text:
        text = _LATEX.sub(_from_latex, text)
    if not text.isascii():
        text = _DASHES.sub("-", _INVISIBLE.sub("", text))
    return text


def _from_latex(match: re.Match[str]) -> str:
    return match["char"] or match["math"] or (">" if match["more"] else "<")


def _without_gaps(text: str) -> str:
    """White space out of a text that is one DOI, where a line was broken: behind / - . ( : or _."""
    return _GAP.sub("", _BLANKS.sub(" ", text))


def _value(match: re.Match[str]) -> str:
    """The DOI of a match: decoded, and cut where it ends."""
    head = match.string[max(0, match.start() - 300) : match.start()]
    start = max(head.rfind(" "), head.rfind("\n"), head.rfind("<"), head.rfind('"')) + 1
    address = head[start:].lower()
    scheme = address.rfind("://")
    in_url = scheme >= 0
    host = address[scheme + 3 :].partition("/")[0] if in_url else ""
    elsewhere = in_url and host not in _RESOLVERS
    suffix = match["suffix"]
    gap = match["slash"] not in ("/", "%2F", "%2f")
    if len(suffix) > LONGEST or (gap and not any(map(str.isdigit, suffix))):
        return ""
    if in_url:
        suffix = _without_query(suffix, in_query="?" in address)
    return _finish(match["prefix"], suffix, elsewhere=elsewhere)


def _finish(prefix: str, suffix: str, *, elsewhere: bool) -> str:
    """Decode and cut until nothing changes: what was decoded may want cutting, and so on."""
    before = None
    while suffix != before:
        before = suffix
        allowed = _ALLOWED.match(_clean(_decode(suffix)))
        suffix = _cut_unbalanced(allowed[0]) if allowed else ""
        suffix = _without_tails(prefix, suffix, elsewhere=elsewhere)
        suffix = _once(prefix, suffix)
    return f"{prefix}/{suffix}" if suffix else ""


def _without_query(suffix: str, *, in_query: bool) -> str:
    """A URL's suffix without what belongs to the URL: query, fragment, further parameters."""
    # The check character of a SICI may be "#", which nobody encodes: …3.0.CO;2-#
    fragment = re.search(r"(?<!CO;2-)#", suffix)
    if fragment:
        suffix = suffix[: fragment.start()]
    suffix = suffix.partition("?")[0]
    return suffix.partition("&")[0] if in_query else suffix


def _decode(suffix: str) -> str:
    """Percent-encoding undone, also where it was done twice or more."""
    while "%" in suffix:
        decoded = _ESCAPE.sub(_unescape, suffix)
        decoded = _WIDE_ESCAPE.sub(_unescape_wide, decoded)
        if decoded == suffix:
            break
        suffix = decoded
    return suffix


def _unescape(match: re.Match[str]) -> str:
    return "%" if match[0].startswith("%25") else chr(int(match[0][1:], 16))


def _unescape_wide(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _cut_unbalanced(suffix: str) -> str:
    """Up to the first bracket that closes what the DOI did not open: it is the sentence's."""
    depth = {"(": 0, "[": 0}
    for place, character in enumerate(suffix):
        if character in depth:
            depth[character] += 1
        elif character in _OPENING:
            depth[_OPENING[character]] -= 1
            if depth[_OPENING[character]] < 0:
                return suffix[:place]
    return suffix


def _without_tails(prefix: str, suffix: str, *, elsewhere: bool) -> str:
    """Without the sentence's punctuation and a publisher's additions."""
    shorter = _TAIL.sub("", suffix.rstrip(_PUNCTUATION))
    if elsewhere:
        shorter = _FILE_TAIL.sub("", shorter)
        if prefix == "10.1101":  # bioRxiv and medRxiv put the version behind the DOI
            shorter = _PREPRINT_TAIL.sub("", shorter)
    return shorter


def _once(prefix: str, suffix: str) -> str:
    """The suffix of a DOI that was pasted twice in a row ("10.1/a10.1/a")."""
    half, odd = divmod(len(suffix) - len(prefix) - 1, 2)
    if half > 0 and not odd and suffix == f"{suffix[:half]}{prefix}/{suffix[:half]}":
        return suffix[:half]
    return suffix
