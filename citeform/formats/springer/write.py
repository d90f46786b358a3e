"""An article as a Springer citation, as rich text.

Form 1, "Cite this article as" (about 2011-2018)::

    Franco, C.A., Palomera, L., Arredondo, J.J.R. et al. Adv Therapy (2011) 28(Suppl 8): 14. doi:…

Form 2, "Cite this article" (2019 on)::

    Colbrook, M.J., Hansen, A.C. Title. Numer. Math. 143, 17–83 (2019). https://doi.org/…

At most three authors are named, then "et al.". Of issues only supplements are printed. Form 1
names the first page only and no title. A chapter has forms of its own (`chapter`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from citeform.errors import UnknownNameError
from citeform.formats.springer.names import printed
from citeform.identifiers import doi as dois
from citeform.model.record import FrozenDict
from citeform.text import tags
from citeform.text.marks import BOLD, END, HREF_END, ITALIC, LINK, clean

if TYPE_CHECKING:
    from citeform.model.article import Article
    from citeform.model.names import Name

KEY = "springer"
"""Where `Article.custom` keeps how a line was spelt: "doi", "dash", "as-read"."""

DOI_PREFIXES = {"doi": "doi:", "url": "https://doi.org/"}
_NAMED = 3
_ET_AL = f" {ITALIC}et al.{END}"
_SUPPLEMENT = re.compile(
    r"(?i)(?:(?P<issue>\d+) ?)?(?:suppl(?:ement)?s?(?![A-Za-z])[._ ]*|S(?=\d))(?P<number>.*)"
)
_DASH = re.compile(r"(?<=\w)\s?(?:--?|[–—−])\s?(?=\w)")


class UnknownSpellingError(UnknownNameError):
    """The option doi is neither "doi" nor "url"."""

    kind = "spelling of DOIs"


def form_1(article: Article, links: bool = False, *, doi: str = "") -> str:
    """As SpringerLink printed it from about 2011 to 2018, as rich text.

    `doi` is "doi" (`doi:10.…`, the default) or "url" (`https://doi.org/10.…`). Raises
    `UsageError` for another one.
    """
    parts = [authors(article.author, pairs_with=" & "), _journal(article)]
    year = _year(article)
    if year:
        parts.append(f"({year})")
    first = first_page(article)
    if article.volume:
        volume = BOLD + clean(article.volume) + END
        supplement = supplement_of(article)
        volume += f"({supplement})" if supplement else ""
        parts.append(f"{volume}: {first}" if first else volume)
    elif first:
        parts[-1] += f": {first}"
    return _with_doi(_joined(parts), article, doi or remembered(article, "doi") or "doi:", links)


def form_2(article: Article, links: bool = False, *, doi: str = "") -> str:
    """As SpringerLink prints it since 2019, as rich text. `doi` as in `form_1`, default "url"."""
    parts = [authors(article.author, pairs_with=", ")]
    if article.title:
        title = tags.parse(" ".join(article.title.split()))
        parts.append(title if title.endswith(".") else title + ".")
    parts.append(_journal(article))
    pages = _pages(article)
    if article.volume:
        volume = BOLD + clean(article.volume) + END
        supplement = supplement_of(article)
        volume += f" ({supplement})" if supplement else ""
        parts.append(f"{volume}, {pages}" if pages else volume)
    elif pages:
        parts[-1] += f", {pages}"
    year = _year(article)
    if year:
        parts.append(f"({year})")
    url = DOI_PREFIXES["url"]
    return _with_doi(_joined(parts), article, doi or remembered(article, "doi") or url, links)


def authors(names: Sequence[Name], pairs_with: str) -> str:
    """The first three authors; two are joined by `pairs_with`."""
    people = [clean(printed(name)) for name in names if not name.is_others]
    if not people:
        return ""
    if len(people) > _NAMED or len(people) < len(names):
        return ", ".join(people[:_NAMED]) + _ET_AL
    if len(people) == 2:
        return pairs_with.join(people)
    return " & ".join(filter(None, (", ".join(people[:-1]), people[-1])))


def supplement_of(article: Article) -> str:
    """The supplement that the issue is, "Suppl 8", or ""."""
    if article.supplement_number:
        return f"Suppl {clean(article.supplement_number)}"
    match = _SUPPLEMENT.fullmatch(article.issue.strip())
    if match is None:
        return ""
    return f"Suppl {clean(match['number'].strip())}".strip()


def first_page(article: Article) -> str:
    """The first page, or the article number that stands in its place."""
    if article.page_first and not article.page:
        return clean(article.page_first)
    pages = article.page or article.number
    return clean(_DASH.split(pages.split(",")[0].strip(), maxsplit=1)[0])


def remembered(article: Article, what: str) -> str:
    """How the line that the article was read from spelt something, or ""."""
    kept = article.custom.get(KEY)
    value = kept.get(what) if isinstance(kept, FrozenDict) else None
    return value if isinstance(value, str) else ""


def doi_tail(article: Article, spelling: str, links: bool) -> str:
    """The DOI with what stands before it, as a link on demand; "" where there is none.

    Raises `UsageError` for a spelling that is neither in `DOI_PREFIXES` nor a prefix itself.
    """
    prefix = DOI_PREFIXES.get(spelling, spelling)
    if not prefix.endswith((":", ": ", "/")):
        raise UnknownSpellingError(spelling, DOI_PREFIXES, hint="there are: doi, url")
    value = dois.normalize(article.doi) or article.doi
    if not value:
        return ""
    text = clean(prefix + value)
    address = dois.url(value)
    return f"{LINK}{address}{HREF_END}{text}{END}" if links and address else text


def _with_doi(line: str, article: Article, spelling: str, links: bool) -> str:
    tail = doi_tail(article, spelling, links)
    return " ".join(filter(None, (f"{line}." if line else "", tail)))


def _joined(parts: Sequence[str]) -> str:
    return " ".join(filter(None, parts))


def _journal(article: Article) -> str:
    name = article.container_title_short or article.container_title
    return f"{ITALIC}{tags.parse(' '.join(name.split()))}{END}" if name else ""


def _year(article: Article) -> str:
    """The year of the issue; of an article without a volume, the year it came online."""
    date = article.issued
    if not article.volume and article.available_date is not None:
        date = article.available_date
    return str(date.year) if date is not None and date.year is not None else ""


def _pages(article: Article) -> str:
    pages = article.page or article.number or article.page_first
    return clean(_DASH.sub(remembered(article, "dash") or "–", pages.strip()))
