"""`hasila extract`: texts in, records out."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasila.cli.guard import complain, give_up
from hasila.cli.model import load_model
from hasila.load import DEFAULT_MODEL

if TYPE_CHECKING:
    from hasila.batch import Outputs, Plan, Report
    from hasila.cli.table import Tally
    from hasila.sources import BadRecord, Input

# So many bad records are named on the terminal; all of them are in the quarantine file.
_NAMED = 10


class OnError(StrEnum):
    """What a bad record does to the run."""

    quarantine = "quarantine"
    fail = "fail"


def extract_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help=".txt (a document a file), .jsonl, .csv (also .gz .xz .zst), .parquet, a folder, a glob, "
            "- for JSONL on standard input, hf:NAME\\[:SPLIT] for a data set of the Hugging Face hub.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--out",
            metavar="OUT",
            show_default=False,
            help="x.jsonl (.gz .xz .zst): documents. x.parquet: documents, and x.quantities.parquet, a row a "
            "quantity. x.csv: the same rows for a spreadsheet (UTF-8 with a byte order mark, so that Excel "
            "reads the Arabic). A folder: all of these. Without -o: JSONL on standard output.",
        ),
    ] = None,
    text_field: Annotated[str, typer.Option(metavar="NAME", help="The field with the text.")] = "text",
    id_field: Annotated[
        str, typer.Option(metavar="NAME", help="The field with the id; where there is none it is FILE:LINE.")
    ] = "id",
    model: Annotated[
        str, typer.Option(metavar="NAME|PATH", help="The pipeline to read with.")
    ] = DEFAULT_MODEL,
    batch_size: Annotated[
        int, typer.Option(min=1, metavar="N", help="Documents that go through the pipeline together.")
    ] = 32,
    max_chars: Annotated[
        int, typer.Option(min=1, metavar="N", help="A longer text is quarantined.")
    ] = 10_000_000,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Stop after so many records.", show_default=False)
    ] = None,
    on_error: Annotated[
        OnError,
        typer.Option(help="A record that can't be read: set it aside and go on, or stop there."),
    ] = OnError.quarantine,
    quarantine: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Where bad records are set aside, with place, reason and raw content. With -o they are: "
            "beside OUT, as x.quarantine.jsonl.",
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace output that exists.")] = False,
    table: Annotated[bool, typer.Option("--table", help="Print what was counted when all is read.")] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="No progress, no summary, no warnings.")
    ] = False,
) -> None:
    """Read texts and write what is counted in them: a record a document, or a row a quantity.

    [bold]Examples[/bold]

    hasila extract news/ -o out
    hasila extract news.jsonl.gz -o news.parquet
    hasila extract 'news/2024-*.csv' --text-field body -o tolls.csv
    zcat news.jsonl.gz | hasila extract - | jq '.quantities\\[].counted.text'

    [bold]Good to know[/bold]

    Inputs may be of any size: they are streamed. Output comes in the order of the input.
    It is renamed into place when all is done, so what stands there is whole.
    The other fields of a record are kept, in its meta.

    [bold]Exit codes[/bold]

    0  done
    1  done, but some records could not be read: each is named with file, line and reason
    2  not done, and no file written
    """
    from hasila.batch import BadRecordError, OutputError, run
    from hasila.cli.progress import progress_of
    from hasila.sources import Fields, InputError, Source

    warn = _ignore if quiet else complain
    tally = _tally() if table else None
    try:
        plan = _plan(out, quarantine)
        source = Source(_inputs(inputs, plan, warn), Fields(text_field, id_field, max_chars), warn=warn)
        # What can be known to fail is tried first; the model takes seconds to load, a corpus hours.
        source.check()
        with _outputs(plan, quarantine, overwrite, tally) as outputs:
            nlp = load_model(model)
            started = time.perf_counter()
            with progress_of(source, shown=not quiet) as progress:
                report = run(
                    islice(source, limit),
                    nlp,
                    outputs,
                    batch_size=batch_size,
                    fail=on_error is OnError.fail,
                    progress=progress,
                )
            seconds = time.perf_counter() - started
    except (InputError, OutputError) as error:
        give_up(error)
    except BadRecordError as error:
        give_up(f"{error} (--on-error quarantine sets such records aside and goes on)")
    if tally is not None:
        tally.print(sys.stderr if plan is None else sys.stdout, None if plan is None else plan.quantities)
    if not quiet:
        complain(_summary(report, seconds, plan, quarantine))
    if report.quarantined:
        raise typer.Exit(1)


def _ignore(message: str) -> None:
    """Where warnings go that nobody wants."""


def _tally() -> "Tally":
    from hasila.cli.table import Tally

    return Tally()


def _plan(out: str | None, quarantine: Path | None) -> "Plan | None":
    """The files to write; None for standard output."""
    from hasila.batch import plan_output

    if out is None or out == "-":
        if sys.stdout is None:
            give_up("standard output is closed; name a file: -o OUT")
        return None
    plan = plan_output(out)
    return plan if quarantine is None else replace(plan, quarantine=quarantine)


def _inputs(names: list[str], plan: "Plan | None", warn: Callable[[str], None]) -> "list[Input]":
    from hasila.sources import find_inputs

    if "-" in names and sys.stdin is not None and sys.stdin.isatty():
        warn("reading JSONL from the terminal; Ctrl-D ends it")
    found, warnings = find_inputs(names, exclude=() if plan is None else plan.own)
    for warning in warnings:
        warn(warning)
    return found


def _outputs(
    plan: "Plan | None", quarantine: Path | None, overwrite: bool, tally: "Tally | None"
) -> "Outputs":
    from hasila.batch import to_files, to_stream

    if plan is None:
        named = _Named(quarantine)
        return to_stream(
            sys.stdout.buffer, quarantine=quarantine, overwrite=overwrite, watch=tally, on_bad=named
        )
    return to_files(plan, overwrite=overwrite, watch=tally, on_bad=_Named(plan.quarantine))


class _Named:
    """Names bad records on standard error: all of them, or the first few where a file has the rest."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._count = 0

    def __call__(self, bad: "BadRecord") -> None:
        self._count += 1
        if self._file is None or self._count <= _NAMED:
            complain(f"quarantined: {bad.place}: {bad.reason}")
        elif self._count == _NAMED + 1:
            complain(f"quarantined: more; all of them will be in {self._file}")


def _summary(report: "Report", seconds: float, plan: "Plan | None", quarantine: Path | None) -> str:
    """The line at the end: how much was read, how fast, where it is."""
    parts = [f"{report.documents:,} documents", f"{report.quantities:,} quantities"]
    parts.append(f"{report.quarantined:,} quarantined")
    parts.append(f"{report.words / max(seconds, 1e-9):,.0f} words/s")
    files = [] if plan is None else list(plan.files)
    set_aside = quarantine if plan is None else plan.quarantine
    if report.quarantined and set_aside is not None:
        files.append(set_aside)
    where = f"; see {', '.join(str(file) for file in files)}" if files else ""
    return f"{', '.join(parts)}{where}"
