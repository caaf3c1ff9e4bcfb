"""The command in a process of its own."""

import subprocess
from pathlib import Path

import pytest
from hasila_command import HASILA, Done


@pytest.fixture(scope="session")
def hasila():
    """Run `hasila ARGUMENTS…`."""

    def run(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **options) -> Done:
        done = subprocess.run(
            [HASILA, *arguments],
            input=stdin,
            cwd=cwd,
            capture_output=True,
            timeout=120,
            check=False,
            **options,
        )
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run
