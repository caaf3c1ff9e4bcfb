"""Documents cut into sentences lose no word and no span."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hasila.formats import Document, Relation, Span
from hasila.formats.notes import Notes
from hasila.formats.transform import split_sentences

PIECES = ["زار الوفد", "بغداد", ".", ". ", " ", "؟ ", "\n", "\n\n", "!", "27", " و", "😀", "«", "». "]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_nothing_is_lost(data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=15))
    text = "".join(pieces)
    places = st.integers(0, len(text))
    ends = data.draw(st.lists(st.tuples(places, places), max_size=4))
    spans = tuple(Span(s, e, "X", text[s:e]) for s, e in ends if s < e and text[s:e].strip() == text[s:e])
    arcs = (Relation(0, len(spans) - 1, "r"),) if len(spans) > 1 else ()
    tokens = data.draw(
        st.sampled_from([None, tuple((i, i + 1) for i in range(len(text)) if text[i].strip())])
    )
    notes = Notes()
    parts = list(split_sentences(Document("d", text, spans, arcs, tokens=tokens), notes))
    assert "".join("".join(part.text for part in parts).split()) == "".join(text.split())
    assert all(part.text == part.text.strip() and part.text for part in parts)
    found = [span for part in parts for span in part.spans]
    assert sorted(span.text for span in found) == sorted(span.text for span in spans)
    assert all(part.text[span.start : span.end] == span.text for part in parts for span in part.spans)
    assert sum(len(part.relations) for part in parts) == len(arcs)
    for part in parts:
        if tokens is not None:
            assert "".join(part.text[s:e] for s, e in part.tokens) == "".join(part.text.split())
    assert notes.lines() == []
