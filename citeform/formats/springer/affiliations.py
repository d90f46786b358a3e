"""Affiliation lines whose parts run together: "Hematology DepartmentHospital GeneralSoriaSpain".

SpringerLink sets department, institution, town and country in elements of their own, and text
copied from the page has nothing between them. Where a line certainly is of that kind (a country is
glued to the word before it), it is split at the joints: a capital letter behind a small one. Any
other line stays as it is.
"""

from __future__ import annotations

import re

COUNTRIES = (
    "Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan"
    "|Bahrain|Bangladesh|Barbados|Belarus|Belgium|Benin|Bolivia|Bosnia and Herzegovina|Botswana"
    "|Brazil|Brasil|Brunei|Bulgaria|Burkina Faso|Burundi|Cambodia|Cameroon|Canada|Chad|Chile"
    "|People’s Republic of China|People's Republic of China|P. R. China|P.R. China|PR China|China"
    "|Colombia|Costa Rica|Côte d’Ivoire|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark"
    "|Dominican Republic|Ecuador|Egypt|El Salvador|Eritrea|Estonia|Ethiopia|Fiji|Finland|France"
    "|Gabon|Gambia|Georgia|Germany|Deutschland|Ghana|Greece|Guatemala|Guinea|Haiti|Honduras"
    "|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica|Japan|Jordan"
    "|Kazakhstan|Kenya|Republic of Korea|South Korea|North Korea|Korea|Kuwait|Kyrgyzstan|Laos|Latvia"
    "|Lebanon|Libya|Liechtenstein|Lithuania|Luxembourg|Macao|Macau|Macedonia|Madagascar|Malawi"
    "|Malaysia|Mali|Malta|Mauritius|Mexico|Moldova|Monaco|Mongolia|Montenegro|Morocco|Mozambique"
    "|Myanmar|Namibia|Nepal|The Netherlands|Netherlands|New Zealand|Nicaragua|Niger|Nigeria|Norway"
    "|Oman|Pakistan|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal"
    "|Puerto Rico|Qatar|Romania|Russian Federation|Russia|Rwanda|San Marino|Saudi Arabia|Senegal"
    "|Serbia|Sierra Leone|Singapore|Slovakia|Slovenia|Somalia|South Africa|Spain|España|Sri Lanka"
    "|Sudan|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Togo|Trinidad and Tobago"
    "|Tunisia|Turkey|Türkiye|Turkmenistan|UAE|United Arab Emirates|Uganda|Ukraine|UK|U.K."
    "|United Kingdom|England|Scotland|Wales|Northern Ireland|USA|U.S.A.|United States of America"
    "|United States|Uruguay|Uzbekistan|Vatican City|Venezuela|Viet Nam|Vietnam|Yemen|Zambia|Zimbabwe"
)
_GLUED_COUNTRY = re.compile(
    rf"(?<=[^\W_])(?=(?:{re.escape(COUNTRIES).replace(chr(92) + chr(124), chr(124))})$)"
)
_JOINT = re.compile(
    r"""(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-Þ])         # a capital behind a small letter
      | (?<=[A-Z]{3})(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ]{2})  # a word behind an acronym
      | (?<=,[ ][A-Z]{2})(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ]{2})  # a town behind the letters of its state
      | (?<=[)\d.])(?=[A-ZÀ-ÖØ-Þ][a-zß-ÿ]{2})    # a word behind a bracket, a number, a full stop
    """,
    re.VERBOSE,
)
_PREFIXES = frozenset("Mc Mac De Del Della Di Du La Le Van Von Fitz St O Da Des Los Las".split())
_WHOLE = re.compile(
    "AgroParisTech|AgroSup|BioMed|CentraleSupélec|CeBiTec|CSIRO|eScience|GmbH|IfADo|INRAe"
    "|McGill|McMaster|MedStar|MedUni|MINES ParisTech|ParisTech|PharmaCenter|PhD|SupAgro|SciLifeLab"
    "|TechnoPark|UConn|UniSA|VetAgro|YoungWoo"
)
"""Names that have a capital letter within."""


def tidy(text: str) -> str:
    """The line with ", " at its joints; unchanged where it is not certain that it has any."""
    glued = None
    for match in _GLUED_COUNTRY.finditer(text):
        if _is_joint(text, match.start()):
            glued = match.start()
            break
    if glued is None:
        return text
    whole = [match.span() for match in _WHOLE.finditer(text)]
    pieces: list[str] = []
    start = 0
    joints = {match.start() for match in _JOINT.finditer(text)} | {glued}
    joints |= {end for _, end in whole if text[end : end + 1].isupper()}
    for joint in sorted(joints):
        inside = any(begin < joint < end for begin, end in whole)
        if joint == glued or (joint < glued and not inside and _is_joint(text, joint)):
            pieces.append(text[start:joint])
            start = joint
    pieces.append(text[start:])
    return ", ".join(piece.strip(" ,") for piece in pieces)


def _is_joint(text: str, offset: int) -> bool:
    """Whether two parts meet here, and it is not the middle of a name such as "McDonald"."""
    before = re.search(r"[^\W\d_]*$", text[max(0, offset - 40) : offset])
    word = before[0] if before else ""
    # The word before may itself be glued to its predecessor: only its last capital letter counts.
    last = re.search(r"[A-ZÀ-ÖØ-Þ]?[^A-ZÀ-ÖØ-Þ]*$", word)
    return (last[0] if last else word) not in _PREFIXES
