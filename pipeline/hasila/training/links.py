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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hasila.links.evidence import SHARES, rows_of
from hasila.links.linker import link
from hasila.links.ranking import NAMES, Ranker
from hasila.training.batches import Row, bucketed, row
from hasila.training.corpora import read_conll, read_jsonl
from hasila.training.entities import ENDS, evaluate
from hasila.training.halves import Halves, words_of
from hasila.training.link_learner import LinkLearner
from hasila.training.link_recipe import LinkRecipe
from hasila.training.link_texts import LinkText, read_texts
from hasila.training.network import EVIDENCE_HEAD

log = logging.getLogger("hasila.training")


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
            yield rows_of(words_of(table, text.rows)[text.places].numpy())


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

    torch.manual_seed(recipe.names.seed)
    out.mkdir(parents=True, exist_ok=True)
    nlp: Any = hasila.load(start)
    texts = list(read_texts([data / path for path in recipe.links], nlp))
    held = list(read_texts([data / recipe.links_dev], nlp)) if recipe.links_dev else []
    component = nlp.get_pipe("hasila_entities")
    pieces = component.tagger().pieces
    rehearsed = named_rows(recipe, data, pieces)
    dev = [row(one, 0, pieces, ENDS) for one in read_jsonl(data / recipe.names.news_dev)]
    halves = Halves(network_of(component, recipe), recipe.frozen)
    halves.prepare([*(one for text in (*texts, *held) for one in text.rows), *rehearsed])
    believed(halves, texts)
    learner = LinkLearner(recipe, halves, texts, rehearsed, go_on)
    log.info("%d texts, %d held out, %d facts", len(texts), len(held), len(learner.facts.table))
    epochs = recipe.names.epochs
    for epoch in range(epochs):
        scored: dict[str, Any] = {"epoch": epoch + 1, "losses": learner.round(epoch)}
        for name, one in learner.networks().items():
            if epoch % 2 or epoch == epochs - 1:
                scored[f"{name}_news_dev"] = [round(f, 2) for f in evaluate(one, dev, 0)]
            if held:
                evidence = list(evidence_of(halves, held, one))
                scored[name] = scores_of(held, evidence, learner.facts.ranker())
            torch.save(one.state_dict(), out / f"{name}.pt")
        (out / "facts.json").write_text(
            json.dumps(learner.facts.ranker().weights, ensure_ascii=False), "utf-8"
        )
        log.info("%s", scored)
        with (out / "scores.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(scored) + "\n")


def network_of(component: Any, recipe: LinkRecipe) -> Any:
    """The network of a `hasila_entities`, with one more output that knows nothing of links yet."""
    import torch

    from hasila.custom.encoder.weights import floats, network

    weights = floats(component.files()["model.onnx"])
    hidden, numbers = weights["heads.weight"].shape[1], recipe.width * SHARES
    more = {
        f"{EVIDENCE_HEAD}.weight": torch.randn(numbers, hidden) * 0.02,
        f"{EVIDENCE_HEAD}.bias": torch.zeros(numbers),
    }
    return network({**weights, **more}, recipe.names.dropout, heads=len(component.tagger().heads))


def named_rows(recipe: LinkRecipe, data: Path, pieces: Any) -> list[Row]:
    """Some of the rows with annotated names, each for the head of its corpus."""
    corpora = (
        [one for path in recipe.names.news for one in read_jsonl(data / path)],
        [one for path in recipe.names.conll for one in read_conll(data / path)],
    )
    rows = [row(one, head, pieces, ENDS) for head, corpus in enumerate(corpora) for one in corpus]
    return random.Random(recipe.names.seed).sample(rows, min(len(rows), recipe.names_texts))


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
