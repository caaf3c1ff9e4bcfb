"""The tokenizer, by examples: `|` marks where a token ends inside a run without spaces."""

import json
import pickle

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from hasila.normalize.pieces import cut
from hasila.normalize.tokenizer import ArabicTokenizer

TOKENIZER = ArabicTokenizer(Vocab())
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}

EXAMPLES = {
    "digits apart from clitics, article and letters": """
        و|166 بـ|627 الـ|70.000 ال|15 وال|44 لل|13 10|آلاف 45|ألف و|٣٫٥ ب|139.7 2014|م 1436|هـ 50|kg
        """,
    "one number": """
        3.5 70.000 1,250,000 1.250.000 1,250,000.50 ٣٫٥ ٤٬١٠٠ ٧٠،٠٠٠ ٠ 12ر1 ۱۲۳ 1،5 1,5 10:30
        23:59:59 1'250'000
        """,
    "signs between numbers": """
        3000|-|5000 2|-|1 1|/|4 12|/|5|/|2015 2015|-|08|-|12 2|:|1 2014|،|2015 100|، ،|21 -|5 +|5
        10:30|-|11:00
        """,
    "signs between words": """
        يونيو|/|حزيران الروسي|-|الأوكراني الخليج|:|أعلن نهيان|،|قال الخامسة|.|من .|وأكدت ،|و مصر|..|بلد
        """,
    "designations": """
        إف-16 كوفيد-19 F-16 G20 H1N1 MP3 كيه-1 مايو|-|2015
        """,
    "signs at numbers": """
        50|% %|50 ٢٧|٪ 50|%|، $|50 50|$ €|3.5 0.72|%|.|وواصلت (|69|) 627|. 627|.|وقال «|14 و|50|%
        """,
    "final signs": """
        الثاني|)|. انتهى|. لماذا|؟ ماذا|؟! رائع|!!! ثم|... ثم|… «|نعم|»|. "|نعم|.|" (|وام|)|،
        قال|:|«|نعم|» ***
        """,
    "quotes": """
        «|داعش|» بـ|«|داعش|» و|"|الوطن|" ل|"|مسرح|" “|تويتر|” ‘|نعم|’ ''|نعم|''
        """,
    "abbreviations": """
        د. أ. م. هـ. أ.ف.ب د.ب.أ ق.م ق.م. ص.ب أ.د.|محمد د.|محمد ود.|محمد ود. ودّ|. (|أ.ف.ب|) وأ.ف.ب
        بي.بي.سي بي|. قال|.|سي U.S. Dr. J. 2010|م|. a.m.
        """,
    "addresses": """
        https://example.org/a?b=1|. http://example.org/خبر (|www.example.com|) example.com/path
        name@example.co.uk|،
        @name_1 #وسم_طويل #٢٠١٥_عام #|1 hasila.io
        """,
    "emoji": """
        👨\u200d👩\u200d👧 🇸🇦|🇪🇬 👍🏽 ❤️ 1️⃣ سلام|😀|😀 ✈
        """,
    "markup": """
        &nbsp; نص|&amp;|نص <br> نص|<br/>|نص </p> &#39; & 5|<|6
        """,
    "controls": """
        \u200f627\u200f|) و\u200f|166 4.\u200f95|% ديسمبر|/|\u200fكانون
        (|\u200fحلب\u200f|) \u202bحلب\u202c \u200f .\u200f
        """,
    "marks and tatweel": """
        مُحَمَّدٌ ـــــ مـحـمـد \u064b\u064c \u064b|(
        """,
    "other writing": """
        don't l’État كم² 2|½ كلمة|_|كلمة یک
        """,
    "runs of signs": """
        (((( --- == (|(|أ "|"|أ
        """,
}


def cells():
    for subject, examples in EXAMPLES.items():
        for example in examples.split():
            yield pytest.param(example, id=f"{subject}: {example!a}")


@pytest.mark.parametrize("example", list(cells()))
def test_pieces(example):
    assert list(cut(example.replace("|", ""))) == example.split("|")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        (" ", [" "]),
        ("   ", ["   "]),
        ("نص", ["نص"]),
        ("نص ", ["نص"]),
        (" نص", [" ", "نص"]),
        ("نص  نص", ["نص", " ", "نص"]),
        ("نص   \n نص", ["نص", "  ", "\n", "نص"]),
        ("نص\n\nنص", ["نص", "\n\n", "نص"]),
        ("نص\u00a0نص\tنص", ["نص", "\u00a0", "نص", "\t", "نص"]),
        ("\ufeffنص", ["\ufeffنص"]),
        ("قتل 627 مدنيا.", ["قتل", "627", "مدنيا", "."]),
    ],
)
def test_white_space(text, tokens):
    doc = TOKENIZER(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text


NEWS_LIKE = st.lists(
    st.sampled_from(
        [
            *"وبال٤4۴.،,/-:؟!…«»\"'()[] \n\t\u200f\u200d\ufe0f\u064bـ😀🇸@#&;<>%$_\x00",
            "قال",
            "https://",
            "a.b",
            "د.",
        ]
    )
).map("".join)


@given(st.text() | NEWS_LIKE)
def test_tokens_join_to_the_text(text):
    doc = TOKENIZER(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert all(token.text for token in doc)


@given(NEWS_LIKE)
def test_a_token_without_white_space_holds_no_digit_beside_an_arabic_letter(text):
    for token in TOKENIZER(text):
        kinds = {"d" if char.isdecimal() else "a" for char in token.text if char in "وبالقد٤4۴"}
        # An address is whole, in angle brackets too: `<https://و٤>`.
        whole = token.text.startswith(("#", "@")) or "://" in token.text or "-" in token.text
        assert len(kinds) < 2 or whole


def test_a_lone_surrogate_becomes_the_replacement_character_in_its_place():
    text = json.loads('"قتل \\ud83d 5"')
    doc = TOKENIZER(text)
    assert doc.text == "قتل \ufffd 5"
    assert len(doc.text) == len(text)


def test_nul_and_nested_overrides_are_kept():
    text = "أ\x00ب \u202e\u202d\u202eحلب\u202c\u202c\u202c."
    assert TOKENIZER(text).text == text


def test_a_small_cache_forgets_and_stays_right():
    small = ArabicTokenizer(Vocab(), cache_size=2)
    text = "و166 ب5 وحلب ل7 و166"
    assert [token.text for token in small(text)] == [token.text for token in TOKENIZER(text)]
    assert len(small._known) <= 2


def test_the_pipeline_with_the_tokenizer_is_stored_and_loaded(tmp_path):
    nlp = spacy.blank("ar", config=CONFIG)
    assert isinstance(nlp.tokenizer, ArabicTokenizer)
    nlp.to_disk(tmp_path / "model")
    for again in (
        spacy.load(tmp_path / "model"),
        spacy.blank("ar", config=CONFIG).from_bytes(nlp.to_bytes()),
    ):
        assert isinstance(again.tokenizer, ArabicTokenizer)
        assert [token.text for token in again("و166 مدنيا.")] == ["و", "166", "مدنيا", "."]


def test_the_tokenizer_crosses_a_process_boundary():
    again = pickle.loads(pickle.dumps(ArabicTokenizer(Vocab(), cache_size=7)))
    assert again.cache_size == 7
    assert [token.text for token in again("بـ627.")] == ["بـ", "627", "."]


def test_many_texts_at_once():
    assert [doc.text for doc in TOKENIZER.pipe(["أ", "", "ب ج"], batch_size=2)] == ["أ", "", "ب ج"]
