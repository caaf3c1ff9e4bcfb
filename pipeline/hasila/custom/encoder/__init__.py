"""Our encoder, trained further: from the 8-bit file that ships to torch, and back.

In reading order:

- `weights`: the network of a model that ships, its weights made floats again.
- `component`: the spaCy component `hasila_encoder`.
- `export`: the 8-bit file of a trained one.

What it learns from, and how, is in `hasila.custom.learning`. All of it needs the `train` extra.
"""
