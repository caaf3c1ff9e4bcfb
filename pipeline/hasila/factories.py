"""Every name that a spaCy config can call for, registered in one place.

The package's entry points lead here, so spaCy finds the components in any pipeline without an
`import hasila`. spaCy loads all entry points whenever a `Language` is made: nothing heavy is
imported before a component is really built.

DOCS: https://spacy.io/usage/processing-pipelines#custom-components
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.util import registry

if TYPE_CHECKING:
    from hasila.camel.entities import CamelEntities
    from hasila.camel.morphology import CamelMorphology
    from hasila.custom.beside import NameHolder, NameSettler
    from hasila.custom.corpus import Corpus
    from hasila.custom.edges import EdgeFinder
    from hasila.custom.encoder.component import EncoderTrainer
    from hasila.custom.tables.bounds import BoundWords
    from hasila.custom.tables.counted import CountedNouns
    from hasila.custom.tables.gazetteer import Gazetteer
    from hasila.entities.aliases import AliasResolver
    from hasila.entities.cnn import CnnEntityTagger
    from hasila.entities.component import EntityTagger
    from hasila.entities.places import PlaceResolver
    from hasila.links.component import QuantityLinker
    from hasila.links.corpus import QuantityCorpus
    from hasila.links.optimizer import AdaGrad
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


@Language.factory("hasila_norm", assigns=["token.norm"])
def make_norm(nlp: Language, name: str) -> "NormSetter":
    """NORM: one form for all spellings of a word."""
    from hasila.normalize.component import NormSetter

    return NormSetter(nlp.vocab, name)


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
    default_config={"threads": 1, "overwrite": False, "head": None, "clitics_attribute": "clitics"},
)
def make_entities(
    nlp: Language, name: str, threads: int, overwrite: bool, head: str | None, clitics_attribute: str
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
    )


@Language.factory(
    "hasila_entities_cnn",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"threads": 1, "overwrite": False, "head": None},
)
def make_entities_cnn(
    nlp: Language, name: str, threads: int, overwrite: bool, head: str | None
) -> "CnnEntityTagger":
    """The same names by spaCy's CNN: quicker, less exact."""
    from hasila.entities.cnn import CnnEntityTagger

    return CnnEntityTagger(nlp.vocab, name, threads=threads, overwrite=overwrite, head=head)


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
    )


@registry.optimizers("hasila.AdaGrad.v1")
def make_adagrad(learn_rate: float = 0.06, start: float = 1.0) -> "AdaGrad":
    """The optimizer of the linker; see `hasila.links.optimizer.AdaGrad`."""
    from hasila.links.optimizer import AdaGrad

    return AdaGrad(learn_rate, start=start)


@registry.readers("hasila.Quantities.v1")  # type: ignore[untyped-decorator]
def make_quantity_corpus(path: str, limit: int = 0) -> "QuantityCorpus":
    """Texts with annotated quantities; see `hasila.links.corpus.QuantityCorpus`."""
    from hasila.links.corpus import QuantityCorpus

    return QuantityCorpus(path, limit=limit)


@Language.factory("hasila_edges", requires=["doc.ents"])
def make_edges(nlp: Language, name: str) -> "EdgeFinder":
    """Where a name begins in its first word, as the training names show it."""
    from hasila.custom.edges import EdgeFinder

    return EdgeFinder(nlp.vocab, name)


@Language.factory(
    "hasila_encoder",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "keep_labels": True,
        "rehearse": "",
        "rehearse_share": 0.5,
        "learning_rate": 1e-4,
        "head_rate": 1e-3,
        "steps": 300,
        "dropout": 0.1,
        "seed": 1,
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def make_encoder(
    nlp: Language,
    name: str,
    start: str,
    keep_labels: bool,
    rehearse: str,
    rehearse_share: float,
    learning_rate: float,
    head_rate: float,
    steps: int,
    dropout: float,
    seed: int,
) -> "EncoderTrainer":
    """Our encoder, trained further; `hasila train` exports it as `hasila_entities`. Needs torch."""
    from hasila.custom.encoder.component import EncoderTrainer

    return EncoderTrainer(
        nlp.vocab,
        name,
        start=start,
        keep_labels=keep_labels,
        rehearse=rehearse,
        rehearse_share=rehearse_share,
        learning_rate=learning_rate,
        head_rate=head_rate,
        steps=steps,
        dropout=dropout,
        seed=seed,
    )


@Language.factory(
    "hasila_hold",
    requires=["doc.ents"],
    assigns=["doc.ents", "doc.spans"],
    default_config={"spans_key": "held_names"},
)
def make_holder(nlp: Language, name: str, spans_key: str) -> "NameHolder":
    """Names held aside while another component looks for its own."""
    from hasila.custom.beside import NameHolder

    return NameHolder(nlp.vocab, name, spans_key=spans_key)


@Language.factory(
    "hasila_settle",
    requires=["doc.spans", "doc.ents"],
    assigns=["doc.ents"],
    default_config={"spans_key": "held_names", "give_way": ["MISC"]},
)
def make_settler(nlp: Language, name: str, spans_key: str, give_way: list[str]) -> "NameSettler":
    """Names held aside and names found since: the longer stays."""
    from hasila.custom.beside import NameSettler

    return NameSettler(nlp.vocab, name, spans_key=spans_key, give_way=give_way)


@Language.factory("hasila_gazetteer", assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_gazetteer(nlp: Language, name: str) -> "Gazetteer":
    """Names from a table: `[initialize.components.hasila_gazetteer] table = "…"`."""
    from hasila.custom.tables.gazetteer import Gazetteer

    return Gazetteer(nlp.vocab, name)


@Language.factory(
    "hasila_counted",
    requires=["doc._.quantities"],
    assigns=["doc._.quantities"],
    default_config={"attribute": "quantities"},
)
def make_counted(nlp: Language, name: str, attribute: str) -> "CountedNouns":
    """Classes and units of counted nouns from a table; it stands behind `hasila_links`."""
    from hasila.custom.tables.counted import CountedNouns

    return CountedNouns(nlp.vocab, name, attribute=attribute)


@Language.factory(
    "hasila_bounds",
    requires=["doc._.numbers"],
    assigns=["doc._.numbers"],
    default_config={"attribute": "numbers"},
)
def make_bounds(nlp: Language, name: str, attribute: str) -> "BoundWords":
    """Words that bound a number from a table; it stands between `hasila_numerals` and `hasila_links`."""
    from hasila.custom.tables.bounds import BoundWords

    return BoundWords(nlp.vocab, name, attribute=attribute)


@registry.readers("hasila.Corpus.v1")  # type: ignore[untyped-decorator]
def make_corpus(
    path: str,
    format: str | None = None,  # noqa: A002 - as in a config
    labels: list[str] | None = None,
    rename: dict[str, str] | None = None,
    layer: str | int = "all",
    offsets: str = "auto",
    tag_column: int | None = None,
    trim_proclitics: bool = False,
    sentences: bool = False,
    part: str = "all",
    held_out: float = 0.2,
    limit: int = 0,
    skip_faulty: bool = False,
) -> "Corpus":
    """Annotated texts of any format that `hasila convert` reads; see `hasila.custom.corpus.Corpus`."""
    from hasila.custom.corpus import make

    return make(
        path,
        format=format,
        labels=labels or [],
        rename=rename or {},
        layer=layer,
        offsets=offsets,
        tag_column=tag_column,
        trim_proclitics=trim_proclitics,
        sentences=sentences,
        part=part,
        held_out=held_out,
        limit=limit,
        skip_faulty=skip_faulty,
    )


@registry.loggers("hasila.Progress.v1")  # type: ignore[untyped-decorator]
def make_progress(log: str | None = None) -> Callable[..., Any]:
    """What `hasila train` shows of a training; `log` gets a JSON object for each evaluation."""
    from hasila.custom.progress import progress_logger

    return progress_logger(log)


@registry.scorers("hasila.names_scorer.v1")  # type: ignore[untyped-decorator]
def make_names_scorer() -> Callable[..., dict[str, Any]]:
    """Names judged by the labels that the gold has."""
    from hasila.custom.score import score_names

    return score_names


@Language.factory(
    "hasila_camel_entities",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "model": "arabert",
        "labels": {"PERS": "PER"},
        "overwrite": False,
        "threads": 1,
        "device": "cpu",
    },
)
def make_camel_entities(
    nlp: Language,
    name: str,
    model: str,
    labels: dict[str, str | None],
    overwrite: bool,
    threads: int,
    device: str,
) -> "CamelEntities":
    """Names by CAMeL's NER or any Hugging Face token classifier (`pip install 'hasila[camel]'`)."""
    from hasila.camel.entities import CamelEntities

    return CamelEntities(
        nlp.vocab, name, model=model, labels=labels, overwrite=overwrite, threads=threads, device=device
    )


@Language.factory(
    "hasila_camel_morphology",
    assigns=["token.lemma", "token.morph", "token._.clitic_tags"],
    default_config={
        "database": "calima-msa-r13",
        "counts": None,
        "vowels": False,
        "attribute": "clitic_tags",
        "quantities": None,
    },
)
def make_camel_morphology(
    nlp: Language,
    name: str,
    database: str,
    counts: str | None,
    vowels: bool,
    attribute: str,
    quantities: str | None,
) -> "CamelMorphology":
    """Lemma, number, gender and clitics by CAMeL's disambiguator (`pip install 'hasila[camel]'`)."""
    from hasila.camel.morphology import CamelMorphology

    return CamelMorphology(
        nlp.vocab,
        name,
        database=database,
        counts=counts,
        vowels=vowels,
        attribute=attribute,
        quantities=quantities,
    )


@registry.architectures("hasila.SmallTok2Vec.v1")  # type: ignore[untyped-decorator]
def make_small_tok2vec(start: str = "ar_news_sm") -> Any:
    """A CNN for spaCy's `ner` and others that begins as our small model."""
    from hasila.custom.cnn import small_tok2vec

    return small_tok2vec(start)
