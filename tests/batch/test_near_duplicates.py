"""Which articles are near-copies: invented ones, as outlets vary what an agency sends them."""

import random
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.batch.near_duplicates import NearDuplicates, Signature, signature
from hasila.numerals import find

TITLE = "سيول تجتاح وادي الريحان وتقطع الطرق"
LEAD = "قال الدفاع المدني في محافظة النخيل إن 15 شخصا لقوا حتفهم وأصيب 42 آخرون في السيول التي اجتاحت الوادي"
BODY = (
    "وأوضح المتحدث باسمه سالم الحارثي أن فرق الإنقاذ أخرجت أكثر من 300 عائلة من البيوت التي غمرتها المياه "
    "ونقلتها إلى مدرسة في أعلى القرية حيث وزعت عليها أغطية ووجبات ساخنة وأكد أن البحث عن سبعة مفقودين "
    "متواصل رغم انقطاع الكهرباء عن معظم الأحياء وأن الجيش أرسل مروحيتين وقوارب لنقل المرضى إلى المستشفى"
)
ARTICLE = f"{TITLE}. {LEAD}. {BODY}."
OTHER = (
    "أعلنت شركة المرجان للأسماك افتتاح مصنع جديد في ميناء الزهراء بكلفة 20 مليون دينار يوفر 150 وظيفة "
    "لأبناء المدينة ويصدر معظم إنتاجه إلى الأسواق المجاورة على أن يبدأ العمل في الربيع المقبل"
)


def signed(text: str) -> Signature:
    """As a run signs it, the figures found by the numerals stage alone."""
    return signature(text, [number.to_dict() for number in find(text)])


def copies(*texts: str, sign=signed) -> list[str | None]:
    """Whose copy each of some articles is; their ids are their places."""
    seen = NearDuplicates()
    return [seen.add(str(place), sign(text)) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(ARTICLE, id="the same"),
        pytest.param(f"عشرات الضحايا في فيضان مفاجئ. {LEAD}. {BODY}.", id="another title"),
        pytest.param(f"{ARTICLE} ودعت البلدية السكان إلى تجنب مجرى الوادي.", id="an added sentence"),
        pytest.param(f"{ARTICLE} وبلغت سرعة الرياح 90 كيلومترا.", id="an added sentence with a figure"),
        pytest.param(f"{LEAD}. {BODY}.", id="no title"),
        pytest.param(f"النخيل ( و ن أ ) - {ARTICLE}", id="a dateline"),
        pytest.param(ARTICLE.replace("15", "١٥").replace("300", "٣٠٠"), id="other digits"),
        pytest.param(ARTICLE.replace("أ", "ا").replace("ة", "ه").replace("ى", "ي"), id="other spelling"),
        pytest.param(ARTICLE.replace("السيول", "السُّيُولِ").replace("ال", "الـ"), id="vowels and tatweel"),
        pytest.param("\u202b" + ARTICLE.replace(" ", "\u200f  ") + "\u202c", id="bidi controls"),
        pytest.param(ARTICLE.replace(".", "\n\n").replace(" إن ", " إن: "), id="other punctuation"),
    ],
)
def test_a_copy_is_marked_with_its_first(copy):
    assert copies(OTHER, ARTICLE, copy) == [None, None, "1"]


@pytest.mark.parametrize(
    "different",
    [
        pytest.param(ARTICLE.replace("15", "17"), id="an updated toll"),
        pytest.param(ARTICLE.replace("15", "17").replace("42", "61"), id="two updated tolls"),
        pytest.param(ARTICLE.replace("سبعة مفقودين", "تسعة مفقودين"), id="a figure in words"),
        pytest.param(OTHER, id="another subject"),
        pytest.param(
            "ارتفع عدد ضحايا السيول في وادي الريحان إلى 15 قتيلا بعد العثور على جثتين صباح اليوم وقال الدفاع "
            "المدني إن 42 مصابا ما زالوا في المستشفى وإن الطرق إلى القرية فتحت أمام سيارات الإغاثة من جديد",
            id="another article on the event",
        ),
    ],
)
def test_other_news_is_no_copy(different):
    assert copies(ARTICLE, different) == [None, None]


def test_a_flash_is_a_copy_only_word_for_word():
    flash = "مقتل 3 في انقلاب حافلة قرب بلدة الصفا"
    assert copies(flash, flash.replace("الصفا", "المروة"), "مقتل ٣ في إنقلاب حافلة، قرب بلدة الصفا!") == [
        None,
        None,
        "0",
    ]


def test_a_document_without_words_is_nobodys_copy():
    assert copies("", "", " \n", "…", "\u200f\ud800\0") == [None] * 5


def test_a_copy_of_a_copy_is_marked_with_the_first():
    assert copies(ARTICLE, f"{LEAD}. {BODY}.", f"{BODY}.", f"{LEAD}. {BODY}. نهاية") == [None, "0", None, "0"]


def test_the_copy_of_an_updated_article_is_the_updates():
    later = ARTICLE.replace("15", "17")
    assert copies(ARTICLE, later, f"عاجل. {later}", f"عاجل. {ARTICLE}") == [None, None, "1", "0"]


def test_a_bulletin_of_other_figures_each_day_neither_hides_nor_slows():
    bulletins = [ARTICLE.replace("15", str(1000 + day)) for day in range(300)]
    assert copies(*bulletins, bulletins[0], bulletins[-1]) == [None] * 300 + ["0", "299"]


def test_order_alone_decides():
    chance = random.Random(3)
    words = [f"كلمة{n}" for n in range(500)]
    articles = [" ".join(chance.choices(words, k=80)) for _ in range(1500)]
    copied = [chance.randrange(1500) for _ in range(500)]
    found = copies(*articles, *(f"{articles[n]} خاتمة" for n in copied), sign=signature)
    assert found[:1500] == [None] * 1500
    assert found[1500:] == [str(n) for n in copied]


@given(st.text())
def test_any_text_has_a_signature_that_survives_a_file(text):
    made = signature(text)
    assert Signature.from_text(made.to_text()) == made
    assert "\n" not in made.to_text()


def test_a_signature_does_not_depend_on_the_process():
    # Written down from one run: hashes that differ by process, machine or version would part copies.
    assert blake2b(signed(ARTICLE).to_text().encode(), digest_size=8).hexdigest() == "99406a31e659440f"


def test_a_book_is_signed():
    book = " ".join(f"كلمة{n}" for n in range(200_000))
    assert copies(book, f"{book} النهاية", sign=signature) == [None, "0"]
