"""The tags of other people's models as ours."""

import numpy as np
import pytest

from hasila.camel.schemes import read_scheme
from hasila.entities.decode import best_tags
from hasila.entities.labels import spans


def names(tags, row, **rename):
    """The names of a row of certain tags."""
    scheme = read_scheme(tags, rename)
    scores = np.full((len(row), len(tags)), -20.0, np.float32)
    scores[range(len(row)), [tags.index(tag) for tag in row]] = 0.0
    return [
        (start, end, scheme.labels[label]) for start, end, label in spans(best_tags(scheme.scores(scores)))
    ]


@pytest.mark.parametrize(
    ("tags", "row", "found"),
    [
        # IOB2 in any order of columns, as CAMeL's.
        ("B-LOC I-LOC B-PERS O", "O B-LOC I-LOC B-LOC O", [(1, 3, "LOC"), (3, 4, "LOC")]),
        # BIOES, BILOU.
        ("O B-A I-A E-A S-A", "B-A I-A E-A S-A O S-A", [(0, 3, "A"), (3, 4, "A"), (5, 6, "A")]),
        ("O B-A I-A L-A U-A", "U-A B-A L-A O", [(0, 1, "A"), (1, 3, "A")]),
        # A label of single words only.
        ("O B-A", "B-A B-A O", [(0, 1, "A"), (1, 2, "A")]),
    ],
)
def test_schemes(tags, row, found):
    assert names(tags.split(), row.split()) == found


def test_left_out_labels_count_as_no_name():
    tags = ["B-DATE", "O", "B-LOC", "I-DATE"]
    assert names(tags, ["B-DATE", "I-DATE", "B-LOC"], DATE=None, LOC="place") == [(2, 3, "place")]


def test_the_first_column_of_no_name_is_that_of_the_tag_o():
    scheme = read_scheme(["B-DATE", "I-DATE", "B-LOC", "I-LOC", "B-GPE", "O"], {"DATE": None, "GPE": "LOC"})
    assert scheme.columns == ((5, 0, 1), (2, 4), (3,))
    assert scheme.unlike() == {"O", "B-LOC"}
    assert read_scheme(["O", "B-A"], {}).unlike() == {"I-A"}


@pytest.mark.parametrize("tags", [["B-A", "I-A"], ["O", "A"], ["O", "B-"], ["O", "X-A"]])
def test_other_tags_are_refused(tags):
    with pytest.raises(ValueError, match="the model"):
        read_scheme(tags, {})
