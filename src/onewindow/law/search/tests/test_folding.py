"""Width, brackets, case and white space do not decide whether a word is found; the place in the original text is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onewindow.law.search.excerpts import excerpt, marked
from onewindow.law.search.folding import fold, fold_with_places, pairs, words_of


def test_full_and_half_width_case_and_brackets_are_one() -> None:
    assert fold("汨政办发〔２０２３〕５号") == fold("汨政办发[2023]5号") == fold("汨政办发（2023）5号") == "汨政办发(2023)5号"
    assert fold("ＭＬＤＲ－2023") == fold("mldr-2023")


def test_white_space_stays_only_between_latin_words() -> None:
    assert fold("公　示\n期 间") == "公示期间"
    assert fold("open  economy 2023年") == "open economy 2023年"


def test_words_are_what_stands_between_spaces_each_once() -> None:
    assert words_of(" 外贸　奖励 外贸 ") == ("外贸", "奖励")
    assert words_of(" \x00\u200b ") == ()


def test_pairs_overlap() -> None:
    assert pairs("公示期") == ["公示", "示期"]
    assert pairs("公") == []


@given(st.text())
def test_every_folded_character_knows_where_it_comes_from(text: str) -> None:
    folded, places = fold_with_places(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)
    assert fold(folded) == folded or not text.isascii()


@given(st.text(alphabet=st.sampled_from([chr(code) for code in range(0x3000, 0x3020)] + list("！～“”‘’—!~Aａ一鿿"))))
def test_a_character_that_is_one_for_one_is_told_by_its_code(text: str) -> None:
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert all(fold(text[place]) in {"", character} or len(fold(text[place])) > 1 for character, place in zip(folded, places, strict=True))


@given(st.text(alphabet="公示期间 （〔a2"), st.text(alphabet="公示(a2", min_size=1, max_size=3))
def test_the_pieces_are_the_text_and_each_hit_is_the_word(text: str, word: str) -> None:
    pieces = marked(text, words_of(word))
    assert "".join(piece.text for piece in pieces) == text
    found = bool(words_of(word)) and words_of(word)[0] in fold(text)
    assert any(piece.hit for piece in pieces) == found


def test_an_excerpt_shows_the_first_hit_of_a_long_text() -> None:
    pieces = excerpt("前" * 300 + "公示" + "后" * 300, ("公示",))
    assert [piece.text for piece in pieces if piece.hit] == ["公示"]
    assert pieces[0].text == pieces[-1].text == "……"
    assert sum(len(piece.text) for piece in pieces) < 130
