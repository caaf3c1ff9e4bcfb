"""Every name that a spaCy config can call for, registered in one place.

The package's entry points lead here, so spaCy finds the components in any pipeline without an
`import hasila`. spaCy loads all entry points whenever a `Language` is made: nothing heavy is
imported before a component is really built.

DOCS: https://spacy.io/usage/processing-pipelines#custom-components
"""

from hasila.factories.camel import (
    make_camel_entities,
    make_camel_morphology,
)
from hasila.factories.custom import (
    make_adagrad,
    make_bounds,
    make_camel_trainer,
    make_corpus,
    make_counted,
    make_edges,
    make_encoder,
    make_gazetteer,
    make_holder,
    make_names_scorer,
    make_progress,
    make_quantity_corpus,
    make_settler,
    make_small_tok2vec,
)
from hasila.factories.stages import (
    make_aliases,
    make_entities,
    make_entities_cnn,
    make_links,
    make_norm,
    make_numerals,
    make_places,
    make_sentences,
    make_tokenizer,
)

__all__ = [
    "make_adagrad",
    "make_aliases",
    "make_bounds",
    "make_camel_entities",
    "make_camel_morphology",
    "make_camel_trainer",
    "make_corpus",
    "make_counted",
    "make_edges",
    "make_encoder",
    "make_entities",
    "make_entities_cnn",
    "make_gazetteer",
    "make_holder",
    "make_links",
    "make_names_scorer",
    "make_norm",
    "make_numerals",
    "make_places",
    "make_progress",
    "make_quantity_corpus",
    "make_sentences",
    "make_settler",
    "make_small_tok2vec",
    "make_tokenizer",
]
