"""Examples with the links marked in the text.

    قتل [44] من <c>عناصر</c> <o>تنظيم داعش</o> في <p>الرقة</p>

`[…]` is the number that the example is about. `<c>` is what it counts, `<a>` what that stands
for, `<o>` of whom, `<p>` where, `<e>` what happened. `{ORG …}` is a name that the entities stage
would have found; `<o>{ORG داعش}</o>` is both.
"""

import re
from dataclasses import dataclass, field

FIELDS = {"c": "counted", "a": "antecedent", "o": "of", "p": "place", "e": "event"}
_MARK = re.compile(r"\[|\]|</?[caope]>|\{(?:ORG|LOC|PER|MISC) |\}")


@dataclass
class Example:
    """The text without its marks, and what the marks said."""

    text: str = ""
    number: tuple[int, int] = (0, 0)
    links: dict[str, tuple[int, int]] = field(default_factory=dict)
    names: list[tuple[int, int, str]] = field(default_factory=list)


def read(marked: str) -> Example:
    """The example that a marked text stands for."""
    example, opened, done = Example(), {}, 0
    for mark in _MARK.finditer(marked):
        example.text += marked[done : mark.start()]
        done, here, sign = mark.end(), len(example.text), mark[0]
        if sign == "[":
            opened["number"] = here
        elif sign == "]":
            example.number = (opened["number"], here)
        elif sign == "}":
            example.names.append((opened["name"], here, opened["label"]))
        elif sign.startswith("{"):
            opened["name"], opened["label"] = here, sign[1:].strip()
        elif sign.startswith("</"):
            example.links[FIELDS[sign[2]]] = (opened[sign[2]], here)
        else:
            opened[sign[1]] = here
    example.text += marked[done:]
    return example
