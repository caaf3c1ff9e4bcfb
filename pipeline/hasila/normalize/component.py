"""The spaCy components of stage 1: `NormSetter` and `SentenceMarker`."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from spacy.attrs import NORM, ORTH, SENT_START, SPACY  # type: ignore[import-not-found]  # Cython
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from hasila.extensions import Registers, ensure_extension
from hasila.normalize.levels import fold
from hasila.normalize.proclitics import split_proclitics
from hasila.normalize.sentences import KindsByHash, starts

# spaCy's -1, a token that surely begins no sentence, in the unsigned type of its arrays.
_NOT_A_START = np.uint64(2**64 - 1)


class NormSetter(Registers):
    """Sets `token.norm_` to `fold(token.text)`.

    A norm belongs to the vocabulary's entry, not to each token, so `fold` is installed as what
    computes it when an entry is made; entries that are there already are brought up to date. Inside
    `nlp.memory_zone()` entries and their norms come and go together.

    Also declares `token._.proclitics`, a list of the sure proclitics before the stem.

    Args:
        vocab: The pipeline's vocabulary.
        name: The component's name in the pipeline.
        proclitics: The name of the extension attribute.
    """

    def __init__(self, vocab: Vocab, name: str = "hasila_norm", *, proclitics: str = "proclitics") -> None:
        self.name = name
        self.proclitics = proclitics
        self.register()
        self._install(vocab)

    def register(self) -> None:
        """Register `token._.proclitics`."""
        ensure_extension(Token, self.proclitics, getter=_proclitics)

    def __call__(self, doc: Doc) -> Doc:
        vocab: Any = doc.vocab
        if vocab.lex_attr_getters.get(NORM) is not fold:
            # Loading a vocabulary from disk may wrap the function anew.
            self._install(vocab)
        # A tokenizer's exceptions (spaCy's `ar` has `أنا` as `أنبأنا`) sit on the token, above the
        # entry; zero lets the entry's norm through.
        doc.from_array([NORM], cast(Any, np.zeros((len(doc), 1), dtype=np.uint64)))
        return doc

    @staticmethod
    def _install(vocab: Any) -> None:
        vocab.lex_attr_getters[NORM] = fold
        for lexeme in vocab:
            lexeme.norm_ = fold(lexeme.orth_)


class SentenceMarker:
    """Sets `token.is_sent_start` by the punctuation of news prose; see `hasila.normalize.sentences`."""

    def __init__(self, vocab: Vocab, name: str = "hasila_sentences") -> None:
        self.name = name
        self._kinds = KindsByHash(vocab.strings)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        table: Any = doc.to_array([ORTH, SPACY])
        kinds = list(map(self._kinds.__getitem__, table[:, 0].tolist()))
        marks: Any = np.full((len(doc), 1), _NOT_A_START)
        marks[starts(kinds, table[:, 1].tolist())] = 1
        doc.from_array([SENT_START], marks)
        return doc


def _proclitics(token: Token) -> list[str]:
    return list(split_proclitics(token.text))
