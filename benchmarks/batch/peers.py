"""The same job as people write it without Hasila's runner: a corpus of JSON lines in, JSON lines out.

    python benchmarks/batch/peers.py pipe MODEL CORPUS OUT --processes 1
    python benchmarks/batch/peers.py map MODEL CORPUS OUT --processes 2

`pipe` is a loop over `nlp.pipe`, `map` is `datasets.Dataset.map`. Both write the record of `hasila extract`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hasila
from hasila.records import from_doc, to_json


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system", choices=("pipe", "map"))
    parser.add_argument("model")
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    (pipe if options.system == "pipe" else map_dataset)(options)


def _rows(path: str) -> Iterator[dict[str, str]]:
    with Path(path).open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def pipe(options: argparse.Namespace) -> None:
    """`nlp.pipe`, in one process or several."""
    nlp = hasila.load(options.model)
    pairs = ((row["text"], row["id"]) for row in _rows(options.corpus))
    docs = nlp.pipe(pairs, as_tuples=True, batch_size=32, n_process=options.processes)
    with Path(options.out).open("w", encoding="utf-8") as file:
        for doc, identifier in docs:
            file.write(to_json(from_doc(doc, id=identifier)) + "\n")


@cache
def _load(model: str):
    return hasila.load(model)


def _records(batch: dict[str, list[str]], model: str) -> dict[str, list[str]]:
    docs = _load(model).pipe(batch["text"], batch_size=32)
    pairs = zip(docs, batch["id"], strict=True)
    return {"record": [to_json(from_doc(doc, id=identifier)) for doc, identifier in pairs]}


def map_dataset(options: argparse.Namespace) -> None:
    """`datasets.Dataset.map`."""
    import datasets

    with tempfile.TemporaryDirectory() as cache_dir:
        rows = datasets.load_dataset("json", data_files=options.corpus, split="train", cache_dir=cache_dir)
        done = rows.map(
            _records,
            batched=True,
            batch_size=256,
            num_proc=options.processes,
            remove_columns=rows.column_names,
            fn_kwargs={"model": options.model},
        )
        with Path(options.out).open("w", encoding="utf-8") as file:
            for row in done:
                file.write(row["record"] + "\n")


if __name__ == "__main__":
    sys.exit(main())
