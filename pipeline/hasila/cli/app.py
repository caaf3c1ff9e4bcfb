"""The subcommands gathered, and what holds for all of them."""

import os
import signal
import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer

from hasila.cli.convert import convert_command
from hasila.cli.evaluate import evaluate_command
from hasila.cli.extract import extract_command
from hasila.cli.guard import guarded
from hasila.cli.info import info_command
from hasila.cli.init import init_command
from hasila.cli.package import package_command
from hasila.cli.show import show_command
from hasila.cli.train import train_command

app = typer.Typer(
    name="hasila",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done · 1 done, but some records could not be read · 2 not done.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from hasila import __version__

        typer.echo(f"hasila {__version__}")
        raise typer.Exit


@app.callback()
def _hasila(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read Arabic news and say what was counted: numbers, names, and what each number counts.

    hasila show "قتل 27 شخصاً وأصيب ثلاثة آخرون في صفاقس."

    hasila extract news/ -o out
    """


app.command("extract", no_args_is_help=True)(guarded(extract_command))
app.command("show", no_args_is_help=True)(guarded(show_command))
app.command("evaluate", no_args_is_help=True)(guarded(evaluate_command))
app.command("convert", no_args_is_help=True)(guarded(convert_command))
app.command("init", no_args_is_help=True)(guarded(init_command))
app.command("train", no_args_is_help=True)(guarded(train_command))
app.command("package", no_args_is_help=True)(guarded(package_command))
app.command("info")(guarded(info_command))


def run() -> None:
    """Run the command line."""
    # Being told to stop is no reason to leave half-written files: let the cleaning up run.
    signal.signal(signal.SIGTERM, _stop)
    _occupy_standard_handles()
    for stream in (sys.stdout, sys.stderr):
        # A terminal or locale without Arabic shows escapes; it is no reason to stop.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


def _occupy_standard_handles() -> None:
    """Lead handles that were closed (`2>&-`) nowhere, here and in processes that are started.

    The next file that is opened would get the number of one, and what some library prints would get into it.
    """
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # has the lowest number that is free: this one
            os.set_inheritable(handle, True)


def _stop(signal_number: int, frame: Any) -> None:  # noqa: ARG001
    sys.exit(128 + signal_number)
