"""A float32 network made one that multiplies whole numbers: a quarter of the size, and twice as quick.

Each column of a weight is rounded to whole numbers, each row of what it is multiplied with, a word's piece,
to 0 … 255 while the network runs. So nothing of a piece depends on those beside it, whatever batch it is in.
Processors without instructions for 8-bit products (VNNI) add these two by two in 16 bits, and cut off what is
more than 32,767: so two weights that are next to each other are never more than 128 together (255 · 128 is
32,640), and all processors come to the same sums.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

# What the running network calls a weight in whole numbers, and what each column of it is multiplied by
# (of the table of pieces each row).
BYTES, SCALES = ".bytes", ".scales"
EMBEDDINGS = "encoder.embeddings.word_embeddings.weight"
# One less than two together may be, since rounding may add a half to each.
_MOST_OF_TWO = 127
_ZERO, _MOST_OF_A_ROW = 128, 127
_NAMED = re.compile(r"/model/(.*)/MatMul")


def quantize(path: Path, out: Path) -> None:
    """Round the weights of a float32 file, as `hasila.training.export.to_onnx` writes one."""
    import onnx

    model = onnx.load(path)
    _Rounded(model.graph).round()
    onnx.save(model, out)


def unrounded(tables: "dict[str, Any]") -> Iterator[tuple[str, Any]]:
    """The weights of a file's tables, by the names that they have in torch, floats again."""
    for name, table in tables.items():
        if name.endswith(BYTES):
            weight = name.removesuffix(BYTES)
            values = table.astype(np.float32) * tables[weight + SCALES]
            yield weight, values if weight == EMBEDDINGS else values.T


def _scales_of_columns(weight: Any) -> Any:
    """What the whole numbers of each column are multiplied by: no two in sequence exceed 128 then."""
    sizes = np.abs(weight)
    two = sizes[0::2].copy()
    two[: len(sizes) // 2] += sizes[1::2]
    return np.maximum(two.max(axis=0, keepdims=True), 1e-8) / _MOST_OF_TWO


class _Rounded:
    """A graph whose products become products of whole numbers."""

    def __init__(self, graph: Any) -> None:
        from onnx import numpy_helper

        self._graph = graph
        self._floats = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self._nodes: list[Any] = []
        self._replaced: set[str] = set()
        self._rows: dict[str, tuple[str, str]] = {}  # of a value its whole numbers, and what they are times

    def round(self) -> None:
        """Replace what multiplies with weights, and what looks pieces up."""
        self._constant("row_zero", np.array(_ZERO, np.uint8))
        self._constant("row_least", np.array(1e-8, np.float32))
        self._constant("row_share", np.array(1 / _MOST_OF_A_ROW, np.float32))
        self._constant("row_middle", np.array(_ZERO + 0.5, np.float32))
        for node in self._graph.node:
            if node.op_type == "MatMul" and node.input[1] in self._floats:
                self._product(node)
            elif node.op_type == "Gather" and node.input[0].endswith(EMBEDDINGS):
                self._look_up(node)
            else:
                self._nodes.append(node)
        kept = [one for one in self._graph.initializer if one.name not in self._replaced]
        for field, values in ((self._graph.node, self._nodes), (self._graph.initializer, kept)):
            del field[:]
            field.extend(values)

    def _product(self, node: Any) -> None:
        named = _NAMED.fullmatch(node.name)
        if named is None:
            raise ValueError(f"no weight of ours: {node.name}")
        weight = named[1].replace("/", ".") + ".weight"
        values = self._floats[node.input[1]]
        self._weight(weight, node.input[1], values, _scales_of_columns(values))
        rows, times = self._whole_rows(node.input[0])
        self._add("MatMulInteger", [rows, weight + BYTES, "row_zero"], weight + ".sums")
        self._add("Cast", [weight + ".sums"], weight + ".floats", to=1)
        self._add("Mul", [weight + ".floats", times], weight + ".rows")
        self._add("Mul", [weight + ".rows", weight + SCALES], node.output[0])

    def _look_up(self, node: Any) -> None:
        """Of the table of pieces the rows, each times its own number."""
        values = self._floats[node.input[0]]
        scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8) / 127
        self._weight(EMBEDDINGS, node.input[0], values, scales)
        pieces = node.input[1]
        self._add("Gather", [EMBEDDINGS + BYTES, pieces], "embeddings_rows")
        self._add("Cast", ["embeddings_rows"], "embeddings_floats", to=1)
        self._add("Gather", [EMBEDDINGS + SCALES, pieces], "embeddings_times")
        self._add("Mul", ["embeddings_floats", "embeddings_times"], node.output[0])

    def _weight(self, weight: str, table: str, values: Any, scales: Any) -> None:
        self._replaced.add(table)
        self._constant(weight + BYTES, np.round(values / scales).astype(np.int8))
        self._constant(weight + SCALES, scales.astype(np.float32))

    def _whole_rows(self, value: str) -> tuple[str, str]:
        """The names of a value's rows in whole numbers, and of what each of them is times."""
        if value not in self._rows:
            name = f"rows_{len(self._rows)}"
            self._add("ReduceMax", [value], f"{name}_most", axes=[-1], keepdims=1)
            self._add("ReduceMin", [value], f"{name}_fewest", axes=[-1], keepdims=1)
            self._add("Neg", [f"{name}_fewest"], f"{name}_below")
            self._add("Max", [f"{name}_most", f"{name}_below", "row_least"], f"{name}_widest")
            self._add("Mul", [f"{name}_widest", "row_share"], f"{name}_times")
            self._add("Reciprocal", [f"{name}_times"], f"{name}_fold")
            self._add("Mul", [value, f"{name}_fold"], f"{name}_parts")
            # Cast cuts off: half more, and it rounds.
            self._add("Add", [f"{name}_parts", "row_middle"], f"{name}_raised")
            self._add("Cast", [f"{name}_raised"], f"{name}_bytes", to=2)
            self._rows[value] = f"{name}_bytes", f"{name}_times"
        return self._rows[value]

    def _add(self, kind: str, inputs: list[str], output: str, **settings: Any) -> None:
        from onnx import helper

        self._nodes.append(helper.make_node(kind, inputs, [output], name=output, **settings))

    def _constant(self, name: str, value: Any) -> None:
        from onnx import numpy_helper

        self._graph.initializer.append(numpy_helper.from_array(value, name))
