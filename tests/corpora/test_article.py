"""The article that a user would try first: every count in it is read right by the default pipeline."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

FOLDER = Path(__file__).parents[2] / "corpora" / "quantities"
ARTICLE: dict[str, Any] = json.loads((FOLDER / "article.jsonl").read_text(encoding="utf-8"))
SAID = ("value", "low", "high", "bound", "kind")


def _span(link: dict[str, Any] | None) -> list[int] | None:
    return None if link is None else [link["start"], link["end"]]


@pytest.fixture(scope="module")
def found(nlp: Language) -> dict[tuple[int, int], dict[str, Any]]:
    return {(q["start"], q["end"]): q for q in nlp(ARTICLE["text"])._.quantities}


def test_compiled_article_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("compile_article", FOLDER / "compile.py")
    assert spec is not None
    assert spec.loader is not None
    compiler = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compiler)
    assert compiler.read_article(FOLDER / "article" / "attacks.txt") == ARTICLE


def test_it_is_an_article() -> None:
    assert ARTICLE["text"].count("\n\n") >= 20
    assert len(ARTICLE["quantities"]) >= 85


@pytest.mark.parametrize(
    "gold", ARTICLE["quantities"], ids=[ARTICLE["text"][slice(*q["num"])] for q in ARTICLE["quantities"]]
)
def test_a_count(found: dict[tuple[int, int], dict[str, Any]], gold: dict[str, Any]) -> None:
    start, end = gold["num"]
    assert (start, end) in found, ARTICLE["text"][max(0, start - 30) : end + 30]
    quantity = found[start, end]
    assert {name: quantity[name] for name in SAID} == {name: gold[name] for name in SAID}
    assert _span(quantity["counted"]) == gold["counted"]
    assert _span(quantity["antecedent"]) == gold["antecedent"]


def test_nothing_else_is_counted(found: dict[tuple[int, int], dict[str, Any]]) -> None:
    assert sorted(found) == sorted((q["num"][0], q["num"][1]) for q in ARTICLE["quantities"])
