"""Make the word table of `hasila.normalize.proclitics` from the word counts of a large corpus.

    python -m hasila.normalize.compile_proclitics RAW.jsonl.xz … --gazetteer PLACES.tsv -o proclitics.txt.xz

Reading order: `count_words`, then `Judge.is_sure`, which holds the reasoning, then `build`.

Whether the ب of بحلب is a preposition is told by counts alone. A word that only looks as if it began
with a clitic (وزير, بيت) takes prefixes as words do (الوزير, لوزير, البيت), and what is left of it (زير)
is no word. A clitic and its stem (بحلب, وقال) take none of those, since no article or preposition
stands before a preposition, and the stem is a word that is common by itself.
"""

import argparse
import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from hasila.normalize.levels import normalize

_WORD = re.compile("[ء-غف-ي\u0640\u064b-\u0652\u0670]+")

# Prefixes that may stand before a whole word, and never before this clitic and a stem. (و and ف stand
# before prepositions; a lone ل before ل is the preposition before the article: للعراق.)
_NEVER_BEFORE = {
    "و": ("ال", "ب", "ل", "ك", "ف", "لل"),
    "ف": ("ال", "ب", "ل", "ك", "و", "لل"),
    "ب": ("ال", "ل", "ب", "ك", "لل"),
    "ل": ("ال", "ب", "ك"),
    "ك": ("ال", "ب", "ل", "لل"),
    "س": ("ال", "ب", "ل", "ك", "لل"),
}

# How often, against its stem, a word with the clitic may be seen (most are far below), how often the
# stem must be seen, and what share of the word may stand after a prefix it cannot take (misprints).
# Chosen on entity boundaries of a training set; see the README beside the table.
_MOST_PER_STEM = {"و": 3.3, "ف": 0.15, "ب": 1.5, "ل": 1.5, "ك": 0.08, "س": 1.5}
_LEAST_STEM = {"و": 12, "ف": 60, "ب": 30, "ل": 30, "ك": 100, "س": 60}
_MOST_PREFIXED = {"و": 0.03, "ف": 0.01, "ب": 0.01, "ل": 0.01, "ك": 0.005, "س": 0.003}

# Read both ways, or grown together with their clitic: never sure.
_UNSURE_WORDS = """
    باسم لدى لدي لديه لديها لديهم لبنى لبيد لبيل وام واس فقد فهم فقط فيوسف بليو برند باندورا بريم بنين
    كلها كله كلهم كلنا كلكم كلهن كلما كلاهما كلفهم كسبت كبدت كسرا كرامي كفوري كميل كفيلا كفيفا كبش كويا
"""
_UNSURE = frozenset(_UNSURE_WORDS.split())
# Sure, though seen more often with the clitic than counts alone would believe.
_SURE_WORDS = {
    "و": "لا لن هم هي غيرها غيره أضاف أضافت أوضح أشار أغلق لفت يضيف",
    "ف": "إن إنه إنها إنهم إننا إذا قال قالت هو هي هم لن لما كيف نحن",
    "ب": "نسبة شكل سبب أن ما كل أي دون إغلاق فارق مقدار واسطة موجب مثابة دوره حق فضل",
    "ل": "كل مدة أن أي من",
    "ك": "كل جزء",
    "س": "",
}
_SURE = {clitic: frozenset(words.split()) for clitic, words in _SURE_WORDS.items()}
# Begin with ال that is no article.
_NO_ARTICLE_WORDS = "الذي التي الذين اللذين اللذان اللتين اللتان اللاتي اللواتي الله الى إلى الا الان"
_NO_ARTICLE = frozenset(_NO_ARTICLE_WORDS.split())


def count_words(files: Iterable[Path], field: str) -> Counter[str]:
    """How often each word stands in the texts, diacritics and tatweel left out."""
    raw: Counter[str] = Counter()
    for path in files:
        with _open(path) as lines:
            for line in lines:
                raw.update(_WORD.findall(json.loads(line)[field]))
    counts: Counter[str] = Counter()
    for word, count in raw.items():
        counts[normalize(word, "marks")] += count
    del counts[""]
    return counts


def _open(path: Path) -> TextIO:
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def read_places(path: Path) -> set[str]:
    """The first words of the Arabic names in a tab-separated gazetteer."""
    names: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        for cell in re.split(r"[\t|]", line):
            if cell and _WORD.match(cell):
                names.add(normalize(cell.split()[0], "marks"))
    return names


class Judge:
    """Decides by counts whether a letter is a clitic before a stem."""

    def __init__(self, counts: Counter[str], places: set[str]) -> None:
        self._counts = counts
        self._places = places

    def seen(self, word: str) -> int:
        return self._counts.get(word, 0)

    def prefixed(self, clitic: str, word: str) -> int:
        """How often the word stands after prefixes that it could not take if it began with the clitic."""
        by_prefix = {p: self.seen(p + word) for p in _NEVER_BEFORE[clitic]}
        total = sum(by_prefix.values())
        if clitic == "و":
            # One preposition alone is another word: بوروسيا says nothing of وروسيا.
            total -= max(by_prefix["ب"], by_prefix["ل"], by_prefix["ك"])
        return total

    def is_sure(self, clitic: str, stem: str) -> bool:
        if stem in _SURE[clitic]:
            return True
        word = clitic + stem
        seen, stem_seen = self.seen(word), self.seen(stem) + self.seen("ال" + stem)
        if word in _UNSURE or word in self._places or not self._can_follow(clitic, stem):
            return False
        is_place = stem in self._places and len(stem) > 3 and stem_seen > 1
        if stem_seen < (3 if is_place and clitic in "وبل" else _LEAST_STEM[clitic]):
            return False
        if seen > _MOST_PER_STEM[clitic] * stem_seen * (1 if clitic == "و" or stem_seen > 100 else 0.3):
            return False
        if clitic != "و" and seen < 10 and stem_seen < 300 and not is_place:
            return False
        slack = 1 if seen >= 30 else 0
        return self.prefixed(clitic, word) <= _MOST_PREFIXED[clitic] * seen + slack

    def _can_follow(self, clitic: str, stem: str) -> bool:
        if len(stem) < (2 if clitic in "وف" else 3):
            return False
        if clitic in "وف":
            return True
        if clitic == "ل" and stem[0] == "ل":
            # للجنة is ل, the article and لجنة, as most words with لل are; للبنان is ل and a name.
            article = max(self.seen("ال" + stem), self.seen("ال" + stem[1:]))
            return self.seen(stem) > article
        if clitic == "س":
            return stem[0] in "يتنأ"
        # No conjunction and no second preposition stands after a preposition.
        if stem[0] in "وفبلك" and not stem.startswith("ال") and self.is_sure(stem[0], stem[1:]):
            return False
        # Verbs take no ب and ك: a stem that could be one must be met with them, or with an article.
        could_be_verb = stem[0] in "يتن" and self.seen("ال" + stem) < 5
        enough = max(10, self.seen(stem) * 0.02)
        return not (clitic in "بك" and could_be_verb and self.seen(clitic + stem) < enough)

    def takes_article(self, stem: str) -> bool:
        word = "ال" + stem
        seen = self.seen(word)
        if len(stem) < 2 or seen < 3 or word in _NO_ARTICLE:
            return False
        return self.seen("لل" + stem) >= 0.01 * seen or self.seen(stem) >= 0.05 * seen


def build(counts: Counter[str], places: set[str]) -> Iterator[str]:
    """The table's lines: `stem`, a tab, the clitics that are sure before it (ا: the article); or `=word`.

    `=word` is a word that is whole although the rules of `proclitics` would cut it.
    """
    judge = Judge(counts, places)
    stems: dict[str, str] = {}
    for stem in sorted(counts):
        if counts[stem] < 2:
            continue
        has_article = stem.startswith("ال") and judge.takes_article(stem[2:])
        clitics = "".join(c for c in _NEVER_BEFORE if not has_article and judge.is_sure(c, stem))
        if judge.takes_article(stem):
            clitics += "ا"
        if clitics:
            stems[stem] = clitics
    for stem in {word[2:] for word in counts if word.startswith("ال")} - stems.keys():
        if judge.takes_article(stem):
            stems[stem] = "ا"
    for stem in sorted(stems):
        yield f"{stem}\t{stems[stem]}"
    for word in sorted(counts):
        if word[0] in "وفبلك" and counts[word] > 1 and len(word) > 3 and _is_whole(judge, word, places):
            yield f"={word}"


def _is_whole(judge: Judge, word: str, places: set[str]) -> bool:
    """Whether a word that could be cut by two clitics, or one and the article, takes prefixes itself."""
    two = word[1:3] == "ال" or (word[0] in "وف" and word[1] in "بلكس")
    if not two or judge.is_sure(word[0], word[1:]):
        return False
    return word in _UNSURE or word in places or judge.prefixed(word[0], word) > 0.01 * judge.seen(word)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Make the word table of the proclitics.")
    parser.add_argument("raw", nargs="+", type=Path, help="JSONL files (.xz too) with texts")
    parser.add_argument("--field", default="text", help="the field that holds the text")
    parser.add_argument("--gazetteer", type=Path, help="tab-separated place names")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    places = read_places(options.gazetteer) if options.gazetteer else set()
    text = "\n".join(build(count_words(options.raw, options.field), places)) + "\n"
    options.output.write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main(sys.argv[1:])
