"""A small pipeline for what a run does around one: it counts digits, and it fails where it is told to."""

import re

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from hasila.extensions import ensure_extension
from hasila.sources import Record


@Language.component("test_count_digits")
def count_digits(doc: Doc) -> Doc:
    """A quantity for each run of digits; an error for the word `boom`."""
    if "boom" in doc.text:
        raise RuntimeError("this text\nis a trap")
    ensure_extension(Doc, "quantities")
    doc._.quantities = [
        {
            "start": match.start(),
            "end": match.end(),
            "text": match[0],
            "kind": "count",
            "value": match[0],
            "bound": "exact",
            "sentence": [0, len(doc.text)],
        }
        for match in re.finditer(r"\d+", doc.text)
    ]
    return doc


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("ar")
    nlp.add_pipe("test_count_digits")
    return nlp


@pytest.fixture
def records():
    """Records of the given texts, with ids 0, 1, 2 …"""
    return lambda *texts: [Record(str(n), text, {}, "a.jsonl", n + 1) for n, text in enumerate(texts)]
