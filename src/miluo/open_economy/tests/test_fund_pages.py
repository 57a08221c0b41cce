"""The pages of the fund: one award from its publication to the reconciled payment, each step by the person whose step it is."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from miluo.open_economy.leading_group import MEMBERS
from miluo.open_economy.models import Award, Batch, FraudCase, Objection, Payment
from miluo.open_economy.tests.money import answer_file
from onewindow.accounts.models import RoleGrant, User
from onewindow.cases.tests.cast import AT, BUREAU, USCC, Cast, decided
from onewindow.organisations.models import Organisation

DESK, PUBLIC = "/desk/open-economy/", "/open-economy/"
MONDAY = date(2023, 9, 25)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.FIXED_TODAY = MONDAY


def signed_in(username: str, role: str, organisation: str) -> Client:
    named = {"name": organisation, "short_name": organisation}
    office = Organisation.objects.get_or_create(key=organisation, defaults=named)[0]
    user, _ = User.objects.get_or_create(
        username=username, defaults={"display_name": "演示人员", "created_at": AT, "key": f"u-{username}", "organisation": office}
    )
    RoleGrant.objects.get_or_create(user=user, role=role, organisation=office, valid_from=date(2023, 1, 1))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def cashier(cast: Cast) -> Client:
    return signed_in("caizheng", "finance", "finance")


@pytest.fixture
def bureau(cast: Cast) -> Client:
    return signed_in("shangwu", "approver", BUREAU)


def agent(cast: Cast) -> Client:
    client = Client()
    client.force_login(User.objects.get(key=cast.agent.id))
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_award_is_paid_through_the_pages(cast: Cast, cashier: Client, bureau: Client) -> None:
    decided(cast)
    assert "低于每年不少于200万元的规定" in text(cashier.get(f"{DESK}fund/"))
    said = cashier.post(f"{DESK}fund/", {"year": "2023", "amount": "2,000,000", "document": "演示预算批复"}, follow=True)
    assert "已登记2023年度预算安排2,000,000.00元" in text(said)
    assert "没有收款账户" in text(bureau.get(f"{DESK}payouts/?show=held"))
    given = {"uscc": USCC, "bank": "演示银行汨罗支行", "account": "6222020000000012345"}
    assert "***************2345" in text(agent(cast).post(f"{PUBLIC}account/", given, follow=True))
    page = text(bureau.get(f"{DESK}payouts/"))
    assert "可以支付2项，36,000.00元" in page
    batch = bureau.post(f"{DESK}payouts/", {"awards": [str(each.pk) for each in Award.objects.all()]}, follow=True)
    number = Batch.objects.get().number
    assert "等待市财政局确认" in text(batch)
    where = f"{DESK}payouts/{number}/"
    assert "6222020000000012345" not in text(cashier.get(where))
    assert "已列为在途支付" in text(cashier.post(where, {"intent": "confirm"}, follow=True))
    assert CalamineWorkbook.from_filelike(io.BytesIO(cashier.post(f"{where}file/").content)).sheet_names == ["支付清单", "汇总"]
    upload = SimpleUploadedFile("回单.xlsx", answer_file(number))
    assert "全部对账完毕" in text(cashier.post(where, {"intent": "reconcile", "file": upload}, follow=True))
    published = {"intent": "publish", "place": "公示栏", "published_on": "2023-09-25"}
    assert "已登记公示" in text(bureau.post(where, published, follow=True))
    use = text(Client().get(f"{PUBLIC}use/"))
    assert "公示栏" in use
    assert "36,000.00" in use
    assert "已付讫" in text(agent(cast).get(f"{PUBLIC}account/"))
    yearly = {"intent": "publish", "year": "2023", "place": "门户网站", "published_on": "2023-09-25"}
    assert "2023年度开放型经济专项资金使用情况公示" in text(bureau.post(f"{DESK}fund/", yearly, follow=True))


def test_a_payment_that_bounced_is_entered_told_and_paid_again(cast: Cast, cashier: Client, bureau: Client) -> None:
    _paid(cast, cashier, bureau)
    where = f"{DESK}payouts/{Batch.objects.get().number}/"
    bureau.post(where, {"intent": "publish", "place": "公示栏", "published_on": "2023-09-25"})
    assert "登记退汇" not in text(bureau.get(where))
    payment = Payment.objects.order_by("id")[0]
    given = {"intent": "bounce", "payment": payment.number, "reason": "账户已销户", "reference": "TH0001", "bounced_on": "2023-09-25"}
    refused = cashier.post(where, {**given, "reference": ""})
    assert (refused.status_code, 'value="账户已销户"' in text(refused)) == (422, True)
    assert bureau.post(where, given).status_code == 403
    said = text(cashier.post(where, given, follow=True))
    assert "退汇1笔" in said
    assert "凭证TH0001" in said
    assert "没有付到" in text(Client().get(f"{PUBLIC}use/"))
    page = text(agent(cast).get(f"{PUBLIC}account/"))
    assert "银行退回原因：账户已销户" in page
    assert "账户已销户" in text(bureau.get(f"{DESK}payouts/?show=held"))
    account = {"uscc": USCC, "bank": "演示银行汨罗支行", "account": "6222020000000099999"}
    assert "银行退回原因" not in text(agent(cast).post(f"{PUBLIC}account/", account, follow=True))
    assert "可以支付1项，30,000.00元" in text(bureau.get(f"{DESK}payouts/"))


def test_a_budget_is_reduced_and_a_year_closed_through_the_pages(cast: Cast, cashier: Client, bureau: Client, settings: Any) -> None:
    decided(cast)
    cashier.post(f"{DESK}fund/", {"year": "2023", "amount": "2000000", "document": "演示预算批复"})
    less = {"intent": "reduce", "year": "2023", "amount": "1,964,000.01", "document": "演示调整方案"}
    refused = cashier.post(f"{DESK}fund/", less)
    assert (refused.status_code, 'value="1,964,000.01"' in text(refused)) == (409, True)
    assert "已登记2023年度预算调减1,000,000.00元" in text(cashier.post(f"{DESK}fund/", {**less, "amount": "1000000"}, follow=True))
    assert "登记年终结转" not in text(cashier.get(f"{DESK}fund/"))
    settings.FIXED_TODAY = date(2024, 1, 2)
    assert "尚未办理年终结转" in text(bureau.get(f"{DESK}fund/"))
    closing = {"intent": "close", "year": "2023", "carried": "900000", "taken_back": "", "document": "演示结转通知"}
    assert bureau.post(f"{DESK}fund/", closing).status_code == 403
    said = text(cashier.post(f"{DESK}fund/", closing, follow=True))
    assert "结转2024年度900,000.00元，留待结算64,000.00元，应付未付36,000.00元留在本年度支付" in said
    assert "尚未办理年终结转" not in said
    page = text(cashier.get(f"{DESK}fund/2023/"))
    assert "收支结存" in page
    assert "900,000.00" in page
    assert "上年结转" in text(cashier.get(f"{DESK}fund/2024/"))


def test_a_wrong_answer_of_the_bank_is_shown_and_given_back(cast: Cast, cashier: Client, bureau: Client) -> None:
    number = _sent(cast, cashier, bureau)
    where = f"{DESK}payouts/{number}/"
    upload = SimpleUploadedFile("回单.xlsx", answer_file(number, {0: {"支付编号": "ZF2023-0001-9999"}}))
    page = text(cashier.post(where, {"intent": "reconcile", "file": upload}, follow=True))
    assert "本批次没有支付编号ZF2023-0001-9999" in page
    returned = Batch.objects.get().returns.get()
    for which in ("original", "marked"):
        assert cashier.get(f"{where}returns/{returned.pk}/{which}/").status_code == 200
    refused = cashier.post(where, {"intent": "reconcile", "file": SimpleUploadedFile("回单.xlsx", b"no sheet")})
    assert refused.status_code == 422


def test_the_bureau_enters_an_account_from_a_written_word(cast: Cast, bureau: Client) -> None:
    decided(cast)
    given = {"intent": "account", "uscc": USCC, "bank": "演示银行汨罗支行", "account": "62220200"}
    assert "银行账号应为8至32位数字" in text(bureau.post(f"{DESK}payouts/", {**given, "account": "6222x"}))
    assert "可以支付2项" in text(bureau.post(f"{DESK}payouts/", given, follow=True))


def test_what_was_typed_is_still_there_when_it_is_refused(cast: Cast, cashier: Client) -> None:
    page = cashier.post(f"{DESK}fund/", {"year": "2024", "amount": "二百万", "document": "演示预算批复"})
    assert page.status_code == 422
    assert "“二百万”不是金额" in text(page)
    assert 'value="二百万"' in text(page)
    assert 'value="演示预算批复"' in text(page)


def test_anybody_objects_from_the_published_list_and_the_bureau_answers(cast: Cast, bureau: Client, settings: Any) -> None:
    decided(cast)
    settings.FIXED_TODAY = date(2023, 9, 20)
    award = Award.objects.order_by("id").first()
    assert award is not None
    where = f"{PUBLIC}awards/{award.pk}/objection/"
    assert where in text(Client().get("/awards/"))
    assert "没有写明联系电话" in text(Client().post(where, {"reason": "数据不实", "name": "演示群众", "phone": ""}))
    done = text(Client().post(where, {"reason": "数据不实", "name": "演示群众", "phone": "13800000009"}))
    objection = Objection.objects.get()
    assert objection.number in done
    page = text(bureau.get(f"{DESK}objections/{objection.number}/"))
    assert "13800000009" not in page
    assert "138****0009" in page
    seen = bureau.post(f"{DESK}objections/{objection.number}/reveal/", {"field": "phone", "reason": "核实异议的事实"}, follow=True)
    assert "13800000009" in text(seen)
    answered = {"outcome": "rejected", "words": "经核对无误"}
    assert "异议不成立" in text(bureau.post(f"{DESK}objections/{objection.number}/", answered, follow=True))
    settings.FIXED_TODAY = MONDAY
    assert where not in text(Client().get("/awards/"))
    assert "届满" in text(Client().get(where))
    assert Client().get(f"{PUBLIC}awards/999999/objection/").status_code == 404


def test_a_case_is_opened_decided_by_another_and_paid_back(cast: Cast, cashier: Client, bureau: Client) -> None:
    _paid(cast, cashier, bureau)
    supervisor, chief = signed_in("jiancha", "supervisor", "government-office"), signed_in("shouxi", "chief", BUREAU)
    award = Award.objects.order_by("id").first()
    assert award is not None
    opened = {"award": str(award.pk), "violation": "false", "finding": "报关单系伪造"}
    page = supervisor.post(f"{DESK}sanctions/", opened, follow=True)
    assert "处理决定由立案人以外的人员登记" in text(page)
    where = f"{DESK}sanctions/{FraudCase.objects.get().number}/"
    assert supervisor.get(f"{where}paper/").status_code == 404
    decision = {"intent": "punish", "body": "commerce-grain", "decision": "追回", "recover": "30000", "referral": "discipline"}
    assert "追回中" in text(chief.post(where, decision, follow=True))
    assert chief.get(f"{where}paper/")["Content-Type"] == "application/pdf"
    back = {"intent": "repay", "amount": "30000", "reference": "JK0001", "received_on": "2023-09-25"}
    assert "已全部追回" in text(cashier.post(where, back, follow=True))


def test_the_group_its_meetings_and_the_books_are_shown(cast: Cast, cashier: Client, bureau: Client) -> None:
    _paid(cast, cashier, bureau)
    for key in [key for _, key in MEMBERS]:
        Organisation.objects.get_or_create(key=key, defaults={"name": key, "short_name": key})
    assert "该召开调度会议了" in text(bureau.get(f"{DESK}group/"))
    called = {"intent": "call", "day": "2023-09-25", "title": "第三季度调度会", "agenda": "重大项目"}
    assert "待登记议定事项" in text(bureau.post(f"{DESK}group/", called, follow=True))
    assert "会议日期不是日期" in text(bureau.post(f"{DESK}group/", {**called, "day": "明天"}))
    recorded = {"intent": "record", "number": "HY2023-001", "decisions": "月底前开工"}
    assert "月底前开工" in text(bureau.post(f"{DESK}group/", recorded, follow=True))
    assert "试算平衡" in text(cashier.get(f"{DESK}fund/2023/"))
    assert "1,964,000.00" in text(cashier.get(f"{DESK}fund/2023/cash/"))
    assert cashier.get(f"{DESK}fund/2022/").status_code == 404
    assert cashier.get(f"{DESK}fund/2023/nothing/").status_code == 404
    book = CalamineWorkbook.from_filelike(io.BytesIO(cashier.get(f"{DESK}fund.xlsx").content))
    assert book.get_sheet_by_name("各年度").to_python()[1][:4] == ["2023", 2_000_000, 36_000, 36_000]


def _sent(cast: Cast, cashier: Client, bureau: Client) -> str:
    decided(cast)
    cashier.post(f"{DESK}fund/", {"year": "2023", "amount": "2000000", "document": "演示预算批复"})
    agent(cast).post(f"{PUBLIC}account/", {"uscc": USCC, "bank": "演示银行汨罗支行", "account": "6222020000000012345"})
    bureau.post(f"{DESK}payouts/", {"awards": [str(each.pk) for each in Award.objects.all()]})
    number = Batch.objects.get().number
    cashier.post(f"{DESK}payouts/{number}/", {"intent": "confirm"})
    return number


def _paid(cast: Cast, cashier: Client, bureau: Client) -> None:
    number = _sent(cast, cashier, bureau)
    upload = SimpleUploadedFile("回单.xlsx", answer_file(number))
    cashier.post(f"{DESK}payouts/{number}/", {"intent": "reconcile", "file": upload})
    assert Batch.objects.get().state == "settled"
