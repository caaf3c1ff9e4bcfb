"""Encoders of one layer with weights as they fall, whose pieces are the words of the tutorial's texts."""

import json
import re
from pathlib import Path

TUTORIAL = Path(__file__).resolve().parents[2] / "corpora" / "tutorial"
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_WORD = re.compile(r"\w+|[^\w\s]")


def pieces() -> list[str]:
    """The marks, the words of the training texts, and the letters that all others are made of."""
    lines = (TUTORIAL / "train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    words = sorted({word for text in texts for word in _WORD.findall(text)})
    letters = sorted({letter for word in words for letter in word})
    return list(dict.fromkeys([*MARKS, *words, *letters, *(f"##{letter}" for letter in letters)]))


def write_encoder(folder: Path, labels: list[str] | None = None) -> Path:
    """A BERT as transformers saves one; with `labels` a token classifier of these tags."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertModel, BertTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    known = pieces()
    BertTokenizer({piece: i for i, piece in enumerate(known)}, do_lower_case=False).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(known),
        hidden_size=48,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=256,
        **({"id2label": dict(enumerate(labels))} if labels else {}),
    )
    torch.manual_seed(1)
    (BertForTokenClassification if labels else BertModel)(config).save_pretrained(folder)
    return folder
