"""What is seen of a training: a line an evaluation on standard error, and a log for programs."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

Setup = Callable[..., tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]]
_HEAD = f"{'step':>7}{'epoch':>7}{'loss':>10}{'P':>8}{'R':>8}{'F1':>8}{'seconds':>9}"


def progress_logger(log: str | None) -> Setup:
    """A logger for spaCy's loop.

    Args:
        log: A file that gets a JSON object for each evaluation; None for no file.
    """

    def setup(
        nlp: "Language",
        stdout: IO[str] = sys.stdout,  # noqa: ARG001 - spaCy's signature
        stderr: IO[str] = sys.stderr,
    ) -> tuple[Callable[[dict[str, Any] | None], None], Callable[[], None]]:
        config: dict[str, Any] = nlp.config.interpolate()["training"]
        file = Path(log) if log else None
        bar = _Bar(int(config["max_steps"] or 0), stderr)
        bar.say(_HEAD)
        if file is not None:
            file.unlink(missing_ok=True)

        def step(info: dict[str, Any] | None) -> None:
            bar.advance()
            if info is None:
                return
            bar.say(_row(info))
            if file is not None:
                with file.open("a", encoding="utf-8") as lines:
                    lines.write(json.dumps(_plain(info), ensure_ascii=False) + "\n")

        def finish() -> None:
            bar.close()

        return step, finish

    return setup


def _row(info: dict[str, Any]) -> str:
    scores = [100 * (info["other_scores"].get(name) or 0.0) for name in ("ents_p", "ents_r", "ents_f")]
    loss = sum(map(float, info["losses"].values()))
    rates = "".join(f"{score:8.1f}" for score in scores)
    return f"{info['step']:7,}{info['epoch']:7}{loss:10.2f}{rates}{info['seconds']:9,}"


def _plain(info: dict[str, Any]) -> dict[str, Any]:
    scores = info["other_scores"]
    return {
        "step": info["step"],
        "epoch": info["epoch"],
        "seconds": info["seconds"],
        "losses": {name: round(float(loss), 4) for name, loss in info["losses"].items()},
        "score": info["score"],
        **{name: scores.get(name) for name in ("ents_p", "ents_r", "ents_f", "ents_per_type")},
    }


class _Bar:
    """A bar that moves where somebody looks, with the lines above it; elsewhere the lines alone."""

    def __init__(self, total: int, stream: IO[str]) -> None:
        self._stream = stream
        self._bar: Any = None
        if stream.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(file=stream), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task("training", total=total or None)
            self._bar.start()

    def say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, highlight=False, markup=False)
        else:
            self._stream.write(line + "\n")
            self._stream.flush()

    def advance(self) -> None:
        if self._bar is not None:
            self._bar.advance(self._task)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
