"""What every command shares: how it ends, and what its messages may do."""

import io
import signal
import sys

import pytest
import typer

from hasila.cli.console import Console
from hasila.cli.guard import complain, guarded


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("a\r\nb", r"a\r\nb"),
        ("fields here: \x1b]0;owned\x07\x1b[2J", "fields here: ␛]0;owned␇␛[2J"),
        ("\x9b31m \x00 \x7f", "\ufffd31m ␀ ␡"),
        ("a\u2028b\u202ec", r"a\nbc"),
        (b"\xc7.txt: empty".decode("utf-8", "surrogateescape"), r"\udcc7.txt: empty"),
    ],
)
def test_a_message_is_a_line_that_can_not_write_to_the_terminal(capsys, message, line):
    complain(message)
    assert capsys.readouterr().err == f"hasila: {line}\n"


@pytest.mark.parametrize("code", [0, 1, None, "gone"])
def test_a_process_that_a_component_ends_is_not_done(capsys, code):
    @guarded
    def command() -> None:
        sys.exit(code)

    with pytest.raises(typer.Exit) as end:
        command()
    assert end.value.exit_code == 2
    assert "a component of the pipeline ended the process" in capsys.readouterr().err


def test_being_told_to_stop_is_no_fault_of_a_component():
    @guarded
    def command() -> None:
        sys.exit(128 + signal.SIGTERM)

    with pytest.raises(SystemExit) as end:
        command()
    assert end.value.code == 143


def test_a_table_whose_reader_has_gone_ends_the_command_quietly():
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):  # which `guarded` takes for a reader that has seen enough
        Console(file=Gone()).print("قتل 44")
