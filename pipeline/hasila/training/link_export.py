"""From what `hasila.training.links` learned to the folders of a pipeline's components.

`python -m hasila.training.link_export TRAINED --start MODEL -o DIR [--weights FILE] [--lean of=-0.2]` writes
`DIR/hasila_entities` (the encoder with its evidence, 8 bit) and `DIR/hasila_links` (the weights of facts
that were learned beside it), for `hasila.training.assemble`.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from hasila.links.ranking import Ranker, shipped
from hasila.training.export import to_onnx
from hasila.training.link_facts import added, trusting, with_leans, write
from hasila.training.network import EVIDENCE_HEAD
from hasila.training.whole_numbers import quantize

# The package's weights, of facts alone, err in other places than those that were learned beside an encoder:
# this share of them is added. Both figures were chosen on passages that neither had learned from, and on
# texts of our own.
FACTS_ALONE = 0.5
# The share of the weights that the encoder began with, where it had them: names are found a little better,
# links as well.
BEFORE = 0.1
TRUST = 3.5


def export(trained: Path, weights: str, start: str, lean: Mapping[str, float], out: Path) -> None:
    """Write both folders.

    Args:
        trained: What `hasila.training.links` wrote.
        weights: Which of its weights.
        start: The pipeline that the training began from.
        lean: Added to the score of "none" of each choice.
        out: The folder to write into.
    """
    import torch

    from hasila.custom.encoder.weights import floats, network
    from hasila.entities.tagger import FILES, read_files
    from hasila.load import find_model

    files = read_files(Path(find_model(start)) / "hasila_entities", FILES)
    settings = json.loads(files["settings.json"])
    before = floats(files["model.onnx"])
    learned = {
        name: BEFORE * before[name] + (1 - BEFORE) * table if name in before else table
        for name, table in torch.load(trained / weights, weights_only=True).items()
    }
    settings["evidence"] = len(learned[f"{EVIDENCE_HEAD}.bias"])
    entities, links = out / "hasila_entities", out / "hasila_links"
    entities.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as spare:
        unrounded = Path(spare) / "float.onnx"
        to_onnx(network(learned, 0.0, heads=len(settings["heads"])), unrounded)
        quantize(unrounded, entities / "model.onnx")
    (entities / "tokenizer.json").write_bytes(files["tokenizer.json"])
    (entities / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    facts = with_leans(Ranker(json.loads((trained / "facts.json").read_text(encoding="utf-8"))), lean)
    write(trusting(added(facts, shipped().weights, FACTS_ALONE), TRUST), links)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.link_export", description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--weights", default="average.pt")
    parser.add_argument("--start", required=True, help="the pipeline that the training began from")
    parser.add_argument("--lean", action="append", default=[], help="NAME=NUMBER, added to the score of none")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    lean = {name: float(value) for name, _, value in (one.partition("=") for one in options.lean)}
    export(options.trained, options.weights, options.start, lean, options.out)


if __name__ == "__main__":
    main()
