"""How a command ends when its reader has gone, its user interrupts it, or its output is closed."""

import functools
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TextIO, TypeVar

import typer

from hasila.show.visible import for_terminal

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
            _abandon(1)
            raise typer.Exit(0) from None
        except SystemExit as end:
            if end.code == 128 + signal.SIGTERM:  # `app` ends so when it is told to stop
                raise
            # Nothing of ours does, so it is no answer to what the command was asked.
            complain(f"not done: a component of the pipeline ended the process (exit code {end.code!r})")
            raise typer.Exit(2) from None
        except OSError as error:  # a full disk under standard output, as a rule
            _abandon(1)
            complain(f"{error.filename or 'output'}: {error.strerror or error}")
            raise typer.Exit(2) from None
        except KeyboardInterrupt:
            complain("interrupted; no file was written")
            raise typer.Exit(130) from None

    return run  # type: ignore[return-value]


def _abandon(handle: int) -> None:
    """Send what Python would still flush to an output at exit nowhere, so that it can't fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at a stream; there is none where it was closed (`>&-`)."""
    return stream is not None and stream.isatty()


def say(line: str) -> None:
    """A line on standard error, if there is one and somebody reads it.

    That whoever followed it has gone ends nothing: what the command is for goes elsewhere.
    """
    if sys.stderr is not None:
        try:
            typer.echo(line, err=True)
        except BrokenPipeError:
            _abandon(2)


def complain(message: str) -> None:
    """A message on standard error, on one line. What it quotes of the input can't act on the terminal."""
    line = message.replace("\r", "\\r").replace("\n", "\\n")
    # A name that is not UTF-8 keeps the numbers of its bytes.
    line = for_terminal(line.encode("utf-8", errors="backslashreplace").decode("utf-8"))
    line = line.replace("\n", "\\n")  # other signs of a line end, as U+2028
    say(f"hasila: {line}")


def give_up(message: object) -> NoReturn:
    """End the command as not done, with a line that says why."""
    complain(str(message))
    raise typer.Exit(2)
