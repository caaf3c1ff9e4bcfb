"""The commands of docs/tutorial.md, run one after the other as a reader would."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHORT = "--set training.max_steps=1 --set training.eval_frequency=1 --set corpora.dev.limit=4"


def run(folder: Path, *, short: bool) -> str:
    """All blocks in one shell; what is installed goes into a folder of its own."""
    script = "\n".join(_BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")))
    site = folder / "site"
    script = script.replace(
        "pip install", f"{sys.executable} -m pip install --quiet --no-deps --no-index --target {site}"
    )
    if short:
        script = script.replace("config.cfg -o", f"config.cfg {SHORT} -o")
        script = re.sub("^hasila (?:evaluate|show) .*\n", "", script, flags=re.MULTILINE)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    packages = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONPATH": packages},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_tutorial_in_short(tmp_path):
    record = json.loads(run(tmp_path, short=True).splitlines()[-1])
    assert [(one["value"], one["counted"]["text"]) for one in record["quantities"]] == [("27", "إصابة")]
    assert (tmp_path / "diseases/out/model-best/README.md").is_file()


@pytest.mark.slow
def test_the_tutorial(tmp_path):
    record = json.loads(run(tmp_path, short=False).splitlines()[-1])
    assert [(one["text"], one["label"]) for one in record["entities"]] == [
        ("الكوليرا", "DISEASE"),
        ("تعز", "LOC"),
    ]
    meta = json.loads((tmp_path / "diseases/out/model-best/meta.json").read_text(encoding="utf-8"))
    assert meta["performance"]["names_DISEASE_f"] > 75
