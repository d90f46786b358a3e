"""The order of real names and titles in many locales, beside that of ICU as node has it.

    python -m bench.collation                    the locales of bench/differential
    python -m bench.collation da-DK ja-JP

Both sort all texts; then each two neighbours in ICU's order are compared by citeform's keys. Printed
are how many neighbours citeform has otherwise, and some of them. Node needs its full ICU data.
"""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from tempfile import NamedTemporaryFile

from bench.differential.locales import MOST_USED, OTHERS
from bench.differential.records import readable
from citeform.text.collation import collation_key

_SCRIPT = """
const options = { sensitivity: 'base', ignorePunctuation: true, numeric: true };
const [file, ...locales] = process.argv.slice(1);
// Blanks count, as in citeproc-js, although punctuation does not.
const texts = JSON.parse(require('fs').readFileSync(file, 'utf8'))
  .map((text, index) => [text.toLowerCase().split(' ').join('|'), index]);
const ranks = {};
for (const locale of locales) {
  const { compare } = new Intl.Collator(locale, options);
  texts.sort((a, b) => compare(a[0], b[0]));
  let rank = 0;
  ranks[locale] = texts.map(([text, index], place) => {
    if (place && compare(texts[place - 1][0], text)) rank = place;
    return [index, rank];
  });
}
console.log(JSON.stringify(ranks));
"""


def real_texts() -> list[str]:
    """Names and titles of the real records, once each; none with markup, which nobody sorts."""
    found = set()
    for _, article in readable():
        names = [f"{name.family} {name.given}".strip() or name.literal for name in article.author]
        found.update([article.title, *names])
    return sorted(text for text in found if text and "<" not in text)


def ranks(texts: list[str], locales: list[str]) -> dict[str, list[tuple[int, int]]]:
    """In each locale the texts' indexes in ICU's order, with a rank that equal ones share."""
    with NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        command = ["node", "-e", _SCRIPT, file.name, *locales]
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
    answer: dict[str, list[tuple[int, int]]] = json.loads(finished.stdout)
    return answer


def main() -> None:
    locales = sys.argv[1:] or [*MOST_USED, *OTHERS]
    texts = real_texts()
    print(f"{len(texts)} texts; neighbours in another order:")
    for locale, ranked in ranks(texts, locales).items():
        keys = [collation_key(text, locale) for text in texts]
        others = [
            (texts[i][:40], texts[j][:40])
            for (i, one), (j, other) in pairwise(ranked)
            if (keys[i] < keys[j], keys[i] == keys[j]) != (one < other, one == other)
        ]
        print(f"  {locale:6} {len(others):4}  {others[:3]}")


if __name__ == "__main__":
    main()
