"""Citation keys by pattern, in the manner of Better BibTeX's formulas.

A pattern is a sum of terms; a term is a function with filters behind it::

    auth.lower + shorttitle(3, 3) + year
    auth.fold.capitalize + "_" + year + veryshorttitle.lower

The default is the first author's family name, the year, and the first word of the title that is
no article or preposition, in ASCII and lower case: `curie1898radium`. A key an article already has
is never changed. New keys that clash get a letter behind them: `curie1898radiuma`, then `b`, in the
order of the input and with regard to all keys of the whole set.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from inspect import signature
from typing import TYPE_CHECKING

from citeform.errors import UnknownNameError, UsageError
from citeform.text.tex.decode import NOCASE

if TYPE_CHECKING:
    from citeform.model.article import Article

DEFAULT = "auth.fold.lower + year + veryshorttitle.fold.lower"

_LEGAL = re.compile(r"[^\s\",#%{}=~\\\x00-\x1f\x7f]+")
"""A key that BibTeX and biber both take."""
_ILLEGAL = re.compile(r"[^A-Za-z0-9_:./+-]+")
_TAGS = re.compile(r"</?(?:i|b|sc|sup|sub|span)(?:\s[^<>]*)?>")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SKIPPED = frozenset(
    """a ab aboard about above across after against al along amid among an and anti are around as at
    before behind below beneath beside besides between beyond but by d da das de del dell dello dei
    degli della dem den der des despite di die do down du during ein eine einem einen einer eines el
    en et except for from gli i il in inside into is l la las le les like lo los near nor of off on
    onto or over past per plus round save since so some sur than the through to toward towards un una
    unas under une unlike uno unos until up upon via von versus von while with within without yet zu
    zum""".split()
)

_FOLDED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
        "’": "", "'": "",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """The text in ASCII: accents go, ß is ss, what has no Latin form goes.

    >>> fold("Çelik Weiß Łukasiewicz")
    'Celik Weiss Lukasiewicz'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    return "".join(each for each in decomposed if each.isascii())


# ------------------------------------------------------------------ functions and filters


def _people(article: Article) -> list[str]:
    names = article.author or article.editor or article.translator
    return [
        "".join(_WORD.findall(each.family or each.literal)) for each in names if not each.is_others
    ]


def _auth(article: Article, letters: int = 0, number: int = 1) -> str:
    people = _people(article)
    if not 1 <= number <= len(people):
        return ""
    return people[number - 1][: letters or None]


def _auth_last(article: Article) -> str:
    return (_people(article) or [""])[-1]


def _authors(article: Article, count: int = 0, letters: int = 0) -> str:
    people = _people(article)
    shown = people[: count or None]
    more = "EtAl" if len(people) > len(shown) else ""
    return "".join(each[: letters or None] for each in shown) + more


def _auth_etal(article: Article) -> str:
    people = _people(article)
    return "".join(people) if len(people) < 3 else f"{people[0]}EtAl"


def _year(article: Article) -> str:
    date = article.issued
    if date is None or date.year is None:
        return ""
    return str(date.year)


def _month(article: Article) -> str:
    date = article.issued
    return f"{date.month:02d}" if date is not None and date.month else ""


def _words(article: Article) -> list[str]:
    return _WORD.findall(_TAGS.sub("", article.title.replace(NOCASE, "")))


def _title_words(article: Article) -> list[str]:
    words = [each for each in _words(article) if each.lower() not in _SKIPPED]
    return [re.sub("['’]", "", each) for each in words]


def _short_title(article: Article, words: int = 3, capitals: int = 0) -> str:
    chosen = _title_words(article)[:words]
    return "".join(
        each[:1].upper() + each[1:] if place < capitals else each
        for place, each in enumerate(chosen)
    )


def _very_short_title(article: Article, words: int = 1, capitals: int = 0) -> str:
    return _short_title(article, words, capitals)


def _title(article: Article) -> str:
    return "".join(each[:1].upper() + each[1:] for each in _words(article))


def _journal(article: Article) -> str:
    return "".join(_WORD.findall(article.container_title_short or article.container_title))


def _first_page(article: Article) -> str:
    page = re.match(r"[^\s,-]+", article.page)
    return page[0] if page else ""


FUNCTIONS: dict[str, Callable[..., str]] = {
    "auth": _auth,
    "authorlast": _auth_last,
    "authors": _authors,
    "authetal": _auth_etal,
    "year": _year,
    "shortyear": lambda article: _year(article)[-2:],
    "month": _month,
    "title": _title,
    "shorttitle": _short_title,
    "veryshorttitle": _very_short_title,
    "journal": _journal,
    "volume": lambda article: article.volume,
    "firstpage": _first_page,
    "type": lambda article: article.type,
}
"""Terms of a pattern: the article, then the numbers in brackets."""

FILTERS: dict[str, Callable[..., str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": lambda text: text[:1].upper() + text[1:],
    "fold": fold,
    "abbr": lambda text: "".join(each[0] for each in _WORD.findall(text)),
    "substring": lambda text, start=1, length=0: text[
        start - 1 : start - 1 + length if length else None
    ],
    "prefix": lambda text, prefix="": f"{prefix}{text}" if text else "",
    "postfix": lambda text, postfix="": f"{text}{postfix}" if text else "",
}
"""What may stand behind a full stop: the text so far, then what stands in brackets."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<name>[A-Za-z]\w*)|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<sign>[+.()=,])|(?P<number>[0-9]{1,4}))"""
)

Term = Callable[["Article"], str]


@lru_cache(maxsize=64)
def compile_pattern(pattern: str) -> tuple[Term, ...]:
    """The terms of a pattern. Raises `UsageError` where it is none, and says at which place."""
    parser = _PatternParser(pattern)
    return tuple(parser.terms())


class _PatternParser:
    """Recursive descent without the recursion: a pattern does not nest."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.tokens: list[tuple[str, str, int]] = []
        position = 0
        text = pattern.rstrip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None or match.lastgroup is None:
                raise self.wrong(position)
            self.tokens.append(
                (match.lastgroup, match[match.lastgroup], match.start(match.lastgroup))
            )
            position = match.end()
        self.tokens.append(("end", "", len(text)))
        self.next = 0

    def wrong(self, position: int) -> UsageError:
        return UsageError(
            f"key pattern {self.pattern!r}: not understood at character {position + 1}"
        )

    def take(self) -> tuple[str, str, int]:
        token = self.tokens[self.next]
        self.next += token[0] != "end"
        return token

    def sign(self, sign: str) -> bool:
        kind, text, _ = self.tokens[self.next]
        found = kind == "sign" and text == sign
        self.next += found
        return found

    def terms(self) -> Iterator[Term]:
        while True:
            yield self.term()
            if not self.sign("+"):
                break
        kind, _, position = self.take()
        if kind != "end":
            raise self.wrong(position)

    def term(self) -> Term:
        kind, text, position = self.take()
        if kind in {"double", "single"}:
            return lambda _article: text
        if kind != "name":
            raise self.wrong(position)
        function = FUNCTIONS.get(text.lower())
        if function is None:
            raise _UnknownTermError(text, FUNCTIONS)
        arguments = self.arguments(function)
        filters: list[tuple[Callable[..., str], list[int | str]]] = []
        while self.sign("."):
            kind, text, position = self.take()
            if kind != "name":
                raise self.wrong(position)
            if text.lower() not in FILTERS:
                raise _UnknownTermError(text, FILTERS)
            function_of_text = FILTERS[text.lower()]
            filters.append((function_of_text, self.arguments(function_of_text)))

        def evaluate(article: Article) -> str:
            value = function(article, *arguments)
            for each, given in filters:
                value = each(value, *given)
            return value

        return evaluate

    def arguments(self, function: Callable[..., str]) -> list[int | str]:
        """What stands in brackets: numbers and texts; `name=` before one is passed over."""
        start = self.tokens[self.next][2]
        if not self.sign("("):
            return []
        found: list[int | str] = []
        while not self.sign(")"):
            kind, text, position = self.take()
            if kind == "name" and self.sign("="):
                continue
            if kind == "number":
                found.append(int(text))
            elif kind in {"double", "single"}:
                found.append(text)
            elif not (kind == "sign" and text == ","):
                raise self.wrong(position)
        if not _takes(function, found):
            raise self.wrong(start)
        return found


def _takes(function: Callable[..., str], arguments: list[int | str]) -> bool:
    """Whether the function has so many arguments behind its first, and numbers where these are."""
    parameters = list(signature(function).parameters.values())[1:]
    return len(arguments) <= len(parameters) and all(
        isinstance(given, int) or not isinstance(parameter.default, int)
        for given, parameter in zip(arguments, parameters, strict=False)
    )


class _UnknownTermError(UnknownNameError):
    """A pattern names a function or filter that does not exist."""

    kind = "part of a key pattern"


# ------------------------------------------------------------------ assigning


class Keys:
    """Gives each article of a set its key."""

    def __init__(self, pattern: str = "", *, rekey: bool = False) -> None:
        self.terms = compile_pattern(pattern or DEFAULT)
        self.rekey = rekey
        self.taken: set[str] = set()
        self.letters: dict[str, int] = {}

    def assign(self, articles: Iterable[Article]) -> Iterator[tuple[str, Article]]:
        """Key and article, in order.

        Articles stream through while they have keys. From the first without one on they are held,
        since a key further on may be the one that a new key must not take.
        """
        stream = iter(articles)
        for article in stream:
            own = self._own(article)
            if own:
                self.taken.add(own.lower())
                yield own, article
                continue
            held = [article, *stream]
            self.taken.update(each.lower() for each in map(self._own, held) if each)
            for each in held:
                yield self._own(each) or self._new(each), each

    def _own(self, article: Article) -> str:
        """The key an article has; "" where it has none that can be written."""
        if self.rekey:
            return ""
        for candidate in (article.id, article.citation_key):
            if candidate and _LEGAL.fullmatch(candidate):
                return candidate
        return ""

    def _new(self, article: Article) -> str:
        base = _ILLEGAL.sub("", fold("".join(term(article) for term in self.terms)))
        base = base or _ILLEGAL.sub("", fold(article.id)) or "work"
        key = base
        count = self.letters.get(base.lower(), 0)  # where the last one with this base ended
        while key.lower() in self.taken:
            key = base + _letters(count)
            count += 1
        self.letters[base.lower()] = count
        self.taken.add(key.lower())
        return key


def _letters(count: int) -> str:
    """a, b, … z, aa, ab, …

    >>> [_letters(n) for n in (0, 25, 26, 27, 702)]
    ['a', 'z', 'aa', 'ab', 'aaa']
    """
    letters = ""
    count += 1
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
