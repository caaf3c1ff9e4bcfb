"""What the rules see of a text: proclitics told from a word's own letters."""

import pytest

from hasila.links.view import View, make_view
from hasila.normalize import fold


def view_of(text: str) -> View:
    """A view of words with spaces between them, without numbers and names."""
    tokens, start = [], 0
    for word in text.split(" "):
        tokens.append((start, start + len(word)))
        start += len(word) + 1
    return make_view(text, tokens, [])


@pytest.mark.parametrize(
    ("text", "index", "lead", "core", "verb", "nominal"),
    [
        # ف and قد stand in front of a verb …
        ("فقد لقي عاملان حتفهما", 0, "ف", "قد", False, False),
        ("أما الميناء فقد أعلن المدير إغلاقه", 2, "ف", "قد", False, False),
        ("بحسب البيان ، فقد تفقدت اللجنة السد", 3, "ف", "قد", False, False),
        # … also one that is in no table, where the clause begins.
        ("، فقد تبرعم الزرع", 1, "ف", "قد", False, False),
        # "Lost" has a noun behind it, and may stand anywhere.
        ("، فقد الصياد قاربه", 1, "", "فقد", True, False),
        ("قال إنه فقد ساقه", 2, "", "فقد", True, False),
        ("في البحر فقد", 2, "", "فقد", True, False),
    ],
)
def test_already_and_lost(text, index, lead, core, verb, nominal):
    word = view_of(text).words[index]
    assert (word.lead, word.core, word.verb, word.nominal) == (tuple(lead), fold(core), verb, nominal)
    assert text[word.stem : word.end] == core


@pytest.mark.parametrize(
    "word", ["وفي", "ومن", "وهو", "وهي", "ولم", "وأن", "وإن", "ففي", "فلن", "وما", "وقد"]
)
def test_a_conjunction_and_a_short_word_are_no_noun(word):
    (found,) = view_of(word).words
    assert (found.lead, found.nominal, found.verb) == ((word[0],), False, False)
    assert found.bare == fold(word[1:])


@pytest.mark.parametrize("word", ["وهم", "فهم", "وعد", "وفد"])
def test_nouns_that_begin_like_them_stay_whole(word):
    (found,) = view_of(word).words
    assert (found.lead, found.core, found.bare) == ((), fold(word), fold(word))


@pytest.mark.parametrize(
    ("word", "lead", "definite", "core"),
    [
        ("ألقاب", "", False, "ألقاب"),
        ("بألقاب", "ب", False, "ألقاب"),
        ("وإلغاء", "و", False, "إلغاء"),
        ("لآليات", "ل", False, "آليات"),
        ("ألواح", "", False, "ألواح"),
        ("أَلْغام", "", False, "ألغام"),
        ("الألغام", "", True, "ألغام"),
        ("بالقاب", "ب", True, "قاب"),  # without its hamza it can't be told
        ("القارب", "", True, "قارب"),
        ("للقارب", "ل", True, "قارب"),
    ],
)
def test_an_alef_with_hamza_is_not_the_article(word, lead, definite, core):
    (found,) = view_of(word).words
    assert (found.lead, found.definite, found.core) == (tuple(lead), definite, fold(core))
