"""The page: whole, escaped, self-contained, and every link of it leads somewhere."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasila.show import html
from hasila.show.visible import UNSHOWABLE, picture
from show.annotated import REPORT, entity, quantity, record, report

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """A page as a browser's tree would have it; anything unbalanced is an error."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.passages: list[str] = []  # the visible text of each document
        self.linked: dict[str, str] = {}  # "counted:d0-3" -> the words it covers
        self.contents: dict[str, str] = {}  # of style, script, title
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        assert len(attributes) == len(attrs), "an attribute stands twice"
        self.elements.append((tag, attributes))
        if attributes.get("class") == "text":
            self.passages.append("")
        if tag not in VOID:
            self.open.append((tag, attributes))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not self.open:
            return
        self.contents[self.open[-1][0]] = self.contents.get(self.open[-1][0], "") + data
        if any(attributes.get("class") == "text" for _, attributes in self.open):
            self.passages[-1] += data
            for _, attributes in self.open:
                for link in (attributes.get("data-links") or "").split():
                    self.linked[link] = self.linked.get(link, "") + data

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.elements if attribute in attributes]


def visible(text: str) -> str:
    """`text` as the page shows it: a picture for a character that HTML can't hold."""
    return UNSHOWABLE.sub(lambda match: match[0] if match[0] == "\r" else picture(match[0]), text)


def check_links(page: Page) -> None:
    identifiers = page.all("id")
    assert len(identifiers) == len(set(identifiers))
    assert {target.removeprefix("#") for target in page.all("href")} <= set(identifiers)
    for link in " ".join(page.all("data-links")).split():
        quantity_key = link.split(":")[1]
        assert {f"number-{quantity_key}", f"row-{quantity_key}"} <= set(identifiers)


def test_a_number_its_links_and_its_row() -> None:
    page = Page(html.render(report(), REPORT))
    check_links(page)
    assert page.passages == [REPORT]
    assert {role: words for role, words in page.linked.items() if role.endswith(":d0-8")} == {
        "number:d0-8": "عشرات",
        "counted:d0-8": "المتطوعين",
        "of:d0-8": "جمعية 20 فبراير",  # in three pieces, for 20 is a number of its own
        "event:d0-8": "شاركوا",
    }
    numbers = {a["id"]: a for tag, a in page.elements if tag == "a" and "aria-label" in a}
    assert numbers["number-d0-4"]["aria-label"] == (
        "ثلاثة: 3 (عدد)، المعدود: آخرون، المقصود: شخصاً، المكان: زوارة، الحدث: فُقد"
    )
    assert numbers["number-d0-4"]["href"] == "#row-d0-4"
    assert "number" in (numbers["number-d0-4"]["class"] or "").split()


def test_the_page_is_arabic_right_to_left_and_asks_for_nothing_else() -> None:
    source = html.render(report(), REPORT)
    page = Page(source)
    assert ("html", {"lang": "ar", "dir": "rtl"}) in page.elements
    assert not {"src", "style", "onclick", "onload"} & {name for _, a in page.elements for name in a}
    assert not {"link", "img", "iframe", "base"} & {tag for tag, _ in page.elements}
    assert not re.search(r"url\(|@import|https?:|//[a-z]", page.contents["style"])
    assert all(target.startswith("#") for target in page.all("href"))


def test_the_security_policy_lets_exactly_this_style_and_script_run() -> None:
    page = Page(html.render(report(), REPORT))
    policy = next(a["content"] for _, a in page.elements if "http-equiv" in a)

    def fingerprint(content: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; style-src {fingerprint(page.contents['style'])}; "
        f"script-src {fingerprint(page.contents['script'])}"
    )


HOSTILE = (
    "<script>alert('5')</script> & \"مقتبس\" <!-- ]]> &lt;5&gt; "
    "\u202eقلب\u202c \0\x1b\r\n 5 كُتُبٌ 👨\u200d👩\u200d👧 \ufffe\ud800"
)


def test_a_hostile_text_stays_text_wherever_it_stands() -> None:
    whole = entity(HOSTILE, HOSTILE, '"><b>', norm="<i>'\"", place=None)
    number = quantity(
        HOSTILE, HOSTILE, "5", counted=HOSTILE, lemma="<u>", unit="</td>", kind="<s>", of=HOSTILE
    )
    made = record([whole], [number], id='</title><img src="x">', meta={"a<b": '"&', "note": HOSTILE})
    source = html.render(made, HOSTILE)
    page = Page(source)
    check_links(page)
    assert page.passages == [visible(HOSTILE)]
    assert page.linked["counted:d0-0"] == visible(HOSTILE)
    assert not {"b", "i", "u", "s", "img"} & {tag for tag, _ in page.elements}
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    source.encode("utf-8")


def test_each_embedding_control_is_boxed_so_that_it_turns_nothing_else_round() -> None:
    text = "قبل \u202eفي\u202c و\u2067بين\u2069 بعد"
    page = Page(html.render(record([], []), text))
    assert page.all("data-name") == ["RLO", "PDF", "RLI", "PDI"]
    assert page.passages == [text]


def test_several_documents_on_a_page() -> None:
    text = "عاد 5 من 7"
    second = record([], [quantity(text, "5", "5"), quantity(text, "7", "7")], meta={"title": "عودة"})
    page = Page(html.render_page([(report(), REPORT), (second, text), (record([], []), "")]))
    check_links(page)
    assert page.passages == [REPORT, text, ""]
    assert page.linked["number:d1-1"] == "7"
    assert "عودة" in page.contents["bdi"]


def test_a_place_says_its_country_unless_it_is_a_continent() -> None:
    text = "من حلب إلى أفريقيا"
    town = {"geonames": 170063, "lat": 36.2, "lon": 37.16, "country": "SY"}
    continent = {"geonames": 6255146, "lat": 7.19, "lon": 21.09, "country": None}
    entities = [
        entity(text, "حلب", "LOC", place=town),
        entity(text, "أفريقيا", "LOC", place=continent),
    ]
    titles = Page(html.render(record(entities, []), text)).all("title")
    assert [title.partition("GeoNames ")[2] for title in titles] == [
        "170063 (36.2, 37.16) SY",
        "6255146 (7.19, 21.09)",
    ]


def test_numbers_that_overlap_or_are_equal_all_have_a_place_to_point_at() -> None:
    text = "بين 3 و5 آلاف"
    made = [
        quantity(text, "3 و5 آلاف", None),
        quantity(text, "3", "3"),
        quantity(text, "3", "3"),
        quantity(text, "5", "5"),
    ]
    page = Page(html.render(record([], made), text))
    check_links(page)
    assert [page.linked[f"number:d0-{index}"] for index in range(4)] == ["3 و5 آلاف", "3", "3", "5"]


def test_labels_of_any_scheme_have_a_colour_and_a_place_in_the_legend() -> None:
    text = "زار الوزير دمشق والتقى القائد"
    labels = {"الوزير": "OCC", "دمشق": "LOC", "القائد": "RANK"}
    page = Page(html.render(record([entity(text, w, label) for w, label in labels.items()], []), text))
    colours = {
        a["class"] for _, a in page.elements if a.get("class", "") and str(a.get("class")).startswith("name-")
    }
    assert len(colours) == 3
    assert "OCC" in page.contents["li"]


def test_the_names_stand_once_with_their_other_forms() -> None:
    text = "زار وفد هيئة الإغاثة حلب، وقالت الهيئة إن حلب آمنة"
    made = [
        entity(text, "هيئة الإغاثة", "ORG"),
        entity(text, "حلب", "LOC"),
        entity(text, "الهيئة", "ORG", alias_of=0),
        entity(text, "حلب", "LOC", 1),
    ]
    source = html.render(record(made, []), text)
    names = re.sub("<[^>]+>", "", source[source.index("<details") : source.index("</details>")])
    assert names == "الأسماء (2)هيئة الإغاثة منظمة ×2 = الهيئةحلب مكان ×2"


@pytest.mark.parametrize("text", ["", " \n ", "لا أعداد هنا."])
def test_a_text_without_numbers(text: str) -> None:
    page = Page(html.render(record([], []), text))
    assert page.passages == [text]
    assert "لا أعداد" in page.contents["p"]


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Any text with any overlapping spans in it."""
    text = draw(st.text(min_size=1, max_size=25))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)

    def span(ends: list[int]) -> dict[str, Any]:
        return {"start": ends[0], "end": ends[1], "text": text[ends[0] : ends[1]]}

    entities = [
        {**span(ends), "label": label, "norm": "", "alias_of": None, "place": None}
        for ends, label in draw(st.lists(st.tuples(places, st.text(max_size=3)), max_size=4))
    ]
    quantities = []
    for ends, *links in draw(st.lists(st.tuples(places, *[st.none() | places] * 5), max_size=5)):
        made = quantity(text, "", "1") | span(ends)
        for role, link in zip(("counted", "antecedent", "of", "place", "event"), links, strict=True):
            made[role] = link and span(link)
        quantities.append(made)
    return text, record(entities, quantities)


@given(documents())
def test_whatever_the_spans_the_text_is_whole_and_every_link_covers_its_words(
    case: tuple[str, dict[str, Any]],
) -> None:
    text, made = case
    page = Page(html.render(made, text))
    check_links(page)
    assert page.passages == [visible(text)]
    for index, found in enumerate(made["quantities"]):
        assert page.linked.get(f"number:d0-{index}", "") == visible(found["text"])
        for role in ("counted", "antecedent", "of", "place", "event"):
            if found[role]:
                assert page.linked.get(f"{role}:d0-{index}", "") == visible(found[role]["text"])
