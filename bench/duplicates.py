"""How many duplicates are found, how many are wrongly joined, and what checking costs.

    python -m bench.duplicates LIBRARY [--size 5000]

LIBRARY is any file of records, the larger the better. Of each work that has a title, an author and
a year a copy is made as another database would have it: a typing error in the title or capitals,
initials for given names, an abbreviated journal, no volume, only the first page. Then library and
copies are merged. Each copy should join its own original and nothing else.
"""

from __future__ import annotations

import argparse
import random
import re
import time

import citeform
from citeform import Article
from citeform.checks import check
from citeform.merging import merge


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library")
    parser.add_argument("--size", type=int, default=5000)
    args = parser.parse_args()
    chance = random.Random(7)
    every = citeform.load(args.library)
    usable = [
        each for each in every if each.title and each.author and each.issued and each.issued.year
    ]
    chance.shuffle(usable)
    originals = merge([without_markup(each) for each in usable[: args.size]]).articles
    copies = [copy(each, number, chance) for number, each in enumerate(originals)]

    started = time.process_time()
    merged = merge(originals, copies)
    seconds = time.process_time() - started
    size = len(originals)
    right = wrong = 0
    for joined in merged.joined:
        first, *rest = (origin.number for origin in joined.origins)
        right += sum(number == first + size for number in rest)
        wrong += sum(number != first + size for number in rest)
    print(f"{size} works and a copy of each: {right / size:.1%} found, {wrong} wrongly joined")
    print(f"merging: {2 * size / seconds:,.0f} records a second")

    started = time.process_time()
    found = check(every)
    seconds = time.process_time() - started
    print(f"checking: {len(every) / seconds:,.0f} records a second, {len(found)} findings")


def without_markup(article: Article) -> Article:
    """So that a typing error does not fall into a tag."""
    plain = {
        name: re.sub("<[^<>]*>", "", getattr(article, name))
        for name in ("title", "container_title")
    }
    return article.replace(**plain)


def copy(article: Article, number: int, chance: random.Random) -> Article:
    """The work as another database would have it."""
    title = article.title.upper() if chance.random() < 0.2 else article.title
    changes: dict[str, object] = {"id": f"copy{number}", "title": mistyped(title, chance)}
    if chance.random() < 0.5:
        changes["author"] = tuple(
            each.replace(given=re.sub(r"(\w)\w*\.?", r"\1.", each.given)) for each in article.author
        )
    if chance.random() < 0.4:
        words = article.container_title.split()
        changes["container_title"] = " ".join(
            word[:4] + "." if len(word) > 5 else word for word in words
        )
    if chance.random() < 0.3:
        changes["volume"] = ""
    if chance.random() < 0.3:
        changes["page"] = article.page.partition("-")[0]
    if chance.random() < 0.3:
        changes["doi"] = ""
    return article.replace(**changes)


def mistyped(text: str, chance: random.Random) -> str:
    """One letter left out, put in, or swapped with the next; short titles stay as they are."""
    if len(text) < 25:
        return text
    place = chance.randrange(5, len(text) - 5)
    return chance.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + chance.choice("aeiou") + text[place:],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )


if __name__ == "__main__":
    main()
