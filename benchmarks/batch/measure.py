"""What a command takes: seconds on the clock and of the processor, and the memory of all its processes."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

MEGABYTE = 1_048_576
_EVERY = 0.25


@dataclass(frozen=True)
class Cost:
    """`cpu` is of all processes together; memory is what they hold together (PSS), in MB: its peak, and
    its peak in the first tenth of the time."""

    wall: float
    cpu: float
    peak: float
    peak_of_first_tenth: float
    code: int
    error: str


def measure(command: list[str | Path], cwd: Path) -> Cost:
    """Run a command to its end."""
    env = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    started = time.perf_counter()
    with (cwd / "stderr").open("wb") as stderr:
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=stderr, env=env)
    samples: list[tuple[float, float]] = []
    cpu: dict[tuple[int, float], float] = {}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(_EVERY):
            samples.append((time.perf_counter() - started, _look(process.pid, cpu)))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    ended.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    tenth = [held for second, held in samples if second <= wall / 10]
    # Processes that nobody waited for (a daemon's) are in the samples only.
    seconds = max(usage.ru_utime + usage.ru_stime, sum(cpu.values()))
    error = (cwd / "stderr").read_text("utf-8", errors="replace")[-2000:]
    peak = max((held for _, held in samples), default=0.0)
    return Cost(wall, seconds, peak, max(tenth, default=0.0), process.returncode, error)


def _look(pid: int, cpu: dict[tuple[int, float], float]) -> float:
    """The memory of a process and its descendants; takes down their processor time."""
    held = 0
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0.0
    for one in family:
        try:
            times = one.cpu_times()
            cpu[one.pid, one.create_time()] = times.user + times.system
            held += one.memory_full_info().pss
        except psutil.Error:
            continue
    return held / MEGABYTE


def said(message: str) -> None:
    """To the person who waits."""
    print(message, file=sys.stderr, flush=True)
