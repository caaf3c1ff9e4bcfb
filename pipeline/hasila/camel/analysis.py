"""What CAMeL's disambiguator says of a word: lemma, number, gender, person, clitics. No spaCy here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from hasila.camel.data import dataset, extra_module
from hasila.entities.words import LONGEST_WORD, WORDS_CACHED, clean

# CAMeL's features and values (`camel_morphology_features` of its documentation) as Universal Dependencies'.
_UD = {
    "gen": ("Gender", {"m": "Masc", "f": "Fem"}),
    "num": ("Number", {"s": "Sing", "d": "Dual", "p": "Plur"}),
    "per": ("Person", {"1": "1", "2": "2", "3": "3"}),
}
# In the order of writing: question particle, conjunction, preposition, article; then pronouns.
_CLITICS = ("prc3", "prc2", "prc1", "prc0", "enc0", "enc1", "enc2")
_NONE = frozenset({"0", "na", "-", ""})
# Sources of an analysis that says nothing about a word of Arabic.
_NO_WORD = frozenset({"digit", "punc", "foreign"})


@dataclass(frozen=True, slots=True)
class Analysis:
    """The likeliest reading of a word.

    Attributes:
        lemma: Its dictionary form, without vowels unless they were asked for.
        features: Universal Dependencies' features and values, sorted.
        clitics: CAMeL's tags of what is written on to the word, in the order of writing:
            `wa_conj`, `bi_prep`, `Al_det`, `3ms_poss`.
        known: Whether the word is in the database; else CAMeL guessed, or it is no word.
    """

    lemma: str
    features: tuple[tuple[str, str], ...]
    clitics: tuple[str, ...]
    known: bool


def find_database(database: str) -> Path:
    """The file of a morphology database: a path, or a name of CAMeL's catalogue (`calima-msa-r13`).

    Raises:
        ImportError: CAMeL Tools is not installed.
        OSError: there is no such file or name.
    """
    if Path(database).is_file():
        return Path(database)
    return dataset("MorphologyDB", database) / "morphology.db"


def find_counts(counts: str | None, database: str) -> Path | None:
    """The JSON file of the likeliest reading of frequent words (MLE), or None for none.

    Without a path it is the one that CAMeL has for its own database, if it has been fetched.

    Raises:
        OSError: the path that was given is no file.
    """
    if counts is not None:
        if not Path(counts).is_file():
            raise OSError(f"{counts}: no such file; give the model.json of CAMeL's disambig_mle")
        return Path(counts)
    if Path(database).is_file():
        return None
    try:
        return dataset("DisambigMLE", database) / "model.json"
    except OSError:
        return None


class Analyser:
    """CAMeL's disambiguator by maximum likelihood, its answers kept.

    Args:
        database: See `find_database`.
        counts: See `find_counts`.
        vowels: Whether lemmas keep their vowel marks.

    Raises:
        ImportError: CAMeL Tools is not installed.
        OSError: a file is not there.
    """

    def __init__(self, database: str, counts: str | None = None, *, vowels: bool = False) -> None:
        file = find_database(database)
        tables = extra_module("camel_tools.morphology.database").MorphologyDB(str(file), "a")
        backoff = "NOAN_PROP" if tables.stem_backoffs.get("PROP") and "NOAN" in tables.stem_hash else "NONE"
        analyzer = extra_module("camel_tools.morphology.analyzer").Analyzer(tables, backoff)
        mle = extra_module("camel_tools.disambig.mle")
        path = find_counts(counts, database)
        # Its own cache computes each answer before it looks for it; ours is around it.
        self._disambiguator = mle.MLEDisambiguator(analyzer, str(path) if path else None, cache_size=0)
        self._bare = extra_module("camel_tools.utils.dediac").dediac_ar
        self._vowels = vowels
        self.analyse = lru_cache(maxsize=WORDS_CACHED)(self._analyse)

    def _analyse(self, word: str) -> Analysis | None:
        """The likeliest reading; None where CAMeL has none (spaces, marks, URLs, unknown words)."""
        read = clean(word).strip()
        if not read or len(read) > LONGEST_WORD:
            return None
        found = self._disambiguator.disambiguate_word([read], 0).analyses
        if not found:
            return None
        return self._read(found[0].analysis)

    def _read(self, of: Mapping[str, Any]) -> Analysis:
        lemma = str(of["lex"])
        if of.get("source") in _NO_WORD:
            return Analysis(lemma, (), (), known=False)
        features = [(name, values.get(str(of.get(key)))) for key, (name, values) in _UD.items()]
        return Analysis(
            lemma if self._vowels else self._bare(lemma),
            tuple(sorted((name, value) for name, value in features if value is not None)),
            tuple(tag for key in _CLITICS if (tag := str(of.get(key, ""))) not in _NONE),
            known=of.get("source") != "backoff",
        )
