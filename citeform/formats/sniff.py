"""Which format a text is in, by its first characters.

All the tests stand here side by side, so that two formats that look alike are told apart in one
place. The text is first sorted by its container (JSON, XML, …), then tried against that
container's rows from top to bottom; the first row that matches wins.
"""

from __future__ import annotations

import re

_ROWS: dict[str, list[tuple[str, str]]] = {
    "json": [
        ("codemeta", r'"@context"\s*:[^{}]{0,300}codemeta'),
        ("schema-org", r'"@(?:context|vocab)"\s*:[^}]{0,300}schema\.org'),
        (
            "datacite",
            r'"(?:resourceTypeGeneral|resource-type-general|relatedIdentifiers|nameType)"\s*:',
        ),
        ("openalex", r'"id"\s*:\s*"https://(?:api\.)?openalex\.org/'),
        ("europepmc", r'"(?:pageInfo|authorString|journalInfo|pubYear)"\s*:'),
        # Arrays for titles, and the types, tell Crossref's own JSON from the CSL-JSON it also gives.
        (
            "crossref",
            (
                r'"message-type"\s*:\s*"work|"(?:container-)?title"\s*:\s*\[\s*(?:"|\])'
                r'|"type"\s*:\s*"(?:component|posted-content|journal-issue)"'
            ),
        ),
        ("ndjson", r"\A\{[^\n]*\}[^\S\n]*\n\s*\{"),
        ("csl-json", r""),
    ],
    "xml": [
        ("datacite-xml", r"<(?:\w+:)?resource\s[^<>]*datacite|datacite\.org/schema/"),
        ("crossref-xml", r"<(?:\w+:)?(?:crossref_result|doi_records|doi_batch|crossref)[\s>]"),
        (
            "pubmed-xml",
            r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation|PubmedArticleSet)[\s>]",
        ),
        ("mods", r"<(?:\w+:)?mods(?:Collection)?[\s>]|loc\.gov/mods/"),
        ("endnote-xml", r"(?i)<xml>\s*<records>|<ref-type[\s>]"),
        ("jats", r"<(?:article|ref-list|mixed-citation|element-citation|book-part)[\s>]"),
        ("coins", r"\bZ3988\b"),
    ],
    "html": [
        ("coins", r"(?i)\A<span\b[^<>]{0,300}\bZ3988\b"),
        ("html", r""),
    ],
    "text": [
        ("cff", r"(?m)^cff-version[^\S\n]*:"),
        (
            "csl-yaml",
            (
                r"(?m)^references[^\S\n]*:[^\S\n]*(?:#[^\n]*|\[\])?\n"
                r"|\A(?:---[^\n]*\n|#[^\n]*\n|\s*\n)*+-\s+(?:id|type|title|author|DOI|issued)[^\S\n]*:"
            ),
        ),
        (
            "hayagriva",
            (
                r"(?i)\A(?:---[^\n]*\n|#[^\n]*\n|\s*\n)*+[^\s#@%\-{}\[\]<][^\n]{0,200}?:[^\S\n]*(?:\n|(?=\{))"
                r"(?:[^\n]*\n){0,80}?[^\n]{0,200}?[\s{,]type[^\S\n]*:[^\S\n]*[\"']?"
                r"(?:article|chapter|entry|anthos|report|thesis|web|scene|artwork|patent|case|newspaper"
                r"|legislation|manuscript|original|post|misc|performance|periodical|proceedings|book|blog"
                r"|reference|conference|anthology|repository|thread|video|audio|exhibition)\b"
            ),
        ),
        ("bibtex", r"(?im)^[^\S\n]*@[a-z]+[^\S\n]*[{(]"),
        ("ris", r"(?m)^[ \t]*(?:TY[ \t]{0,2}-[ \t]*|ty  - )\w"),
        ("medline", r"(?m)^(?:PMID|OWN )- ?\S"),
        ("wos", r"(?m)\AFN \S.*\n(?:VR |PT )|^PT [JBSPC]\s*$"),
        ("ovid", r"(?m)^ ?<\d{1,7}\.? ?>\s*$|^VN {1,2}- Ovid"),
        ("refworks", r"(?m)^RT [A-Z][a-z]|\ARefworks Export"),
        ("enw", r"(?m)^%0 [A-Z]|^%T \S.*\n%[A-Z0-9@] "),
        (
            "wikipedia",
            (
                r"(?i)\{\{\s*(?:cite |citation\s*[|}]|citar? |literatur\s*\||internetquelle\s*\|"
                r"|lien web\s*\||ouvrage\s*\|)"
            ),
        ),
        ("coins", r"(?i)\bctx_ver=Z39\.88|\burl_ver=Z39\.88|\brft\.[a-z]+="),
        (
            "csv",
            (
                r"(?i)\A(?=[^\n]*(?:\A|[,;\t])\"?(?:article |document |item )?title\"?[,;\t\r\n])"
                r"[^\n]*(?:\A|[,;\t\"])(?:authors?|year|doi|abstract|abstract note|publication year"
                r"|author names?|keywords)[\",;\t\r\n]"
            ),
        ),
        ("springer-page", r"(?im)^cite this article( as)?:?\s*$|^DOI: 10\.\d"),
        ("springer-current", r"(?m)\A\s*\S.*\(\d{4}\)\.(?: https?://doi\.org/10\.\S+)?\s*$"),
        ("springer", r"(?m)\A\s*\S.*\(\d{4}\)"),
    ],
}
"""Container to rows of a format and the pattern it is known by: a text, as `re` compiles (and keeps)
only those that are tried."""

_JSON = re.compile(r"\{\s*[\"}]|\[\s*[{\"\]]|\[\s*\[\s*[\[{\"\]]")
_HTML = re.compile(
    r"(?i)(?:<\?xml[^>]{0,200}>\s*|<!--(?:[^-]|-(?!->))*+-->\s*)*+"
    r"<(?:!doctype\s+html|(?:html|head|meta|link|body|div|span|script)[\s>])"
)


def sniff(head: str) -> str | None:
    """Name of the format, or None. `head` is the first part of the input."""
    text = head.lstrip("\ufeff \t\r\n")
    for name, pattern in _ROWS[container(text)]:
        if re.search(pattern, text):
            return name
    return None


def container(text: str) -> str:
    """The kind of container, from the first characters: "json", "xml", "html" or "text"."""
    if _JSON.match(text):
        return "json"
    if text.startswith("<") and not re.match(r"<\d", text):
        return "html" if _HTML.match(text) else "xml"
    return "text"
