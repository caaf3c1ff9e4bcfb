"""The fast entity model: words in, scores of tags out, by spaCy's own CNN over numpy.

A word's vector (looked up, mixed) is worked out when the word is first met and then remembered; the
CNN (`spacy.ml.models.MaxoutWindowEncoder`) reads a few words to both sides.
"""

import io
import json
import struct
import threading
import zipfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from thinc.api import Linear, Maxout, use_ops

from hasila.entities.cnn_features import key
from hasila.entities.cnn_words import Rows, WordRows

TABLES = ("words", "affixes", "letters")
# The vectors of so many words are remembered, in half precision: 23 MB at a width of 192.
_REMEMBERED = 60_000
# Words that the CNN reads at once, so few that its matrices stay in the cache; it is given what stands
# around them too.
_STRETCH = 400


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return key(word)


class CnnModel:
    """The network with its tables.

    Args:
        data: The bytes of a `model.npz` (see `hasila.training.cnn_export`).

    Attributes:
        settings: What `model.npz` says of itself: labels, heads, sizes.
    """

    def __init__(self, data: bytes) -> None:
        arrays = _arrays(data)
        self.settings: dict[str, Any] = json.loads(str(arrays["settings"]))
        sizes: dict[str, int] = self.settings["sizes"]
        self._rows = WordRows(arrays["known"], arrays["places"], arrays["kinds"])
        self._tables = {name: (arrays[name], arrays[f"{name}.scale"]) for name in TABLES}
        self._shapes = arrays["shapes"].astype(np.float32)
        self._mix, self._encoder, self._out = _layers(arrays, sizes)
        self._around = sizes["depth"]
        # Words get their places one thread at a time: numpy lets others in while it works out vectors.
        self._lock = threading.Lock()
        # The vectors of the most frequent words are in the file; those are never forgotten.
        ready = str(arrays["ready"]).split() if "ready" in arrays else []
        self._ready = {word: i for i, word in enumerate(ready)}
        self._numbers = dict(self._ready)
        # As exact as the file's weights. Zeros take no memory before they are written over.
        most = max(_REMEMBERED, _STRETCH + 2 * self._around)
        self._vectors = np.zeros((len(ready) + most, sizes["width"]), arrays["mix.maxout.W"].dtype)
        if ready:
            self._vectors[: len(ready)] = arrays["ready.vectors"]

    def scores(self, words: Sequence[str]) -> tuple[list[int], Any]:
        """The places of the words that can be read, and for each of them a row of scores."""
        keys = list(map(_key, words))
        kept = [i for i, one in enumerate(keys) if one]
        found: list[Any] = []
        for start in range(0, len(kept), _STRETCH):
            end = min(start + _STRETCH, len(kept))
            first, last = max(0, start - self._around), min(len(kept), end + self._around)
            stretch = [keys[i] for i in kept[first:last]]
            states = self._encoder.predict(self._remembered(stretch))
            found.append(self._out.predict(states[start - first : end - first]))
        if not found:
            return [], np.zeros((0, self._out.get_dim("nO")), np.float32)
        return kept, np.concatenate(found) if len(found) > 1 else found[0]

    def features(self, keys: Sequence[str]) -> Any:
        """What is looked up of words, a row each, before it is mixed; a network that begins as this needs it.

        Args:
            keys: The words as `cnn_features.key` gives them, none of them empty.
        """
        return self._look_up(self._rows.rows(keys))

    def vectors(self, keys: Sequence[str]) -> Any:
        """The vectors of words as the CNN reads them, a row each; the keys are those of `features`."""
        return self._mix.predict(self.features(keys))

    def layers(self) -> tuple[Any, Any]:
        """The layers that mix a word's row and that read the words, with their weights."""
        return self._mix, self._encoder

    def _remembered(self, words: Sequence[str]) -> Any:
        """The vectors of words, those that are met for the first time worked out."""
        numbers = self._numbers
        with self._lock:
            missing = [one for one in dict.fromkeys(words) if one not in numbers]
            if missing:
                if len(numbers) + len(missing) > len(self._vectors):
                    numbers.clear()
                    numbers.update(self._ready)
                    missing = [one for one in dict.fromkeys(words) if one not in numbers]
                self._learn(missing)
            return self._vectors[[numbers[one] for one in words]].astype(np.float32)

    def __getstate__(self) -> dict[str, Any]:
        # A lock belongs to a process.
        return {name: value for name, value in self.__dict__.items() if name != "_lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.Lock())

    def _learn(self, words: Sequence[str]) -> None:
        """Work out the vectors of words and remember them."""
        begun = len(self._numbers)
        self._vectors[begun : begun + len(words)] = self.vectors(words)
        self._numbers.update((word, begun + i) for i, word in enumerate(words))

    def _look_up(self, rows: Sequence[Rows]) -> Any:
        table, scale = self._tables["words"]
        at = np.array([one.words for one in rows])
        parts = [(table[at] * scale[at][..., None].astype(np.float32)).reshape(len(rows), -1)]
        for name in TABLES[1:]:
            parts.append(self._means(*self._tables[name], [getattr(one, name) for one in rows]))
        shapes = [one.shapes for one in rows]
        parts.append(_mean(self._shapes[np.concatenate(shapes)], shapes))
        return np.concatenate(parts, axis=1)

    def _means(self, table: Any, scale: Any, bags: Sequence[tuple[int, ...]]) -> Any:
        at = np.concatenate(bags)
        return _mean(table[at] * scale[at][:, None].astype(np.float32), bags)


def _arrays(data: bytes) -> dict[str, Any]:
    """The arrays of an `.npz`, as views of its bytes where those are not compressed."""
    found: dict[str, Any] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        for info in members.infolist():
            with members.open(info) as member:
                if info.compress_type != zipfile.ZIP_STORED:
                    found[info.filename.removesuffix(".npy")] = np.load(io.BytesIO(member.read()))
                    continue
                np.lib.format.read_magic(member)
                shape, _, kind = np.lib.format.read_array_header_1_0(member)
                # A member begins after its header, whose last two fields give the lengths of name and extra.
                name, extra = struct.unpack_from("<HH", data, info.header_offset + 26)
                begin = info.header_offset + 30 + name + extra + member.tell()
            count = int(np.prod(shape))
            found[info.filename.removesuffix(".npy")] = np.frombuffer(data, kind, count, begin).reshape(shape)
    return found


def _mean(values: Any, bags: Sequence[tuple[int, ...]]) -> Any:
    """The mean of each bag's rows; the rows of the bags follow each other."""
    lengths = np.array([len(bag) for bag in bags])
    sums = np.add.reduceat(values, np.concatenate(([0], np.cumsum(lengths)[:-1])), axis=0)
    return sums / lengths[:, None].astype(np.float32)


def _layers(arrays: Mapping[str, Any], sizes: Mapping[str, int]) -> tuple[Any, Any, Any]:
    """Thinc's layers, filled: what mixes a word, the CNN, what scores its states."""
    width = sizes["width"]
    # A word's vector must not depend on the words that it was first met with. BLIS works out a row the
    # same way whatever rows are beside it; numpy's product rounds by the row's place.
    with use_ops("numpy", use_blis=True):
        mix = Maxout(nO=width, nI=arrays["mix.maxout.W"].shape[2], nP=2, normalize=True)
    # A document is read by itself, so that here the faster one will do: three times as fast with AVX-512.
    with use_ops("numpy", use_blis=False):
        encoder = MaxoutWindowEncoder(width, 1, sizes["pieces"], sizes["depth"])
        out = Linear(nO=arrays["out.W"].shape[0], nI=width)
    names = ["mix", *(f"layer{i}" for i in range(sizes["depth"]))]
    for kind, fields in (("maxout", ("W", "b")), ("layernorm", ("G", "b"))):
        nodes = [node for layer in (mix, encoder) for node in layer.walk() if node.name == kind]
        for name, node in zip(names, nodes, strict=True):
            for field in fields:
                node.set_param(field, arrays[f"{name}.{kind}.{field}"].astype(np.float32))
    for field in ("W", "b"):
        out.set_param(field, arrays[f"out.{field}"].astype(np.float32))
    return mix, encoder, out
