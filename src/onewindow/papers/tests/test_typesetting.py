"""GB/T 9704-2012, 7.3.1: a title breaks where the sense allows it; columns stand in proportion to what they hold."""

from __future__ import annotations

import pytest

from onewindow.papers.typesetting import TITLE_WIDTH, column_shares, title_lines, width_of

LONG = "青禾县人民政府办公室关于印发《青禾县农村产权融资风险补偿基金管理办法（试行）》的通知"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("受理通知书", ("受理通知书",)),
        (LONG, ("青禾县人民政府办公室关于印发", "《青禾县农村产权融资风险补偿", "基金管理办法（试行）》的通知")),
        ("青禾县人民政府关于认真做好第五次全国经济普查工作的通知", ("青禾县人民政府关于认真做好", "第五次全国经济普查工作的通知")),
        ("青禾县人民政府关于进一步加快开放型经济发展的通知", ("青禾县人民政府关于进一步", "加快开放型经济发展的通知")),
        ("第一行由作者\n分开", ("第一行由作者", "分开")),
    ],
)
def test_a_title_breaks_where_a_word_group_ends(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize("count", range(1, 90))
def test_no_title_loses_a_character_or_leaves_the_type_area(count: int) -> None:
    title = (LONG * 3)[:count]
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width_of(line) <= TITLE_WIDTH for line in lines)


def test_no_line_begins_with_a_closing_mark_or_parts_a_number_or_the_last_words() -> None:
    for width in range(12, 30):
        for line in title_lines(LONG.replace("农村", "2023年农村"), float(width))[1:]:
            assert line[0] not in "》）年"
            assert not line.startswith(("023", "23", "3", "通知"))


def test_a_table_that_fits_gives_each_column_what_its_longest_cell_needs() -> None:
    shares = column_shares([["序号", "名称"], ["1", "市农业农村局"], ["2", "镇"]])
    assert shares[0] < shares[1]
    assert sum(shares) < 450


def test_a_long_column_takes_the_room_and_a_short_one_is_not_broken() -> None:
    number, unit, task = column_shares([["序号", "责任单位", "任务"], ["10", "市农业农村局", "落实" * 60]])
    assert unit >= 10 * width_of("市农业农村局")
    assert number < unit < task
    assert number + unit + task == pytest.approx(450, abs=2)


def test_of_many_columns_none_breaks_a_number() -> None:
    head = ["单位名称", *["某某镇"] * 20]
    shares = column_shares([head, ["用户数突破（万人）", *["34.25"] * 20]], 80)
    assert all(share >= 10 * width_of("34.25") for share in shares)


def test_rows_that_are_not_even_are_filled_up() -> None:
    assert len(column_shares([["甲", "乙", "丙"], ["一"]])) == 3
