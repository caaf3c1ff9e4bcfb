"""The file of a trained encoder, in whole numbers, in place of its weights in torch."""

import tempfile
from pathlib import Path

from hasila.custom.encoder.component import WEIGHTS
from hasila.custom.encoder.weights import network
from hasila.training.export import to_onnx
from hasila.training.whole_numbers import quantize


def export_component(folder: Path) -> None:
    """Turn the folder of a `hasila_encoder` into one of a `hasila_entities`."""
    import torch

    weights = torch.load(folder / WEIGHTS, weights_only=True)
    with tempfile.TemporaryDirectory() as spare:
        floats = Path(spare) / "float.onnx"
        to_onnx(network(weights, 0.0), floats)
        quantize(floats, folder / "model.onnx")
    (folder / WEIGHTS).unlink()
