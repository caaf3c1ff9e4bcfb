"""A BERT of one layer that knows a handful of names, and a pipeline around it.

Its layer adds nothing, and each piece's vector says the piece's tag: what it answers for a word
depends on this word alone, so that a label on the wrong word shows.
"""

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

LABELS = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PERS", "I-PERS", "B-MISC"]
TAGS = {
    "حلب": "B-LOC",
    "بحلب": "B-LOC",
    "دمشق": "B-LOC",
    "وزارة": "B-ORG",
    "الصحة": "I-ORG",
    "سامي": "B-PERS",
    "الحداد": "I-PERS",
    "كأس": "B-MISC",
    "زار": "O",
    "في": "O",
}
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *TAGS]


def write_model(folder: Path, labels: list[str] = LABELS, *, random: bool = False) -> Path:
    """Save it as transformers does; with `random` its weights are left as they fall."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(PIECES),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        max_position_embeddings=256,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
    )
    torch.manual_seed(1)
    model = BertForTokenClassification(config)
    if not random:
        _teach(model)
    model.save_pretrained(folder)
    return folder


def _teach(model: Any) -> None:
    import torch

    with torch.no_grad():
        for name, weight in model.named_parameters():
            weight.fill_(1.0 if "LayerNorm.weight" in name else 0.0)
        vectors = model.bert.embeddings.word_embeddings.weight
        for i, piece in enumerate(PIECES):
            vectors[i, LABELS.index(TAGS.get(piece, "O"))] = 1.0
        for i in range(len(LABELS)):
            model.classifier.weight[i, i] = 10.0


def pipeline(*names: str, **settings: dict[str, object]) -> Language:
    """Hasila's tokens and sentences, then the components with their settings."""
    nlp = spacy.blank("ar", config={"nlp": {"tokenizer": {"@tokenizers": "hasila.ArabicTokenizer.v1"}}})
    for name in ("hasila_sentences", *names):
        nlp.add_pipe(name, config=settings.get(name, {}))
    return nlp
