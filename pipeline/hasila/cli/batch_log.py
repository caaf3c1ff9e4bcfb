"""What a run says on standard error: lines and a bar for people, or JSON lines for programs."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from hasila.cli.guard import complain, is_terminal, say

if TYPE_CHECKING:
    from hasila.batch.corpus import Summary
    from hasila.batch.engines import ShardReport
    from hasila.batch.engines.types import Mishap

# So many bad records are named on the terminal; all of them are in the quarantine file.
NAMED = 10


class Named:
    """Names bad records on standard error: all of them, or the first few where a file has the rest."""

    def __init__(self, file: object | None) -> None:
        self._file = file
        self._count = 0

    def __call__(self, place: str, reason: str) -> None:
        """Name one."""
        self._count += 1
        if self._file is None or self._count <= NAMED:
            complain(f"quarantined: {place}: {reason}")
        elif self._count == NAMED + 1:
            complain(f"quarantined: more; all of them will be in {self._file}")


class Log:
    """For people: bad records, and a bar where standard error is a terminal.

    Args:
        quarantine: The file with all bad records.
        total: Bytes of all inputs; None where that isn't known.
    """

    def __init__(self, quarantine: str, total: int | None) -> None:
        self._named = Named(quarantine)
        self._total = total
        self._bar: Any = None
        self._task: Any = None
        self._lock = threading.Lock()
        self._started = time.perf_counter()
        self._bytes = self._documents = self._words = 0
        self._begun: dict[int, tuple[int, int]] = {}

    def running(self) -> AbstractContextManager[None]:
        """Show the bar, if there is anybody to see it."""
        if not is_terminal(sys.stderr):
            return nullcontext()
        return self._shown()

    @contextmanager
    def _shown(self) -> Iterator[None]:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

        from hasila.cli.console import Console

        columns = (
            BarColumn(),
            TextColumn("{task.fields[documents]:,} documents"),
            TextColumn("{task.fields[rate]:,.1f}/s"),
            TextColumn("{task.fields[speed]:,.0f} words/s"),
            TimeElapsedColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
        )
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
            self._bar = bar
            self._task = bar.add_task("", total=self._total, documents=0, rate=0.0, speed=0.0)
            yield
        self._bar = None

    def warn(self, message: str) -> None:
        """Something that a person should know."""
        complain(message)

    def error(self, message: str) -> None:
        """Why the run can't go on."""
        complain(message)

    def progress(self, shard: int, documents: int, words: int) -> None:
        """A shard is being read; called from any thread."""
        with self._lock:
            self._begun[shard] = documents, words
            self._show()

    def shard(self, report: "ShardReport", size: int, skipped: bool) -> None:
        """A shard is done."""
        for error in report.errors:
            self._bad(error)
        with self._lock:
            self._begun.pop(report.shard, None)
            self._bytes += size
            if not skipped:
                self._documents += report.documents
                self._words += report.words
            self._show()

    def _bad(self, error: "Mishap") -> None:
        self._named(error.place, error.reason)

    def _show(self) -> None:
        if self._bar is not None:
            seconds = max(time.perf_counter() - self._started, 1e-9)
            documents = self._documents + sum(documents for documents, _ in self._begun.values())
            words = self._words + sum(words for _, words in self._begun.values())
            self._bar.update(
                self._task,
                completed=self._bytes,
                documents=documents,
                rate=documents / seconds,
                speed=words / seconds,
            )

    def end(self, summary: "Summary", seconds: float, line: str) -> None:  # noqa: ARG002
        """The run has ended."""
        complain(line)


class Quiet(Log):
    """Nothing but why a run can't go on, and which records are left out of it."""

    def running(self) -> AbstractContextManager[None]:
        return nullcontext()

    def warn(self, message: str) -> None:
        """Nobody wants to know."""

    def end(self, summary: "Summary", seconds: float, line: str) -> None:
        """Nobody wants to know."""


class JsonLog(Log):
    """One JSON object a line: `event` says what, `time` when (seconds since 1970)."""

    def running(self) -> AbstractContextManager[None]:
        self._say("start", bytes=self._total)
        return nullcontext()

    def warn(self, message: str) -> None:
        self._say("warning", message=message)

    def error(self, message: str) -> None:
        self._say("error", message=message)

    def shard(self, report: "ShardReport", size: int, skipped: bool) -> None:
        super().shard(report, size, skipped)
        row = report.to_row()
        facts = {name: row[name] for name in row if name not in ("errors", "files", "input", "pipeline")}
        self._say("shard", skipped=skipped, bytes_done=self._bytes, bytes=self._total, **facts)

    def _bad(self, error: "Mishap") -> None:
        self._say("quarantined", id=error.id, place=error.place, reason=error.reason)

    def end(self, summary: "Summary", seconds: float, line: str) -> None:
        self._say(
            "end",
            finished=summary.finished,
            documents=summary.documents,
            quantities=summary.quantities,
            quarantined=summary.quarantined,
            words=summary.words,
            shards=summary.shards,
            skipped=summary.skipped,
            seconds=round(seconds, 3),
            words_per_second=round(summary.words_now / max(seconds, 1e-9), 1),
            message=line,
        )

    def _say(self, event: str, **facts: Any) -> None:
        say(json.dumps({"event": event, "time": round(time.time(), 3), **facts}, ensure_ascii=False))
