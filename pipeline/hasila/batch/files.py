"""Files that appear whole or not at all."""

import gzip
import lzma
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

if TYPE_CHECKING:
    from hasila.batch.places import WholeFile

File = TypeVar("File", bound="WholeFile")


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
        self._partial = partial_of(path)
        self._raw = self._partial.open("wb")
        self.stream = packing(self._raw, path.suffix.lower())

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
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Leave no trace."""
        for stream in (self.stream, self._raw):
            with suppress(OSError, ValueError):
                stream.close()
        self._partial.unlink(missing_ok=True)


@contextmanager
def or_discard(file: File) -> Iterator[File]:
    """A file for as long as it is written; it leaves no trace where that does not come to its end."""
    try:
        yield file
    except BaseException:
        file.discard()
        raise


def partial_of(path: Path) -> Path:
    """Where a file is written that is to appear at `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}.partial")


def whole_name(name: str) -> str | None:
    """The name of the file that a `.partial` file was to become; None for other files."""
    found = re.fullmatch(r"\.(.+)\.\d+\.partial", name)
    return None if found is None else found[1]


def sync_folder(folder: Path) -> None:
    """Bring renames to the disk, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def packing(raw: BinaryIO, suffix: str) -> BinaryIO:
    """`raw`, or for .gz, .xz and .zst a stream that compresses into it and leaves it open when closed.

    Equal content gives equal bytes: no time, no name.
    """
    stream: Any
    if suffix == ".gz":
        stream = gzip.GzipFile(filename="", fileobj=raw, mode="wb", compresslevel=6, mtime=0)
    elif suffix == ".xz":
        stream = lzma.LZMAFile(raw, "wb")  # noqa: SIM115 - closed by `finish` or `discard`
    elif suffix == ".zst":
        import zstandard

        stream = zstandard.ZstdCompressor().stream_writer(raw, closefd=False)
    else:
        stream = raw
    return cast("BinaryIO", stream)
