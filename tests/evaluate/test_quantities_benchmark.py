"""The benchmark of quantities runs with the peers that are there, and says which are not."""

import json
import subprocess
import sys
from pathlib import Path

from gold_passages import PRICE, PRICE_GOLD, TOLL, TOLL_GOLD, write_lines

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "quantities" / "run.py"


def test_side_by_side(model, tmp_path):
    rows = [
        {"id": "a", "text": TOLL, "quantities": TOLL_GOLD},
        {"id": "b", "text": PRICE, "quantities": PRICE_GOLD},
    ]
    gold = write_lines(tmp_path / "gold.jsonl", rows)
    # A Python without packages: of the peers only the regular expression needs none.
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S "$@"\n', encoding="utf-8")
    bare.chmod(0o755)
    done = subprocess.run(
        [sys.executable, BENCHMARK, gold, "--model", model, "--peer-python", bare, "--json"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    ours, expression = json.loads(done.stdout)
    assert ours["whole record"] == ours["value + noun"] == 100
    # `ثلاثة آخرين` loses its bound, and the money its kind.
    assert expression["value"] == expression["value + noun"] == 100
    assert round(expression["whole record"], 1) == 33.3
    skipped = done.stderr.decode().splitlines()
    assert [line.split(": not installed")[0] for line in skipped] == [
        "skipped: PyArabic + next word",
        "skipped: Duckling, `product` or unit",
        "skipped: Duckling, `product`, unit or next word",
    ]
