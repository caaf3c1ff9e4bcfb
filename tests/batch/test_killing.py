"""`kill -9` at any moment costs nothing but time: the script that can do it for an hour, for a moment."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks/batch/kill.py"


def kill(model, *options):
    command = [sys.executable, SCRIPT, "--model", model, *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=3000, check=False)


def test_a_few_kills(traps):
    done = kill(
        traps, "--kills", "2", "--documents", "200", "--shard-size", "20", "--outputs", "1", "--workers", "1"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "kills: all the same" in done.stdout


@pytest.mark.slow
def test_more_kills_of_every_kind_of_output(model):
    done = kill(model, "--kills", "9", "--documents", "500", "--shard-size", "25")
    assert done.returncode == 0, done.stdout + done.stderr
