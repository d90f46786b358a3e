"""Names as a Springer citation prints them: "de Melo, V.V.", "Kim, HJ.", "PAGES2k Consortium."

The rules (seen in the publisher's own lines):

- the family name whole, with its particles before it, in their own case;
- of every given name the first letter and a full stop, without blanks;
- a hyphenated given name as its letters run together with one full stop: Min-Seop is "MS.";
- a body as its literal name and a full stop.
"""

from __future__ import annotations

import re

from citeform.model.names import Name

_HYPHENS = re.compile("[-\u2010\u2011\u2012\u2013]")
_BETWEEN_GIVEN = re.compile(r"(?<=\.)(?=\w)|\s+")
_RUN_TOGETHER = re.compile(r"(?a:[A-Z]{2,3})")
"""Initials as MEDLINE writes them: "KYW"."""
_YEAR = re.compile(r"\(\d{4}\)")
_BODY_END = re.compile(r"\.(?=, | & | et al\.| )|,(?= )| (?=& |et al\.)")
_FAMILY_FIRST = re.compile(
    r"(?P<family>(?:St\. )?[^,.&]{1,120}), (?P<initials>(?:-?[^\W\d_]{1,3}\.)+)(?=[ ,]|$)"
)
_LONGEST_NAME = 200
_GENERATIONS = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})

PARTICLES = frozenset(
    "af al ap auf aus av bar ben bin bint d da dal dalla das de degli dei del della delle den der des"
    " di do dos du e el ibn l la las le les lo los op 's 't ten ter thoe tot und van vande vanden"
    " vander vom von y z zu zum zur".split()
)
"""Lower-case words that stand before a family name and belong to it."""

_BODIES = frozenset(
    "academy agency alliance association authors center centre collaboration collaborative"
    " collaborators college commission committee community consortium coordination council"
    " department federation foundation group groups initiative institute investigators laboratory"
    " league members ministry network office organisation organization panel partnership program"
    " programme project registry society study team trial trialists union university".split()
)


def printed(name: Name) -> str:
    """The name as the citation prints it."""
    if not name.family:
        whole = name.literal or name.given
        return whole if whole.endswith(".") else whole + "."
    given, moved = _without_particles(name.given)
    particles = (moved, name.dropping_particle, name.non_dropping_particle)
    family = " ".join(filter(None, (*particles, name.family)))
    family = family.replace("’ ", "’").replace("' ", "'")
    if name.suffix:
        family = f"{family} {name.suffix}"
    return f"{family}, {letters}" if (letters := initials(given)) else family


def initials(given: str) -> str:
    """Given names as initials: "Guido C. H. E." is "G.C.H.E.", "Min-Seop" is "MS."."""
    if _RUN_TOGETHER.fullmatch(given):
        return "".join(letter + "." for letter in given)
    words = (word for word in _BETWEEN_GIVEN.split(given) if word)
    return "".join(letters + "." for word in words if (letters := _letters(word)))


def _letters(word: str) -> str:
    """The first letter of each part of a hyphenated name."""
    parts = (re.sub(r"[\W\d_]", "", part) for part in _HYPHENS.split(word))
    return "".join(part[0] for part in parts if part)


def _without_particles(given: str) -> tuple[str, str]:
    """Given names and the particles that a source left behind them: "Bram van" of van Ginneken."""
    words = given.split()
    split = len(words)
    while split > 1 and words[split - 1] in PARTICLES:
        split -= 1
    return " ".join(words[:split]), " ".join(words[split:])


# ------------------------------------------------------------------ reading


def person(family: str, letters: str) -> Name:
    """The `Name` of a printed family name and its initials: ("Kim", "HJ.") is "H.-J." Kim."""
    words = family.split(" ")
    split = 0
    while split < len(words) - 1 and words[split] in PARTICLES:
        split += 1
    suffix = words.pop() if len(words) - split > 1 and words[-1] in _GENERATIONS else ""
    return Name(
        " ".join(words[split:]),
        _given(letters),
        non_dropping_particle=" ".join(words[:split]),
        suffix=suffix,
    )


def _given(letters: str) -> str:
    """Printed initials as given names: "J.CH." is "J. C.-H."; what else they hold is kept."""
    groups = [group for group in re.split(r"(?<=\.)(?=[^-])", letters) if group]
    return " ".join(
        ".-".join(group[:-1]) + "." if group[:-1].isalpha() else group for group in groups
    )


def looks_like_body(text: str) -> bool:
    """Whether a name is that of a group of people: "PAGES2k Consortium"."""
    words = text.casefold().rstrip(".").replace(",", " ").split()
    return any(word.strip("()") in _BODIES for word in words)


class PrintedNames:
    """The authors at the beginning of a citation line, and where they end.

    `names` holds at most three names and `Name.others()` where the line says "et al."; `end` is
    the offset behind them; `ampersand` says whether the last was joined by one.
    """

    def __init__(self, line: str) -> None:
        self.names: list[Name] = []
        self.end = 0
        self.ampersand = False
        self._read(line)

    def _read(self, line: str) -> None:
        position = 0
        while True:
            found = self._one(line, position)
            if found is None:
                return
            name, position = found
            self.names.append(name)
            self.end = position
            if line.startswith(" et al.", position):
                self.names.append(Name.others())
                self.end = position + len(" et al.")
                return
            if line.startswith(", ", position):
                position += 2
            elif line.startswith(" & ", position):
                self.ampersand = True
                position += 3
            else:
                return

    def _one(self, line: str, start: int) -> tuple[Name, int] | None:
        match = _FAMILY_FIRST.match(line, start)
        if match and not looks_like_body(match["family"]):
            return person(match["family"].strip(), match["initials"]), match.end()
        return self._body(line, start)

    def _body(self, line: str, start: int) -> tuple[Name, int] | None:
        """A name that ends in a full stop or comma and stands between others, or says it is one."""
        stop = _BODY_END.search(line, start, start + _LONGEST_NAME)
        if stop is None:
            return None
        text = line[start : stop.start()]
        among_others = not line.startswith(". ", stop.start()) or line.startswith(
            (". &", ". et al."), stop.start()
        )
        if not text or _YEAR.search(text):
            return None
        if not (looks_like_body(text) or (among_others and self.names)):
            return None
        end = stop.start() + (line[stop.start()] == ".")
        return Name(literal=text), end
