"""How a command ends when its reader has gone, its user interrupts it, or its output is closed."""

import functools
import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import typer

Command = TypeVar("Command", bound=Callable[..., Any])


def guarded(command: Command) -> Command:
    """The command, ending quietly where a pipe is closed (`| head`) and with one line after Ctrl-C."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            _abandon_output()
            raise typer.Exit(0) from None
        except SystemExit as end:
            if end.code != 1:
                raise
            # rich ends the process so when its reader has gone; 1 means something else here.
            raise typer.Exit(0) from None
        except OSError as error:  # a full disk under standard output, as a rule
            _abandon_output()
            complain(f"{error.filename or 'output'}: {error.strerror or error}")
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            complain("interrupted; no file was written")
            raise typer.Exit(130) from None

    return run  # type: ignore[return-value]


def _abandon_output() -> None:
    """Send what Python would still flush at exit nowhere, so that it can't fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def complain(message: str) -> None:
    """One line on standard error, if there is one."""
    if sys.stderr is not None:
        line = message.replace("\r", "\\r").replace("\n", "\\n")
        typer.echo(f"hasila: {line}", err=True)


def give_up(message: object) -> NoReturn:
    """End the command as not done, with a line that says why."""
    complain(str(message))
    raise typer.Exit(2)
