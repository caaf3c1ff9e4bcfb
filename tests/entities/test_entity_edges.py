"""A name inside its tokens: what `bounds` leaves out, and what `norm` makes one."""

import pytest
import spacy
from spacy.tokens import Span

from hasila.entities import bounds, norm
from hasila.entities.edges import CLITICS
from hasila.extensions import ensure_extension


def named(words, start, end, clitics=None):
    """A span over words of a document, with what the model said of the letters before it."""
    ensure_extension(Span, CLITICS)
    doc = spacy.tokens.Doc(spacy.blank("ar").vocab, words=words)
    span = Span(doc, start, end, label="ORG")
    span._.set(CLITICS, clitics)
    return span


def text_of(span):
    start, end = bounds(span)
    return span.doc.text[start:end]


@pytest.mark.parametrize(
    ("words", "clitics", "name"),
    [
        (["حلب"], 0, "حلب"),
        (["وحلب"], 1, "حلب"),
        (["وبحلب"], 2, "حلب"),
        (["وَحَلب"], 1, "حَلب"),
        (["بـحلب"], 1, "حلب"),
        (["وليد", "جنبلاط"], 0, "وليد جنبلاط"),
        (["للولايات", "المتحدة"], 1, "لولايات المتحدة"),
        (["بالعراق"], 1, "العراق"),
        # What the model says is believed only of letters that can be proclitics, and never of all.
        (["حلب"], 1, "حلب"),
        (["و"], 1, "و"),
        # Without a word of the model, only what is sure.
        (["والعراق"], None, "العراق"),
        (["للعراق"], None, "لعراق"),
        (["وليد"], None, "وليد"),
    ],
)
def test_bounds_leave_proclitics_out(words, clitics, name):
    assert text_of(named(words, 0, len(words), clitics)) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (['"', "داعش", '"'], "داعش"),
        (['"', "داعش"], "داعش"),
        (["داعش", '"'], "داعش"),
        (["«", "النصرة", "»"], "النصرة"),
        (["(", "سانا"], "سانا"),
        (["تنظيم", '"', "داعش", '"'], 'تنظيم " داعش "'),
        (['"', "حزب", "الله", '"', "اللبناني"], '" حزب الله " اللبناني'),
        (['"'], '"'),
    ],
)
def test_bounds_leave_quotes_at_the_edges_out(words, name):
    assert text_of(named(words, 0, len(words), 0)) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سوريا", "سورية"),
        ("أمريكا", "أميركا"),
        ("الأمم المتحدة", "الامم المتحده"),
        ("لولايات المتحدة", "الولايات المتحدة"),
        ('تنظيم "داعش"', "تنظيم داعش"),
        ("حَـلب", "حلب"),
    ],
)
def test_norm_is_one_for_all_spellings(one, other):
    assert norm(one) == norm(other)


@pytest.mark.parametrize(("one", "other"), [("ليبيا", "لبنان"), ("لبنان", "البنان"), ("سوريا", "روسيا")])
def test_norm_keeps_different_names_apart(one, other):
    assert norm(one) != norm(other)
