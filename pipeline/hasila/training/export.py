"""From trained weights to the file that ships: ONNX, 8-bit weights, embeddings in bytes.

`python -m hasila.training.export CONFIG --weights FILE --encoder DIR -o DIR` writes `model.onnx`,
`tokenizer.json` and `settings.json`. Weights are rounded in blocks of 32 and activations are
quantized row by row (`MatMulNBits`, accuracy level 4), so that what a sentence gets doesn't depend
on the batch it is in.
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

BLOCK = 32


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


def embeddings_to_bytes(model: Any) -> None:
    """Replace the float table of pieces, read by a `Gather`, with bytes and a scale for each row."""
    import numpy as np
    from onnx import helper, numpy_helper

    graph = model.graph
    tables = {one.name: one for one in graph.initializer}
    gather = next(
        node
        for node in graph.node
        if node.op_type == "Gather" and node.input[0].endswith("word_embeddings.weight")
    )
    table = tables[gather.input[0]]
    values = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8).astype(np.float32) / 127
    graph.initializer.remove(table)
    graph.initializer.extend(
        [
            numpy_helper.from_array(np.round(values / scales).astype(np.int8), "embeddings_bytes"),
            numpy_helper.from_array(scales, "embeddings_scales"),
        ]
    )
    at = list(graph.node).index(gather)
    pieces, output = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    for offset, node in enumerate(
        [
            helper.make_node("Gather", ["embeddings_bytes", pieces], ["embeddings_rows"]),
            helper.make_node("Cast", ["embeddings_rows"], ["embeddings_floats"], to=1),
            helper.make_node("Gather", ["embeddings_scales", pieces], ["embeddings_row_scales"]),
            helper.make_node("Mul", ["embeddings_floats", "embeddings_row_scales"], [output]),
        ]
    ):
        graph.node.insert(at + offset, node)


def quantize(path: Path, out: Path) -> None:
    """Round the weights of a float32 file to 8 bit."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import (
        DefaultWeightOnlyQuantConfig,
        MatMulNBitsQuantizer,
    )
    from onnxruntime.quantization.quant_utils import QuantFormat

    settings = DefaultWeightOnlyQuantConfig(
        block_size=BLOCK, is_symmetric=True, accuracy_level=4, bits=8, quant_format=QuantFormat.QOperator
    )
    quantizer = MatMulNBitsQuantizer(onnx.load(path), algo_config=settings)
    quantizer.process()
    model = quantizer.model.model
    embeddings_to_bytes(model)
    onnx.save(model, out)


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
