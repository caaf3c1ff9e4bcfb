"""The network of the fast entity model, with weights drawn by chance, and what leads up to it."""

import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasila.entities import cnn_model
from hasila.entities.cnn import CnnTagger
from hasila.entities.cnn_features import AFFIX_ROWS, LETTER_ROWS, features, key, shape, stem
from hasila.entities.cnn_model import CnnModel
from hasila.entities.cnn_words import SHAPE_AND_PLACE_ROWS, SHAPE_ROWS, WordRows
from hasila.entities.decode import best_tags, tags_of_sentences
from hasila.training.cnn_export import difference, packed, with_ready

CORPUS = Path(__file__).parents[2] / "corpora" / "quantities" / "quantities.jsonl"
WIDTH, DEPTH, OUTPUTS = 16, 2, 21
KNOWN = ("عراق", "العراق", "حلب", "وزير", "زار")


def drawn(seed=0):
    """Learnt weights as `hasila.training.cnn` leaves them, drawn by chance."""
    dice = np.random.default_rng(seed)
    rows = WordRows.of(KNOWN, {"حلب": 0b10, "عراق": 0b1})

    def some(*sizes):
        return dice.normal(size=sizes).astype(np.float32)

    arrays = {
        "sizes": np.array(json.dumps({"width": WIDTH, "depth": DEPTH, "pieces": 2})),
        "known": rows.known,
        "places": rows.places,
        "kinds": rows.kinds,
        "words": some(len(KNOWN) + 1, 4),
        "affixes": some(AFFIX_ROWS, 2),
        "letters": some(LETTER_ROWS, 2),
        "shapes": some(SHAPE_AND_PLACE_ROWS, 2),
    }
    for name, n_in in (("mix", 14), ("layer0", 3 * WIDTH), ("layer1", 3 * WIDTH)):
        arrays[f"{name}.maxout.W"], arrays[f"{name}.maxout.b"] = some(WIDTH, 2, n_in), some(WIDTH, 2)
        arrays[f"{name}.layernorm.G"], arrays[f"{name}.layernorm.b"] = some(WIDTH), some(WIDTH)
    return {**arrays, "out.W": some(OUTPUTS, WIDTH), "out.b": some(OUTPUTS)}


def by_hand(weights, words):
    """The scores worked out plainly, one word after the other."""
    rows = WordRows(weights["known"], weights["places"], weights["kinds"])

    def maxout(x, name):
        y = (weights[f"{name}.maxout.W"] @ x + weights[f"{name}.maxout.b"]).max(axis=1)
        y = (y - y.mean()) / np.sqrt(y.var())
        return y * weights[f"{name}.layernorm.G"] + weights[f"{name}.layernorm.b"]

    states = []
    for one in rows.rows([key(word) for word in words]):
        found = [weights["words"][i] for i in one.words]
        for name, bag in (("affixes", one.affixes), ("letters", one.letters), ("shapes", one.shapes)):
            found.append(weights[name][list(bag)].mean(axis=0))
        states.append(maxout(np.concatenate(found), "mix"))
    nothing = np.zeros(WIDTH)
    for layer in range(DEPTH):
        framed = [nothing, *states, nothing]
        states = [
            state + maxout(np.concatenate(framed[i : i + 3]), f"layer{layer}")
            for i, state in enumerate(states)
        ]
    return np.array(states) @ weights["out.W"].T + weights["out.b"]


@pytest.fixture(scope="module")
def model():
    return CnnModel(packed(drawn(), small=True))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("العراق", "عراق"),
        ("وبالعراق", "عراق"),
        ("للامم", "امم"),
        ("كالبحر", "بحر"),
        ("ولد", "ولد"),
        ("ال", "ال"),
        ("باب", "باب"),
        ("وزير", "زير"),
        ("x", "x"),
    ],
)
def test_stems(word, expected):
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("one", "other"), [("إدلبَ", "ادلب"), ("٢٠١٥", "1999"), ("\u202bحـلب", "حلب"), ("مدرسة", "مدرسه")]
)
def test_one_key_for_spellings_of_a_word(one, other):
    assert key(one) == key(other)


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=200)
def test_features_of_any_word_are_rows_of_their_tables(word):
    known = key(word)
    if not known:
        return
    found = features(known)
    assert all(0 <= row < AFFIX_ROWS for row in found.affixes)
    assert all(0 <= row < LETTER_ROWS for row in found.letters)
    assert all(0 <= row < SHAPE_ROWS for row in found.shape)
    assert found.letters
    assert found.affixes == features(known).affixes


def test_features_tell_words_apart():
    assert features("حلب") != features("حمص")
    assert shape("2015") != shape("حلب")
    # Letters of two bytes, one and four in a word are cut as letters.
    assert len(features("ab").affixes) == len(features("حلب").affixes) == len(features("é😀").affixes)


def test_words_of_place_names_are_marked():
    rows = WordRows.of(KNOWN, {"حلب": 0b10})
    (aleppo, by_aleppo, other) = rows.rows(["حلب", "وبحلب", "حمص"])
    assert set(aleppo.shapes) >= {SHAPE_ROWS + 1, SHAPE_ROWS + 5}
    assert SHAPE_ROWS + 5 in by_aleppo.shapes
    assert SHAPE_ROWS + 1 not in by_aleppo.shapes
    assert max(other.shapes) < SHAPE_ROWS
    assert other.words[0] == len(KNOWN)


def test_the_layers_are_the_ones_that_were_learnt():
    weights = drawn()
    words = "زار وزير العراق مدينة حلب 2015 وقال : x é".split()
    scores = by_hand(weights, words)
    assert difference(weights, {"words": np.array(words), "scores": scores}) < 1e-3
    assert difference(weights, {"words": np.array(words), "scores": scores + 1}) > 0.9


def test_bytes_are_close_to_what_was_learnt():
    weights = drawn()
    words = "زار وزير العراق مدينة حلب".split()
    full = CnnModel(packed(weights, small=False)).scores(words)[1]
    small = CnnModel(packed(weights, small=True)).scores(words)[1]
    assert np.abs(full - small).max() < 0.02 * np.abs(full).max()
    assert len(packed(weights, small=True)) < len(packed(weights, small=False)) / 2
    assert packed(weights, small=True) == packed(drawn(), small=True)


def test_a_word_is_the_same_whatever_it_was_met_with(model):
    words = [f"كلمة{chr(0x0628 + i % 20)}{chr(0x062A + i // 20)}" for i in range(70)]
    fresh = CnnModel(packed(drawn(), small=True))
    for i in (3, 50, 69):  # met alone, in another order, in another number
        fresh.scores(words[i:])
    assert np.array_equal(fresh.scores(words)[1], model.scores(words)[1])


def test_forgetting_changes_nothing(model, monkeypatch):
    words = [f"اسم{i}" + chr(0x0628 + i % 25) * (i % 5) for i in range(3000)]
    monkeypatch.setattr(cnn_model, "_STRETCH", 30)
    expected = model.scores(words)[1]
    monkeypatch.setattr(cnn_model, "_REMEMBERED", 40)
    fresh = CnnModel(packed(drawn(), small=True))
    assert np.array_equal(fresh.scores(words)[1], expected)
    assert np.array_equal(fresh.scores(words)[1], expected)


def test_threads_share_a_model():
    """Words of the corpora, read by several threads at once, score as by one (one took another's vector)."""
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"].split() for line in lines[:200]]
    alone = CnnModel(packed(drawn(), small=True))
    expected = [alone.scores(words)[1] for words in texts]
    shared = CnnModel(packed(drawn(), small=True))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda words: shared.scores(words)[1], texts))
    assert all(map(np.array_equal, found, expected))


def test_a_model_is_pickled_without_its_lock(model):
    again = pickle.loads(pickle.dumps(model))
    assert np.array_equal(again.scores(["زار", "حلب"])[1], model.scores(["زار", "حلب"])[1])


def test_words_that_come_with_their_vectors_are_as_the_others(model, monkeypatch):
    monkeypatch.setattr(cnn_model, "_STRETCH", 30)
    words = ["زار", "العراق", "وزير", *(f"اسم{chr(0x0628 + i)}" for i in range(20))] * 9
    data = with_ready(packed(drawn(), small=True), [key("العراق"), key("زار"), ""])
    expected = model.scores(words)[1]
    assert np.array_equal(CnnModel(data).scores(words)[1], expected)
    monkeypatch.setattr(cnn_model, "_REMEMBERED", 10)
    assert np.array_equal(CnnModel(data).scores(words)[1], expected)


def test_a_long_text_is_read_in_stretches_without_a_seam(model, monkeypatch):
    words = [KNOWN[i % 5] + "ا" * (i % 3) for i in range(257)]
    expected = model.scores(words)[1]
    monkeypatch.setattr(cnn_model, "_STRETCH", 20)
    assert np.allclose(model.scores(words)[1], expected, atol=1e-4)


def test_words_with_nothing_to_read_are_left_out(model):
    kept, scores = model.scores(["زار", " ", "\u200f", "حلب", "\u064b", ""])
    assert kept == [0, 3]
    assert np.array_equal(scores, model.scores(["زار", "حلب"])[1])
    assert model.scores([])[1].shape == (0, OUTPUTS)
    assert model.scores([" "])[0] == []


@given(st.data())
@settings(max_examples=150)
def test_sentences_at_once_are_decoded_as_each_alone(data):
    count = data.draw(st.integers(0, 25))
    scores = np.random.default_rng(data.draw(st.integers(0, 1000))).normal(size=(count, 9))
    ends = [*sorted(data.draw(st.lists(st.integers(0, count), max_size=4))), count]
    expected = [
        tag for start, end in zip([0, *ends], ends, strict=False) for tag in best_tags(scores[start:end])
    ]
    assert tags_of_sentences(scores, ends) == expected


def test_heads_answer_for_themselves():
    data = packed(drawn(), small=True)
    words = "زار وزير العراق مدينة حلب وقال ان العراق بلد قديم".split()
    news, other = (CnnTagger(data, head=head).names(words) for head in ("news", "anercorp"))
    assert news == CnnTagger(data).names(words)
    assert news != other
    with pytest.raises(ValueError, match=r"no head 'elsewhere'; it has news, anercorp"):
        CnnTagger(data, head="elsewhere")


def test_names_do_not_cross_the_ends_of_sentences():
    tagger = CnnTagger(packed(drawn(), small=True))
    words = [KNOWN[i % 5] for i in range(60)]
    ends = [7, 8, 30, 30, 60]
    for name in tagger.names(words, ends):
        assert not any(name.start < end < name.end for end in ends)
