"""One shard through the pipeline: what a worker does."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from hasila.batch.engines.types import ERRORS_KEPT, Job, Mishap, PartFile, Shard, ShardReport
from hasila.batch.outputs import output_errors, to_files
from hasila.batch.places import join, storage_of
from hasila.batch.reading import shard_records
from hasila.batch.run import Announce, run
from hasila.sources import BadRecord, Record
from hasila.sources.types import RAW_LIMIT

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True)
class Care:
    """What was learned about a shard when it brought its worker down.

    Attributes:
        alone: Records, by their place in the shard, to be read one by one.
        left_out: Records not to be read at all, and why.
    """

    alone: frozenset[int] = frozenset()
    left_out: dict[int, str] = field(default_factory=dict)


def part_name(shard: Shard, pipeline: str, suffix: str) -> str:
    """The name of a shard's file. What is in a file is in its name: one of another content has another."""
    digest = hashlib.sha256(f"{shard.fingerprint} {pipeline}".encode("ascii", "backslashreplace"))
    return f"part-{shard.number:06d}-{digest.hexdigest()[:12]}{suffix}"


def write_shard(
    nlp: "Language", job: Job, shard: Shard, care: Care | None = None, announce: Announce | None = None
) -> ShardReport:
    """Read a shard and write its files.

    Args:
        nlp: The pipeline that `job.model` names.
        job: What is to be done.
        shard: With what.
        care: What is known to be dangerous in it.
        announce: Called before each batch with the places of its records, so that somebody can know on
            what this process was when it died.

    Raises:
        BadRecordError: a record is bad, and the job is to fail then.
        InputError, OutputError: an input can't be read, an output not written.
    """
    care = care or Care()
    started = time.perf_counter()
    mishaps: list[Mishap] = []

    def note(bad: BadRecord) -> None:
        if len(mishaps) < ERRORS_KEPT:
            mishaps.append(Mishap(bad.place, bad.id, bad.reason))

    paths = {
        target.kind: join(target.folder, part_name(shard, job.pipeline, target.suffix))
        for target in job.targets
    }
    quarantine = paths.pop("quarantine", None)
    place = job.targets[0].folder
    with to_files(list(paths.items()), quarantine=quarantine, on_bad=note, place=place) as outputs:
        report = run(
            _carefully(shard, job, care),
            nlp,
            outputs,
            batch_size=job.batch_size,
            fail=job.fail,
            alone=care.alone,
            announce=announce,
            pack="spacy" in paths,
        )
    if quarantine is not None and report.quarantined:
        paths["quarantine"] = quarantine
    with output_errors():
        files = tuple(
            PartFile(kind, path.rpartition("/")[2], storage_of(path).size(path) or 0)
            for kind, path in paths.items()
        )
    return ShardReport(
        shard=shard.number,
        input=shard.fingerprint,
        pipeline=job.pipeline,
        first=shard.first,
        records=report.documents + report.quarantined,
        documents=report.documents,
        quarantined=report.quarantined,
        quantities=report.quantities,
        words=report.words,
        seconds=round(time.perf_counter() - started, 3),
        errors=tuple(mishaps),
        files=files,
    )


def _carefully(shard: Shard, job: Job, care: Care) -> Iterator[Record | BadRecord]:
    """The records, without those that are to be left out."""
    for place, record in zip(count(), shard_records(shard, job.fields), strict=False):
        reason = care.left_out.get(place)
        if reason is None or isinstance(record, BadRecord):
            yield record
        else:
            yield BadRecord(
                record.source,
                record.line,
                record.id,
                reason,
                raw=record.text[:RAW_LIMIT],
                truncated=len(record.text) > RAW_LIMIT,
            )
