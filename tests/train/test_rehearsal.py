"""Texts to rehearse: those that can't be read are named, and a training without any is refused."""

import logging

import pytest
from train_rows import lines

from hasila.custom.learning.rehearsal import rows_to_rehearse


def words(text: str) -> list[str]:
    """What stands for the windows of a text."""
    return text.split()


def test_all_texts_are_rehearsed_and_nothing_is_said(tmp_path, caplog):
    (tmp_path / "a.txt").write_text("زار حلب", encoding="utf-8")
    (tmp_path / "b.txt").write_text("ثم عاد", encoding="utf-8")
    assert rows_to_rehearse(str(tmp_path), words) == ["زار", "حلب", "ثم", "عاد"]
    assert caplog.messages == []


def test_what_is_left_out_is_said(tmp_path, caplog):
    path = lines(tmp_path / "news.jsonl", [{"text": "زار حلب"}, {"body": "ثم عاد"}, {"body": "أمس"}])
    (tmp_path / "notes.pdf").touch()
    with caplog.at_level(logging.WARNING):
        assert rows_to_rehearse(str(tmp_path), words) == ["زار", "حلب"]
    assert caplog.messages == [
        f"rehearse: skipped 1 file of other kinds: {tmp_path / 'notes.pdf'}",
        f"rehearse: 2 texts left out, the first {path}:2: no field 'text' (fields here: body); "
        "rename the one with the text",
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"body": "زار حلب"}, r"news\.jsonl:1: no field 'text' \(fields here: body\); rename the one"),
        ({"text": ""}, r"news\.jsonl: no words in it; nothing could be rehearsed"),
    ],
)
def test_nothing_to_rehearse_is_an_error(tmp_path, row, said):
    path = lines(tmp_path / "news.jsonl", [row])
    with pytest.raises(ValueError, match=said):
        rows_to_rehearse(str(path), words)


def test_what_cannot_be_opened_is_an_error(tmp_path):
    with pytest.raises(ValueError, match=r"rehearse: .*nowhere: no such file or folder"):
        rows_to_rehearse(str(tmp_path / "nowhere"), words)
