"""The records of a shard."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from hasila.batch.engines.types import Piece, Shard
from hasila.batch.places import storage_of
from hasila.sources import BadRecord, Fields, InputError, Record, Source
from hasila.sources.csv_rows import read_csv
from hasila.sources.jsonl import read_jsonl
from hasila.sources.stored import restore


def shard_records(shard: Shard, fields: Fields) -> Iterator[Record | BadRecord]:
    """The records of a shard, as `Source` would have yielded them.

    Raises:
        InputError: an input is gone, or shorter than it was when it was cut.
    """
    for piece in shard.pieces:
        if piece.bad is not None:
            yield piece.bad
        elif piece.item.format == "text":
            yield from Source([piece.item], fields)
        elif piece.item.format in ("hub", "parquet"):
            yield from restore(_bytes(piece))
        elif piece.item.format == "csv":
            stream, before = _bytes(piece), piece.lines_before
            yield from read_csv(stream, piece.item, fields, header=piece.header, lines_before=before)
        else:
            yield from read_jsonl(_bytes(piece), piece.item, fields, lines_before=piece.lines_before)


def _bytes(piece: Piece) -> BinaryIO:
    """The bytes of a piece, in memory: a shard is small."""
    path = piece.spool or piece.item.path
    try:
        with storage_of(path).open(path) as file:
            file.seek(piece.offset)
            data = file.read(piece.length)
    except OSError as error:
        raise InputError(f"{piece.item.name}: {error.strerror or error}") from error
    if len(data) != piece.length:
        raise InputError(f"{piece.item.name}: became shorter while it was read; run again with --resume")
    return io.BytesIO(data)
