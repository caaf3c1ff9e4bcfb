"""The places of the sample corpora, judged by hand: the share that gets the right id doesn't fall."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BENCHMARK = ROOT / "benchmarks" / "places" / "run.py"
PLACES = ROOT / "corpora" / "sample_places.jsonl"


def test_accuracy():
    done = subprocess.run([sys.executable, BENCHMARK], capture_output=True, timeout=120, check=True)
    right, of = map(int, re.search(rb"places: (\d+) of (\d+) right", done.stdout).groups())
    assert of == len(PLACES.read_text(encoding="utf-8").splitlines())
    assert right >= 253


def test_every_place_is_judged_once():
    rows = [json.loads(line) for line in PLACES.read_text(encoding="utf-8").splitlines()]
    assert sum(row["corpus"] == "sample" for row in rows) > 150
    assert (
        len({(row["corpus"], row["document"], row["field"], row["start"]) for row in rows})
        == len(rows)
        >= 200
    )
    for row in rows:
        assert row["end"] - row["start"] == len(row["text"])
        assert all(isinstance(number, int) and number > 0 for number in row["places"])
