"""How the table of proclitics judges by counts, on counts a reader can follow."""

import json
from collections import Counter

import pytest

from hasila.normalize.compile_proclitics import Judge, build, count_words, read_places

COUNTS = Counter(
    {
        # ب before a name: the name is common, nothing stands before the two of them.
        "حلب": 1000,
        "بحلب": 60,
        # A word that begins with ب: it takes the article and prepositions, and يت is no word.
        "بيت": 900,
        "البيت": 800,
        "لبيت": 40,
        "يت": 2,
        # و before a verb, and a noun that begins with و.
        "قال": 5000,
        "وقال": 6000,
        "وزير": 4000,
        "الوزير": 3000,
        "لوزير": 90,
        "زير": 30,
        # A noun with its article, and that behind ل.
        "عراق": 90,
        "العراق": 3000,
        "للعراق": 300,
        # س stands before verbs only.
        "كان": 5000,
        "سكان": 300,
        "يكون": 3000,
        "سيكون": 700,
    }
)


@pytest.mark.parametrize(
    ("clitic", "stem", "sure"),
    [
        ("ب", "حلب", True),
        ("ب", "يت", False),
        ("و", "قال", True),
        ("و", "زير", False),
        ("س", "يكون", True),
        ("س", "كان", False),
        ("ل", "مجهول", False),
    ],
)
def test_judgement(clitic, stem, sure):
    assert Judge(COUNTS, set()).is_sure(clitic, stem) is sure


def test_a_place_is_a_word():
    assert Judge(COUNTS, set()).is_sure("ب", "حلب")
    assert not Judge(COUNTS, {"بحلب"}).is_sure("ب", "حلب")


def test_the_table():
    lines = dict(line.split("\t") for line in build(COUNTS, set()) if not line.startswith("="))
    assert "ب" in lines["حلب"]
    assert "و" in lines["قال"]
    assert "ا" in lines["عراق"]
    assert "س" in lines["يكون"]
    assert "زير" not in lines or "و" not in lines["زير"]


def test_counting_and_place_names(tmp_path):
    raw = tmp_path / "raw.jsonl"
    raw.write_text(json.dumps({"text": "حَلب، حـلب 5 وحلب."}) + "\n", encoding="utf-8")
    assert count_words([raw], "text") == {"حلب": 2, "وحلب": 1}
    places = tmp_path / "places.tsv"
    places.write_text("1\tAleppo\tحلب|حلب الشهباء\n2\tRaqqa\tالرقة\n", encoding="utf-8")
    assert read_places(places) == {"حلب", "الرقة"}
