"""Collecting what the user should be told at the end, alike things on one line."""

from collections import Counter
from collections.abc import Iterator

from hasila.records import without_surrogates


class Notes:
    """Counts messages and remembers where each came up first."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, message: str, place: str = "", count: int = 1) -> None:
        """Note it once more. `place` is `FILE:LINE`."""
        if count:
            self._count[message] += count
            if place:
                self._first.setdefault(message, place)

    def __iter__(self) -> Iterator[tuple[str, int, str]]:
        """Message, how often, where first; in the order of their first appearance."""
        for message, count in self._count.items():
            yield message, count, self._first.get(message, "")

    def lines(self) -> list[str]:
        """For eyes: `I-ORG follows no B-ORG … (12 times, first at a.conll:40)`."""
        lines = []
        for message, count, place in self:
            times = "" if count == 1 else f"{count} times"
            where = "" if not place else f"first at {place}" if times else f"at {place}"
            detail = ", ".join(part for part in (times, where) if part)
            lines.append(f"{message} ({detail})" if detail else message)
        return lines


class Losses(Notes):
    """What a target cannot hold, by kind: `relations`, `attributes` …"""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target

    def text(self, text: str, place: str) -> str:
        """The text as UTF-8 can hold it: each half of a surrogate pair as U+FFFD, and counted as lost."""
        storable = without_surrogates(text)
        self.add("texts|halves of surrogate pairs become U+FFFD", place, int(storable != text))
        return storable

    def lines(self) -> list[str]:
        """For eyes: `3 relations cannot be held by conll`; first of a kind, an explanation may follow."""
        lines = []
        for kind, count, place in self:
            what, _, why = kind.partition("|")
            name = what.removesuffix("s") if count == 1 else what
            reason = f": {why}" if why else ""
            where = f" (first at {place})" if place else ""
            lines.append(f"{count:,} {name} cannot be held by {self.target}{reason}{where}")
        return lines
