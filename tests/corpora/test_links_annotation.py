"""The annotation of links: offsets without text, and put together with articles again."""

import hashlib
import json
import lzma
from pathlib import Path

import pytest

from hasila.links.ranking import NAMES
from hasila.links.scope import LINKED
from hasila.training.join_annotation import main

PATH = Path(__file__).parents[2] / "corpora" / "links" / "annotation.jsonl.xz"
ARTICLE = "قال مصدر طبي. قتل 44 من عناصر الشرطة في سبها. وأصيب 12 آخرون."


@pytest.fixture(scope="module")
def rows():
    with lzma.open(PATH, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_it_holds_no_text(rows):
    assert {key for row in rows for key in row} == {"id", "source", "start", "end", "reader", "quantities"}
    strings = {
        one for row in rows for q in row["quantities"] for key, one in q.items() if isinstance(one, str)
    }
    assert all(one.isascii() for one in strings)


def test_every_span_lies_in_its_passage(rows):
    for row in rows:
        for quantity in row["quantities"]:
            for name in ("num", "counted", *NAMES):
                span = quantity[name]
                assert span is None or 0 <= span[0] < span[1] <= row["end"] - row["start"], row["id"]


def test_only_kinds_that_can_have_links_have_them(rows):
    linked = [q for row in rows for q in row["quantities"] if any(q[name] for name in NAMES)]
    assert {q["kind"] for q in linked} <= LINKED
    assert len(linked) > 7000


def written(folder, article):
    """What `join_annotation` makes of an annotated passage, the second sentence on, and an article."""
    passage = ARTICLE[14:]
    num = [passage.index("44"), passage.index("44") + 2]
    row = {
        "id": hashlib.sha1(passage.encode()).hexdigest()[:10],
        "source": "tolls-1",
        "start": 14,
        "end": len(ARTICLE),
        "reader": 0,
        "quantities": [{"num": num, "kind": "count", "place": None}],
    }
    with lzma.open(folder / "annotation.jsonl.xz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    (folder / "raw.jsonl").write_text(json.dumps({"id": "tolls-1", "text": article}), encoding="utf-8")
    main([str(folder / "annotation.jsonl.xz"), "--raw", str(folder / "raw.jsonl"), "-o", str(folder / "out")])
    return [json.loads(line) for line in (folder / "out/passages.jsonl").read_text("utf-8").splitlines()]


def test_passages_are_cut_from_their_articles(tmp_path):
    (passage,) = written(tmp_path, ARTICLE)
    start, end = passage["quantities"][0]["num"]
    assert passage["text"] == "قتل 44 من عناصر الشرطة في سبها. وأصيب 12 آخرون."
    assert passage["text"][start:end] == "44"


def test_an_article_that_has_changed_is_left_out(tmp_path, caplog):
    assert written(tmp_path, ARTICLE.replace("عناصر", "أفراد ")) == []
    assert "tolls-1: the text is not the one that was annotated" in caplog.text
