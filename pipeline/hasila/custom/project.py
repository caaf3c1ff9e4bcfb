"""The folder that `hasila init` writes: a config, sample data and a Makefile that train as they stand."""

import json
import re
import shutil
from importlib import resources
from pathlib import Path

from hasila.custom.config import BadConfig, find_config, shipped

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TEMPLATES = {"Makefile": "Makefile.txt", "README.md": "README.md.txt", ".gitignore": "gitignore.txt"}
_PARTS = ("train.jsonl", "dev.jsonl")


def write_project(folder: Path, ready: str) -> list[Path]:
    """Write the project; its name is the folder's.

    Args:
        folder: It may not exist yet, or be empty.
        ready: The name of the ready config to begin with.

    Returns:
        The files.

    Raises:
        BadConfig: the name can't be one of a package, the folder holds something, or there is no such config.
    """
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise BadConfig(f"{name!r}: a package can't be called that; small letters, digits and _, as weapons")
    if folder.exists() and any(folder.iterdir()):
        raise BadConfig(f"{folder} holds something already; choose another name")
    path = find_config(ready)
    config = path.read_text(encoding="utf-8")
    if "hasila.Corpus.v1" not in config:
        raise BadConfig(
            f"--config {ready}: the sample data are names; this config learns none. Copy it instead: {path}"
        )
    config = re.sub(r'^train = "', 'train = "data/', config, flags=re.MULTILINE)
    config = re.sub(r'^dev = "', 'dev = "data/', config, flags=re.MULTILINE)
    config = config.replace('name = "custom"', f'name = "{name}"')
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir()
    written = [folder / "config.cfg"]
    written[0].write_text(config, encoding="utf-8")
    sample = next(place / "tutorial" for place in shipped("corpora") if (place / "tutorial").is_dir())
    filled = {"name": name, "labels": ",".join(_labels(sample / _PARTS[0]))}
    for target, template in _TEMPLATES.items():
        text = resources.files("hasila.custom").joinpath(f"templates/{template}").read_text(encoding="utf-8")
        for key, value in filled.items():
            text = text.replace(f"{{{{{key}}}}}", value)
        written.append(folder / target)
        written[-1].write_text(text, encoding="utf-8")
    for part in _PARTS:
        written.append(folder / "data" / part)
        shutil.copyfile(sample / part, written[-1])
    return written


def _labels(sample: Path) -> list[str]:
    """The labels that sample data are annotated with."""
    rows = map(json.loads, sample.read_text(encoding="utf-8").splitlines())
    return sorted({one["label"] for row in rows for one in row["entities"]})
