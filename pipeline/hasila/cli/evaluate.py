"""`hasila evaluate`: a system's answers against gold."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasila.cli.curve import curve_command, refuse_others, write_charts
from hasila.cli.guard import complain, give_up, is_terminal
from hasila.cli.model import load_model
from hasila.cli.outputs import check_output, write_page
from hasila.load import DEFAULT_MODEL, find_model

if TYPE_CHECKING:
    from hasila.evaluate.answers import Answers
    from hasila.evaluate.gold import GoldText, Task
    from hasila.evaluate.labels import Labels
    from hasila.evaluate.report import Report

_NAMED = 10
_WIDTH_OF_PIPE = 160


class Scored(StrEnum):
    """What is scored."""

    entities = "entities"
    quantities = "quantities"


def evaluate_command(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Texts with what is right: JSON lines with entities or quantities, or words and tags "
            "(CoNLL, IOB2).",
            show_default=False,
        ),
    ],
    system: Annotated[
        Path | None,
        typer.Argument(
            metavar="SYSTEM",
            help="A system's answers: records as hasila extract writes them, or words and tags. Without it "
            "the model reads the texts of GOLD.",
            show_default=False,
        ),
    ] = None,
    task: Annotated[
        Scored | None,
        typer.Option(help="What to score; not needed where GOLD has only one.", show_default=False),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(metavar="NAME|PATH", help=f"The pipeline to score.  [default: {DEFAULT_MODEL}]"),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            metavar="A,B,X=A",
            help="Labels that count, with commas; X=A counts X as A. PERS always counts as PER.",
            show_default=False,
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="OTHER",
            help="Another model or file of answers: differences with a paired bootstrap over texts.",
            show_default=False,
        ),
    ] = None,
    errors: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show N mistakes of each class in their text.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page with all of it, and a chart.", dir_okay=False),
    ] = None,
    svg: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the chart alone.", dir_okay=False)
    ] = None,
    png: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The same as PNG; needs hasila\\[plot].", dir_okay=False),
    ] = None,
    curve: Annotated[
        Path | None,
        typer.Option(
            metavar="TEXTS|LOG",
            help="A learning curve: train with a tenth, a quarter, half and all of TEXTS, score on GOLD; "
            "or from the progress.jsonl of a run.",
            show_default=False,
        ),
    ] = None,
    config: Annotated[
        str | None,
        typer.Option(metavar="CONFIG", help="What --curve trains; see hasila train.", show_default=False),
    ] = None,
    missing_is_empty: Annotated[
        bool, typer.Option("--missing-is-empty", help="A text without a record counts as nothing found.")
    ] = False,
    samples: Annotated[
        int, typer.Option(min=100, max=100_000, metavar="N", help="Draws of --compare.")
    ] = 2000,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="Equal seeds give equal draws.")] = 0,
) -> None:
    """Score a model, or any system's answers, against gold.

    [bold]Examples[/bold]

    hasila evaluate gold.jsonl
    hasila evaluate gold.jsonl --errors 5 --html report.html
    hasila evaluate test.conll --labels ORG,LOC,PER --model my_model
    hasila evaluate gold.jsonl records.jsonl --compare older.jsonl
    hasila evaluate dev.jsonl --curve train.jsonl --config config.cfg --png curve.png

    [bold]What counts as right[/bold]

    A name: its ends and its label, without و ب ل before it. Where GOLD is
    words and tags, a name takes every word that it touches.
    A number: its ends. Then its value, kind and bound, and the ends of what
    it counts, of whom, where.
    A whole record: number, value, ends, bound, kind, counted noun all right.
    Records are matched with texts by their id.

    [bold]Exit codes[/bold]

    0  done
    1  done, but lines of GOLD or texts were left out: each is named
    2  not done
    """
    from hasila.evaluate.gold import read_gold
    from hasila.evaluate.labels import Labels
    from hasila.evaluate.report import make
    from hasila.sources import InputError

    if system is not None and model is not None:
        give_up("SYSTEM and --model: only one system is scored; the second goes to --compare")
    if system is not None and system.is_dir():
        give_up(f"{system} is a folder; a pipeline is scored by --model {system}")
    if config is not None and curve is None:
        give_up("--config says what --curve trains; say --curve TEXTS")
    inputs = [gold, *(one for one in (system, curve, Path(compare) if compare else None) if one)]
    for file in (html, svg, png):
        check_output(file, inputs)
    if curve is not None:
        refuse_others(
            {
                "SYSTEM": system,
                "--model": model,
                "--task": task,
                "--labels": labels,
                "--compare": compare,
                "--errors": errors,
                "--html": html,
                "--missing-is-empty": missing_is_empty,
            }
        )
        curve_command(gold, curve, config, svg, png, as_json=as_json)
        return
    try:
        chosen = Labels.parse(labels)
    except ValueError as error:
        give_up(f"--labels: {error}")
    try:
        found_task, texts, left_out = read_gold(str(gold), None if task is None else task.value)
        for bad in left_out[:_NAMED]:
            complain(f"left out: {bad.place}: {bad.reason}")
        if len(left_out) > _NAMED:
            complain(f"left out: {len(left_out) - _NAMED} more")
        if labels is not None and found_task == "quantities":
            give_up("--labels is for names; quantities have kinds, and all of them are shown")
        name, answers = _answers(system, model, texts, found_task, missing_is_empty)
        other = _other(compare, texts, found_task, missing_is_empty)
    except InputError as error:
        give_up(error)
    if other is not None and other[0] == name and system is not None:  # files of one name in two folders
        name, other = str(system), (str(compare), other[1])
    _remark(name, answers, texts, found_task, chosen)
    report = make(
        found_task,
        texts,
        answers,
        gold_name=gold.name,
        system_name=name,
        left_out=len(left_out),
        labels=chosen,
        errors=errors,
        other=other,
        samples=samples,
        seed=seed,
    )
    _write(report, html, svg, png)
    _print(report, as_json)
    if left_out or answers.failed or (other is not None and other[1].failed):
        raise typer.Exit(1)


def _other(
    compare: str | None, texts: "Sequence[GoldText]", task: "Task", missing_is_empty: bool
) -> "tuple[str, Answers] | None":
    if compare is None:
        return None
    path = Path(compare)
    is_model = path.is_dir() or find_model(compare) != compare
    if not is_model and not path.is_file() and (path.suffix or os.sep in compare):
        give_up(f"--compare {compare}: no such file, and no model")
    file = path if path.is_file() else None
    return _answers(file, None if file else compare, texts, task, missing_is_empty)


def _answers(
    file: Path | None, model: str | None, texts: "Sequence[GoldText]", task: "Task", missing_is_empty: bool
) -> "tuple[str, Answers]":
    """The name of a system and its answers, from its file or its pipeline."""
    from hasila.evaluate.answers import from_file, from_pipeline

    if file is not None:
        answers = from_file(str(file), texts, task, missing_is_empty=missing_is_empty)
        name = file.name
    else:
        name = model or DEFAULT_MODEL
        nlp = load_model(name)
        with _progress(name, len(texts)) as progress:
            answers = from_pipeline(nlp, texts, task, progress=progress)
    for remark in answers.remarks[:_NAMED]:
        complain(remark)
    return name, answers


def _remark(
    name: str, answers: "Answers", texts: "Sequence[GoldText]", task: "Task", labels: "Labels"
) -> None:
    """Say what makes a score meaningless or unfair, if it is so."""
    from hasila.evaluate.answers import count

    if not count(answers, task) and any(text.entities or text.quantities for text in texts):
        complain(f"{name} found no {'names' if task == 'entities' else 'quantities'} in any text")
    if task == "quantities":
        return
    ours, theirs = (
        {span[2] for one in side for span in labels.choose(one)}
        for side in ([text.entities for text in texts], answers.entities)
    )
    if not ours and any(text.entities for text in texts):
        complain("no name of the gold has a label that counts; --labels names those that do")
    elif theirs and (foreign := sorted(ours ^ theirs)):
        both = ",".join(sorted(ours & theirs))
        remedy = f"--labels {both} leaves that out, --labels {both},X=A counts X as A" if both else ""
        remedy = remedy or "no label is common: --labels X=A counts X as A"
        complain(f"only one side has {', '.join(foreign)}; {remedy}")


@contextmanager
def _progress(name: str, total: int) -> Iterator[Callable[[int], None] | None]:
    if not is_terminal(sys.stderr):
        yield None
        return
    from rich.progress import Progress

    from hasila.cli.console import Console

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task(name, total=total)
        yield lambda done: bar.update(task, completed=done)


def _write(report: "Report", html: Path | None, svg: Path | None, png: Path | None) -> None:
    from hasila.evaluate import chart, page

    if html is not None:
        write_page(html, page.render(report))
    if svg is not None or png is not None:
        write_charts(chart.draw(report), svg, png)


def _print(report: "Report", as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        return
    from hasila.cli.console import Console
    from hasila.evaluate.tables import render

    terminal = is_terminal(sys.stdout)
    width = None if terminal or "COLUMNS" in os.environ else _WIDTH_OF_PIPE
    console = Console(highlight=False, markup=False, emoji=False, width=width)
    with console.capture() as capture:
        console.print(render(report))
    lines = capture.get()
    typer.echo(lines if terminal else "\n".join(line.rstrip() for line in lines.splitlines()))
