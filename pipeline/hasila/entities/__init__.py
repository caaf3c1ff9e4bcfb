"""Stage 3: names of bodies, places, persons and others, and what they refer to.

In reading order:

- `words`, `windows`: how words and documents reach the encoder.
- `tagger`: the model (ONNX); `labels` and `decode` are its tags and the best legal row of them.
- `component`: the spaCy component that sets `doc.ents`.
- `edges`: a name without its proclitics and quotes (`bounds`), and one form of it (`norm`).
- `aliases`: short forms of a name (`aliases_short`) and nouns and pronouns that mean it (`aliases_mentions`),
  led back to the full one.
- `gazetteer`: the table of places; `places_roles`: what the word beside a name says; `places_choice`: which
  place is meant; `places`: the component; `places_demonyms`: adjectives of countries.

Importing this package loads neither spaCy nor the model.
"""

from hasila.entities.edges import bounds, norm

__all__ = ["bounds", "norm"]
