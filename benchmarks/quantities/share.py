"""The share of each component, `hasila_links` among them, in the processor time of a pipeline.

    python benchmarks/quantities/share.py [--model ar_news_sm] [--text FILE] [--texts 300] [--skip 0]

FILE holds one text a line, or JSON lines with a field `text` (`.jsonl`); without it the texts are the sample
corpus. They go through the pipeline in the order of the file, in batches as a run would have them, and each
component's processor seconds are added up, so that other work on the machine counts little. One thread.
"""

import argparse
import gc
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

from spacy.language import Language  # noqa: E402

import hasila  # noqa: E402

SAMPLE = Path(__file__).resolve().parents[2] / "corpora" / "sample"
BATCH = 16


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--model", default="ar_news_sm")
    options.add_argument("--text", type=Path)
    options.add_argument("--texts", type=int, default=300, help="how many to read at most")
    options.add_argument("--skip", type=int, default=0, help="how many to leave out in front of them")
    arguments = options.parse_args()
    files = [arguments.text] if arguments.text else sorted(SAMPLE.glob("*.jsonl"))
    every = (text for file in files for text in read(file) if text.strip())
    texts = list(islice(every, arguments.skip, arguments.skip + arguments.texts))
    if not texts:
        raise SystemExit("no text to measure on")
    nlp = hasila.load(arguments.model)
    nlp("قتل 3 أشخاص في حادث.")
    # As the workers of a run do: the model stays, and no collection need look through it.
    gc.collect()
    gc.freeze()
    seconds = measure(nlp, texts)
    total = sum(seconds.values())
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB, {total:.1f} s of one processor, {arguments.model}\n")
    print("| component | seconds | share |")
    print("| --- | ---: | ---: |")
    for name, spent in seconds.items():
        print(f"| {name} | {spent:.2f} | {100 * spent / total:.1f}% |")


def read(file: Path) -> Iterator[str]:
    """The texts of a file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"] if file.suffix == ".jsonl" else line


def measure(nlp: Language, texts: list[str]) -> dict[str, float]:
    """Processor seconds by component, the tokenizer first."""
    seconds = dict.fromkeys(("tokenizer", *nlp.pipe_names), 0.0)
    for start in range(0, len(texts), BATCH):
        began = time.process_time()
        docs = [nlp.make_doc(text) for text in texts[start : start + BATCH]]
        seconds["tokenizer"] += time.process_time() - began
        for name, component in nlp.pipeline:
            began = time.process_time()
            if hasattr(component, "pipe"):
                docs = list(component.pipe(docs, batch_size=BATCH))
            else:
                docs = [component(doc) for doc in docs]
            seconds[name] += time.process_time() - began
    return seconds


if __name__ == "__main__":
    main()
