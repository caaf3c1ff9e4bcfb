"""Which labels count, and which are two names for one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hasila.evaluate.gold import Span

# ANERcorp's name for persons.
SAME = {"PERS": "PER"}


@dataclass(frozen=True, slots=True)
class Labels:
    """A choice of labels.

    Attributes:
        wanted: Those that count; empty for all.
        same: Other names: `{"GPE": "LOC"}` counts a GPE as a LOC.
    """

    wanted: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=lambda: dict(SAME))

    @classmethod
    def parse(cls, text: str | None) -> "Labels":
        """From `ORG,LOC,PER,GPE=LOC`: the labels that count, `GPE=LOC` for one that counts as another.

        Raises:
            ValueError: a part of it is empty.
        """
        wanted: set[str] = set()
        same = dict(SAME)
        for part in [] if text is None else text.split(","):
            name, equals, other = (piece.strip() for piece in part.partition("="))
            if not name or (equals and not other):
                raise ValueError(
                    f"{part!r} is no label; write them as ORG,LOC,PER or with GPE=LOC for other names"
                )
            # What counts as PERS counts as PER, as PERS itself does.
            other = SAME.get(other, other)
            if equals:
                same[name] = other
            wanted.add(other if equals else same.get(name, name))
        return cls(frozenset(wanted), same)

    def choose(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The spans that count, under the names they count by, sorted, none twice."""
        renamed = {(start, end, self.same.get(label, label)) for start, end, label in spans}
        return tuple(sorted(span for span in renamed if not self.wanted or span[2] in self.wanted))
