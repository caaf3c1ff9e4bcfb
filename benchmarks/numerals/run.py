"""Hasila's numbers beside other readers', in one run: accuracy on our table, speed on running text.

    python benchmarks/numerals/run.py [--text FILE] [--peers PYTHON] [--megabytes 5] [--seconds 60]

`--peers` is the interpreter of an environment that has the other readers (see the README here). A reader
that can't be imported there is listed as such. `--text` is a UTF-8 file, one paragraph a line; without it
the text is made from the sample corpus, its articles repeated with other digits in them.
"""

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests"))
sys.path.insert(0, str(HERE))

from readers import READERS, exact  # noqa: E402

from numerals.cases import Case, read_cases  # noqa: E402

CARDINAL = ("digits", "words", "mixed", "fractions", "percents")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--text", type=Path)
    options.add_argument("--peers", default=sys.executable)
    options.add_argument("--megabytes", type=float, default=5)
    options.add_argument("--seconds", type=float, default=60)
    arguments = options.parse_args()
    cases = [case for case in read_cases() if case.category != "dialect"]
    lines = paragraphs(arguments.text, int(arguments.megabytes * 1_000_000))
    work = json.dumps({"cases": [case.text for case in cases], "lines": lines})
    size = sum(len(line.encode()) for line in lines)
    print(f"{len(cases)} cases; {size / 1e6:.1f} MB of text, one thread\n")
    print("| reader | all cases | cardinals, fractions | traps left alone | F1 of values | MB/s | read |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in READERS:
        python = sys.executable if name == "hasila" else arguments.peers
        command = [python, str(HERE / "readers.py"), name, str(arguments.seconds)]
        run = subprocess.run(command, input=work, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"| {name} | not run: {run.stderr.strip().splitlines()[-1][:80]} | | | | | |")
            continue
        print(row(name, cases, json.loads(run.stdout)))


def row(name: str, cases: list[Case], result: dict) -> str:
    """One line of the table."""
    right = [expected(case) == Counter(found) for case, found in zip(cases, result["cases"], strict=True)]
    groups = (
        right,
        [ok for case, ok in zip(cases, right, strict=True) if case.category in CARDINAL],
        [ok for case, ok in zip(cases, right, strict=True) if case.category == "traps"],
    )
    shares = " | ".join(f"{100 * sum(group) / len(group):.1f}" for group in groups)
    hits = sum(
        (expected(case) & Counter(found)).total() for case, found in zip(cases, result["cases"], strict=True)
    )
    wanted = sum(expected(case).total() for case in cases)
    given = sum(len(found) for found in result["cases"])
    speed = result["bytes"] / 1e6 / result["seconds"]
    f1 = 200 * hits / (wanted + given)
    return f"| {name} | {shares} | {f1:.1f} | {speed:.2f} | {result['bytes'] / 1e6:.1f} MB |"


def expected(case: Case) -> Counter[str]:
    """The values of a case without bounds and kinds: both ends of a range, nothing for a score."""
    values: Counter[str] = Counter()
    for _, _, expression in case.numbers:
        written = expression.partition(" ")[0]
        if written == "-" or written.startswith("?"):
            continue
        ends, _, value = written.rpartition("=") if re.match(r"\d.*=", written) else ("", "", written)
        value = value.lstrip("<>=~") if not ends else value
        values.update(exact(end) for end in value.split(".."))
    return values


def paragraphs(path: Path | None, size: int) -> list[str]:
    """Lines of about so many bytes together, from the file or made from the sample corpus."""
    if path is not None:
        source = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    else:
        source = [line for article in _articles() for line in article.splitlines() if line.strip()]
    if not source:
        raise SystemExit("no text to measure on")
    rng = random.Random(1)
    lines, done = [], 0
    while done < size:
        for line in source:
            if path is None:
                line = re.sub(r"[0-9]", lambda _: str(rng.randint(1, 9)), line)
            lines.append(line)
            done += len(line.encode())
            if done >= size:
                break
    return lines


def _articles() -> list[str]:
    texts = []
    for file in sorted((ROOT / "corpora" / "sample").iterdir()):
        if file.suffix == ".jsonl":
            texts += [
                json.loads(line).get("text", "") for line in file.read_text(encoding="utf-8").splitlines()
            ]
        elif file.suffix == ".txt":
            texts.append(file.read_text(encoding="utf-8"))
    return texts


if __name__ == "__main__":
    main()
