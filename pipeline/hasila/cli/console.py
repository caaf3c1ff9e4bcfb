"""Drawing with rich, where a reader may have gone."""

from rich.console import Console as RichConsole


class Console(RichConsole):
    """A console that leaves a closed pipe to `guard.guarded`; rich's own ends the process with 1."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
