"""The stages of the shipped pipelines, in the order that a text flows through them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.util import registry

if TYPE_CHECKING:
    from hasila.entities.aliases import AliasResolver
    from hasila.entities.cnn import CnnEntityTagger
    from hasila.entities.component import EntityTagger
    from hasila.entities.places import PlaceResolver
    from hasila.links.component import QuantityLinker
    from hasila.normalize.component import NormSetter, SentenceMarker
    from hasila.normalize.tokenizer import ArabicTokenizer
    from hasila.numerals.component import NumberFinder


@registry.tokenizers("hasila.ArabicTokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], "ArabicTokenizer"]:
    """The tokenizer of a `.cfg`: `[nlp.tokenizer] @tokenizers = "hasila.ArabicTokenizer.v1"`."""

    def create(nlp: Language) -> "ArabicTokenizer":
        from hasila.normalize.tokenizer import ArabicTokenizer

        return ArabicTokenizer(nlp.vocab)

    return create


@Language.factory(
    "hasila_norm",
    assigns=["token.norm", "token._.proclitics"],
    default_config={"proclitics_attribute": "proclitics"},
)
def make_norm(nlp: Language, name: str, proclitics_attribute: str) -> "NormSetter":
    """NORM: one form for all spellings of a word."""
    from hasila.normalize.component import NormSetter

    return NormSetter(nlp.vocab, name, proclitics=proclitics_attribute)


@Language.factory("hasila_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> "SentenceMarker":
    """Sentence ends of news prose."""
    from hasila.normalize.component import SentenceMarker

    return SentenceMarker(nlp.vocab, name)


@Language.factory(
    "hasila_numerals",
    assigns=["doc.spans", "doc._.numbers", "span._.number"],
    default_config={
        "spans_key": "numbers",
        "attribute": "numbers",
        "span_attribute": "number",
        "decimal": None,
        "dialect": False,
    },
)
def make_numerals(
    nlp: Language,
    name: str,
    spans_key: str,
    attribute: str,
    span_attribute: str,
    decimal: str | None,
    dialect: bool,
) -> "NumberFinder":
    """Numbers in digits and words, with values and bounds.

    `decimal` is the separator that is always the decimal point (`","`; null: the context decides), `dialect`
    reads forms of the spoken language too (`خمستاشر`); both as in `hasila.numerals.find`.
    """
    from hasila.numerals.component import NumberFinder

    return NumberFinder(
        nlp.vocab,
        name,
        spans_key=spans_key,
        attribute=attribute,
        span_attribute=span_attribute,
        decimal=decimal,
        dialect=dialect,
    )


@Language.factory(
    "hasila_entities",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.clitics"],
    default_config={
        "threads": 1,
        "overwrite": False,
        "head": None,
        "clitics_attribute": "clitics",
        "evidence_attribute": "link_evidence",
    },
)
def make_entities(
    nlp: Language,
    name: str,
    threads: int,
    overwrite: bool,
    head: str | None,
    clitics_attribute: str,
    evidence_attribute: str,
) -> "EntityTagger":
    """Names of organisations, places, persons and others, by an ONNX encoder."""
    from hasila.entities.component import EntityTagger

    return EntityTagger(
        nlp.vocab,
        name,
        threads=threads,
        overwrite=overwrite,
        head=head,
        clitics_attribute=clitics_attribute,
        evidence_attribute=evidence_attribute,
    )


@Language.factory(
    "hasila_entities_cnn",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type", "span._.clitics"],
    default_config={
        "threads": 1,
        "overwrite": False,
        "head": None,
        "clitics_attribute": "clitics",
        "evidence_attribute": "link_evidence",
    },
)
def make_entities_cnn(
    nlp: Language,
    name: str,
    threads: int,
    overwrite: bool,
    head: str | None,
    clitics_attribute: str,
    evidence_attribute: str,
) -> "CnnEntityTagger":
    """The same names by spaCy's CNN: quicker, less exact."""
    from hasila.entities.cnn import CnnEntityTagger

    return CnnEntityTagger(
        nlp.vocab,
        name,
        threads=threads,
        overwrite=overwrite,
        head=head,
        clitics_attribute=clitics_attribute,
        evidence_attribute=evidence_attribute,
    )


@Language.factory(
    "hasila_aliases",
    requires=["doc.ents"],
    assigns=["span._.alias_of", "span._.entity_norm", "doc._.mentions"],
    default_config={
        "alias_attribute": "alias_of",
        "norm_attribute": "entity_norm",
        "mentions_attribute": "mentions",
        "nouns_as_entities": False,
        "clitics_attribute": "clitics",
    },
)
def make_aliases(
    nlp: Language,
    name: str,
    alias_attribute: str,
    norm_attribute: str,
    mentions_attribute: str,
    nouns_as_entities: bool,
    clitics_attribute: str,
) -> "AliasResolver":
    """Short forms of a name, and nouns that can only mean it, led back to the full one in the document."""
    from hasila.entities.aliases import AliasResolver

    return AliasResolver(
        nlp.vocab,
        name,
        alias_attribute=alias_attribute,
        norm_attribute=norm_attribute,
        mentions_attribute=mentions_attribute,
        nouns_as_entities=nouns_as_entities,
        clitics_attribute=clitics_attribute,
    )


@Language.factory(
    "hasila_places",
    requires=["doc.ents"],
    assigns=["span._.place", "doc._.demonyms"],
    default_config={
        "attribute": "place",
        "labels": ["LOC"],
        "clitics_attribute": "clitics",
        "demonyms_attribute": "demonyms",
    },
)
def make_places(
    nlp: Language,
    name: str,
    attribute: str,
    labels: list[str],
    clitics_attribute: str,
    demonyms_attribute: str,
) -> "PlaceResolver":
    """GeoNames id, coordinates and country of a place; the countries that adjectives tell."""
    from hasila.entities.places import PlaceResolver

    return PlaceResolver(
        nlp.vocab,
        name,
        attribute=attribute,
        labels=labels,
        clitics_attribute=clitics_attribute,
        demonyms_attribute=demonyms_attribute,
    )


@Language.factory(
    "hasila_links",
    requires=["doc.ents", "doc.sents", "doc._.numbers"],
    assigns=["doc._.quantities"],
    default_config={
        "attribute": "quantities",
        "numbers_attribute": "numbers",
        "mentions_attribute": "mentions",
        "lean": {},
        "penalty": {},
        "evidence_attribute": None,
        "clitics_attribute": "clitics",
    },
)
def make_links(
    nlp: Language,
    name: str,
    attribute: str,
    numbers_attribute: str,
    mentions_attribute: str,
    lean: dict[str, float],
    penalty: dict[str, float],
    evidence_attribute: str | None,
    clitics_attribute: str,
) -> "QuantityLinker":
    """What each number counts, of whom, where; trained by `configs/linker.cfg`."""
    from hasila.links.component import QuantityLinker

    return QuantityLinker(
        nlp.vocab,
        name,
        attribute=attribute,
        numbers_attribute=numbers_attribute,
        mentions_attribute=mentions_attribute,
        lean=lean,
        penalty=penalty,
        evidence_attribute=evidence_attribute,
        clitics_attribute=clitics_attribute,
    )
