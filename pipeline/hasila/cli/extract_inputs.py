"""The inputs of `hasila extract`."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from hasila.cli.guard import is_terminal

if TYPE_CHECKING:
    from hasila.sources import Input


def inputs_of(names: Sequence[str], own: Sequence[str], warn: Callable[[str], None]) -> "list[Input]":
    """What the names mean, without what lies where the output goes (`own`)."""
    from hasila.sources import find_inputs

    if "-" in names and is_terminal(sys.stdin):
        warn("reading JSONL from the terminal; Ctrl-D ends it")
    found, warnings = find_inputs(names, exclude=own)
    for warning in warnings:
        warn(warning)
    return found
