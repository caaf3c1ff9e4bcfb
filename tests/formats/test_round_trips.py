"""What a format can hold comes back from it unchanged, whatever the text holds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hasila.formats import Document, Relation, Span
from hasila.formats.words import words

PIECES = [
    "العراق",
    "و",
    "بَغْدَاد",
    "صيـــدا",
    "👩‍👧",
    "🇸🇾",
    "👍🏽",
    "e\u0301",
    " ",
    " ",
    "\n",
    "\r\n",
    "27",
    ".",
    "«",
    "\u200f",
    "\u200d",
]
EDGE = re.compile(r"\A\s*[\r\n]|[\r\n]\s*\Z")
LABELS = ["ORG", "LOC", "مرض"]
ONE_FILE = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A text with spans anywhere between its pieces, nested or crossing, and relations among them."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12))
    text = "".join(["نص ", *pieces])
    edges = [3]
    for piece in pieces:
        edges.append(edges[-1] + len(piece))
    ends = draw(st.lists(st.tuples(st.sampled_from(edges), st.sampled_from(edges)), max_size=4))
    keys = {(start, end, draw(st.sampled_from(LABELS))) for start, end in ends if start < end}
    spans = tuple(Span(start, end, label, text[start:end]) for start, end, label in sorted(keys))
    arcs = []
    if len(spans) > 1:
        places = st.integers(0, len(spans) - 1)
        pairs = draw(st.sets(st.tuples(places, places), max_size=2))
        arcs = [Relation(head, tail, "part-of") for head, tail in sorted(pairs)]
    return Document("d1", text, spans, tuple(arcs))


def same(found: Document) -> tuple:
    return found.id, found.text, found.spans, found.relations


@ONE_FILE
@given(document=documents())
@pytest.mark.parametrize("name", ["jsonl", "label-studio", "spacy"])
def test_spans_and_relations(read, write, tmp_path: Path, name: str, document: Document) -> None:
    lost = write(name, [document], tmp_path / "file.json")
    (back,) = read(name, tmp_path / "file.json", offsets="codepoints")
    assert same(back) == same(document)
    assert all("span end" in line or "no token" in line for line in lost)


@ONE_FILE
@given(document=documents())
@pytest.mark.parametrize("unit", ["codepoints", "utf16", "codepoints-lf"])
def test_units(read, write, tmp_path: Path, unit: str, document: Document) -> None:
    path = tmp_path / "file.json"
    lost = write("label-studio", [document], path, offsets=unit)
    (back,) = read("label-studio", path)  # found out without being told
    kept = [span for span in document.spans if span in back.spans]
    assert len(kept) == len(back.spans)
    assert len(document.spans) - len(kept) == 0 or "their ends lie inside" in "".join(lost)


@ONE_FILE
@given(document=documents())
@pytest.mark.parametrize("unit", ["utf16", "graphemes"])
def test_doccano(read, write, tmp_path: Path, unit: str, document: Document) -> None:
    path = tmp_path / "file.jsonl"
    lost = write("doccano", [document], path, offsets=unit)
    (back,) = read("doccano", path, offsets=unit)
    assert back.text == document.text
    assert all(span in document.spans for span in back.spans)
    if not lost:
        assert same(back) == same(document)
    if unit == "utf16":
        assert not lost


@ONE_FILE
@given(document=documents())
def test_prodigy(read, write, tmp_path: Path, document: Document) -> None:
    assert write("prodigy", [document], tmp_path / "file.jsonl") == []
    (back,) = read("prodigy", tmp_path / "file.jsonl")
    assert same(back) == same(document)


@ONE_FILE
@given(document=documents())
def test_brat(read, write, tmp_path: Path, document: Document) -> None:
    folder = tmp_path / "brat"
    lost = write("brat", [document], folder)
    found = read("brat", folder, offsets="codepoints")
    (back,) = found
    assert back.text == document.text
    # A span that is nothing but line ends, or begins or ends with some, is narrower in brat.
    exact = [span for span in document.spans if span.text == span.text.strip("\r\n \t")]
    assert all(span in back.spans for span in exact)
    narrower = [span for span in document.spans if EDGE.search(span.text) or not span.text.strip()]
    assert bool(lost) == bool(narrower)
    if len(exact) == len(document.spans):
        assert same(back) == same(document)


@ONE_FILE
@given(document=documents())
@pytest.mark.parametrize("name", ["conll", "hf"])
def test_words_and_their_tags(read, write, tmp_path: Path, name: str, document: Document) -> None:
    path = tmp_path / f"file.{'conll' if name == 'conll' else 'parquet'}"
    flat = replace(document, spans=document.spans[:1], relations=())
    write(name, [flat], path)
    (back,) = read(name, path)
    ends = words(flat)
    assert back.text == " ".join(flat.text[start:end] for start, end in ends)
    covered = [
        i
        for span in flat.spans
        for i, (start, end) in enumerate(ends)
        if start < span.end and span.start < end
    ]
    tagged = [
        i
        for span in back.spans
        for i, (start, end) in enumerate(back.tokens)
        if span.start <= start < span.end
    ]
    assert tagged == covered
    # Once in words, nothing more is lost.
    assert write(name, [back], path) == []
    (again,) = read(name, path)
    assert (again.text, again.spans, again.tokens) == (back.text, back.spans, back.tokens)


def test_attributes(read, write, tmp_path: Path) -> None:
    more = {"value": "4000", "high": None, "sentence": [0, 3], "place": {"country": "SY"}, "note": "سطر\nسطر"}
    document = Document("d", "أربعة آلاف", (Span(0, 10, "NUM-count", "أربعة آلاف", more),))
    for name in ("label-studio", "prodigy", "spacy", "brat"):
        assert write(name, [document], tmp_path / name) == []
        (back,) = read(name, tmp_path / name)
        assert {key: value for key, value in more.items() if value is not None} == {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in back.spans[0].attributes.items()
            if value is not None
        }


def test_lone_surrogates_are_written(read, write, tmp_path: Path) -> None:
    document = Document("d", "قال \ud83d أحمد", (Span(6, 10, "PER", "أحمد"),))
    for name in ("jsonl", "label-studio", "prodigy", "doccano", "spacy", "conll", "brat", "hf"):
        path = tmp_path / f"{name}.parquet"
        lost = [line for line in write(name, [document], path) if "surrogate" in line]
        (back,) = read(name, path)
        assert back.spans[0].text == "أحمد"
        # JSON can hold them, escaped.
        assert bool(lost) == ("\ud83d" not in back.text)
        assert bool(lost) == (name in ("spacy", "conll", "brat", "hf"))


def test_nothing_is_a_corpus_too(read, write, tmp_path: Path) -> None:
    for name in ("jsonl", "label-studio", "prodigy", "doccano", "spacy", "conll", "hf"):
        path = tmp_path / f"{name}.parquet"
        write(name, [], path)
        assert read(name, path) == []
