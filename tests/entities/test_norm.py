"""The norm of a name: one form for all its spellings, different names kept apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasila.entities import norm


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الحوثيين", "الحوثيون"),
        ("عبدالله صالح", "عبد الله صالح"),
        ("أبي بكر البغدادي", "أبو بكر البغدادي"),
        ("القوات الأميركية", "القوات الأمريكية"),
        ("اسطنبول", "إسطنبول"),
        ("جوجل", "غوغل"),
        ("طنجة-تطوان", "طنجة تطوان"),
    ],
)
def test_one_for_all_spellings(one, other):
    assert norm(one) == norm(other)


@pytest.mark.parametrize(
    ("name", "before", "same_as"),
    [
        # What is left of the article after ل, and a ل that is the name's own.
        ("لرقة", "ل", "الرقة"),
        ("لرقة", "ول", "الرقة"),
        ("لولايات المتحدة", "", "الولايات المتحدة"),
        ("لبنان", "ل", "لبنان"),
        ("ليبيا", "ل", "ليبيا"),
        ("لجنة الإغاثة", "ل", "لجنة الإغاثة"),
        ("لندن", "ب", "لندن"),
    ],
)
def test_the_article_after_a_preposition(name, before, same_as):
    assert norm(name, before=before) == norm(same_as)


@pytest.mark.parametrize(("one", "other"), [("القدس", "قدس"), ("حسين", "حسون"), ("أبها", "أبو ها")])
def test_other_names(one, other):
    assert norm(one) != norm(other)


@settings(deadline=None)  # the first call reads the tables
@given(st.text(max_size=30), st.sampled_from(["", "ل", "و", "بل"]))
def test_any_text_has_a_norm_that_is_its_own(name, before):
    once = norm(name, before=before)
    assert norm(once) == once
