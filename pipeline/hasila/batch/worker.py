"""The process of a worker: `python -m hasila.batch.worker SOCKET PARENT`, started by `supervise.Worker`.

It loads the pipeline once and then does what comes through the socket. It ends when its parent does,
however that came about: nobody else would ever end it.
"""

import ctypes
import gc
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from hasila.batch.engines.types import Job

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def main(arguments: list[str]) -> None:
    """Work until there is no more."""
    handle, parent = map(int, arguments)
    _end_with(parent, handle)
    # Ctrl-C is for the parent: it lets its workers finish what they are at.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _turn_aside_output()
    connection = Connection(handle)
    with suppress(EOFError, OSError):
        _serve(connection)


def _turn_aside_output() -> None:
    """What a component prints must not get into records on somebody's standard output.

    It goes to standard error, or nowhere if that is closed.
    """
    try:
        os.dup2(2, 1)
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for handle in (1, 2):
            os.dup2(nowhere, handle)


def _serve(connection: Connection) -> None:
    from hasila.batch.errors import BadRecordError, ModelError, OutputError, ShardError
    from hasila.batch.parts import write_shard
    from hasila.sources import InputError

    job: Job = connection.recv()
    try:
        _limit_memory(job.limits.memory)
        nlp = load_pipeline(job.model)
        # The model stays: a collection that looks through all of it each time is a twentieth of the work.
        gc.collect()
        gc.freeze()
    except ModelError as error:
        connection.send(("error", error))
        return
    connection.send(("ready",))
    while True:
        shard, care = connection.recv()

        def announce(places: list[int], chars: int, report: Any) -> None:
            connection.send(("at", places, chars, report.documents, report.words))

        try:
            connection.send(("done", write_shard(nlp, job, shard, care, announce)))
        except (BadRecordError, InputError, OutputError) as error:
            connection.send(("error", error))
        except MemoryError:
            # What has been taken may be lost to this process: a new one shall try what is too much.
            connection.send(("memory",))
            return
        except Exception as error:  # noqa: BLE001 - said by the parent, with the shard that it happened in
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:500]
            connection.send(("error", ShardError(f"shard {shard.number} ({shard.first}): {reason}")))


def load_pipeline(model: str) -> "Language":
    """The pipeline.

    Raises:
        ModelError: there is none, or it can't be loaded.
    """
    from hasila.batch.errors import ModelError
    from hasila.load import load

    try:
        return load(model)
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise ModelError(
            f"model {model!r} can't be loaded: {reason} (hasila info lists the models there are)"
        ) from error


def _limit_memory(limit: int | None) -> None:
    """Let allocations fail beyond a limit, so that one record can't take the machine's memory."""
    if limit is not None:
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with suppress(ValueError, OSError):  # where the system knows no such limit
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _end_with(parent: int, handle: int) -> None:
    """End this process when the parent is gone, even in the middle of a computation."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    # The other end of the socket is closed by the system when the parent dies.
    poll = select.poll()
    poll.register(handle, 0)

    def watch() -> None:
        poll.poll()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
