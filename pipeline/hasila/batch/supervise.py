"""A worker process and the watch over it.

A record can loop for ever, eat all memory or end the process it is read in, and a process can be
killed from outside. `Worker.run` gives the report of a shard all the same: it starts the process again
and has the records that were in flight read one by one, until it knows which of them it is. That one
goes to quarantine. A process that dies now and then for other reasons costs only time: a record is blamed
only if processes die on it alone `DEATHS` times.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from hasila.batch.engines.types import Job, Limits, Progress, Shard, ShardReport
from hasila.batch.errors import EngineError, ShardError
from hasila.batch.parts import Care

# So often must processes die on the same record, alone, before it is to blame; or on the same shard
# without any record in flight.
DEATHS = 3
# A limit of seconds is for so many characters.
CHARS = 100_000
# Libraries below the pipeline would each start a thread for every core, in every worker.
_ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)


class Worker:
    """One process that reads shards, started when it is needed.

    Args:
        job: What holds for all shards.
        progress: Called while a shard is read.
    """

    def __init__(self, job: Job, progress: Progress | None = None) -> None:
        self._job = job
        self._progress = progress
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._closed = False

    def run(self, shard: Shard) -> ShardReport:
        """The report of a shard.

        Raises:
            BadRecordError: a record is bad and the job is to fail then.
            InputError, OutputError, ModelError, ShardError: it can't be done, and why.
        """
        case = _Case(shard, self._job.limits)
        while True:
            try:
                return self._attempt(shard, case)
            except _Death as death:
                if self._closed:
                    raise EngineError("the worker was closed") from None
                case.learn(death)

    def close(self) -> None:
        """End the process, at once. `run` in another thread raises."""
        self._closed = True
        process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _attempt(self, shard: Shard, case: "_Case") -> ShardReport:
        connection = self._connection or self._start()
        try:
            connection.send((shard, case.care))
        except OSError:
            raise self._death(None) from None
        places: list[int] | None = None
        deadline: float | None = None
        while True:
            message = self._receive(connection, places, deadline)
            match message:
                case ("at", list(found), int(chars), int(documents), int(words)):
                    places = found or None  # none: it is writing
                    deadline = time.monotonic() + case.seconds(chars) if found else None
                    if self._progress is not None:
                        self._progress(shard.number, documents, words)
                case ("done", ShardReport() as report):
                    return report
                case ("memory",):
                    self._end()
                    raise _Death(places, "more memory was taken than there may be (--max-memory)")
                case ("error", Exception() as error):
                    raise error

    def _receive(self, connection: Connection, places: list[int] | None, deadline: float | None) -> Any:
        """The next message; the process is ended if it doesn't come in time."""
        try:
            wait = None if deadline is None else max(0.0, deadline - time.monotonic())
            if connection.poll(wait):
                return connection.recv()
        except (EOFError, OSError):
            raise self._death(places) from None
        self._end()
        raise _Death(places, "took too long", timed_out=True)

    def _start(self) -> Connection:
        """Start the process and let it load the pipeline."""
        self._end()
        if self._closed:
            raise EngineError("the worker was closed")
        ours, theirs = socket.socketpair()
        with theirs:
            program = [sys.executable, "-P", "-m", "hasila.batch.worker"]
            command = [*program, str(theirs.fileno()), str(os.getpid())]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for this process, not for workers
            )
        self._connection = connection = Connection(ours.detach())
        if self._closed:  # by another thread, before there was a process to end
            raise self._death(None)
        try:
            connection.send(self._job)
        except OSError:
            raise self._death(None) from None
        message = self._receive(connection, None, None)
        if message[0] == "error":
            self._end()
            raise message[1]
        return connection

    def _death(self, places: list[int] | None) -> "_Death":
        """What is known of a process that has gone, or is to go."""
        code = None
        if self._closed and self._process is not None:
            self._process.kill()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=5)
        self._end()
        if code is None:
            how = "the worker process ended"
        elif code < 0:
            name = signal.Signals(-code).name
            how = f"the worker process ended by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")
        else:
            how = f"the worker process ended with code {code}"
        return _Death(places, how)

    def _end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        connection, self._connection = self._connection, None
        if process is not None:
            process.kill()
            process.wait()
        if connection is not None:
            connection.close()


def _environment() -> dict[str, str]:
    """What a worker finds: the modules that this process finds (not those of whatever folder it is in),
    and one core."""
    paths = [*os.environ.get("PYTHONPATH", "").split(os.pathsep), *sys.path]
    known = os.pathsep.join(dict.fromkeys(path for path in paths if path))
    return {**os.environ, **_ONE_THREAD, "PYTHONPATH": known}


class _Death(Exception):
    """A process has died, or was ended, with these records in flight (None: between them)."""

    def __init__(self, places: list[int] | None, how: str, *, timed_out: bool = False) -> None:
        super().__init__(how)
        self.places = places
        self.how = how
        self.timed_out = timed_out


class _Case:
    """What is known about a shard on which processes have died."""

    def __init__(self, shard: Shard, limits: Limits) -> None:
        self.care = Care()
        self._shard = shard
        self._limits = limits
        self._deaths: Counter[int | None] = Counter()

    def seconds(self, chars: int) -> float:
        """How long texts of so many characters may take together."""
        return self._limits.seconds * max(1, -(-chars // CHARS))

    def learn(self, death: _Death) -> None:
        """Take a death into account.

        Raises:
            ShardError: it is no record's fault, and has happened too often.
        """
        places = death.places
        if places is not None and len(places) > 1:
            self.care = Care(self.care.alone | set(places), self.care.left_out)
            return
        place = None if places is None else places[0]
        self._deaths[place] += 1
        if place is None:
            if self._deaths[None] >= DEATHS:
                raise ShardError(
                    f"shard {self._shard.number} ({self._shard.first}): {death.how}, "
                    f"{DEATHS} times, and not while it read a record"
                )
        elif death.timed_out:
            limit = f"{self._limits.seconds:g} seconds for each {CHARS:,} characters"
            self._leave_out(place, f"took longer than {limit} (--max-seconds)")
        elif self._deaths[place] >= DEATHS:
            self._leave_out(place, f"{death.how} on it, {DEATHS} times")

    def _leave_out(self, place: int, reason: str) -> None:
        self.care = Care(self.care.alone, {**self.care.left_out, place: reason})
