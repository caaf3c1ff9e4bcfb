"""Rules without training: names, counted nouns and words of bounds from plain tables.

In reading order:

- `read`: a table, each fault with file and line.
- `stored`: a component whose table travels with its pipeline.
- `gazetteer`, `counted`, `bounds`: the components.
"""
