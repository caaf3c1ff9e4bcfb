"""The compiled tables: that they are made as they say."""

from collections import Counter

import pytest

from hasila.links.clitics import split
from hasila.links.tables.compile import own_letters, persons, verbs
from hasila.normalize import fold


@pytest.mark.parametrize(
    ("word", "lead", "definite", "core"),
    [
        ("والعراق", "و", True, "عراق"),
        ("وبالمدينة", "وب", True, "مدينة"),
        ("للحكومة", "ل", True, "حكومة"),
        ("للقاء", "ل", True, "لقاء"),
        ("للتر", "ل", True, "لتر"),
        ("لليوم", "ل", True, "يوم"),
        ("وزير", "", False, "وزير"),
        ("ووزير", "و", False, "وزير"),
        ("بقتل", "ب", False, "قتل"),
        ("لترا", "", False, "لترا"),
        ("وأصيب", "و", False, "أصيب"),
        ("وفي", "و", False, "في"),
        ("وهي", "و", False, "هي"),
        ("فلا", "ف", False, "لا"),
        ("فإن", "ف", False, "إن"),
        ("فهم", "", False, "فهم"),
        ("فلبينيين", "", False, "فلبينيين"),
        ("وبلغارية", "و", False, "بلغارية"),
        ("الكمبوديات", "", True, "كمبوديات"),
    ],
)
def test_own_letters_and_proclitics(word, lead, definite, core):
    assert split(fold(word)) == (tuple(lead), definite, fold(core))


def test_own_letters_are_told_from_proclitics_by_counts():
    forms = Counter({"وزير": 900, "الوزير": 700, "زير": 1, "وقال": 900, "قال": 800, "الوقال": 0})
    assert own_letters(forms) == ["وزير"]


def test_verbs_are_told_by_their_paradigm():
    forms = Counter({"سافر": 100, "سافرت": 60, "سافروا": 40, "رجل": 300, "الرجل": 200, "رجلت": 9, "رجلوا": 9})
    assert verbs(forms) == ["سافر", "سافرت", "سافروا"]


def test_persons_are_told_by_the_plurals_of_their_occupations():
    jobs = {
        "announcers": {"males": "مذيعون", "females": "مذيعات"},
        "designers": {"males": "مصممو أزياء", "females": "مصممات أزياء"},
        "founders": {"males": "", "females": "مؤسسات"},
        "physicians": {"males": "أطباء", "females": "طبيبات"},
        "producers": {"males": "منتجون"},
    }
    assert persons(jobs) == sorted(map(fold, ["مذيع", "مصمم", "أطباء"]))
