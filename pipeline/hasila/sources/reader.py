"""Going through the inputs one after the other."""

import hashlib
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from hasila.sources.csv_rows import check_csv, cut_csv, read_csv
from hasila.sources.errors import DamagedFile, InputError
from hasila.sources.fields import Fields
from hasila.sources.hub import read_hub
from hasila.sources.inputs import Format, Input
from hasila.sources.jsonl import cut_jsonl, read_jsonl
from hasila.sources.parquet import check_parquet, count_rows, read_parquet
from hasila.sources.plain_text import read_text
from hasila.sources.remote import is_remote, open_input
from hasila.sources.stored import store
from hasila.sources.types import BadRecord, Record, Stretch
from hasila.sources.unpack import unpacked

StreamReader = Callable[[BinaryIO, Input, Fields], Iterator[Record | BadRecord]]
_STREAM_READERS: dict[Format, StreamReader] = {"text": read_text, "jsonl": read_jsonl, "csv": read_csv}


class Source:
    """The records of some inputs, in order. Iterate over it once.

    Args:
        inputs: What to read.
        fields: Which fields hold what.
        warn: Called with a line for the user, as when an input is empty.
    """

    def __init__(
        self, inputs: Sequence[Input], fields: Fields, *, warn: Callable[[str], None] | None = None
    ) -> None:
        self.inputs = inputs
        self.fields = fields
        self._warn = warn
        self._finished_bytes = 0
        self._raw: BinaryIO | None = None
        self._share = 0.0  # of the bytes of a Parquet file, by its rows

    @property
    def total_bytes(self) -> int | None:
        """The size of all inputs as they lie; None if an input has none, as standard input."""
        sizes = [item.size for item in self.inputs]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    @property
    def bytes_read(self) -> int:
        """How much of `total_bytes` has been read."""
        return self._finished_bytes + (int(self._share) if self._raw is None else self._raw.tell())

    def check(self) -> None:
        """Find what can be known to fail before hours of work: files that don't open, columns that lack.

        Raises:
            InputError: an input can't be read.
        """
        for item in self.inputs:
            if item.format == "parquet":
                check_parquet(item, self.fields)
            elif item.format == "csv":
                try:
                    with self._opened(item) as stream:
                        check_csv(stream, item, self.fields)
                except DamagedFile as error:
                    raise InputError(f"{item.name}: {error}") from error

    def __iter__(self) -> Iterator[Record | BadRecord]:
        """The documents, and in their places what could not be read as one.

        Raises:
            InputError: an input can't be read at all.
        """
        for item in self.inputs:
            empty = True
            for record in self._records(item):
                empty = False
                yield record
            self.finished(item, empty=empty)

    def finished(self, item: Input, *, empty: bool) -> None:
        """Take note that all of an input has been read, and warn if there was nothing in it."""
        self._finished_bytes += item.size or 0
        self._share = 0.0
        if self._warn is not None and (empty or (item.format == "text" and item.size == 0)):
            self._warn(f"{item.name}: empty")

    def stretches(self, item: Input) -> Iterator[Stretch]:
        """An input told apart into records but not read; of a CSV the header first.

        Where `in_place(item)`, the lengths are those in the file. Of a data set and of Parquet the
        data of each are a record as `stored.restore` reads it, of a .txt a digest.

        Raises:
            DamagedFile: the input breaks off here; what came before is good.
            InputError: it can't be read at all.
        """
        if item.format == "text":
            yield Stretch(self._digest(item), item.size or 0, 1, is_record=True)
        elif item.format in ("hub", "parquet"):
            step = (item.size or 0) / max(1, count_rows(item)) if item.format == "parquet" else 0
            for record in self._records(item):
                self._share += step
                data = store(record)
                yield Stretch(data, len(data), 1, is_record=True)
        else:
            with self._opened(item) as stream:
                yield from (cut_csv if item.format == "csv" else cut_jsonl)(stream, self.fields)

    def _digest(self, item: Input) -> bytes:
        try:
            with open_input(item.path) as file:
                return hashlib.file_digest(file, "sha256").digest()
        except OSError as error:
            raise InputError(f"{item.name}: {error.strerror or error}") from error

    def _records(self, item: Input) -> Iterator[Record | BadRecord]:
        if item.format == "hub":
            yield from read_hub(item, self.fields)
        elif item.format == "parquet":
            yield from read_parquet(item, self.fields)
        else:
            try:
                with self._opened(item) as stream:
                    yield from _STREAM_READERS[item.format](stream, item, self.fields)
            except DamagedFile as error:
                reason = f"{error}; what follows in this file is not read"
                yield BadRecord(item.name, None, None, reason)

    @contextmanager
    def _opened(self, item: Input) -> Iterator[BinaryIO]:
        """The unpacked bytes of an input."""
        if item.path == "-":
            if sys.stdin is None:
                raise InputError("-: standard input is closed")
            yield sys.stdin.buffer
            return
        try:
            with open_input(item.path) as raw, unpacked(raw, item.compression) as stream:
                self._raw = raw
                try:
                    yield stream
                finally:
                    self._raw = None
        except OSError as error:
            raise InputError(f"{item.name}: {error.strerror or error}") from error


def in_place(item: Input) -> bool:
    """Whether stretches of an input can be read where they lie, from any place in it on."""
    if item.format == "text":
        return True
    if item.path == "-" or item.compression is not None or item.format in ("hub", "parquet"):
        return False
    if is_remote(item.path):
        return True
    return stat.S_ISREG(Path(item.path).stat().st_mode)
