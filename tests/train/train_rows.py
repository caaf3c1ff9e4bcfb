"""Writing rows of a corpus, and starting the command."""

import json
import subprocess
import sys
from pathlib import Path


def lines(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def hasila(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; nobody is ever shown a traceback."""
    program = Path(sys.executable).with_name("hasila")
    done = subprocess.run(
        [program, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
