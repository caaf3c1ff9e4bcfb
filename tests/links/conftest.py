"""A pipeline up to the numbers, and the linker by itself, so that names can be given by hand."""

from collections.abc import Callable
from typing import Any

import pytest
import spacy

from hasila.links.component import QuantityLinker
from links.marks import Example, read

Linked = Callable[[str], tuple[Example, dict[str, Any]]]


@pytest.fixture(scope="session")
def linked() -> Linked:
    """A function from a marked text to the example and the quantity that was read."""
    config = {"nlp": {"lang": "ar", "tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.util.get_lang_class("ar").from_config(config)
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)
    linker = QuantityLinker(nlp.vocab)

    def quantity(marked: str) -> tuple[Example, dict[str, Any]]:
        example = read(marked)
        doc = nlp(example.text)
        doc.ents = [doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in example.names]
        found = {(q["start"], q["end"]): q for q in linker(doc)._.quantities}
        assert example.number in found, f"the numerals stage found {sorted(found)} in {example.text!r}"
        return example, found[example.number]

    return quantity
