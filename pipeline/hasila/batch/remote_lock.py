"""One run at a time on an output in an object store, where no process can be seen."""

import json
import os
import socket
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from hasila.batch.errors import OutputError
from hasila.sources.remote import filesystem, remote_errors

# A run writes its lock anew so often; one that wasn't for `_SILENCE` seconds is a dead run's.
_BEAT = 10.0
_SILENCE = 35.0
# The locks that this process holds, by the folders they lie in.
_held: dict[str, "RemoteLock"] = {}


def check_held(path: str) -> None:
    """Refuse to touch what another run has taken over.

    Args:
        path: The folder of a run, or what lies in it. Where this process holds no lock, nothing is asked.

    Raises:
        OutputError: this process had the lock of that folder, and another has it now.
    """
    for folder, lock in list(_held.items()):
        if path == folder or path.startswith(f"{folder}/"):
            lock.check()


class RemoteLock:
    """A file that says who runs, and that they are alive: it is written anew every few seconds.

    Whether another run's lock changes is watched, its time isn't looked at: so clocks need not agree.
    The lock of a process of this machine that is no more is known to be dead at once. A run that nobody
    heard of for so long (its machine slept, the store was out of reach) may lose its lock while it lives;
    `check` says so.

    Args:
        path: Its URL.
        beat, silence: How often it is written, how long it is watched; in seconds.
    """

    def __init__(self, path: str, *, beat: float = _BEAT, silence: float = _SILENCE) -> None:
        self._path = path
        self._folder = path.rpartition("/")[0]
        self._fs, self._place = filesystem(path)
        self._beat, self._silence = beat, silence
        self._here = _this_machine()
        self._token = uuid.uuid4().hex
        self._beats = 0
        self._taker: dict[str, Any] | None = None
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
                raise OutputError(
                    f"{self._path}: another run ({_named(holder)}) writes this output; wait for it, "
                    "or choose another -o"
                )
            if self._take_over():
                break
        _held[self._folder] = self
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()
        _held.pop(self._folder, None)
        # What is left of it where the store doesn't answer is taken over by the next run.
        with suppress(OSError):
            if self._is_own(self._read()):
                with remote_errors(self._path):
                    self._fs.rm(self._place)
        if error is None:
            self.check()

    @property
    def lost(self) -> bool:
        """Whether another run was seen to have taken it over."""
        return self._taker is not None

    def check(self) -> None:
        """Go on only with a lock that is not lost.

        Raises:
            OutputError: it is.
        """
        if self._taker is not None:
            raise OutputError(
                f"{self._path}: another run ({_named(self._taker)}) has taken this output over, since "
                f"nothing was heard of this one for {self._silence:g} seconds; let that one finish"
            )

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
        row = {**self._here, "process": os.getpid(), "run": self._token, "beat": self._beats}
        with remote_errors(self._path):
            self._fs.pipe_file(self._place, json.dumps(row).encode(), mode=mode)

    def _read(self) -> dict[str, Any] | None:
        """What the lock says; None if there is none."""
        try:
            with remote_errors(self._path):
                data = self._fs.cat_file(self._place)
        except FileNotFoundError:
            return None
        try:
            row = json.loads(data)
        except ValueError:  # somebody was killed while they wrote it, or is writing it
            return {}
        return row if isinstance(row, dict) else {}

    def _is_own(self, row: dict[str, Any] | None) -> bool:
        return row is not None and row.get("run") == self._token

    def _is_alive(self, holder: dict[str, Any]) -> bool:
        """Whether the run of a lock goes on."""
        if self._is_of_here(holder) and not _process_exists(holder.get("process")):
            return False
        end = time.monotonic() + self._silence
        while time.monotonic() < end:
            time.sleep(min(1.0, self._silence / 10))
            if self._read() != holder:
                return True
        return False

    def _is_of_here(self, holder: dict[str, Any]) -> bool:
        """Whether the process numbers of a lock are known to be those of this machine."""
        return all(value is not None and holder.get(name) == value for name, value in self._here.items())

    def _keep(self) -> None:
        """Show that this run is alive, until its end or until its lock is another's."""
        while not self._ended.wait(self._beat):
            with suppress(OSError):  # the store may answer again at the next beat
                found = self._read()
                if self._is_own(found):
                    self._write("overwrite")
                elif found is not None:  # if it is gone, this run has removed its folder: it ends
                    self._taker = found
                    return


def _this_machine() -> dict[str, str | None]:
    """What two processes have in common that see each other by their numbers; None where it isn't known.

    Containers may share the name of their machine and have process numbers of their own.
    """
    boot = pids = None
    with suppress(OSError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    with suppress(OSError):
        pids = str(Path("/proc/self/ns/pid").readlink())
    return {"host": socket.gethostname(), "boot": boot, "pids": pids}


def _named(holder: dict[str, Any]) -> str:
    return f"process {holder.get('process')} on {holder.get('host')}"


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
