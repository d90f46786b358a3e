"""Side by side with citeproc-js: 25 much used styles, 200 real works, every citation and entry.

    npm install citeproc                                     (in a folder of its own)
    python -m bench.csl_vs_citeproc_js NODE_MODULES [--styles apa …] [--show 5] [--works 200]

Prints for each style how many texts are the same, and groups those that differ by the reasons in
`REASONS`; what no reason explains is shown. Ends with 1 where there is any. The reasons are told at
length in docs/explanation/conformance.md. citeproc-js is a development tool only; nothing of it is
part of citeform.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench.citeproc_js import LOCALES, cite_item, plain_item, run_node
from citeform.csl.catalogue import find_style
from citeform.csl.citation import Citation, Cite
from citeform.csl.process import process
from citeform.csl.style import Style
from citeform.text.output.registry import get_output
from tests.csl.real_records import real_only

if TYPE_CHECKING:
    from citeform import Article

STYLES = (
    "apa",
    "modern-language-association",
    "chicago-author-date",
    "chicago-notes-bibliography",
    "ieee",
    "nlm-citation-sequence",
    "nature",
    "science",
    "cell",
    "plos",
    "bmj",
    "the-lancet",
    "american-medical-association",
    "american-chemical-society",
    "royal-society-of-chemistry",
    "american-physics-society",
    "american-sociological-association",
    "american-political-science-association",
    "harvard-cite-them-right",
    "elsevier-harvard",
    "elsevier-with-titles",
    "springer-basic-author-date",
    "springer-vancouver-brackets",
    "association-for-computing-machinery",
    "iso690-author-date-en",
)


# ------------------------------------------------------------------ the two engines


def clusters(articles: list[Article]) -> list[Citation]:
    """Every work alone, then some again, with locators, and several at once."""
    ids = [article.id for article in articles]
    made = [Citation(Cite(id), note=number) for number, id in enumerate(ids, 1)]
    for start in range(0, len(ids) - 5, 5):
        note = len(made) + 1
        made.append(Citation(*(Cite(id) for id in ids[start : start + 4]), note=note))
        made.append(Citation(Cite(ids[start], locator="23-25"), note=note + 1))
        made.append(Citation(Cite(ids[start], locator="23-25"), note=note + 2))
        made.append(Citation(Cite(ids[start], locator="3", label="chapter"), note=note + 3))
    return made


def ours(style: str, articles: list[Article], citations: list[Citation]) -> dict[str, str]:
    text = get_output("text")
    # citeproc-js prints ", , " around something empty, so the letter of the style is compared.
    program = replace(Style.from_xml(find_style(style).xml, "en-US").program, tidy=False)
    result = process(program, {article.id: article for article in articles}, citations)
    found = {f"citation {n}": text.entry(each) for n, each in enumerate(result.citations, 1)}
    return found | {f"entry {id}": text.entry(rich) for id, rich in result.entries}


def theirs(
    styles: list[str], articles: list[Article], citations: list[Citation], modules: Path
) -> list[dict[str, str]]:
    items = [plain_item(article) for article in articles]
    jobs = [
        {
            "style": find_style(style).xml.decode(),
            "lang": "en-US",
            "locales": str(LOCALES),
            "format": "text",
            "items": items,
            "clusters": [
                {"note": each.note, "cites": [cite_item(cite) for cite in each.cites]}
                for each in citations
            ],
            "bibliography": True,
        }
        for style in styles
    ]
    found = []
    for answer in run_node(jobs, modules):
        if "error" in answer:
            raise SystemExit(f"citeproc-js: {answer['error']}")
        texts = {f"citation {n}": tidy(text) for n, text in enumerate(answer["citations"], 1)}
        found.append(texts | {f"entry {id}": tidy(text) for id, text in answer["entries"]})
    return found


def tidy(text: str) -> str:
    """citeproc-js's plain text with its lines and blanks as `Plain.entry` has them."""
    lines = (re.sub("  +", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(filter(None, lines))


# ------------------------------------------------------------------ what explains a difference

Normal = Callable[[str], str]


def _cites_in_any_order(text: str) -> str:
    text = re.sub(r"\b\d{4}(?=[a-z]\b)", "", text.strip("()[]."))
    return "; ".join(sorted(re.split(r"[;,] ", text)))


REASONS: dict[str, Normal] = {
    "capitals of a title: within a word, in a language that is not English": str.casefold,
    "works without a name are brought together, or joined as if of one author": _cites_in_any_order,
    "a full stop after an ellipsis": lambda text: text.replace("….", "…").replace("…,", "…"),
    "a full stop after a question mark": lambda text: text.replace("?.", "?"),
    "a number with words is ordinalized and labelled": lambda text: re.sub(
        r"(?<=\d)(?:st|nd|rd|th)(?=-)|,? ?\beds?n?\.|\bno\. ", "", text
    ).replace("..", "."),
    "the full stop of a suffix": lambda text: re.sub(r"\bJr\.", "Jr", text),
    "a comma before the last name where that is a body's": lambda text: text.replace(",", ""),
    "the hyphen of initials": lambda text: re.sub(r"(?<=\b[A-Z]\.)[- ]+(?=[A-Z]\.)", "", text),
    "quotation marks within others": lambda text: re.sub("[“”‘’]+", '"', text),
    "brackets within others, blanks within ranges": lambda text: re.sub(
        r"[][()\s]+", "", text
    ).replace("..", "."),
    "namesakes of whom one is cited without a name": lambda text: re.sub(
        r"\b[A-Z]\. (?=[A-Z][a-z])", "", text
    ),
    "a note that is a web address": lambda text: re.sub(r"\nhttp\S+$", "", text),
    "the label of a variable that is empty": lambda text: re.sub(r" vol\b", "", text),
}
"""What citeproc-js does otherwise: makes two texts the same that differ in nothing else."""

UNSHOWN = "citeproc-js marks a reference that prints nothing"


def reason(a: str, b: str) -> str:
    """The reason that explains a difference, "" where none and not all together do."""
    if "CSL STYLE ERROR" in b:
        return UNSHOWN
    for name, normal in REASONS.items():
        if normal(a) == normal(b):
            return name
    for normal in (each for name, each in REASONS.items() if each is not _cites_in_any_order):
        a, b = normal(a), normal(b)
    return "several of these" if a == b else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", type=Path, help="a node_modules folder with citeproc in it")
    parser.add_argument("--styles", nargs="+", default=list(STYLES))
    parser.add_argument("--works", type=int, default=200)
    parser.add_argument("--show", type=int, default=5, help="unexplained differences of a style")
    args = parser.parse_args()
    articles = real_only(args.works)
    citations = clusters(articles)
    reasons: Counter[str] = Counter()
    total = same = 0
    for style, other in zip(
        args.styles, theirs(args.styles, articles, citations, args.modules), strict=True
    ):
        own = ours(style, articles, citations)
        shown = equal = 0
        in_order = [key for key in own if key[0] == "e"] == [key for key in other if key[0] == "e"]
        for place in {**own, **other}:
            a, b = own.get(place, "(missing)"), other.get(place, "(missing)")
            if a == b:
                equal += 1
                continue
            why = reason(a, b)
            reasons[why or "unexplained"] += 1
            if not why and shown < args.show:
                shown += 1
                print(f"{style}, {place}\n  citeform    {a}\n  citeproc-js {b}")
        total += len(own)
        same += equal
        order = "" if in_order else ", entries in another order"
        print(f"{style}: {equal} of {len(own)} the same{order}")
    print(f"\n{same} of {total} texts the same ({same / total:.2%}); the others:")
    for why, count in reasons.most_common():
        print(f"{count:6}  {why}")
    return 1 if reasons["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
