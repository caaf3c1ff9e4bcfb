"""Stage 1: tokens with NORM over the unchanged text, and the same folds for plain strings.

In reading order:

- `characters`: which character is folded into which, one table a kind of variation.
- `levels`: `normalize` and `fold`, the tables put together.
- `proclitics`: which of و ف ب ل ك س ال stand before a stem, where that is sure.
- `pieces`: where a run of text without spaces is cut into tokens.
- `tokenizer`, `component`: the spaCy classes that carry them.

Importing this package loads no spaCy; only `tokenizer` and `component` do.
"""

from hasila.normalize.levels import FOLDS, LEVELS, fold, normalize
from hasila.normalize.proclitics import proclitic_length, split_proclitics

__all__ = ["FOLDS", "LEVELS", "fold", "normalize", "proclitic_length", "split_proclitics"]
