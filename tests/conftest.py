"""The default pipeline, loaded once for all tests that need it."""

import pytest
from spacy.language import Language

import hasila


@pytest.fixture(scope="session")
def nlp() -> Language:
    return hasila.load()
