"""Places: the gazetteer's answer to a name, by what the text says beside it."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from hasila.entities import bounds
from hasila.entities.places import PlaceResolver, resolve


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("حلب", "town", "SY"),
        ("سورية", "country", "SY"),
        ("سوريا", "country", "SY"),
        ("أمريكا", "country", "US"),
        ("أميركا", "country", "US"),
        ("لولايات المتحدة", "country", "US"),
        ("المملكة العربية السعودية", "country", "SA"),
        ("واشنطن", "town", "US"),
        ("الخرطوم", "town", "SD"),
        ("أوروبا", "continent", ""),
        # Provinces, with their type word or where nothing else bears the name.
        ("محافظة درعا", "province", "SY"),
        ("نينوى", "province", "IQ"),
        ("الضفة الغربية", "province", "PS"),
        ("قطاع غزة", "province", "PS"),
        ("تكساس", "province", "US"),
        ("قضاء صور", "district", "LB"),
        # Parts of a town are the town; the land around it is the province.
        ("حلب الشرقية", "town", "SY"),
        ("شرقي حلب", "town", "SY"),
        ("شمال سوريا", "country", "SY"),
        ("ريف حلب", "province", "SY"),
        ("ريف دمشق", "province", "SY"),
        ("ريف حلب الشرقي", "province", "SY"),
        ("ريف دمشق الغربي", "province", "SY"),
        # Names that begin or end with such words all the same.
        ("جنوب السودان", "country", "SS"),
        ("كوريا الجنوبية", "country", "KR"),
        ("شمال سيناء", "province", "EG"),
        ("جبل لبنان", "province", "LB"),
        # Spellings: ه and ة, the article, a hyphen, one word or two.
        ("اديس ابابا", "town", "ET"),
        ("هرجيسة", "town", "SO"),
        ("دير-الزور", "town", "SY"),
        ("أبوظبي", "town", "AE"),
        ("أبو ظبي", "town", "AE"),
        ("#نيبال", "country", "NP"),
        ("خريبقة", "town", "MA"),
        # Marks that tell two names apart.
        ("عُمان", "country", "OM"),
        ("عمّان", "town", "JO"),
    ],
)
def test_a_name_alone(name, kind, country):
    place = resolve(name)
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize(
    "name",
    [
        "لا مكان بهذا الاسم",
        # Waters, mountains, buildings; parts of continents; regions that are no province.
        *("نهر النيل الأزرق", "خليج عدن", "البحر الأحمر", "البحر المتوسط", "مطار بيروت", "مخيم جنين"),
        *("شمال أفريقيا", "دارفور", "إقليم كردستان", "الغوطة الشرقية"),
        # Provinces' names that mean other things too.
        *("الوسطى", "الجزيرة", "الشرقية"),
        # Quarters whose names are spelled like a country, or like towns on another continent.
        *("القابون", "الميدان", "المشهد", "برزة"),
        "",
        "ال",
    ],
)
def test_what_the_table_does_not_hold(name):
    assert resolve(name) is None


@pytest.mark.parametrize(
    ("name", "before", "mentioned", "answer"),
    [
        # Two towns: the greater one, unless the other's country is spoken of.
        ("طرابلس", "", (), ("town", "LY")),
        ("طرابلس", "", ("LB",), ("town", "LB")),
        # A country and its capital of one name.
        ("تونس", "", (), ("country", "TN")),
        ("تونس العاصمة", "", (), ("town", "TN")),
        ("الجزائر", "ولاية", (), ("province", "DZ")),
        # A country and the capital of another one.
        ("عمان", "", (), ("country", "OM")),
        ("عمان", "", ("JO",), ("town", "JO")),
        ("عمان", "", ("JO", "OM"), ("country", "OM")),
        # The type word decides, its proclitics seen through.
        ("حمص", "", (), ("town", "SY")),
        ("حمص", "محافظة", (), ("province", "SY")),
        ("حمص", "وبمحافظة", (), ("province", "SY")),
        ("واشنطن", "ولاية", (), ("province", "US")),
        ("جورجيا", "", (), ("country", "GE")),
        ("جورجيا", "ولاية", (), ("province", "US")),
        ("كريت", "جزيرة", (), ("province", "GR")),
        ("عسير", "منطقة", (), ("province", "SA")),
        ("باريس", "منطقة", (), ("town", "FR")),
        ("غزة", "قطاع", (), ("province", "PS")),
        ("دمشق", "ريف", (), ("province", "SY")),
        # Where provinces are larger, `محافظة` is a district.
        ("جدة", "محافظة", (), ("district", "SA")),
        ("دمشق", "العاصمة", (), ("town", "SY")),
        ("السعودية", "عاصمة", (), ("country", "SA")),
        # A river, an airport, a quarter is no town.
        ("الأردن", "نهر", (), None),
        ("بيروت", "مطار", (), None),
        ("القاهرة", "شارع", (), None),
        # With another article or letter only where the text speaks of the country.
        ("الفلوجا", "", (), None),
        ("الفلوجا", "", ("IQ",), ("town", "IQ")),
        ("القابون", "", ("SY",), None),
        # Hamlets need their country.
        ("البيضاء", "", ("YE",), ("town", "YE")),
    ],
)
def test_what_stands_beside_a_name_decides(name, before, mentioned, answer):
    place = resolve(name, before=before, mentioned=mentioned)
    assert (place and (place.kind, place.country)) == answer


@pytest.fixture(scope="module")
def nlp():
    config = {"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}}
    return spacy.blank("ar", config=config)


def resolved(nlp, text, *names):
    """The text with its names put into `doc.ents` and resolved."""
    doc = nlp(text)
    at, spans = 0, []
    for name in names:
        start = text.index(name, at)
        at = start + len(name)
        span = doc.char_span(start, at, "LOC", alignment_mode="expand")
        spans.append(span)
    resolver = PlaceResolver(nlp.vocab)
    for span, name in zip(spans, names, strict=True):
        span._.clitics = len(span.text) - len(name)
    doc.ents = spans
    return resolver(doc)


# Jordan and Saudi Arabia.
_TWO = (248816, 102358)


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        # Where a report is from is a town.
        ("تونس – (وكالة الريف) – قالت تونس إنها", ("تونس", "تونس"), (2464470, 2464461)),
        ("عمان – (وكالة الريف) – زار مسقط", ("عمان", "مسقط"), (250441, 287286)),
        # ... of that country: there is a Lebanon in the USA, and a Benin City in Nigeria.
        ("لبنان – (رويترز) – قتل 12 شخصا", ("لبنان",), (272103,)),
        ("فلسطين - قتل 3 شبان", ("فلسطين",), (6254930,)),
        ("إيران - قتل 40 شخصا", ("إيران",), (130758,)),
        ("كوبا (أ ف ب) قتل 40 شخصا", ("كوبا",), (3562981,)),
        ("بنين - قتل 40 شخصا", ("بنين",), (2395170,)),
        ("وصل إلى تونس العاصمة", ("تونس",), (2464470,)),
        # One type word for two names, whatever a town's own name is.
        ("في محافظتي الحديدة وحجة", ("الحديدة", "حجة"), (79416, 6201195)),
        ("في محافظات نينوى، كركوك وديالى", ("نينوى", "كركوك", "ديالى"), (92877, 98410, 96965)),
        ("في مدينتي حلب وحمص", ("حلب", "حمص"), (170063, 169577)),
        ("في محافظة حمص وفي حماة", ("حمص", "حماة"), (169575, 170017)),
        ("في مدينتي حلب وإدلب بسوريا", ("حلب", "إدلب", "سوريا"), (170063, 169389, 163843)),
        ("في مدينتي تونس وصفاقس", ("تونس", "صفاقس"), (2464470, 2467454)),
        ("في مدينتي عمان والزرقاء", ("عمان", "الزرقاء"), (250441, 250090)),
        ("في مدن لبنان وحلب", ("لبنان", "حلب"), (272103, 170063)),
        # What a country has many of says nothing of its own name.
        ("300 خيمة في قرى لبنان", ("لبنان",), (272103,)),
        ("في مدن لبنان ومنها طرابلس", ("لبنان", "طرابلس"), (272103, 266826)),
        ("في محافظات العراق", ("العراق",), (99237,)),
        ("في ولايات تركيا", ("تركيا",), (298795,)),
        ("في مخيمات لبنان", ("لبنان",), (272103,)),
        ("في أحياء حلب", ("حلب",), (170063,)),
        ("من جهة تركيا", ("تركيا",), (298795,)),
        # Listed with countries.
        ("بين الأردن والكويت وعمان وسوريا", ("الأردن", "عمان", "سوريا"), (248816, 286963, 163843)),
        ("قال الأردن إن أهل عمان نائمون", ("الأردن", "عمان"), (248816, 250441)),
        ("قال ملك الأردن إنه استقبل سفير السعودية في عمان", ("الأردن", "السعودية", "عمان"), (*_TWO, 250441)),
        ("اتفق الأردن والسعودية في عمان", ("الأردن", "السعودية", "عمان"), (*_TWO, 250441)),
        # A country's adjective, or a town nearby, says which of two.
        ("ذكرت الصحف اللبنانية أن طرابلس هادئة", ("طرابلس",), (266826,)),
        ("ذكرت الصحف أن طرابلس هادئة", ("طرابلس",), (2210247,)),
        ("بين صيدا وبعلبك وطرابلس", ("صيدا", "بعلبك", "طرابلس"), (268064, 277130, 266826)),
    ],
)
def test_in_a_text(nlp, text, names, ids):
    doc = resolved(nlp, text, *names)
    assert tuple(ent._.place and ent._.place["geonames"] for ent in doc.ents) == ids


def test_the_component_sets_plain_data_that_survives_serialisation():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab, words=["زار", "طرابلس", "شمال", "لبنان", "وفد", "الصليب", "الأحمر"])
    doc.ents = [Span(doc, 1, 2, "LOC"), Span(doc, 3, 4, "LOC"), Span(doc, 5, 7, "ORG")]
    doc = PlaceResolver(nlp.vocab)(doc)
    tripoli, lebanon, red_cross = (ent._.place for ent in doc.ents)
    assert tripoli == {"geonames": 266826, "lat": 34.43352, "lon": 35.84415, "country": "LB"}
    assert lebanon["country"] == "LB"
    assert red_cross is None
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert again.ents[0]._.place == tripoli


def test_a_document_of_many_places():
    nlp = spacy.blank("ar")
    doc = Doc(nlp.vocab, words=["بغداد", "و"] * 20_000)  # about one second; minutes when quadratic
    doc.ents = [Span(doc, i, i + 1, "LOC") for i in range(0, len(doc), 2)]
    doc = PlaceResolver(nlp.vocab)(doc)
    assert all(ent._.place["country"] == "IQ" for ent in doc.ents)


@pytest.mark.parametrize(
    ("word", "said", "name", "letters"),
    [
        ("لشبونة", 1, "لشبونة", 0),
        ("وبسوريا", 1, "سوريا", 2),
        ("وبغداد", 2, "بغداد", 1),
        ("بيروت", None, "بيروت", None),
        ("سلوان", 0, "سلوان", 0),
        # The model stands where the table knows neither, or what it said.
        ("وشبشبان", 1, "شبشبان", 1),
        ("وحلب", 1, "حلب", 1),
    ],
)
def test_the_table_corrects_the_proclitics_of_places(word, said, name, letters):
    resolver = PlaceResolver(spacy.blank("ar").vocab)
    doc = Doc(resolver.vocab, words=["زار", word])
    doc.ents = [Span(doc, 1, 2, "LOC")]
    doc.ents[0]._.clitics = said
    (ent,) = resolver(doc).ents
    start, end = bounds(ent)
    assert (doc.text[start:end], ent._.clitics) == (name, letters)
