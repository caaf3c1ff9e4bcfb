"""Input made to be slow: much of one thing takes about as long as much of any other."""

import time

import pytest
from spacy.vocab import Vocab

from hasila.normalize import fold, normalize, split_proclitics
from hasila.normalize.component import NormSetter, SentenceMarker
from hasila.normalize.pieces import cut
from hasila.normalize.tokenizer import ArabicTokenizer

SIZE = 1_000_000
# Seconds of processor time: the slowest of these takes about one, a quadratic one many times the limit.
LIMIT = 8

REPEATED = [
    *(
        "(",
        "((a",
        "1",
        "1,",
        "1.",
        "1.1,",
        "111,",
        "1،",
        "1ر",
        "1:",
        "10:30",
        "1/",
        "1-",
        "-",
        ".",
        ". ",
        "؟",
        '"',
    ),
    *(
        "ا",
        "ا.",
        "اا.",
        "ا-",
        "اا-1",
        "إف-16",
        "ـ",
        "ا_",
        "_",
        "#",
        "#1",
        "#ا",
        "@",
        "a@",
        "a@a.",
        "a.",
        "a-",
        "a'",
    ),
    *(
        "http://",
        "http://.",
        "www.",
        "&",
        "&#",
        "<",
        "<a",
        "</",
        "\u200f",
        "\u200f(",
        "\u200f1",
        "ا\u200f",
        "\u064b",
    ),
    *(
        "\u064b(",
        "\u200d",
        "😀\u200d",
        "🇸",
        "1\ufe0f",
        " ",
        "  ا",
        "\n",
        "\n ",
        "\x00",
        "\ud800",
        "ﷺ",
        "ا\u0654",
    ),
    *("ثلاثة و", "وال", "لل", "ٱ\u0654"),
]


@pytest.mark.parametrize("repeated", REPEATED, ids=ascii)
def test_cutting_takes_linear_time(repeated):
    text = repeated * (80_000 // len(repeated))
    start = time.process_time()
    for end in ("", "(", "1", "ا", "!"):
        assert "".join(cut(text + end)) == text + end
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize(
    "repeated", ["(((((((((a", "1", "ثلاثة و", "\u200f(", "1:", '. "', "ﷺ", "\n", "ا\u0654", ".وقال"]
)
def test_the_whole_stage_takes_linear_time(repeated):
    vocab = Vocab()
    tokenizer, norms, sentences = ArabicTokenizer(vocab), NormSetter(vocab), SentenceMarker(vocab)
    text = repeated * (SIZE // len(repeated))
    start = time.process_time()
    doc = sentences(norms(tokenizer(text)))
    assert time.process_time() - start < LIMIT
    assert sum(len(token.text_with_ws) for token in doc) == len(text)


@pytest.mark.parametrize("word", ["و", "ا\u0654", "ٱ\u0654\u0654\u0654", "ﷺ", "بـ", "لل"])
def test_functions_for_strings_take_linear_time(word):
    text = word * (SIZE // len(word))
    start = time.process_time()
    fold(text)
    normalize(text, ["alef"])
    normalize(text, ["forms", "hamza"])
    split_proclitics(text)
    assert time.process_time() - start < LIMIT
