"""Cutting a corpus into shards, in order, streaming.

A shard of an uncompressed file is a stretch of that file. Where a file can't be read from the middle
(compressed, standard input, Parquet, data sets), the bytes of the shard are spooled into a file of
the run, which is removed when the shard is done. Memory holds one shard at most.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from hasila.batch.engines.types import Piece, Shard
from hasila.batch.files import or_discard
from hasila.batch.places import join, storage_of
from hasila.sources import BadRecord, Input, Source
from hasila.sources.errors import DamagedFile
from hasila.sources.reader import in_place
from hasila.sources.types import Stretch

# A shard of news takes a worker some seconds: little is lost when it is killed, and little is spent
# on files.
RECORDS = 500
# What a shard of long texts may hold, and so what a reader of shards has in memory.
BYTES = 8_388_608


@dataclass(frozen=True, slots=True)
class Cut:
    """How to cut.

    Attributes:
        spool: The folder for bytes that can't be read in place.
        records, bytes: A shard ends when it has so many of either; and at the end of a file, once it
            has a quarter of that: then a change in one file seldom moves the cuts in the next.
        limit: Stop after so many records.
    """

    spool: str
    records: int = RECORDS
    bytes: int = BYTES
    limit: int | None = None


def cut_shards(source: Source, cut: Cut, done: Callable[[str], bool] | None = None) -> Iterator[Shard]:
    """The shards of all inputs of a source.

    Args:
        source: What to cut.
        cut: How.
        done: Whether a shard of this fingerprint needs no work; then nothing of it is spooled.

    Raises:
        InputError: an input can't be read.
        OSError: the spool can't be written.
    """
    builder = _Builder(source, cut, done or (lambda _: False))
    left = cut.limit
    for item in source.inputs:
        if left is not None and left <= 0:
            break
        builder.begin(item)
        try:
            for stretch in source.stretches(item):
                if left is not None:
                    if left <= 0 and stretch.is_record:
                        break
                    left -= stretch.is_record
                builder.add(stretch)
                if builder.full(1):
                    yield builder.shard()
        except DamagedFile as error:
            if left is None or left > 0:
                left = None if left is None else left - 1
                reason = f"{error}; what follows in this file is not read"
                builder.add_bad(BadRecord(item.name, None, None, reason))
        source.finished(item, empty=builder.end())
        if builder.full(4):
            yield builder.shard()
    if builder.full(None):
        yield builder.shard()


class _Builder:
    """The shard that is being filled."""

    def __init__(self, source: Source, cut: Cut, done: Callable[[str], bool]) -> None:
        self._source = source
        self._cut = cut
        self._done = done
        self._number = 0
        self._position = 0
        self._clear()

    def _clear(self) -> None:
        self._pieces: list[Piece] = []
        self._spooled: list[bytes] = []
        self._records = 0
        self._bytes = 0
        self._digest = hashlib.sha256()

    def begin(self, item: Input) -> None:
        """Go on to the next input."""
        self._item = item
        self._in_place = in_place(item)
        self._offset = self._lines = 0
        self._header: str | None = None
        self._needs_header = item.format == "csv"
        self._empty = True
        self._open: Piece | None = None

    def add(self, stretch: Stretch) -> None:
        """Add a stretch of the input."""
        if self._needs_header:
            self._needs_header = False
            self._header = stretch.data.decode("utf-8", errors="surrogateescape")
        elif stretch.is_record or self._open is not None:
            self._take(stretch)
        self._offset += stretch.length
        self._lines += stretch.lines

    def _take(self, stretch: Stretch) -> None:
        if self._open is None:
            offset = self._offset if self._in_place else sum(map(len, self._spooled))
            header = self._header
            self._open = Piece(self._item, offset, 0, self._lines, header)
            facts = (self._item.name, self._item.label, self._item.format, self._lines, header)
            self._digest.update(repr(facts).encode("utf-8", errors="surrogateescape"))
        self._digest.update(stretch.data)
        if not self._in_place:
            self._spooled.append(stretch.data)
        length = self._to_read(stretch)
        self._open = replace(self._open, length=self._open.length + length)
        self._records += stretch.is_record
        self._bytes += length
        self._empty = False
        if self._in_place and length < stretch.length:
            self._close_piece()  # the next one begins behind what is left out

    def _to_read(self, stretch: Stretch) -> int:
        """How many bytes of a stretch a reader of the shard is to read.

        Of a line that is too long only so many that it sees that: the whole may be larger than memory.
        """
        if not self._in_place:
            return len(stretch.data)
        if self._item.format == "jsonl" and stretch.length > len(stretch.data):
            return len(stretch.data) - 1  # without the end of line, which stands further on in the file
        return stretch.length

    def add_bad(self, bad: BadRecord) -> None:
        """Add what can't be read, in its place."""
        self._close_piece()
        self._pieces.append(Piece(self._item, bad=bad, lines_before=self._lines))
        self._digest.update(repr(bad.to_dict()).encode("utf-8", errors="surrogateescape"))
        self._records += 1
        self._empty = False

    def end(self) -> bool:
        """End the input; whether there was nothing in it."""
        self._close_piece()
        return self._empty

    def _close_piece(self) -> None:
        if self._open is not None:
            self._pieces.append(self._open)
            self._open = None

    def full(self, part: int | None) -> bool:
        """Whether the shard has the records or bytes to be ended, or one in `part` of them; None: any."""
        if part is None:
            return self._records > 0
        return self._records * part >= self._cut.records or self._bytes * part >= self._cut.bytes

    def shard(self) -> Shard:
        """End the shard."""
        self._close_piece()
        fingerprint = self._digest.hexdigest()
        pieces = tuple(self._pieces)
        if self._spooled and not self._done(fingerprint):
            spool = join(self._cut.spool, f"{self._number:06d}")
            _write(spool, self._spooled)
            pieces = tuple(
                piece if piece.bad or in_place(piece.item) else replace(piece, spool=spool)
                for piece in pieces
            )
        position = self._source.bytes_read
        shard = Shard(self._number, pieces, self._records, position - self._position, fingerprint)
        self._position = position
        self._number += 1
        self._clear()
        return shard


def _write(path: str, data: list[bytes]) -> None:
    with or_discard(storage_of(path).new(path)) as file:
        for part in data:
            file.stream.write(part)
        file.finish()
        file.publish()
