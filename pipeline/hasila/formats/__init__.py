"""Annotated corpora in the formats of other tools, both ways.

In reading order:

- `types`: the model in the middle: `Document`, `Span`, `Relation`, `Problem`.
- `offsets`, `graphemes`: how tools count characters.
- `assemble`: the check that every reader's spans go through.
- `words`: between spans of characters and tagged words.
- `quantities`: quantities as spans and relations.
- a module a format: `conll`, `jsonl`, `record`, `docbin`, `brat`, `label_studio`, `doccano`, `prodigy`,
  `hub`, `plain`, each with `read` and `write`; `standoff` has the lines that `brat` reads.
- `registry`: the formats by name, and which one a file is in.
- `transform`, `predict`: what may be done between reading and writing.
- `convert`: all of it together.
"""

from hasila.formats.types import Document, Problem, Relation, Span

__all__ = ["Document", "Problem", "Relation", "Span"]
