"""The whole pipeline on the sample corpus and on sentences a newcomer would try."""

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from hasila import records
from hasila.evaluate.quantities import Scores, score
from hasila.sources import Fields, Record, Source, find_inputs

CORPORA = Path(__file__).resolve().parents[1] / "corpora"


def span_of(text: str, surface: str, nth: int) -> list[int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(surface, start + 1)
    return [start, start + len(surface)]


def span_beside(text: str, surface: str | None, number: list[int]) -> list[int] | None:
    """Where `surface` stands nearest to a number: the gold names the counted word, not its place."""
    if surface is None:
        return None
    starts = [i for i in range(len(text)) if text.startswith(surface, i)]
    nearest = min(starts, key=lambda i: (max(i - number[1], number[0] - i - len(surface), 0), i < number[0]))
    return [nearest, nearest + len(surface)]


def gold_record(line: str, texts: dict[str, str]) -> dict[str, Any]:
    gold = json.loads(line)
    text = texts[gold["id"]]
    quantities = []
    for count in gold["counts"]:
        number = span_of(text, count["num"], count["nth"])
        links = {"antecedent": None, "of": None, "place": None, "event": None}
        counted = span_beside(text, count["counted"], number)
        quantities.append({**count, **links, "num": number, "counted": counted})
    return {"id": gold["id"], "text": text, "quantities": quantities}


@pytest.fixture(scope="module")
def sample_scores(nlp: Language) -> Scores:
    inputs, _ = find_inputs([str(CORPORA / "sample")])
    articles = [article for article in Source(inputs, Fields()) if isinstance(article, Record)]
    texts = {Path(article.id).stem: article.text for article in articles}
    lines = (CORPORA / "sample_gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [gold_record(line, texts) for line in lines]
    docs = nlp.pipe(record["text"] for record in gold)
    found = [records.from_doc(doc, id=record["id"], meta={}) for record, doc in zip(gold, docs, strict=True)]
    return score(gold, found)


def test_the_numbers_of_the_sample_are_found(sample_scores: Scores):
    assert sample_scores.mentions.f1 > 0.97


def test_their_values_and_bounds_are_right(sample_scores: Scores):
    assert sample_scores.exact["value"].share > 0.97
    assert sample_scores.exact["bound"].share > 0.96


def test_rows_of_the_sample_are_right_as_a_whole(sample_scores: Scores):
    assert sample_scores.whole.share > 0.90


# (text, [(value, or low-high; bound; counted noun)])
SENTENCES = [
    ("قتل أكثر من 4100 من المدنيين.", [("4100", "more_than", "المدنيين")]),
    ("أسر 44 من عناصر التنظيم.", [("44", "exact", "عناصر")]),
    ("حشد ما بين 3000 و5000 مقاتل.", [("3000-5000", "between", "مقاتل")]),
    ("دفن الأهالي 627 مدنياً و166 آخرين.", [("627", "exact", "مدنياً"), ("166", "exact", "آخرين")]),
    ("شيع الأهالي الشهداء الـ 44.", [("44", "exact", "الشهداء")]),
    ("سقط قتيلان وأربعة جرحى.", [("2", "exact", "قتيلان"), ("4", "exact", "جرحى")]),
    (
        "أحصت الوزارة ٣٩ ألفا و٣٢٤ شهيدا و90 ألفا و830 إصابة.",
        [("39324", "exact", "شهيدا"), ("90830", "exact", "إصابة")],
    ),
    ("بلغت الخسائر نحو مليون ونصف المليون دولار.", [("1500000", "about", "دولار")]),
    ("لا يتجاوز عدد المصابين 100.", [("100", "at_most", "المصابين")]),
]


def in_short(quantity: dict[str, Any]) -> tuple[str, str, str | None]:
    ends = f"{quantity['low'] or ''}-{quantity['high'] or ''}"
    counted = quantity["counted"]
    return quantity["value"] or ends, quantity["bound"], counted and counted["text"]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_what_was_counted(nlp: Language, text: str, expected: list[tuple[str, str, str | None]]):
    assert [in_short(quantity) for quantity in nlp(text)._.quantities] == expected


def test_of_place_and_event_are_linked(nlp: Language):
    (quantity,) = nlp("قتل 44 من عناصر تنظيم داعش في الرقة.")._.quantities
    links = {name: quantity[name] and quantity[name]["text"] for name in ("of", "place", "event")}
    assert links == {"of": "تنظيم داعش", "place": "الرقة", "event": "قتل"}


def test_what_was_found_survives_storage(nlp: Language):
    doc = nlp("قتل 44 من عناصر تنظيم داعش في الرقة.")
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (back,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    for copy in (back, again):
        # spaCy's storage gives lists back as tuples; as JSON both are the same.
        assert json.dumps(copy._.quantities) == json.dumps(doc._.quantities)
        assert [span.text for span in copy.ents] == [span.text for span in doc.ents]
        numbers = [[span._.number["value"] for span in one.spans["numbers"]] for one in (copy, doc)]
        assert numbers == [["44"], ["44"]]


@pytest.mark.parametrize("text", ["", " ", "\n", "ًٌٍ", "😀😀", "\u202e\u202d\u2066" * 50, "\x00", "<br>&nbsp;"])
def test_texts_without_words_pass(nlp: Language, text: str):
    doc = nlp(text)
    assert doc.text == text
    assert doc._.quantities == []
