"""What governs a place name."""

import pytest

from hasila.links.governing import governor
from hasila.normalize import fold

GOVERNED = [
    # The name with what is in front of it, the preposition, its way, the title, the side.
    ("أصيب عامل في {LOC الموصل}", "في", "in", "", ""),
    ("أصيب عامل ب{LOC حلب}", "ب", "in", "", ""),
    ("وفي {LOC تعز}", "في", "in", "", ""),
    ("وعلى {LOC تعز}", "على", "on", "", ""),
    ("أصيب عامل في مدينة {LOC الموصل}", "في", "in", "مدينة", ""),
    ("أصيب عامل بمدينة {LOC الموصل}", "ب", "in", "مدينة", ""),
    ("أصيب عامل بحي {LOC الزهور}", "ب", "in", "حي", ""),
    ("وبحي {LOC الزهور}", "ب", "in", "حي", ""),
    ("سقطت قذائف على حيي {LOC الزهور}", "على", "on", "حي", ""),
    ("أصيب عامل في مدينتي {LOC حلب}", "في", "in", "مدينة", ""),
    ("أصيب عامل في محيط {LOC حلب}", "في", "in", "", "محيط"),
    ("أصيب عامل في مختلف أنحاء {LOC حلب}", "في", "in", "", "أنحاء"),
    ("زار الوفد في كل مدن {LOC الأردن}", "في", "in", "مدن", ""),
    ("يعمل أطباء في دولة {LOC الأردن}", "في", "in", "دولة", ""),
    ("أصيب عامل في ميناء {LOC بورسعيد}", "في", "in", "ميناء", ""),
    ("أصيب عامل في جنوب شرق {LOC تركيا}", "في", "in", "", "شرق"),
    ("أصيب عامل بجنوب غرب {LOC الصين}", "ب", "in", "", "غرب"),
    ("أصيب عامل في شمال محافظة {LOC درعا}", "في", "in", "محافظة", "شمال"),
    ("وقع انفجار شمال {LOC بغداد}", "شمال", "near", "", "شمال"),
    ("وقع انفجار بالقرب من {LOC بغداد}", "من", "from", "", "قرب"),
    ("أصيب عامل في العاصمة اليمنية {LOC صنعاء}", "في", "in", "عاصمة", ""),
    ("أصيب عامل في حي « {LOC النخيل} »", "في", "in", "حي", ""),
    ("أصيب عامل في مطبعة {LOC حلب}", "في+", "in+", "", ""),
    ("التقى الوفد أمير منطقة {LOC عسير}", "noun", "noun", "منطقة", ""),
    ("وقع الحادث ، أمير منطقة {LOC عسير}", "noun", "noun", "منطقة", ""),
    ("شهدت {LOC حلب}", "شهدت", "verb", "", ""),
    ("أصيب عامل ( {LOC حلب} )", "(", "mark", "", ""),
    ("{LOC حلب}", "", "none", "", ""),
]


@pytest.mark.parametrize(("marked", "preposition", "way", "title", "side"), GOVERNED)
def test_governor(linker, marked_doc, marked, preposition, way, title, side):
    _, doc = marked_doc(marked)
    view = linker.view(doc)
    assert governor(view, view.names[0].first) == (fold(preposition), way, fold(title), fold(side))
