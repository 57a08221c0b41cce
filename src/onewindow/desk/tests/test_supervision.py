"""The pages of supervision: what each role sees, what a press does, and that no page of it moves a case."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from onewindow.accounts.models import User
from onewindow.cases.models import Case
from onewindow.supervision.models import CallBack, Finding, Order
from onewindow.web.tests.county import award_cases, signed_in, text_of

PAGES = ("", "steps/", "climbed/", "findings/", "proposals/", "orders/", "orders/new/", "samples/", "reports/", "ledger/", "tracking/")
DESK = "/desk/supervision/"


def test_the_pages_of_supervision_open_for_the_supervisor_and_for_no_clerk_or_approver(county: None) -> None:
    supervisor = signed_in("jiancha")
    assert [page for page in PAGES if supervisor.get(DESK + page).status_code != 200] == []
    for who in ("shenpi", "qiye2", "caizheng"):
        closed = signed_in(who)
        assert [page for page in PAGES if closed.get(DESK + page).status_code != 403] == [], who


def test_the_window_reads_its_ledger_and_tracking_list(county: None) -> None:
    clerk = signed_in("zongchuang")
    said = text_of(clerk.get(DESK + "ledger/?from=2023-07-01&until=2023-09-15"))
    own = User.objects.get(username="zongchuang").key
    accepted = Case.objects.filter(accepted_on__gte="2023-07-01").order_by("id")
    assert accepted.filter(accepted_by=own)[0].number in said
    assert accepted.exclude(accepted_by__in=(own, "system"))[0].number not in said, "another body's intake"
    assert "正在跟踪" in text_of(clerk.get(DESK + "tracking/"))
    assert clerk.get(DESK).status_code == 403


@pytest.mark.clause("onewindow-3-2-2-ledger")
def test_the_ledger_is_an_excel_file_with_the_columns_of_the_text(county: None) -> None:
    answer = signed_in("jiancha").get(DESK + "ledger.xlsx?from=2023-07-01&until=2023-09-15")
    head, *rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert head == ["序号", "办件编号", "受理时间", "窗口", "申请人", "事项", "办件类型", "材料", "状态", "告知", "届满日期"]
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))


def test_a_leader_sees_just_what_climbed_to_him_with_his_duty(county: None) -> None:
    page = signed_in("fenguan").get("/desk/", follow=True)
    said = text_of(page)
    late = award_cases().get(state="reviewing", due_on="2023-09-12")
    assert late.number in said
    assert "分管市商务粮食局" in said
    assert "汨政办函〔2023〕24号" in said
    assert late.enterprise_name not in said
    assert signed_in("fenguan").get(f"/desk/cases/{late.number}/").status_code == 403


def test_the_head_of_a_body_answers_an_order_and_the_supervisor_accepts(county: None) -> None:
    number = Order.objects.get().number
    chief, supervisor = signed_in("shouxi"), signed_in("jiancha")
    bare = chief.post(f"{DESK}orders/{number}/", {"intent": "reply", "explanation": "人员不足", "measures": ""})
    assert bare.status_code == 422 or bare.status_code == 400
    assert "人员不足" in bare.content.decode()  # nothing typed is lost
    chief.post(f"{DESK}orders/{number}/", {"intent": "reply", "explanation": "人员不足", "measures": "增派人员"})
    assert "待审阅" in text_of(supervisor.get(f"{DESK}orders/{number}/"))
    supervisor.post(f"{DESK}orders/{number}/", {"intent": "accept", "judgement": "属实"})
    assert Order.objects.get().state == "accepted"


def test_an_order_is_issued_from_the_findings_of_a_body(county: None) -> None:
    supervisor = signed_in("jiancha")
    free = Finding.objects.filter(orders=None, organisation="commerce-grain", withdrawn_on=None)
    assert "后台响应超时" in text_of(supervisor.get(f"{DESK}orders/new/?organisation=commerce-grain"))
    wanted = {"organisation": "commerce-grain", "findings": [row.pk for row in free], "kind": "urge", "demand": "请说明。", "days": "5"}
    answer = supervisor.post(f"{DESK}orders/new/", wanted, follow=True)
    assert "已制发督办通知" in text_of(answer)
    number = Order.objects.latest("id").number
    pdf = signed_in("shouxi").get(f"{DESK}orders/{number}/paper/")
    assert pdf["Content-Type"] == "application/pdf"
    assert signed_in("shenpi").get(f"{DESK}orders/{number}/paper/").status_code == 403


def test_only_the_caller_sees_call_backs_and_the_number_only_for_a_reason(county: None) -> None:
    number = CallBack.objects.get().number
    caller = signed_in("huifang")
    page = f"{DESK}call-backs/{number}/"
    assert "13800000000" not in text_of(caller.get(page))
    assert "13800000000" in text_of(caller.post(page, {"intent": "contact", "reason": "差评回访核实情况"}))
    for who in ("jiancha", "zongchuang", "shenpi", "shouxi"):
        assert signed_in(who).get(page).status_code == 403, who
    done = {"intent": "done", "outcome": "mended", "said": "等候时间长", "measures": "增开窗口"}
    assert "已登记" in text_of(caller.post(page, done, follow=True))


def test_the_reports_come_as_page_excel_and_monthly_pdf(county: None) -> None:
    supervisor = signed_in("jiancha")
    for by in ("body", "window", "item", "clerk", "approver", "month"):
        assert supervisor.get(f"{DESK}reports/?by={by}&from=2023-06-01&until=2023-09-15").status_code == 200, by
    sheets = CalamineWorkbook.from_filelike(
        BytesIO(supervisor.get(f"{DESK}reports.xlsx?from=2023-06-01&until=2023-09-15").content)
    ).sheet_names
    assert sheets == ["按单位", "按窗口", "按事项", "按受理人员", "按审批人员", "按月份"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(supervisor.get(f"{DESK}reports/2023-09.pdf").content)).pages)
    assert "效能监察月报" in text
    assert supervisor.get(f"{DESK}reports/2023-13.pdf").status_code >= 400


def test_a_case_is_found_by_number_name_and_state(county: None) -> None:
    supervisor = signed_in("jiancha")
    case = Case.objects.filter(enterprise_name="演示企业丙有限公司").order_by("id")[0]
    for query in (f"number={case.number}", "number=2023-0000", "name=演示企业丙", f"name={case.uscc}", f"state={case.state}"):
        assert case.number in text_of(supervisor.get(f"/desk/find/?{query}")), query
    assert "没有查到" in text_of(supervisor.get("/desk/find/?name=没有这家"))
    assert Client().get("/desk/find/").status_code == 302


def test_no_page_of_supervision_moves_a_case(county: None) -> None:
    before = list(Case.objects.order_by("pk").values_list("state", "decided_at", "ended_at"))
    supervisor = signed_in("jiancha")
    for page in PAGES:
        supervisor.post(DESK + page, {"intent": "accept", "number": "x"})
    assert list(Case.objects.order_by("pk").values_list("state", "decided_at", "ended_at")) == before
