"""pandoc's test cases for bibliographies: what goes in and what should come out, as CSL items.

A case is a Markdown file with one or more code blocks: a command, the input, a line `^D`, the
expected output. The output is CSL-JSON, or YAML with the texts in Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^(`{3,})[^\n`]*\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)
_FLAG = re.compile(r"-f (\w+)")


@dataclass
class Pair:
    """One case: where it stands, the format of the input, the input, the expected items."""

    name: str
    format: str
    source: str
    items: list[dict[str, Any]]


def pairs(folder: Path, *formats: str) -> Iterator[Pair]:
    """The cases whose input is in one of the formats."""
    for path in sorted(folder.rglob("*.md")):
        for number, block in enumerate(_BLOCK.finditer(path.read_text(encoding="utf-8"))):
            command, _, rest = block[2].partition("\n")
            source, _, output = rest.partition("\n^D\n")
            flag = _FLAG.search(command)
            if flag is None or flag[1] not in formats:
                continue
            items = _items(output)
            if items is not None:
                name = path.stem + (f"#{number}" if number else "")
                yield Pair(name, flag[1], source + "\n", items)


def _items(output: str) -> list[dict[str, Any]] | None:
    output = output.strip()
    if output.startswith("["):
        return list(json.loads(output))
    if not output.startswith("---"):
        return None
    import yaml

    class Loader(yaml.BaseLoader):  # every scalar a string
        pass

    document = yaml.load(output.strip("-\n"), Loader=Loader)
    return [_from_markdown(each) for each in document.get("references", [])]


_MARKDOWN = (
    (re.compile(r"\[([^\[\]]*)\]\{\.nocase\}"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\]\{\.smallcaps\}"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\]\{\.nodecor\}"), r"\1"),
    (re.compile(r"\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"<(https?:[^<>]*)>"), r"\1"),
    (re.compile(r"(?<!\\)\*\*?"), ""),
    (re.compile(r"(?<![\\\w])_|_(?!\w)"), ""),
    (re.compile(r"(?<!\\)~([^~\s]*)(?<!\\)~"), r"\1"),
    (re.compile(r"(?<!\\)\^([^^\s]*)(?<!\\)\^"), r"\1"),
    (re.compile(r"---"), "—"),
    (re.compile(r"--"), "–"),
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"\\([^\w\s])"), r"\1"),
    (re.compile(r"\\ |&nbsp;"), " "),
)


def _from_markdown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _from_markdown(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_from_markdown(each) for each in value]
    for pattern, replacement in _MARKDOWN:
        value = pattern.sub(replacement, value)
    return value
