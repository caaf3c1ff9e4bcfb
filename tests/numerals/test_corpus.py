"""The hand-checked cases of `corpora/numbers`: spans, values, ends, bounds and kinds, exactly."""

import pytest

from hasila.numerals import find
from numerals.cases import Case, read_cases, written

CASES = read_cases()


@pytest.mark.parametrize("category", sorted({case.category for case in CASES}))
def test_category(category: str) -> None:
    wrong = [
        f"{case.text}: {case.numbers} but {found}"
        for case in CASES
        if case.category == category and (found := _found(case)) != case.numbers
    ]
    assert wrong == []


def _found(case: Case) -> tuple[tuple[int, int, str], ...]:
    numbers = find(case.text, dialect=case.category == "dialect")
    return tuple((number.start, number.end, written(number)) for number in numbers)


def test_there_are_enough() -> None:
    assert len(CASES) >= 600
    assert len({case.text for case in CASES}) == len(CASES)
