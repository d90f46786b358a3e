"""What mkdocs does not do by itself: the order of the pages, and tables that come from the code.

A page says `<!-- table: formats -->` where the table of the formats is to stand; `TABLES` below
makes it from the registry, so that no page can tell otherwise than the code.
"""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from pathlib import Path
from typing import Any

PARTS = {
    "How to": "how-to",
    "Reference": "reference",
    "Explanation": "explanation",
}
_PLACE = re.compile(r"^<!-- table: (?P<name>[\w-]+) -->$", re.MULTILINE)
_SESSION = re.compile(r"^```python\n(?=>>> )", re.MULTILINE)


def on_config(config: Any) -> Any:
    """The four parts: tutorial, how-to, reference, explanation; within a part by file name."""
    root = Path(config["docs_dir"])
    nav: list[Any] = [{"Home": "index.md"}, {"Tutorial": "tutorial.md"}]
    for title, folder in PARTS.items():
        pages = sorted(
            (root / folder).glob("*.md"), key=lambda path: (path.stem != "index", path.stem)
        )
        nav.append({title: [path.relative_to(root).as_posix() for path in pages]})
    config["nav"] = nav
    return config


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with its tables; a session with the interpreter is coloured as one."""
    markdown = _SESSION.sub("```pycon\n", markdown)
    return _PLACE.sub(lambda match: TABLES[match["name"]](), markdown)


def formats() -> str:
    """Every format of the registry."""
    from citeform.formats.registry import BUILT_IN, get_writer
    from citeform.options import options_of

    rows = []
    for info in BUILT_IN.values():
        options = options_of(get_writer(info.name).write) if info.writes else {}
        rows.append(
            [
                f"`{info.name}`",
                info.title,
                "yes" if info.reads else "no",
                "yes" if info.writes else "no",
                _codes(info.suffixes),
                _media_types(info.media_types),
                _codes(options),
            ]
        )
    return _table(["Name", "Format", "Read", "Written", "Suffixes", "Media types", "Options"], rows)


def variables() -> str:
    """Every CSL variable with its attribute."""
    from citeform.model.vocabulary import VARIABLES

    rows = [
        [f"`{each.name}`", f"`{each.attribute}`", each.kind.value, each.meaning]
        for each in VARIABLES.values()
    ]
    return _table(["CSL variable", "Attribute", "Kind", "Meaning"], rows)


def types() -> str:
    """Every CSL type."""
    from citeform.model.vocabulary import TYPES

    return _table(["Type", "Stands for"], [[f"`{name}`", what] for name, what in TYPES.items()])


def codes() -> str:
    """Every diagnostic code."""
    from citeform.diagnostics import CODES

    rows = [[f"`{code}`", str(severity), meaning] for code, (severity, meaning) in CODES.items()]
    return _table(["Code", "Severity", "Meaning"], rows)


def checks() -> str:
    """Every rule of `citeform check`, with what its function says of it."""
    from citeform.checks.rules import FIXABLE, RULES, RULES_ACROSS
    from citeform.diagnostics import CODES

    rows = []
    for rule in (*RULES, *RULES_ACROSS):
        severity, meaning = CODES[rule.code]
        example = " ".join((rule.look.__doc__ or "").split())
        mended = "yes" if rule.code in FIXABLE else ""
        rows.append([f"`{rule.code}`", str(severity), meaning, example, mended])
    return _table(["Code", "Severity", "Meaning", "In detail", "--fix"], rows)


def holds() -> str:
    """Per format that is written and read: which variables come back, tried out one by one."""
    from citeform.formats.registry import BUILT_IN

    parts = []
    for info in BUILT_IN.values():
        if info.reads and info.writes:
            kept, lost = _held_by(info.name)
            parts.append(
                f"## {info.title}\n\n`{info.name}` keeps {len(kept)} of {len(kept) + len(lost)}."
                + (f"\n\nKept: {_codes(kept)}" if lost else "")
                + (f"\n\nNot kept: {_codes(lost)}" if lost else "")
            )
    return "\n\n".join(parts)


def _held_by(format: str) -> tuple[list[str], list[str]]:
    """The variables that a work written in the format and read again still has, and the others.

    A variable counts as kept where works of at least one of a few usual types keep it.
    """
    from citeform import Article, dumps, loads
    from citeform.model.vocabulary import VARIABLES

    kept, lost = [], []
    for variable in VARIABLES.values():
        attribute = variable.attribute
        value = _SAMPLES.get(variable.name) or _sample(variable.kind.value)
        for kind in ("article-journal", "book", "chapter", "report", "thesis", "webpage"):
            work = Article(**{"type": kind, "title": "A title", attribute: value})
            again = loads(dumps(work, format), format)
            if len(again) == 1 and getattr(again[0], attribute) == getattr(work, attribute):
                kept.append(variable.name)
                break
        else:
            lost.append(variable.name)
    return kept, lost


_SAMPLES = {
    "DOI": "10.1007/s12325-011-0081-6",
    "ISBN": "9783161484100",
    "ISSN": "0028-0836",
    "PMCID": "PMC3531190",
    "PMID": "23193287",
    "URL": "https://example.org/",
    "language": "de",
    "page": "14-19",
}


def _sample(kind: str) -> Any:
    from citeform import Date, Name

    samples = {"date": Date(2011, 5, 3), "names": (Name("Curie", "Marie"),), "number": "3"}
    return samples.get(kind, "Some words")


def misses() -> str:
    """The fixtures of the CSL suite that do not pass, each with its reason."""
    listed = Path(__file__).parents[1] / "tests" / "conformance" / "known_failures.tsv"
    lines = listed.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    return _table(["Fixture", "Why"], [[f"`{name}`", why] for name, why in rows])


def commands() -> str:
    """The help of every command, as it prints it."""
    from citeform.cli.commands import COMMANDS

    parts = []
    for name, command in COMMANDS.items():
        parser = argparse.ArgumentParser(
            prog=f"citeform {name}",
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=88),
        )
        import_module(command.module).configure(parser)
        parts.append(f"## citeform {name}\n\n```text\n{parser.format_help().rstrip()}\n```")
    return "\n\n".join(parts)


TABLES = {
    "checks": checks,
    "codes": codes,
    "commands": commands,
    "formats": formats,
    "holds": holds,
    "misses": misses,
    "types": types,
    "variables": variables,
}


def _codes(texts: Any) -> str:
    return " ".join(f"`{text}`" for text in texts)


def _media_types(names: Any) -> str:
    """Media types that may be broken at their dots, so that the table fits the page."""
    breakable = (re.sub(r"([/.])", r"\1<wbr>", name) for name in names)
    return " ".join(f"<code>{name}</code>" for name in breakable)


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines
    )
