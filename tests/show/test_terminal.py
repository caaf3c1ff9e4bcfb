"""The terminal view: in colour, without colour, wide and narrow."""

import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from hasila.show import terminal
from show.annotated import REPORT, entity, quantity, record, report

TEXT = "قتل 627 مدنياً في حلب، وجُرح آخرون بينهم طفلان، بحسب منظمة 7 نيسان."


def example() -> dict[str, Any]:
    entities = [entity(TEXT, "حلب", "LOC"), entity(TEXT, "منظمة 7 نيسان", "ORG")]
    return record(
        entities,
        [
            quantity(
                TEXT, "627", "627", bound="more_than", counted="مدنياً", lemma="مدني", place="حلب", event="قتل"
            ),
            quantity(TEXT, "طفلان", "2", counted="طفلان", lemma="طفل", antecedent="آخرون"),
            quantity(TEXT, "7", "7", 0, kind="identifier")
            | {"start": TEXT.index("7 نيسان"), "end": TEXT.index("7 نيسان") + 1},
        ],
    )


def drawn(made: dict[str, Any], text: str, **options: Any) -> str:
    stream = io.StringIO()
    settings = {"width": 100, "color_system": None, "legacy_windows": False, **options}
    Console(file=stream, **settings).print(terminal.render(made, text))
    return stream.getvalue()


def lines(made: dict[str, Any], text: str, **options: Any) -> list[str]:
    return [line.rstrip() for line in drawn(made, text, **options).splitlines()]


def test_a_pipe_gets_signs_and_a_table() -> None:
    assert lines(example(), TEXT) == [
        "قتل [627 #1] مدنياً في {حلب LOC}، وجُرح آخرون بينهم [طفلان #2]، بحسب {منظمة [7 #3] نيسان ORG}.",
        "",
        "#  number  value  kind        counted       antecedent  place  event",
        "────────────────────────────────────────────────────────────────────",
        "1  627     > 627  count       مدنياً (مدني)              حلب    قتل",
        "2  طفلان   2      count       طفلان (طفل)   آخرون",
        "3  7       7      identifier",
    ]


def test_where_the_table_is_too_wide_an_antecedent_stands_beside_the_counted() -> None:
    assert lines(example(), TEXT, width=62)[3:] == [
        "#  number  value  kind        counted             place  event",
        "──────────────────────────────────────────────────────────────",
        "1  627     > 627  count       مدنياً (مدني)        حلب    قتل",
        "2  طفلان   2      count       طفلان (طفل) =",
        "                              آخرون",
        "3  7       7      identifier",
    ]


def test_a_narrow_screen_gets_a_list() -> None:
    narrow = lines(example(), TEXT, width=40)
    assert narrow[narrow.index("#1") : narrow.index("#2")] == [
        "#1",
        "  number  627",
        "  value   > 627",
        "  kind    count",
        "  counted مدنياً (مدني)",
        "  place   حلب",
        "  event   قتل",
    ]


@pytest.mark.parametrize("width", [30, 50, 62, 80, 120, 200])
def test_no_word_of_the_table_is_broken_and_nothing_is_wider_than_the_screen(width: int) -> None:
    shown = lines(report(), REPORT, width=width)
    assert max(cell_len(line) for line in shown) <= width
    words = " ".join(shown).split()
    assert {"مهاجر", "المتطوعين", "1,500,000", "identifier", "الناجين"} <= set(words)


def test_the_columns_of_the_table_begin_in_the_same_cell_whatever_the_marks_on_letters() -> None:
    shown = lines(report(), REPORT, width=120)
    table = shown[next(i for i, line in enumerate(shown) if line.startswith(" #")) :]
    column = table[0].index("value")
    for line, value in zip(table[2:], ["> 4,000", "2024", "2", "27", "3", "≥ 35%", "40–60"], strict=False):
        before = line[: line.index(value, 5) if value not in ("2024", "27") else line.rindex(value)]
        assert cell_len(before) == column


def test_a_terminal_gets_colour_a_legend_and_cells_that_hold_their_direction() -> None:
    shown = drawn(example(), TEXT, force_terminal=True, color_system="standard")
    assert "\x1b[1;32mحلب" in shown  # LOC: bold green
    assert "\x1b[1;30;43m627" in shown  # a number: black on yellow
    assert "{" not in shown
    assert "LOC" in shown
    assert "\u200eمدنياً (مدني)\u200e" in shown


def test_without_colour_on_a_terminal_the_signs_come_back() -> None:
    shown = drawn(example(), TEXT, force_terminal=True, color_system="standard", no_color=True)
    assert "[627 #1]" in shown
    assert "{حلب LOC}" in shown


def test_a_text_without_numbers_says_so() -> None:
    text = "اجتمع الوزراء في بيروت."
    assert lines(record([entity(text, "بيروت", "LOC")], []), text) == [
        "اجتمع الوزراء في {بيروت LOC}.",
        "",
        "No numbers.",
    ]


def test_markup_in_the_text_is_text() -> None:
    text = "رمز [bold]5[/bold] كتب"
    assert lines(record([], [quantity(text, "5", "5")]), text)[0] == "رمز [bold][5 #1][/bold] كتب"


# What the view itself says to a terminal: colours.
COLOUR = re.compile("\x1b\\[[0-9;]*m")
OBEYED = "\x00\x07\x08\x1b\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


@given(
    st.text(st.sampled_from(f"{OBEYED}\n\u2028\ud800 ابت5") | st.characters(), min_size=1, max_size=40),
    st.sampled_from([None, "standard"]),
    st.sampled_from([20, 100]),
)
def test_any_text_is_shown_without_controls(text: str, colours: str | None, width: int) -> None:
    """In the passage, in marks and their labels, in the cells of the table and in those of the list."""
    whole = entity(text, text, text)
    number = quantity(
        text, text, "5", counted=text, lemma=text, antecedent=text, of=text, place=text, event=text, unit=text
    )
    made = record([whole], [number])
    shown = drawn(made, text, color_system=colours, force_terminal=colours is not None, width=width)
    if colours:
        shown = COLOUR.sub("", shown)
    assert not set(shown) & set(OBEYED)
    shown.encode("utf-8")
