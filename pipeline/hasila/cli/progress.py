"""A progress bar on a terminal's standard error; nothing in a pipe."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hasila.batch import Report
from hasila.cli.guard import is_terminal
from hasila.sources import Source


@contextmanager
def progress_of(source: Source, *, shown: bool) -> Iterator[Callable[[Report], None] | None]:
    """What a run calls with its report after each batch; None where nobody looks."""
    if not (shown and is_terminal(sys.stderr)):
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from hasila.cli.console import Console

    columns = (
        BarColumn(),
        TextColumn("{task.fields[documents]:,} documents"),
        TextColumn("{task.fields[speed]:,.0f} words/s"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    started = time.perf_counter()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=source.total_bytes, documents=0, speed=0)

        def update(report: Report) -> None:
            speed = report.words / max(time.perf_counter() - started, 1e-9)
            bar.update(task, completed=source.bytes_read, documents=report.documents, speed=speed)

        yield update
