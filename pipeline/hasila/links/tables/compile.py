"""Compile `own_letters.txt` and `verbs.txt` from how often words occur in a body of news, and `persons.txt`.

    python -m hasila.links.tables.compile TEXTS.jsonl... (or .jsonl.xz)
    python -m hasila.links.tables.compile JOBS.json

`persons.txt` comes from a list of occupations, in an object by occupation: `{"actors": {"males": "ممثلون"}}`.
Only counts of word forms are used and only single words are written: facts of the language. See
README.md beside this file for the bodies that the shipped tables were compiled from.
"""

import json
import lzma
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from hasila.normalize import fold

LEAST = 25  # a form rarer than this is left to the default
FOLDER = Path(__file__).parent


def count(texts: Iterable[str]) -> Counter[str]:
    """How often each folded word occurs."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(re.findall(r"[^\W\d_]+", text))
    forms: Counter[str] = Counter()
    for word, times in seen.items():
        forms[fold(word)] += times
    return forms


def own_letters(forms: Counter[str]) -> list[str]:
    """Words that begin with the letter of a proclitic that is not one: `وزير`, `فرنسي`, `بلد`, `لقاء`.

    A word with a true proclitic takes no further article or conjunction of its kind (`الوزير` but
    never `الوقال`), and what is left of it without the letter is itself a common word.
    """
    own = []
    for word, times in forms.items():
        if times < LEAST or len(word) < 4 or word[0] not in "وفبلكا":
            continue
        if word[0] == "ا":
            if (
                word.startswith("ال")
                and forms[word[2:]] < times * 0.02
                and _takes(forms, word, "و ب ل لل") > 0.02
                and forms["لل" + word[2:]] < times * 0.005
                and forms["ب" + word] < times * 0.01
            ):
                own.append(word)
            continue
        rest = forms[word[1:]] / times
        ahead = "ال و ب ل لل" if word[0] in "وف" else "ال ب لل"
        if rest < 0.02 or _takes(forms, word, ahead) > 0.02:
            own.append(word)
    return sorted(own)


def _takes(forms: Counter[str], word: str, prefixes: str) -> float:
    return sum(forms[prefix + word] for prefix in prefixes.split()) / forms[word]


def verbs(forms: Counter[str]) -> list[str]:
    """Finite verb forms: those whose paradigm is seen and that never take the article.

    Perfect: `X`, `Xت`, `Xوا`; imperfect: `يX` beside `تX`.
    """
    found = set()
    for word, times in forms.items():
        if times < LEAST or len(word) < 3 or word.startswith("ال"):
            continue
        article = forms["ال" + word] + forms["لل" + word]
        if word[0] in "يت" and len(word) > 3:
            twin = ("ت" if word[0] == "ي" else "ي") + word[1:]
            if forms[twin] >= 8 and article < times * 0.01 and forms["س" + word] + forms["و" + word] > 0:
                found.add(word)
        if forms[word + "وا"] >= 8 and forms[word + "ت"] >= 8 and article < times * 0.02:
            found.update(form for form in (word, word + "ت", word + "وا") if forms[form] >= 8)
    return sorted(found)


# Nouns of occupations that things have too: a mosque, a product, a plan, guns …
_THINGS = "جامع موقع مخطط منتج منفذ منظر محفز مدافع كتاب أصحاب مئوي"


def persons(jobs: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Nouns of people, singular or broken plural: `مذيع` of `مذيعون`, `مصمم` of `مصممو أزياء`, `أطباء`.

    Of women's plurals none is taken: `مؤسسات` are institutions far more often than women who found one.
    """
    found = set()
    for forms in jobs.values():
        word = fold(forms.get("males", "").partition(" ")[0])
        if word.endswith(("ات", "وا", "ي", "ين")):
            continue
        found.add(word.removesuffix("ون") if word.endswith("ون") else word.removesuffix("و"))
    return sorted(word for word in found if len(word) > 2 and word not in map(fold, _THINGS.split()))


def _texts(paths: list[str]) -> Iterable[str]:
    for path in paths:
        with lzma.open(path, "rt") if path.endswith(".xz") else Path(path).open() as lines:
            for line in lines:
                yield json.loads(line)["text"]


def main() -> None:
    """Read the files that the command line names and write the tables beside this file."""
    if sys.argv[1].endswith(".json"):
        jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        (FOLDER / "persons.txt").write_text("\n".join(persons(jobs)) + "\n", encoding="utf-8")
        return
    forms = count(_texts(sys.argv[1:]))
    for name, table in (("own_letters", own_letters(forms)), ("verbs", verbs(forms))):
        (FOLDER / f"{name}.txt").write_text("\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
