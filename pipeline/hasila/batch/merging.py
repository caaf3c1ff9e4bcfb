"""The parts of all shards as one file, in order.

What is written depends on the parts and nothing else, so that it is the same whoever made them.
"""

import shutil
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from hasila.batch.engines.types import Kind
from hasila.batch.places import storage_of

_COPY = 1_048_576
# Rows of a row group of a Parquet file: small enough for memory, large enough to compress.
_GROUP_ROWS = 1024


def merge(kind: Kind, parts: Iterable[str], stream: BinaryIO) -> None:
    """Write the contents of some parts of one kind as one file."""
    if kind in ("parquet", "quantities.parquet"):
        _merge_parquet(kind, parts, stream)
    else:
        # A CSV begins with a byte order mark and a header, which are one line.
        _merge_lines(parts, stream, header=kind == "quantities.csv")


def _merge_lines(parts: Iterable[str], stream: BinaryIO, *, header: bool) -> None:
    written = False
    for part in parts:
        with storage_of(part).open(part) as file:
            if header and written:
                file.readline()
            shutil.copyfileobj(file, stream, _COPY)
        written = True
    if header and not written:
        from hasila.batch.writers import CsvWriter

        CsvWriter(stream).close()


def _merge_parquet(kind: Kind, parts: Iterable[str], stream: BinaryIO) -> None:
    import pyarrow
    import pyarrow.parquet

    from hasila.records.schema import documents_schema, quantities_schema

    schema = documents_schema() if kind == "parquet" else quantities_schema()
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        held: list[Any] = []
        for table in _tables(parts):
            held.append(table)
            if sum(one.num_rows for one in held) >= _GROUP_ROWS:
                writer.write_table(pyarrow.concat_tables(held))
                held.clear()
        if held:
            writer.write_table(pyarrow.concat_tables(held))


def _tables(parts: Iterable[str]) -> Iterator[Any]:
    import pyarrow.parquet

    for part in parts:
        with storage_of(part).open(part) as file:
            table = pyarrow.parquet.read_table(file)
        if table.num_rows:
            yield table
