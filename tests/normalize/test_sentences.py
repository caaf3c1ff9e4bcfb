"""Ends of sentences, by examples: `¦` marks where a sentence ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from hasila.normalize.component import SentenceMarker
from hasila.normalize.tokenizer import ArabicTokenizer

VOCAB = Vocab()
TOKENIZER = ArabicTokenizer(VOCAB)
MARKER = SentenceMarker(VOCAB)

EXAMPLES = [
    # Full stops after words, digits, brackets and quotes.
    "قتل ثلاثة في حلب.¦ وأصيب آخرون.",
    "قتل 627 في عام 2015.¦ وقال المرصد إن العدد أكبر.",
    "هذا هو التقرير (الثاني).¦ وكان الأول في مايو.",
    'قال: "نعم".¦ ثم خرج.',
    "قال «نعم.»¦ ثم خرج.",
    'قال "نعم."¦ وأضاف "لا."¦ ثم خرج.',
    "انتهى الأمر…¦ وعاد الجميع.",
    "انتهى الأمر...¦ وعاد الجميع.",
    "انخفض 50%.¦ وارتفع 3.5%.¦ وبقي 70.000.",
    # As Al-Khaleej sets it: the full stop stands before the next word.
    "عاد الجميع .¦وأكدت الوزارة ذلك .¦وقالت إنها تتابع .",
    "وصلوا عند الخامسة.¦من جهته قال الوزير.",
    "كان ذلك في عام .¦1996 كان عاما صعبا",
    # Questions and exclamations.
    "من فاز؟¦ لا أحد.",
    "ماذا؟!¦ لا أحد.",
    "يا للعجب!¦ فاز الفريق.",
    "صدر كتاب «من يحكم؟» قبل عام.¦ وبيع كله.",
    "سأل «لماذا؟».¦ ثم خرج.",
    "سأل: لماذا؟، ثم خرج.",
    "هذا رأيه (!) في المسألة.",
    "حذف (...) من النص.",
    # No ends: numbers, abbreviations, initials, addresses, headline dots.
    "بلغ 3.5 مليون من 70.000 و12ر1 بعد 10:30 في 12/5/2015 كما قيل",
    "هبط السهم إلى 29 .3 درهم و780 .2%، ثم عاد",
    "قال د. سمير وم. عادل وأ.د. هالة من أ.ف.ب إن ق.م. تعني قبل الميلاد",
    "كتب J. K. اسمه هنا وعاش في U.S. زمنا",
    "زوروا example.com أو www.example.org اليوم",
    "مصر.. بلد كبير",
    "1. حلب أولا\n¦2. ثم دمشق.¦ ثم حمص",
    "قالت قناة بي.بي.سي ذلك",
    # A unit or an era after a number may end a sentence.
    "كان ذلك عام 1990م.¦ ثم عاد.",
    "كان ذلك عام 1437 هـ.¦ ثم عاد.",
    "ارتفاعه 20 م.¦ وعرضه أقل.",
    "قال م. سمير",
    # Lines.
    "عنوان الخبر\n¦قتل ثلاثة",
    "عنوان الخبر.\n\n¦قتل ثلاثة\r\n¦وأصيب آخرون\n",
    "قال د.\n¦سمير",
    "سأل «لماذا؟»\n¦وخرج",
    # Invisible marks change nothing.
    "قتل ثلاثة.\u200f¦ وأصيب \u200f5\u200f.\u200f¦ ثم هدأ الأمر",
    "\u202bقتل ثلاثة.\u202c¦ وأصيب آخرون.",
]


def sentences(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in MARKER(TOKENIZER(text)).sents]


@pytest.mark.parametrize("example", EXAMPLES)
def test_sentences(example):
    assert sentences(example.replace("¦", "")) == [part.strip() for part in example.split("¦")]


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "...", "\n\n.\n", '"', "\u200f", "(.)", "؟" * 50])
def test_texts_without_words_have_at_most_one_sentence(text):
    doc = MARKER(TOKENIZER(text))
    assert len(list(doc.sents)) == min(1, len(doc))


@given(st.text() | st.text(st.sampled_from("أ1 .؟!…\n\"'«»()،\u200f")))
def test_every_token_is_in_one_sentence_and_every_start_is_set(text):
    doc = MARKER(TOKENIZER(text))
    assert doc.has_annotation("SENT_START") or not len(doc)
    assert all(token.is_sent_start is not None for token in doc)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_a_foreign_tokenizer_will_do():
    words = ["قتل", "ثلاثة", ".", "وأصيب", "آخرون", "."]
    doc = MARKER(Doc(VOCAB, words=words))
    assert [token.is_sent_start for token in doc] == [True, False, False, True, False, False]
