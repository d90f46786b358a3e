"""The objects of a JSON text one at a time: an array, one object, or an object a line.

Memory stays at the size of the largest object. An object that is not JSON costs itself only: the
reader looks for its closing brace and goes on behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from citeform.diagnostics import Report
    from citeform.formats.source import Source

_BETWEEN = re.compile(r"[\s,\[\]]*")
_STRUCTURE = r'(?s)"(?:[^"\\]|\\.)*+"?|[{}]'  # compiled where an object is broken
_NEAR_END = 64
DEEPEST = 60
"""Objects nested deeper than this are no bibliographic data."""
_KEPT = 1 << 16


class Found(NamedTuple):
    """One object and where it starts (line and column count from 1)."""

    value: dict[str, Any]
    line: int
    column: int


def iter_objects(source: Source, report: Report) -> Iterator[Found]:
    """Every object at the top level of the text, arrays flattened; the rest is reported."""
    decode = json.JSONDecoder().raw_decode
    blocks = _blocks(source)
    buffer, at_end = next(blocks, ("", True))
    position, line, line_start = 0, 1, 0
    while True:
        between = _BETWEEN.match(buffer, position)
        start = between.end() if between else position
        newlines = buffer.count("\n", position, start)
        if newlines:
            line += newlines
            line_start = buffer.rfind("\n", position, start) + 1
        position = start
        if position >= len(buffer):
            if at_end:
                return
            buffer, at_end = next(blocks, ("", True))
            line_start -= position
            position = 0
            continue
        if position > max(_KEPT, len(buffer) // 4):
            # json's errors count the lines of all that stands before them: keep that short.
            buffer = buffer[position:]
            line_start -= position
            position = 0
        column = position - line_start + 1
        try:
            value, end = decode(buffer, position)
        except (ValueError, RecursionError) as problem:
            if not at_end and _may_be_cut(problem, len(buffer)):
                more, at_end = _extend(blocks, len(buffer) - position)
                buffer = buffer[position:] + more
                line_start -= position
                position = 0
                continue
            end, buffer, at_end = _skip_broken(buffer, position, blocks, at_end)
            _report_broken(report, problem, buffer, position, line, column, end)
        else:
            is_object = isinstance(value, dict)
            if is_object and not _nests_too_deeply(value, buffer, position, end):
                yield Found(value, line, column)
            elif is_object:
                message = "the object cannot be read: nested too deeply"
                report.add("record.unreadable", message, line=line, column=column)
            else:
                report.add(
                    "json.not-an-item",
                    f"expected an object, found {type(value).__name__}",
                    line=line,
                    column=column,
                )
        last_newline = buffer.rfind("\n", position, end)
        if last_newline >= 0:  # counting goes character by character, looking for one does not
            line += buffer.count("\n", position, end)
            line_start = last_newline + 1
        position = end


def _may_be_cut(problem: Exception, length: int) -> bool:
    """Whether more text may mend it: the trouble is at the end, or a string that reaches it."""
    if not isinstance(problem, json.JSONDecodeError):
        return False
    return problem.pos > length - _NEAR_END or problem.msg.startswith("Unterminated string")


def _nests_too_deeply(value: Any, text: str, start: int, end: int) -> bool:
    """The same where the value's text is at hand: with few brackets there is nothing to look at."""
    brackets = text.count("{", start, end) + text.count("[", start, end)
    return brackets > DEEPEST and nested_too_deeply(value)


def nested_too_deeply(value: Any) -> bool:
    """Whether a value of JSON nests deeper than any bibliographic data.

    What is kept of a record is walked by recursion later, so this is where the depth is bounded.
    """
    level = [value] if type(value) is dict or type(value) is list else []
    for _ in range(DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is not str and (type(inner) is dict or type(inner) is list)
        ]
        if not level:
            return False
    return True


def _blocks(source: Source) -> Iterator[tuple[str, bool]]:
    """The text in blocks, with whether it is the last one."""
    for text in source.blocks():
        yield text, False
    yield "", True


def _extend(blocks: Iterator[tuple[str, bool]], at_least: int) -> tuple[str, bool]:
    """More text, as much again as there is, so that a long object is decoded in linear time."""
    parts: list[str] = []
    size = 0
    for text, last in blocks:
        parts.append(text)
        size += len(text)
        if last:
            return "".join(parts), True
        if size >= at_least:
            return "".join(parts), False
    return "".join(parts), True


def _skip_broken(
    buffer: str, start: int, blocks: Iterator[tuple[str, bool]], at_end: bool
) -> tuple[int, str, bool]:
    """The end of the object that cannot be decoded: behind its brace, or the end of the text."""
    if buffer[start] != "{":
        stop = re.compile(r"[,\n{]").search(buffer, start + 1)
        return (stop.start() if stop else len(buffer)), buffer, at_end
    depth, position = 0, start
    while True:
        for match in re.compile(_STRUCTURE).finditer(buffer, position):
            piece = match[0]
            if piece == "{":
                depth += 1
            elif piece == "}":
                depth -= 1
                if depth == 0:
                    return match.end(), buffer, at_end
        if at_end:
            return len(buffer), buffer, True
        position = len(buffer)
        more, at_end = _extend(blocks, len(buffer) - start)
        buffer += more


def _report_broken(
    report: Report,
    problem: Exception,
    buffer: str,
    start: int,
    line: int,
    column: int,
    end: int,
) -> None:
    if isinstance(problem, json.JSONDecodeError):
        newlines = buffer.count("\n", start, problem.pos)
        if newlines:
            column = problem.pos - buffer.rfind("\n", start, problem.pos)
        else:
            column += problem.pos - start
        at_end = problem.pos >= len(buffer.rstrip()) or problem.msg.startswith("Unterminated")
        if end >= len(buffer) and at_end:
            code, message = "input.truncated", "the text ends within an object"
        else:
            code, message = "json.syntax", f"not JSON: {problem.msg}"
        report.add(code, message, line=line + newlines, column=column)
    else:
        what = "nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        report.add(
            "record.unreadable", f"the object cannot be read: {what}", line=line, column=column
        )
