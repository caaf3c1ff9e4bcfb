"""What happened, where, and of whom."""

from typing import Any

import pytest
import spacy

EVENTS = [
    "<e>قتل</e> [44] جنديا في الكمين.",
    "أسفر الانفجار عن <e>مقتل</e> [12] شخصا.",
    "و<e>أصيب</e> [7] أطفال بجروح.",
    "لقي [8] عمال <e>مصرع</e>هم في المنجم.",
    "أعلنت الشرطة <e>اعتقال</e> [16] مشتبها.",
    "أوضح المصدر أن [ثلاثة] مدنيين <e>قتلوا</e> في القصف.",
    "أدى القصف إلى <e>تدمير</e> [20] منزلا.",
    "بلغ عدد المدارس [300].",
    "و<e>دمر</e> [34] مركبة في الهجوم.",
    "و<e>استولى</e> على [7] دبابات.",
    "و<e>نُهبت</e> [22] شاحنة في الطريق.",
    "ما زال [12] عاملا هناك.",
    "هرب ثمانية من الحراس و<e>نُهبت</e> [22] شاحنة.",
    "أعلن الحزب في آذار/مارس الماضي <e>اعتقال</e> قياديين [اثنين] في المدينة.",
]
PLACES = [
    "قتل [44] جنديا في <p>{LOC الرقة}</p>.",
    "أصيب [7] أطفال بجروح في انفجار بمدينة <p>{LOC الموصل}</p>.",
    "قتل [3] مدنيين في قصف على <p>{LOC حلب}</p> أمس.",
    "تستغرق الرحلة [3] أيام إلى {LOC القاهرة}.",
]
GROUPS = [
    "قتل [44] من عناصر <o>{ORG تنظيم داعش}</o> في الغارة.",
    "قتل [44] من عناصر <o>{ORG تنظيم داعش}</o> في {LOC الرقة}.",
    "أصيب [خمسة] من رجال <o>الشرطة</o> في الانفجار.",
    "قتل [عنصرين] من <o>الجيش</o> في الكمين.",
    'قتل [56] من عناصر "<o>{ORG قسد}</o>" في الكمين.',
    "استسلم [2529] من <o>{ORG قوات الحكومة السورية}</o> أمس.",
    "قتل [30] من مقاتلي <o>{ORG داعش}</o> أمس.",
    "قتل {ORG الجيش} [12] مسلحا في الجبل.",
    "استسلم [9] من <o>{ORG الحوثيين} و{ORG قوات صالح}</o> أمس.",
    "قتل [86] شخصا من مسلحي <o>{ORG جبهة الشرق}</o> أمس.",
    "قالت {ORG حركة الشعب} إن [44] من عناصر <o>الحركة</o> قتلوا أمس.",
    "تم نقل [11] شخصا من المبنى.",
    "وأن رغيف الخبز بلغ [500] ليرة بعد خفض أسعار اللحوم.",
]


@pytest.mark.parametrize(
    ("field", "marked"),
    [
        *(("event", marked) for marked in EVENTS),
        *(("place", marked) for marked in PLACES),
        *(("of", marked) for marked in GROUPS),
    ],
)
def test_link(linked, field, marked):
    example, quantity = linked(marked)
    found = quantity[field]
    assert (found and (found["start"], found["end"])) == example.links.get(field)


def with_aliases(linked_text: str, names: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """The quantities of a text whose names are resolved first, as in the shipped pipeline."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_norm", "hasila_sentences", "hasila_numerals"):
        nlp.add_pipe(name)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name, label in names])
    nlp.add_pipe("hasila_aliases")
    nlp.add_pipe("hasila_links")
    return nlp(linked_text)._.quantities


def test_a_pronoun_behind_the_noun_tells_the_group():
    (found,) = with_aliases("أعلنت حركة الشعب مقتل 44 من عناصرها في كمين.", [("حركة الشعب", "ORG")])
    assert (found["of"]["text"], found["of"]["entity"]) == ("حركة الشعب", 0)


def test_a_definite_noun_is_its_name_in_the_table():
    text = "أعلنت حركة الشعب بيانا. وقتل 44 من عناصر الحركة في كمين."
    (found,) = with_aliases(text, [("حركة الشعب", "ORG")])
    assert (found["of"]["text"], found["of"]["entity"]) == ("الحركة", 0)


def test_names_are_told_by_their_index(linked):
    _, quantity = linked("قتل [44] من عناصر {ORG تنظيم داعش} في {LOC الرقة}.")
    assert quantity["of"]["entity"] == 0
    assert quantity["place"]["entity"] == 1
