"""What a word is as an event, and which words are offered for one."""

import pytest

from hasila.links.acts import act_of


@pytest.mark.parametrize(
    ("word", "event", "sort"),
    [
        # Objects' pronouns are left out, whichever form of the verb is known …
        ("تحضره", "تحضر", "verb"),
        ("يساعدهم", "يساعد", "verb"),
        ("سبقه", "سبق", None),
        ("كلفه", "كلف", None),
        ("يؤمه", "يؤم", None),
        ("ساعدتنا", "ساعدت", None),
        ("يساعدنا", "يساعد", "verb"),
        ("استقبلنا", "استقبلنا", None),
        ("يسكنها", "يسكن", "verb"),
        ("حتفهم", "حتف", None),
        # … but not what is a verb's own.
        ("يساهم", "يساهم", "verb"),
        ("يبرهن", "يبرهن", "verb"),
        ("يكره", "يكره", "verb"),
        ("تجربة", "تجربة", "noun"),
        # The future's س is left out.
        ("ستشارك", "تشارك", "verb"),
        ("وسيستقبل", "يستقبل", "verb"),
        ("ستترسب", "تترسب", "verb"),
        ("سيقعون", "يقعون", "verb"),
        ("سنجد", "نجد", "verb"),
        ("سيحضره", "يحضر", "verb"),
        ("سياسيون", "سياسيون", None),
        ("سيطرت", "سيطرت", "verb"),
        ("سيارة", "سيارة", "noun"),
        ("سندات", "سندات", None),
        # So are proclitics, and the ل of an article.
        ("للعبور", "عبور", "noun"),
        ("للنمو", "نمو", "noun"),
        ("واعتقال", "اعتقال", "masdar"),
        ("بزيادة", "زيادة", "noun"),
        ("خلّف", "خلّف", "verb"),
        ("وقدم", "قدم", "verb"),
    ],
)
def test_a_word_as_an_event(word, event, sort):
    act = act_of(word)
    assert act is not None
    assert word[act.begin : len(word) - act.object] == event
    assert sort is None or act.sort == sort


OFFERED = [
    "الهجوم <e>خلف</e> أكثر من [50] قتيلا.",
    "قال إن [واحدا] منهم <e>فجر</e> حزامه.",
    "<e>قدم</e> نحو [370] طفلاً عرضا.",
    "أغلق المؤشر ب<e>زيادة</e> قدرها [5] نقاط.",
]
NOT_OFFERED = [
    ("وقف [50] جنديا خلف المبنى.", "خلف"),
    ("تسلل [50] جنديا من خلف الجدار.", "خلف"),
    ("وصل [50] جنديا فجر الجمعة.", "فجر"),
    ("وصل [50] جنديا فجر أمس.", "فجر"),
    ("حلقت الطائرة على ارتفاع 370 قدم ومعها [5] ركاب.", "قدم"),
    ("فقد لقي [4] عمال حتفهم.", "فقد"),
]
FAR = (
    "وكان [54] <c>عنصرا</c> من كتيبة الحدود الثالثة في القاطع الجنوبي من الإقليم مع عدد كبير "
    "من المدنيين وأسرهم ومتاعهم الكثير قد <e>عبروا</e> الجسر."
)


@pytest.mark.parametrize("marked", [*OFFERED, FAR])
def test_offered(offered, marked):
    example, choices = offered(marked)
    assert example.links["event"] in choices["event"].spans


@pytest.mark.parametrize(("marked", "word"), NOT_OFFERED)
def test_not_offered(offered, marked, word):
    example, choices = offered(marked)
    assert word not in [example.text[start:end] for start, end in choices["event"].spans]


def test_without_an_opening_the_far_verb_is_not_offered(offered):
    example, choices = offered(FAR.replace("وكان ", ""))
    assert example.links["event"] not in choices["event"].spans
