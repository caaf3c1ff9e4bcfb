"""A CNN that begins as our small model: spaCy's `ner` on it learns, and is stored whole."""

from pathlib import Path

import pytest
import spacy

from hasila.custom.cnn import small_tok2vec
from hasila.load import find_model

pytestmark = pytest.mark.skipif(
    not Path(find_model("ar_news_sm")).is_dir(), reason="the small model is not in this checkout"
)


def test_its_states_are_those_of_the_small_model_and_survive_as_bytes():
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    docs = [nlp("أعلنت وزارة الصحة تفشي الكوليرا في تعز."), nlp("")]
    model = small_tok2vec("ar_news_sm")
    model.initialize(X=docs)
    states = model.predict(docs)
    assert [one.shape for one in states] == [(len(doc), model.get_dim("nO")) for doc in docs]
    assert abs(states[0]).sum() > 0
    again = small_tok2vec("ar_news_sm")
    again.initialize(X=docs)
    assert (again.predict(docs)[0] == states[0]).all()  # begins as the same, not at random
    for node in model.walk():
        if node.has_param("b") and node.has_param("W"):
            node.set_param("b", node.get_param("b") + 1)
    again.from_bytes(model.to_bytes())
    assert (again.predict(docs)[0] == model.predict(docs)[0]).all()
    assert not (again.predict(docs)[0] == states[0]).all()
