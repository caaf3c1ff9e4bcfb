"""Writes train.jsonl and dev.jsonl from the sentences and names beside it: `python compile.py`.

Sentences, diseases and names were written by hand; which of them come together is drawn, always the same.
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LABEL = "DISEASE"
TRAIN, DEV = 240, 60
_KIND = re.compile(r"\{([dcv])")
# Chronic diseases can be mentioned beside any other.
_ALWAYS = {"c"}
_MARK = re.compile(r"\[([^\]]*)\]")


def sections(name: str) -> dict[str, list[str]]:
    """The lines of a file by their heading, remarks left out."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line.removeprefix("== ")
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return found


def number(dice: random.Random) -> str:
    """A number after which the counted noun is singular, in one of the scripts of the press."""
    value = dice.choice((0, 0, 0, 1, 2, 3, 4, 6)) * 100 + dice.randrange(11, 100)
    text = str(value)
    return text.translate({48 + i: 0x660 + i for i in range(10)}) if dice.random() < 0.2 else text


class Writer:
    """Draws passages of one part; what is starred stands in dev only, and there often."""

    def __init__(self, seed: int, *, dev: bool) -> None:
        self._dice = random.Random(seed)
        self._dev = dev
        self._names = sections("names.txt")
        self._sentences = {name: self._of_part(lines) for name, lines in sections("sentences.txt").items()}
        self._diseases = {name: self._of_part(lines) for name, lines in sections("diseases.txt").items()}

    def _of_part(self, lines: list[str]) -> list[str]:
        starred = [line.removeprefix("* ") for line in lines if line.startswith("* ")]
        plain = [line for line in lines if not line.startswith("* ")]
        return plain + 3 * starred if self._dev else plain

    def passages(self) -> Iterator[tuple[str, list[list[int]]]]:
        """Texts with the ends of the diseases in them, no text twice."""
        seen: set[str] = set()
        while True:
            dice = self._dice
            first = "other" if dice.random() < 0.12 else "lead"
            chosen = [dice.choice(self._sentences[first])]
            if first == "lead":
                chosen += dice.sample(self._follow(chosen[0]), dice.choice((0, 1, 1, 2)))
            if dice.random() < 0.2:
                chosen.append(dice.choice(self._sentences["other"]))
            values = {name: dice.choice(names) for name, names in self._names.items()}
            values |= self._two("d", "e", "infectious") | self._two("c", "c2", "chronic")
            values |= self._two("v", "v2", "animal")
            lead = (
                f"{values['town']} – {values['agency']}: "
                if "{town}" in chosen[0] and dice.random() < 0.4
                else ""
            )
            marked = lead + " ".join(
                f"{one.format(**values, n=number(dice), m=number(dice), share=dice.randrange(11, 90))}."
                for one in chosen
            )
            text, spans = unmarked(marked)
            if text not in seen:
                seen.add(text)
                yield text, spans

    def _two(self, first: str, second: str, kind: str) -> dict[str, str]:
        """Two diseases of a kind."""
        chosen = self._dice.choice(self._diseases[kind])
        others = [one for one in self._diseases[kind] if one != chosen]
        return {first: chosen, second: self._dice.choice(others)}

    def _follow(self, lead: str) -> list[str]:
        """The sentences that can go on with a lead: of the same kinds of disease."""
        kinds = set(_KIND.findall(lead))
        return [one for one in self._sentences["follow"] if set(_KIND.findall(one)) <= kinds | _ALWAYS]


def unmarked(marked: str) -> tuple[str, list[list[int]]]:
    """The text without brackets, and where they were; ل before the article swallows its alef."""
    marked = marked.replace("ل[ال", "ل[ل")
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append([len(text), len(text) + len(match[1])])
        text, at = text + match[1], match.end()
    return text + marked[at:], spans


def main() -> None:
    """Write both files."""
    for part, seed, count in (("train", 1, TRAIN), ("dev", 2, DEV)):
        passages = Writer(seed, dev=part == "dev").passages()
        with (HERE / f"{part}.jsonl").open("w", encoding="utf-8") as file:
            for index in range(1, count + 1):
                text, spans = next(passages)
                entities = [{"span": span, "label": LABEL} for span in spans]
                row = {"id": f"{part}-{index}", "text": text, "entities": entities}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
