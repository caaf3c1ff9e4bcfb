"""Files that appear whole or not at all."""

import gzip
import lzma
import os
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, cast


class NewFile:
    """A file written beside its place, as `.NAME.PID.partial`, and renamed into it at the end.

    Attributes:
        stream: Where its bytes go; compressed on the way where the name ends in .gz, .xz or .zst.
    """

    def __init__(self, path: Path) -> None:
        """Open it, making its folder if need be.

        Raises:
            OSError: it can't be opened.
        """
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
        self._raw = self._partial.open("wb")
        self.stream = _packing(self._raw, path.suffix.lower())

    def finish(self) -> None:
        """Bring all bytes to the disk."""
        if self.stream is not self._raw:
            self.stream.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()

    def publish(self) -> None:
        """Put the finished file in its place."""
        self._partial.replace(self.path)

    def discard(self) -> None:
        """Leave no trace."""
        for stream in (self.stream, self._raw):
            with suppress(OSError, ValueError):
                stream.close()
        self._partial.unlink(missing_ok=True)


def _packing(raw: BinaryIO, suffix: str) -> BinaryIO:
    """`raw`, or a stream that compresses into it. Equal content gives equal bytes: no time, no name."""
    packing: Any
    if suffix == ".gz":
        packing = gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0)
    elif suffix == ".xz":
        packing = lzma.LZMAFile(raw, "wb")  # noqa: SIM115 - closed by `finish` or `discard`
    elif suffix == ".zst":
        import zstandard

        packing = zstandard.ZstdCompressor().stream_writer(raw, closefd=False)
    else:
        packing = raw
    return cast("BinaryIO", packing)
