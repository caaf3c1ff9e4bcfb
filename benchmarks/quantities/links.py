"""Links of each number: by an encoder, by trained weights alone, by hand-written rules, by what is nearest.

    python benchmarks/quantities/links.py [GOLD] [--model NAME]

All choose with the same numbers, names and sentences, and but for the encoder among the same candidates.
Prints a table in Markdown: F1 of exact spans, as `hasila evaluate` counts them.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace

from run import GOLD

import hasila
from hasila.evaluate.gold import read_gold
from hasila.evaluate.quantities import score
from hasila.links.linker import link
from hasila.links.ranking import NAMES, Choice, Features, shipped

# What a candidate must be, the best first; of those that are, the first one (events: the nearest).
Rule = Callable[[set[str]], bool]
_VERBS = "perfect perfect+ imperfect plural masdar-ا masdar-تفعيل masdar-مفاعلة masdar-إفالة".split()
# Beside the number before, what takes its group over: `آخرين`, a pronoun, no noun, the same noun.
_CARRIED = ("OTHERS", "PRONOUN", "none", "same")
_IN = ("في", "ب", "داخل", "وسط", "لدى")


def _clear(facts: set[str], side: str) -> bool:
    """Whether no sentence end and no `أن` or `الذي` stands between a candidate and the number."""
    return not facts & {f"{side}{step}{count}" for step in ("stop", "that") for count in (1, 2)}


def _any(facts: set[str], names: list[str]) -> bool:
    return bool(facts & set(names))


def _inside(facts: set[str]) -> bool:
    """Whether a place stands in the number's sentence, and something happened in it."""
    return "inside=True:event=True" in facts


RULES: dict[str, list[Rule]] = {
    "event": [
        lambda facts: _any(facts, ["<harm", *(f"<{form}" for form in _VERBS)]) and _told(facts, "<"),
        lambda facts: _any(facts, [f">{form}" for form in _VERBS]) and _told(facts, ">"),
    ],
    "place": [
        lambda facts: (
            _inside(facts) and _any(facts, [f"{side}preposition={word}" for side in "<>" for word in _IN])
        ),
        _inside,
    ],
    "of": [
        lambda facts: "told" in facts,
        lambda facts: any(fact.startswith("annexed") and fact.endswith("-members") for fact in facts),
        lambda facts: "من-members" in facts,
        lambda facts: "من" in facts,
        lambda facts: "after-صفوف" in facts or "after-belongs" in facts or "before-contains" in facts,
        lambda facts: _any(facts, [f"previous=True|had:{noun}" for noun in _CARRIED]),
        lambda facts: "VS-event" in facts,
    ],
    # What `hasila.links.antecedent` says.
    "antecedent": [lambda facts: "rule" in facts],
}


def _told(facts: set[str], side: str) -> bool:
    """Whether a word is in the number's clause, and none of saying or of a phrase's light verb."""
    return _quiet(facts) and _clear(facts, side)


def _quiet(facts: set[str]) -> bool:
    """Whether a word is none of saying or of a phrase's light verb."""
    return not _any(facts, [f"{side}{group}" for side in "<>" for group in ("saying", "light")])


def by_rules(choice: Choice) -> int | None:
    """The first candidate of the first rule that any fits; of places behind each other the nearest."""
    facts = [set(features) for features in choice.features]
    for rule in RULES[choice.name]:
        fitting = [index for index, one in enumerate(facts) if rule(one)]
        if fitting:
            return min(fitting, key=lambda index: _distance(choice.features[index]))
    return None


_FAR = 99


def _distance(features: Features) -> int:
    """The distance in words that the candidate's features name: `<3`, `>other`."""
    for fact in features:
        if fact[:1] in "<>" and fact[1:].isdigit():
            return int(fact[1:])
    return _FAR


def by_distance(starts: Callable[[Choice], int]) -> Callable[[Choice], int | None]:
    """The candidate nearest to the number in characters, whatever it is."""

    def pick(choice: Choice) -> int | None:
        at = starts(choice)
        return min(range(len(choice.spans)), key=lambda index: abs(choice.spans[index][0] - at), default=None)

    return pick


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", default=str(GOLD))
    parser.add_argument("--model", help="Hasila's pipeline")
    options = parser.parse_args()
    _, gold, _ = read_gold(options.gold, "quantities")
    nlp = hasila.load(options.model) if options.model else hasila.load()
    linker = nlp.get_pipe("hasila_links")
    with nlp.select_pipes(disable=["hasila_links"]):
        views = [linker.view(doc) for doc in nlp.pipe(text.text for text in gold)]
    plain = [replace(view, rows=None) for view in views]
    systems = {
        "nearest": (plain, None),
        "rules, in an order of preference": (plain, by_rules),
        "trained weights of facts": (plain, shipped().pick),
    }
    if any(view.rows is not None for view in views):
        systems["trained weights of facts beside an encoder"] = (views, linker.ranker.pick)
    print("| chosen by | " + " | ".join(NAMES) + " |")
    print("| --- |" + " ---: |" * len(NAMES))
    for title, (read, pick) in systems.items():
        found = [
            link(view, pick or by_distance(lambda choice, view=view: view.numbers[choice.number].start))
            for view in read
        ]
        links = score(
            [{"id": text.id, "quantities": text.quantities} for text in gold],
            [
                {"id": text.id, "quantities": [one.to_dict() for one in quantities]}
                for text, quantities in zip(gold, found, strict=True)
            ],
        ).links
        print(f"| {title} | " + " | ".join(f"{100 * (links[name].f1 or 0):.1f}" for name in NAMES) + " |")


if __name__ == "__main__":
    main()
