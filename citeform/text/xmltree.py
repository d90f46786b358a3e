"""The one XML parser of the project: hardened, lenient, and with a diagnostic for every repair.

What makes XML dangerous is taken away before the parser sees it: the document type declaration
(so no entity of the document's own, no external file, no bomb), bytes that are in another encoding
than they say, and characters that XML forbids. Named entities of HTML, which real exports use
without declaring them, become their characters; any other stays in the text as it is written.
lxml then parses what is left with its limits on (depth, size of a text) and recovers from what is
broken.

Everything here is linear in the size of the input.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from citeform.text.entities import FORBIDDEN, named_character, numbered_character

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

    from citeform.diagnostics import Report

XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,300}>")
_DECLARED = re.compile(
    rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""
)
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_ENTITY = re.compile(
    r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+(?:\]\]>)?|<!--(?:[^-]|-(?!->))*+(?:-->)?"
    r"|&([A-Za-z][A-Za-z0-9]{0,31});|&#(x[0-9A-Fa-f]{1,8}|[0-9]{1,9});|&"
)
_FIVE = frozenset({"amp", "lt", "gt", "quot", "apos"})
_PROLOG = re.compile(r"\s++|<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_IN_DOCTYPE = re.compile(r""""[^"]*"|'[^']*'|<!--(?:[^-]|-(?!->))*+-->|[][>]""")
_MOST_DIAGNOSTICS = 20


def parse_xml(data: bytes | str, report: Report) -> _Element | None:
    """The root element of a document, or None where there is not even one.

    Every element below it is an element: comments and processing instructions are left out.
    What is broken is repaired and reported as `xml.syntax`; declarations of entities are not
    read (`xml.doctype`). Never raises on data.
    """
    from lxml import etree

    text = prepared(data, report)
    if not text.strip():
        report.add("input.empty", "the input holds no XML")
        return None
    parser = _parser()
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        report.add("xml.syntax", f"not XML: {problem.msg}", line=line or 1, column=column)
        return None
    errors = [each for each in parser.error_log if each.level_name != "WARNING"]
    for error in errors[:_MOST_DIAGNOSTICS]:
        report.add("xml.syntax", error.message.strip()[:200], line=error.line, column=error.column)
    if len(errors) > _MOST_DIAGNOSTICS:
        more = len(errors) - _MOST_DIAGNOSTICS
        last = errors[-1]
        report.add("xml.syntax", f"and {more} more such errors", line=last.line)
    if root is None:  # recovered from input without a single element
        report.add("xml.syntax", "not XML: there is no element in it", line=1)
    return root


def without_namespaces(root: _Element) -> _Element:
    """The same tree with the local names of its elements as their tags; attributes are left.

    For formats that are met under several namespaces, or under none, with the same element names.
    """
    for element in root.iter():
        tag = element.tag
        if "}" in tag or ":" in tag:
            # A prefix that was never declared is part of the tag; broken tags may be only that.
            # What is left may be no name ("a:-"), and lxml does not take it.
            with suppress(ValueError):
                element.tag = tag.rpartition("}")[2].rpartition(":")[2] or "_"
    return root


def text_of(element: _Element | None) -> str:
    """All text within, white space runs as one blank; "" for None."""
    if element is None:
        return ""
    return " ".join("".join(map(str, element.itertext())).split())


def _parser() -> XMLParser:
    from lxml import etree

    # A fresh one per document: it carries the document's error log.
    return etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _decode(data: bytes, report: Report) -> str:
    """Bytes by their mark, else by their declaration, else UTF-8, else Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    if data.startswith((b"<\0", b"\0<")):
        return data.decode("utf-16-le" if data.startswith(b"<\0") else "utf-16-be", "replace")
    declared = _DECLARED.match(data)
    name = declared[1].decode().lower() if declared else "utf-8"
    try:
        # What is declared as wide but starts with "<?xml" in single bytes cannot be wide.
        encoding = "utf-8" if name.startswith(("utf-16", "utf-32", "ucs")) else _text_codec(name)
        return data.decode(encoding)
    except LookupError:
        problem = f"the declared encoding {name!r} is not known"
    except UnicodeDecodeError:
        problem = f"the bytes are not {name}"
    try:
        decoded = data.decode("utf-8")
        problem += "; read as UTF-8"
    except UnicodeDecodeError:
        decoded = data.decode("cp1252", "replace")
        problem += "; read as Windows-1252"
    report.add("input.encoding", problem, line=1, hint="save the file as UTF-8")
    return decoded


def _text_codec(name: str) -> str:
    """The codec of that name. Raises `LookupError` for none, and for codecs that are not of text."""
    found = codecs.lookup(name)
    "".encode(name)  # raises LookupError for hex, zip and the like
    return "cp1252" if found.name == "iso8859-1" else found.name


def prepared(data: bytes | str, report: Report) -> str:
    """The text without declaration, document type, forbidden characters and unknown entities."""
    text = _decode(data, report) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    declaration = _DECLARATION.match(text)
    if declaration:
        # Line ends stay, so that line numbers do.
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    else:
        text = text.lstrip() if text[:1] in {"\n", "\r", " ", "\t"} else text
    text, dropped = FORBIDDEN.subn("", text)
    if dropped:
        report.add("input.control-character", f"{dropped} forbidden characters were dropped")
    if _C1.search(text):  # Windows-1252 that was taken for Latin-1 on its way
        text = _C1.sub(lambda match: numbered_character(str(ord(match[0]))), text)
    text = _without_doctype(text, report)
    return _ENTITY.sub(_resolved, text) if "&" in text else text


def _without_doctype(text: str, report: Report) -> str:
    """The text with its document type declaration blanked out, line ends kept."""
    position = 0
    while match := _PROLOG.match(text, position):
        position = match.end()
    if not _DOCTYPE.match(text, position):
        return text
    end, depth, subset = len(text), 0, False
    for token in _IN_DOCTYPE.finditer(text, position):
        if token[0] == "[":
            depth, subset = depth + 1, True
        elif token[0] == "]":
            depth -= 1
        elif token[0] == ">" and depth <= 0:
            end = token.end()
            break
    else:
        report.add("xml.syntax", "the document type declaration does not end", line=1)
    doctype = text[position:end]
    if subset and "<!" in doctype[9:]:
        report.add(
            "xml.doctype",
            "declarations of the document type are not read",
            line=text.count("\n", 0, position) + 1,
            hint="entities declared there stay in the text as they are written",
        )
    return text[:position] + "\n" * doctype.count("\n") + text[end:]


def _resolved(match: re.Match[str]) -> str:
    """What stands in the place of a reference: safe to be parsed as XML once more."""
    name, number = match.groups()
    if name in _FIVE:
        return match[0]
    if name:
        return _escaped(named_character(name)) or f"&amp;{name};"
    if number:
        character = numbered_character(number)
        # A line end or tab written as a reference is meant; as itself, an attribute would lose it.
        return f"&#{ord(character)};" if character in _WHITE_SPACE else _escaped(character)
    return "&amp;" if match[0] == "&" else match[0]


def _escaped(text: str) -> str:
    """Character data; quotes too, since it may stand in an attribute."""
    return text.translate(_ESCAPES)


_WHITE_SPACE = {"\t", "\n", "\r"}
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", 39: "&#39;"}


def attributes_of(element: _Element) -> dict[str, str]:
    """The attributes by their local names."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def line_of(element: _Element) -> int:
    """The line an element starts in; 0 where it is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def inner_xml(element: _Element) -> str:
    """What stands between an element's tags, as XML: its texts escaped, its children with tags.

    The input of `citeform.text.jats`, where the same markup also comes as a text.
    """
    from lxml import etree

    if len(element) == 0:
        return _escaped(element.text or "")
    parts = [_escaped(element.text or "")]
    parts.extend(etree.tostring(child, encoding="unicode") for child in element)
    return "".join(parts)


def to_data(element: _Element, *, depth: int = 40) -> Any:
    """An element as JSON has it, for what a format has no field for but does not want to lose.

    A text alone is that text; else a dictionary of "@name" for attributes, "#text" for text,
    and the children by their tags, repeated ones as lists. Text between children makes it
    "#markup", the content as it is written. What nests deeper than `depth` is its text.
    """
    if depth == 0:
        return text_of(element)
    text = (element.text or "").strip()
    if len(element) == 0 and not element.attrib:
        return text
    data: dict[str, Any] = {f"@{name}": value for name, value in attributes_of(element).items()}
    if len(element) and (text or any((child.tail or "").strip() for child in element)):
        data["#markup"] = " ".join(inner_xml(element).split())
        return data
    if text:
        data["#text"] = text
    for child in element:
        tag, value = child.tag.rpartition("}")[2], to_data(child, depth=depth - 1)
        if tag not in data:
            data[tag] = value
        elif isinstance(data[tag], list):
            data[tag].append(value)
        else:
            data[tag] = [data[tag], value]
    return data
