"""The parts of all shards as one file, in order.

What is written depends on the parts and nothing else, so that it is the same whoever made them.
"""

import csv
import io
import shutil
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

from hasila.batch.duplicates import Marks
from hasila.batch.engines.types import Kind
from hasila.batch.places import storage_of
from hasila.records import COLUMNS, without_surrogates

_COPY = 1_048_576
# Rows of a row group of a Parquet file: small enough for memory, large enough to compress.
_GROUP_ROWS = 1024
# The column of the flat table that can be filled in when all documents are known.
MARK = "duplicate_of"
_LONGEST_FIELD = 2**31 - 1


def merge(kind: Kind, parts: Iterable[str], stream: BinaryIO, marks: Marks | None = None) -> None:
    """Write the contents of some parts of one kind as one file.

    With `marks` the flat table says in `duplicate_of` of which document each one is a near-copy.
    """
    if kind == "duplicates" and marks is not None:
        marks.write(stream)
    elif kind in ("parquet", "quantities.parquet"):
        rows = marks.of_quantities() if marks is not None and kind == "quantities.parquet" else None
        _merge_parquet(kind, parts, stream, rows)
    elif kind == "quantities.csv" and marks is not None:
        _merge_csv(parts, stream, marks.of_quantities())
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


def _merge_csv(parts: Iterable[str], stream: BinaryIO, marks: Iterator[str | None]) -> None:
    from hasila.batch.writers import CsvWriter

    writer = CsvWriter(stream)
    column = COLUMNS.index(MARK)
    csv.field_size_limit(_LONGEST_FIELD)
    for part in parts:
        with storage_of(part).open(part) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
            rows = csv.reader(text)
            next(rows, None)
            for row in rows:
                row[column] = _cell(next(marks)) or ""
                writer.write_cells(row)
    writer.close()


def _merge_parquet(
    kind: Kind, parts: Iterable[str], stream: BinaryIO, marks: Iterator[str | None] | None
) -> None:
    import pyarrow
    import pyarrow.parquet

    from hasila.records.schema import documents_schema, quantities_schema

    schema = documents_schema() if kind == "parquet" else quantities_schema()
    with pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        held: list[Any] = []
        for table in _tables(parts):
            held.append(table if marks is None else _marked(table, marks))
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


def _marked(table: Any, marks: Iterator[str | None]) -> Any:
    """A stretch of the flat table with its marks."""
    import pyarrow

    cells = pyarrow.array([_cell(mark) for mark in islice(marks, table.num_rows)], pyarrow.string())
    column = table.schema.get_field_index(MARK)
    return table.set_column(column, table.schema.field(column), cells)


def _cell(mark: str | None) -> str | None:
    return None if mark is None else without_surrogates(mark)
