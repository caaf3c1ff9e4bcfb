"""CAMeL Tools as stages (the `camel` extra)."""

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from hasila.camel.entities import CamelEntities
    from hasila.camel.morphology import CamelMorphology


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
    model: str | None,
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
