"""The formats: results to bytes. Each writer streams into a file that somebody else opens and closes."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any, BinaryIO, Protocol

from hasila.batch.duplicates import SignatureWriter
from hasila.batch.engines.types import Kind
from hasila.batch.work import Result
from hasila.records import COLUMNS, to_json
from hasila.records.schema import document_row, documents_schema, quantities_schema

Row = Mapping[str, Any]

# Rows of a row group: small enough for memory, large enough to compress.
_GROUP_ROWS = 1024


class Writer(Protocol):
    """What an output file is written with.

    Attributes:
        flat: Whether it wants the rows of quantities.
    """

    flat: bool

    def write(self, result: Result, rows: Sequence[Row]) -> None:
        """Write a document, or the `rows` of its quantities."""

    def close(self) -> None:
        """Write what remains. The file stays open."""


class JsonlWriter:
    """Documents, one JSON object a line."""

    flat = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, result: Result, rows: Sequence[Row]) -> None:  # noqa: ARG002
        self._stream.write(to_json(result.record).encode("utf-8") + b"\n")

    def close(self) -> None:
        """Nothing remains."""


class CsvWriter:
    """The flat table as CSV, with a byte order mark: without one, Excel takes UTF-8 for something else."""

    flat = True

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text)
        self._csv.writerow(COLUMNS)

    def write(self, result: Result, rows: Sequence[Row]) -> None:  # noqa: ARG002
        self._csv.writerows([row[name] for name in COLUMNS] for row in rows)

    def write_cells(self, cells: Sequence[str]) -> None:
        """Write a row that is made already."""
        self._csv.writerow(cells)

    def close(self) -> None:
        """Write what remains and let go of the stream."""
        self._text.flush()
        self._text.detach()


class ParquetWriter:
    """A table as Parquet."""

    flat = False

    def __init__(self, stream: BinaryIO, schema: Any) -> None:
        import pyarrow.parquet

        self._schema = schema
        self._writer = pyarrow.parquet.ParquetWriter(stream, schema, compression="zstd")
        self._rows: list[Row] = []

    def write(self, result: Result, rows: Sequence[Row]) -> None:
        """To be defined by the table."""
        raise NotImplementedError

    def _add(self, rows: Sequence[Row]) -> None:
        self._rows.extend(rows)
        if len(self._rows) >= _GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        import pyarrow

        if self._rows:
            self._writer.write_table(pyarrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()

    def close(self) -> None:
        """Write what remains and the footer."""
        try:
            self._write_group()
            self._writer.close()
        finally:
            self._writer.is_open = False  # or it would try again when it is collected


class DocumentsParquet(ParquetWriter):
    """Documents as Parquet, nested as the record is."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, documents_schema())

    def write(self, result: Result, rows: Sequence[Row]) -> None:  # noqa: ARG002
        self._add([document_row(result.record)])


class QuantitiesParquet(ParquetWriter):
    """The flat table as Parquet."""

    flat = True

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, quantities_schema())

    def write(self, result: Result, rows: Sequence[Row]) -> None:  # noqa: ARG002
        self._add(rows)


class DocBinWriter:
    """Documents as spaCy keeps them, all of them in one DocBin."""

    flat = False

    def __init__(self, stream: BinaryIO) -> None:
        from spacy.tokens import DocBin

        self._stream = stream
        self._docs = DocBin(store_user_data=True)

    def write(self, result: Result, rows: Sequence[Row]) -> None:  # noqa: ARG002
        if result.packed is not None:
            self._docs.merge(result.packed)

    def close(self) -> None:
        """Write all of it: a DocBin is read as a whole, and compressed as one."""
        self._stream.write(self._docs.to_bytes())


WRITERS: dict[Kind, Callable[[BinaryIO], Writer]] = {
    "jsonl": JsonlWriter,
    "parquet": DocumentsParquet,
    "quantities.parquet": QuantitiesParquet,
    "quantities.csv": CsvWriter,
    "spacy": DocBinWriter,
    "duplicates": SignatureWriter,
}
