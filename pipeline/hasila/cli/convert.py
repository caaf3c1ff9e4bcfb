"""`hasila convert`: annotated corpora from one format to another."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hasila.cli.convert_choices import (
    Count,
    From,
    ReadCount,
    To,
    column_number,
    layer_of,
    list_of,
    pair_of,
    renames_of,
)
from hasila.cli.guard import complain, give_up
from hasila.cli.model import load_model
from hasila.load import DEFAULT_MODEL

if TYPE_CHECKING:
    from hasila.formats.convert import Report, Step
    from hasila.formats.notes import Losses, Notes
    from hasila.formats.transform import Labels, Layer
    from hasila.formats.types import Document, Problem

# So many problems are named on the terminal; all of them are in the quarantine file.
_NAMED = 20


def convert_command(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A file, a folder (brat, hf), hf:NAME, or - for texts.")
    ],
    target: Annotated[str, typer.Argument(metavar="OUT", help="A file, or a folder (brat, hf).")],
    read_as: Annotated[
        From | None,
        typer.Option("--from", help="The format of IN, where it can't be told.", show_default=False),
    ] = None,
    write_as: Annotated[
        To | None, typer.Option("--to", help="The format of OUT, where it can't be told.", show_default=False)
    ] = None,
    offsets: Annotated[
        ReadCount,
        typer.Option(help="What offsets in IN count. auto: that in which all spans stand on their words."),
    ] = ReadCount.auto,
    write_offsets: Annotated[
        Count | None,
        typer.Option(help="What offsets in OUT are to count, if not what its tool does.", show_default=False),
    ] = None,
    layer: Annotated[
        str, typer.Option(metavar="all|outer|inner|N", help="Which of nested spans; 1 is the outermost.")
    ] = "all",
    labels: Annotated[
        str | None,
        typer.Option(
            metavar="A,B,…",
            help="The labels there may be; others are faults. With --predict: what is suggested.",
            show_default=False,
        ),
    ] = None,
    rename: Annotated[
        list[str] | None,
        typer.Option(metavar="OLD=NEW", help="Rename a label; may be given again.", show_default=False),
    ] = None,
    tag_column: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="conll: the tags' column, from 1; -1 is the last.", show_default=False
        ),
    ] = None,
    trim_proclitics: Annotated[
        bool,
        typer.Option(
            "--trim-proclitics", help="conll, hf, spacy: names without و ف ب ل ك (والعراق → العراق)."
        ),
    ] = False,
    columns: Annotated[
        str, typer.Option(metavar="WORDS,TAGS", help="hf: the columns with words and tags.")
    ] = "tokens,ner_tags",
    text_field: Annotated[str, typer.Option(metavar="NAME", help="The field with the text.")] = "text",
    texts: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="record: the texts the records were made of.", show_default=False),
    ] = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Cut documents into sentences.")] = False,
    predict: Annotated[
        bool,
        typer.Option("--predict", help="Write what a pipeline finds, for people to correct."),
    ] = False,
    model: Annotated[
        str, typer.Option(metavar="NAME|PATH", help="The pipeline of --predict.")
    ] = DEFAULT_MODEL,
    keep_documents: Annotated[
        bool,
        typer.Option("--keep-documents", help="Leave out a span that doesn't fit, not its whole document."),
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Stop after so many documents.", show_default=False)
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace output that exists.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary and no remarks.")] = False,
) -> None:
    """Convert annotated corpora between the formats of annotation tools and trainers.

    [bold]Formats[/bold]

    conll         word TAG, IOB2: ANERcorp, Wojood's nested tags, CoNLL-2003
    jsonl         {"text", "entities", "quantities"}, one object a line
    record        what hasila extract writes
    spacy         spaCy's DocBin, for spacy train
    brat          a folder of .txt and .ann
    label-studio  the JSON export; written: tasks to import, and their setup
    doccano       JSONL, with relations or without
    prodigy       JSONL
    hf            a data set of Hugging Face with words and tags
    text          texts alone, for --predict

    [bold]Examples[/bold]

    hasila convert train.txt train.spacy --trim-proclitics
    hasila convert wojood.txt names.conll --layer outer
    hasila convert project-1.json gold.jsonl --to jsonl
    hasila convert news/ tasks.json --predict
    hasila convert hf:some/dataset:train train.conll --rename PERS=PER

    [bold]Good to know[/bold]

    Every span is checked against the words it is to stand on, and never moved.
    A document with a span that doesn't fit is left out, and listed with reason.
    Tools count emoji and marks their own way; --offsets auto finds out which.
    What OUT can't hold is said on standard error.

    [bold]Exit codes[/bold]

    0  done
    1  done, but some documents could not be read: see OUT.quarantine.jsonl
    2  not done, and no file written
    """
    from hasila.batch import OutputError
    from hasila.formats.convert import check_places, convert, quarantine_of
    from hasila.formats.files import NewFiles
    from hasila.formats.notes import Losses, Notes
    from hasila.formats.options import ReadOptions, WriteOptions
    from hasila.formats.registry import FORMATS, UnsureFormat, guess_input, guess_output
    from hasila.formats.transform import Labels
    from hasila.sources import InputError

    notes = Notes()
    path = Path(target)
    settle = Labels(renames_of(rename), list_of(labels), keep_documents, choose=predict)
    try:
        reader = FORMATS[read_as or guess_input(source)]
        writer = FORMATS[write_as or guess_output(target)]
        if reader.name == "text" and not predict:
            give_up(
                f"{source}: texts without annotation; --predict writes suggestions for them (or say --from)"
            )
        check_places(source, path, overwrite=overwrite)
        losses = Losses(writer.name)
        read_options = ReadOptions(
            offsets=offsets.value,
            keep_documents=keep_documents,
            tag_column=column_number(tag_column),
            trim_proclitics=trim_proclitics,
            text_field=text_field,
            texts=texts,
            columns=pair_of(columns),
            texts_only=predict,
            notes=notes,
        )
        if reader.read is None or writer.write is None:
            give_up("this format can't be read or written")
        documents: Iterable[Document | Problem] = islice(reader.read(source, read_options), limit)
        if predict:
            from hasila.formats.predict import predict as suggest

            if not writer.suggests:
                notes.add(f"{writer.name} doesn't tell suggestions from annotations that people made")
            documents = suggest(documents, load_model(model), notes)
        with NewFiles(overwrite=overwrite) as files:
            report = convert(
                documents,
                _steps(settle, layer_of(layer), notes, sentences=sentences),
                writer.write,
                path,
                WriteOptions(
                    files, losses, write_offsets.value if write_offsets else None, predict, _model_name(model)
                ),
                quarantine=quarantine_of(path),
                on_problem=_named(),
            )
    except (InputError, OutputError, UnsureFormat) as error:
        give_up(error)
    settle.finish(notes)
    if not quiet:
        _tell(report, notes, losses, path, quarantine_of(path))
    if report.problems:
        raise typer.Exit(1)
    quarantine_of(path).unlink(missing_ok=True)  # an earlier run's


def _steps(settle: "Labels", layer: "Layer", notes: "Notes", *, sentences: bool) -> "list[Step]":
    from hasila.formats.transform import select_layer, split_sentences

    steps: list[Step] = [settle]
    if layer != "all":
        steps.append(lambda document: [select_layer(document, layer, notes)])
    if sentences:
        steps.append(partial(split_sentences, notes=notes))
    return steps


def _named() -> "Callable[[Problem], None]":
    """Names the first problems on standard error."""
    count = 0

    def name(problem: "Problem") -> None:
        nonlocal count
        count += 1
        if count <= _NAMED:
            complain(f"{problem.place}: {problem.reason}")
        elif count == _NAMED + 1:
            complain("more; all of them are in the quarantine file")

    return name


def _tell(report: "Report", notes: "Notes", losses: "Losses", path: Path, quarantine: Path) -> None:
    for line in (*notes.lines(), *losses.lines()):
        complain(line)
    counts = f"{report.documents:,} documents, {report.spans:,} spans, {report.relations:,} relations"
    if report.problems:
        complain(f"{counts}, {report.problems:,} problems; see {path}, {quarantine}")
    else:
        complain(f"{counts}; see {path}")


def _model_name(model: str) -> str:
    from hasila import __version__

    return f"hasila-{__version__}-{Path(model).name}"
