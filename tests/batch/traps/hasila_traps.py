"""A component for tests: it counts digits, and texts with certain words in them bring it down.

It is found through an entry point, as anybody's component would be: see the fixture `traps`.
"""

import os
import re
import sys
import time
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from hasila.extensions import ensure_extension

MEGABYTE = 1_048_576


@Language.factory("hasila_traps")
def make_traps(nlp: Language, name: str):
    return read


def read(doc: Doc) -> Doc:
    """A quantity for each run of digits, unless there is a trap in the text."""
    if "boom" in doc.text:
        raise RuntimeError("this text\nis a trap")
    if "leave" in doc.text:
        sys.exit(1)
    if "exit" in doc.text:
        os._exit(3)
    if "forever" in doc.text:
        while True:
            time.sleep(0.05)
    if "memory" in doc.text:
        held = []
        while True:
            held.append(bytearray(64 * MEGABYTE))
    if "slow" in doc.text:
        time.sleep(0.2)
    if "once" in doc.text:
        # The first process to meet it dies, as if somebody had killed it: `once=/path/of/a/mark`.
        mark = Path(re.search(r"once=(\S+)", doc.text)[1])
        if not mark.exists():
            mark.touch()
            os._exit(9)
    ensure_extension(Doc, "quantities")
    doc._.quantities = [
        {
            "start": match.start(),
            "end": match.end(),
            "text": match[0],
            "kind": "count",
            "value": match[0],
            "bound": "exact",
            "sentence": [0, len(doc.text)],
        }
        for match in re.finditer(r"\d+", doc.text)
    ]
    return doc
