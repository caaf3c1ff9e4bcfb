"""One run at a time on an output in an object store, where no process can be seen."""

import json
import os
import socket
import threading
import time
import uuid
from contextlib import suppress
from types import TracebackType
from typing import Any

from hasila.batch.errors import OutputError
from hasila.sources.remote import filesystem, remote_errors

# A run writes its lock anew so often; one that wasn't for `_SILENCE` seconds is a dead run's.
_BEAT = 10.0
_SILENCE = 35.0


class RemoteLock:
    """A file that says who runs, and that they are alive: it is written anew every few seconds.

    Whether another run's lock changes is watched, its time isn't looked at: so clocks need not agree.
    The lock of a process of this machine that is no more is known to be dead at once.

    Args:
        path: Its URL.
        beat, silence: How often it is written, how long it is watched; in seconds.
    """

    def __init__(self, path: str, *, beat: float = _BEAT, silence: float = _SILENCE) -> None:
        self._path = path
        self._fs, self._place = filesystem(path)
        self._beat, self._silence = beat, silence
        self._token = uuid.uuid4().hex
        self._beats = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="hasila-lock", daemon=True)

    def __enter__(self) -> None:
        """Take it.

        Raises:
            OutputError: another run, that is alive, holds it.
        """
        while not self._take():
            holder = self._read()
            if holder is not None and self._is_alive(holder):
                where = f"process {holder.get('process')} on {holder.get('host')}"
                raise OutputError(
                    f"{self._path}: another run ({where}) writes this output; wait for it, "
                    "or choose another -o"
                )
            if self._take_over():
                break
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        # What is left of it where the store doesn't answer is taken over by the next run.
        with suppress(OSError):
            if self._is_own(self._read()):
                with remote_errors(self._path):
                    self._fs.rm(self._place)

    def _take(self) -> bool:
        """Make the file, unless there is one."""
        if self._read() is not None:
            return False
        try:
            self._write("create")
        except OSError:  # that it exists, which stores say in several ways, or that this can't be asked for
            return self._read() is None and self._take_over()
        return True

    def _take_over(self) -> bool:
        """Write the file whoever had it, and see whether another run did the same."""
        self._write("overwrite")
        time.sleep(self._silence / 20)
        return self._is_own(self._read())

    def _write(self, mode: str) -> None:
        self._beats += 1
        row = {"host": socket.gethostname(), "process": os.getpid(), "run": self._token, "beat": self._beats}
        with remote_errors(self._path):
            self._fs.pipe_file(self._place, json.dumps(row).encode(), mode=mode)

    def _read(self) -> dict[str, Any] | None:
        """What the lock says; None if there is none."""
        try:
            with remote_errors(self._path):
                row = json.loads(self._fs.cat_file(self._place))
        except FileNotFoundError:
            return None
        return row if isinstance(row, dict) else {}

    def _is_own(self, row: dict[str, Any] | None) -> bool:
        return row is not None and row.get("run") == self._token

    def _is_alive(self, holder: dict[str, Any]) -> bool:
        """Whether the run of a lock goes on."""
        if holder.get("host") == socket.gethostname() and not _process_exists(holder.get("process")):
            return False
        end = time.monotonic() + self._silence
        while time.monotonic() < end:
            time.sleep(min(1.0, self._silence / 10))
            if self._read() != holder:
                return True
        return False

    def _keep(self) -> None:
        """Show that this run is alive, until its end."""
        while not self._ended.wait(self._beat):
            try:
                if self._is_own(self._read()):
                    self._write("overwrite")
            except OSError:
                continue  # the store may answer again at the next beat


def _process_exists(process: object) -> bool:
    if not isinstance(process, int):
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
