"""The pieces that Arabic uses stay, and with them what an Arabic text is cut into."""

import json

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from hasila.training.encoder import SPECIAL, cut, cut_tokenizer, kept, main

PIECES = [
    *SPECIAL,
    *("▁ال", "▁", "حلب", "▁وزارة", "ة", "▁的", "▁Москва", "▁the", "ing", "a", "Z", "12", "▁2015", "3456"),
    *("،", "...", "♥", "▁gde", "日本", "çé", "م", "ن", "و"),
]


def tokenizer(pieces=PIECES) -> Tokenizer:
    unigram = models.Unigram([(piece, -1.0 - i / 10) for i, piece in enumerate(pieces)], unk_id=3)
    made = Tokenizer(unigram)
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.add_special_tokens([*SPECIAL, "<mask>"])
    return made


def test_what_stays():
    stays = [PIECES[i] for i in kept(PIECES, latin=2)]
    assert stays == [
        *SPECIAL,
        *("▁ال", "▁", "حلب", "▁وزارة", "ة", "▁the", "ing", "a", "Z", "12", "▁2015"),
        *("،", "...", "♥", "م", "ن", "و"),
    ]


def test_an_arabic_text_is_cut_as_before():
    whole = tokenizer()
    data, places = cut_tokenizer(json.loads(whole.to_str()))
    small = Tokenizer.from_str(json.dumps(data))
    for text in ("وزارة حلب، و 12 من", "the ♥ الزمن", "Z 2015 ..."):
        before, after = whole.encode(text), small.encode(text)
        assert after.tokens == before.tokens
        assert [places[i] for i in after.ids] == before.ids
    assert small.encode("日本").tokens[-1] == "日本"
    assert small.encode("日本").ids[-1] == SPECIAL.index("<unk>")


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ({"type": "WordPiece", "vocab": {}}, "WordPiece, not Unigram"),
        ({"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0]]}, "begins with"),
    ],
)
def test_other_tokenizers_are_refused(model, message):
    with pytest.raises(ValueError, match=message):
        cut_tokenizer({"model": model})


def test_a_folder_is_cut(tmp_path):
    """Every state of an Arabic text is what the whole encoder gives."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    sizes = {"hidden_size": 16, "num_attention_heads": 2, "num_hidden_layers": 2, "intermediate_size": 16}
    config = transformers.BertConfig(vocab_size=len(PIECES) + 9, **sizes)
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(tmp_path / "whole")
    special = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), SPECIAL, strict=True))
    transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer(), **special).save_pretrained(
        tmp_path / "whole"
    )
    before, after = cut(str(tmp_path / "whole"), tmp_path / "small", latin=2)
    assert (before, after) == (len(PIECES) + 9, len(kept(PIECES, 2)))
    states = []
    for name in ("whole", "small"):
        ids = Tokenizer.from_file(str(tmp_path / name / "tokenizer.json")).encode("وزارة حلب، 12").ids
        model = transformers.BertModel.from_pretrained(tmp_path / name, add_pooling_layer=False).eval()
        with torch.no_grad():
            states.append(model(input_ids=torch.tensor([ids])).last_hidden_state)
    assert torch.equal(*states)


def test_a_source_that_is_not_there(tmp_path, monkeypatch, capsys):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert main([str(tmp_path / "none"), "-o", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith("error: ")
