"""Reading a table: fields between tabs, a row a line, remarks after #."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hasila.formats.files import decoded, opened

Row = list[str]


class BadTable(ValueError):
    """A table that can't be used; the message has file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table holds.

    Attributes:
        names: The fields of a row in their order.
        needed: How many of them a row must have; those that lack are "".
        fault: What is wrong with the values of a row; "" for nothing.
    """

    names: Sequence[str]
    needed: int
    fault: Callable[[Row], str]


def read_table(path: str, columns: Columns) -> list[Row]:
    """The rows of a table.

    Raises:
        BadTable: a row has too few or too many fields, or a value that can't be.
        InputError: the file can't be opened, or is not UTF-8.
    """
    with opened(path) as stream:
        text = decoded(stream.read(), path)
    rows: list[Row] = []
    first: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("\t")]
        shape = " TAB ".join(columns.names)
        if not columns.needed <= len(fields) <= len(columns.names) or not all(fields[: columns.needed]):
            raise BadTable(f"{path}:{number}: {line.strip()!r}: write {shape}, tabs between them")
        row = [*fields, *[""] * (len(columns.names) - len(fields))]
        fault = columns.fault(row)
        if not fault and row[0] in first:
            fault = f"{row[0]!r} stands in line {first[row[0]]} already; keep one of them"
        if fault:
            raise BadTable(f"{path}:{number}: {fault}")
        first[row[0]] = number
        rows.append(row)
    if not rows:
        raise BadTable(f"{path}: no row in it; write {' TAB '.join(columns.names)}")
    return rows
