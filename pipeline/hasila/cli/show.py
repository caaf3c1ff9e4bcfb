"""`hasila show`: one text, for eyes."""

import os
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from hasila.cli.console import Console
from hasila.cli.guard import give_up, is_terminal, say
from hasila.cli.model import load_model
from hasila.cli.outputs import check_output, write_page
from hasila.load import DEFAULT_MODEL

# Files of many documents; read as one text their field names would be counted too.
_CORPORA = re.compile(
    r"\.(jsonl?|ndjson|csv|tsv|parquet)(\.(gz|xz|zst|bz2))?$|\.(gz|xz|zst|bz2|zip)$", re.IGNORECASE
)
# One word with a Latin suffix (`news/article.md`), or a line that ends in the suffix of a data file.
_PATH = re.compile(r"\S+\.[a-z][a-z0-9]{0,7}|[^\n:]{1,200}\.(txt|text|jsonl?|csv|parquet)", re.IGNORECASE)
# A pipe has no width: rows are long lines there unless COLUMNS says otherwise.
_UNBOUNDED = 10_000


class Unreadable(Exception):
    """There is no text to show; the message says why and what to do."""


def show_command(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE|-", help="The text, a text file, or - for standard input.")
    ],
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page for a browser instead.", dir_okay=False),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print the record as JSON, one line, as extract writes it.")
    ] = False,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME|PATH", help="The pipeline to read with.")
    ] = DEFAULT_MODEL,
) -> None:
    """Show what is counted in one text: its names, its numbers, and what each number counts.

    Examples:

    hasila show "قتل 27 شخصاً وأصيب ثلاثة آخرون في صفاقس."

    hasila show article.txt

    hasila show article.txt --html article.html

    hasila show --json article.txt | jq .quantities

    pandoc -t plain article.docx | hasila show -

    A file is read as UTF-8. For many texts, JSONL, CSV or Parquet there is hasila extract.
    """
    try:
        name, content = read_argument(text)
    except Unreadable as reason:
        give_up(reason)
    file = _existing(text)
    check_output(html, [] if file is None else [file])
    record = _record(name, content, model)
    if html is not None:
        _write_page(html, record, content)
    if json:
        from hasila.records import to_json

        typer.echo(to_json(record))
    elif html is None:
        _print(record, content)


def read_argument(argument: str) -> tuple[str, str]:
    """The name and the text that the command's argument stands for.

    `-` is standard input, the path of a file that exists is that file, anything else the text
    itself; but what looks like a path, and isn't there, is taken for a mistake in the path.

    Raises:
        Unreadable: with the reason.
    """
    if argument == "-":
        if sys.stdin is None:
            raise Unreadable("standard input is closed")
        name, content = "stdin", _decoded(sys.stdin.buffer.read(), "standard input")
    elif path := _existing(argument):
        if path.is_dir():
            raise Unreadable(f"{argument} is a folder; for all texts in it: hasila extract {argument}")
        if _CORPORA.search(path.name):
            raise Unreadable(f"{argument} is not one plain text{_elsewhere(path)}")
        try:
            name, content = path.name, _decoded(path.read_bytes(), argument)
        except OSError as error:
            raise Unreadable(f"{argument}: {error.strerror}") from None
    elif _PATH.fullmatch(argument):
        raise Unreadable(f"{argument}: no such file")
    else:
        # An argument that isn't UTF-8 arrives with lone surrogates in place of its bytes.
        name, content = "text", _decoded(argument.encode("utf-8", "surrogateescape"), "the text")
    if not content.strip():
        raise Unreadable("the text is empty" if name == "text" else f"{name} is empty")
    return name, content


def _existing(argument: str) -> Path | None:
    try:
        path = Path(argument)
        return path if argument and path.exists() else None
    except (OSError, ValueError):  # too long for a path, or not a path at all
        return None


def _elsewhere(path: Path) -> str:
    """Which command reads a file of many texts."""
    from hasila.sources.inputs import READABLE, kind_of

    if kind_of(path.name) is None:
        return f"; hasila extract reads {READABLE}"
    return f"; its documents: hasila extract {path}"


def _decoded(data: bytes, source: str) -> str:
    from hasila.sources.encoding import not_utf8

    try:
        return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{source} is {not_utf8(error)}") from None


def _record(name: str, text: str, model: str) -> dict[str, Any]:
    from hasila.records import Attributes, from_doc

    nlp = load_model(model)
    return from_doc(nlp(text), id=name, attributes=Attributes.of(nlp))


def _write_page(path: Path, record: dict[str, Any], text: str) -> None:
    from hasila.show import html

    write_page(path, html.render(record, text))
    names, numbers = len(record["entities"]), len(record["quantities"])
    say(f"{path}: {numbers} numbers, {names} names")


def _print(record: dict[str, Any], text: str) -> None:
    from hasila.show import terminal

    width = None if is_terminal(sys.stdout) or "COLUMNS" in os.environ else _UNBOUNDED
    console = Console(highlight=False, markup=False, emoji=False, width=width)
    console.print(terminal.render(record, text))
