"""The sheet measured with a ruler against GB/T 9704-2012, and what stands on it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from onewindow.papers import fonts, render, seals
from onewindow.papers.models import Paper
from onewindow.papers.tests import samples
from onewindow.papers.tests.printed import line_with, pieces, reader, text_of

Pdf = Callable[..., bytes]


@pytest.fixture
def printed(issue: Callable[..., Paper]) -> Pdf:
    """Issue a sample and print it, without the signature."""

    def pdf(kind: str, content: dict[str, Any] | None = None, organisation: str = "test-hall") -> bytes:
        paper = issue(kind, content, organisation=organisation)
        return render.compiled(render.sheet(paper, seals.seal_of(organisation, paper.issuer)))

    return pdf


@pytest.mark.parametrize("kind", samples.CONTENTS)
def test_the_sheet_is_a4(printed: Pdf, kind: str) -> None:
    for page in reader(printed(kind)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((595.28, 841.89), abs=0.01)


def test_a_decision_is_set_on_the_grid_of_22_lines_and_28_characters(printed: Pdf) -> None:
    pdf = printed("decision", samples.decision(payment="拨" * 28 * 22))
    lines = [piece for piece in pieces(pdf) if piece.page == 2 and set(piece.text) == {"拨"}]
    assert {piece.size for piece in lines} == {16.0}  # 三号
    assert max(len(piece.text) for piece in lines) == 28
    assert {round(piece.left, 1) for piece in lines if len(piece.text) == 28} == {28.0}  # 订口
    pitches = [after.down - before.down for before, after in pairwise(lines)]
    assert pitches == pytest.approx([225 / 22] * len(pitches), abs=0.01)


def test_22_lines_fill_a_page_from_the_top_edge_of_the_type_area_to_its_foot(printed: Pdf) -> None:
    pdf = printed("decision", samples.decision(payment="拨" * 28 * 60))
    lines = [piece for piece in pieces(pdf) if piece.page == 3 and piece.size == 16.0]
    assert len(lines) == 22
    em = 16 / 72 * 25.4
    assert lines[0].down - 0.88 * em == pytest.approx(37, abs=0.5)  # 天头 37 mm ± 1 mm
    assert lines[-1].down + 0.12 * em == pytest.approx(37 + 225, abs=5)


def test_the_mark_of_a_decision_is_red_and_35_mm_below_the_type_area(printed: Pdf) -> None:
    mark = line_with(printed("decision"), "青禾县行政审批服务局")
    assert mark.down - 0.88 * mark.size / 72 * 25.4 == pytest.approx(37 + 35, abs=0.5)
    assert mark.size > 30
    assert "0.8431" in reader(printed("decision")).pages[0].get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]


def test_the_mark_of_a_letter_is_30_mm_from_the_top_and_the_number_at_the_right(printed: Pdf) -> None:
    pdf = printed("acceptance")
    mark, number = line_with(pdf, "青禾县行政审批服务局"), line_with(pdf, "青行审受〔2023〕1号")
    assert mark.down - 0.88 * mark.size / 72 * 25.4 == pytest.approx(30, abs=0.5)
    assert number.left + len("青行审受〔2023〕1号") * 4 > 170
    assert mark.down < number.down < line_with(pdf, "受理通知书").down


def test_name_and_date_stand_under_each_other_at_the_right(printed: Pdf) -> None:
    found = [piece for piece in pieces(printed("decision")) if piece.page == 2 and piece.left > 100]
    name = next(piece for piece in found if piece.text == "青禾县行政审批服务局")
    date = next(piece for piece in found if piece.text == "2023年9月15日")
    assert date.down - name.down == pytest.approx(225 / 22, abs=0.1)
    assert name.left < date.left


def test_every_page_bears_its_number_and_the_code(printed: Pdf) -> None:
    pdf = printed("decision", samples.decision(lines=30))
    pages = [page.extract_text() for page in reader(pdf).pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, start=1):
        assert f"— {number} —" in text
        assert "验证码" in text
    odd, even = line_with(pdf, "— 1 —"), line_with(pdf, "— 2 —")
    assert odd.left > 150
    assert even.left < 40
    assert odd.size == 14.0  # 四号


def test_thirty_lines_and_long_names_stay_on_the_sheet(printed: Pdf) -> None:
    applicant = {**samples.ENTERPRISE, "name": samples.LONG_NAME}
    pdf = printed("decision", samples.decision(lines=30, applicant=applicant), organisation="test-long")
    text = text_of(pdf)
    assert all(f"外贸破零奖励（{number}）" in text for number in range(1, 31))
    assert "1,200,000.00" in text
    assert "壹佰贰拾万元整" in text
    assert text.count("核定数据") == len(reader(pdf).pages) - 1  # the head of the table on each page of it
    assert all(27 < piece.left < 184 and piece.down < 285 for piece in pieces(pdf))


@pytest.mark.parametrize("kind", ["receipt", "acceptance", "correction", "non-acceptance"])
def test_an_ordinary_letter_fits_one_sheet(printed: Pdf, kind: str) -> None:
    assert len(reader(printed(kind)).pages) == 1


def test_no_seal_stands_alone_on_a_sheet(printed: Pdf) -> None:
    for notes in range(12):
        pdf = printed("acceptance", samples.acceptance(notes=["请按时办理。"] * notes or ["请按时办理。"]))
        last = reader(pdf).pages[-1].extract_text()
        assert "特此通知" in last
        assert "2023年9月15日" in last


def test_no_seal_stands_alone_under_an_undertaking_and_a_short_one_takes_one_sheet(printed: Pdf) -> None:
    material = {"name": "卫生检测报告", "standard": "近1年内出具，项目齐全"}
    for count in range(1, 12):
        pdf = reader(printed("commitment", samples.commitment(materials=[material] * count)))
        last = pdf.pages[-1].extract_text()
        assert "愿意承担相应的法律责任" in last and "承诺人（签名或者盖章）" in last
        assert len(pdf.pages) == 1 or count > 2


@pytest.mark.parametrize(
    ("kind", "content", "sentences"),
    [
        ("receipt", None, ["申请材料收悉", "海关出具的年度进出口数据证明", "5个工作日内（2023年9月22日前）告知是否受理"]),
        ("acceptance", None, ["申请材料齐全、符合法定形式", "自2023年9月18日起予以受理", "2023年10月20日", samples.LAW]),
        ("acceptance", samples.acceptance(provisional=True), ["暂定"]),
        ("acceptance", samples.acceptance(applicant={"name": "演示某", "kind": "person"}), ["你提交的"]),
        ("correction", None, ["现一次性告知如下", "与海关数据证明不一致", "请于2023年10月16日前（自收到本告知书之日起15个工作日内）"]),
        ("non-acceptance", None, ["决定不予受理", "该事项请向青禾市商务局提出", "六十日内向青禾县人民政府申请行政复议"]),
        ("decision", None, ["共计人民币80,000.00元（大写：捌万元整）", "青政发〔2023〕2号第二条（破零）", "40,000.00"]),
        ("decision", samples.refusal(), ["不予奖励（补贴）决定书", "不予奖励（补贴）。理由如下", "六个月内向青禾县人民法院提起行政诉讼"]),
        ("decision", samples.decision(reasons=[{"text": "不符合条件。"}]), ["下列申请内容不予奖励（补贴）", "不符合条件"]),
    ],
)
def test_a_paper_says_what_it_must(printed: Pdf, kind: str, content: dict[str, Any] | None, sentences: list[str]) -> None:
    text = text_of(printed(kind, content))
    for sentence in sentences:
        assert sentence in text


def test_a_refusal_grants_nothing_and_a_grant_of_everything_refuses_nothing(printed: Pdf) -> None:
    assert "给予你单位" not in text_of(printed("decision", samples.refusal()))
    assert "不予" not in text_of(printed("decision"))


def test_a_correction_has_a_column_for_what_would_be_right_only_if_something_is_said(printed: Pdf) -> None:
    bare = samples.correction(faults=[{"what": "数据证明", "reason": "第2页模糊"}])
    assert "补正要求" in text_of(printed("correction"))
    assert "补正要求" not in text_of(printed("correction", bare))


def test_what_a_person_writes_is_text_and_never_markup(printed: Pdf) -> None:
    reason = "#panic() *粗* $x$ @ref <label> \\ [x] #sys.inputs"
    assert "#panic()*粗*$x$@ref<label>\\[x]#sys.inputs" in text_of(
        printed("non-acceptance", samples.non_acceptance(reasons=[{"text": reason}]))
    )


def test_a_paper_is_tagged_titled_and_says_its_language(printed: Pdf) -> None:
    document = reader(printed("decision"))
    catalogue: Any = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "zh-CN"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert document.metadata.title == "奖励（补贴）决定书（青行审奖决〔2023〕1号）"
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    kinds = _kinds(catalogue["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/P", "/Figure"} <= kinds
    assert kinds & {"/Title", "/H1"}


def _kinds(node: Any) -> set[str]:
    node = node.get_object()
    if isinstance(node, list):
        return set().union(*(_kinds(child) for child in node))
    if not isinstance(node, dict):
        return set()
    kinds = {str(node["/S"])} if "/S" in node else set()
    return kinds | (_kinds(node["/K"]) if "/K" in node else set())


def test_every_font_is_in_the_file(printed: Pdf) -> None:
    for page in reader(printed("decision")).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            assert "/ToUnicode" in font


def test_the_layouts_themselves_have_a_glyph_for_every_character() -> None:
    for template in render.TEMPLATES.glob("*.typ"):
        assert fonts.missing(template.read_text()) == ""


def test_one_of_the_four_faces_stands_for_each_that_the_standard_asks_for() -> None:
    faces = {font.face for font in fonts.chosen_fonts()}
    assert faces >= {"仿宋", "小标宋", "黑体", "楷体"}
    assert all(font.file.is_file() for font in fonts.chosen_fonts())
    assert all("代用" in str(font) for font in fonts.chosen_fonts() if font.stand_in)


def test_without_a_font_that_covers_names_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "font_book", lambda: type("Book", (), {"fonts": lambda self: []})())
    with pytest.raises(FileNotFoundError, match="npm ci"):
        fonts.chosen_fonts.__wrapped__()


def _going_out(blocks: list[dict[str, Any]]) -> bytes:
    return render.compiled(
        {
            "template": "document",
            "title": "青禾县人民政府关于进一步加快开放型经济发展的通知",
            "number": "青政发〔2023〕2号",
            "registration": "",
            "issuer": "青禾县人民政府",
            "addressees": "各镇人民政府",
            "blocks": blocks,
            "date": "2023年9月15日",
            "code": "",
        }
    )


def test_a_document_that_goes_out_bears_its_page_number_and_no_code() -> None:
    pdf = _going_out([{"kind": "paragraph", "text": "拨" * 28 * 40}])
    odd, even = line_with(pdf, "— 1 —"), line_with(pdf, "— 2 —")
    assert odd.left > 150
    assert even.left < 40
    assert "验证码" not in text_of(pdf)


def test_no_heading_stands_last_on_a_page() -> None:
    for before in range(1, 24):
        blocks = [{"kind": "paragraph", "text": "拨"}] * before
        blocks += [{"kind": "one", "text": "一、标题"}, {"kind": "two", "text": "（一）小标题"}, {"kind": "paragraph", "text": "文" * 100}]
        found = {word: line_with(_going_out(blocks), word).page for word in ("一、标题", "小标题", "文文")}
        assert len(set(found.values())) == 1, found
