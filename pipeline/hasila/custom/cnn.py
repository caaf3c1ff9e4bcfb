"""The architecture `hasila.SmallTok2Vec.v1`: a CNN for spaCy's own components that begins as our small model.

What is looked up of a word (its vector, its pieces, its shape) stays as it is; what mixes it and what reads
it among its neighbours begins with the weights of the small model and goes on learning.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hasila.load import find_model

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from hasila.entities.cnn_model import CnnModel

_FILE = "hasila_entities/model.npz"
_TABLES = "tables"
_REMEMBERED = 50_000


def small_tok2vec(start: str) -> Any:
    """A thinc model from docs to a matrix each.

    Args:
        start: The pipeline whose small model it begins as. Its tables are stored with what is trained, so
            that a later version of it changes nothing.

    Raises:
        OSError: there is no such model.
    """
    from spacy.ml.models.tok2vec import MaxoutWindowEncoder
    from thinc.api import Maxout, Model, chain, with_array

    from hasila.entities.cnn_model import CnnModel

    data = (Path(find_model(start)) / _FILE).read_bytes()
    source = CnnModel(data)
    sizes = source.settings["sizes"]
    width = sizes["width"]
    looked_up = _Rows(data, source)

    def look_up(model: Any, docs: "list[Doc]", is_train: bool) -> tuple[Any, Any]:  # noqa: ARG001
        nonlocal looked_up
        if looked_up.data is not model.attrs[_TABLES]:  # a pipeline from the disk has brought its own
            looked_up = _Rows(model.attrs[_TABLES], CnnModel(model.attrs[_TABLES]))
        return [model.ops.asarray(looked_up.of(doc)) for doc in docs], lambda _: []

    rows: Any = Model("hasila_word_rows", look_up, attrs={_TABLES: data})
    mix: Any = Maxout(nO=width, nI=source.layers()[0].get_dim("nI"), nP=2, dropout=0.0, normalize=True)
    reader: Any = MaxoutWindowEncoder(width, 1, sizes["pieces"], sizes["depth"])
    inner: Any = chain(rows, with_array(chain(mix, reader), pad=sizes["depth"]))

    def begin(model: Any, X: Any = None, Y: Any = None) -> None:
        inner.initialize(X=X, Y=Y)
        filled = [node for layer in source.layers() for node in layer.walk() if node.param_names]
        own = [node for layer in (mix, reader) for node in layer.walk() if node.param_names]
        for node, other in zip(own, filled, strict=True):
            for name in node.param_names:
                node.set_param(name, model.ops.asarray(other.get_param(name).copy()))

    return Model(
        "hasila_small_tok2vec",
        lambda model, docs, is_train: model.layers[0](docs, is_train),
        init=begin,
        dims={"nO": width},
        layers=[inner],
    )


class _Rows:
    """Words' rows, looked up once."""

    def __init__(self, data: bytes, source: "CnnModel") -> None:
        self.data = data
        self._source = source
        self._known: dict[str, Any] = {}
        self._width = int(source.layers()[0].get_dim("nI"))

    def of(self, doc: "Doc") -> Any:
        """A row for each token; nothing but zeros for one that can't be read."""
        from hasila.entities.cnn_features import key

        keys = [key(token.text) for token in doc]
        missing = [one for one in dict.fromkeys(keys) if one and one not in self._known]
        if len(self._known) + len(missing) > _REMEMBERED:
            self._known.clear()
            missing = [one for one in dict.fromkeys(keys) if one]
        if missing:
            self._known.update(zip(missing, self._source.features(missing), strict=True))
        found = np.zeros((len(keys), self._width), np.float32)
        for at, one in enumerate(keys):
            if one:
                found[at] = self._known[one]
        return found
