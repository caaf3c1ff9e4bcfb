"""Which documents of a run are near-copies: workers write signatures, one pass at the end compares them."""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, BinaryIO

from hasila.batch.places import storage_of
from hasila.batch.work import Result
from hasila.records import to_json


class SignatureWriter:
    """The part of a shard: for each document its id, how many quantities it has, and its signature."""

    flat = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, result: Result, rows: Sequence[Mapping[str, Any]]) -> None:  # noqa: ARG002
        """Sign a document."""
        from hasila.batch.near_duplicates import signature

        quantities = result.record["quantities"]
        signed = signature(result.text, quantities).to_text()
        row = {"id": result.record["id"], "quantities": len(quantities), "signature": signed}
        self._stream.write(to_json(row).encode("utf-8") + b"\n")

    def close(self) -> None:
        """Nothing remains."""


class Marks:
    """Whose copies the documents of a corpus are.

    Holds 4 bytes for each document and the ids of copies; while it is made, also what
    `near_duplicates.NearDuplicates` holds.

    Args:
        parts: What `SignatureWriter` has written for each shard, in order.
    """

    def __init__(self, parts: Iterable[str]) -> None:
        from hasila.batch.near_duplicates import NearDuplicates, Signature

        seen = NearDuplicates()
        self._quantities = array("I")
        self._copies: dict[int, tuple[str, str]] = {}
        for part in parts:
            with storage_of(part).open(part) as file:
                for line in file:
                    row = json.loads(line)
                    first = seen.add(row["id"], Signature.from_text(row["signature"]))
                    if first is not None:
                        self._copies[len(self._quantities)] = row["id"], first
                    self._quantities.append(row["quantities"])

    def of_quantities(self) -> Iterator[str | None]:
        """For each row of the flat table, the id of the document that its document is a copy of."""
        for document, count in enumerate(self._quantities):
            copy = self._copies.get(document)
            yield from repeat(None if copy is None else copy[1], count)

    def write(self, stream: BinaryIO) -> None:
        """Write the table of copies: JSON lines of an `id` and what it is a `duplicate_of`."""
        for copy, first in self._copies.values():
            stream.write(to_json({"id": copy, "duplicate_of": first}).encode("utf-8") + b"\n")
