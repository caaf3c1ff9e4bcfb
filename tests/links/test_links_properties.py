"""Whatever the text, the linker gives valid links inside it, with work that grows with its length."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasila.links import link, make_view
from hasila.numerals.types import NumberSpan

WORDS = """
قتل وأصيب مقتل وإصابة بلغ عدد القتلى من في على عناصر الجيش رجال الشرطة شخصا أشخاص آخرون آخرين منهم
بينهم وعددهم نصفهم
الـ ال مليون مليونا آلاف ألف دولار ريال كيلومترا أشهر عاما سنة عمره البالغ أصل كبار قادة واحدة عدة
اثنين الستة و ( ) ، . ؟ «
» % نسبة السكان التي الذين حلب دمشق تنظيم داعش 5 12 44 1.5 2015 قتيلان مدينتي لل وَقُتِلَ ـــ
\u200f \x00 12% abc \ud800
""".split()
NUMBERS = set("5 12 44 1.5 2015 12% مليون آلاف ألف واحدة عدة اثنين الستة قتيلان مدينتي".split())
KINDS = [
    "cardinal",
    "ordinal",
    "fraction",
    "percent",
    "multiple",
    "dual",
    "date",
    "time",
    "score",
    "identifier",
]


def view_of(words, kinds, labels, cut):
    """A view of the words joined by spaces; every number word is a number of some kind."""
    text, tokens, numbers, names, sentences = "", [], [], [], []
    for index, word in enumerate(words):
        start, end = len(text), len(text) + len(word)
        tokens.append((start, end))
        if word in NUMBERS:
            kind = kinds[index % len(kinds)]
            numbers.append(
                NumberSpan(start, end, word, kind, 5, bound="vague" if word == "آلاف" else "exact")
            )
        elif labels and index % len(labels) == 0 and word:
            names.append((start, end, labels[index // len(labels) % len(labels)]))
        text += f"{word} "
    if tokens:
        sentences = [tokens[i][0] for i in range(0, len(tokens), cut)]
    return make_view(text, [t for t in tokens if t[0] < t[1]], numbers, names, sentences)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=60),
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=5),
    st.lists(st.sampled_from(["ORG", "LOC", "PER", "MISC"]), max_size=7),
    st.integers(1, 60),
)
def test_links_are_valid_spans_of_the_text(words, kinds, labels, cut):
    view = view_of(words, kinds, labels, cut)
    quantities = link(view)
    assert [(q.start, q.end) for q in quantities] == [(n.start, n.end) for n in view.numbers]
    for quantity in quantities:
        assert quantity.sentence[0] <= quantity.start < quantity.end <= quantity.sentence[1]
        for found in (quantity.counted, quantity.antecedent, quantity.of, quantity.place, quantity.event):
            if found is not None:
                assert 0 <= found.start < found.end <= len(view.text)
                assert found.text == view.text[found.start : found.end]
        if quantity.kind in ("date", "time", "ordinal", "identifier", "score"):
            assert quantity.counted is None
            assert quantity.event is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(1, 12))
def test_any_text_at_all(text, start, length):
    end = min(len(text), start + length)
    numbers = [NumberSpan(start, end, text[start:end], "cardinal", 3)] if start < end else []
    tokens = [(i, i + 1) for i in range(len(text))]
    assert len(link(make_view(text, tokens, numbers))) == len(make_view(text, tokens, numbers).numbers)


class Watched(list):
    """Words that count how often a rule looks at one."""

    looks = 0

    def __getitem__(self, index):
        found = super().__getitem__(index)
        self.looks += len(found) if isinstance(index, slice) else 1
        return found

    def __iter__(self):
        self.looks += len(self)
        return super().__iter__()


@pytest.mark.parametrize("unit", ["5 ", "5 و ", "5 من ", "( ", "عدد 5 ", "5 آخرين ", "مدينة حلب 5 "])
def test_work_grows_with_the_length(unit):
    """Ten times the text is about ten times the looks at words: no rule looks at the whole text each time."""

    def looks(times):
        words = (unit * times).split()
        view = view_of(words, ["cardinal"], ["LOC", "ORG"], len(words) or 1)
        watched = replace(view, words=Watched(view.words))
        link(watched)
        return watched.words.looks

    assert looks(1500) < 12 * looks(150) + 100


def test_an_empty_text():
    assert link(make_view("", [], [])) == []
