"""年终结转 (conv-open-9): what a year that is over does not need goes on to the next, or back to the budget."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from miluo.open_economy import funding
from miluo.open_economy.claim import LAST_YEAR
from miluo.open_economy.conventions import CARRY_LAW, YEAR_END
from miluo.open_economy.funding import YearFund
from miluo.open_economy.models.fund import YearClosing
from miluo.open_economy.services.fund import CLAUSE, FINANCE, book, covered_year, held_year, require, the_document
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@door
def close_year(*, year: str, carried: str, taken_back: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """年终结转: of the balance of a year that is over, ``carried`` goes on to the next year and ``taken_back`` back to the budget.

    What was granted and is not paid stays, and so does what is neither carried nor taken back: awards of the year are still decided
    after it. Raises Refused for a year that is not over, for more than the balance (409), for carrying out of the last year, and where
    money that came from the year before and was not used stays away from the budget.
    """
    require(by, "funds.appropriate", FINANCE)
    given = covered_year(year)
    onward, back = (parse_money(text.strip() or "0", field=field, clause=CLAUSE) for field, text in _asked(carried, taken_back))
    said = the_document(document)
    if day_of(at) < date(given, 12, 31):
        message = f"{given}年度尚未终了"
        raise Refused(message, code="year_is_not_over", field="year", clause=YEAR_END.id, expected=f"{given}-12-31及以后")
    fund = held_year(given)
    if YearClosing.objects.filter(year=given, document=said).exists():
        raise Refused(f"{given}年度依“{said}”的年终结转已经登记", code="already_entered", field="document", clause=CLAUSE, status=409)
    _require_split(fund, onward, back)
    moved = [*(funding.carried(given, onward) if onward else ()), *([funding.taken_back(given, back)] if back else ())]
    entry = book(moved, subject=f"fund:{given}", memo=f"{given}年度年终结转：{said}"[:200], by=by, at=at)
    sums = {"carried_cny": onward, "taken_back_cny": back, "payable_cny": fund.payable}
    YearClosing.objects.create(year=given, document=said, entry=entry.number, on=day_of(at), by=by.id, **sums)
    record(subject=f"fund:{given}", kind="fund.closed", by=by, at=at, body={"year": given, "document": said, **sums})
    return Answer(str(given), "closed", _told(fund, onward, back))


def _asked(carried: str, taken_back: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("carried", carried), ("taken_back", taken_back)


def _require_split(fund: YearFund, carried: Decimal, taken_back: Decimal) -> None:
    """Whether a balance may be split so. Raises Refused."""
    if carried < 0 or taken_back < 0 or not carried + taken_back:
        raise Refused(
            "结转下年和结余收回的金额都没有填写", code="nothing_closed", field="carried", clause=YEAR_END.id, expected="至少一项大于零"
        )
    if carried and fund.year == LAST_YEAR:
        message = f"专项资金安排到{LAST_YEAR}年度为止，没有下一年度可以结转"
        raise Refused(message, code="no_next_year", field="carried", clause=CLAUSE, expected="结余收回")
    if carried + taken_back > fund.available:
        most = format_money(fund.available)
        message = f"{fund.year}年度可用余额{most}元，不能结转和收回{format_money(carried + taken_back)}元；已决定的奖补留在本年度支付"
        raise Refused(message, code="more_than_left", field="carried", clause=YEAR_END.id, expected=f"合计不超过{most}元", status=409)
    if taken_back < fund.unused_carried:
        least = format_money(fund.unused_carried)
        message = f"上年结转的资金有{least}元当年仍未用完，不能再次结转或者留存（{CARRY_LAW}）"
        raise Refused(
            message, code="carried_twice", field="taken_back", clause=YEAR_END.id, expected=f"结余收回不少于{least}元", status=409
        )


def _told(fund: YearFund, carried: Decimal, taken_back: Decimal) -> str:
    parts = [f"结转{fund.year + 1}年度{format_money(carried)}元"] if carried else []
    parts += [f"收回预算{format_money(taken_back)}元"] if taken_back else []
    kept = fund.available - carried - taken_back
    parts += [f"留待结算{format_money(kept)}元"] if kept else []
    parts += [f"应付未付{format_money(fund.payable)}元留在本年度支付"] if fund.payable else []
    return f"已登记{fund.year}年度年终结转：{'，'.join(parts)}"
