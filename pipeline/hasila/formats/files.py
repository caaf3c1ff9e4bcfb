"""Opening what may be compressed; and output files that appear together or not at all."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from hasila.batch.files import NewFile
from hasila.batch.outputs import output_errors
from hasila.batch.plan import check_free
from hasila.sources.encoding import UTF16_REFUSED, is_utf16, not_utf8
from hasila.sources.errors import DamagedFile, InputError
from hasila.sources.inputs import COMPRESSIONS
from hasila.sources.unpack import unpacked


class NewFiles:
    """Files of one conversion; a context manager, whose normal end publishes them.

    Args:
        overwrite: Whether files that are there may be replaced.
    """

    def __init__(self, *, overwrite: bool = False) -> None:
        self._overwrite = overwrite
        self._files: dict[Path, NewFile] = {}

    @contextmanager
    def new(self, path: Path) -> Iterator[BinaryIO]:
        """The stream of a new file, which is on the disk when the block ends, under a hidden name.

        Raises:
            OutputError: it exists and may not be replaced, or can't be written.
        """
        check_free([path], overwrite=self._overwrite)
        with output_errors():
            file = NewFile(path)
            self._files[path] = file
            yield file.stream
            file.finish()

    @property
    def paths(self) -> list[Path]:
        """What was or will be published."""
        return list(self._files)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            with output_errors():
                for file in self._files.values():
                    file.publish()
        else:
            for file in self._files.values():
                file.discard()


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The unpacked bytes of a file.

    Raises:
        InputError: it can't be opened, is cut off, or is damaged.
    """
    try:
        with (
            Path(path).open("rb") as raw,
            unpacked(raw, COMPRESSIONS.get(Path(path).suffix.lower())) as stream,
        ):
            yield stream
    except DamagedFile as error:
        raise InputError(f"{path}: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from error


def decoded(data: bytes, path: str) -> str:
    """The text of a whole file in UTF-8, without a byte order mark; line ends as they are.

    Raises:
        InputError: it is not UTF-8; the message has the line.
    """
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: {not_utf8(error)}") from error


def lines(stream: BinaryIO, path: str) -> Iterator[tuple[int, str | None, str]]:
    """Number, content and fault of each line; the content is None where there is a fault.

    Lines end at LF or CRLF only: a text may hold U+2028. A byte order mark before the first is left out.
    """
    number = 0
    while raw := stream.readline():
        number += 1
        if number == 1:
            if is_utf16(raw):
                raise InputError(f"{path}: {UTF16_REFUSED}")
            raw = raw.removeprefix(codecs.BOM_UTF8)
        raw = raw.removesuffix(b"\n").removesuffix(b"\r")
        try:
            yield number, raw.decode("utf-8"), ""
        except UnicodeDecodeError as error:
            yield number, None, not_utf8(error)
