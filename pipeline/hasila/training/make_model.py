"""Make a model that ships, from data: `python -m hasila.training.make_model STEPS --data DIR --encoder DIR`.

STEPS is a file of `configs/make_*.toml`. Each step writes its own folder under `--out`; one that is
there already, made by the same command from the same inputs, is not run again, so a run that was
stopped goes on where it stopped (a step that hadn't ended begins anew). What the steps say of
their scores is gathered in `scores.jsonl`, what they print in `log.txt`.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from hasila.training.steps import Step, names, read_steps

# Without them glibc gives the memory of each step back, and taking it again has cost most of the time.
_MEMORY = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "100000000000",
    "MALLOC_TOP_PAD_": "100000000",
}


class StepError(Exception):
    """A step's command has failed."""


def make(
    steps: Sequence[Step], data: Path, encoder: Path, out: Path, say: TextIO, *, dry: bool = False
) -> None:
    """Run the steps that haven't been run.

    Args:
        steps: In the order of running.
        data: What `{data}` stands for.
        encoder: What `{encoder}` stands for.
        out: The folder of the steps' folders.
        say: Where a line about each step goes.
        dry: Only say the commands.

    Raises:
        StepError: a step has failed; its output is in `log.txt`.
    """
    folders = {"data": data, "encoder": encoder, **{step.name: out / step.name for step in steps}}
    made: dict[str, str] = {}
    for step in steps:
        own = {**folders, "out": out / step.name}
        made[step.name] = fingerprint = step.fingerprint(own, made)
        if dry:
            say.write(f"python -m {step.module} {shlex.join(step.command(own))}\n")
        elif _is_made(out, step, fingerprint):
            say.write(f"{step.name}: there already\n")
        else:
            say.write(f"{step.name}: {step.module}, which tells of itself in {out / 'log.txt'} …\n")
            say.flush()
            seconds = _run(step, own, out, fingerprint)
            say.write(f"{step.name}: done in {seconds:.0f} s\n")


def _mark(out: Path, step: Step) -> Path:
    """The file beside a step's folder that says the step has ended."""
    return out / f"{step.name}.made.json"


def _is_made(out: Path, step: Step, fingerprint: str) -> bool:
    try:
        made = json.loads(_mark(out, step).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(made == {"fingerprint": fingerprint}) and (out / step.name).is_dir()


def _run(step: Step, folders: Mapping[str, Path], out: Path, fingerprint: str) -> float:
    """Run a step in a folder of another name and give it its own when it has ended."""
    part = out / f"{step.name}.part"
    _mark(out, step).unlink(missing_ok=True)
    for old in (part, out / step.name):
        if old.exists():
            shutil.rmtree(old)
    part.mkdir(parents=True)
    command = step.command({**folders, "out": part})
    began = time.monotonic()
    with (out / "log.txt").open("a", encoding="utf-8") as log:
        log.write(f"\n== {step.name}: python -m {step.module} {shlex.join(command)}\n")
        log.flush()
        done = subprocess.run(
            [sys.executable, "-m", step.module, *command],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**_MEMORY, **os.environ},
            check=False,
        )
        printed = done.stdout.decode("utf-8", "replace")
        log.write(printed)
    if done.returncode:
        raise StepError(f"{step.name}: exit code {done.returncode}; see {out / 'log.txt'}")
    seconds = time.monotonic() - began
    rows = _scores(part, printed)
    with (out / "scores.jsonl").open("a", encoding="utf-8") as lines:
        for row in rows or [{}]:
            lines.write(
                json.dumps({"step": step.name, "took": round(seconds), **row}, ensure_ascii=False) + "\n"
            )
    part.rename(out / step.name)
    _mark(out, step).write_text(json.dumps({"fingerprint": fingerprint}) + "\n", encoding="utf-8")
    return seconds


def _scores(folder: Path, printed: str) -> list[dict[str, object]]:
    """The rows of the step's `scores.jsonl`, or the JSON object that it printed."""
    file = folder / "scores.jsonl"
    if file.is_file():
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]
    try:
        said = json.loads(printed)
    except ValueError:
        return []
    return [{"printed": said}] if isinstance(said, dict) else []


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns 0, or 2 where the model was not made."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.make_model", description=__doc__)
    parser.add_argument("steps", type=Path, help="a file of configs/make_*.toml")
    parser.add_argument("--data", type=Path, required=True, help="the folder of corpora and raw texts")
    parser.add_argument("--encoder", type=Path, required=True, help="what hasila.training.encoder wrote")
    parser.add_argument("--out", type=Path, default=Path("work/models"), help="default: %(default)s")
    parser.add_argument("--dry-run", action="store_true", help="say the commands, run none")
    options = parser.parse_args(arguments)
    try:
        for folder in (options.data, options.encoder):
            if not folder.is_dir():
                raise OSError(f"{folder}: no such folder")
        steps = read_steps(options.steps)
        sys.stderr.write(f"{options.steps}: {names(steps)}\n")
        make(steps, options.data, options.encoder, options.out, sys.stderr, dry=options.dry_run)
    except (OSError, ValueError, StepError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    if not options.dry_run:
        sys.stderr.write(f"everything is in {options.out}, the scores in {options.out / 'scores.jsonl'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
