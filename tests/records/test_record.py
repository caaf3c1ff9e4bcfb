"""The record says of a Doc what its stages found: all keys, in order, offsets into the text."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, Span

import hasila.records
from hasila.extensions import ensure_extension
from hasila.records import Attributes, from_doc

SCHEMA = json.loads(Path(hasila.records.__file__).with_name("record.schema.json").read_text(encoding="utf-8"))
TEXT = "أعلنت وزارة الصحة مقتل 12 عاملا بحلب"


def quantity(**fields):
    """What a links stage puts into `doc._.quantities`."""
    empty = dict.fromkeys(("value", "low", "high", "unit", "counted", "antecedent", "of", "place", "event"))
    return {"kind": "count", "bound": "exact", "sentence": [0, len(TEXT)], **empty, **fields}


@pytest.fixture
def doc() -> Doc:
    for owner, name in ((Doc, "quantities"), (Span, "place"), (Span, "alias_of"), (Span, "entity_norm")):
        ensure_extension(owner, name)
    doc = spacy.blank("ar")(TEXT)
    doc.ents = [doc.char_span(6, 17, "ORG"), doc.char_span(32, 36, "LOC")]
    doc.ents[1]._.place = {"geonames": 170063, "lat": 36.2, "lon": 37.16, "country": "SY"}
    doc.ents[1]._.entity_norm = "حلب"
    doc._.quantities = [
        quantity(
            start=23,
            end=25,
            text="12",
            value="12",
            counted={"start": 26, "end": 31, "text": "عاملا", "lemma": "عامل"},
            place={"start": 33, "end": 36, "text": "حلب", "entity": 1},
            event={"start": 18, "end": 22, "text": "مقتل"},
        )
    ]
    return doc


def spans(record):
    """Every span of a record."""
    yield from record["entities"]
    for found in record["quantities"]:
        yield found
        yield from (found[role] for role in ("counted", "antecedent", "of", "place", "event") if found[role])


def test_every_span_is_a_slice_of_the_text(doc):
    record = from_doc(doc, id="a")
    assert len(list(spans(record))) == 6
    for span in spans(record):
        assert span["text"] == TEXT[span["start"] : span["end"]]


def test_a_name_stands_without_its_proclitic_and_with_its_place(doc):
    aleppo = from_doc(doc, id="a")["entities"][1]
    assert (aleppo["text"], aleppo["label"], aleppo["norm"]) == ("حلب", "LOC", "حلب")
    assert aleppo["place"] == {"geonames": 170063, "lat": 36.2, "lon": 37.16, "country": "SY"}
    assert aleppo["alias_of"] is None


def test_the_norm_is_the_text_where_no_component_gave_another(doc):
    assert from_doc(doc, id="a")["entities"][0]["norm"] == "وزارة الصحة"


def test_meta_passes_through_and_stays_the_callers(doc):
    meta = {"title": "خبر", "tags": ["أ", {"ب": 1.5}]}
    record = from_doc(doc, id="a", meta=meta)
    assert record["meta"] == meta
    assert record["meta"] is not meta


def test_keys_are_those_of_the_schema_in_its_order(doc):
    record = from_doc(doc, id="a")
    assert list(record) == SCHEMA["required"]
    assert list(record["entities"][0]) == SCHEMA["$defs"]["entity"]["required"]
    assert list(record["quantities"][0]) == SCHEMA["$defs"]["quantity"]["required"]
    for role, shape in (("counted", "counted"), ("place", "named"), ("event", "span")):
        assert list(record["quantities"][0][role]) == SCHEMA["$defs"][shape]["required"]


def test_a_record_fits_the_json_schema(doc):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(from_doc(doc, id="a", meta={"n": 1}), SCHEMA)


def test_extra_keys_of_a_component_stay_out(doc):
    doc._.quantities = [quantity(start=23, end=25, text="12", value="12", confidence=0.9)]
    assert "confidence" not in from_doc(doc, id="a")["quantities"][0]


def test_another_attribute_for_the_quantities(doc):
    ensure_extension(Doc, "tolls")
    doc._.tolls = []
    assert from_doc(doc, id="a", quantities="tolls")["quantities"] == []


def test_a_pipeline_whose_attributes_have_other_names():
    config = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    nlp = spacy.blank("ar", config=config)
    nlp.add_pipe("hasila_numerals", config={"attribute": "figures", "span_attribute": "figure"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "سوريا"}])
    nlp.add_pipe("hasila_places", config={"attribute": "where", "clitics_attribute": "letters"})
    names = {"alias_attribute": "short_for", "norm_attribute": "plain", "clitics_attribute": "letters"}
    nlp.add_pipe("hasila_aliases", config=names)
    settings = {"attribute": "sums", "numbers_attribute": "figures", "clitics_attribute": "letters"}
    nlp.add_pipe("hasila_links", config=settings)
    attributes = Attributes.of(nlp)
    assert attributes == Attributes("sums", "figures", "letters", "plain", "short_for", "where")
    record = from_doc(nlp("قتل 3 جنود في سوريا ثم عادوا إلى سوريا"), id="a", attributes=attributes)
    assert [entity["alias_of"] for entity in record["entities"]] == [None, 0]
    assert record["entities"][0]["place"]["country"] == "SY"
    assert record["quantities"][0]["counted"]["text"] == "جنود"


def test_a_pipeline_without_links_has_no_quantities():
    doc = spacy.blank("ar")("قتل 3")
    assert from_doc(doc, id="a", quantities="never_registered")["quantities"] == []


def test_a_record_is_the_same_from_a_stored_doc(doc):
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert from_doc(again, id="a") == from_doc(doc, id="a")
