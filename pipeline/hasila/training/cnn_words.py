"""Vectors of words to start the fast entity model from: `python -m hasila.training.cnn_words … -o FILE`.

The frequent words of raw news are each read alone by a trained encoder; the state of the word, led down
to fewer dimensions by principal components, is its vector. What the large model knows of a word
thus reaches the small one even where the taught passages never hold it.
"""

import argparse
import json
import logging
import lzma
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.cnn_features import key
from hasila.entities.labels import tag_names
from hasila.entities.words import clean, piece_reader, split
from hasila.training.network import build, layers_of
from hasila.training.precision import autocast
from hasila.training.silver import ENDS, N_HEADS, PAD, UNKNOWN

log = logging.getLogger("hasila.training")


def frequent(files: Iterable[Path], fewest: int) -> list[str]:
    """The words that occur `fewest` times at least, each in its most frequent spelling, by frequency."""
    chunks: Counter[str] = Counter()
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                chunks.update(json.loads(line)["text"].split())
    spellings: dict[str, Counter[str]] = {}
    for chunk, times in chunks.items():
        for start, end in split(chunk):
            word = clean(chunk[start:end]).strip()
            if word:
                spellings.setdefault(key(word), Counter())[word] += times
    totals = {name: sum(found.values()) for name, found in spellings.items()}
    kept = sorted((name for name, total in totals.items() if total >= fewest), key=lambda k: (-totals[k], k))
    return [max(sorted(spellings[name]), key=spellings[name].__getitem__) for name in kept]


def states(model: Any, words: Sequence[str], read: Any) -> Any:
    """The encoder's state of each word read alone, a row a word."""
    import torch

    model.eval()
    pieces = [read(word) or (UNKNOWN,) for word in words]
    order = sorted(range(len(words)), key=lambda i: len(pieces[i]))
    found = np.zeros((len(words), model.heads.in_features), np.float16)
    with torch.no_grad(), autocast():
        for at in range(0, len(order), 512):
            batch = order[at : at + 512]
            width = len(pieces[batch[-1]]) + 2
            ids = torch.full((len(batch), width), PAD, dtype=torch.long)
            for row, i in enumerate(batch):
                ids[row, : len(pieces[i]) + 2] = torch.tensor([ENDS[0], *pieces[i], ENDS[1]])
            out = model.encoder(input_ids=ids, attention_mask=(ids != PAD).long()).last_hidden_state
            found[batch] = out[:, 1].float().numpy()
            if at % 51_200 == 0:
                log.info("%d of %d", at, len(order))
    return found


def reduced(vectors: Any, width: int) -> Any:
    """The principal components of the rows, scaled so that a value is about one."""
    vectors = vectors.astype(np.float32)
    vectors -= vectors.mean(axis=0)
    values, axes = np.linalg.eigh(np.cov(vectors[:100_000].T))
    led = vectors @ axes[:, ::-1][:, :width]
    # The square root of the spread keeps the order of the axes but lets the later ones be heard.
    return (led / np.sqrt(led.std(axis=0)) / np.sqrt(led.std(axis=0).mean())).astype(np.float32), values


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import torch
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(prog="python -m hasila.training.cnn_words", description=__doc__)
    parser.add_argument("--raw", type=Path, action="append", required=True, help=".jsonl.xz of articles")
    parser.add_argument("--teacher", type=Path, required=True, help="weights of the encoder")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--fewest", type=int, default=5, help="how often a word must occur")
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("-o", "--out", type=Path, required=True, help=".npz of keys and vectors")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    words = frequent(options.raw, options.fewest)
    log.info("%d words", len(words))
    learned = torch.load(options.teacher)
    model = build(options.encoder, layers_of(learned), len(tag_names()), N_HEADS, 0.0)
    model.load_state_dict(learned)
    read = piece_reader(Tokenizer.from_file(str(options.encoder / "tokenizer.json")), UNKNOWN)
    vectors, _ = reduced(states(model, words, read), options.width)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        options.out, keys=np.array([key(w) for w in words]), vectors=vectors.astype(np.float16)
    )


if __name__ == "__main__":
    main()
