"""What stands for a named body without naming it: definite nouns and the pronouns of members."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_names import unmarked
from spacy.tokens import Span

from hasila.entities.aliases import AliasResolver
from hasila.entities.edges import CLITICS
from hasila.entities.places import PlaceResolver
from hasila.extensions import ensure_extension

TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.blank("ar", config=TOKENIZER)
    pipeline.add_pipe("hasila_sentences")
    return pipeline


def read(nlp, marked, **settings):
    """A document with its names marked, through the component."""
    ensure_extension(Span, CLITICS)
    text, names = unmarked(marked)
    doc = nlp(text)
    doc.ents = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in names]
    return AliasResolver(nlp.vocab, **settings)(doc)


@pytest.mark.parametrize(
    ("marked", "aliases"),
    [
        # Nouns taken for names mean what stands before them, not what an earlier one of them meant.
        (
            "نفت <ORG>وزارة الصحة</ORG>. وقالت <ORG>الوزارة</ORG> ذلك. ونفت <ORG>وزارة المالية</ORG>. "
            "وأضافت <ORG>الوزارة</ORG>",
            [None, 0, None, None],
        ),
        ("قالت <ORG>الوزارة</ORG> ذلك. وأضافت <ORG>الوزارة</ORG>", [None, 0]),
        ("نفت <ORG>وزارة الصحة</ORG>. وقالت <ORG>الوزارة</ORG> إن <ORG>الوزارة</ORG>", [None, 0, 0]),
    ],
)
def test_nouns_among_the_names(nlp, marked, aliases):
    assert [ent._.alias_of for ent in read(nlp, marked).ents] == aliases


@pytest.mark.parametrize(
    ("marked", "mentions"),
    [
        ("نفى <ORG>تنظيم الدولة</ORG> الخبر. وقال التنظيم إنه انسحب.", [("التنظيم", "تنظيم الدولة")]),
        (
            "<ORG>المرصد السوري لحقوق الإنسان</ORG> وثق ذلك، وأضاف المرصد",
            [("المرصد", "المرصد السوري لحقوق الإنسان")],
        ),
        ("أعلنت <ORG>وزارة التعليم</ORG> ذلك، وبحسب الوزارة", [("الوزارة", "وزارة التعليم")]),
        # Proclitics are outside, and the ل that is left of the article too.
        ("أعلن <ORG>بنك الساحل</ORG> أرباحه. وللبنك فروع", [("بنك", "بنك الساحل")]),
        ("اتهمت <ORG>شركة النور</ORG> بالرشوة، وللشركة ديون", [("شركة", "شركة النور")]),
        ("ذكر <ORG>حزب البيت</ORG> ذلك وقيل في بيان وبالحزب", [("الحزب", "حزب البيت")]),
        # What a body is, said just before its name or known of it.
        ("هددت حركة <ORG>الفجر</ORG> بالرد، وقالت الحركة", [("الحركة", "الفجر")]),
        ("ربحت <ORG>أرامكو</ORG> كثيرا، وقالت الشركة", [("الشركة", "أرامكو")]),
        # The short form's mentions lead back to the full name.
        (
            "<ORG>تنظيم الدولة الإسلامية</ORG> (<ORG>داعش</ORG>) ضعف، وخسر التنظيم",
            [("التنظيم", "تنظيم الدولة الإسلامية")],
        ),
        # Two of a kind: the one in the sentence, or none.
        ("<ORG>وزارة الصحة</ORG> و<ORG>وزارة المالية</ORG> نفتا. وقالت الوزارة", []),
        (
            "نفت <ORG>وزارة الصحة</ORG>. وحذرت <ORG>وزارة المالية</ORG> وأضافت الوزارة",
            [("الوزارة", "وزارة المالية")],
        ),
        # An adjective that says another thing, one of the name, one that only judges, a day of the week.
        ("ربحت <ORG>شركة النور</ORG>، وقالت الشركة المصرية للنقل", []),
        (
            "نفى <ORG>المرصد السوري لحقوق الإنسان</ORG>، وقال المرصد السوري",
            [("المرصد السوري", "المرصد السوري لحقوق الإنسان")],
        ),
        ("هاجم <ORG>تنظيم الدولة</ORG> ثم خسر التنظيم المتطرف", [("التنظيم", "تنظيم الدولة")]),
        ("عقدت <ORG>شركة النور</ORG> وقالت الشركة الثلاثاء", [("الشركة", "شركة النور")]),
        ("حذرت <ORG>الأمم المتحدة</ORG> وقالت المنظمة الدولية للهجرة", []),
        # Ranks.
        ("فاز <ORG>فريق النور</ORG> وحضر الفريق أول سعيد", []),
        ("انسحب <ORG>لواء النور</ORG> وحضر اللواء <PER>سعيد منصور</PER>", []),
        # Nothing before it, another kind of body, or a place.
        ("قالت الوزارة إن <ORG>وزارة الصحة</ORG> نفت", []),
        ("نفت <ORG>وزارة الصحة</ORG>، وقالت الشركة", []),
        ("في <LOC>حركة</LOC> وقالت الحركة", []),
    ],
)
def test_definite_nouns(nlp, marked, mentions):
    doc = read(nlp, marked)
    found = [(mention["text"], doc.ents[mention["entity"]].text) for mention in doc._.mentions]
    assert found == mentions
    for mention in doc._.mentions:
        assert doc.text[mention["start"] : mention["end"]] == mention["text"]
        assert doc[mention["token"]].idx <= mention["start"]


@pytest.mark.parametrize(
    ("marked", "mentions"),
    [
        ("خسر <ORG>تنظيم الدولة</ORG> 20 من عناصره", [("ه", "تنظيم الدولة")]),
        ("نعت <ORG>حركة الفجر</ORG> مقاتليها", [("ها", "حركة الفجر")]),
        ("كرم <ORG>الفجريون</ORG> مقاتليهم", [("هم", "الفجريون")]),
        ("سحبت <LOC>تركيا</LOC> قواتها", [("ها", "تركيا")]),
        ("حشدت <ORG>حركة الفجر</ORG> وكوادرها وفرقها", [("ها", "حركة الفجر"), ("ها", "حركة الفجر")]),
        # Of two, the nearer one that agrees.
        ("هاجم <ORG>تنظيم الدولة</ORG> <ORG>حركة الفجر</ORG> وقتل من عناصره", [("ه", "تنظيم الدولة")]),
        # A person's men, or a body too far away.
        ("هاجم <ORG>تنظيم الدولة</ORG> <PER>خالد منصور</PER> وقتل عناصره", []),
        ("نفى <ORG>تنظيم الدولة</ORG>. هطل المطر. طال الليل. خسر عناصره", []),
        ("خسر <ORG>تنظيم الدولة</ORG> مقره", []),
    ],
)
def test_pronouns(nlp, marked, mentions):
    doc = read(nlp, marked)
    found = [(mention["text"], doc.ents[mention["entity"]].text) for mention in doc._.mentions]
    assert found == mentions


def test_a_pronoun_keeps_its_marks(nlp):
    doc = read(nlp, "خسر <ORG>تنظيم الدولة</ORG> 20 من عناصرِهِ")
    assert [mention["text"] for mention in doc._.mentions] == ["هِ"]


def test_a_noun_that_the_model_took_for_a_name_gets_its_alias(nlp):
    doc = read(nlp, "نفى <ORG>تنظيم الدولة</ORG> ذلك. وقال <ORG>التنظيم</ORG> ثم <ORG>التنظيم</ORG>")
    assert [ent._.alias_of for ent in doc.ents] == [None, 0, 0]
    assert doc._.mentions == []


def test_nouns_can_be_made_names(nlp):
    marked = (
        "قتل <PER>سعيد</PER> بعدما نفت <ORG>وزارة الصحة</ORG>. وللوزارة رأي في <LOC>حلب</LOC> و<LOC>حلب</LOC>"
    )
    doc = read(nlp, marked, nouns_as_entities=True)
    assert [(ent.text, ent.label_, ent._.alias_of) for ent in doc.ents] == [
        ("سعيد", "PER", None),
        ("وزارة الصحة", "ORG", None),
        ("وللوزارة", "ORG", 1),
        ("حلب", "LOC", None),
        ("وحلب", "LOC", 3),
    ]


def test_mentions_survive_serialisation(nlp):
    doc = read(nlp, "خسر <ORG>تنظيم الدولة</ORG> 20 من عناصره. وقال التنظيم")
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [dict(mention) for mention in again._.mentions] == doc._.mentions


def test_a_long_text_of_many_bodies(nlp):
    # Each sentence names a new company and asks for "the company": seconds, minutes when quadratic.
    sentences = [f"وقالت <ORG>شركة رقم{number}</ORG> إن الشركة ربحت. " for number in range(3000)]
    doc = read(nlp, "".join(sentences))
    assert [mention["entity"] for mention in doc._.mentions] == list(range(3000))


ALPHABET = st.sampled_from([*'\u200f\u202b\x00\ud800ـَ"«»()# \n.،ولبكفاتنه', "التنظيم", "للشركة", "عناصره"])


@settings(deadline=None)  # the first call reads the tables
@given(st.lists(ALPHABET, max_size=40).map("".join), st.data())
def test_any_text_with_any_names(nlp, text, data):
    doc = nlp.make_doc(text)
    at = 0
    spans = []
    while at < len(doc):
        end = data.draw(st.integers(at + 1, len(doc)))
        label = data.draw(st.sampled_from(["ORG", "LOC", "PER", "MISC", ""]))
        if label:
            spans.append(Span(doc, at, end, label))
        at = end
    doc.ents = spans
    doc = AliasResolver(nlp.vocab, nouns_as_entities=data.draw(st.booleans()))(PlaceResolver(nlp.vocab)(doc))
    for i, ent in enumerate(doc.ents):
        alias = ent._.alias_of
        assert alias is None or (alias < i and doc.ents[alias]._.alias_of is None)
    for mention in doc._.mentions:
        assert doc.text[mention["start"] : mention["end"]] == mention["text"] != ""
        assert mention["entity"] < len(doc.ents)
