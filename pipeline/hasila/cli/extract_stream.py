"""`hasila extract` without -o: JSON lines on standard output, as soon as they are ready."""

import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

import typer

from hasila.cli.batch_log import Named
from hasila.cli.extract_inputs import inputs_of
from hasila.cli.guard import complain, give_up
from hasila.cli.model import load_model

if TYPE_CHECKING:
    from hasila.batch import Report
    from hasila.sources import Fields


def extract_to_stdout(
    inputs: list[str],
    fields: "Fields",
    *,
    model: str,
    batch_size: int,
    limit: int | None,
    fail: bool,
    quarantine: str | None,
    overwrite: bool,
    table: bool,
    quiet: bool,
) -> None:
    """Run in this process, and end with the exit code that says how it went."""
    from hasila.batch import BadRecordError, OutputError, run, to_stream
    from hasila.cli.progress import progress_of
    from hasila.cli.table import Tally
    from hasila.sources import BadRecord, InputError, Source

    if sys.stdout is None:
        give_up("standard output is closed; name a file: -o OUT")
    warn = _ignore if quiet else complain
    tally = Tally() if table else None
    named = Named(quarantine)

    def name(bad: BadRecord) -> None:
        named(bad.place, bad.reason)

    try:
        source = Source(inputs_of(inputs, [], warn), fields, warn=warn)
        source.check()
        with to_stream(
            sys.stdout.buffer, quarantine=quarantine, overwrite=overwrite, watch=tally, on_bad=name
        ) as outputs:
            nlp = load_model(model)
            started = time.perf_counter()
            with progress_of(source, shown=not quiet) as progress:
                report = run(
                    islice(source, limit), nlp, outputs, batch_size=batch_size, fail=fail, progress=progress
                )
            seconds = time.perf_counter() - started
    except (InputError, OutputError) as error:
        give_up(error)
    except BadRecordError as error:
        give_up(f"{error} (--on-error quarantine sets such records aside and goes on)")
    if tally is not None:
        tally.print(sys.stderr, None)
    if not quiet:
        complain(_line(report, seconds, quarantine))
    if report.quarantined:
        raise typer.Exit(1)


def _ignore(message: str) -> None:
    """Where warnings go that nobody wants."""


def _line(report: "Report", seconds: float, quarantine: str | None) -> str:
    """The line at the end: how much was read, and how fast."""
    parts = [f"{report.documents:,} documents", f"{report.quantities:,} quantities"]
    parts.append(f"{report.quarantined:,} quarantined")
    parts.append(f"{report.words / max(seconds, 1e-9):,.0f} words/s")
    where = f"; see {quarantine}" if report.quarantined and quarantine is not None else ""
    return f"{', '.join(parts)}{where}"
