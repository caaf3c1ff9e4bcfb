"""From learnt weights to the model's file: `python -m hasila.training.cnn_export --weights DIR -o DIR`.

`DIR` is what `hasila.training.cnn` wrote. The tables become bytes with a scale a row, the layers half
precision. Before that, the same weights in full precision are put into spaCy's layers and asked about a
sample: where they differ from what torch said of it by more than 1e-4, nothing is written.
"""

import argparse
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.cnn_model import TABLES, CnnModel
from hasila.entities.labels import LABELS

CLOSE_ENOUGH = 1e-4


def packed(weights: dict[str, Any], *, small: bool) -> bytes:
    """The bytes of a `model.npz`; not `small`: every value as it was learnt."""
    settings = {
        "labels": list(LABELS),
        "heads": ["news", "anercorp"],
        "sizes": json.loads(str(weights["sizes"])),
    }
    arrays: dict[str, Any] = {"settings": np.array(json.dumps(settings))}
    for name, values in weights.items():
        if name in TABLES and small:
            scale = np.maximum(np.abs(values).max(axis=1) / 127, 1e-6).astype(np.float16)
            whole = np.rint(values / scale[:, None].astype(np.float32)).clip(-127, 127)
            arrays[name], arrays[f"{name}.scale"] = whole.astype(np.int8), scale
        elif name in TABLES:
            arrays[name], arrays[f"{name}.scale"] = values, np.ones(len(values), np.float32)
        elif name != "sizes":
            arrays[name] = values.astype(np.float16) if small and values.dtype == np.float32 else values
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def with_ready(data: bytes, keys: Sequence[str]) -> bytes:
    """The bytes of a `model.npz` with the vectors of words that will be met soon."""
    keys = [key for key in keys if key and not any(map(str.isspace, key))]
    if not keys:
        return data
    arrays = dict(np.load(io.BytesIO(data)))
    arrays["ready"] = np.array(" ".join(keys))
    arrays["ready.vectors"] = CnnModel(data).vectors(keys).astype(np.float16)
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def difference(weights: dict[str, Any], sample: dict[str, Any]) -> float:
    """How far spaCy's layers are from torch's on the sample at most."""
    _, scores = CnnModel(packed(weights, small=False)).scores(sample["words"].tolist())
    return float(np.abs(scores - sample["scores"]).max())


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.cnn_export", description=__doc__)
    parser.add_argument("--weights", type=Path, required=True, help="the folder of hasila.training.cnn")
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--words", type=Path, help="of hasila.training.cnn_words: the frequent words first")
    parser.add_argument("--ready", type=int, default=16_000, help="how many of them are written with vectors")
    options = parser.parse_args(arguments)
    weights = dict(np.load(options.weights / "weights.npz"))
    apart = difference(weights, dict(np.load(options.weights / "sample.npz")))
    if apart > CLOSE_ENOUGH:
        parser.exit(2, f"{options.weights}: torch and spaCy's layers differ by {apart:.1e}\n")
    options.out.mkdir(parents=True, exist_ok=True)
    keys = np.load(options.words)["keys"][: options.ready].tolist() if options.words else []
    (options.out / "model.npz").write_bytes(with_ready(packed(weights, small=True), keys))


if __name__ == "__main__":
    main()
