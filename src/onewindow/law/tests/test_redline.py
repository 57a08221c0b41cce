"""What a corrected text changed is shown passage by passage; what stayed is not shown at all."""

from onewindow.law.redline import ADDED, SAME, STRUCK, Piece, redline

BEFORE = [("第一条", "奖励30万元。"), ("第二条", "由县演示局负责。"), ("第三条", "废去的一条。")]


def test_nothing_is_shown_where_nothing_changed() -> None:
    assert redline(BEFORE, BEFORE) == ()


def test_a_figure_is_struck_whole_and_the_words_around_it_stay() -> None:
    (change,) = redline(BEFORE, [("第一条", "奖励35万元。"), *BEFORE[1:]])
    assert change.place == "第一条"
    assert change.pieces == (Piece(SAME, "奖励"), Piece(STRUCK, "30"), Piece(ADDED, "35"), Piece(SAME, "万元。"))


def test_a_passage_that_came_and_one_that_went_are_shown_whole_in_the_order_of_the_text() -> None:
    after = [("第一条", "奖励30万元。"), ("第一条第二款", "新的一款。"), ("第二条", "由县演示局负责。")]
    came, went = redline(BEFORE, after)
    assert (came.place, came.pieces) == ("第一条第二款", (Piece(ADDED, "新的一款。"),))
    assert (went.place, went.pieces) == ("第三条", (Piece(STRUCK, "废去的一条。"),))


def test_what_was_and_what_is_can_both_be_read_from_the_pieces() -> None:
    (change,) = redline([("一", "贸易额10万～50万元的奖3万元")], [("一", "贸易额10万～60万美元的，奖4万元")])
    assert "".join(piece.text for piece in change.pieces if piece.kind != ADDED) == "贸易额10万～50万元的奖3万元"
    assert "".join(piece.text for piece in change.pieces if piece.kind != STRUCK) == "贸易额10万～60万美元的，奖4万元"
