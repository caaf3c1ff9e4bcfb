"""The component `hasila_edges`: where a name begins in its first word, as the training names show it.

spaCy's `ner` finds whole words (`بزيكا`); the gold says that the name is `زيكا`. From it this component
learns the first words of names, with and without letters before them. `hasila.entities.bounds` reads what
it says.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hasila.entities.edges import CLITICS
from hasila.entities.words import MOST_CLITICS, clean
from hasila.extensions import Registers, ensure_extension
from hasila.normalize import fold, proclitic_length

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.training import Example
    from spacy.vocab import Vocab

_FILE = "first_words.json"
_PROCLITICS = re.compile("[وف]?[بلكس]?")
# A preposition or conjunction and the article: before so many letters more they are hardly ever a word's own.
_WITH_ARTICLE = re.compile("(?:([وف]?[بك]|[وف])ال|([وف]?ل)ل)..." + ".*")


class EdgeFinder(Registers):
    """Says of each name in `doc.ents` how many letters of its first word stand before it.

    Only of names of which nobody has said it yet. `initialize` learns from examples.

    Args:
        clitics_attribute: The name of the `Span._` attribute with the number of letters.
    """

    def __init__(
        self, vocab: "Vocab", name: str = "hasila_edges", *, clitics_attribute: str = CLITICS
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.clitics_attribute = clitics_attribute
        self.first_words: frozenset[str] = frozenset()
        self.register()

    def register(self) -> None:
        """Register `span._.clitics`."""
        from spacy.tokens import Span

        ensure_extension(Span, self.clitics_attribute)

    def initialize(
        self,
        get_examples: "Callable[[], Iterable[Example]]",
        nlp: "Language | None" = None,  # noqa: ARG002 - spaCy's protocol
    ) -> None:
        """Learn the first words of names; a word that stands whole in some is no clitic and a word."""
        words: Counter[str] = Counter()
        for example in get_examples():
            for name in example.reference.ents:
                letters = name._.get(CLITICS)
                if letters is not None:
                    words[fold(clean(name[0].text))[letters:]] += 1
        self.first_words = frozenset(word for word in words if word)

    def __call__(self, doc: "Doc") -> "Doc":
        for name in doc.ents:
            if name._.get(self.clitics_attribute) is None:
                name._.set(self.clitics_attribute, self.letters(name))
        return doc

    def letters(self, name: "Span") -> int | None:
        """How many letters stand before the name; None where neither the gold nor the spelling tells."""
        word = fold(clean(name[0].text))
        if word in self.first_words or proclitic_length(name[0].text):
            return None
        for letters in range(1, MOST_CLITICS + 1):
            if word[letters:] in self.first_words and _PROCLITICS.fullmatch(word[:letters]):
                return letters
        match = _WITH_ARTICLE.fullmatch(word)
        return len(match[1] or match[2]) if match else None

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002
        """Write the words into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _FILE).write_bytes(self._dump())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "EdgeFinder":  # noqa: ARG002
        """Read the words from a folder."""
        return self._take((Path(path) / _FILE).read_bytes())

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The words as bytes."""
        from spacy.util import to_bytes

        return to_bytes({_FILE: self._dump}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "EdgeFinder":
        """The reverse of `to_bytes`."""
        from spacy.util import from_bytes

        found: dict[str, Any] = {}
        from_bytes(data, {_FILE: partial(found.__setitem__, _FILE)}, exclude)
        return self._take(found[_FILE]) if _FILE in found else self

    def _dump(self) -> bytes:
        return json.dumps(sorted(self.first_words), ensure_ascii=False, indent=0).encode("utf-8")

    def _take(self, data: bytes) -> "EdgeFinder":
        self.first_words = frozenset(json.loads(data))
        return self
