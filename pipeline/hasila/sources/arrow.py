"""Arrow tables as records: what Parquet files and data sets have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hasila.sources.errors import InputError
from hasila.sources.fields import Fields, to_record
from hasila.sources.inputs import Input
from hasila.sources.types import BadRecord, Record, raw_fields

# Rows that are in memory together.
ROWS_AT_ONCE = 64


@contextmanager
def arrow_errors(item: Input) -> Iterator[None]:
    """Whatever can't be read, as an `InputError` of one line."""
    try:
        yield
    except InputError:
        raise
    except (OSError, ValueError, RuntimeError) as error:  # Arrow's own errors are among these
        raise InputError(f"{item.name}: {' '.join(str(error).split())}") from error


def read_tables(tables: Iterator[Any], item: Input, fields: Fields) -> Iterator[Record | BadRecord]:
    """A record for each row of some tables or record batches."""
    number = 0
    while True:
        with arrow_errors(item):
            table = next(tables, None)
        if table is None:
            return
        for row in _rows(table):
            number += 1
            if isinstance(row, dict):
                yield to_record(row, item, number, fields)
            else:
                reason = "a string of the row is not UTF-8"
                yield BadRecord(item.name, number, None, reason, **raw_fields(row))


def _rows(table: Any) -> Iterator[dict[str, Any] | bytes]:
    """The rows of a table; the bytes of the first string at fault where a row is not UTF-8."""
    try:
        yield from table.to_pylist()
    except UnicodeDecodeError:
        for index in range(table.num_rows):
            try:
                yield from table.slice(index, 1).to_pylist()
            except UnicodeDecodeError as error:
                yield error.object
