"""Proclitics, by examples: `-` stands between a sure proclitic and what follows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.normalize import normalize, proclitic_length, split_proclitics

SURE = """
    و-ال-عراق ب-ال-عراق و-ب-ال-عراق ال-عراق ف-ال-حكومة ك-ال-مدينة و-ل-ل-حكومة ل-ل-ولايات ل-ل-جنة ل-ل-مرة
    و-ال-زمخشرية و-موزامبيقيان و-إنغولشتاد
    و-قال و-أكدت و-ثلاثة ب-ثلاثة ل-خمسة ف-إن و-هو و-التي و-من ف-هذا ل-هذا ب-هذا ل-أنه ب-أنه
    ب-نسبة ب-سبب و-أضاف
    ب-حلب و-حلب ل-دمشق و-ب-دمشق ب-بغداد و-بغداد ل-لبنان و-ل-لبنان و-بيروت ب-ال-رغم ب-مصر ل-مصر و-لبنان
    س-يكون و-س-يكون س-تبدأ ك-رئيس و-وزير و-وزارة ب-وزارة ل-وزير ف-قالت
    """
WHOLE = """
    ومضة ومضات
    وزير وزارة وصل وقف ولد واحد وحدة وكالة ولاية واشنطن وليد والد والدته والدي واسعة وباء وسيلة وفاة
    فلسطين فرنسا فريق فوز فترة فبراير فيصل فهد فالح في بغداد بيروت بريطانيا برلين بنك بيان بعد بين بلغ بالغ
    بالون بندر بشار باسم لبنان ليبيا لندن لجنة لقاء لكن ليس لله كتاب كبير كوريا كان كانت كاليفورنيا كلها
    سكان ستة سبعة سنوات سيارة سوريا سيد سامي سلاح سيول ثلاثة مدنيا دمشق من
    """


@pytest.mark.parametrize("example", SURE.split())
def test_sure_proclitics(example):
    *clitics, stem = example.split("-")
    assert split_proclitics("".join(clitics) + stem) == tuple(clitics)


@pytest.mark.parametrize("word", WHOLE.split())
def test_words_that_only_look_like_it(word):
    assert split_proclitics(word) == ()
    assert proclitic_length(word) == 0


@pytest.mark.parametrize(
    ("word", "rest"),
    [
        ("والعراق", "العراق"),
        ("للولايات", "لولايات"),
        ("وللولايات", "لولايات"),
        ("للبنان", "لبنان"),
        ("بـحلب", "حلب"),
        ("بــحلب", "حلب"),
        ("وَبِالعراقِ", "العراقِ"),
        ("\u200fوحلب", "حلب"),
        ("ﻭﺣﻠﺐ", "ﺣﻠﺐ"),
        ("وَاﻷردن", "اﻷردن"),  # the ligature is one character, as the mark is: as long as its letters
        ("العراق", "العراق"),
        ("وزير", "وزير"),
    ],
)
def test_what_is_left_keeps_its_article_and_marks(word, rest):
    assert word[proclitic_length(word) :] == rest


@pytest.mark.parametrize(
    ("word", "length"), [("والعراق", 3), ("وَالعِراق", 4), ("للولايات", 2), ("العراق", 2), ("بحلب", 1)]
)
def test_the_article_can_be_counted(word, length):
    assert proclitic_length(word, article=True) == length


@pytest.mark.parametrize(
    ("token", "clitics"),
    [
        ("و", ("و",)),
        ("بـ", ("ب",)),
        ("الـ", ("ال",)),
        ("وال", ("و", "ال")),
        ("لل", ("ل", "ل")),
        ("ولـ", ("و", "ل")),
    ],
)
def test_clitics_cut_off_before_digits_and_quotes(token, clitics):
    assert split_proclitics(token) == clitics


@pytest.mark.parametrize(
    "token", ["", "ب", "ل", "بال", "627", ".", "G20", "\u200f", "ـ", "وووووووو", "و" * 10_000]
)
def test_tokens_without_sure_clitics(token):
    assert split_proclitics(token) == ()


@given(st.text(st.sampled_from("وفبلكسا يتنمحةأـَّ\u200fﻭﻻ")) | st.text())
def test_clitics_are_the_beginning_of_the_word(word):
    clitics = split_proclitics(word)
    bare = normalize(word, "marks")
    assert bare.startswith("".join(clitics))
    length = proclitic_length(word, article=True)
    assert 0 <= proclitic_length(word) <= length <= len(word)
    # An article whose lam is one sign with what follows (اﻻ) can only be counted with it.
    assert normalize(word[:length], "marks") == "".join(clitics) or "ﻻ" in word[:length]


@given(st.sampled_from(["والعراق", "بحلب", "للحكومة", "وزير"]), st.data())
def test_diacritics_and_tatweel_change_nothing(word, data):
    marks = st.text(st.sampled_from("ًٌَُِّْـ\u200f"), max_size=2)
    dressed = "".join(letter + data.draw(marks) for letter in word)
    assert split_proclitics(dressed) == split_proclitics(word)
