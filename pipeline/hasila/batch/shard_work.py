"""`run_shard`: what engines execute."""

import atexit
import threading

from hasila.batch.engines.types import Job, Shard, ShardReport
from hasila.batch.supervise import Worker

_lock = threading.Lock()
_kept: tuple[Job, Worker] | None = None


def run_shard(job: Job, shard: Shard) -> ShardReport:
    """Read a shard and write its files, in a worker process that is kept for the next shard.

    The process is watched over: a record that brings it down is put in quarantine (see `supervise`).
    One shard at a time is read so in a process; an engine that wants more has `Worker`s of its own.

    Raises:
        BadRecordError: a record is bad and the job is to fail then.
        InputError, OutputError, ModelError, ShardError: it can't be done, and why.
    """
    with _lock:
        return _worker(job).run(shard)


def release() -> None:
    """End the process that is kept, if there is one."""
    global _kept
    if _kept is not None:
        _kept[1].close()
        _kept = None


def _worker(job: Job) -> Worker:
    global _kept
    if _kept is None or _kept[0] != job:
        release()
        _kept = job, Worker(job)
        atexit.register(release)
    return _kept[1]
