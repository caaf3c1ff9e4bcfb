"""The shipped entity model, read once for all tests of it."""

import pytest
import spacy

from hasila.entities.component import EntityTagger


def blank():
    """A pipeline with Hasila's tokenizer and sentence ends, and nothing else."""
    config = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.blank("ar", config=config)
    nlp.add_pipe("hasila_sentences")
    return nlp


@pytest.fixture(scope="session")
def nlp():
    """Tokens, sentences and names."""
    nlp = blank()
    nlp.add_pipe("hasila_entities")
    return nlp


@pytest.fixture(scope="session")
def tagger(nlp) -> EntityTagger:
    """The component of `nlp`."""
    return nlp.get_pipe("hasila_entities")
