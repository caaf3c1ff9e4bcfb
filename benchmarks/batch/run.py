"""A corpus through a model: Hasila's runner and what people use without it, on the same texts.

    python benchmarks/batch/run.py --news news.jsonl.xz --model ar_news_md --megabytes 20
    python benchmarks/batch/run.py --news news.jsonl.xz --model ar_news_md --growth 1,10,50,200

`--news` is any file of JSON lines with a field `text` (also .gz, .xz, .zst). Its first megabytes are the
corpus; if there are not so many it is read again from the start, with a number added to each text so that
nothing is met twice. Everything runs offline, each system in processes of its own, and writes JSON lines
(`spacy apply`: a DocBin). The processor's seconds are what to compare on a machine that has other work too.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from measure import MEGABYTE, Cost, measure, said

from hasila.load import find_model
from hasila.sources import Fields, Record, Source, find_inputs

BIN = Path(sys.executable).parent
PEERS = Path(__file__).with_name("peers.py")
HEADING = """\
| system | documents/s | words/s | words/s of a core | processor, s | peak, MB | of the first tenth, MB |
| --- | --- | --- | --- | --- | --- | --- |"""


def main() -> int:
    options = _options()
    sizes = [float(size) for size in options.growth.split(",")] if options.growth else [options.megabytes]
    print(f"{options.model}, {Path(options.news).name}\n")
    print(f"| MB {HEADING}".replace("| ---", "| --- | ---", 1) if options.growth else HEADING, flush=True)
    failed = False
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="hasila-bench-") as name:
            base = Path(name)
            documents, words = _write_corpus(options.news, base / "corpus.jsonl", size)
            for system, command in _systems(options, growth=bool(options.growth)):
                said(f"{size:g} MB, {documents:,} documents, {words:,} words: {system}")
                cost = measure(command, base)
                row = _row(system, documents, words, cost)
                print(f"| {size:g} {row}" if options.growth else row, flush=True)
                if cost.code != 0:
                    failed = True
                    said(cost.error)
    return int(failed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--news", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--growth", help="sizes in MB: Hasila alone, with --workers, at each of them")
    parser.add_argument("--workers", type=int, default=2, help="for --growth")
    parser.add_argument("--only", help="names of systems, by comma; part of a name will do")
    return parser.parse_args()


def _write_corpus(news: str, path: Path, megabytes: float) -> tuple[int, int]:
    """The corpus; its documents and words."""
    documents = words = 0
    with path.open("wb") as file:
        for text in _texts(news):
            if file.tell() >= megabytes * MEGABYTE:
                break
            row = {"id": str(documents), "text": text}
            file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
            documents += 1
            words += len(text.split())
    return documents, words


def _texts(news: str) -> Iterator[str]:
    for turn in count():
        for record in Source(find_inputs([news])[0], Fields()):
            if isinstance(record, Record):
                yield f"{record.text} {turn}" if turn else record.text


def _systems(options: argparse.Namespace, *, growth: bool) -> Iterator[tuple[str, list[str | Path]]]:
    """Names and commands."""
    model = find_model(options.model)
    python: list[str | Path] = [sys.executable, PEERS]
    hasila: list[str | Path] = [BIN / "hasila", "extract", "corpus.jsonl", "--model", model, "--overwrite"]
    if growth:
        yield (
            f"hasila, {options.workers} workers",
            [*hasila, "-o", "x.jsonl", "--workers", str(options.workers)],
        )
        return
    apply: list[str | Path] = [sys.executable, "-m", "spacy", "apply", model, "corpus.jsonl"]
    # Its own default is 1, which nobody would want.
    batches = ["--batch-size", "32", "--force"]
    systems: dict[str, list[str | Path]] = {
        "hasila, 1 worker": [*hasila, "-o", "x.jsonl", "--workers", "1"],
        "hasila, 2 workers": [*hasila, "-o", "x.jsonl", "--workers", "2"],
        "nlp.pipe": [*python, "pipe", model, "corpus.jsonl", "pipe.jsonl"],
        "nlp.pipe(n_process=2)": [*python, "pipe", model, "corpus.jsonl", "pipe2.jsonl", "--processes", "2"],
        "spacy apply": [*apply, "apply.spacy", *batches],
        "spacy apply --n-process 2": [*apply, "apply2.spacy", "--n-process", "2", *batches],
        "Dataset.map(num_proc=2)": [*python, "map", model, "corpus.jsonl", "map.jsonl", "--processes", "2"],
    }
    for engine, module in (("ray", "ray"), ("spark", "pyspark")):
        if importlib.util.find_spec(module) is not None:
            systems[f"hasila --engine {engine}, 2 workers"] = [
                *hasila, "-o", "x.jsonl", "--engine", engine, "--workers", "2"
            ]  # fmt: skip
    wanted = options.only.split(",") if options.only else [""]
    yield from ((name, command) for name, command in systems.items() if any(part in name for part in wanted))


def _row(system: str, documents: int, words: int, cost: Cost) -> str:
    if cost.code != 0:
        return f"| {system} | failed ({cost.code}) | | | | {cost.peak:,.0f} | |"
    return (
        f"| {system} | {documents / cost.wall:,.1f} | {words / cost.wall:,.0f} | {words / cost.cpu:,.0f} "
        f"| {cost.cpu:,.1f} | {cost.peak:,.0f} | {cost.peak_of_first_tenth:,.0f} |"
    )


if __name__ == "__main__":
    sys.exit(main())
