"""演示数据: money set aside for 2023, the first awards paid, one of them bounced and on its way again, a meeting of the leading group."""

from __future__ import annotations

import io
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from miluo.demonstration import actor, moment
from miluo.open_economy.models import Appropriation, Award, Meeting, Payment
from miluo.open_economy.payout_file import HEADER, SUCCEEDED
from miluo.open_economy.selectors.dues import PAYABLE, dues
from miluo.open_economy.services import bank_returns, bouncing, fund, group, payees, payouts, publications
from onewindow.web.workbook import Sheet, workbook
from onewindow.words.actor import Actor

MARK = "演示数据"
BANK, ACCOUNT, OTHER_ACCOUNT = f"演示银行汨罗支行（{MARK}）", "6222000000000000001", "6222000000000000002"
FIRST = "91430681MA4DEM0B01"
AGENT, ORDERER, CASHIER = "qiye2", "shenpi", "caizheng"
DAY = date(2023, 9, 15)  # of the demonstration: whoever acts holds his role then


def load(*, by: Actor, at: datetime) -> None:
    """Nothing is done a second time."""
    if not Appropriation.objects.exists():
        given = {"year": "2023", "amount": "2000000", "document": f"2023年市本级预算（{MARK}）"}
        fund.appropriate(**given, by=actor(CASHIER, DAY), at=moment(date(2023, 4, 3), 9))
    if not Meeting.objects.exists():
        _meeting()
    if not Payment.objects.exists() and Award.objects.filter(uscc=FIRST).exists():
        _pay()


def _meeting() -> None:
    office = actor(ORDERER, DAY)
    called = {"day": date(2023, 6, 20), "title": f"第二季度调度会（{MARK}）", "agenda": "1. 外贸企业破零进度\n2. 专项资金使用安排"}
    number = group.call_meeting(**called, by=office, at=moment(date(2023, 6, 15), 9)).number  # type: ignore[arg-type]
    decisions = "各成员单位每月报送外贸企业数据；奖补申报随到随办。"
    group.record_meeting(number=number, decisions=decisions, by=office, at=moment(date(2023, 6, 20), 17))


def _pay() -> None:
    """The awards of the first case, from the enterprise's account to the published list."""
    payees.enter_account(uscc=FIRST, bank=BANK, account=ACCOUNT, by=actor(AGENT, DAY), at=moment(date(2023, 7, 17), 9))
    day = moment(date(2023, 7, 24), 9)
    awards = [due.award.pk for due in dues(Award.objects.filter(uscc=FIRST), day.date()) if due.state == PAYABLE]
    if not awards:
        return
    number = payouts.draft(awards=awards, by=actor(ORDERER, DAY), at=day).number
    cashier = actor(CASHIER, DAY)
    payouts.confirm(number=number, by=cashier, at=moment(date(2023, 7, 25), 9))
    answer = _answered(payouts.payout_file(number=number, by=cashier, at=moment(date(2023, 7, 25), 11)))
    bank_returns.reconcile(number=number, name=f"银行回单（{MARK}）.xlsx", content=answer, by=cashier, at=moment(date(2023, 7, 26), 9))
    where = {"place": f"市政府门户网站（{MARK}）", "published_on": date(2023, 7, 27)}
    publications.publish(batch=number, **where, by=actor(ORDERER, DAY), at=moment(date(2023, 7, 27), 9))  # type: ignore[arg-type]
    _bounce(number)


def _bounce(number: str) -> None:
    """The last payment of the batch comes back, the account is entered anew, and a second batch waits for the bank."""
    back, cashier = Payment.objects.filter(batch__number=number).latest("id"), actor(CASHIER, DAY)
    told = {"payment": back.number, "reason": "收款账户已变更", "reference": f"TH-{MARK}-1", "bounced_on": date(2023, 8, 21)}
    bouncing.bounce(**told, by=cashier, at=moment(date(2023, 8, 22), 9))  # type: ignore[arg-type]
    payees.enter_account(uscc=FIRST, bank=BANK, account=OTHER_ACCOUNT, by=actor(AGENT, DAY), at=moment(date(2023, 8, 25), 9))
    again = payouts.draft(awards=[back.award_id], by=actor(ORDERER, DAY), at=moment(date(2023, 9, 12), 9)).number
    payouts.confirm(number=again, by=cashier, at=moment(date(2023, 9, 13), 9))
    payouts.payout_file(number=again, by=cashier, at=moment(date(2023, 9, 13), 10))


def _answered(content: bytes) -> bytes:
    """The payout file as the bank fills it in: every line paid the day after."""
    _, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    filled = {"处理结果": SUCCEEDED, "处理日期": "2023-07-26"}
    lines = [[filled.get(name, str(cell)) for name, cell in zip(HEADER, row, strict=True)] for row in rows]
    return workbook([Sheet("支付清单", HEADER, lines, ())])
