"""What `آخرين`, a pronoun and a missing noun stand for."""

import pytest

EXAMPLES = [
    "قتل 16 <a>شخصاً</a> وأصيب [50] آخرون في الحريق.",
    "قتل 16 <a>شخصاً</a> وأصيب أكثر من [50] آخرين في الحريق.",
    "أسفر الحريق عن مقتل <a>مدني</a> وإصابة [ستة] آخرين.",
    "لقي <a>شرطي</a> مصرعه وأصيب [ثلاثة] آخرون.",
    "استشهد 12 من <a>رجال</a> الأمن و3 من العاملين وأصيب [7] آخرون.",
    "قتل 9 <a>أشخاص</a> بينهم 5 جنود، وأصيب [81] آخرون.",
    "نقل 691 <a>مصابا</a> وشفي [355] منهم.",
    "وصل <a>اللاجئون</a> وقدر عددهم بنحو [خمسة آلاف].",
    "قتل [5] وأصيب 11 من <a>الجنود</a>.",
    "اعتقل 4 من <a>عناصر</a> الحركة واستدعي [3] للتحقيق.",
    "وصل [12] طالبا إلى المدرسة.",
    "دخل [العشرات] إلى الملعب بعد 3 جولات.",
]


@pytest.mark.parametrize("marked", EXAMPLES)
def test_antecedent(linked, marked):
    example, quantity = linked(marked)
    found = quantity["antecedent"]
    assert (found and (found["start"], found["end"])) == example.links.get("antecedent")
