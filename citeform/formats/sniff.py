"""Which format a text is in, by its first characters.

All the tests stand here side by side, so that two formats that look alike are told apart in one
place. The text is first sorted by its container (JSON, XML, …), then tried against that
container's rows from top to bottom; the first row that matches wins.
"""

from __future__ import annotations

import re

_ROWS: dict[str, list[tuple[str, re.Pattern[str]]]] = {
    "json": [
        ("codemeta", re.compile(r'"@context"\s*:[^{}]{0,300}codemeta')),
        ("schema-org", re.compile(r'"@(?:context|vocab)"\s*:[^}]{0,300}schema\.org')),
        (
            "datacite",
            re.compile(
                r'"(?:resourceTypeGeneral|resource-type-general|relatedIdentifiers|nameType)"\s*:'
            ),
        ),
        ("openalex", re.compile(r'"id"\s*:\s*"https://(?:api\.)?openalex\.org/')),
        ("europepmc", re.compile(r'"(?:pageInfo|authorString|journalInfo|pubYear)"\s*:')),
        # Arrays for titles, and the types, tell Crossref's own JSON from the CSL-JSON it also gives.
        (
            "crossref",
            re.compile(
                r'"message-type"\s*:\s*"work|"(?:container-)?title"\s*:\s*\[\s*(?:"|\])'
                r'|"type"\s*:\s*"(?:component|posted-content|journal-issue)"'
            ),
        ),
        ("ndjson", re.compile(r"\A\{[^\n]*\}[^\S\n]*\n\s*\{")),
        ("csl-json", re.compile(r"")),
    ],
    "xml": [
        ("datacite-xml", re.compile(r"<(?:\w+:)?resource\s[^<>]*datacite|datacite\.org/schema/")),
        (
            "crossref-xml",
            re.compile(r"<(?:\w+:)?(?:crossref_result|doi_records|doi_batch|crossref)[\s>]"),
        ),
        (
            "pubmed-xml",
            re.compile(
                r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation|PubmedArticleSet)[\s>]"
            ),
        ),
        ("mods", re.compile(r"<(?:\w+:)?mods(?:Collection)?[\s>]|loc\.gov/mods/")),
        ("endnote-xml", re.compile(r"(?i)<xml>\s*<records>|<ref-type[\s>]")),
        (
            "jats",
            re.compile(r"<(?:article|ref-list|mixed-citation|element-citation|book-part)[\s>]"),
        ),
        ("coins", re.compile(r"\bZ3988\b")),
    ],
    "html": [
        ("coins", re.compile(r"(?i)\A<span\b[^<>]{0,300}\bZ3988\b")),
        ("html", re.compile(r"")),
    ],
    "text": [
        ("cff", re.compile(r"(?m)^cff-version[^\S\n]*:")),
        (
            "csl-yaml",
            re.compile(
                r"(?m)^references[^\S\n]*:[^\S\n]*(?:#[^\n]*|\[\])?\n"
                r"|\A(?:---[^\n]*\n|#[^\n]*\n|\s*\n)*+-\s+(?:id|type|title|author|DOI|issued)[^\S\n]*:"
            ),
        ),
        (
            "hayagriva",
            re.compile(
                r"(?i)\A(?:---[^\n]*\n|#[^\n]*\n|\s*\n)*+[^\s#@%\-{}\[\]<][^\n]{0,200}?:[^\S\n]*(?:\n|(?=\{))"
                r"(?:[^\n]*\n){0,80}?[^\n]{0,200}?[\s{,]type[^\S\n]*:[^\S\n]*[\"']?"
                r"(?:article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper"
                r"|legislation|manuscript|original|post|misc|performance|periodical|proceedings|book|blog"
                r"|reference|conference|anthology|repository|thread|video|audio|exhibition)\b"
            ),
        ),
        ("bibtex", re.compile(r"(?im)^[^\S\n]*@[a-z]+[^\S\n]*[{(]")),
        ("ris", re.compile(r"(?m)^[ \t]*(?:TY[ \t]{0,2}-[ \t]*|ty  - )\w")),
        ("medline", re.compile(r"(?m)^(?:PMID|OWN )- ?\S")),
        ("wos", re.compile(r"(?m)\AFN \S.*\n(?:VR |PT )|^PT [JBSPC]\s*$")),
        ("ovid", re.compile(r"(?m)^ ?<\d{1,7}\.? ?>\s*$|^VN {1,2}- Ovid")),
        ("refworks", re.compile(r"(?m)^RT [A-Z][a-z]|\ARefworks Export")),
        ("enw", re.compile(r"(?m)^%0 [A-Z]|^%T \S.*\n%[A-Z0-9@] ")),
        (
            "wikipedia",
            re.compile(
                r"(?i)\{\{\s*(?:cite |citation\s*[|}]|citar? |literatur\s*\||internetquelle\s*\|"
                r"|lien web\s*\||ouvrage\s*\|)"
            ),
        ),
        ("coins", re.compile(r"(?i)\bctx_ver=Z39\.88|\burl_ver=Z39\.88|\brft\.[a-z]+=")),
        (
            "csv",
            re.compile(
                r"(?i)\A(?=[^\n]*(?:\A|[,;\t])\"?(?:article |document |item )?title\"?[,;\t\r\n])"
                r"[^\n]*(?:\A|[,;\t\"])(?:authors?|year|doi|abstract|abstract note|publication year"
                r"|author names?|keywords)[\",;\t\r\n]"
            ),
        ),
        ("springer-page", re.compile(r"(?im)^cite this article( as)?:?\s*$|^DOI: 10\.\d")),
        (
            "springer-current",
            re.compile(r"(?m)\A\s*\S.*\(\d{4}\)\.(?: https?://doi\.org/10\.\S+)?\s*$"),
        ),
        ("springer", re.compile(r"(?m)\A\s*\S.*\(\d{4}\)")),
    ],
}


_JSON = re.compile(r"\{\s*[\"}]|\[\s*[{\"\]]|\[\s*\[\s*[\[{\"\]]")
_HTML = re.compile(
    r"(?i)(?:<\?xml[^>]{0,200}>\s*|<!--(?:[^-]|-(?!->))*+-->\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|meta|link|body|div|span|script)[\s>])"
)


def sniff(head: str) -> str | None:
    """Name of the format, or None. `head` is the first part of the input."""
    text = head.lstrip("\ufeff \t\r\n")
    for name, pattern in _ROWS[container(text)]:
        if pattern.search(text):
            return name
    return None


def container(text: str) -> str:
    """The kind of container, from the first characters: "json", "xml", "html" or "text"."""
    if _JSON.match(text):
        return "json"
    if text.startswith("<") and not re.match(r"<\d", text):
        return "html" if _HTML.match(text) else "xml"
    return "text"
