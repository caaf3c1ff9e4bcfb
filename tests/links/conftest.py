"""A pipeline up to the numbers, and the linker by itself, so that names can be given by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from hasila.links.choices import walk
from hasila.links.component import QuantityLinker
from hasila.links.evidence import SHARES, rows_of
from hasila.links.linker import read_kinds
from hasila.links.ranking import Choice
from links.marks import Example, read

Linked = Callable[[str], tuple[Example, dict[str, Any]]]
Offered = Callable[..., tuple[Example, dict[str, Choice]]]


@pytest.fixture(scope="session")
def linker() -> QuantityLinker:
    """A linker by itself."""
    return QuantityLinker(spacy.blank("ar").vocab)


@pytest.fixture(scope="session")
def marked_doc() -> Callable[[str], tuple[Example, Doc]]:
    """A function from a marked text to the example and the Doc that the linker gets."""
    config = {"nlp": {"lang": "ar", "tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.util.get_lang_class("ar").from_config(config)
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)

    def doc_of(marked: str) -> tuple[Example, Doc]:
        example = read(marked)
        doc = nlp(example.text)
        doc.ents = [doc.char_span(a, b, label, alignment_mode="expand") for a, b, label in example.names]
        return example, doc

    return doc_of


@pytest.fixture(scope="session")
def linked(linker: QuantityLinker, marked_doc: Callable[[str], tuple[Example, Doc]]) -> Linked:
    """A function from a marked text to the example and the quantity that was read."""

    def quantity(marked: str) -> tuple[Example, dict[str, Any]]:
        example, doc = marked_doc(marked)
        found = {(q["start"], q["end"]): q for q in linker(doc)._.quantities}
        assert example.number in found, f"the numerals stage found {sorted(found)} in {example.text!r}"
        return example, found[example.number]

    return quantity


@pytest.fixture(scope="session")
def offered(linker: QuantityLinker, marked_doc: Callable[[str], tuple[Example, Doc]]) -> Offered:
    """A function from a marked text to the example and the choices that its number asks for.

    No weights have a say in it: each number is answered that there is none. With `encoder=True` the
    candidates are those of a pipeline with an encoder that knows links.
    """

    def choices(marked: str, *, encoder: bool = False) -> tuple[Example, dict[str, Choice]]:
        example, doc = marked_doc(marked)
        view = linker.view(doc)
        if encoder:
            view = replace(view, rows=rows_of(np.zeros((len(view.words), SHARES), np.float32)))
        numbers = [(number.start, number.end) for number in view.numbers]
        assert example.number in numbers, f"the numerals stage found {numbers} in {example.text!r}"
        n, found = numbers.index(example.number), {}

        def none(choice: Choice) -> None:
            if choice.number == n:
                found[choice.name] = choice

        counted, kinds = read_kinds(view)
        for _ in walk(view, counted, [kind for kind, _ in kinds], none):
            pass
        return example, found

    return choices
