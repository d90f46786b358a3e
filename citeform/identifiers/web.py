"""Web addresses: finding them in text, and saying which are safe to link to (RFC 3986)."""

from __future__ import annotations

import re

_STOP = r"\s<>\"“”„«»{}|\\^`\ufdd0-\ufdef\ud800-\udfff"
_FOUND = re.compile(
    rf"(?<![A-Za-z0-9])(?:https?|ftp)://[^{_STOP}]+|(?<![\w@./-])www\.[^{_STOP}]+", re.IGNORECASE
)
_HOST = re.compile(
    r"(?:[^\s/@?#]{1,200}@)?(?:\[[0-9a-f:.]{2,60}\]|[^\s/:?#@\[\]]{1,253})(?::[0-9]{0,5})?(?=[/?#]|$)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?:[/?#]\S*)?", re.IGNORECASE)
_OPENING = {")": "(", "]": "["}


def find(text: str) -> str:
    """The first web address in the text, or ""."""
    return next(iter(find_all(text)), "")


def find_all(text: str) -> list[str]:
    """Every web address in the text, without the sentence's punctuation, each once."""
    found = (normalize(_trim(match[0])) for match in _FOUND.finditer(text))
    return list(dict.fromkeys(filter(None, found)))


def normalize(text: str) -> str:
    """The address that the text is, with a scheme (http and https, ftp), or "".

    `www.example.org` and `example.org/page` get `https://` in front; a scheme that is there stays.
    """
    stripped = text.strip().strip("<>").strip()
    if stripped.lower().startswith("url:"):
        stripped = stripped[4:].strip()
    if re.search(rf"[{_STOP}]", stripped):
        return ""
    scheme, separator, rest = stripped.partition("://")
    if not separator:
        if not _BARE.fullmatch(stripped):
            return ""
        scheme, rest = "https", stripped
    if scheme.lower() not in ("http", "https", "ftp") or not _HOST.match(rest):
        return ""
    return f"{scheme.lower()}://{rest}"


def is_valid(text: str) -> bool:
    """Whether the text is a web address with its scheme and a host."""
    return bool(re.match(r"(?i)\s*<?(?:https?|ftp)://", text)) and bool(normalize(text))


def problem(text: str) -> str:
    """What is wrong with it as a web address, in words; "" for a valid one."""
    stripped = text.strip()
    if is_valid(stripped):
        return ""
    if re.search(r"\s", stripped):
        return "it holds white space"
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:", stripped)
    if scheme and scheme[0].lower() not in ("http:", "https:", "ftp:"):
        return f"{scheme[0]} is no scheme of a web page"
    if not scheme and normalize(stripped):
        return "it does not start with http:// or https://"
    return "it is not a web address"


def url(value: str) -> str:
    """The address itself where it is safe to link to (http, https, ftp), or ""."""
    return normalize(value)


def _trim(found: str) -> str:
    """Without the punctuation of the sentence, and brackets that close what it did not open."""
    depth = {"(": 0, "[": 0}
    for place, character in enumerate(found):
        if character in depth:
            depth[character] += 1
        elif character in _OPENING:
            depth[_OPENING[character]] -= 1
            if depth[_OPENING[character]] < 0:
                found = found[:place]
                break
    return found.rstrip(".,;:!?'’*")
