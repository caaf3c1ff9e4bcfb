"""What is counted, roughly: people, victims, other things, lengths, other measures."""

import pytest

from hasila.links.choices import walk
from hasila.links.linker import read_kinds

PEOPLE = [
    "عين المستشفى [14] طبيبا في القسم.",
    "انتخب السكان [3] نواب جدد.",
    "تخرج [18] مجنداً أمس.",
    "نزح [مليون] فلسطيني عن قراهم.",
    "نجا [رجلان] من الغرق.",
    "كرمت الشركة [6] موظفين.",
    "استقال [5] من موظفي المصرف.",
    "عالج المركز [70] مرضى.",
    "سكنت [200] أسرة في الحي.",
    "تضررت [90] عائلة من السيل.",
    "يقطن الوادي [3 آلاف] نسمة.",
    "نجا [9] ركاب من الحريق.",
    "التقى [7] رؤساء في القمة.",
    "انتشر [ألف] عسكري على الحدود.",
    "أوقفت الشرطة [30] سودانيا عند المعبر.",
    "فاز [لاعبان] بالجائزة أمس.",
    "وصل [150] مهندسا إلى الموقع.",
    "زار الوفد [40] قاضياً في المحكمة.",
]
VICTIMS = [
    "بلغ عدد الضحايا [44].",
    "أعلن المشفى [9] ضحايا جددا.",
    "نقل [قتيلان] إلى المشفى.",
    "سقط [30] شهيدا في القرية.",
]
THINGS = [
    "صادرت الشرطة [سيارتين] أمس.",
    "نفذ الجيش [هجومين] على التل.",
    "خسر الفريق [مباراتين] هذا الشهر.",
    "زار الوزير [محافظتين] في يوم.",
    "شارك [20] ناديا في البطولة.",
    "أضاف العمال [ألف] كرسي إلى القاعة.",
    "نظرت المحكمة في [9] قضايا.",
    "زار الطلاب [12] موقعا أثريا.",
    "أقر المجلس [7] قوانين.",
    "بنيت [3] جامعات في الإقليم.",
    "باعت الدار [40] كتابا.",
]


@pytest.mark.parametrize(
    ("sort", "marked"),
    [
        *(("people", marked) for marked in PEOPLE),
        *(("victims", marked) for marked in VICTIMS),
        *(("other", marked) for marked in THINGS),
        ("none", "قتل [5] وأصيب أحد المارة."),
        ("OTHERS", "وصل [50] آخرون مساء."),
        ("money", "دفعت الشركة [900] ريال."),
        ("length", "شقت البلدية طريقا بطول [9] كيلومترات."),
        ("length", "حفر العمال [مترين] في الصخر."),
        ("length", "أبحر القارب [40] ميلا بحريا."),
        ("measure", "زرعت الشركة [9] كيلومترات مربعة."),
        ("measure", "ضخت المحطة [20] مترا مكعبا."),
        ("measure", "صدرت البلاد [30] طنا."),
    ],
)
def test_what_is_counted_roughly(scope_of, sort, marked):
    assert scope_of(marked).sort == sort


@pytest.mark.parametrize(
    ("marked", "apart"),
    [
        ("تبعد القرية [45] كيلومتراً عن العاصمة.", True),
        ("وقع الزلزال على عمق [10] كيلومترات.", True),
        ("عثر عليه على مسافة تقدر بـ[7] كيلومترات.", True),
        ("شقت البلدية طريقا بطول [9] كيلومترات.", False),
        ("غادر بعد [3] أطنان من الشحن.", False),
    ],
)
def test_a_length_that_says_how_far(scope_of, marked, apart):
    assert scope_of(marked).apart is apart


@pytest.fixture
def scope_of(linker, marked_doc):
    """A function from a marked text to the scope of its number."""

    def scope(marked):
        example, doc = marked_doc(marked)
        view = linker.view(doc)
        counted, kinds = read_kinds(view)
        starts = [number.start for number in view.numbers]
        scopes = [scope for scope, _ in walk(view, counted, [kind for kind, _ in kinds], lambda _: None)]
        return scopes[starts.index(example.number[0])]

    return scope
