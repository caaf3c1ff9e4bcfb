"""From trained weights to the file that ships: ONNX, in whole numbers (`hasila.training.whole_numbers`).

`python -m hasila.training.export CONFIG --weights FILE --encoder DIR -o DIR` writes `model.onnx`,
`tokenizer.json` and `settings.json`.
"""

import argparse
import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hasila.entities.labels import LABELS, tag_names
from hasila.training.network import build
from hasila.training.recipe import Recipe
from hasila.training.whole_numbers import quantize


def to_onnx(model: Any, path: Path) -> None:
    """The network in float32 with free batch, length and word dimensions."""
    import torch

    class Flat(torch.nn.Module):  # type: ignore[misc]
        """Log-probabilities of the words at `first`, for one row of pieces or several."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, pieces: Any, mask: Any, first: Any) -> Any:
            scores, *others = self.model(pieces, mask, first)
            return scores.log_softmax(-1), *others

    pieces = torch.tensor([[0, 5, 6, 7, 2], [0, 5, 2, 1, 1]])
    mask = (pieces != 1).long()
    outputs = ["scores", "clitics"] if model.head_links is None else ["scores", "clitics", "evidence"]
    # The plain form of attention gives fewer and quicker nodes than torch's own.
    model.encoder.set_attn_implementation("eager")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Flat().eval(),
            (pieces, mask, torch.tensor([[1, 3], [1, 0]])),
            str(path),
            dynamo=False,
            opset_version=17,
            input_names=["pieces", "mask", "first"],
            output_names=outputs,
            dynamic_axes={
                "pieces": {0: "batch", 1: "length"},
                "mask": {0: "batch", 1: "length"},
                "first": {0: "batch", 1: "words"},
                **{name: {0: "batch", 1: "words"} for name in outputs},
            },
        )


def export(recipe: Recipe, weights: Path, encoder: Path, out: Path) -> None:
    """Write the folder that `hasila.entities.component.EntityTagger` reads."""
    import torch

    model = build(encoder, recipe.layers, len(tag_names()), 2, 0.0)
    model.load_state_dict(torch.load(weights))
    out.mkdir(parents=True, exist_ok=True)
    floats = out / "float.onnx"
    to_onnx(model, floats)
    quantize(floats, out / "model.onnx")
    floats.unlink()
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    settings = {"labels": list(LABELS), "heads": ["news", "anercorp"], "unknown": 3, "ends": [0, 2]}
    (out / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.export", description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    export(Recipe.read(options.config), options.weights, options.encoder, options.out)


if __name__ == "__main__":
    main()
