"""The desk pages: what each shows, what comes back refused, the printed columns, the letter as PDF, lists as files."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from miluo.integrated_window import letter_paper, services
from miluo.integrated_window.models import Letter, ListImport, NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.tests.office import BUREAU, NOW, PDF, QUARANTINE, TODAY, TREE, WATER, key_of, letter, opened, unit
from onewindow.accounts import services as accounts
from onewindow.organisations.models import Organisation
from onewindow.web.workbook import Sheet, workbook
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall", "june")]
HOME = "/desk/integrated-window/"
PAGES = ("", "items/", "positive/", "online/", "negative/", "letters/", "people/", "training/", "themes/", "themes/land-use/", "registers/")
MORE = (
    *(f"registers/{name}/" for name in ("equipment", "posts", "budget", "readiness", "interfaces", "promotion")),
    "oversight/",
    "assessment/",
)


@pytest.fixture
def june(settings: Any) -> None:
    settings.FIXED_TODAY = TODAY


def signed_in(client: Client, role: str, organisation: str) -> Client:
    body = Organisation.objects.get(key=organisation)
    user = accounts.create_user(username=f"{role}-x", display_name="演示人员", organisation=body, by=SYSTEM, at=NOW)
    accounts.grant(user=user, role=role, organisation=body, valid_from=date(2023, 5, 9), by=SYSTEM, at=NOW)
    client.force_login(user)
    return client


def sheet_of(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("role", "organisation"),
    [("resident-liaison", "forestry"), ("window-manager", "approval-service"), ("reform-officer", "approval-reform-office")],
)
def test_every_page_opens_for_who_may_read_it(client: Client, role: str, organisation: str) -> None:
    opened()
    services.propose_sanction(kind="criticism", ground="slowness", organisation="water", facts="逾期", by=unit_of_supervision(), at=NOW)
    signed_in(client, role, organisation)
    for page in (*PAGES, *MORE, f"items/{key_of(TREE)}/", "letters/SQ2023-0001/", "sanctions/ZZ2023-0001/"):
        assert client.get(HOME + page).status_code == 200, page


def unit_of_supervision() -> Any:
    from miluo.integrated_window.tests.office import SUPERVISOR  # noqa: PLC0415  # one of the people of the office

    return SUPERVISOR


@pytest.mark.clause("onewindow-4-1-positive", "onewindow-5-1-dept")
def test_the_page_of_an_item_says_what_keeps_it_from_opening(client: Client) -> None:
    page = signed_in(client, "resident-liaison", "forestry").get(f"{HOME}items/{key_of(TREE)}/").content.decode()
    assert "没有开办" in page
    assert "列入正面清单" in page
    assert "没有列入授权委托书" in page
    assert "汨政办函〔2023〕32号四（一）" in page


@pytest.mark.clause("onewindow-1-343")
def test_the_lists_are_headed_with_the_name_of_the_reform(client: Client) -> None:
    signed_in(client, "resident-liaison", "forestry")
    for page in ("positive/", "negative/"):
        assert "三集中三到位" in client.get(HOME + page).content.decode()


def test_what_was_typed_comes_back_with_the_refusal(client: Client) -> None:
    signed_in(client, "resident-liaison", "forestry")
    given = {"intent": "draw_up", "starts_on": "2023-07-01", "codes": [TREE], "item_count": "2"}
    answer = client.post(f"{HOME}letters/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("委托书写明2项，所附清单为1项") == 2  # at the head, and beside its field
    assert 'aria-describedby="item_count-wrong"' in page
    assert 'value="2023-07-01"' in page
    assert not Letter.objects.exists()


def test_a_liaison_draws_up_a_letter_and_the_bureau_seals_it(client: Client) -> None:
    signed_in(client, "resident-liaison", "forestry")
    client.post(f"{HOME}letters/", {"intent": "draw_up", "starts_on": "2023-07-01", "codes": [TREE], "item_count": "1"})
    number = Letter.objects.get().number
    client.post(f"{HOME}letters/{number}/", {"intent": "principal", "signer": "演示局长", "sealed_on": "2023-05-30"})
    signed_in(Client(), "window-manager", "approval-service").post(
        f"{HOME}letters/{number}/", {"intent": "agent", "signer": "演示主任", "sealed_on": "2023-05-31"}
    )
    assert Letter.objects.get().state == "signed"


def test_the_bureau_confirms_and_activates_what_is_ticked(client: Client) -> None:
    opened((QUARANTINE,), decides=(QUARANTINE,))
    letter((TREE,))
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    signed_in(client, "window-manager", "approval-service")
    assert client.post(f"{HOME}positive/", {"intent": "confirm", "codes": [TREE]}).status_code == 302
    assert client.post(f"{HOME}positive/", {"intent": "activate", "codes": [TREE]}).status_code == 302
    assert PositiveItem.objects.get(code=TREE).state == "active"
    assert "没有选择事项" in client.post(f"{HOME}positive/", {"intent": "confirm"}).content.decode()


@pytest.mark.clause("onewindow-a1-form")
def test_the_positive_list_is_exported_in_the_printed_columns(client: Client) -> None:
    opened()
    head, line, *_ = sheet_of(signed_in(client, "window-manager", "approval-service").get(f"{HOME}positive.xlsx").content)
    assert head == ["序号", "单位名称", "事项编码", "事项名称", "事项类型", "办件类型", "服务对象", "备注"]
    assert line[:6] == ["1", "汨罗市林业局", TREE, "林木采伐许可", "行政许可", "承诺件"]


@pytest.mark.clause("onewindow-a2-form")
def test_the_online_list_is_exported_in_the_printed_columns(client: Client) -> None:
    services.list_online(code=TREE, implementation_code="ML-LY-0001-01", by=unit(), at=NOW)
    head, line, *_ = sheet_of(signed_in(client, "window-manager", "approval-service").get(f"{HOME}online.xlsx").content)
    assert head == ["序号", "单位", "事项编码", "事项名称（主项）", "事项名称（业务办理项）", "业务办理项实施编码", "事项类型", "服务对象"]
    assert line[5] == "ML-LY-0001-01"


@pytest.mark.clause("onewindow-a3-form")
def test_the_negative_list_is_exported_in_the_printed_columns(client: Client) -> None:
    given = {"place": "市林业局", "contact": "12345", "reason_kind": "site", "reason": "需要专用场地", "statement_name": "说明.pdf"}
    services.list_negative(code=TREE, **given, content=PDF, by=unit(), at=NOW)
    signed_in(client, "window-manager", "approval-service")
    head, line, *_ = sheet_of(client.get(f"{HOME}negative.xlsx").content)
    assert head == ["序号", "单位名称", "事项编码", "事项名称", "事项类型", "办事地点", "联系方式", "不进驻原因（必填）"]
    assert line[7] == "需要专用场地"
    assert client.get(f"{HOME}negative/{NegativeItem.objects.get().pk}/statement/").content == PDF


@pytest.mark.clause("onewindow-a1-form", "onewindow-4-1-positive")
def test_a_list_that_is_imported_comes_back_with_what_is_wrong() -> None:
    header = ("序号", "单位名称", "事项编码", "事项名称", "事项类型", "办件类型", "服务对象", "备注")
    rows = [
        ("1", "市林业局", TREE, "林木采伐许可", "行政许可", "承诺件", "自然人、法人", ""),
        ("2", "市林业局", QUARANTINE, "林草植物检疫证书核发", "行政许可", "其他", "自然人、法人", ""),
        ("3", "市水利局", WATER, "取水许可", "行政许可", "承诺件", "法人", ""),
        ("4", "市林业局", "ML-XX-0001", "没有的事项", "行政许可", "承诺件", "法人", ""),
    ]
    content = workbook([Sheet("清单", header, rows, ())])
    services.import_list(kind="positive", name="清单.xlsx", content=content, by=unit(), at=NOW)
    row = ListImport.objects.get()
    assert (row.rows, row.entered) == (4, 1)
    assert list(PositiveItem.objects.values_list("code", flat=True)) == [TREE]
    from onewindow.papers import files  # noqa: PLC0415  # read only here

    marked = sheet_of(files.content_of(row.marked))
    assert marked[0][-1] == "错误说明"
    assert "即办件或者承诺件" in marked[2][-1]
    assert "不是本单位的事项" in marked[3][-1]
    assert "没有编码" in marked[4][-1]


@pytest.mark.clause("onewindow-a2-form", "onewindow-4-1-online")
def test_an_online_list_with_one_code_twice_takes_it_once() -> None:
    header = ("单位", "事项编码", "事项名称（主项）", "事项名称（业务办理项）", "业务办理项实施编码", "事项类型", "服务对象")
    line = ("市林业局", TREE, "林木采伐许可", "林木采伐许可", "ML-LY-0001-01", "行政许可", "自然人、法人")
    content = workbook([Sheet("清单", header, [line, line], ())])
    services.import_list(kind="online", name="清单.xlsx", content=content, by=unit(), at=NOW)
    assert OnlineItem.objects.count() == 1
    with pytest.raises(Refused, match="没有这种清单"):
        services.import_list(kind="other", name="清单.xlsx", content=content, by=unit(), at=NOW)


@pytest.mark.clause("onewindow-a4-scope", "onewindow-a4-sign")
def test_the_letter_is_printed_with_the_document_the_body_the_count_and_both_blocks() -> None:
    number = letter((TREE, QUARANTINE), decides=(QUARANTINE,))
    found = Letter.objects.get(number=number)
    assert "汨政办函〔2023〕32号" in letter_paper.opening(found)
    assert "汨罗市林业局" in letter_paper.opening(found)
    assert "2 项" in letter_paper.opening(found)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(letter_paper.printed(found))).pages).replace("\n", "")
    for words in (
        "委托单位（盖章）",
        "被委托单位（盖章）",
        "负责人签字：演示局长",
        "签订时间：2023年5月31日",
        "授权当场办结",
        "林木采伐许可",
    ):
        assert words in text.replace(" ", ""), words
    assert letter_paper.HEAD == ("事项名称", "事项类型", "办件类型", "服务对象", "备注")


@pytest.mark.clause("onewindow-a4-sign")
def test_a_letter_without_seals_is_printed_with_open_blocks() -> None:
    given = {"starts_on": TODAY, "item_count": 1, "items": [{"code": TREE}]}
    number = services.draw_up(**given, by=unit(), at=NOW).number  # type: ignore[arg-type]  # what the door takes
    parties = letter_paper.sheet(Letter.objects.get(number=number))["content"]["parties"]
    assert [(party["seal"], party["signer"]) for party in parties] == [("", ""), ("", "")]


def test_the_letter_is_downloaded_as_pdf(client: Client) -> None:
    number = letter()
    answer = signed_in(client, "clerk", "approval-service").get(f"{HOME}letters/{number}/paper/")
    assert answer["Content-Type"] == "application/pdf"
    assert client.get(f"{HOME}letters/{number}/scan/").status_code == 404


def test_every_plain_register_is_downloaded(client: Client) -> None:
    services.enter(name="equipment", values={"kind": "computer", "quantity": "4", "place": "大厅", "state": "in_use"}, by=BUREAU, at=NOW)
    signed_in(client, "window-manager", "approval-service")
    head, line = sheet_of(client.get(f"{HOME}registers/equipment.xlsx").content)[:2]
    assert (head, line) == (["设备", "数量", "放置地点", "状态"], ["办公电脑", 4, "大厅", "在用"])
    assert client.get(f"{HOME}registers/nothing/").status_code == 404
