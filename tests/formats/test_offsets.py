"""How tools count characters, and that nothing is moved to the nearest one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.formats import graphemes
from hasila.formats.offsets import UNITS, ruler

FAMILY = "👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        # As grapheme-splitter 1.0.4, which doccano's page uses, cuts them.
        ("", []),
        ("قتل", ["ق", "ت", "ل"]),
        ("قُتِلَ", ["قُ", "تِ", "لَ"]),
        ("السَّلام", ["ا", "ل", "سَّ", "ل", "ا", "م"]),
        ("صـيدا", ["ص", "ـ", "ي", "د", "ا"]),  # tatweel is a letter
        ("لا\u200cبد", ["ل", "ا\u200c", "ب", "د"]),  # a zero-width non-joiner is a mark
        ("\u200fمن", ["\u200f", "م", "ن"]),  # a direction mark is not
        ("🇸🇾🇱🇧", ["🇸🇾", "🇱🇧"]),
        ("👍🏽!", ["👍🏽", "!"]),
        (FAMILY + "و", [FAMILY, "و"]),
        ("❤\ufe0f", ["❤\ufe0f"]),
        ("\r\n\n", ["\r\n", "\n"]),
        ("각", ["각"]),
        # Unicode 10 knows no joining of all pictographs: in later versions this is one cluster.
        ("🐻\u200d❄", ["🐻\u200d", "❄"]),
    ],
)
def test_clusters(text: str, clusters: list[str]) -> None:
    starts = [*graphemes.starts(text), len(text)]
    assert [text[start:end] for start, end in pairwise(starts)] == clusters


@pytest.mark.parametrize(
    ("unit", "text", "offset", "codepoint"),
    [
        ("codepoints", "😀ب", 1, 1),
        ("utf16", "😀ب", 2, 1),
        ("utf16", "😀ب", 1, None),  # between the halves of a pair
        ("utf16", "😀ب", 3, 2),
        ("utf16", "😀ب", 4, None),
        ("graphemes", "قُتِلَ", 1, 2),
        ("graphemes", "قُتِلَ", 3, 6),
        ("graphemes", "قُتِلَ", 4, None),
        ("codepoints-lf", "ا\r\nب", 2, 3),
        ("codepoints-lf", "ا\nب", 2, 2),
        ("codepoints", "قتل", -1, None),
        ("utf16", "😀", -1, None),
    ],
)
def test_an_offset_is_a_code_point_or_none(unit, text: str, offset: int, codepoint: int | None) -> None:
    assert ruler(text, unit).codepoint(offset) == codepoint


@given(st.text(st.sampled_from("قُتَ ـ😀👍🏽🇸🇾\u200d\u200f\r\n\ud83d1é")), st.sampled_from(UNITS))
def test_there_and_back(text: str, unit) -> None:
    measure = ruler(text, unit)
    back = measure.inverse()
    for offset in range(measure.length + 1):
        place = measure.codepoint(offset)
        assert place is None or back(place) == offset
    assert measure.codepoint(measure.length) == len(text)


@given(st.text())
def test_utf16_is_what_the_codec_says(text: str) -> None:
    encoded = text.encode("utf-16-le", "surrogatepass")
    measure = ruler(text, "utf16")
    assert measure.length == len(encoded) // 2
    for offset in range(measure.length + 1):
        place = measure.codepoint(offset)
        if place is not None:
            assert len(text[:place].encode("utf-16-le", "surrogatepass")) == 2 * offset


@given(st.text())
def test_clusters_cover_the_text_and_no_mark_begins_one(text: str) -> None:
    starts = graphemes.starts(text)
    assert starts == sorted(set(starts))
    assert (starts[:1] == [0]) == bool(text)
    if graphemes.is_simple(text):
        assert starts == list(range(len(text)))


def test_a_long_text_takes_no_time() -> None:
    assert len(graphemes.starts("قُ👍🏽" * 100_000)) == 200_000
