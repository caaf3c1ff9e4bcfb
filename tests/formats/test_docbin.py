"""spaCy's own view of what is written for it, and ours of what spaCy users change."""

from pathlib import Path

import spacy
from spacy.tokens import DocBin

from hasila.formats import Document, Relation, Span
from hasila.formats.notes import Notes

TEXT = "زار وزير مالية مصر والعراق أمس."
SPANS = tuple(
    Span(start, end, label, TEXT[start:end])
    for start, end, label in [(4, 18, "OCC"), (9, 18, "ORG"), (20, 26, "LOC"), (27, 30, "NUM-date")]
)
DOCUMENT = Document("d1", TEXT, SPANS, (Relation(0, 2, "of"),), {"source": "here"})


def test_entities_are_flat_and_the_rest_stands_in_a_span_group(write, tmp_path: Path) -> None:
    assert write("spacy", [DOCUMENT], tmp_path / "a.spacy") == [
        "1 span end cannot be held by spacy: a span is of whole words; Hasila finds the ends again"
    ]
    nlp = spacy.blank("ar")
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(nlp.vocab)
    assert doc.text == TEXT
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("وزير مالية مصر", "OCC"), ("والعراق", "LOC")]
    assert [(span.text, span.label_) for span in doc.spans["sc"]] == [
        ("وزير مالية مصر", "OCC"),
        ("مالية مصر", "ORG"),
        ("والعراق", "LOC"),
        ("أمس", "NUM-date"),
    ]


def test_hasila_finds_everything_again(read, write, tmp_path: Path) -> None:
    write("spacy", [DOCUMENT], tmp_path / "a.spacy")
    (back,) = read("spacy", tmp_path / "a.spacy")
    assert (back.id, back.spans, back.relations, back.meta) == (
        "d1",
        SPANS,
        DOCUMENT.relations,
        DOCUMENT.meta,
    )


def test_entities_that_somebody_changed_are_believed(read, write, tmp_path: Path) -> None:
    write("spacy", [DOCUMENT], tmp_path / "a.spacy")
    (doc,) = DocBin(store_user_data=True).from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("ar").vocab)
    doc.set_ents([doc.char_span(19, 26, "GPE")])
    del doc.spans["sc"]
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "b.spacy")
    (back,) = read("spacy", tmp_path / "b.spacy")
    assert [(span.text, span.label) for span in back.spans] == [("والعراق", "GPE")]
    (trimmed,) = read("spacy", tmp_path / "b.spacy", trim_proclitics=True)
    assert [span.text for span in trimmed.spans] == ["العراق"]


def test_span_groups_of_other_things_than_names_are_passed_over(read, tmp_path: Path) -> None:
    doc = spacy.blank("ar")(TEXT)
    doc.set_ents([doc.char_span(9, 18, "ORG")])
    doc.spans["sc"] = [doc.char_span(4, 18, "OCC")]
    doc.spans["numbers"] = [doc.char_span(19, 26, "CARDINAL")]
    doc.spans["candidates"] = [doc[0:1]]  # without a label
    doc.spans["none"] = []
    file = tmp_path / "a.spacy"
    DocBin(docs=[doc]).to_disk(file)
    notes = Notes()
    (back,) = read("spacy", file, notes=notes)
    assert [(span.start, span.end, span.label) for span in back.spans] == [(4, 18, "OCC"), (9, 18, "ORG")]
    assert sorted(notes.lines()) == [
        f"the span group {name!r} was passed over: entities and 'sc' are read (at {file}:1)"
        for name in ("candidates", "numbers")
    ]


def test_words_of_a_corpus_stay_its_words(read, write, tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("و166 O\nفي O\nحلب( B-LOC\n", encoding="utf-8")
    write("spacy", read("conll", tmp_path / "a.conll"), tmp_path / "a.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("ar").vocab)
    assert [token.text for token in doc] == ["و166", "في", "حلب("]
    write("conll", read("spacy", tmp_path / "a.spacy"), tmp_path / "b.conll")
    assert (tmp_path / "b.conll").read_text(encoding="utf-8") == "و166 O\nفي O\nحلب( B-LOC\n\n"
