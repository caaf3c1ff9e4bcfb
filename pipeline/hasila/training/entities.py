"""Training the entity model: `python -m hasila.training.entities CONFIG --data DIR --encoder DIR -o DIR`.

Two corpora that draw some borders differently share one encoder; each has a head of its own, and
the first is the one that ships as the default. Needs the `train` extra.

On Linux set `MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=100000000000`: without them glibc gives the
memory of each step back, and taking it again has cost up to seven eighths of the time.
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

from hasila.entities.decode import best_tags
from hasila.entities.labels import LABELS, spans, tag_names
from hasila.entities.words import piece_reader
from hasila.training.batches import Row, bucketed, row, varied
from hasila.training.corpora import Passage, read_conll, read_jsonl
from hasila.training.network import build, tensors
from hasila.training.precision import autocast
from hasila.training.recipe import Recipe
from hasila.training.schedule import rising_and_falling
from hasila.training.silver import read_silver
from hasila.training.swaps import names_of, read_places

log = logging.getLogger("hasila.training")
PAD, UNKNOWN, ENDS = 1, 3, (0, 2)


def f_score(
    gold: Sequence[set[Any]], found: Sequence[set[Any]], leave_out: frozenset[int] = frozenset()
) -> float:
    """F1 of exact spans, in percent; spans are (first, after, label)."""
    right = n_gold = n_found = 0
    for g, f in zip(gold, found, strict=True):
        g = {span for span in g if span[2] not in leave_out}
        f = {span for span in f if span[2] not in leave_out}
        right, n_gold, n_found = right + len(g & f), n_gold + len(g), n_found + len(f)
    return 200.0 * right / max(1, n_gold + n_found)


def evaluate(model: Any, rows: Sequence[Row], head: int) -> tuple[float, float]:
    """F1 over words on ORG, LOC, PER, and on all labels."""
    import torch

    model.eval()
    gold: list[set[Any]] = []
    found: list[set[Any]] = []
    order = sorted(rows, key=lambda one: len(one.pieces))
    with torch.no_grad(), autocast():
        for at in range(0, len(order), 32):
            batch = order[at : at + 32]
            pieces, mask, first, _, _, _ = tensors(batch, PAD)
            scores = model(pieces, mask, first)[0][:, :, head].float().log_softmax(-1).numpy()
            for one, of_row in zip(batch, scores, strict=True):
                gold.append(set(spans(one.tags)))
                found.append(set(spans(best_tags(np.ascontiguousarray(of_row[: len(one.tags)])))))
    model.train()
    misc = frozenset({LABELS.index("MISC")})
    return f_score(gold, found, misc), f_score(gold, found)


def optimizer_of(model: Any, recipe: Recipe, heads: str = "head") -> Any:
    """AdamW, no decay on biases and norms; weights whose names begin with `heads` at their own rate."""
    import torch

    groups: dict[tuple[bool, bool], list[Any]] = {}
    for name, weight in model.named_parameters():
        groups.setdefault((name.startswith(heads), weight.ndim > 1), []).append(weight)
    return torch.optim.AdamW(
        [
            {
                "params": weights,
                "lr": recipe.head_rate if head else recipe.learning_rate,
                "weight_decay": recipe.weight_decay if decays else 0.0,
            }
            for (head, decays), weights in groups.items()
        ],
        betas=(0.9, 0.98),
    )


def loss_of(scores: Any, tags: Any, heads: Any, batch: Sequence[Row], recipe: Recipe) -> Any:
    """Cross-entropy: with the tags for annotated rows, with the teacher's beliefs for the others."""
    import torch

    annotated = heads >= 0
    chosen = scores[torch.arange(len(heads)), :, heads.clamp(min=0)][annotated]
    summed = torch.nn.functional.cross_entropy(
        chosen.flatten(0, 1),
        tags[annotated].flatten(),
        ignore_index=-100,
        label_smoothing=recipe.label_smoothing,
        reduction="sum",
    )
    words = sum(len(one.first) for one in batch)
    for i, one in enumerate(batch):
        if one.soft is not None:
            believed = torch.from_numpy(one.soft.astype(np.float32)).exp()
            log_probabilities = scores[i, : len(one.first)].log_softmax(-1)
            # The mean over the heads, so that a silver word weighs as much as an annotated one.
            summed = summed - (believed * log_probabilities).sum() / scores.shape[2]
    return summed / words


def clitics_loss(scores: Any, clitics: Any, batch: Sequence[Row]) -> Any:
    """Cross-entropy of the letters before names, over all words so that it stays in proportion."""
    import torch

    summed = torch.nn.functional.cross_entropy(
        scores.flatten(0, 1), clitics.flatten(), ignore_index=-100, reduction="sum"
    )
    return summed / sum(len(one.first) for one in batch)


def train(
    recipe: Recipe,
    data: Path,
    encoder: Path,
    out: Path,
    silver: Path | None = None,
    start: Path | None = None,
) -> None:
    """Train by a recipe; write `average.pt`, `last.pt` (weights) and `scores.jsonl` (a line an epoch)."""
    import torch
    from tokenizers import Tokenizer

    torch.manual_seed(recipe.seed)
    dice = random.Random(recipe.seed)
    out.mkdir(parents=True, exist_ok=True)
    read = piece_reader(Tokenizer.from_file(str(encoder / "tokenizer.json")), UNKNOWN)
    corpora: list[list[Passage]] = [
        [passage for path in recipe.news for passage in read_jsonl(data / path)],
        [passage for path in recipe.conll for passage in read_conll(data / path)],
    ]
    dev = [
        [row(passage, 0, read, ENDS) for passage in read_jsonl(data / recipe.news_dev)],
        [row(passage, 1, read, ENDS) for passage in read_conll(data / recipe.conll_dev)],
    ]
    others = names_of(corpora[0])
    if recipe.geonames:
        others["LOC"] += read_places(data / recipe.geonames, frozenset(recipe.countries) or None)

    def epoch_batches() -> list[list[Row]]:
        rows = [
            row(passage, head, read, ENDS)
            for which, corpus in enumerate(corpora)
            for passage, head in varied(corpus, which, recipe, others, dice)
        ]
        rows += dice.sample(taught, round(len(taught) * recipe.silver_share))
        return bucketed([one for one in rows if one.first], recipe.pieces_per_batch, dice)

    taught = read_silver(silver, read) if silver else []
    epochs = [epoch_batches() for _ in range(recipe.epochs)]
    steps = sum(len(batches) for batches in epochs)
    model = build(encoder, recipe.layers, len(tag_names()), len(corpora), recipe.dropout)
    if start is not None:
        known = model.state_dict()
        model.load_state_dict({k: v for k, v in torch.load(start).items() if k in known})
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.average_decay)
    )
    optimizer = optimizer_of(model, recipe)
    warm = max(1, int(steps * recipe.warmup))
    schedule = rising_and_falling(optimizer, steps, warm)
    log.info(
        "%d steps, %d a epoch, %d words",
        steps,
        steps // recipe.epochs,
        sum(len(p.words) for c in corpora for p in c),
    )
    model.train()
    began, step = time.monotonic(), 0
    for epoch, batches in enumerate(epochs, 1):
        losses = 0.0
        for batch in batches:
            pieces, mask, first, tags, clitics, heads = tensors(batch, PAD)
            hidden = (torch.rand(pieces.shape) < recipe.piece_dropout) & (pieces > UNKNOWN)
            with autocast():
                scores, before = model(pieces.masked_fill(hidden, UNKNOWN), mask, first)
            loss = loss_of(scores.float(), tags, heads, batch, recipe)
            loss = loss + clitics_loss(before.float(), clitics, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step >= steps * recipe.average_from:
                averaged.update_parameters(model)
            losses += float(loss.detach())
            if step % 50 == 0:
                log.info(
                    "step %d of %d, loss %.4f, %.0f s",
                    step,
                    steps,
                    float(loss.detach()),
                    time.monotonic() - began,
                )
        scored: dict[str, Any] = {
            "epoch": epoch,
            "loss": losses / len(batches),
            "seconds": time.monotonic() - began,
        }
        candidates = {"last": model}
        if step >= steps * recipe.average_from:
            candidates["average"] = averaged.module
        for name, candidate in candidates.items():
            for which, rows in zip(("news_dev", "conll_dev"), dev, strict=True):
                head = ("news_dev", "conll_dev").index(which)
                scored[f"{name}_{which}"] = [round(f, 2) for f in evaluate(candidate, rows, head)]
            torch.save(candidate.state_dict(), out / f"{name}.pt")
        log.info("%s", scored)
        with (out / "scores.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(scored) + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.entities", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that the recipe's paths start from"
    )
    parser.add_argument("--encoder", type=Path, required=True, help="a Hugging Face folder of a BERT")
    parser.add_argument("--silver", type=Path, help="a folder that hasila.training.silver wrote")
    parser.add_argument("--start", type=Path, help="weights to begin from; layers beyond are left out")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train(
        Recipe.read(options.config), options.data, options.encoder, options.out, options.silver, options.start
    )


if __name__ == "__main__":
    main()
