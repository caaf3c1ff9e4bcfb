"""The model itself: words in, the best tag of each out. No spaCy here, and no torch anywhere."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from hasila.entities.decode import best_tags
from hasila.entities.labels import spans
from hasila.entities.windows import windows
from hasila.entities.words import piece_reader

FILES = ("model.onnx", "tokenizer.json", "settings.json")


@dataclass(frozen=True, slots=True)
class Found:
    """A name: words `start` up to `end`; `clitics` letters of the first stand before the name."""

    start: int
    end: int
    label: str
    clitics: int


class Tagger:
    """An ONNX token classifier with its tokenizer and labels.

    It reads one window at a time. On a CPU that is as quick as batches of them and more (no
    padding, and what it works on stays in the cache), and what it says of a sentence cannot
    depend on the sentences beside it in a batch.

    Args:
        files: The bytes of `model.onnx`, `tokenizer.json` and `settings.json` by those names.
        threads: How many threads a window is read with.
        head: Which of the model's heads answers; the first if not named. Heads were taught by
            corpora that draw the borders of names differently.

    Raises:
        ValueError: the model has no head of that name.
    """

    def __init__(self, files: dict[str, bytes], *, threads: int = 1, head: str | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        settings: dict[str, Any] = json.loads(files["settings.json"])
        self.labels: list[str] = settings["labels"]
        self.heads: list[str] = settings["heads"]
        if head is not None and head not in self.heads:
            raise ValueError(f"the entity model has no head {head!r}; it has {', '.join(self.heads)}")
        self._head = self.heads.index(head) if head else 0
        self._begin, self._end = settings["ends"]
        # Numbers a word of what the encoder says of links (`hasila.links.evidence`); none without.
        self.evidence: int = settings.get("evidence", 0)
        self.pieces = piece_reader(
            Tokenizer.from_buffer(files["tokenizer.json"]), unknown=int(settings["unknown"])
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # A worker that waits for the next document must not burn its core.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            files["model.onnx"], options, providers=["CPUExecutionProvider"]
        )

    def scores(self, pieces: Sequence[Sequence[int]]) -> tuple[Any, Any, Any]:
        """For each word of a window, log-probabilities of its tags, letters before a name, evidence."""
        row, first = [self._begin], []
        for ids in pieces:
            first.append(len(row))
            row.extend(ids)
        row.append(self._end)
        feed = {
            "pieces": np.array([row], np.int64),
            "mask": np.ones((1, len(row)), np.int64),
            "first": np.array([first], np.int64),
        }
        outputs = ["scores", "clitics", "evidence"] if self.evidence else ["scores", "clitics"]
        scores, clitics, *evidence = self._session.run(outputs, feed)
        return scores[0, :, self._head], clitics[0].argmax(-1), evidence[0][0] if evidence else None

    def names(self, words: Sequence[str], sentences: Sequence[int] | None = None) -> list[Found]:
        """The names among words, in order; the arguments are those of `read`."""
        return self.read(words, sentences)[0]

    def read(
        self, words: Sequence[str], sentences: Sequence[int] | None = None
    ) -> tuple[list[Found], Any | None]:
        """The names among words, in order, and what the encoder says of links: a row a word, None without.

        Args:
            words: The words' texts. Words that hold nothing to read (spaces, marks, controls)
                may stand among them.
            sentences: Where sentences end: word numbers, rising, the last one `len(words)`.
        """
        kept: list[int] = []
        pieces: list[tuple[int, ...]] = []
        ends: list[int] = []
        begun = 0
        for sentence_end in sentences if sentences is not None else [len(words)]:
            for i in range(begun, sentence_end):
                ids = self.pieces(words[i])
                if ids:
                    kept.append(i)
                    pieces.append(ids)
            begun = sentence_end
            if len(pieces) > (ends[-1] if ends else 0):
                ends.append(len(pieces))
        lengths = [len(ids) for ids in pieces]
        tags: list[int] = []
        before: list[int] = []
        waiting: list[Any] = []
        evidence = np.zeros((len(words), self.evidence), np.float16) if self.evidence else None
        decoded, sentence = 0, 0
        for window in windows(lengths, ends):
            stretch = range(window.start, window.end)
            keep = slice(window.keep_from - window.start, window.keep_to - window.start)
            if any(map(str.isalpha, "".join(words[kept[i]] for i in stretch))):
                scores, clitics, rows = self.scores(pieces[window.start : window.end])
                if evidence is not None:
                    evidence[kept[window.keep_from : window.keep_to]] = rows[keep]
            else:
                scores, clitics = self._nothing(len(stretch))
            waiting.append(scores[keep])
            before += clitics[keep].tolist()
            if window.keep_to < ends[sentence]:
                continue
            rows = np.concatenate(waiting)
            waiting = []
            while sentence < len(ends) and ends[sentence] <= window.keep_to:
                at = ends[sentence]
                tags += best_tags(rows[: at - decoded])
                rows, decoded, sentence = rows[at - decoded :], at, sentence + 1
        found = [
            Found(kept[start], kept[end - 1] + 1, self.labels[label], before[start])
            for start, end, label in spans(tags)
        ]
        return found, evidence

    def _nothing(self, n_words: int) -> tuple[Any, Any]:
        """The scores of words without a letter: certainly no name."""
        scores = np.full((n_words, 1 + 2 * len(self.labels)), -100.0, np.float32)
        scores[:, 0] = 0.0
        return scores, np.zeros(n_words, np.int64)


def read_files(folder: Path, names: Sequence[str] = FILES) -> dict[str, bytes]:
    """The files of a model folder.

    Raises:
        FileNotFoundError: one of them is not there.
    """
    return {name: (folder / name).read_bytes() for name in names}
