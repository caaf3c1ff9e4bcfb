"""CAMeL Tools as stages of a pipeline: its names and its morphology, as spaCy components.

In reading order:

- `data`: where CAMeL keeps its models and databases, asked without its download at import.
- `schemes`: the tags of any token classifier as ours.
- `classifier`: the token classifier itself (torch, transformers), words in, names out.
- `stored`: its files inside a pipeline.
- `entities`: the component `hasila_camel_entities`.
- `analysis`: one word's lemma, features and clitics from CAMeL's disambiguator.
- `morphology`: the component `hasila_camel_morphology`.

Needs `pip install 'hasila[camel]'`. Importing these modules imports none of it: CAMeL Tools, torch
and transformers are loaded when the first document comes.
"""
