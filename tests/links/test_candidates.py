"""What is offered for a choice, before any weight has a say, and what is said of it."""

import pytest

# Places whose first letter looks like a preposition, and how they stand: (text, place, preposition).
OWN_LETTERS = [
    ("قتل [4] جنود في {LOC بغلان} أمس.", "بغلان", "في"),
    ("أصيب [6] عمال قرب {LOC بنزرت} أمس.", "بنزرت", "قرب"),
    ("اعتقل [9] مهربين على طريق {LOC كونار} أمس.", "كونار", None),
    ("أصيب [6] عمال ب{LOC تونس} أمس.", "تونس", "ب"),
]


def place_facts(choices, text):
    """The facts of each place that is offered, by its text."""
    choice = choices["place"]
    return {
        text[start:end]: set(facts) for (start, end), facts in zip(choice.spans, choice.features, strict=True)
    }


@pytest.mark.parametrize(("marked", "place", "preposition"), OWN_LETTERS)
def test_a_place_keeps_its_first_letter(offered, marked, place, preposition):
    example, choices = offered(marked)
    facts = place_facts(choices, example.text)
    assert place in facts
    said = {fact.partition("=")[2] for fact in facts[place] if fact.startswith(">preposition=")}
    said = {one for one in said if ":" not in one}
    assert len(said) == 1
    assert preposition is None or said == {preposition}


@pytest.mark.parametrize(("marked", "place", "_"), OWN_LETTERS)
def test_beside_an_encoder_too(offered, marked, place, _):
    example, choices = offered(marked, encoder=True)
    texts = [example.text[start:end] for start, end in choices["place"].spans]
    assert place in texts
    assert place[1:] not in texts


def test_a_group_is_named_with_its_own_first_letter(offered):
    example, choices = offered("اعتقل [12] عنصرا من شرطة {LOC بغلان} أمس.")
    assert "شرطة بغلان" in [example.text[start:end] for start, end in choices["of"].spans]


BESIDE_ENCODER = [
    "يشهد <o>قطاع الرعاية الصحية في الدولة</o> نموا قدره [16]%.",
    "انتشرت <o>قوة مشتركة من الجيش والشرطة</o> وقتل [اثنان] من عناصرها.",
    "انتشرت <o>قوة مشتركة من الجيش</o> والشرطة وقتل [اثنان] من عناصرها.",
    "قتل [5] جنود من <o>القوات الموالية للثوار</o> أمس.",
    "شارك [40] ضابطا من <o>القوات الخاصة التابعة لوزارة العدل</o> أمس.",
    "شارك [40] ضابطا من <o>القوة المتعددة الجنسيات</o> التابعة للحلف أمس.",
    "تضم كل <o>هيئة رقابية</o> نحو [30] عضوا.",
    "يضم كل <o>مجلس بلدي</o> نحو [30] عضوا.",
    "أوقفت الشرطة <o>عصابة</o> تضم [3] لصوص.",
    "قتل [27] رجلا من منتسبي <o>{ORG قوات} {ORG الشرطة المدنية}</o> أمس.",
    "أضاف <o>{ORG اتحاد المزارعين} الوطني</o> الجديد [3] فروع.",
    "ذكرت <o>نقابة البنائين</o> وهي من أقدم ما أنشئ في البلاد قبل عقود طويلة وما زالت على حالها في كل ما "
    "عرفته القرى والمدن من سنين الرخاء وسنين الشدة التي لم تبق على شيء مما عهده الناس من قبل ومن بعد حتى "
    "يومنا هذا كما قالت أيضا حين سئلت عن ذلك كله إن [12] عاملا سافروا.",
]


# Places that no name of the text is, whole.
PLACES_BESIDE_ENCODER = [
    "أصيب [6] جنود في إقليم <p>شمال {LOC وزيرستان}</p> أمس.",
    "شمل المسح [90] طبيبا في {LOC دولة <p>الإمارات}، و{LOC سلطنة عمان}، و{LOC الكويت}</p>.",
    "للاتحاد [9] مقاعد من {LOC قارتي <p>آسيا} و{LOC أمريكا الجنوبية}</p>.",
]


@pytest.mark.parametrize("marked", PLACES_BESIDE_ENCODER)
def test_places_beside_an_encoder(offered, marked):
    example, choices = offered(marked, encoder=True)
    assert example.links["place"] in choices["place"].spans


@pytest.mark.parametrize("marked", BESIDE_ENCODER)
def test_groups_beside_an_encoder(offered, marked):
    example, choices = offered(marked, encoder=True)
    assert example.links["of"] in choices["of"].spans


@pytest.mark.parametrize("marked", [BESIDE_ENCODER[0], *BESIDE_ENCODER[6:9], BESIDE_ENCODER[-1]])
def test_facts_alone_do_not_pay_for_them(offered, marked):
    example, choices = offered(marked)
    assert example.links["of"] not in choices["of"].spans


# Groups that facts alone can choose.
GROUPS = [
    "شاركت [10] هيئات من <o>المجتمع المدني</o> في اللقاء.",
    "عالج المركز [90] مريضاً من <o>إمارات الدولة</o> هذا العام.",
    "شمل المسح [25]% من سكان <o>{LOC الأردن}</o>.",
    "قتل [12] مسلحا من <o>{ORG لواء الشمال}</o> و{ORG لواء الجنوب} أمس.",
    "قتل [12] مسلحا من <o>{ORG لواء الشمال} و{ORG لواء الجنوب}</o> أمس.",
]
NO_GROUPS = [
    "نزح [12] رجلا من <o>القرية</o> أمس.",
    "تعطل المصنع [3] مرات من <o>بداية الشهر</o>.",
]


@pytest.mark.parametrize("marked", GROUPS)
def test_groups_of_facts_alone(offered, marked):
    example, choices = offered(marked)
    assert example.links["of"] in choices["of"].spans


@pytest.mark.parametrize("marked", NO_GROUPS)
def test_times_and_places_are_no_groups(offered, marked):
    example, choices = offered(marked)
    assert example.links["of"] not in choices["of"].spans


@pytest.mark.parametrize(
    ("place", "country"),
    [
        ("القاهرة", False),
        ("الرياض", False),
        ("الطائف", False),
        ("البرتغال", True),
        ("مصر", True),
        ("بغداد", False),
    ],
)
def test_towns_are_no_countries(offered, place, country):
    example, choices = offered(f"أصيب [6] عمال في {{LOC {place}}} أمس.")
    assert f"country={country}" in place_facts(choices, example.text)[place]


REPEATED = [
    ("place", "زار الوزير {LOC حلب} أمس ثم عاد إلى {LOC حلب} وافتتح [3] مدارس في {LOC إدلب}.", "حلب"),
    ("of", "قالت {ORG لجنة السلم} إن وفد {ORG لجنة السلم} يضم [3] أطباء.", "لجنة السلم"),
    ("event", "أعلن المدير إنقاذ قافلة ثم إنقاذ [3] سفن.", "إنقاذ"),
]


@pytest.mark.parametrize(("name", "marked", "word"), REPEATED)
def test_the_same_word_nearer_to_the_number(offered, name, marked, word):
    example, choices = offered(marked)
    choice, n = choices[name], example.number[0]
    found = [
        ("nearer elsewhere" in facts, abs(start - n))
        for (start, end), facts in zip(choice.spans, choice.features, strict=True)
        if example.text[start:end] == word
    ]
    assert len(found) == 2
    assert min(found, key=lambda one: one[1])[0] is False
    assert max(found, key=lambda one: one[1])[0] is True
    others = [
        facts
        for (start, end), facts in zip(choice.spans, choice.features, strict=True)
        if example.text[start:end] != word
    ]
    assert not any("nearer elsewhere" in facts for facts in others)
