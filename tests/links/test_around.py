"""What happened, where, and of whom."""

import pytest

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


def test_names_are_told_by_their_index(linked):
    _, quantity = linked("قتل [44] من عناصر {ORG تنظيم داعش} في {LOC الرقة}.")
    assert quantity["of"]["entity"] == 0
    assert quantity["place"]["entity"] == 1
