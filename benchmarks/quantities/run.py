"""Hasila and what people use today, side by side on a gold corpus of quantities.

    python benchmarks/quantities/run.py [GOLD] [--model NAME] [--peer-python PYTHON] [--json]

Prints a table in Markdown. A peer that isn't installed is left out, and the reason said.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import hasila
from hasila.evaluate import report
from hasila.evaluate.answers import Answers, from_file, from_pipeline
from hasila.evaluate.entities import Score
from hasila.evaluate.gold import GoldText, read_gold

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "corpora" / "quantities" / "quantities.jsonl"
PEERS = {
    "regular expression + next content word": ["nearest_noun.py"],
    "PyArabic + next word": ["pyarabic_neighbour.py"],
    "Duckling, `product` or unit": ["duckling_product.py"],
    "Duckling, `product`, unit or next word": ["duckling_product.py", "next-word"],
}


def overlap(a: Any, b: Any) -> bool:
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def figures(gold: list[GoldText], answers: Answers, *, digits_only: bool = False) -> Score:
    """Value and noun together, with any overlap of number and noun: the kindest reading of every system.

    Of the gold, the quantities with a value and a noun; of the system, those to which it gives both.
    """
    right = wanted = given = 0
    for text, found in zip(gold, answers.quantities, strict=True):
        theirs = [
            q for q in found if q["value"] is not None and q["counted"] and _asked(text, q, digits_only)
        ]
        given += len(theirs)
        for ours in text.quantities:
            if ours["value"] is None or ours["counted"] is None or not _asked(text, ours, digits_only):
                continue
            wanted += 1
            right += any(
                overlap(ours["num"], q["num"])
                and Fraction(ours["value"]) == Fraction(q["value"])
                and overlap(ours["counted"], q["counted"])
                for q in theirs
            )
    return Score(right, wanted, given)


def _asked(text: GoldText, quantity: dict[str, Any], digits_only: bool) -> bool:
    return not digits_only or any(char.isdigit() for char in text.text[slice(*quantity["num"])])


def peer(command: list[str], gold: list[GoldText], python: str) -> Answers | str:
    """A peer's answers, or why there are none. A text that ends its process counts as nothing found."""
    texts = [json.dumps({"id": text.id, "text": text.text}, ensure_ascii=False) for text in gold]
    script = [python, "-X", "utf8", str(HERE / "peers" / command[0]), *command[1:]]
    records: list[str] = []
    while len(records) < len(texts):
        rest = "\n".join(texts[len(records) :]).encode()
        done = subprocess.run(script, input=rest, capture_output=True, check=False)
        records += done.stdout.decode().splitlines()
        if done.returncode:
            reason = (done.stderr.decode(errors="replace").splitlines() or ["it failed without a word"])[0]
            if not records:
                return reason
            print(f"{command[0]}: ended by {gold[len(records)].id}: {reason}", file=sys.stderr)
            records.append(json.dumps({"id": gold[len(records)].id, "quantities": []}))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(records))
        file.flush()
        return from_file(file.name, gold, "quantities")


def row(name: str, gold: list[GoldText], answers: Answers) -> dict[str, Any]:
    scores = report.make("quantities", gold, answers).scores
    return {
        "system": name,
        "number": scores["mention"].f,
        "value": 100 * scores["value"].right / scores["mention"].gold,
        "counted": scores["counted"].f,
        "whole record": scores["whole record"].recall,
        "value + noun": figures(gold, answers).f,
        "value + noun, digits": figures(gold, answers, digits_only=True).f,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", default=str(GOLD))
    parser.add_argument("--model", help="Hasila's pipeline")
    parser.add_argument("--peer-python", default=sys.executable, help="the Python that has the peers")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    _, gold, left_out = read_gold(options.gold, "quantities")
    for bad in left_out:
        print(f"left out: {bad.place}: {bad.reason}", file=sys.stderr)
    nlp = hasila.load(options.model) if options.model else hasila.load()
    name = f"Hasila, {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    rows = [row(name, gold, from_pipeline(nlp, gold, "quantities"))]
    for title, command in PEERS.items():
        answers = peer(command, gold, options.peer_python)
        if isinstance(answers, str):
            print(f"skipped: {title}: {answers}", file=sys.stderr)
        else:
            rows.append(row(title, gold, answers))
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    quantities = sum(len(text.quantities) for text in gold)
    print(f"{Path(options.gold).name}: {len(gold)} texts, {quantities} quantities\n")
    headings = list(rows[0])
    print(f"| {' | '.join(headings)} |\n|{' --- |' + ' ---: |' * (len(headings) - 1)}")
    for one in rows:
        print(
            f"| {' | '.join(f'{cell:.1f}' if isinstance(cell, float) else cell for cell in one.values())} |"
        )


if __name__ == "__main__":
    main()
