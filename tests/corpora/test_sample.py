"""The sample articles and their gold are well-formed: what `make run` and the pipeline's tests lean on."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).parents[2] / "corpora"
TOPICS = {
    *("conflict", "disasters", "migration", "elections", "economy"),
    *("health", "sport", "courts", "agriculture", "transport"),
}
KINDS = {
    *("count", "money", "measure", "percent", "fraction", "multiple", "duration"),
    *("age", "date", "time", "ordinal", "score", "identifier"),
}
BOUNDS = {"exact", "more_than", "at_least", "less_than", "at_most", "about", "between", "vague"}
NUMBER = re.compile(r"\d+(\.\d+)?|\d+/\d+")


def read_articles() -> list[dict[str, str]]:
    """Every article of the sample folder, whatever its format."""
    articles: list[dict[str, str]] = []
    for path in sorted((CORPORA / "sample").iterdir()):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            articles += [json.loads(line) for line in content.splitlines()]
        elif path.suffix == ".csv":
            articles += list(csv.DictReader(content.splitlines(keepends=True)))
        else:
            title, _, body = content.partition("\n\n")
            articles.append({"id": path.stem, "topic": path.stem.split("-")[0], "title": title, "text": body})
    return articles


def read_gold() -> list[dict[str, Any]]:
    lines = (CORPORA / "sample_gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ARTICLES = {article["id"]: article for article in read_articles()}
GOLD = read_gold()


def nth_index(text: str, wanted: str, nth: int) -> int:
    """Where the nth occurrence of `wanted` begins; -1 where there are fewer."""
    start = -1
    for _ in range(nth + 1):
        start = text.find(wanted, start + 1)
        if start < 0:
            return -1
    return start


def test_three_articles_on_every_topic() -> None:
    assert len(read_articles()) == len(ARTICLES) == 30
    assert Counter(article["topic"] for article in ARTICLES.values()) == dict.fromkeys(TOPICS, 3)


def test_every_input_kind_is_there() -> None:
    assert {path.suffix for path in (CORPORA / "sample").iterdir()} == {".jsonl", ".csv", ".txt"}


@pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
def test_article(article: dict[str, str]) -> None:
    words = [word for word in article["text"].split() if any(map(str.isalnum, word))]
    assert 150 <= len(words) <= 400
    assert article["id"].startswith(article["topic"] + "-")
    assert article["title"].strip()
    assert article["title"] not in article["text"]
    if "date" in article:
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", article["date"])
        assert article["source"].startswith("وكالة ")


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("Western digits", r"[0-9]"),
        ("Arabic-Indic digits", r"[٠-٩]"),
        ("Persian digits", r"[۰-۹]"),
        ("thousands and a rest", r"\d ألفا و\d"),
        ("a range with a shared scale", r"بين \w+ وخمسة آلاف"),
        ("a fraction of a million", r"مليون ونصف المليون"),
        ("article before digits", r"الـ ?\d"),
        ("proclitic before digits", r" و\d"),
        ("tatweel after a proclitic", r"بـ\d"),
        ("old decimal point", r"\dر\d"),
        ("thousands by point", r"\d\.\d{3}\b"),
        ("thousands by Arabic comma", r"\d،\d{3}\b"),
        ("thousands by Arabic thousands sign", r"\d٬\d{3}\b"),
        ("percent in words", r"في المئة"),
        ("score", r"\b\d-\d\b"),
        ("time", r"\b\d\d:\d\d\b"),
        ("both month vocabularies", r"شباط/فبراير"),
        ("full stop before the next word", r" \.\w"),
        ("full diacritics", r"أَرْبَعَةَ"),
        ("tatweel inside a word", r"\wـ\w"),
        ("remains of HTML", r"&nbsp;"),
        ("emoji", "🚨|😨"),
    ],
)
def test_what_the_articles_exercise(what: str, pattern: str) -> None:
    assert any(re.search(pattern, article["text"] + article["title"]) for article in ARTICLES.values()), what


def test_gold_covers_every_topic() -> None:
    ids = [article["id"] for article in GOLD]
    assert len(ids) == len(set(ids)) >= 10
    assert {ARTICLES[name]["topic"] for name in ids} == TOPICS


@pytest.mark.parametrize("gold", GOLD, ids=[gold["id"] for gold in GOLD])
def test_gold(gold: dict[str, Any]) -> None:
    text = ARTICLES[gold["id"]]["text"]
    last = 0
    for count in gold["counts"]:
        start = nth_index(text, count["num"], count["nth"])
        assert start >= last, f"{count['num']} is not there or not in order"
        last = start + len(count["num"])
        assert count["kind"] in KINDS
        assert count["bound"] in BOUNDS
        assert count["counted"] is None or count["counted"] in text
        ends = [count[name] for name in ("value", "low", "high") if count[name] is not None]
        assert all(NUMBER.fullmatch(end) for end in ends)
        assert ends or count["kind"] == "score"
        if count["bound"] == "between":
            assert float(count["low"]) < float(count["high"])


@pytest.mark.parametrize("gold", GOLD, ids=[gold["id"] for gold in GOLD])
def test_gold_leaves_no_digits_out(gold: dict[str, Any]) -> None:
    text = ARTICLES[gold["id"]]["text"]
    covered: set[int] = set()
    for count in gold["counts"]:
        start = nth_index(text, count["num"], count["nth"])
        covered.update(range(start, start + len(count["num"])))
    assert not [
        text[i - 20 : i + 20] for i, letter in enumerate(text) if letter.isdigit() and i not in covered
    ]
