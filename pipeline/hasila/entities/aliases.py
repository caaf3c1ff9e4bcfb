"""The component `hasila_aliases`: the names of a document that mean the same body, place or person.

An article gives the full name once, with its short form beside it, and then the short form alone:
`قوات سوريا الديمقراطية "قسد"`, `تنظيم الدولة الإسلامية (داعش)`.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from hasila.entities.edges import bounds, norm
from hasila.extensions import ensure_extension

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

# What may stand between a name and its short form; brackets, quotes or a dash must be there.
_APPOSITION = re.compile(
    r"\s*(?:[(\[«\"“”]+|[(\[]\s*(?:المعروف(?:ة)?\s+(?:اختصار[اًا]*\s+)?(?:باسم|ب)|اختصار[اًا]*|سابقا)\s*[\"«“]?"
    r"|[-–—،,]?\s*المعروف(?:ة)?\s+(?:اختصار[اًا]*\s+)?(?:باسم|ب)\s*[\"«“]?|\s[-–—]\s)\s*"
)
# Heads that may be left out of a name when it is named again.
_HEADS = frozenset(
    norm(word)
    for word in ("تنظيم", "حركة", "حزب", "جماعة", "منظمة", "شركة", "وكالة", "قناة", "صحيفة", "دولة")
)


class AliasResolver:
    """Sets `span._.entity_norm` and `span._.alias_of` of the names in `doc.ents`.

    `entity_norm` is the name without clitics and variants of spelling. `alias_of` is the place in
    `doc.ents` of the first mention of the full name, for a short form in brackets, quotes or
    after a dash, and for later mentions of the short form, of the name, or of a person's last
    name; None for a first mention.

    Args:
        alias_attribute: The name of the `Span._` attribute of the alias.
        norm_attribute: The name of the `Span._` attribute of the norm.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_aliases",
        *,
        alias_attribute: str = "alias_of",
        norm_attribute: str = "entity_norm",
    ) -> None:
        from spacy.tokens import Span

        ensure_extension(Span, alias_attribute)
        ensure_extension(Span, norm_attribute)
        self.vocab = vocab
        self.name = name
        self.alias_attribute = alias_attribute
        self.norm_attribute = norm_attribute

    def __call__(self, doc: "Doc") -> "Doc":
        ents = doc.ents
        text = doc.text
        edges = [bounds(ent) for ent in ents]
        norms = [norm(text[start:end]) for start, end in edges]
        first: dict[str, int] = {}
        surnames: dict[str, int] = {}
        for i, ent in enumerate(ents):
            full = self._named_before(text, ents, edges, norms, i)
            if full is None:
                full = first.get(norms[i])
            if full is None and ent.label_ == "PER" and " " not in norms[i]:
                full = surnames.get(norms[i])
            if full is not None:
                full = self._root(ents, full)
            ent._.set(self.norm_attribute, norms[i])
            ent._.set(self.alias_attribute, full)
            for short in _short_forms(norms[i], ent.label_):
                first.setdefault(short, i if full is None else full)
            if ent.label_ == "PER" and " " in norms[i]:
                surnames.setdefault(norms[i].split()[-1], i if full is None else full)
        return doc

    def _named_before(
        self,
        text: str,
        ents: Sequence["Span"],
        edges: Sequence[tuple[int, int]],
        norms: Sequence[str],
        i: int,
    ) -> int | None:
        """The name just before, if this one is its short form put beside it."""
        if not i or ents[i].label_ != ents[i - 1].label_ or ents[i].label_ == "PER":
            return None
        between = text[edges[i - 1][1] : edges[i][0]]
        shorter = len(norms[i].split()) < len(norms[i - 1].split()) or len(norms[i]) < 6
        if shorter and len(between) < 40 and _APPOSITION.fullmatch(between):
            return i - 1
        return None

    def _root(self, ents: Sequence["Span"], i: int) -> int:
        """The first mention that a mention leads back to."""
        alias: int | None = ents[i]._.get(self.alias_attribute)
        return i if alias is None else alias


def _short_forms(name: str, label: str) -> list[str]:
    """The name, and the name without a head that needn't be said again."""
    head, _, rest = name.partition(" ")
    return [name, rest] if rest and label == "ORG" and head in _HEADS else [name]
