"""Records as lines of JSON, for inputs whose stretches can't be read in place."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from hasila.sources.types import BadRecord, Record


def store(record: Record | BadRecord) -> bytes:
    """A record as a line; `restore` gives it back."""
    kind = "record" if isinstance(record, Record) else "bad"
    return json.dumps({kind: asdict(record)}).encode("ascii") + b"\n"


def restore(lines: Iterable[bytes]) -> Iterator[Record | BadRecord]:
    """The records of lines that `store` made."""
    for line in lines:
        row = json.loads(line)
        yield Record(**row["record"]) if "record" in row else BadRecord(**row["bad"])
