"""Names marked in a text: `وصل <PER>أنطونيو غوتيريش</PER> إلى <LOC>بيروت</LOC>`."""

import re

from hasila.entities import bounds

MARK = re.compile(r"<(?P<label>\w+)>(?P<name>.*?)</\w+>")


def unmarked(marked):
    """The text without its marks, and start, end and label of each name."""
    text, names, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        names.append((len(text), len(text) + len(match["name"]), match["label"]))
        text += match["name"]
        at = match.end()
    return text + marked[at:], names


def marked(doc):
    """The document's text with its names marked, proclitics outside."""
    text, out, at = doc.text, [], 0
    for ent in doc.ents:
        start, end = bounds(ent)
        out.append(f"{text[at:start]}<{ent.label_}>{text[start:end]}</{ent.label_}>")
        at = end
    return "".join(out) + text[at:]
