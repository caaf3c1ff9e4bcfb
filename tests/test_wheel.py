"""The wheel works in another environment, from another folder, and carries the default model."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MEGABYTE = 1_000_000


def run(*command: object, cwd: Path, stdin: str | None = None) -> str:
    done = subprocess.run([str(c) for c in command], cwd=cwd, input=stdin, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_an_installed_wheel_extracts(tmp_path: Path):
    run(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("hasila-*.whl")
    assert wheel.stat().st_size < 100 * MEGABYTE

    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    run(
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--constraint",
        ROOT / "constraints.txt",
        wheel,
        cwd=tmp_path,
    )

    line = json.dumps({"id": "a", "text": "قتل 44 من عناصر التنظيم."}, ensure_ascii=False)
    record = json.loads(run(tmp_path / "venv/bin/hasila", "extract", "-", cwd=tmp_path, stdin=line + "\n"))
    assert [(q["value"], q["counted"]["text"]) for q in record["quantities"]] == [("44", "عناصر")]
