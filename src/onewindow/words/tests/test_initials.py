"""Names found by the first letters of their pinyin: every character of the county's names has its letter, polyphones have both."""

from __future__ import annotations

import pytest

from onewindow.words.initials import letters_of, place_of


@pytest.mark.parametrize(
    ("word", "text", "place"),
    [
        ("spjy", "食品经营许可", 0),
        ("jyxk", "食品经营许可", 2),
        ("食品jy", "食品经营许可", 0),
        ("SPJY", "食品（含餐饮）经营", None),
        ("hcy", "食品（含餐饮）经营", 2),  # brackets are passed over
        ("zgrmyh", "中国人民银行", 0),
        ("thyxk", "特种行业许可", None),
        ("hyxk", "特种行业许可", 2),
        ("xyxk", "特种行业许可", 2),
        ("mlsclzrmzf", "汨罗市长乐镇人民政府", 0),
        ("c区", "A区C区", 2),
        ("", "食品", None),
        ("——", "食品", None),
    ],
)
def test_a_word_is_found_in_characters_letters_or_both(word: str, text: str, place: int | None) -> None:
    assert place_of(word, text) == place


@pytest.mark.parametrize("character", "啊座匝压匹期七垃昔务")
def test_the_ends_of_the_ranges_have_their_letter(character: str) -> None:
    assert letters_of(character)[1:] in "azypqlxw" and len(letters_of(character)) == 2


@pytest.mark.parametrize("character", "，〇鬱é9a")
def test_what_has_no_letter_is_only_itself(character: str) -> None:
    assert letters_of(character) == character
