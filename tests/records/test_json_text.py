"""JSON that every reader takes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.records import to_json, without_surrogates

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_what_is_written_is_read_back(value):
    assert json.loads(to_json(value)) == value


def test_arabic_is_not_escaped():
    assert to_json({"نص": "قتيل"}) == '{"نص": "قتيل"}'


def test_half_a_surrogate_pair_is_escaped_so_that_utf8_can_hold_the_line():
    line = to_json({"text": "قتيل\ud800"})
    assert json.loads(line.encode("utf-8")) == {"text": "قتيل\ud800"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [1.0, {"a": float("-inf")}]])
def test_no_number_becomes_null(value):
    assert "null" in to_json(value)
    json.loads(to_json(value), parse_constant=pytest.fail)


@given(st.text(st.characters(exclude_categories=())))
def test_offsets_stay_where_surrogates_are_replaced(text):
    clean = without_surrogates(text)
    assert len(clean) == len(text)
    clean.encode("utf-8")
