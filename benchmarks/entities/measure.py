"""One system in a process of its own: CPU-seconds for the words it reads. Called by run.py."""

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import texts

SYSTEMS = ("bert", "camel", "char_lm", "stage", "pipeline")


Read = Callable[[list[texts.Sentence]], None]
Count = Callable[[list[texts.Sentence]], int]


def reader(system: str, model: str, threads: int, pieces: list[str]) -> tuple[Read, Count | None]:
    """A function that reads sentences, its model ready, and one that counts their pieces."""
    if system in ("stage", "pipeline"):
        return _hasila(system, model, threads)
    import torch

    torch.set_num_threads(threads)
    if system == "char_lm":
        from peers import char_lm

        tagger = char_lm.build()
        return lambda sentences: char_lm.tag(tagger, [one.words for one in sentences]), None
    from peers import bert_base

    bert, tokenizer = bert_base.build(pieces)
    read = bert_base.batched if system == "bert" else bert_base.camel
    return (
        lambda sentences: read(bert, tokenizer, [one.words for one in sentences]),
        lambda sentences: bert_base.pieces_of(tokenizer, [one.words for one in sentences]),
    )


def _hasila(system: str, model: str, threads: int) -> tuple[Read, Count | None]:
    """The whole pipeline, or tokens, sentences and names alone; its texts are of ten sentences each."""
    import hasila

    nlp = hasila.load(model, config={"components": {"hasila_entities": {"threads": threads}}})
    if system == "stage":
        for name in nlp.pipe_names:
            if name not in ("hasila_sentences", "hasila_entities"):
                nlp.remove_pipe(name)

    def read(sentences: list[texts.Sentence]) -> None:
        whole = (
            " ".join(word for one in sentences[at : at + 10] for word in one.words)
            for at in range(0, len(sentences), 10)
        )
        for doc in nlp.pipe(whole):
            len(doc.ents)

    def count(sentences: list[texts.Sentence]) -> int:
        return sum(len(pieces(word)) for one in sentences for word in one.words)

    # The fast model reads words, not pieces.
    tagger = getattr(nlp.get_pipe("hasila_entities"), "tagger", None)
    pieces = getattr(tagger(), "pieces", None) if tagger is not None else None
    return read, count if pieces is not None else None


def _times(read: Read, sentences: list[texts.Sentence]) -> tuple[float, float]:
    """CPU-seconds and seconds of one reading."""
    began, clock = time.process_time(), time.perf_counter()
    read(sentences)
    return time.process_time() - began, time.perf_counter() - clock


def megabytes() -> float:
    """The most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Linux hands `ru_maxrss` on from the process that started this one.
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def main() -> None:
    """`measure.py SYSTEM MODEL THREADS REPEATS SENTENCES PIECES`: one JSON object."""
    system, model, threads, repeats, sentences_file, pieces_file = sys.argv[1:]
    sentences = texts.load(Path(sentences_file))
    pieces = json.loads(Path(pieces_file).read_text(encoding="utf-8"))
    began = time.process_time()
    read, count = reader(system, model, int(threads), pieces)
    loading = time.process_time() - began
    read(sentences[:3])
    # Others' work on the machine only ever adds to it.
    spent, took = min(_times(read, sentences) for _ in range(int(repeats)))
    words = sum(one.counted for one in sentences)
    print(
        json.dumps(
            {
                "cpu": spent,
                "wall": took,
                "loading": loading,
                "words": words,
                "pieces": count(sentences) / words if count else 0,
                "megabytes": megabytes(),
            }
        )
    )


if __name__ == "__main__":
    # Nothing is fetched: what transformers needs is made here.
    os.environ["HF_HUB_OFFLINE"] = "1"
    main()
