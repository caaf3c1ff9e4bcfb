"""The share of `hasila_numerals` in the time of a pipeline whose entity model is a fast one.

    python benchmarks/numerals/share.py [--text FILE] [--megabytes 1]

The pipeline is Hasila's, but for the entities: they come from spaCy's own CNN tagger of the usual size
(HashEmbedCNN, width 96, depth 4). It is not trained: its speed doesn't depend on the weights, only its names
are nonsense. Each component runs alone over all Docs, one thread; `--text` is as in `run.py`.
"""

import argparse
import os
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import spacy  # noqa: E402
from run import paragraphs  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.training import Example  # noqa: E402

LABELS = ("PER", "LOC", "ORG", "MISC")
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
CNN = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--text", type=Path)
    options.add_argument("--megabytes", type=float, default=1)
    arguments = options.parse_args()
    lines = paragraphs(arguments.text, int(arguments.megabytes * 1_000_000))
    nlp = pipeline()
    nlp("قتل 3 أشخاص في حادث.")
    size = sum(len(line.encode()) for line in lines)
    seconds = measure(nlp, lines)
    total = sum(seconds.values())
    print(f"{size / 1e6:.1f} MB in {len(lines)} paragraphs, {total:.1f} s, one thread\n")
    print("| component | seconds | share |")
    print("| --- | --- | --- |")
    for name, spent in seconds.items():
        print(f"| {name} | {spent:.2f} | {100 * spent / total:.1f}% |")


def pipeline() -> Language:
    """Hasila's pipeline with spaCy's untrained CNN tagger for entities."""
    nlp = spacy.blank("ar", config=TOKENIZER)
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)
    ner = nlp.add_pipe("ner", config={"model": CNN})
    nlp.add_pipe("hasila_links")
    words = nlp.make_doc("زار سامي دمشق مع نادي كأس")
    entities = [
        (word.idx, word.idx + len(word), label) for word, label in zip(words[1:], LABELS, strict=False)
    ]
    ner.initialize(lambda: [Example.from_dict(words, {"entities": entities})], nlp=nlp)
    return nlp


def measure(nlp: Language, lines: list[str]) -> dict[str, float]:
    """Seconds by component, the tokenizer first."""
    seconds: dict[str, float] = {}
    began = time.perf_counter()
    docs = [nlp.make_doc(line) for line in lines]
    seconds["tokenizer"] = time.perf_counter() - began
    for name, component in nlp.pipeline:
        began = time.perf_counter()
        docs = (
            list(component.pipe(docs, batch_size=64))
            if hasattr(component, "pipe")
            else [*map(component, docs)]
        )
        seconds[name] = time.perf_counter() - began
    return seconds


if __name__ == "__main__":
    main()
