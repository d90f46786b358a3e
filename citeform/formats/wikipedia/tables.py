"""Templates and parameters of Citation Style 1, and those of other languages, as tables."""

from __future__ import annotations

import re

TYPES = {
    "cite journal": "article-journal",
    "cite book": "book",
    "cite web": "webpage",
    "cite news": "article-newspaper",
    "cite magazine": "article-magazine",
    "cite conference": "paper-conference",
    "cite thesis": "thesis",
    "cite report": "report",
    "cite encyclopedia": "entry-encyclopedia",
    "cite arxiv": "article",
    "cite av media": "motion_picture",
    "cite map": "map",
    "cite interview": "interview",
    "cite podcast": "broadcast",
    "cite speech": "speech",
    "cite patent": "patent",
}
"""Both ways: template and CSL type."""

ALIASES = {
    "article": "article-journal",
    "chapitre": "chapter",
    "citar libro": "book",
    "citar periódico": "article-journal",
    "citar web": "webpage",
    "cita conferencia": "paper-conference",
    "cita libro": "book",
    "cita noticia": "article-newspaper",
    "cita pubblicazione": "article-journal",
    "cita publicación": "article-journal",
    "cita tesis": "thesis",
    "cita testo": "document",
    "cita web": "webpage",
    "citation": "",
    "citation bioRxiv": "article",
    "cite biorxiv": "article",
    "cite book chapter": "chapter",
    "cite citeseerx": "article",
    "cite court": "legal_case",
    "cite data": "dataset",
    "cite dictionary": "entry-dictionary",
    "cite document": "document",
    "cite dvd notes": "motion_picture",
    "cite encyclopaedia": "entry-encyclopedia",
    "cite episode": "broadcast",
    "cite letter": "personal_communication",
    "cite mailing list": "post",
    "cite medrxiv": "article",
    "cite newsgroup": "post",
    "cite newspaper": "article-newspaper",
    "cite paper": "article-journal",
    "cite podcast episode": "broadcast",
    "cite preprint": "article",
    "cite press release": "document",
    "cite serial": "broadcast",
    "cite sign": "document",
    "cite ssrn": "article",
    "cite standard": "standard",
    "cite techreport": "report",
    "cite tweet": "post",
    "cite video": "motion_picture",
    "cite video game": "software",
    "cite website": "webpage",
    "internetquelle": "webpage",
    "lien web": "webpage",
    "literatur": "",
    "ouvrage": "book",
}
"""Read-only; "" where the parameters tell the type."""

NEAREST = {
    "bill": "cite report",
    "chapter": "cite book",
    "classic": "cite book",
    "dataset": "cite web",
    "entry-dictionary": "cite encyclopedia",
    "periodical": "cite journal",
    "post-weblog": "cite web",
    "post": "cite web",
    "review": "cite journal",
    "review-book": "cite journal",
    "song": "cite av media",
    "standard": "cite report",
}
"""Write-only: the template for a type that has none; `cite book` holds a chapter as well."""

WANTED = re.compile(
    r"\s*(?:" + "|".join(sorted(map(re.escape, {*TYPES, *ALIASES}), key=len, reverse=True)) + r")"
    r"\s*(?=[|}\n<])",
    re.IGNORECASE,
)

PARAMETERS = {
    "journal": "container_title",
    "volume": "volume",
    "issue": "issue",
    "publisher": "publisher",
    "location": "publisher_place",
    "edition": "edition",
    "series": "collection_title",
    "language": "language",
    "degree": "genre",
    "conference": "event_title",
    "id": "number",
    "version": "version",
    "via": "source",
    "isbn": "isbn",
    "issn": "issn",
    "doi": "doi",
    "pmid": "pmid",
    "pmc": "pmcid",
    "url": "url",
}
"""Both ways: parameter and attribute, in the order of writing."""

READ = {
    "accesso": "accessed",
    "access-date": "accessed",
    "accessdate": "accessed",
    "abruf": "accessed",
    "fechaacceso": "accessed",
    "fecha-acceso": "accessed",
    "consulté le": "accessed",
    "date": "date",
    "datum": "date",
    "fecha": "date",
    "data": "date",
    "publication-date": "date",
    "year": "date",
    "año": "date",
    "anno": "date",
    "ano": "date",
    "année": "date",
    "jahr": "date",
    "title": "title",
    "título": "title",
    "titulo": "title",
    "titolo": "title",
    "titel": "title",
    "titre": "title",
    "chapter": "chapter",
    "contribution": "chapter",
    "entry": "chapter",
    "article": "chapter",
    "section": "chapter",
    "capítulo": "chapter",
    "titre chapitre": "chapter",
    "work": "container_title",
    "magazine": "container_title",
    "newspaper": "container_title",
    "website": "container_title",
    "periodical": "container_title",
    "publication": "container_title",
    "encyclopedia": "container_title",
    "encyclopaedia": "container_title",
    "dictionary": "container_title",
    "book-title": "container_title",
    "revista": "container_title",
    "rivista": "container_title",
    "periódico": "container_title",
    "périodique": "container_title",
    "sammelwerk": "container_title",
    "werk": "container_title",
    "obra": "container_title",
    "number": "issue",
    "número": "issue",
    "numero": "issue",
    "numéro": "issue",
    "nummer": "issue",
    "volumen": "volume",
    "band": "volume",
    "page": "page",
    "pages": "page",
    "at": "page",
    "página": "page",
    "páginas": "page",
    "pagina": "page",
    "pagine": "page",
    "pp": "page",
    "seiten": "page",
    "place": "publisher_place",
    "publication-place": "publisher_place",
    "ubicación": "publisher_place",
    "lugar": "publisher_place",
    "ort": "publisher_place",
    "lieu": "publisher_place",
    "città": "publisher_place",
    "editorial": "publisher",
    "editora": "publisher",
    "editore": "publisher",
    "éditeur": "publisher",
    "verlag": "publisher",
    "hrsg": "publisher",
    "institution": "publisher",
    "auflage": "edition",
    "edición": "edition",
    "idioma": "language",
    "lingua": "language",
    "langue": "language",
    "sprache": "language",
    "lang": "language",
    "type": "genre",
    "orig-date": "original_date",
    "orig-year": "original_date",
    "total-pages": "number_of_pages",
    "event": "event_title",
    "chapter-url": "url",
    "eprint": "number",
    "arxiv": "number",
    "biorxiv": "doi",
    "medrxiv": "doi",
    "vauthors": "vauthors",
    "veditors": "veditors",
    "authors": "authors",
    "autori": "authors",
    "people": "authors",
    "display-authors": "display-authors",
    "display-editors": "display-editors",
}
"""Read-only: other spellings, other languages, and what needs more than a table."""

_PERSON = re.compile(
    r"(?:(author|editor|translator|interviewer|contributor|subject|host|inventor|autor|auteur|autore|"
    r"éditeur|hrsg)-?(\d*)-?)?"
    r"(last|surname|family|first|given|apellidos?|nombre|cognome|nome|nom|prénom|name|link|mask)?-?(\d*)"
)
ROLES = {
    "": "author",
    "author": "author",
    "autor": "author",
    "auteur": "author",
    "autore": "author",
    "subject": "author",
    "host": "host",
    "inventor": "author",
    "editor": "editor",
    "translator": "translator",
    "interviewer": "interviewer",
    "contributor": "contributor",
}
_PARTS = {
    "last": "family",
    "surname": "family",
    "family": "family",
    "apellido": "family",
    "apellidos": "family",
    "cognome": "family",
    "nom": "family",
    "first": "given",
    "given": "given",
    "nombre": "given",
    "nome": "given",
    "prénom": "given",
}


def person(parameter: str) -> tuple[str, int, str] | None:
    """Role, number from 1 and part ("family", "given", "whole") that a parameter means, or None.

    "last3", "editor2-first", "editor-first2" and "author" are such parameters.
    """
    match = _PERSON.fullmatch(parameter)
    if match is None or match[3] in {"link", "mask"}:
        return None
    role, one, part, two = match.groups()
    if role not in ROLES and role is not None:
        return None
    if role is None and part in {None, "name"}:
        return None
    number = int((one or two or "1")[:6])
    return ROLES[role or ""], number, _PARTS.get(part or "", "whole")
