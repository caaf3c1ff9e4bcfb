"""The network of a model that ships: its whole numbers made floats again, for torch to train further.

A weight in the file is a whole number times that of its column (embeddings: of its row), so the floats
are exactly those that the running model multiplies by; only its activations are rounded too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hasila.custom.learning.nearest import Nearest, begun_rows
from hasila.entities.labels import tag_names
from hasila.training.network import EVIDENCE_HEAD, layers_of, with_heads
from hasila.training.whole_numbers import BYTES, EMBEDDINGS, unrounded

# The width of an attention head of E5-small, which every shipped encoder is made of. The file doesn't say it.
HEAD_WIDTH = 32


def floats(onnx_file: bytes) -> dict[str, Any]:
    """The state dict of the network of a `model.onnx`, as torch tensors.

    Raises:
        ValueError: the file is no model that `hasila.training.export` wrote.
    """
    import onnx
    import torch
    from onnx import numpy_helper

    graph = onnx.load_from_string(onnx_file).graph
    tables = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    if EMBEDDINGS + BYTES not in tables:
        raise ValueError("no embeddings in whole numbers")
    found = {
        name.removeprefix("model."): table for name, table in tables.items() if name.startswith("model.")
    }
    found |= dict(unrounded(tables))
    return {name: torch.from_numpy(np.array(table, np.float32)) for name, table in found.items()}


def network(weights: Mapping[str, Any], dropout: float, heads: int = 1) -> Any:
    """The network that a state dict is of; its sizes are read from it.

    Args:
        weights: The state dict.
        dropout: Of the network.
        heads: How many heads share its tags, which the state dict doesn't tell.
    """
    from transformers import BertConfig, BertModel

    words, hidden = weights["encoder.embeddings.word_embeddings.weight"].shape
    tags = weights["heads.weight"].shape[0]
    config = BertConfig(
        vocab_size=words,
        hidden_size=hidden,
        num_hidden_layers=layers_of(weights),
        num_attention_heads=hidden // HEAD_WIDTH,
        intermediate_size=weights["encoder.encoder.layer.0.intermediate.dense.weight"].shape[0],
        max_position_embeddings=weights["encoder.embeddings.position_embeddings.weight"].shape[0],
        type_vocab_size=weights["encoder.embeddings.token_type_embeddings.weight"].shape[0],
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=0.0,
    )
    evidence = weights[f"{EVIDENCE_HEAD}.bias"].shape[0] if f"{EVIDENCE_HEAD}.bias" in weights else 0
    made = with_heads(BertModel(config, add_pooling_layer=False), tags // heads, heads, dropout, evidence)
    made.load_state_dict(weights)
    return made


def with_labels(
    weights: Mapping[str, Any],
    old: Sequence[str],
    new: Sequence[str],
    seed: int,
    nearest: Mapping[str, Nearest] | None = None,
) -> dict[str, Any]:
    """The weights with one head for the labels `new`; what `old` ones have learned is carried over.

    What the encoder says of links is left out: it would not survive learning other names.

    Args:
        old: The labels of the first head, whose rows stand first.
        nearest: For labels of `new` the old ones that they begin as, where that isn't the same.
    """
    import torch

    made = torch.Generator().manual_seed(seed)
    tags = tag_names(new)
    hidden = weights["heads.weight"].shape[1]
    matrix = torch.randn(len(tags), hidden, generator=made) * 0.02
    bias = torch.zeros(len(tags))
    for row, (known, added) in begun_rows(new, old, nearest or {}).items():
        matrix[row] = weights["heads.weight"][known]
        bias[row] = weights["heads.bias"][known] + added
    rest = {name: table for name, table in weights.items() if not name.startswith(EVIDENCE_HEAD)}
    return {**rest, "heads.weight": matrix, "heads.bias": bias}
