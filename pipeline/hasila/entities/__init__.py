"""Stage 3: names of bodies, places, persons and others, and what they refer to.

In reading order:

- `words`, `windows`: how words and documents reach the encoder.
- `tagger`: the model (ONNX); `labels` and `decode` are its tags and the best legal row of them.
- `component`: the spaCy component that sets `doc.ents`.
- `edges`: a name without its proclitics and quotes (`bounds`), and one form of it (`norm`).
- `aliases`: short forms of a name led back to the full one.
- `gazetteer`, `places`: GeoNames ids and coordinates of places.

Importing this package loads neither spaCy nor the model.
"""

from hasila.entities.edges import bounds, norm

__all__ = ["bounds", "norm"]
