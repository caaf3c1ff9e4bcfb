"""Some quantities of each document, for a table of what a run has counted."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from hasila.batch.work import Result
from hasila.records import to_json

# Rows that a person looks at: of a document, and of a run.
ROWS_OF_DOCUMENT = 5
ROWS = 150
# Dates, ordinals, ages and the like are numbers too, but count nothing.
_COUNTING = frozenset({"count", "money", "measure", "percent", "fraction", "multiple"})
LINKS = ("counted", "of", "place", "event")

Quantity = Mapping[str, Any]


def counting(result: Result, rows: Sequence[Mapping[str, Any]]) -> list[Quantity]:
    """The quantities of a document that count something, repetitions left out."""
    quantities = result.record["quantities"]
    return [quantities[row["index"]] for row in rows if row["repeats"] is None and row["kind"] in _COUNTING]


def most_telling(quantities: Sequence[Quantity], count: int) -> list[Quantity]:
    """`count` of the quantities, people and things first, then those with most links; in their order."""
    best = sorted(quantities, key=_tells, reverse=True)[:count]
    return sorted(best, key=lambda quantity: int(quantity["start"]))


def _tells(quantity: Quantity) -> int:
    links = sum(quantity[role] is not None for role in LINKS)
    return links + 2 if quantity["kind"] == "count" else links


class PreviewWriter:
    """For each document a line with its most telling quantities and how many there are in all."""

    flat = True

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._rows = 0
        self._more = 0

    def write(self, result: Result, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write a document; once there are rows enough for a table, only count."""
        found = counting(result, rows)
        if self._rows >= ROWS:
            self._more += len(found)
        elif found:
            kept = most_telling(found, ROWS_OF_DOCUMENT)
            self._rows += len(kept)
            self._line(result.record["id"], len(found), kept)

    def close(self) -> None:
        """Write how many there were beyond the rows."""
        if self._more:
            self._line(None, self._more, [])

    def _line(self, identifier: str | None, count: int, kept: Sequence[Quantity]) -> None:
        row = {"id": identifier, "count": count, "quantities": kept}
        self._stream.write(to_json(row).encode("utf-8") + b"\n")


def read_preview(stream: BinaryIO) -> list[tuple[str | None, int, list[Quantity]]]:
    """What a `PreviewWriter` wrote: id, how many there are, the most telling ones."""
    rows = (json.loads(line) for line in stream)
    return [(row["id"], row["count"], row["quantities"]) for row in rows]
