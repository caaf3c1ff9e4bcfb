"""Silver: raw news tagged by a teacher, for a smaller student to learn from.

`python -m hasila.training.silver CONFIG --teacher DIR --raw FILE… --encoder DIR -o DIR` writes
`passages.jsonl` (a text a line) and `scores.npy`: for each word with pieces, in order, the
teacher's log-probabilities of each head's tags in half precision.
"""

import argparse
import json
import logging
import lzma
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.labels import tag_names
from hasila.entities.words import piece_reader, split
from hasila.training.batches import Row, row
from hasila.training.corpora import Passage
from hasila.training.network import build, layers_of, tensors
from hasila.training.precision import autocast
from hasila.training.recipe import Recipe

log = logging.getLogger("hasila.training")
PAD, UNKNOWN, ENDS, N_HEADS = 1, 3, (0, 2), 2

_SENTENCE_END = re.compile(r"(?<=[.؟!…])\s+|\n+|\s+(?=\.\w)")
FEWEST_WORDS, MOST_WORDS = 20, 60


def passages_of(text: str) -> Iterator[str]:
    """Stretches of whole sentences, about as long as the annotated passages."""
    passage = ""
    for sentence in _SENTENCE_END.split(text):
        longer = f"{passage} {sentence}".strip()
        if passage and len(longer.split()) > MOST_WORDS:
            yield passage
            longer = sentence
        passage = longer
    yield passage


def sample(
    files: Sequence[Path],
    left_out: frozenset[str],
    most: int,
    dice: random.Random,
    *,
    share: float = 0.3,
    each: int = 2,
) -> list[str]:
    """At most `each` passages of each of some articles, as many from each file.

    Args:
        left_out: The first characters of texts that a model is to be measured on.
        share: How many of the articles are looked at.
    """
    chosen: list[str] = []
    for path in files:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines if dice.random() < share]
        dice.shuffle(texts)
        found: list[str] = []
        for text in texts:
            if any(start in text for start in left_out if start):
                continue
            of_text = [p for p in passages_of(text) if FEWEST_WORDS <= len(p.split()) <= MOST_WORDS]
            found += dice.sample(of_text, min(each, len(of_text)))
            if len(found) >= most // len(files):
                break
        chosen += found
    dice.shuffle(chosen)
    return chosen[:most]


def tag(model: Any, rows: Sequence[Row]) -> list[Any]:
    """For each row, the log-probabilities of its words: word, head, tag."""
    import torch

    model.eval()
    scored: list[Any] = [None] * len(rows)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].pieces))
    with torch.no_grad(), autocast():
        for at in range(0, len(order), 32):
            batch = [rows[i] for i in order[at : at + 32]]
            pieces, mask, first, _, _, _ = tensors(batch, PAD)
            scores = model(pieces, mask, first)[0].float().log_softmax(-1).numpy()
            for i, of_row in zip(order[at : at + 32], scores, strict=True):
                scored[i] = of_row[: len(rows[i].first)].astype(np.float16)
            if at % 3200 == 0:
                log.info("%d of %d", at, len(order))
    return scored


def read_silver(folder: Path, read: Any) -> list[Row]:
    """The rows of a silver folder, each with the teacher's scores in `soft`."""
    scores = np.load(folder / "scores.npy")
    rows, at = [], 0
    with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            one = row(Passage(text, tuple(split(text))), -1, read, ENDS)
            one.soft = scores[at : at + len(one.first)]
            at += len(one.first)
            rows.append(one)
    if at != len(scores):
        raise ValueError(f"{folder}: {len(scores)} words scored, {at} words read")
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import torch
    from tokenizers import Tokenizer

    parser = argparse.ArgumentParser(prog="python -m hasila.training.silver", description=__doc__)
    parser.add_argument("config", type=Path, help="the teacher's recipe")
    parser.add_argument(
        "--teacher", type=Path, action="append", required=True, help="weights; several are averaged"
    )
    parser.add_argument("--raw", type=Path, action="append", required=True, help=".jsonl.xz of articles")
    parser.add_argument("--leave-out", type=Path, help=".jsonl of passages that the model is measured on")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--passages", type=int, default=12_000)
    parser.add_argument("--articles", type=float, default=0.3, help="share of the articles to look at")
    parser.add_argument("--each", type=int, default=2, help="passages of one article at most")
    parser.add_argument("--seed", type=int, help="the recipe's if not given")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = Recipe.read(options.config)
    left_out = frozenset(
        json.loads(line)["text"][:60]
        for line in (options.leave_out.open(encoding="utf-8") if options.leave_out else ())
    )
    dice = random.Random(recipe.seed if options.seed is None else options.seed)
    texts = sample(options.raw, left_out, options.passages, dice, share=options.articles, each=options.each)
    read = piece_reader(Tokenizer.from_file(str(options.encoder / "tokenizer.json")), UNKNOWN)
    rows = [row(Passage(text, tuple(split(text))), -1, read, ENDS) for text in texts]
    log.info("%d passages, %d words", len(rows), sum(len(one.first) for one in rows))
    total: list[Any] = []
    for weights in options.teacher:
        learned = torch.load(weights)
        model = build(options.encoder, layers_of(learned), len(tag_names()), N_HEADS, 0.0)
        model.load_state_dict(learned)
        scored = tag(model, rows)
        total = [np.logaddexp(a, b) for a, b in zip(total, scored, strict=True)] if total else scored
    share = np.float16(np.log(len(options.teacher)))
    options.out.mkdir(parents=True, exist_ok=True)
    np.save(options.out / "scores.npy", np.concatenate(total) - share)
    with (options.out / "passages.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)


if __name__ == "__main__":
    main()
