"""What trained extractors are made of: corpora, components that learn, tables, what reports and scores."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.util import registry

if TYPE_CHECKING:
    from hasila.custom.beside import NameHolder, NameSettler
    from hasila.custom.camel_trainer import CamelTrainer
    from hasila.custom.corpus import Corpus
    from hasila.custom.edges import EdgeFinder
    from hasila.custom.encoder.component import EncoderTrainer
    from hasila.custom.tables.bounds import BoundWords
    from hasila.custom.tables.counted import CountedNouns
    from hasila.custom.tables.gazetteer import Gazetteer
    from hasila.links.corpus import QuantityCorpus
    from hasila.links.optimizer import AdaGrad


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


# What each component that learns with a network in torch can be told: `hasila.custom.learning.learner`.
_LEARNING: dict[str, Any] = {
    "keep_labels": True,
    "rehearse": "",
    "rehearse_share": 0.5,
    "learning_rate": 1e-4,
    "head_rate": 1e-3,
    "layer_decay": 0.9,
    "frozen_layers": 0,
    "average": 0.1,
    "steps": 300,
    "seed": 1,
}
_NAMES_F: dict[str, float | None] = {"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0}


@Language.factory(
    "hasila_encoder",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={**_LEARNING, "dropout": 0.1},
    default_score_weights=_NAMES_F,
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
    layer_decay: float,
    frozen_layers: int,
    average: float,
    steps: int,
    dropout: float,
    seed: int,
) -> "EncoderTrainer":
    """Our encoder, trained further; `hasila train` exports it as `hasila_entities`. Needs torch."""
    from hasila.custom.encoder.component import EncoderTrainer
    from hasila.custom.learning.learner import Learning

    learning = Learning(
        keep_labels=keep_labels,
        rehearse=rehearse,
        rehearse_share=rehearse_share,
        learning_rate=learning_rate,
        head_rate=head_rate,
        layer_decay=layer_decay,
        frozen_layers=frozen_layers,
        average=average,
        steps=steps,
        seed=seed,
    )
    return EncoderTrainer(nlp.vocab, name, start=start, dropout=dropout, learning=learning)


@Language.factory(
    "hasila_camel_trainer",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        **_LEARNING,
        "keep_labels": False,
        "learning_rate": 5e-5,
        "layer_decay": 1.0,
        "average": 0.0,
        "labels": {"PERS": "PER"},
        "device": "cpu",
    },
    default_score_weights=_NAMES_F,
)
def make_camel_trainer(
    nlp: Language,
    name: str,
    start: str,
    keep_labels: bool,
    labels: dict[str, str | None],
    rehearse: str,
    rehearse_share: float,
    learning_rate: float,
    head_rate: float,
    layer_decay: float,
    frozen_layers: int,
    average: float,
    steps: int,
    device: str,
    seed: int,
) -> "CamelTrainer":
    """An encoder of the Hugging Face hub, fine-tuned (`pip install 'hasila[camel]'`).

    `hasila train` exports it as `hasila_camel_entities`.
    """
    from hasila.custom.camel_trainer import CamelTrainer
    from hasila.custom.learning.learner import Learning

    learning = Learning(
        keep_labels=keep_labels,
        rehearse=rehearse,
        rehearse_share=rehearse_share,
        learning_rate=learning_rate,
        head_rate=head_rate,
        layer_decay=layer_decay,
        frozen_layers=frozen_layers,
        average=average,
        steps=steps,
        seed=seed,
    )
    return CamelTrainer(nlp.vocab, name, start=start, labels=labels, device=device, learning=learning)


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
    columns: list[str] | None = None,
    text_field: str = "text",
    texts: str | None = None,
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
        columns=columns or ["tokens", "ner_tags"],
        text_field=text_field,
        texts=texts,
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


@registry.architectures("hasila.SmallTok2Vec.v1")  # type: ignore[untyped-decorator]
def make_small_tok2vec(start: str = "ar_news_sm") -> Any:
    """A CNN for spaCy's `ner` and others that begins as our small model."""
    from hasila.custom.cnn import small_tok2vec

    return small_tok2vec(start)
