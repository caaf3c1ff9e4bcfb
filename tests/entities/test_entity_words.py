"""Words, windows and tags: what goes into the entity model and what comes out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.entities.decode import best_tags
from hasila.entities.labels import may_follow, spans, tag_names
from hasila.entities.windows import windows
from hasila.entities.words import clean, split

ORG_B, ORG_I, LOC_B, LOC_I = 1, 2, 3, 4


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("حَلَبُ", "حلب"),
        ("حـــلب", "حلب"),
        ("\u200fحلب\u200e", "حلب"),
        ("٧٥", "75"),
        ("۷۵", "75"),
        ("\u064b\u064c", ""),
        ("\ud83d", "\ufffd"),
    ],
)
def test_clean_leaves_what_the_encoder_knows(raw, read):
    assert clean(raw) == read


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وصل إلى حلب.", ["وصل", "إلى", "حلب", "."]),
        ("و166 قتيلا", ["و", "166", "قتيلا"]),
        ("70.000", ["70.000"]),
        ("(قَسَد)", ["(", "قَسَد", ")"]),
        ("أ.ف.ب", ["أ", ".", "ف", ".", "ب"]),
    ],
)
def test_split_parts_letters_digits_and_signs(text, words):
    assert [text[start:end] for start, end in split(text)] == words


def test_tags_are_o_and_two_for_each_label():
    assert tag_names(("ORG", "LOC")) == ["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ([0, 0], []),
        ([LOC_B], [(0, 1, 1)]),
        ([ORG_B, ORG_I, 0, LOC_B], [(0, 2, 0), (3, 4, 1)]),
        ([LOC_B, LOC_B], [(0, 1, 1), (1, 2, 1)]),
        ([0, ORG_B, ORG_I], [(1, 3, 0)]),
    ],
)
def test_spans_of_tags(tags, names):
    assert spans(tags) == names


def test_decoding_takes_the_best_legal_row():
    # `O I-LOC` scores best word by word but isn't legal; `B-LOC I-LOC` beats `O O`.
    scores = np.full((2, 5), -9.0, np.float32)
    scores[0, [0, LOC_B]] = -0.5, -1.0
    scores[1, [0, LOC_I]] = -3.0, -0.1
    assert best_tags(scores) == [LOC_B, LOC_I]


@given(st.lists(st.lists(st.floats(-20, 0, width=32), min_size=5, max_size=5), max_size=12))
def test_decoded_tags_are_legal_and_no_legal_row_of_one_change_is_better(rows):
    scores = np.array(rows, np.float32).reshape(-1, 5)
    tags = best_tags(scores)
    assert len(tags) == len(rows)

    def is_legal(row):
        return all(may_follow(previous, tag) for previous, tag in zip([0, *row], row, strict=False))

    def total(row):
        return sum(float(scores[i, tag]) for i, tag in enumerate(row))

    assert is_legal(tags)
    for i in range(len(tags)):
        for tag in range(5):
            other = [*tags[:i], tag, *tags[i + 1 :]]
            if is_legal(other):
                assert total(other) <= total(tags) + 1e-3


@given(
    st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=60), max_size=12),
    st.integers(4, 80),
)
def test_windows_keep_each_word_once_in_order(sentences, most):
    lengths = [length for sentence in sentences for length in sentence]
    ends, at = [], 0
    for sentence in sentences:
        at += len(sentence)
        ends.append(at)
    kept = []
    for window in windows(lengths, ends, most):
        assert window.start <= window.keep_from < window.keep_to <= window.end
        assert sum(lengths[window.start : window.end]) <= most or window.end == window.start + 1
        kept += range(window.keep_from, window.keep_to)
    assert kept == list(range(len(lengths)))


def test_short_sentences_share_a_window_and_are_not_cut():
    assert [(w.start, w.end) for w in windows([2] * 12, [3, 6, 12], most=12)] == [(0, 6), (6, 12)]


def test_windows_of_a_long_sentence_overlap():
    first, second, *_ = windows([1] * 500, [500])
    assert second.start < first.end
    assert second.start < second.keep_from < first.end
