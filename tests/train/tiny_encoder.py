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


def write_encoder(folder: Path, kind: str = "Bert", **sizes: int) -> Path:
    """An encoder as transformers saves one, with weights as they fall.

    Args:
        folder: Where it goes.
        kind: The name of its architecture before `Config` and `Model`.
        sizes: Settings beside the usual ones, or in their place.
    """
    import torch
    import transformers

    folder.mkdir(parents=True, exist_ok=True)
    known = {piece: i for i, piece in enumerate(pieces())}
    transformers.BertTokenizer(known, do_lower_case=False).save_pretrained(folder)
    usual = {
        "vocab_size": len(known),
        "hidden_size": 48,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 48,
        "max_position_embeddings": 256,
        "pad_token_id": 0,
    }
    torch.manual_seed(1)
    config = getattr(transformers, f"{kind}Config")(**{**usual, **sizes})
    getattr(transformers, f"{kind}Model")(config).save_pretrained(folder)
    return folder
