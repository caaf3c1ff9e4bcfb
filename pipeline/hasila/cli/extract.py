"""`hasila extract`: texts in, records out."""

from enum import StrEnum
from typing import Annotated

import typer

from hasila.cli.extract_files import Settings, extract_into_files
from hasila.cli.extract_stream import extract_to_stdout
from hasila.cli.guard import give_up
from hasila.load import DEFAULT_MODEL

_RUN = "Large corpora"


class OnError(StrEnum):
    """What a bad record does to the run."""

    quarantine = "quarantine"
    fail = "fail"


class EngineName(StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"
    spark = "spark"


def extract_command(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help=".txt (a document a file), .jsonl, .csv (also .gz .xz .zst), .parquet, a folder, a glob, "
            "- for JSONL on standard input, hf:NAME\\[:SPLIT] for a data set of the Hugging Face hub; files, "
            "folders and globs also by URL (s3://…).",
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
            "reads the Arabic). x.spacy: a folder of spaCy's DocBins. A folder: the first three. "
            "May be a URL (s3://…). Without -o: JSONL on standard output.",
        ),
    ] = None,
    text_field: Annotated[str, typer.Option(metavar="NAME", help="The field with the text.")] = "text",
    id_field: Annotated[
        str, typer.Option(metavar="NAME", help="The field with the id; where there is none it is FILE:LINE.")
    ] = "id",
    model: Annotated[
        str, typer.Option(metavar="NAME|PATH", help="The pipeline to read with.")
    ] = DEFAULT_MODEL,
    limit: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Stop after so many records.", show_default=False)
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace output that exists; begin an unfinished run anew.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="Print what was counted when all is read.")] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="No progress, no summary, no warnings.")
    ] = False,
    on_error: Annotated[
        OnError,
        typer.Option(
            help="A record that can't be read: set it aside and go on, or stop there.",
            rich_help_panel="Bad records",
        ),
    ] = OnError.quarantine,
    quarantine: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Where bad records are set aside, with place, reason and raw content. With -o they are: "
            "beside OUT: x.quarantine.jsonl of x.jsonl, x.csv.quarantine.jsonl of x.csv.",
            rich_help_panel="Bad records",
        ),
    ] = None,
    max_chars: Annotated[
        int,
        typer.Option(min=1, metavar="N", help="A longer text is set aside.", rich_help_panel="Bad records"),
    ] = 10_000_000,
    max_seconds: Annotated[
        float,
        typer.Option(
            min=0.1,
            metavar="N",
            help="So is one that takes longer for each 100,000 characters begun (with -o).",
            rich_help_panel="Bad records",
        ),
    ] = 120.0,
    max_memory: Annotated[
        int | None,
        typer.Option(
            min=256,
            metavar="MB",
            show_default=False,
            help="And one that takes a worker above this (with -o, on Linux). Else the workers of this "
            "machine share four fifths of its memory, 2048 MB or more each; on a cluster there is no limit.",
            rich_help_panel="Bad records",
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on with a run that was stopped or killed; bring a finished one up to date.",
            rich_help_panel=_RUN,
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            show_default=False,
            help="Processes that read at once: as many as there are shards, cores, and memory for (2.5 GB "
            "each). 0: this process, with nothing watching over it. On a cluster: shards that are under way.",
            rich_help_panel=_RUN,
        ),
    ] = None,
    parts: Annotated[
        bool,
        typer.Option(
            "--parts",
            help="Leave a file for each shard: OUT is a folder of them, as Spark and DuckDB read it.",
            rich_help_panel=_RUN,
        ),
    ] = False,
    near_duplicates: Annotated[
        bool,
        typer.Option(
            "--near-duplicates",
            help="Find articles that are the same but for a title or a sentence, and say so in the column "
            "duplicate_of and in x.duplicates.jsonl (of x.csv: x.csv.duplicates.jsonl; with -o).",
        ),
    ] = False,
    shard_size: Annotated[
        int,
        typer.Option(
            min=1,
            metavar="N",
            help="Records of a shard: what is lost when a worker is killed. Never more than 8 MB of them.",
            rich_help_panel=_RUN,
        ),
    ] = 500,
    batch_size: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help="Documents that go through the pipeline together.", rich_help_panel=_RUN
        ),
    ] = 32,
    engine: Annotated[
        EngineName,
        typer.Option(
            help="Where shards are read: on this machine, as Ray tasks or as a Spark job.",
            rich_help_panel=_RUN,
        ),
    ] = EngineName.local,
    address: Annotated[
        str | None,
        typer.Option(
            "--address",
            "--master",
            metavar="ADDRESS",
            show_default=False,
            help="The cluster: Ray's address, Spark's master.",
            rich_help_panel=_RUN,
        ),
    ] = None,
    json_log: Annotated[
        bool,
        typer.Option("--json-log", help="Say everything as JSON lines, for programs.", rich_help_panel=_RUN),
    ] = False,
) -> None:
    """Read texts and write what is counted in them: a record a document, or a row a quantity.

    [bold]Examples[/bold]

    hasila extract news/ -o out
    hasila extract news.jsonl.gz -o news.parquet
    hasila extract news.jsonl.gz -o news.parquet --resume
    hasila extract 'news/2024-*.csv' --text-field body -o tolls.csv
    zcat news.jsonl.gz | hasila extract - | jq '.quantities\\[].counted.text'

    [bold]Good to know[/bold]

    Inputs may be of any size: they are streamed. Output comes in the order of the input,
    the same bytes for any number of workers. It is renamed into place when all is done,
    so what stands there is whole; beside it x.jsonl.manifest.jsonl says what was read.
    A run that is stopped or killed loses nothing: --resume goes on from where it was.
    The other fields of a record are kept, in its meta.

    [bold]Exit codes[/bold]

    0  done
    1  done, but some records could not be read: each is named with file, line and reason
    2  not done, and no file written; what is finished of it is kept for --resume
    130  interrupted by Ctrl-C, likewise
    """
    from hasila.sources import Fields

    fields = Fields(text_field, id_field, max_chars)
    fail = on_error is OnError.fail
    if out is not None and out != "-":
        extract_into_files(
            Settings(
                inputs=inputs,
                out=out,
                fields=fields,
                model=model,
                engine=engine.value,
                workers=workers,
                address=address,
                shard_size=shard_size,
                batch_size=batch_size,
                max_seconds=max_seconds,
                max_memory=max_memory,
                limit=limit,
                fail=fail,
                quarantine=quarantine,
                parts=parts,
                near_duplicates=near_duplicates,
                resume=resume,
                overwrite=overwrite,
                table=table,
                quiet=quiet,
                json_log=json_log,
            )
        )
        return
    needs_files = {
        "--resume": resume,
        "--parts": parts,
        "--near-duplicates": near_duplicates,
        "--json-log": json_log,
        f"--engine {engine.value}": engine is not EngineName.local,
        "--workers": workers is not None and workers > 1,
    }
    for option, given in needs_files.items():
        if given:
            give_up(f"{option} is for runs into files; name one: -o OUT")
    extract_to_stdout(
        inputs,
        fields,
        model=model,
        batch_size=batch_size,
        limit=limit,
        fail=fail,
        quarantine=quarantine,
        overwrite=overwrite,
        table=table,
        quiet=quiet,
    )
