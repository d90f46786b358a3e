"""Differences brought together by what they are: the words that differ, digits and names aside."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

Difference = tuple[str, str, str, str]
"""Style, place, citeform's text, citeproc-js's."""


def snippet(a: str, b: str) -> str:
    """The first stretch where two texts differ, with a character around it: "{,}" → "{.}"."""
    words_a, words_b = (re.findall(r"\w+|\s+|[^\w\s]", text) for text in (a, b))
    start = 0
    while start < min(len(words_a), len(words_b)) and words_a[start] == words_b[start]:
        start += 1
    end = 1
    while end <= min(len(words_a), len(words_b)) - start and words_a[-end] == words_b[-end]:
        end += 1
    left, right = words_a[start : len(words_a) - end + 1], words_b[start : len(words_b) - end + 1]
    if len(left) + len(right) > 12:  # more than one difference: the first of them
        for tag, i, j, k, n in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if tag != "equal":
                left, right = left[i:j], right[k:n]
                break
    before = words_a[start - 1] if start else "^"
    return " ".join((_general(before), _general("".join(left)), "→", _general("".join(right))))


def _general(text: str) -> str:
    text = re.sub(r"\d+", "9", text)
    text = re.sub(r"[^\W\d_]{3,}", lambda word: "Abc" if word[0][0].isupper() else "abc", text)
    return f"{{{text[:60]}}}"


def clusters(differences: Iterable[Difference]) -> list[tuple[str, int, int, list[Difference]]]:
    """(snippet, how often, in how many styles, examples of different styles), the biggest first."""
    counts: Counter[str] = Counter()
    styles: dict[str, set[str]] = defaultdict(set)
    examples: dict[str, list[Difference]] = defaultdict(list)
    for each in differences:
        style, _, a, b = each
        key = snippet(a, b)
        counts[key] += 1
        if style not in styles[key] and len(examples[key]) < 4:
            examples[key].append(each)
        styles[key].add(style)
    return [(key, count, len(styles[key]), examples[key]) for key, count in counts.most_common()]
