"""Few-shot: a label scheme that our models never saw, learned from 100, 300 and 1,000 sentences.

    python benchmarks/training/few_shot.py DATA -o WORK [--sizes 100,300] [--systems blank,cnn,encoder]

DATA holds `train.txt`, `val.txt` and `test.txt` in columns, as Wojood's published sample. Of nested
names the outermost is taken. Each system gets the same sentences and the same val; `blank` is `spacy train`
from a blank `ar` with spaCy's own config (`spacy init config -l ar -p ner`), and as many processor seconds
as the slowest of ours took at that size. What is done (`WORK/results.jsonl`) is not done again.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

HASILA = Path(sys.executable).with_name("hasila")
CONFIGS = {"cnn": "replace", "encoder": "encoder_replace"}
LAYER = "outer"
# Passes over the sentences; the encoder knows the language already.
PASSES = {"cnn": 30, "encoder": 26}
WORDS_A_STEP = {"cnn": 600, "encoder": 250}


def seconds_of(command: list[str]) -> float:
    """Run it; the processor seconds that it and its threads took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def steps(data: Path, size: int, system: str) -> int:
    """Updates for so many passes over so many sentences."""
    lines = (data / "train.txt").read_text(encoding="utf-8").splitlines()
    sentences = sum(not line.strip() for line in lines)
    words = len(lines) * size / max(sentences, 1)
    return max(40, round(PASSES[system] * words / WORDS_A_STEP[system]))


def train_ours(system: str, data: Path, size: int, out: Path) -> float:
    """Train by the ready config, from `size` sentences."""
    count = steps(data, size, system)
    settings = {
        "paths.train": data / "train.txt",
        "paths.dev": data / "val.txt",
        "corpora.train.layer": LAYER,
        "corpora.dev.layer": LAYER,
        "corpora.train.limit": size,
        "training.max_steps": count,
        "training.patience": 0,
        "training.eval_frequency": max(1, count // (2 if system == "encoder" else 6)),
    }
    sets = [part for name, value in settings.items() for part in ("--set", f"{name}={value}")]
    return seconds_of([str(HASILA), "train", CONFIGS[system], *sets, "-o", str(out), "--overwrite"])


def train_blank(data: Path, size: int, out: Path, budget: float) -> float:
    """Train spaCy's own config from a blank `ar`, in a process of its own."""
    return seconds_of([sys.executable, __file__, "--blank", str(data), str(size), str(out), str(budget)])


def blank(data: Path, size: int, out: Path, budget: float) -> None:
    """What that process does: stop after `budget` processor seconds; the best of val is kept."""
    import spacy
    from spacy.cli.init_config import init_config
    from spacy.tokens import DocBin
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train
    from spacy.util import load_config, registry

    from hasila.custom.corpus import Corpus

    class Spent(Exception):
        """The budget is used up."""

    began = time.process_time()

    @registry.callbacks("stop_after_budget")
    def stop():
        def check(nlp, info):  # noqa: ARG001 - spaCy's signature
            if time.process_time() - began > budget:
                raise Spent

        return check

    out.mkdir(parents=True, exist_ok=True)
    init_config(lang="ar", pipeline=["ner"], optimize="efficiency").to_disk(out / "base.cfg")
    config = load_config(out / "base.cfg", interpolate=False)
    nlp = spacy.blank("ar")
    for part, file, limit in (("train", "train.txt", size), ("dev", "val.txt", 0)):
        corpus = Corpus(str(data / file), layer=LAYER, limit=limit)
        DocBin(docs=[example.reference for example in corpus(nlp)]).to_disk(out / f"{part}.spacy")
        config["paths"][part] = str(out / f"{part}.spacy")
    config["training"] |= {"max_steps": 0, "patience": 0, "eval_frequency": 50}
    config["training"]["before_update"] = {"@callbacks": "stop_after_budget"}
    with suppress(Spent):
        train(init_nlp(config), out, stdout=sys.stderr)


def f_score(model: Path, gold: Path, work: Path) -> dict[str, float]:
    """P, R and F1 on the outermost names of a file, by `hasila evaluate`."""
    outer = work / f"{gold.stem}.outer.conll"
    if not outer.exists():
        subprocess.run([HASILA, "convert", "-q", gold, outer, "--layer", LAYER], check=True)
    done = subprocess.run(
        [HASILA, "evaluate", outer, "--model", model, "--json"], check=False, capture_output=True, text=True
    )
    scores = json.loads(done.stdout)["scores"]["all labels"]
    return {rate: scores[rate] for rate in "prf"}


def main() -> None:
    """Train and score what is lacking."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--sizes", default="100,300,1000")
    parser.add_argument("--systems", default="cnn,encoder,blank")
    parser.add_argument("--budget", type=float, help="processor seconds of blank, if not those of ours")
    parser.add_argument("--gold", default="test.txt", help="test.txt for reporting, val.txt while building")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    results = options.out / "results.jsonl"
    rows = [json.loads(line) for line in results.read_text().splitlines()] if results.exists() else []
    for size in map(int, options.sizes.split(",")):
        for system in options.systems.split(","):
            if any((row["system"], row["size"], row["gold"]) == (system, size, options.gold) for row in rows):
                continue
            folder = options.out / f"{system}-{size}"
            spent = [row["seconds"] for row in rows if row["size"] == size and row["system"] != "blank"]
            trained = [row for row in rows if (row["system"], row["size"]) == (system, size)]
            if trained and (folder / "model-best").exists():
                seconds = trained[0]["seconds"]
            elif system == "blank":
                budget = options.budget or max(spent, default=120.0)
                seconds = train_blank(options.data, size, folder, budget)
            else:
                seconds = train_ours(system, options.data, size, folder)
            scores = f_score(folder / "model-best", options.data / options.gold, options.out)
            row = {"system": system, "size": size, "gold": options.gold, "seconds": round(seconds), **scores}
            rows.append(row)
            with results.open("a") as lines:
                lines.write(json.dumps(row) + "\n")
            print(row, file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--blank"]:
        data, size, out, budget = sys.argv[2:]
        blank(Path(data), int(size), Path(out), float(budget))
    else:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        main()
