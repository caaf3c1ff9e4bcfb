"""The tokenizer: spaCy tokens over the unchanged text, cut as news is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from hasila.normalize.pieces import cut

# Chunks longer than this are not remembered; they don't come twice.
_LONGEST_REMEMBERED = 40
_SURROGATE = re.compile("[\ud800-\udfff]")


class ArabicTokenizer:
    """Cuts a text into a `Doc` whose tokens join to the text again.

    One exception that UTF-8 demands: a lone surrogate (half of a broken emoji in somebody's JSON) is no
    character that spaCy could store, so it becomes U+FFFD, one for one; all offsets stay.

    Args:
        vocab: The pipeline's vocabulary.
        cache_size: How many chunks between spaces are remembered with their tokens.
    """

    def __init__(self, vocab: Vocab, *, cache_size: int = 100_000) -> None:
        self.vocab = vocab
        self.cache_size = cache_size
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, text: str) -> Doc:
        """Tokenize a text of any length."""
        words, spaces = self._split(_SURROGATE.sub("\ufffd", text))
        return Doc(self.vocab, words=words, spaces=spaces)

    def _split(self, text: str) -> tuple[list[str], list[bool]]:
        words: list[str] = []
        spaces: list[bool] = []
        known = self._known
        empty = 0
        for chunk in text.split(" "):
            if not chunk:
                empty += 1
                continue
            if empty:
                words.append(" " * empty)
                spaces.append(False)
                empty = 0
            pieces = known.get(chunk)
            if pieces is None:
                pieces = self._cut(chunk)
            if len(pieces) > 1:
                words.extend(pieces)
                spaces.extend([False] * (len(pieces) - 1))
            else:
                words.append(chunk)
            spaces.append(True)
        if empty > 1:
            # The last of the spaces at the end is no chunk but the separator before it.
            words.append(" " * (empty - 1))
            spaces.append(False)
        elif not empty and spaces:
            spaces[-1] = False
        return words, spaces

    def _cut(self, chunk: str) -> tuple[str, ...]:
        pieces = cut(chunk)
        if len(chunk) <= _LONGEST_REMEMBERED:
            if len(self._known) >= self.cache_size:
                self._known.clear()
            self._known[chunk] = pieces
        return pieces

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterable[Doc]:  # noqa: ARG002
        """Tokenize many texts; `batch_size` is there because spaCy's own tokenizer takes it."""
        for text in texts:
            yield self(text)

    # What is learnt while running is a cache only: there is nothing to store.

    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> ArabicTokenizer:
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        return None

    def from_disk(self, _path: str | Path, **_: Any) -> ArabicTokenizer:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.vocab, self.cache_size)


def _rebuild(vocab: Vocab, cache_size: int) -> ArabicTokenizer:
    return ArabicTokenizer(vocab, cache_size=cache_size)
