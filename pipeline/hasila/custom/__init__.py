"""Custom extractors: from annotated texts to a pipeline of one's own, as a wheel.

In reading order:

- `align`: spans of characters on tokens.
- `faults`: what is wrong with one annotated text.
- `corpus`: a reader of annotated texts in any format of `hasila.formats`, for a spaCy config.
- `checks`: what is wrong with the data, text by text and as a whole, said before any training starts.
- `score`: names judged by the labels that the gold has.
- `run`, `progress`: spaCy's own training loop, and what is seen of it.
- `learning`: what learns names in torch, whichever the network.
- `encoder`, `camel_trainer`: the components that train our encoder further, or one of the hub.
- `trainers`: turning them into those that run.
- `card`: the model card, filled from the run.
- `project`, `wheel`: the folder that `hasila init` writes, and what `hasila package` makes.
"""
