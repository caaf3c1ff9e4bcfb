"""What `configs/make_*.toml` say: the steps of a model, each a command whose input is other steps' output.

    uses = ["make_other.toml"]       # optional: another file whose steps may be named

    [[step]]
    name = "student"                 # its folder's name, and `{student}` in later steps
    module = "hasila.training.entities"
    arguments = ["configs/entities_md.toml", "--data", "{data}", "--encoder", "{encoder}",
                 "--start", "{teacher}/average.pt", "-o", "{out}"]

`{data}` and `{encoder}` are folders that the user names, `{out}` is the step's own folder, and every
other name in braces the folder of an earlier step. Configs are looked for from the project's root.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FIELD = re.compile(r"\{(\w+)\}")
GIVEN = frozenset({"data", "encoder", "out"})


@dataclass(frozen=True, slots=True)
class Step:
    """One command: `python -m module arguments…`.

    Attributes:
        name: Its name, and its folder's.
        module: The module that is run.
        arguments: Its arguments, with names in braces.
    """

    name: str
    module: str
    arguments: tuple[str, ...]

    def needs(self) -> tuple[str, ...]:
        """The steps whose folders it reads, each once."""
        fields = dict.fromkeys(name for one in self.arguments for name in _FIELD.findall(one))
        return tuple(name for name in fields if name not in GIVEN)

    def command(self, folders: Mapping[str, Path]) -> list[str]:
        """Its arguments with folders in place of names."""
        return [_FIELD.sub(lambda field: str(folders[field[1]]), one) for one in self.arguments]

    def fingerprint(self, folders: Mapping[str, Path], before: Mapping[str, str]) -> str:
        """What its result depends on: command, contents of configs, sizes of data, the steps before.

        Args:
            folders: As for `command`.
            before: The fingerprints of the steps that it needs.
        """
        files: dict[str, Any] = {}
        for template, one in zip(self.arguments, self.command(folders), strict=True):
            # What it writes itself, and what other steps wrote, is told by their fingerprints.
            if Path(one).is_file() and not {"out", *self.needs()}.intersection(_FIELD.findall(template)):
                of_data = _FIELD.search(template) is not None
                files[template] = Path(one).stat().st_size if of_data else _digest(Path(one).read_bytes())
        what = [self.module, self.arguments, files, {name: before[name] for name in self.needs()}]
        return _digest(json.dumps(what, ensure_ascii=False).encode())


def read_steps(path: Path) -> list[Step]:
    """The steps of a file with those of other files that they need, in the order of running.

    Raises:
        OSError: a file is not there.
        ValueError: a step lacks something, its name is taken, or it needs one that isn't before it.
    """
    own = _read(path)
    steps = {step.name: step for file in (*_others(path), path) for step in _read(file)}
    wanted: set[str] = set()
    waiting = [step.name for step in own]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += steps[name].needs()
    return [step for step in steps.values() if step.name in wanted]


def _others(path: Path) -> list[Path]:
    """The files that a file uses, and those that they use, first ones first."""
    found: list[Path] = []
    for name in _table(path).get("uses", ()):
        other = path.parent / name
        found += [one for one in (*_others(other), other) if one not in found]
    return found


def _read(path: Path) -> list[Step]:
    known = {step.name for other in _others(path) for step in _read(other)}
    steps: list[Step] = []
    for number, row in enumerate(_table(path).get("step", ()), 1):
        where = f"{path}: step {row.get('name', number)!r}"
        try:
            step = Step(row["name"], row["module"], tuple(map(str, row["arguments"])))
        except KeyError as error:
            raise ValueError(f"{where} has no {error.args[0]}") from error
        if step.name in known | GIVEN:
            raise ValueError(f"{where}: the name is taken")
        missing = [name for name in step.needs() if name not in known]
        if missing:
            raise ValueError(f"{where} needs {missing[0]!r}, which is no step before it")
        if not any("{out}" in one for one in step.arguments):
            raise ValueError(f"{where} doesn't say where it writes: no {{out}} among its arguments")
        known.add(step.name)
        steps.append(step)
    if not steps:
        raise ValueError(f"{path}: no [[step]]")
    return steps


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: {error}") from error


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def names(steps: Sequence[Step]) -> str:
    """Their names, for a message."""
    return ", ".join(step.name for step in steps)
