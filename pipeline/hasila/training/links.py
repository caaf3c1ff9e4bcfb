"""Teaching the encoder that finds names what it can say of links.

`python -m hasila.training.links CONFIG --data DIR --start MODEL -o DIR` goes on with the encoder of a
pipeline that ships: a further output (`hasila.links.evidence`) learns, together with a weight for each fact
of the grammar, which candidate is the event, the place and the group of a number. So that it goes on
finding names, it learns from the annotated names too, and on the texts with links it is taught what it
believed of names before. Writes `last.pt`, `average.pt`, and beside each the weights of facts that were
learned with it (`facts.json`). Needs the `train` extra; see `hasila.training.entities` for MALLOC settings.
"""

import argparse
import json
import logging
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from hasila.links.evidence import SHARES, rows_of
from hasila.links.learning import Lesson, lessons
from hasila.links.linker import link
from hasila.links.ranking import NAMES, Ranker
from hasila.training.batches import Row, bucketed, row
from hasila.training.corpora import read_conll, read_jsonl
from hasila.training.entities import (
    ENDS,
    PAD,
    clitics_loss,
    evaluate,
    loss_of,
    optimizer_of,
)
from hasila.training.halves import Halves
from hasila.training.link_recipe import LinkRecipe
from hasila.training.link_scores import Facts, link_loss
from hasila.training.link_texts import LinkText, read_texts
from hasila.training.network import tensors

log = logging.getLogger("hasila.training")

# Steps after which choices in use are made with the weights as they are then.
_RANKER_EVERY = 10


def believed(halves: Halves, texts: Sequence[LinkText]) -> None:
    """Write into the rows of texts what a network believes of names, for it to go on believing."""
    import torch

    halves.network.eval()
    with torch.no_grad():
        for batch in bucketed([one for text in texts for one in text.rows], 4096, random.Random(0)):
            scores = halves(batch)[0].log_softmax(-1)
            for one, of_row in zip(batch, scores, strict=True):
                one.soft = of_row[: len(one.first)].numpy().astype("float16")
                one.head = -1


def evidence_of(halves: Halves, texts: Sequence[LinkText], network: Any) -> Iterator[Any]:
    """For each text what a network says of links: rows of numbers by word of its view."""
    import torch

    network.eval()
    with torch.no_grad():
        for text in texts:
            table = halves(text.rows, network)[2]
            parts = [table[i, : len(one.first)] for i, one in enumerate(text.rows)]
            yield rows_of(torch.cat([*parts, torch.zeros(1, table.shape[-1])])[text.places].numpy())


def scores_of(texts: Sequence[LinkText], evidence: Sequence[Any] | None, ranker: Ranker) -> dict[str, Any]:
    """Precision, recall and F1 of each link, in percent."""
    from hasila.evaluate.quantities import score

    gold, found = [], []
    for index, text in enumerate(texts):
        view = text.view if evidence is None else replace(text.view, rows=evidence[index])
        gold.append({"id": index, "quantities": list(text.gold.values())})
        found.append({"id": index, "quantities": [one.to_dict() for one in link(view, ranker.pick)]})
    scores = score(gold, found).to_dict()
    return {name: scores[name] for name in NAMES}


def train(recipe: LinkRecipe, data: Path, start: str, out: Path, go_on: Path | None = None) -> None:
    """Train by a recipe.

    Args:
        recipe: The settings.
        data: Where its paths start.
        start: The pipeline whose encoder goes on learning: a name or a folder.
        out: Where weights are written.
        go_on: What an earlier training wrote, to be learned further; it began with the same pipeline.
    """
    import torch

    import hasila
    from hasila.custom.encoder.weights import floats, network

    torch.manual_seed(recipe.names.seed)
    dice = random.Random(recipe.names.seed)
    out.mkdir(parents=True, exist_ok=True)
    nlp: Any = hasila.load(start)
    texts = list(read_texts([data / path for path in recipe.links], nlp))
    component = nlp.get_pipe("hasila_entities")
    finder = component.tagger()
    weights = floats(component.files()["model.onnx"])
    hidden = weights["heads.weight"].shape[1]
    numbers = recipe.width * SHARES
    weights |= {
        "head_links.weight": torch.randn(numbers, hidden) * 0.02,
        "head_links.bias": torch.zeros(numbers),
    }
    model = network(weights, recipe.names.dropout, heads=len(finder.heads))
    corpora = [
        [one for path in recipe.names.news for one in read_jsonl(data / path)],
        [one for path in recipe.names.conll for one in read_conll(data / path)],
    ]
    rehearsed = [row(one, head, finder.pieces, ENDS) for head, corpus in enumerate(corpora) for one in corpus]
    rehearsed = dice.sample(rehearsed, min(len(rehearsed), recipe.names_texts))
    dev = [row(one, 0, finder.pieces, ENDS) for one in read_jsonl(data / recipe.names.news_dev)]
    halves = Halves(model, recipe.frozen)
    held = list(read_texts([data / recipe.links_dev], nlp)) if recipe.links_dev else []
    halves.prepare([*(one for text in (*texts, *held) for one in text.rows), *rehearsed])
    believed(halves, texts)
    facts = Facts([lesson for text in texts for lesson in lessons(_beside(text, numbers), text.gold)])
    if go_on is not None:
        model.load_state_dict(torch.load(go_on / "last.pt", weights_only=True))
        facts.begin_with(Ranker(json.loads((go_on / "facts.json").read_text(encoding="utf-8"))))
    log.info("%d texts, %d held out, %d facts", len(texts), len(held), len(facts.table))
    epochs = recipe.names.epochs
    batches = [_batches(texts, recipe.names.pieces_per_batch, dice) for _ in range(epochs)]
    steps = sum(map(len, batches))
    named = _named(rehearsed, recipe, dice)
    optimizer = optimizer_of(model, recipe.names)
    of_facts = torch.optim.Adagrad([facts.table], lr=recipe.facts_rate, initial_accumulator_value=1.0)
    warm = max(1, int(steps * recipe.names.warmup))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    averaged = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(recipe.names.average_decay)
    )
    began, step, rehearsing = time.monotonic(), 0, 0.0
    for epoch in range(epochs):
        sums = [0.0, 0.0]
        for batch in batches[epoch]:
            model.train()
            if step % _RANKER_EVERY == 0:
                ranker = facts.ranker()
            rows = [one for text in batch for one in text.rows]
            optimizer.zero_grad(set_to_none=True)
            of_facts.zero_grad(set_to_none=True)
            scores, _, table = halves(rows)
            _, _, _, tags, clitics, heads = tensors(rows, PAD)
            loss = recipe.beliefs * loss_of(scores, tags, heads, rows, recipe.names)
            evidence, found = _lessons(batch, table, ranker, recipe.in_use if epoch else 0.0, dice)
            if found:
                of_links = link_loss(evidence, found, facts, recipe.lean, recipe.penalty, recipe.forget)
                loss = loss + recipe.weight * of_links
                sums[1] += float(of_links.detach())
            loss.backward()
            rehearsing += recipe.names_share
            if rehearsing >= 1:
                rehearsing -= 1
                rows = next(named)
                scores, before, _ = halves(rows)
                _, _, _, tags, clitics, heads = tensors(rows, PAD)
                of_names = loss_of(scores, tags, heads, rows, recipe.names) + clitics_loss(
                    before, clitics, rows
                )
                of_names.backward()
                sums[0] += float(of_names.detach())
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            if facts.table.grad is not None:
                # AdaGrad's rate is meant for single choices.
                facts.table.grad *= len(found) / max(recipe.weight, 1e-9)
                of_facts.step()
            optimizer.step()
            schedule.step()
            step += 1
            if step >= steps * recipe.names.average_from:
                averaged.update_parameters(model)
            if step % 20 == 0:
                log.info("step %d of %d, %.0f s", step, steps, time.monotonic() - began)
        scored: dict[str, Any] = {"epoch": epoch + 1, "losses": [s / len(batches[epoch]) for s in sums]}
        candidates = {"last": model}
        if step >= steps * recipe.names.average_from:
            candidates["average"] = averaged.module
        for name, one in candidates.items():
            scored[f"{name}_news_dev"] = (
                [round(f, 2) for f in evaluate(one, dev, 0)] if epoch % 2 or epoch == epochs - 1 else None
            )
            if held:
                scored[name] = scores_of(held, list(evidence_of(halves, held, one)), facts.ranker())
            torch.save(one.state_dict(), out / f"{name}.pt")
        (out / "facts.json").write_text(json.dumps(facts.ranker().weights, ensure_ascii=False), "utf-8")
        log.info("%s", scored)
        with (out / "scores.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(scored) + "\n")


def _batches(texts: Sequence[LinkText], most: int, dice: random.Random) -> list[list[LinkText]]:
    """The texts in batches of at most so many pieces, texts of like length together, in random order."""
    size = {id(text): sum(len(one.pieces) for one in text.rows) for text in texts}
    batches: list[list[LinkText]] = [[]]
    taken = 0
    for text in sorted(
        (text for text in texts if text.words), key=lambda one: (size[id(one)], dice.random())
    ):
        if batches[-1] and taken + size[id(text)] > most:
            batches.append([])
            taken = 0
        batches[-1].append(text)
        taken += size[id(text)]
    dice.shuffle(batches)
    return batches


def _named(rows: Sequence[Row], recipe: LinkRecipe, dice: random.Random) -> Iterator[list[Row]]:
    """Batches of rows with annotated names, over and over."""
    while True:
        yield from bucketed([one for one in rows if one.first], recipe.names.pieces_per_batch, dice)


def _beside(text: LinkText, numbers: int) -> Any:
    """The view of a text beside an encoder that says nothing yet."""
    return replace(text.view, rows=rows_of(np.zeros((len(text.view.words), numbers), np.float32)))


def _lessons(
    batch: Sequence[LinkText], table: Any, ranker: Ranker, in_use: float, dice: random.Random
) -> tuple[Any, list[tuple[Lesson, Any]]]:
    """What a batch teaches of links, with the evidence of all its words and a last word that is none's."""
    import torch

    rows = [one for text in batch for one in text.rows]
    parts = [table[i, : len(one.first)] for i, one in enumerate(rows)]
    flat = torch.cat([*parts, torch.zeros(1, table.shape[-1])])
    numbers = flat.detach().numpy()
    found: list[tuple[Lesson, Any]] = []
    at = 0
    for text in batch:
        places = text.places + at
        places[text.places == text.words] = len(flat) - 1
        view = replace(text.view, rows=rows_of(numbers[places]))
        choose = ranker.pick if dice.random() < in_use else None
        found += [(lesson, places) for lesson in lessons(view, text.gold, choose)]
        at += text.words
    return flat.reshape(len(flat), len(NAMES), -1, table.shape[-1] // SHARES), found


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    import torch

    parser = argparse.ArgumentParser(prog="python -m hasila.training.links", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that the recipe's paths start from"
    )
    parser.add_argument("--start", required=True, help="the pipeline whose encoder goes on learning")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument(
        "--threads", type=int, default=1, help="more pay only on cores that nothing else uses"
    )
    parser.add_argument("--links", action="append", default=[], help="one more file of texts with quantities")
    parser.add_argument("--go-on", type=Path, help="what an earlier training wrote, to be learned further")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    recipe = LinkRecipe.read(options.config)
    # What has an absolute path doesn't start from the data folder.
    more = (str(Path(path).resolve()) for path in options.links)
    recipe = replace(recipe, links=(*recipe.links, *more))
    train(recipe, options.data, options.start, options.out, options.go_on)


if __name__ == "__main__":
    main()
