"""YAML out of plain data, so quoted that readers of YAML 1.1 and of 1.2 see the same strings.

Two ways of reading plain scalars are in use: YAML 1.1 takes `no` and `2020-01-01` for other things
than strings, YAML 1.2 `08` and `1e3`. A string that either would take for something else is put in
quotes; integers are written only for values given as `int`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_NUMBERS_OF_1_2 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


def write_yaml(value: Any) -> str:
    """One document, in block style, with its keys in the order they have; ends in a newline."""
    import yaml

    text: str = yaml.dump(
        _writable(value),
        Dumper=_dumper(),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1 << 30,
    )
    return text


def write_entry(value: Any) -> str:
    """The value as one entry of a list: "- …"."""
    return write_yaml([value])


def numeral(text: str) -> int | str:
    """The text, as an integer where that is written in the same letters: "12" but not "012"."""
    return int(text) if re.fullmatch(r"0|-?[1-9][0-9]{0,17}", text) else text


def _writable(value: Any) -> Any:
    """The value without what no file can hold: lone surrogates become U+FFFD."""
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return [_writable(each) for each in value]
    if isinstance(value, dict):
        return {_writable(key): _writable(each) for key, each in value.items()}
    return value


@lru_cache(maxsize=1)
def _dumper() -> Any:
    """PyYAML's dumper (on libyaml where it is there), with the numbers of YAML 1.2 and no aliases."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc] # either of two
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 -- PyYAML's signature
            return True

    def text(dumper: Any, data: str) -> Any:
        style = "|" if "\n" in data and not _needs_quotes(data) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)

    Dumper.add_representer(str, text)
    Dumper.add_implicit_resolver(
        "tag:yaml.org,2002:float",
        re.compile(rf"(?:{_NUMBERS_OF_1_2.pattern})\Z"),
        list("-+.0123456789"),
    )
    return Dumper


_BLOCK = re.compile(
    "[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]+"
)


def _needs_quotes(text: str) -> bool:
    """Whether a text of several lines would not come back from a literal block to the letter."""
    return text != text.strip() or " \n" in text or not _BLOCK.fullmatch(text)
