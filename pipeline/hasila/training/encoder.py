"""The encoder to start from: `python -m hasila.training.encoder intfloat/multilingual-e5-small -o DIR`.

Of a multilingual BERT with XLM-R's pieces (Unigram) it keeps those that Arabic news uses: Arabic
script, digits, signs, and the most frequent Latin ones. Of multilingual-E5-small's 250,000 rows of
embeddings, 96 of its 118 million weights, about 16,000 stay; what an Arabic word is cut into stays
the same. The source is a Hugging Face folder, or a name of the hub, which transformers fetches.
Needs the `train` extra.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Which pieces are special, and at which place, is written into the exported model's settings.
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_SPACE = "▁"
_ARABIC = re.compile(
    "[\u0621-\u064a\u064b-\u0652\u0660-\u066d\u0670\u0640\u060c\u061b\u061f\u067e\u0686\u06a4\u06a9\u06af\u06cc]+"
)
_LATIN, _DIGITS = re.compile("[A-Za-z]+"), re.compile("[0-9]{1,2}|(?:19|20)[0-9]{2}")
LATIN_KEPT = 3000
_LONGEST_SIGN = 4


def kept(pieces: Sequence[str], latin: int = LATIN_KEPT) -> list[int]:
    """The places of the pieces that stay, rising.

    Args:
        pieces: All pieces, the four special ones first, then the frequent before the rare.
        latin: How many Latin pieces of two letters and more stay; single letters all do.
    """
    places = list(range(len(SPECIAL)))
    for i, piece in enumerate(pieces[len(SPECIAL) :], len(SPECIAL)):
        text = piece.replace(_SPACE, "")
        if not text or _ARABIC.fullmatch(text) or _DIGITS.fullmatch(text) or _is_signs(text):
            places.append(i)
        elif _LATIN.fullmatch(text) and (len(text) == 1 or latin > 0):
            places.append(i)
            latin -= len(text) > 1
    return places


def _is_signs(text: str) -> bool:
    """Short punctuation and symbols of the scripts that share them (not those of East Asia)."""
    return len(text) <= _LONGEST_SIGN and all(
        unicodedata.category(char)[0] in "PS" and char < "\u2fff" for char in text
    )


def cut_tokenizer(tokenizer: dict[str, Any], latin: int = LATIN_KEPT) -> tuple[dict[str, Any], list[int]]:
    """A `tokenizer.json` with the pieces that stay, and their places in the old one.

    Raises:
        ValueError: it is not a Unigram tokenizer that begins with XLM-R's special pieces.
    """
    model = tokenizer["model"]
    if model.get("type", "Unigram") != "Unigram" or "unk_id" not in model:
        raise ValueError(f"the tokenizer is {model.get('type')}, not Unigram: take one with XLM-R's pieces")
    pieces = [piece for piece, _ in model["vocab"]]
    if tuple(pieces[: len(SPECIAL)]) != SPECIAL:
        raise ValueError(f"the tokenizer begins with {pieces[:4]}, not with {list(SPECIAL)}")
    places = kept(pieces, latin)
    added = [one for one in tokenizer.get("added_tokens", ()) if one["content"] in SPECIAL]
    return {
        **tokenizer,
        "truncation": None,
        "padding": None,
        "added_tokens": [{**one, "id": SPECIAL.index(one["content"])} for one in added],
        "model": {**model, "vocab": [model["vocab"][i] for i in places]},
    }, places


def cut(source: str, out: Path, latin: int = LATIN_KEPT) -> tuple[int, int]:
    """Write the folder that `--encoder` of the other commands takes.

    Returns:
        How many pieces there were, and how many stay.

    Raises:
        OSError: there is no such source.
        ValueError: it isn't a BERT, or its tokenizer isn't XLM-R's.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    model = AutoModel.from_pretrained(source, add_pooling_layer=False)
    if model.config.model_type != "bert":
        raise ValueError(f"{source} is a {model.config.model_type}, not a bert")
    out.mkdir(parents=True, exist_ok=True)
    AutoTokenizer.from_pretrained(source).save_pretrained(out)
    file = out / "tokenizer.json"
    tokenizer, places = cut_tokenizer(json.loads(file.read_text(encoding="utf-8")), latin)
    file.write_text(json.dumps(tokenizer, ensure_ascii=False, indent=1), encoding="utf-8")
    special = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
    settings = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512, **special}
    (out / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    for name in ("special_tokens_map.json", "sentencepiece.bpe.model"):
        (out / name).unlink(missing_ok=True)
    before = model.get_input_embeddings().weight.detach()
    rows = torch.nn.Embedding(len(places), before.shape[1], padding_idx=SPECIAL.index("<pad>"))
    with torch.no_grad():
        rows.weight.copy_(before[places])
    model.set_input_embeddings(rows)
    model.config.vocab_size = len(places)
    model.config.pad_token_id = SPECIAL.index("<pad>")
    model.save_pretrained(out)
    return before.shape[0], len(places)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m hasila.training.encoder", description=__doc__)
    parser.add_argument("source", help="a Hugging Face folder, or a name of the hub")
    parser.add_argument("--latin", type=int, default=LATIN_KEPT, help="Latin pieces kept (%(default)s)")
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        before, after = cut(options.source, options.out, options.latin)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stderr.write(f"{after} of {before} pieces in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
