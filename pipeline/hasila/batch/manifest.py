"""Which shards are done: a file of JSON lines, a `ShardReport` each."""

import json
from contextlib import suppress

from hasila.batch.engines.types import ShardReport
from hasila.batch.places import storage_of

# Its name in the folder of a run that is going on.
MANIFEST = "manifest.jsonl"


class Manifest:
    """The reports of the shards that earlier runs and this one have done.

    Args:
        path: The file of the run that is going on; a line is added as soon as a shard is done.
        earlier: The file that the last finished run left.

    Attributes:
        unfinished, earlier: How many lines there were in either.
        left_out: Whether one of those runs has left records out, so that a quarantine may be its own.
    """

    def __init__(self, path: str, earlier: str) -> None:
        self._path = path
        self._storage = storage_of(path)
        self._rows: dict[tuple[str, str], ShardReport] = {}
        lines = self._storage.lines(path)
        finished = _whole_file(earlier)
        self.unfinished = len(lines)
        self.earlier = len(finished)
        self.left_out = False
        for line in [*finished, *lines]:
            with suppress(ValueError, TypeError, KeyError, AttributeError):  # a line cut off, or not ours
                report = ShardReport.from_row(json.loads(line))
                self._rows[report.input, report.pipeline] = report
                self.left_out = self.left_out or report.quarantined > 0

    def forget(self) -> None:
        """Let no shard count that was done before."""
        self._rows.clear()
        self.unfinished = self.earlier = 0

    def find(self, shard: str, pipeline: str) -> ShardReport | None:
        """The report of a shard by its fingerprint, if it has been done by this pipeline."""
        return self._rows.get((shard, pipeline))

    def add(self, report: ShardReport) -> None:
        """Remember that a shard is done."""
        self._storage.append(self._path, row_of(report))


def row_of(report: ShardReport) -> bytes:
    """A report as a line."""
    return json.dumps(report.to_row(), ensure_ascii=False).encode("utf-8", errors="backslashreplace") + b"\n"


def _whole_file(path: str) -> list[bytes]:
    storage = storage_of(path)
    if storage.size(path) is None:
        return []
    with storage.open(path) as file:
        return file.read().splitlines()
