"""Candidates for `dual_nouns.tsv`: words that a corpus has with both dual endings.

    python corpora/numbers/dual_candidates.py FILE… [--least 3]

FILE is JSON lines with a field `text`, plain or .xz. Prints, tab-separated and the commonest first: the
singular, the class its counts suggest (b, n, f: see the table's head), and how often the corpus has the
singular, the forms in ان, ين and ون.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hasila.normalize.levels import fold

_WORD = re.compile("[\u0621-\u064a\u064b-\u0652\u0640]+")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")


def main() -> None:
    """Count and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--least", type=int, default=3, help="how often a dual must stand in the corpus")
    arguments = options.parse_args()
    counts = count_stems(arguments.files)
    for noun, kind, numbers in candidates(counts, arguments.least):
        print(noun, kind, *numbers, sep="\t")  # noqa: T201


def count_stems(files: list[Path]) -> Counter[str]:
    """How often each folded word stands there, with and without the article."""
    counts: Counter[str] = Counter()
    for text in _texts(files):
        counts.update(_stem(fold(word)) for word in _WORD.findall(text))
    return counts


def _texts(files: list[Path]) -> Iterator[str]:
    for file in files:
        open_text = lzma.open if file.suffix == ".xz" else open
        with open_text(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line).get("text") or ""


def _stem(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 2:
            return word[len(article) :]
    return word


def candidates(counts: Counter[str], least: int) -> list[tuple[str, str, list[int]]]:
    """Singular, suggested class and counts of each word with enough duals."""
    found = []
    for noun, times in counts.items():
        feminine = noun.endswith("ه")
        stem = noun[:-1] + "ت" if feminine else noun
        nominative, oblique, plural = (counts[stem + ending] for ending in ("ان", "ين", "ون"))
        if len(noun) < 3 or nominative + oblique < least or times < 10 or not (nominative and oblique):
            continue
        kind = "f" if feminine else ("b" if plural * 3 < nominative else "n")
        found.append((noun, kind, [times, nominative, oblique, plural]))
    return sorted(found, key=lambda row: -(row[2][1] + row[2][2]))


if __name__ == "__main__":
    main()
