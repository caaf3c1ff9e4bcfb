"""Files of the tools themselves (how they were made: data/README.md) hold what the gold file says."""

import pytest

from formats.conftest import DATA, gold
from hasila.formats import Document, Problem
from hasila.formats.notes import Notes
from hasila.formats.registry import guess_input

FILES = {
    "gold.jsonl": "jsonl",
    "label_studio.json": "label-studio",
    "label_studio_utf16.json": "label-studio",
    "label_studio_min.json": "label-studio",
    "doccano_label.jsonl": "doccano",
    "doccano_graphemes.jsonl": "doccano",
    "doccano_relations.jsonl": "doccano",
    "brat": "brat",
}
# Their tokens are spaCy's: a span is of whole words.
WHOLE_WORDS = {"blank.spacy": "spacy", "prodigy.jsonl": "prodigy"}


def spans(document: Document) -> list[tuple[int, int, str]]:
    return sorted((span.start, span.end, span.label) for span in document.spans)


@pytest.mark.parametrize("name", FILES)
def test_every_span_stands_where_it_stood_in_the_tool(read, name: str) -> None:
    found = read(FILES[name], DATA / name)
    assert {one.text: spans(one) for one in found} == {
        text: sorted(marked) for text, marked in gold().values()
    }


@pytest.mark.parametrize("name", FILES)
def test_surfaces_are_those_of_the_text(read, name: str) -> None:
    for document in read(FILES[name], DATA / name):
        for span in document.spans:
            assert span.text == document.text[span.start : span.end]


@pytest.mark.parametrize("name", WHOLE_WORDS)
def test_spans_of_whole_words(read, name: str) -> None:
    found = {one.text: spans(one) for one in read(WHOLE_WORDS[name], DATA / name)}
    assert len(found) == 5  # and not the task that was rejected
    text, marked = gold()["tatweel"]
    assert [text[start:end] for start, end, _ in marked] == ["بلديـــة صيـــدا", "لبنـان", "صور"]
    assert [text[start:end] for start, end, _ in found[text]] == ["بلديـــة صيـــدا", "ولبنـان", "وصور"]


def test_label_studio_s_own_conll(read) -> None:
    found = read("conll", DATA / "label_studio.conll")
    assert [span.text for span in found[0].spans] == ["أنيس بن ميلاد", "النور", "بغداد"]
    assert [span.text for span in found[1].spans] == ["السَّلَامِ", "والعِرَاق،", "مجلس المدينة"]


@pytest.mark.parametrize("name", ["label_studio.json", "doccano_relations.jsonl", "brat", "prodigy.jsonl"])
def test_relations(read, name: str) -> None:
    found = read({**FILES, **WHOLE_WORDS}[name], DATA / name)
    assert len(found) == 5
    for document in found:
        (arc,) = document.relations
        assert (arc.label, arc.head, arc.tail) == ("in", 0, 1)


def test_what_brat_says_of_a_span(read) -> None:
    (plain,) = (one for one in read("brat", DATA / "brat") if one.id == "plain")
    assert [dict(span.attributes) for span in plain.spans] == [{"Certainty": "high"}, {"note": "العاصمة"}]


@pytest.mark.parametrize(
    ("name", "offsets"),
    [
        ("label_studio.json", "utf16"),
        ("label_studio_utf16.json", "codepoints"),
        ("doccano_label.jsonl", "graphemes"),
        ("doccano_graphemes.jsonl", "utf16"),
        ("brat", "utf16"),
    ],
)
def test_the_wrong_unit_never_gives_the_gold(read, name: str, offsets: str) -> None:
    right = sorted((text, sorted(marked)) for text, marked in gold().values())
    found = read(FILES[name], DATA / name, offsets=offsets)
    assert sorted((one.text, spans(one)) for one in found if isinstance(one, Document)) != right


def test_where_words_are_kept_the_wrong_unit_is_refused(read) -> None:
    found = read("label-studio", DATA / "label_studio_utf16.json", offsets="codepoints")
    assert [one.text for one in found if isinstance(one, Document)] == [gold()["plain"][0]]
    refused = [one for one in found if isinstance(one, Problem)]
    assert len(refused) == 8
    assert all(
        one.reason.endswith("it fits if offsets count UTF-16 units: --offsets utf16") for one in refused
    )


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("label_studio.json", None),
        ("label_studio_utf16.json", "offsets taken for UTF-16 units"),
        ("doccano_label.jsonl", "offsets taken for UTF-16 units: most spans begin and end with a word so"),
        (
            "doccano_graphemes.jsonl",
            "offsets taken for grapheme clusters: most spans begin and end with a word",
        ),
    ],
)
def test_the_unit_found_is_said(read, name: str, remark: str | None) -> None:
    notes = Notes()
    read(FILES[name], DATA / name, notes=notes)
    said = [line for line in notes.lines() if "offsets" in line]
    assert len(said) == (remark is not None)
    assert remark is None or said[0].startswith(remark)


@pytest.mark.parametrize("name", [*FILES, *WHOLE_WORDS, "label_studio.conll"])
def test_the_format_is_told_by_the_file(name: str) -> None:
    assert guess_input(str(DATA / name)) == {**FILES, **WHOLE_WORDS, "label_studio.conll": "conll"}[name]
