"""The quantity passages are well-formed, their spans stand where they say, and the two forms agree."""

import importlib.util
import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "corpora" / "quantities"
LINKS = ("counted", "antecedent", "of", "place", "event")
# Kinds whose numbers are part of no group, place or event.
UNLINKED = {"date", "time", "ordinal", "identifier", "score", "age", "duration"}
# How a dual ends: in both cases, and before a noun or a pronoun.
DUAL = re.compile(r"(ان|ين|ي|ا)$")


def load_compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_quantities", FOLDER / "compile.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COMPILER = load_compiler()
PASSAGES: list[dict[str, Any]] = [
    json.loads(line) for line in (FOLDER / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
QUANTITIES = [(passage, quantity) for passage in PASSAGES for quantity in passage["quantities"]]


def test_size_and_spread() -> None:
    assert len(PASSAGES) >= 150
    assert len({passage["id"] for passage in PASSAGES}) == len(PASSAGES)
    assert len({passage["text"] for passage in PASSAGES}) == len(PASSAGES)
    assert sum(passage["hard"] for passage in PASSAGES) * 3 >= len(PASSAGES)
    assert {quantity["kind"] for _, quantity in QUANTITIES} == COMPILER.KINDS
    assert {quantity["bound"] for _, quantity in QUANTITIES} == COMPILER.BOUNDS
    assert min(Counter(quantity["kind"] for _, quantity in QUANTITIES).values()) >= 5
    assert min(Counter(passage["construction"] for passage in PASSAGES).values()) >= 3


def test_compiled_file_is_up_to_date() -> None:
    sources = sorted((FOLDER / "passages").glob("*.txt"))
    assert [passage for path in sources for passage in COMPILER.read_passages(path)] == PASSAGES


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_passage(passage: dict[str, Any]) -> None:
    text, covered, last = passage["text"], set[int](), 0
    assert text == text.strip()
    for quantity in passage["quantities"]:
        start, end = quantity["num"]
        assert last <= start < end <= len(text), "numbers stand in the order of the text, none inside another"
        last = end
        covered.update(range(start, end))
        for name in LINKS:
            if quantity[name] is not None:
                span = slice(*quantity[name])
                assert 0 <= span.start < span.stop <= len(text)
                assert text[span].strip(' .،؛:()«»"') == text[span]
    digits = {index for index, letter in enumerate(text) if letter.isdigit()}
    assert digits <= covered, "every digit belongs to a number"


@pytest.mark.parametrize(
    ("passage", "quantity"), QUANTITIES, ids=[f"{p['id']}-{q['num'][0]}" for p, q in QUANTITIES]
)
def test_quantity(passage: dict[str, Any], quantity: dict[str, Any]) -> None:
    surface = passage["text"][slice(*quantity["num"])]
    value, low, high = (
        None if quantity[name] is None else Fraction(quantity[name]) for name in ("value", "low", "high")
    )
    if quantity["kind"] == "score":
        assert value is None
    elif quantity["bound"] == "between":
        assert low is not None
        assert high is not None
        assert low < high
        assert value in {None, low, high}
    elif quantity["bound"] == "vague":
        assert value is None
    else:
        assert value is not None
        assert low is None
        assert high is None
    if quantity["num"] == quantity["counted"]:
        assert value == 2
        assert DUAL.search(surface)
    if quantity["kind"] in UNLINKED:
        assert all(quantity[name] is None for name in ("of", "place", "event"))
    if quantity["antecedent"] is not None and quantity["counted"] is not None:
        counted = passage["text"][slice(*quantity["counted"])]
        assert counted in COMPILER.PRONOUNS | {"آخرين", "آخرون"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("قتل {5|e:قتل}.", {"num": [4, 5], "value": "5", "counted": None, "event": [0, 3]}),
        ("سقط {قتيلان|=}.", {"num": [4, 10], "value": "2", "counted": [4, 10]}),
        ("{نصف|fraction;1/2;+}هم", {"num": [0, 3], "value": "1/2", "counted": [3, 5]}),
        ("{3|m} منهم", {"counted": [4, 6]}),
        ("الدول {الست|6;<}", {"counted": [0, 5]}),
        (
            "{بضع|3..9;vague;>} قرى",
            {"value": None, "low": "3", "high": "9", "bound": "vague", "counted": [4, 7]},
        ),
        ("{٤٣|>} رجلا و{3 و5 آلاف|3000..5000}", {"value": "43", "bound": "exact"}),
    ],
)
def test_marks(source: str, expected: dict[str, Any]) -> None:
    _, quantities = COMPILER.compile_text(source)
    assert {name: quantities[0][name] for name in expected} == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{سبعة|>} رجال", "no value"),
        ("{7|kind} رجال", "what is"),
        ("{7|>;p:حلب} رجال", "not in the text"),
        ("{7|>;e:قتل} قتلى", "not in the text"),
        ("قتل ثم قتل {7|e:قتل}", "2 times"),
        ("قتل {7|e:قتل#2}", "only 1 times"),
        ("قتل {7", "not closed"),
    ],
)
def test_marks_that_cannot_be_compiled(source: str, reason: str) -> None:
    with pytest.raises(COMPILER.SourceError, match=reason):
        COMPILER.compile_text(source)
