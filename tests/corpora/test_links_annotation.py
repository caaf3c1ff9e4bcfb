"""The annotation of links: offsets without text, and put together with articles again."""

import hashlib
import json
import lzma
from pathlib import Path

import pytest

from hasila.links.ranking import NAMES
from hasila.links.scope import LINKED
from hasila.training.join_annotation import main

PATHS = sorted((Path(__file__).parents[2] / "corpora" / "links").glob("annotation*.jsonl.xz"))
ARTICLE = "قال مصدر طبي. قتل 44 من عناصر الشرطة في سبها. وأصيب 12 آخرون."


@pytest.fixture(scope="module")
def rows():
    found = []
    for path in PATHS:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            found += map(json.loads, lines)
    return found


def test_no_passage_is_there_twice(rows):
    assert len({row["id"] for row in rows}) == len(rows)


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
    assert len(linked) > 35_000


def annotated(start, end, number):
    """The row of the passage between two characters of the article, with one number."""
    passage = ARTICLE[start:end]
    num = [passage.index(number), passage.index(number) + len(number)]
    return {
        "id": hashlib.sha1(passage.encode()).hexdigest()[:10],
        "source": "tolls-1",
        "start": start,
        "end": end,
        "reader": 0,
        "quantities": [{"num": num, "kind": "count", "place": None}],
    }


def written(folder, article, *files):
    """What `join_annotation` makes of files of annotated passages and an article."""
    paths = [folder / f"annotation-{n}.jsonl.xz" for n in range(len(files))]
    for path, row in zip(paths, files, strict=True):
        with lzma.open(path, "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
    (folder / "raw.jsonl").write_text(json.dumps({"id": "tolls-1", "text": article}), encoding="utf-8")
    main([*map(str, paths), "--raw", str(folder / "raw.jsonl"), "-o", str(folder / "out")])
    return [json.loads(line) for line in (folder / "out/passages.jsonl").read_text("utf-8").splitlines()]


WHOLE = annotated(14, len(ARTICLE), "44")


def test_passages_are_cut_from_their_articles(tmp_path):
    (passage,) = written(tmp_path, ARTICLE, WHOLE)
    start, end = passage["quantities"][0]["num"]
    assert passage["text"] == "قتل 44 من عناصر الشرطة في سبها. وأصيب 12 آخرون."
    assert passage["text"][start:end] == "44"


def test_an_article_that_has_changed_is_left_out(tmp_path, caplog):
    assert written(tmp_path, ARTICLE.replace("عناصر", "أفراد "), WHOLE) == []
    assert "tolls-1: the text is not the one that was annotated" in caplog.text


def test_several_files_are_read_as_one(tmp_path):
    first, second = ARTICLE.index(" وأصيب"), ARTICLE.index("وأصيب")
    passages = written(tmp_path, ARTICLE, annotated(14, first, "44"), annotated(second, len(ARTICLE), "12"))
    assert [one["text"] for one in passages] == ["قتل 44 من عناصر الشرطة في سبها.", "وأصيب 12 آخرون."]
