"""The component `hasila_aliases`: the names of a document that mean the same body, place or person.

An article gives the full name once, with its short form beside it, and then the short form alone:
`قوات سوريا الديمقراطية "قسد"`, `تنظيم الدولة الإسلامية (داعش)`; or a noun that says no more than what
it is: `التنظيم`.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from hasila.doc_text import text_of
from hasila.entities.aliases_mentions import Mention, Name, definite_head, find_mentions
from hasila.entities.aliases_short import short_forms
from hasila.entities.edges import CLITICS, bounds, norm
from hasila.extensions import Registers, ensure_extension

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

# What may stand between a name and its short form; brackets, quotes or a dash must be there.
_KNOWN_AS = r"(?:المعروف(?:ة)?|معروف(?:ة)?|المشهور(?:ة)?)\s+(?:اختصار[اًا]*\s+)?(?:باسم|ب)?"
_APPOSITION = re.compile(
    rf"\s*(?:[(\[«\"“”]+|[(\[]\s*(?:{_KNOWN_AS}|اختصار[اًا]*|سابقا[ًا]*)\s*[\"«“]?"
    rf"|[-–—،,]?\s*{_KNOWN_AS}\s*[\"«“]?|\s[-–—]\s)\s*"
)
_DASH = re.compile(r"\s*[-–—]\s*")
_LONGEST_APPOSITION = 40


class AliasResolver(Registers):
    """Sets `span._.entity_norm` and `span._.alias_of` of the names in `doc.ents`, and `doc._.mentions`.

    `entity_norm` is the name without clitics and variants of spelling. `alias_of` is the place in
    `doc.ents` of the first mention of the full name, for a short form in brackets, quotes or
    after a dash, and for later mentions of the short form, of the name, or of a person's last
    name; None for a first mention.

    `doc._.mentions` holds what stands for a named body without being a name: a definite noun that can
    mean only one of them (`التنظيم`, `الوزارة`), and the pronoun behind a noun of members (`عناصره`):

        {"start", "end", "text", "token", "entity", "kind"}

    `start` and `end` are characters of the text without proclitics (of `عناصره` those of `ه`), `token`
    the token's index, `entity` the place in `doc.ents` of the body's first mention, `kind` `"noun"`
    or `"pronoun"`.

    Args:
        alias_attribute: The name of the `Span._` attribute of the alias.
        norm_attribute: The name of the `Span._` attribute of the norm.
        mentions_attribute: The name of the `Doc._` attribute of the mentions.
        nouns_as_entities: Put the definite nouns into `doc.ents` too, with the label of what they
            mean and `alias_of` set. Gold that counts names only doesn't have them.
        clitics_attribute: Where the entity component says how many letters stand before the name.
    """

    def __init__(
        self,
        vocab: "Vocab",
        name: str = "hasila_aliases",
        *,
        alias_attribute: str = "alias_of",
        norm_attribute: str = "entity_norm",
        mentions_attribute: str = "mentions",
        nouns_as_entities: bool = False,
        clitics_attribute: str = CLITICS,
    ) -> None:
        self.vocab = vocab
        self.name = name
        self.alias_attribute = alias_attribute
        self.norm_attribute = norm_attribute
        self.mentions_attribute = mentions_attribute
        self.nouns_as_entities = nouns_as_entities
        self.clitics_attribute = clitics_attribute
        self.register()

    def register(self) -> None:
        """Register `span._.alias_of`, `span._.entity_norm`, `span._.clitics` and `doc._.mentions`."""
        from spacy.tokens import Doc, Span

        for attribute in (self.alias_attribute, self.norm_attribute, self.clitics_attribute):
            ensure_extension(Span, attribute)
        ensure_extension(Doc, self.mentions_attribute)

    def __call__(self, doc: "Doc") -> "Doc":
        ents = doc.ents
        text = text_of(doc)
        edges = [bounds(ent, clitics_attribute=self.clitics_attribute, text=text) for ent in ents]
        norms = [
            norm(text[start:end], before=text[ent.start_char : start])
            for ent, (start, end) in zip(ents, edges, strict=True)
        ]
        aliases = _aliases(text, ents, edges, norms)
        for i, ent in enumerate(ents):
            # Two mentions of `الوزارة` need not be one ministry: what stands before each of them decides.
            if ent.label_ == "ORG" and len(ent) == 1 and definite_head(ent.text) is not None:
                aliases[i] = None
        names = [
            Name(ent.start, ent.end, ent.label_, one, i if alias is None else alias)
            for i, (ent, one, alias) in enumerate(zip(ents, norms, aliases, strict=True))
        ]
        mentions = find_mentions([token.text for token in doc], _sentences(doc), names)
        self._set(doc, norms, aliases, mentions, text)
        return doc

    def _set(
        self,
        doc: "Doc",
        norms: Sequence[str],
        aliases: list[int | None],
        mentions: Sequence[Mention],
        text: str,
    ) -> None:
        """Write what was found into the document."""
        ents = list(doc.ents)
        at_token = {ent.start: i for i, ent in enumerate(ents)}
        # A definite noun that the model took for a name is one already: it gets its alias.
        for mention in mentions:
            named = at_token.get(mention.first)
            if named is not None and named != mention.entity:
                aliases[named] = mention.entity
        _follow(aliases)
        for i, ent in enumerate(ents):
            ent._.set(self.norm_attribute, norms[i])
            ent._.set(self.alias_attribute, aliases[i])
        others = [mention for mention in mentions if mention.first not in at_token]
        places: Sequence[int] = range(len(ents))
        if self.nouns_as_entities:
            places = self._add_nouns(doc, ents, [one for one in others if one.kind == "noun"])
            others = [mention for mention in others if mention.kind != "noun"]
        doc._.set(self.mentions_attribute, [_record(doc, one, places[one.entity], text) for one in others])

    def _add_nouns(self, doc: "Doc", ents: Sequence["Span"], nouns: Sequence[Mention]) -> Sequence[int]:
        """Make names of the definite nouns; returns for each former name its new place in `doc.ents`."""
        from spacy.tokens import Span

        spans = list(ents)
        for noun in nouns:
            span = Span(doc, noun.first, noun.last, label=ents[noun.entity].label_)
            letters = definite_head(doc[noun.first].text)
            span._.set(self.clitics_attribute, letters[1] if letters else 0)
            span._.set(self.alias_attribute, noun.entity)
            start, end = bounds(span, clitics_attribute=self.clitics_attribute)
            text = text_of(doc)
            before = text[span.start_char : start]
            span._.set(self.norm_attribute, norm(text[start:end], before=before))
            spans.append(span)
        doc.set_ents(spans)
        place = {ent.start: i for i, ent in enumerate(doc.ents)}
        places = [place[ent.start] for ent in ents]
        for ent in doc.ents:
            alias = ent._.get(self.alias_attribute)
            ent._.set(self.alias_attribute, None if alias is None else places[alias])
        return places


def _record(doc: "Doc", mention: Mention, entity: int, text: str) -> dict[str, Any]:
    start = doc[mention.first].idx + mention.skip
    last = doc[mention.last - 1]
    end = last.idx + len(last)
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "token": mention.first,
        "entity": entity,
        "kind": mention.kind,
    }


def _aliases(
    text: str,
    ents: Sequence["Span"],
    edges: Sequence[tuple[int, int]],
    norms: Sequence[str],
) -> list[int | None]:
    """For each name the index of the first mention of its full form."""
    aliases: list[int | None] = []
    full: dict[tuple[str, str], int] = {}
    # None where a short form can be of two names.
    short: dict[tuple[str, str], int | None] = {}
    for i, ent in enumerate(ents):
        label = ent.label_
        key = label, norms[i]
        before = i - 1 if _is_short_form(text, ents, edges, norms, i) else None
        root = before if before is not None else full.get(key, short.get(key))
        if root is not None and (above := aliases[root]) is not None:
            root = above
        aliases.append(root)
        here = i if root is None else root
        full.setdefault(key, here)
        for form in short_forms(text[slice(*edges[i])], norms[i], label):
            if short.setdefault((label, form), here) != here:
                short[label, form] = None
    return aliases


def _follow(aliases: list[int | None]) -> None:
    """Make each alias lead to a first mention; all lead back, so that those before are done already."""
    for i, root in enumerate(aliases):
        if root is not None and (above := aliases[root]) is not None:
            aliases[i] = above


def _is_short_form(
    text: str,
    ents: Sequence["Span"],
    edges: Sequence[tuple[int, int]],
    norms: Sequence[str],
    i: int,
) -> bool:
    """Whether a name is the short form of the one just before, put beside it."""
    # What stands beside a place is where it is (`منبج (سوريا)`), or another one.
    if not i or ents[i].label_ != ents[i - 1].label_ or ents[i].label_ in ("PER", "LOC"):
        return False
    if not 0 < edges[i][0] - edges[i - 1][1] < _LONGEST_APPOSITION:
        return False
    between = text[edges[i - 1][1] : edges[i][0]]
    fewer_words = len(norms[i].split()) < len(norms[i - 1].split())
    # A bare dash stands between opponents too: `الهلال - النصر`.
    shorter = fewer_words or (len(norms[i]) < 6 and _DASH.fullmatch(between) is None)
    return shorter and _APPOSITION.fullmatch(between) is not None


def _sentences(doc: "Doc") -> list[int]:
    """For each token the number of its sentence; without sentence ends, all are in one."""
    if not doc.has_annotation("SENT_START"):
        return [0] * len(doc)
    return [number for number, sent in enumerate(doc.sents) for _ in range(sent.start, sent.end)]
