"""Source: an input that is read once, as text, as bytes or line by line."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from citeform.diagnostics import Report

_HEAD = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source:
    """One input: a text, or bytes from an open file.

    A format reads it in one of three ways: `text()` for all of it, `data()` for the bytes (XML
    says its own encoding), `lines()` for a stream in constant memory. `head` is the beginning as
    text, for recognising the format. `name` is the file's name, for diagnostics.

    Bytes are UTF-8, UTF-16 or UTF-32 with a mark, else UTF-8, else Windows-1252 (with a
    diagnostic): the encodings that real exports come in.
    """

    def __init__(self, content: str | bytes | IO[bytes], report: Report, name: str = "") -> None:
        self.name = name
        self._report = report
        self._warned = False
        self._text: str | None = None
        self._stream: IO[bytes] | None = None
        if isinstance(content, str):
            self._text = content.removeprefix("\ufeff")
            self.head = self._text[:_HEAD]
            return
        self._stream = io.BytesIO(content) if isinstance(content, bytes) else content
        self._origin = self._stream.tell() if self._stream.seekable() else None
        self._start = self._stream.read(_HEAD)
        self._encoding = next((name for bom, name in _BOMS if self._start.startswith(bom)), "utf-8")
        self.head = self._start.decode(self._encoding, "replace")

    @property
    def is_binary(self) -> bool:
        """Whether it is no text, by its beginning: no text in the encodings above holds a NUL."""
        return "\0" in self.head

    def rewind(self) -> bool:
        """Go back to the beginning, to read once more; False where the stream cannot."""
        if self._stream is None:
            return True
        if self._origin is None:
            return False
        self._stream.seek(self._origin)
        self._start = self._stream.read(_HEAD)
        return True

    def data(self) -> bytes:
        """Everything, as bytes."""
        if self._stream is None:
            assert self._text is not None  # noqa: S101 -- one of the two is set; for the type checker
            return self._text.encode("utf-8", "surrogatepass")
        return self._start + self._stream.read()

    def text(self) -> str:
        """Everything, as text; line ends are as they were."""
        if self._text is None:
            self._text = self._decode(self.data())
        return self._text

    def lines(self) -> Iterator[str]:
        """Line by line, each ending in LF (CR LF and CR are turned into it), in constant memory."""
        for block in self.blocks():
            yield from io.StringIO(block)

    def blocks(self) -> Iterator[str]:
        """As `lines`, but many lines at a time: about a quarter of a megabyte from a stream."""
        if self._text is not None:
            yield _unix(self._text)
        elif self._encoding.startswith(("utf-16", "utf-32")):
            yield _unix(self._decode(self.data()))
        else:
            yield from map(_unix, self._decoded_blocks())

    def _decoded_blocks(self) -> Iterator[str]:
        """Bytes in blocks, cut at line ends so that no character is cut."""
        assert self._stream is not None  # noqa: S101 -- as above
        start = self._start.removeprefix(codecs.BOM_UTF8)
        # What there is now, where a stream can give that: the end of a pipe may be long in coming,
        # and a Ctrl-C is not heard while it is waited for.
        read = getattr(self._stream, "read1", self._stream.read)
        rest = b""
        while True:
            block = start or read(1 << 18)
            start = b""
            if not block:
                break
            block = rest + block
            cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
            if not cut and len(block) < 1 << 24:
                rest = block
                continue
            cut = cut or _before_last_character(block)
            rest = block[cut:]
            yield self._decode_block(block[:cut])
        if rest:
            yield self._decode_block(rest)

    def _decode_block(self, block: bytes) -> str:
        try:
            return block.decode("utf-8")
        except UnicodeDecodeError:
            self._warn()
            return _legacy(block)

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            self._warn()
            if self._encoding in {"utf-8", "utf-8-sig"}:
                return _legacy(data.removeprefix(codecs.BOM_UTF8))
            return data.decode(self._encoding, "replace")

    def _warn(self) -> None:
        if self._warned:
            return
        self._warned = True
        self._report.add(
            "input.encoding",
            "the bytes are not UTF-8; read as Windows-1252 where they are not",
            line=1,
            hint="save the file as UTF-8",
        )


def _before_last_character(block: bytes) -> int:
    """Where the last UTF-8 character of the block begins, which may not be all there."""
    for back in range(1, 5):
        if back < len(block) and block[-back] & 0xC0 != 0x80:
            return len(block) - back
    return len(block)


def _unix(text: str) -> str:
    """The text with every line end as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _legacy(data: bytes) -> str:
    """Windows-1252, line by line, so that one bad line does not spoil the UTF-8 of the others."""
    out = []
    for line in data.splitlines(keepends=True):
        try:
            out.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            out.append(line.decode("cp1252", "replace"))
    return "".join(out)
