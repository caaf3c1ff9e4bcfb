"""Networks in whole numbers: nearly the same answers, and none that depends on what stands beside."""

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("onnx")

import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from hasila.custom.encoder.weights import floats
from hasila.load import find_model
from hasila.training.export import to_onnx
from hasila.training.network import with_heads
from hasila.training.whole_numbers import BYTES, EMBEDDINGS, SCALES, quantize

OUTPUTS = ["scores", "clitics", "evidence"]
PIECES = 50


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small network, and the file that it became."""
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=PIECES, hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=96
    )
    net = with_heads(BertModel(config, add_pooling_layer=False), 5, 2, 0.0, 8).eval()
    for weight in net.parameters():
        weight.data += torch.randn_like(weight) * 0.05
    folder = tmp_path_factory.mktemp("network")
    to_onnx(net, folder / "float.onnx")
    quantize(folder / "float.onnx", folder / "model.onnx")
    return net, folder / "model.onnx"


def run(path: Path, rows: list[list[int]]):
    """The file's answers for the second and the third piece of rows, filled up to the longest."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    width = max(map(len, rows))
    return session.run(
        OUTPUTS,
        {
            "pieces": np.array([row + [1] * (width - len(row)) for row in rows], np.int64),
            "mask": np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], np.int64),
            "first": np.array([[1, 2]] * len(rows), np.int64),
        },
    )


def test_the_answers_are_nearly_those_of_the_floats(made):
    net, path = made
    row = [0, 7, 9, 11, 30, 2]
    with torch.no_grad():
        wanted = net(torch.tensor([row]), torch.ones(1, len(row), dtype=torch.long), torch.tensor([[1, 2]]))
    found = run(path, [row])
    assert np.abs(found[0] - wanted[0].log_softmax(-1).numpy()).max() < 0.1
    for ours, theirs in zip(found[1:], wanted[1:], strict=True):
        assert np.abs(ours - theirs.numpy()).max() < 0.1
        assert np.abs(theirs.numpy()).max() > 0.3  # there was something to get wrong


def test_what_a_row_gets_does_not_depend_on_those_beside_it(made):
    _, path = made
    row, other = [0, 7, 9, 11, 30, 2], [0, 40, 41, 42, 43, 44, 45, 46, 2]
    alone, beside = run(path, [row]), run(path, [row, other])
    for one, two in zip(alone, beside, strict=True):
        assert np.abs(one[0] - two[0]).max() < 1e-5


def test_the_floats_of_a_file_are_what_it_multiplies_with(made):
    net, path = made
    learned, found = net.state_dict(), floats(path.read_bytes())
    assert found.keys() == {name for name in learned if "position_ids" not in name}
    for name, table in found.items():
        assert table.shape == learned[name].shape
        assert torch.allclose(table, learned[name], atol=float(learned[name].abs().max()) / 60), name


@pytest.mark.parametrize("model", ["made", "ar_news_md"])
def test_two_weights_in_sequence_fit_into_sixteen_bits_with_any_row(model, request):
    path = (
        request.getfixturevalue("made")[1]
        if model == "made"
        else Path(find_model(model)) / "hasila_entities" / "model.onnx"
    )
    tables = {one.name: numpy_helper.to_array(one) for one in onnx.load(path).graph.initializer}
    weights = [name for name in tables if name.endswith(BYTES) and not name.startswith(EMBEDDINGS)]
    assert len(weights) >= 2 * 6 + 3
    for name in weights:
        sizes = np.abs(tables[name].astype(np.int32))
        two = sizes[0::2].copy()
        two[: len(sizes) // 2] += sizes[1::2]
        assert two.max() * 255 < 2**15, name
        assert (two.max(axis=0) > 100).mean() > 0.9  # and the room there is is used
        assert tables[name.removesuffix(BYTES) + SCALES].shape == (1, sizes.shape[1])
