"""What a network in torch begins as, how fast it learns, and which of its weights are kept."""

from pathlib import Path

import pytest
import spacy
from train_rows import lines

pytest.importorskip("torch")

import torch

from hasila.custom.corpus import Corpus
from hasila.custom.encoder.component import EncoderTrainer
from hasila.custom.learning.learner import Learning
from hasila.custom.learning.nearest import Nearest, begun_rows, nearest_labels
from hasila.custom.learning.rates import optimizer_of
from hasila.custom.learning.rows import of_like_length
from hasila.load import find_model
from hasila.training.batches import Row

TUTORIAL = Path(__file__).resolve().parents[2] / "corpora" / "tutorial"


def test_a_label_begins_as_the_one_that_is_found_in_most_of_its_words():
    # Words tagged B-GPE I-GPE, B-FAC, B-DATE, in which the model finds B-LOC I-LOC, B-LOC, and nothing.
    row = Row([], [0, 1, 2, 3], [1, 2, 3, 5], [], [], 0)
    found = torch.nn.functional.one_hot(torch.tensor([3, 4, 3, 0]), 5).float()
    nearest = nearest_labels([row], [found], ["GPE", "FAC", "DATE"], ["PER", "LOC"])
    assert nearest == {"GPE": Nearest("LOC", 2 / 3), "FAC": Nearest("LOC", 1 / 3)}
    # GPE and FAC share what LOC had; of DATE nothing is known.
    begun = begun_rows(["GPE", "FAC", "DATE"], ["PER", "LOC"], nearest)
    assert {tag: other for tag, (other, _) in begun.items()} == {0: 0, 1: 3, 2: 4, 3: 3, 4: 4}


def test_labels_of_another_scheme_are_found_before_any_step(tmp_path):
    texts = [
        ("زار سمير البشري مدينة حلب.", {"سمير البشري": "PERS", "حلب": "GPE"}),
        ("التقت ليلى الحمدان وفدا من ألمانيا.", {"ليلى الحمدان": "PERS", "ألمانيا": "GPE"}),
    ]
    rows = [
        {
            "text": text,
            "entities": [
                {"span": [text.index(name), text.index(name) + len(name)], "label": label}
                for name, label in names.items()
            ],
        }
        for text, names in texts
    ]
    corpus = Corpus(str(lines(tmp_path / "train.jsonl", rows)))
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    learning = Learning(keep_labels=False)
    one = EncoderTrainer(nlp.vocab, start=str(find_model("ar_news_md")), learning=learning)
    one.initialize(lambda: corpus(nlp), nlp)
    doc = one(nlp("وصل خالد العظم إلى بيروت قادما من مصر."))
    assert [(ent.text, ent.label_) for ent in doc.ents] == [
        ("خالد العظم", "PERS"),
        ("بيروت", "GPE"),
        ("مصر", "GPE"),
    ]


def test_what_the_texts_say_nothing_of_stays():
    corpus = Corpus(str(TUTORIAL / "train.jsonl"), limit=8)
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    start = str(find_model("ar_news_md"))
    one = EncoderTrainer(nlp.vocab, start=start, learning=Learning(steps=3, frozen_layers=7))
    rows = list(corpus(nlp))
    one.initialize(lambda: rows, nlp)
    before = {name: weight.clone() for name, weight in one._network.state_dict().items()}
    for _ in range(3):
        one.update(rows)
    after = one._network.state_dict()
    changed = {name for name, weight in after.items() if not torch.equal(weight, before[name])}
    assert {name.split(".")[3] for name in changed if ".layer." in name} == {"7"}
    assert not [name for name in changed if "embeddings" in name]
    # ORG, LOC, PER, MISC and O keep their rows; DISEASE learns.
    assert torch.equal(after["heads.weight"][:9], before["heads.weight"][:9])
    assert not torch.equal(after["heads.weight"][9:], before["heads.weight"][9:])


def test_without_a_number_of_steps_rates_cannot_fall():
    nlp = spacy.blank("ar")
    with pytest.raises(ValueError, match=r"hasila_encoder: steps = 0; .* set training\.max_steps"):
        EncoderTrainer(nlp.vocab, start=str(find_model("ar_news_md")), learning=Learning(steps=0))


def test_the_weights_that_are_kept_are_averages():
    corpus = Corpus(str(TUTORIAL / "train.jsonl"), limit=4)
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    start = str(find_model("ar_news_md"))
    one = EncoderTrainer(nlp.vocab, start=start, learning=Learning(steps=40, average=0.1))
    rows = list(corpus(nlp))
    one.initialize(lambda: rows, nlp)
    one._done = 39  # late enough for four weights to be averaged
    before = one._network.heads.weight.detach().clone()
    one.update(rows)
    kept, learned = one._network.heads.weight, one._learns.heads.weight
    assert torch.allclose(kept - before, (learned - before) / 4, atol=1e-7)


def test_rows_of_like_length_are_read_together_and_none_is_lost():
    rows = [Row([0] * length, [], [], [], [], 0) for length in (20, 90, 19, 85, 20, 40)]
    parts = list(of_like_length(rows))
    assert sorted(len(row.pieces) for part in parts for row in part) == [19, 20, 20, 40, 85, 90]
    assert [[len(row.pieces) for row in part] for part in parts] == [[19, 20, 20], [40], [85, 90]]


def test_lower_layers_learn_more_slowly():
    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.embeddings = torch.nn.Embedding(3, 2)
            self.layer = torch.nn.ModuleList(torch.nn.Linear(2, 2, bias=False) for _ in range(2))
            self.head = torch.nn.Linear(2, 2, bias=False)

    outer = torch.nn.Module()
    outer.encoder = Net()
    optimizer = optimizer_of(outer, "encoder.head", head_rate=1.0, rate=0.1, layer_decay=0.5)
    rates = {id(one): group["lr"] for group in optimizer.param_groups for one in group["params"]}
    named = {name: rates[id(one)] for name, one in outer.named_parameters()}
    assert named == pytest.approx(
        {
            "encoder.embeddings.weight": 0.025,
            "encoder.layer.0.weight": 0.05,
            "encoder.layer.1.weight": 0.1,
            "encoder.head.weight": 1.0,
        }
    )
