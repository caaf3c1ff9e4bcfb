"""Folding: `normalize` for texts at a level, `fold` for the NORM of a word."""

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hasila
from hasila.normalize import FOLDS, LEVELS, characters, fold, normalize

VARIED = "أإآٱاؤئءىيیكکةهـًَُِّْٰ\u0653\u0654\u0655ﻻﷺﷲ٤۴4\u200f\u200d\ufe0f"
ANY_TEXT = st.text(st.characters() | st.sampled_from(VARIED))


@pytest.mark.parametrize(
    ("level", "text", "folded"),
    [
        ("forms", "\u202bﻻجئون\u202c", "لاجئون"),
        ("forms", "قال ﷺ", "قال صلى الله عليه وسلم"),
        ("forms", "ﷲ", "الله"),
        ("forms", "مُحَمَّـد", "مُحَمَّـد"),
        ("marks", "مُحَمَّـد", "محمد"),
        ("marks", "هٰذا", "هذا"),
        ("marks", "ﹰﹶ", ""),
        ("marks", "٤٧ أسرة", "٤٧ أسرة"),
        ("digits", "٤٧ و۴۷ و47", "47 و47 و47"),
        ("digits", "أسرة", "أسرة"),
        ("letters", "أسرة إلى آخر مستشفى", "اسره الي اخر مستشفي"),
        ("letters", "مسؤول", "مسءول"),
        ("letters", "مسئول", "مسءول"),
        ("letters", "فئة", "فءه"),
        ("letters", "ڤيتامين گلميم کتاب چنيف پاريس", "فيتامين كلميم كتاب جنيف باريس"),
        ("letters", "ﻷن الـﻤﺴﺆول ۱۲", "لان المسءول 12"),
    ],
)
def test_levels(level, text, folded):
    assert normalize(text, level) == folded


def test_the_default_level_is_the_last_one():
    assert hasila.normalize("لجنةٌ أُولى") == "لجنه اولي" == normalize("لجنةٌ أُولى", "letters")


def test_single_folds_can_be_chosen():
    assert normalize("الأُمَّـة", ["tatweel", "alef"]) == "الاُمَّة"
    assert normalize("الأُمَّـة", []) == "الأُمَّـة"


def test_each_level_holds_the_one_before():
    levels = list(LEVELS.values())
    assert all(smaller < larger for smaller, larger in pairwise(levels))
    assert set(FOLDS) == set(characters.NAMES) == levels[-1]


@pytest.mark.parametrize(
    ("level", "named"), [("stem", "no level 'stem'"), (["alef", "kaf"], "no fold 'kaf'")]
)
def test_unknown_names_are_named(level, named):
    with pytest.raises(ValueError, match=named):
        normalize("نص", level)


def test_a_letter_with_a_combining_hamza_is_the_letter_with_hamza():
    for precomposed in "أإآؤئ":
        decomposed = unicodedata.normalize("NFD", precomposed)
        assert len(decomposed) == 2
        assert fold(decomposed) == fold(precomposed)


def test_fold_is_settled_for_every_character():
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code))
        assert fold(folded) == folded, hex(code)


@given(ANY_TEXT)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, st.sets(st.sampled_from(sorted(FOLDS))))
def test_any_choice_of_folds_is_idempotent(text, folds):
    once = normalize(text, folds)
    assert normalize(once, folds) == once


@given(ANY_TEXT)
def test_what_differs_in_marks_only_folds_alike(text):
    assert fold(normalize(text, "digits")) == fold(text)


def test_importing_the_functions_loads_no_spacy():
    program = "import sys, hasila.normalize; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
