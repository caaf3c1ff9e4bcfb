"""BERT-base as a token classifier, through transformers: weights as they fall, real shape and real pieces.

Speed doesn't depend on what the weights are. The pieces are learnt from text of the same source as the one
that is measured, as many as CAMeLBERT has: no published model knows a newspaper so well.
"""

import tempfile
from pathlib import Path
from typing import Any

VOCABULARY = 30_000
BATCH = 32
LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]


def vocabulary(texts: list[str]) -> list[str]:
    """The WordPieces of texts."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made.train_from_iterator(
        texts,
        trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special, show_progress=False),
    )
    return sorted(made.get_vocab(), key=made.get_vocab().__getitem__)


def build(pieces: list[str]) -> tuple[Any, Any]:
    """The model and its tokenizer."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    torch.manual_seed(1)
    # As many rows of embeddings as a published model has, whatever this text needs.
    config = BertConfig(
        vocab_size=max(VOCABULARY, len(pieces)),
        id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "vocab.txt")
        file.write_text("\n".join(pieces) + "\n", encoding="utf-8")
        tokenizer = BertTokenizer(str(file), do_lower_case=False)
    return BertForTokenClassification(config).eval(), tokenizer


def batched(model: Any, tokenizer: Any, sentences: list[list[str]]) -> None:
    """Tag in its best case: sorted by length, padded to the longest of a batch."""
    import torch

    rows = tokenizer(sentences, is_split_into_words=True, truncation=True, max_length=512)
    order = sorted(range(len(sentences)), key=lambda i: len(rows["input_ids"][i]))
    with torch.inference_mode():
        for at in range(0, len(order), BATCH):
            chosen = [{"input_ids": rows["input_ids"][i]} for i in order[at : at + BATCH]]
            batch = tokenizer.pad(chosen, return_tensors="pt")
            tags = model(**batch).logits.argmax(-1)
            for i, row in zip(order[at : at + BATCH], tags.tolist(), strict=True):
                previous = None
                of_words = []
                for piece, word in enumerate(rows.word_ids(i)):
                    if word is not None and word != previous:
                        of_words.append(LABELS[row[piece]])
                    previous = word


def pieces_of(tokenizer: Any, sentences: list[list[str]]) -> int:
    """How many pieces the sentences have."""
    rows = tokenizer(sentences, is_split_into_words=True, add_special_tokens=False)
    return sum(map(len, rows["input_ids"]))


def camel(model: Any, tokenizer: Any, sentences: list[list[str]]) -> None:
    """Tag by CAMeL Tools' own code: `NERecognizer.predict`, each sentence padded to 256."""
    from hasila.camel.data import camel_module

    recognizer = camel_module("camel_tools.ner").NERecognizer.__new__(
        camel_module("camel_tools.ner").NERecognizer
    )
    recognizer.model, recognizer.tokenizer = model, tokenizer
    recognizer.labels_map, recognizer.use_gpu = model.config.id2label, False
    recognizer.predict(sentences, batch_size=BATCH)
