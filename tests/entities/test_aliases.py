"""Aliases: short forms and later mentions led back to a name's first full mention."""

import pytest
import spacy
from marked_names import unmarked
from spacy.tokens import Doc, Span

from hasila.entities.aliases import AliasResolver


def read(marked):
    """A document from text with its names marked: `<LOC>حلب</LOC>`."""
    text, names = unmarked(marked)
    doc = spacy.blank("ar").make_doc(text)
    doc.ents = [doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in names]
    return doc


@pytest.mark.parametrize(
    ("marked", "aliases"),
    [
        ('<ORG>قوات سوريا الديمقراطية</ORG> "<ORG>قسد</ORG>" تقدمت', [None, 0]),
        ("<ORG>تنظيم الدولة الإسلامية</ORG> (<ORG>داعش</ORG>) ثم <ORG>داعش</ORG>", [None, 0, 0]),
        ("<ORG>القيادة المركزية الأمريكية</ORG> (<ORG>سينتكوم</ORG>) و <ORG>قسد</ORG>", [None, 0, None]),
        ("<ORG>وكالة الأنباء السورية</ORG> - <ORG>سانا</ORG>", [None, 0]),
        ("وصل <PER>خالد منصور</PER> ثم قال <PER>منصور</PER>", [None, 0]),
        # Endings that only say whose, or what for; a head and an ending; what is in quotes.
        ("<ORG>وزارة الصحة المصرية</ORG> ثم <ORG>وزارة الصحة</ORG>", [None, 0]),
        ("<ORG>المرصد السوري لحقوق الإنسان</ORG> ثم <ORG>المرصد السوري</ORG>", [None, 0]),
        ("<ORG>نادي الهلال السعودي</ORG> ثم <ORG>الهلال</ORG>", [None, 0]),
        ('<ORG>قوات سوريا الديمقراطية "قسد"</ORG> ثم <ORG>قسد</ORG>', [None, 0]),
        ("<LOC>الولايات المتحدة الأمريكية</LOC> ثم <LOC>الولايات المتحدة</LOC>", [None, 0]),
        ("<ORG>الحوثيون</ORG> ضد <ORG>الحوثيين</ORG>", [None, 0]),
        ("<PER>محمد بن سلمان</PER> ثم <PER>بن سلمان</PER>", [None, 0]),
        # Not the father, nor half of a name.
        ("<PER>محمد بن سلمان</PER> واستقبل الملك <PER>سلمان</PER>", [None, None]),
        ("<PER>خالد أبو ناصر</PER> ثم <PER>ناصر</PER>", [None, None]),
        # The same beginning of another body, and a short form that can be of two.
        ("<ORG>مجلس الأمن القومي</ORG> ثم <ORG>مجلس الأمن</ORG>", [None, None]),
        (
            "<ORG>وزارة الصحة المصرية</ORG> و <ORG>وزارة الصحة السورية</ORG> ثم <ORG>وزارة الصحة</ORG>",
            [None, None, None],
        ),
        ("<PER>خالد منصور</PER> و <PER>سعيد منصور</PER> ثم <PER>منصور</PER>", [None, None, None]),
        ("<ORG>تنظيم النور</ORG> المعروف اختصارا ب<ORG>تنر</ORG>", [None, 0]),
        ("في <LOC>سوريا</LOC> وفي <LOC>سورية</LOC>", [None, 0]),
        ("<ORG>حزب الله</ORG> يرد", [None]),
        # Neighbours are no aliases: other labels, a list, a place in brackets after its town.
        ("<ORG>وزارة الصحة</ORG> (<LOC>غزة</LOC>)", [None, None]),
        ("<LOC>حلب</LOC> ، <LOC>حمص</LOC>", [None, None]),
        ("<PER>خالد منصور</PER> - <PER>سعيد</PER>", [None, None]),
        ("<LOC>منبج</LOC> (<LOC>سوريا</LOC>) ثم غادروا <LOC>سوريا</LOC>", [None, None, 1]),
        ("<LOC>كفر نبل</LOC> (<LOC>إدلب</LOC>) وفي <LOC>إدلب</LOC> أصيب 20", [None, None, 1]),
        ("مباراة <ORG>الهلال</ORG> - <ORG>النصر</ORG> وسجل <ORG>النصر</ORG> هدفين", [None, None, 1]),
        ("<ORG>نادي الهلال</ORG> - <ORG>نادي النصر</ORG>", [None, None]),
    ],
)
def test_aliases(marked, aliases):
    doc = AliasResolver(spacy.blank("ar").vocab)(read(marked))
    assert [ent._.alias_of for ent in doc.ents] == aliases


def test_the_norm_is_without_clitics_and_variants():
    doc = Doc(spacy.blank("ar").vocab, words=["والأمم", "المتّحدة"])
    doc.ents = [Span(doc, 0, 2, "ORG")]
    AliasResolver(doc.vocab)(doc)
    assert doc.ents[0]._.entity_norm == "الامم المتحده"
