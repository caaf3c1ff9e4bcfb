"""Kill a run again and again and see whether it ends as if nothing had happened.

    python benchmarks/batch/kill.py --minutes 60 --model ar_news_md
    python benchmarks/batch/kill.py --kills 3 --documents 400 --model PATH

A corpus is read once undisturbed. Then it is read again and again, while at random moments `kill -9` meets
the command itself (which is then started anew with --resume) or one of its workers (which it has to see to
itself). Every run must end with the same bytes, leave no other file and no process behind.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

HASILA = Path(sys.executable).with_name("hasila")
OUTPUTS = ("out", "x.jsonl.gz", "x.parquet")
PLACES = ("حلب", "صفاقس", "الرقة", "عدن")


def main() -> int:
    options = _options()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="hasila-kill-") as name:
        base = Path(name)
        _write_corpus(base / "corpus.jsonl", options.documents, chance)
        started = time.monotonic()
        expected = {}
        for out in OUTPUTS[: options.outputs]:
            _command(base, "calm", out, options).wait()
            expected[out] = _contents(base / "calm")
            _remove(base / "calm")
        length = (time.monotonic() - started) / options.outputs
        kills = runs = 0
        deadline = time.monotonic() + 60 * options.minutes
        while kills < options.kills if options.kills else time.monotonic() < deadline:
            out = OUTPUTS[runs % options.outputs]
            kills += _disturbed(base, out, options, length, chance)
            runs += 1
            found = _contents(base / "killed")
            if found != expected[out]:
                difference = _difference(expected[out], found)
                print(f"seed {options.seed}, run {runs}: not the same as undisturbed: {difference}")
                return 1
            _remove(base / "killed")
            print(f"{runs} runs, {kills} kills: all the same", flush=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", required=True)
    parser.add_argument("--minutes", type=float, default=60, help="go on for so long")
    parser.add_argument("--kills", type=int, help="or until so many kills")
    parser.add_argument("--documents", type=int, default=4000)
    parser.add_argument("--shard-size", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--outputs", type=int, default=3, choices=(1, 2, 3), help="kinds of output in turn")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _write_corpus(path: Path, documents: int, chance: random.Random) -> None:
    """Reports of tolls, of all lengths."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(documents):
            sentences = [
                f"قتل {chance.randint(2, 99_999)} شخصا في {chance.choice(PLACES)} وأصيب {number} آخرون."
                for _ in range(chance.randint(0, 30))
            ]
            row = {"id": f"n{number}", "text": " ".join(sentences), "date": f"2024-{number % 12 + 1:02}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _command(base: Path, folder: str, out: str, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """The command, started; going on from whatever is there."""
    (base / folder).mkdir(exist_ok=True)
    sizes = ["--shard-size", str(options.shard_size), "--workers", str(options.workers)]
    command = [HASILA, "extract", "corpus.jsonl", "-o", f"{folder}/{out}", "--model", options.model, *sizes]
    return subprocess.Popen([*command, "--resume", "-q"], cwd=base)


def _disturbed(
    base: Path, out: str, options: argparse.Namespace, length: float, chance: random.Random
) -> int:
    """One run to its end, killed on the way; how often."""
    kills = 0
    while True:
        process = _command(base, "killed", out, options)
        watched = psutil.Process(process.pid)
        while True:
            try:
                code = process.wait(timeout=chance.uniform(0, length))
            except subprocess.TimeoutExpired:
                pass
            else:
                if code != 0:
                    sys.exit(f"seed {options.seed}: the run ended with {code}")
                return kills
            children = watched.children(recursive=True)
            kills += 1
            if children and chance.random() < 0.5:
                chance.choice(children).kill()
                continue
            process.kill()
            process.wait()
            _, alive = psutil.wait_procs(children, timeout=20)
            if alive:
                sys.exit(f"seed {options.seed}: workers outlive their command: {alive}")
            break


def _contents(folder: Path) -> dict[str, bytes]:
    """All files; of the manifest what doesn't depend on the clock."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.name.endswith("manifest.jsonl"):
                rows = [json.loads(line) for line in data.splitlines()]
                # (of a working tree that somebody edits, the fingerprint of the pipeline changes too)
                data = repr([{**row, "seconds": 0, "pipeline": ""} for row in rows]).encode()
            found[str(path.relative_to(folder))] = data
    return found


def _difference(expected: dict[str, bytes], found: dict[str, bytes]) -> str:
    names = sorted(set(expected) ^ set(found))
    changed = sorted(name for name in expected.keys() & found.keys() if expected[name] != found[name])
    return f"missing or left over {names}; other bytes {changed}"


def _remove(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


if __name__ == "__main__":
    sys.exit(main())
