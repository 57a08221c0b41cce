"""A gazette is taken apart: documents, their heads, chapters, articles, items, annexes and tables; what is none is refused."""

from datetime import date

import pytest

from onewindow.law.gazette.lines import Line, lines_of, tidy, without_furniture
from onewindow.law.gazette.parse import parse, parse_draft
from onewindow.law.gazette.places import passages
from onewindow.law.gazette.stored import content_of, digest_of, document_of
from onewindow.law.gazette.text import Block, Document
from onewindow.words.refused import Refused


@pytest.fixture
def measure(demo_text: str) -> Document:
    return parse(demo_text).documents[0]


def blocks_of(document: Document) -> dict[str, Block]:
    assert document.measure
    return {block.label: block for top in document.measure.blocks for block in top.walk()}


def test_the_documents_of_an_issue_are_found_with_their_heads(demo_text: str) -> None:
    issue = parse(demo_text)
    assert (issue.title, issue.year, issue.number) == ("演示县人民政府公报", 2030, 3)
    first, second = issue.documents
    assert (first.number, first.issuer, first.signed, first.registration) == ("演政发〔2030〕4号", "演示县人民政府", date(2030, 2, 3), None)
    assert first.title == "演示县人民政府关于印发《演示县甲乙丙丁扶持办法（试行）》的通知"
    assert first.addressees == ("演示园区管委会", "各演示镇人民政府")
    assert (second.number, second.addressees, second.registration) == ("演政告〔2030〕1号", (), "YSDR—2030—00007")


def test_wrapped_lines_are_joined_and_blanks_of_typesetting_dropped(measure: Document) -> None:
    assert (
        blocks_of(measure)["第一条"].text
        == "为了支持本县甲乙丙丁产业健康有序发展，规范扶持资金的申请、审核、使用和监督管理，提高资金使用效益，结合本县实际，制定本办法。"
    )
    assert blocks_of(measure)["第四条"].text == "扶持金额按上一年度销售额的2%计算，单个企业最高不超过5万元。"


def test_chapters_articles_paragraphs_and_items_stand_under_each_other(measure: Document) -> None:
    blocks = blocks_of(measure)
    assert (blocks["第二章"].kind, blocks["第二章"].text) == ("chapter", "标准")
    assert [child.label for child in blocks["第二章"].children] == ["第三条", "第四条"]
    assert [child.text for child in blocks["第二条"].children] == ["县演示财务局负责拨付。"]
    assert [(child.kind, child.label) for child in blocks["第三条"].children] == [("item", "（一）"), ("item", "（二）"), ("paragraph", "")]


def test_every_passage_has_its_own_address(measure: Document) -> None:
    places = [passage.place for passage in passages(measure)]
    assert len(places) == len(set(places))
    assert {"题头", "通知正文", "第一章", "第二条", "第二条第二款", "第三条（二）", "第三条第二款", "附件1 表", "附件2 表"} <= set(places)


def test_tables_come_back_as_tables(measure: Document) -> None:
    rows, figures = (annex.blocks[0].table for annex in measure.annexes)
    assert rows and figures
    assert rows.header == ("序号", "项目", "内容")
    assert rows.rows[1] == ("2", "说明", "与营业执照一致的经营范围")
    assert figures.header == ("单位名称", "东演示镇", "西演示镇", "南演示镇", "合计")
    assert figures.rows == (("数量（户）", "10", "20", "30", "60"),)


def test_running_heads_and_page_numbers_are_dropped_and_said(demo_text: str) -> None:
    issue = parse(demo_text)
    assert [(remark.line, remark.reason) for remark in issue.remarks if remark.placed] == [(11, "页眉"), (12, "页码"), (52, "页码")]
    assert [(remark.line, remark.reason) for remark in issue.unplaced] == [(1, "在第一个文件之前（封面、目录）")]


def test_every_line_is_in_a_block_or_in_the_report(demo_text: str) -> None:
    issue = parse(demo_text)
    reported = {remark.line for remark in issue.remarks}
    inside = {number for document in issue.documents for number in range(document.lines[0], document.lines[1] + 1)}
    assert {line.number for line in lines_of(demo_text) if line.text} <= reported | inside


def test_a_document_comes_back_from_the_database_as_it_went_in(measure: Document) -> None:
    assert document_of(content_of(measure)) == measure


def test_a_document_that_only_moved_has_the_same_digest(demo_text: str, measure: Document) -> None:
    moved = parse("\n\n\n" + demo_text).documents[0]
    assert moved.lines != measure.lines
    assert digest_of(moved) == digest_of(measure)


def test_a_corrected_word_has_another_digest(demo_text: str, measure: Document) -> None:
    assert digest_of(parse(demo_text.replace("5万元", "8万元")).documents[0]) != digest_of(measure)


@pytest.mark.parametrize("text", ["", "没有文号。\n第一条 有条款。", "提到演政发〔2030〕4号，\n但不独占一行。", "演政发〔2030〕4号"])
def test_a_text_that_is_no_gazette_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="不是政府公报") as refusal:
        parse(text)
    assert refusal.value.first.code == "no_gazette"


def test_a_number_wrapped_in_a_sentence_begins_no_document(demo_text: str) -> None:
    text = demo_text.replace("第四条 扶持金额", "第四条 依照《甲办法》\n演政发〔2030〕4号\n的规定，扶持金额")
    assert len(parse(text).documents) == 2


def test_a_draft_needs_no_number() -> None:
    draft = parse_draft("演示县丙类事项管理办法\n第一条 为了演示，制定本办法。\n第二条 本办法自公布之日起施行。")
    assert (draft.number, draft.title) == ("", "演示县丙类事项管理办法")
    assert [block.label for block in draft.blocks] == ["第一条", "第二条"]


def test_an_empty_draft_is_refused() -> None:
    with pytest.raises(Refused, match="没有文字"):
        parse_draft(" \n\n")


@pytest.mark.parametrize(
    ("printed", "read"),
    [("贸易额 1万～10万美元", "贸易额1万～10万美元"), ("王 云同志", "王云同志"), ("Hello  World 你 好", "Hello  World你好")],
)
def test_blanks_between_chinese_characters_go(printed: str, read: str) -> None:
    assert tidy(printed) == read


def test_a_page_number_is_told_from_a_line_of_text() -> None:
    kept, dropped = without_furniture([Line(1, "- 13 -"), Line(2, "13"), Line(3, "某某公报 2030 年第 1 期"), Line(4, "")])
    assert [line.number for line in kept] == [2]
    assert [remark.line for remark in dropped] == [1, 3]


JOINT = """演联发〔2030〕6号
演示县甲局
演示县乙局
关于联合开展演示检查的通知
各演示镇人民政府：
现将有关事项通知如下。
一、检查由甲局牵头。
演示县甲局
演示县乙局
2030年6月7日
"""


def test_bodies_that_issue_together_are_all_issuers() -> None:
    (document,) = parse(JOINT).documents
    assert document.issuer == "演示县甲局、演示县乙局"
    assert document.title.endswith("关于联合开展演示检查的通知")
    assert document.signed == date(2030, 6, 7)
    assert [block.text for block in document.blocks] == ["现将有关事项通知如下。", "检查由甲局牵头。"]


def test_a_running_head_of_another_issue_is_said(demo_text: str) -> None:
    text = demo_text.replace("- 2 -", "演示县人民政府公报 2030 年第 3 期\n演示县人民政府公报 2030 年第 9 期\n- 2 -")
    issue = parse(text)
    assert issue.number == 3
    assert "页眉，期号与本期不同" in {remark.reason for remark in issue.remarks}


def test_the_form_feeds_and_line_ends_of_other_programs_make_no_difference(demo_text: str) -> None:
    other = parse("\ufeff".join(["", ""]) + demo_text.replace("\n 演政告", "\n\f演政告").replace("\n", "\r\n"))
    assert [digest_of(document) for document in other.documents] == [digest_of(document) for document in parse(demo_text).documents]


@pytest.mark.parametrize("first", ["演示县人民政府办公室关于印发", "演示县人民政府办公室"])
def test_the_issuer_is_known_wherever_its_title_breaks(first: str) -> None:
    rest = "《演示办法》的通知" if first.endswith("印发") else "关于印发《演示办法》的通知"
    document = parse(f"演政办发〔2030〕9号\n{first}\n{rest}\n各演示镇：\n现印发给你们。").documents[0]
    assert document.issuer == "演示县人民政府办公室"
    assert document.title == "演示县人民政府办公室关于印发《演示办法》的通知"
