"""Training the fast entity model: `python -m hasila.training.cnn CONFIG --data DIR --words FILE … -o DIR`.

It learns from the annotated names and, above all, from a teacher's beliefs about raw news
(`hasila.training.silver`). Needs the `train` extra: torch here stands in for spaCy's own layers,
which `hasila.training.cnn_export` fills with what was learnt, only because it trains them many times faster.
"""

import argparse
import json
import logging
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.cnn_features import key
from hasila.entities.cnn_words import WordRows, hashes_of
from hasila.entities.decode import best_tags
from hasila.entities.labels import LABELS, spans
from hasila.entities.words import MOST_CLITICS, piece_reader
from hasila.training.batches import varied
from hasila.training.cnn_data import Bags, Batch, Text, Vocabulary, batches_of, place_words, read_silver
from hasila.training.cnn_network import Sizes, build, load, weights_of
from hasila.training.corpora import read_conll, read_jsonl
from hasila.training.entities import UNKNOWN, f_score
from hasila.training.precision import autocast
from hasila.training.recipe import Recipe
from hasila.training.swaps import names_of, read_places

log = logging.getLogger("hasila.training")
MISC = frozenset({LABELS.index("MISC")})


def loss_of(scores: Any, texts: Sequence[Text], sizes: Sizes, smoothing: float) -> Any:
    """Cross-entropy over a batch's words: with the tags, or with the teacher's beliefs in both heads."""
    import torch
    from torch.nn import functional

    heads = scores[:, : sizes.heads * sizes.tags].unflatten(1, (sizes.heads, sizes.tags))
    logs = heads.log_softmax(-1)
    total = scores.new_zeros(())
    at = words = 0
    annotated: list[tuple[Any, int]] = []
    tags: list[Any] = []
    clitics: list[Any] = []
    believed: list[Any] = []
    silver: list[Any] = []
    for one in texts:
        here = np.arange(at, at + len(one.words))
        if one.soft is not None:
            silver.append(here)
            believed.append(one.soft)
        else:
            annotated.append((here, one.head))
            tags.append(one.tags)
            clitics.append(one.clitics)
        at += len(one.words) + 1
        words += len(one.words)
    if silver:
        belief = torch.from_numpy(np.concatenate(believed).astype(np.float32)).exp()
        total = total - (belief * logs[torch.from_numpy(np.concatenate(silver))]).sum() / sizes.heads
    if annotated:
        rows = torch.from_numpy(np.concatenate([here for here, _ in annotated]))
        of_head = torch.from_numpy(np.concatenate([np.full(len(here), head) for here, head in annotated]))
        total = total + functional.cross_entropy(
            heads[rows, of_head],
            torch.from_numpy(np.concatenate(tags)),
            label_smoothing=smoothing,
            reduction="sum",
        )
        total = total + functional.cross_entropy(
            scores[rows, -(MOST_CLITICS + 1) :],
            torch.from_numpy(np.concatenate(clitics)),
            ignore_index=-100,
            reduction="sum",
        )
    return total / words


def evaluate(network: Any, texts: Sequence[Text], bags: Bags, head: int, sizes: Sizes) -> list[float]:
    """F1 over words on ORG, LOC, PER, and on all labels."""
    import torch

    network.eval()
    gold: list[set[Any]] = []
    found: list[set[Any]] = []
    with torch.no_grad():
        for at in range(0, len(texts), 100):
            chosen = texts[at : at + 100]
            batch = Batch.of(chosen, bags)
            scores = network(batch.words, batch.bags, batch.places, batch.inside)
            scores = scores[:, head * sizes.tags : (head + 1) * sizes.tags].log_softmax(-1).numpy()
            begun = 0
            for one in chosen:
                gold.append(set(spans(one.tags)))
                found.append(set(spans(best_tags(scores[begun : begun + len(one.words)]))))
                begun += len(one.words) + 1
    network.train()
    return [round(f_score(gold, found, MISC), 2), round(f_score(gold, found), 2)]


def train(recipe: Recipe, options: argparse.Namespace) -> None:
    """Train by a recipe; write `weights.npz`, `sample.npz` and `scores.jsonl` into the output folder."""
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(recipe.seed)
    torch.set_num_threads(options.threads)
    dice = random.Random(recipe.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    data: Path = options.data
    corpora = [
        [passage for path in recipe.news for passage in read_jsonl(data / path)],
        [passage for path in recipe.conll for passage in read_conll(data / path)],
    ]
    others = names_of(corpora[0])
    if recipe.geonames:
        others["LOC"] += read_places(data / recipe.geonames, frozenset(recipe.countries) or None)
    vocabulary = Vocabulary()
    vocabulary.text(corpora[0][0], 0)
    dev = [
        [vocabulary.text(passage, 0) for passage in read_jsonl(data / recipe.news_dev)],
        [vocabulary.text(passage, 1) for passage in read_conll(data / recipe.conll_dev)],
    ]
    annotated = [
        [
            vocabulary.text(passage, head)
            for which, corpus in enumerate(corpora)
            for _ in range(options.repeat)
            for passage, head in varied(corpus, which, recipe, others, dice)
        ]
        for _ in range(recipe.epochs)
    ]
    read = piece_reader(Tokenizer.from_file(str(options.encoder / "tokenizer.json")), UNKNOWN)
    taught = [one for folder in options.silver for one in read_silver(folder, vocabulary, read)]
    given = np.load(options.words)
    rows = WordRows.of(given["keys"].tolist(), place_words())
    bags = Bags.of(vocabulary, rows)
    sizes = Sizes(words=len(rows.known), width=options.width, depth=options.depth)
    network = build(sizes, recipe.dropout, recipe.piece_dropout)
    with torch.no_grad():
        places = np.searchsorted(rows.known, hashes_of(given["keys"].tolist()))
        network.words.weight[torch.from_numpy(places)] = torch.from_numpy(given["vectors"].astype(np.float32))
    if options.start:
        load(network, np.load(options.start))
    tables = [network.words.weight, *(table.weight for table in network.bags)]
    known = {id(table) for table in tables}
    dense = [weight for weight in network.parameters() if id(weight) not in known]
    optimizers = [
        torch.optim.SparseAdam(tables, lr=recipe.head_rate, betas=(0.9, 0.99)),
        torch.optim.AdamW(
            dense, lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=recipe.weight_decay
        ),
    ]
    epochs = [
        batches_of(
            [*texts, *dice.sample(taught, round(len(taught) * recipe.silver_share))], options.batch, dice
        )
        for texts in annotated
    ]
    steps = sum(map(len, epochs))
    warm = max(1, int(steps * recipe.warmup))
    log.info(
        "%d steps; %d distinct words, %d taught words, %d annotated a epoch",
        steps,
        len(vocabulary.numbers),
        sum(len(one.words) for one in taught),
        sum(len(one.words) for one in annotated[0]),
    )
    began, step = time.monotonic(), 0
    network.train()
    for epoch, batches in enumerate(epochs, 1):
        losses = 0.0
        for n, texts in enumerate(batches, 1):
            batch = Batch.of(texts, bags)
            with autocast():
                scores = network(batch.words, batch.bags, batch.places, batch.inside)
            loss = loss_of(scores.float(), texts, sizes, recipe.label_smoothing)
            for optimizer in optimizers:
                optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(dense, 1.0)
            part = min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
            for optimizer, rate in zip(optimizers, (recipe.head_rate, recipe.learning_rate), strict=True):
                for group in optimizer.param_groups:
                    group["lr"] = rate * part
                optimizer.step()
            step += 1
            losses += float(loss.detach())
            if step % 50 == 0:
                log.info(
                    "step %d of %d, loss %.4f, %.0f s", step, steps, losses / n, time.monotonic() - began
                )
            if step % options.measure == 0:
                log.info("%s", [evaluate(network, dev[i], bags, i, sizes) for i in (0, 1)])
        scored: dict[str, Any] = {"epoch": epoch, "loss": losses / len(batches)}
        scored["seconds"] = round(time.monotonic() - began)
        for i, which in enumerate(("news_dev", "conll_dev")):
            scored[which] = evaluate(network, dev[i], bags, i, sizes)
        log.info("%s", scored)
        with (options.out / "scores.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(scored) + "\n")
        save(network, sizes, rows, options.out)
        if epoch == options.stop:
            break


def save(network: Any, sizes: Sizes, rows: WordRows, out: Path) -> None:
    """Write the weights, and what the network says of one text, to compare with."""
    import torch

    np.savez(
        out / "weights.npz",
        known=rows.known,
        places=rows.places,
        kinds=rows.kinds,
        sizes=np.array(json.dumps(sizes.as_settings())),
        **weights_of(network, sizes),
    )
    text = "وصل وزير الخارجية الأردني إلى دمشق 2015 للقاء مسؤولين في الأمم المتحدة".split()
    one = Vocabulary()
    words = np.array([one.numbers.setdefault(key(word), len(one.numbers)) for word in text], np.int32)
    batch = Batch.of([Text(words, (), (), 0)], Bags.of(one, rows))
    network.eval()
    with torch.no_grad():
        scores = network(batch.words, batch.bags, batch.places, batch.inside)[: len(text)]
    network.train()
    np.savez(out / "sample.npz", words=np.array(text), scores=scores.numpy())


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.cnn", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that the recipe's paths start from"
    )
    parser.add_argument("--words", type=Path, required=True, help="what hasila.training.cnn_words wrote")
    parser.add_argument("--encoder", type=Path, required=True, help="the teacher's folder, for its pieces")
    parser.add_argument(
        "--silver", type=Path, action="append", default=[], help="from hasila.training.silver"
    )
    parser.add_argument("--start", type=Path, help="weights.npz of the same sizes and words to go on from")
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--depth", type=int, default=5)
    parser.add_argument("--batch", type=int, default=5000, help="words a step")
    parser.add_argument(
        "--repeat", type=int, default=1, help="how often an epoch goes over the annotated names"
    )
    parser.add_argument("--measure", type=int, default=500, help="steps between two looks at dev")
    parser.add_argument("--stop", type=int, help="end after so many of the recipe's epochs")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(Recipe.read(options.config), options)


if __name__ == "__main__":
    main()
