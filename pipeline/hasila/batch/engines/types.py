"""What an engine gets, gives and is: plain data that any process, Ray or Spark can carry.

A `Shard` is a stretch of the input, a `Job` what holds for all shards of a run, a `ShardReport` what
became of one shard. An `Engine` executes `hasila.batch.shard_work.run_shard(job, shard) -> report`
for many shards; that function does everything else (it starts a worker of its own, watches over it and
puts in quarantine the record that brings it down), so an engine needs no care for bad records.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

from hasila.sources import BadRecord, Fields, Input

# The files that a shard is written to. `quarantine` is written only where there are bad records;
# `table` (what --table prints) is never part of an output; of `duplicates` the parts are signatures.
Kind = Literal[
    "jsonl", "parquet", "quantities.parquet", "quantities.csv", "spacy", "duplicates", "quarantine", "table"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one input: whole lines, rows or files.

    Attributes:
        item: The input it is part of.
        offset, length: Its bytes in the file to read.
        lines_before: Lines (rows) of the input that come before it.
        header: The header line of a CSV; None if it has none or begins with it.
        spool: Where its bytes lie, if not in the input itself (compressed input, standard input, rows
            of Parquet and of data sets): a file of the run, removed when the shard is done.
        bad: Something here can't be read at all; then there is nothing else in this piece.
    """

    item: Input
    offset: int = 0
    length: int = 0
    lines_before: int = 0
    header: str | None = None
    spool: str | None = None
    bad: BadRecord | None = None


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the corpus that is read and written as one.

    Attributes:
        number: Its place in the corpus, from 0.
        pieces: Where its records stand, in order.
        records: How many there are.
        size: How far it advances through the bytes of all inputs as they lie (compressed), for
            progress.
        fingerprint: Changes with its content, the names of its inputs and its place in them.
    """

    number: int
    pieces: tuple[Piece, ...]
    records: int
    size: int
    fingerprint: str

    @property
    def first(self) -> str:
        """Where it begins, as `FILE:LINE`."""
        piece = self.pieces[0]
        name = piece.item.name
        return name if piece.item.format == "text" else f"{name}:{piece.lines_before + 1}"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one record may take before it is put in quarantine.

    Attributes:
        seconds: For each 100,000 characters begun.
        memory: Bytes that the process of a worker may hold, its model included; None for no limit.
    """

    seconds: float = 120.0
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of file, and the folder (a path or a URL) that the parts of all shards go to."""

    kind: Kind
    folder: str
    suffix: str  # of the parts, with the dot: `.jsonl.zst`


@dataclass(frozen=True, slots=True)
class Job:
    """What holds for all shards of a run.

    Attributes:
        model: The pipeline, as `hasila.load` takes it.
        pipeline: The fingerprint of the model, of the versions that run it and of the settings below
            that change what is written.
        targets: What is written, and where.
        fields: Which fields of a row hold what.
        batch_size: How many documents go through the pipeline together.
        fail: A bad record ends the run.
        limits: What a record may take.
    """

    model: str
    pipeline: str
    targets: tuple[Target, ...]
    fields: Fields = field(default_factory=Fields)
    batch_size: int = 32
    fail: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file that was written for a shard: its kind, its name in the target's folder, its size."""

    kind: Kind
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Mishap:
    """A record that was put in quarantine: where it stands, its id, and why."""

    place: str
    id: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What became of a shard: a row of the manifest.

    Attributes:
        shard: Its number.
        input, pipeline: Fingerprints. Where both are the same, the files are too.
        first: Where it begins, as `FILE:LINE`.
        records, documents, quarantined: Records read; those written, and those that were not.
        quantities, words: In the documents.
        seconds: How long it took.
        errors: The records in quarantine, at most `ERRORS_KEPT` of them.
        files: What was written.
    """

    shard: int
    input: str
    pipeline: str
    first: str
    records: int
    documents: int
    quarantined: int
    quantities: int
    words: int
    seconds: float
    errors: tuple[Mishap, ...] = ()
    files: tuple[PartFile, ...] = ()

    def to_row(self) -> dict[str, Any]:
        """Plain data: a line of the manifest."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "ShardReport":
        """The report of a line of the manifest.

        Raises:
            TypeError, KeyError, AttributeError: it is no such line.
        """
        errors = tuple(Mishap(**error) for error in row["errors"])
        files = tuple(PartFile(**file) for file in row["files"])
        return cls(**{**row, "errors": errors, "files": files})


ERRORS_KEPT = 100

# Called while a shard is read, from any thread: the shard's number, and how many documents and words
# of it have been read.
Progress = Callable[[int, int, int], None]


class Engine(Protocol):
    """Executes `run_shard(job, shard)` for shards, somewhere."""

    def run(
        self, job: Job, shards: Iterable[Shard], progress: Progress | None = None
    ) -> Iterator[ShardReport]:
        """The reports of all shards, in any order.

        `shards` may be a generator over a corpus larger than memory: no more of it is taken than a
        bounded number of shards beyond those that are done. Closing the iterator ends the work, and
        nothing that it started is left behind.

        Args:
            job: What holds for all of them.
            shards: The work.
            progress: Called while shards are read. An engine may leave it out.

        Raises:
            BadRecordError: a record is bad and `job.fail` is set.
            InputError, OutputError, ModelError, ShardError: a shard can't be done, and why.
        """


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How an engine is to run.

    Attributes:
        workers: Processes (tasks) at once; None for as many as there are cores.
        address: A cluster to use: Ray's address, Spark's master.
    """

    workers: int | None = None
    address: str | None = None
