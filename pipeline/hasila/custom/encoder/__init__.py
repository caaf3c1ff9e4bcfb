"""Our encoder, trained further: from the 8-bit file that ships to torch, and back.

In reading order:

- `names`: what the rest of the package needs to know, without torch.
- `weights`: the network of a model that ships, its weights made floats again.
- `rows`: examples as the network takes them.
- `losses`: what it learns from gold and what from the model it began as.
- `component`: the spaCy component `hasila_encoder`.
- `export`: the 8-bit file of a trained one.

All but `names` need the `train` extra.
"""
