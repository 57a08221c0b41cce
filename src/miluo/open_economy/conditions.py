"""What articles 一, 四, 七 and 八 want of a claim before it is looked at, from the claim alone. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from miluo.open_economy.regulation import REGULATION
from onewindow.cases.claims import Claim
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import OutsideLaw
from onewindow.worktime.counting import corresponding_day

# From this day no 对外贸易经营者登记表 is issued any more, so that who was founded since cannot hold one (open2023-4-0).
NO_RECORD_SINCE = date(2022, 12, 30)
TRADE_LAW = OutsideLaw("对外贸易法", "2022年12月30日修正")
OPERATOR_RECORD = "operator_record_form"
DISPATCH_COUNTING, EACH_PERSON = "dispatch_counting", "each_person"
CONFIRM_BY_HAND = "2022年12月30日以后设立的企业没有对外贸易经营者登记表，由审批人员核对海关备案后确认"
YEARS_TO_GROW = 2  # 引进后2年内 (open2023-1-1a)


def document_problems(claim: Claim) -> list[Problem]:
    """The two documents of article 四: the operator's record, of who was founded while it was issued, and the customs registration."""
    code = (claim.facts.get("customs_code") or "").strip()
    problems = []
    if not (code.isalnum() and len(code) == 10):
        problems.append(
            Problem("海关注册编码应为10位数字或者字母", "no_customs_code", "customs_code", "open2023-4-0", "海关注册备案登记证书上的编码")
        )
    if needs_record(claim.facts, claim.readings) and not (claim.facts.get("operator_record") or "").strip():
        message = "2022年12月30日以前设立的企业，应持有对外贸易经营者登记表"
        problems.append(Problem(message, "no_operator_record", "operator_record", "open2023-4-0", "登记表编号；已遗失的，先向商务部门查询"))
    return problems


def needs_record(facts: Mapping[str, Any], readings: Mapping[str, str]) -> bool:
    """Whether an enterprise must hold the operator's record, by the day of its founding (reading ``operator_record_form``)."""
    if readings.get(OPERATOR_RECORD) == "always":
        return True
    founded = facts.get("founded_on")
    return founded is None or founded < NO_RECORD_SINCE


def plain(name: str) -> str:
    """The name of a fair as it is compared: without spaces, brackets of one width."""
    return "".join(name.split()).replace("(", "（").replace(")", "）").casefold()


def window_end(introduced_on: date) -> date:
    """The last day of the two years after arrival, the day of arrival not counted."""
    return corresponding_day(introduced_on, 12 * YEARS_TO_GROW)


def setup_problems(claim: Claim) -> list[Problem]:
    """An arrival that has not happened, or whose two years were over before the document came into force."""
    introduced = claim.facts.get("introduced_on")
    if introduced is None:
        return []
    if introduced > claim.submitted_on:
        return [Problem("引进日期尚未到来", "future_date", "introduced_on", "open2023-1-1a", f"不晚于{claim.submitted_on:%Y-%m-%d}")]
    start = REGULATION.in_force.start
    if window_end(introduced) < start:
        message = f"引进满2年时（{window_end(introduced):%Y-%m-%d}）文件尚未施行，不是本文件所称的新引进企业"
        return [Problem(message, "arrived_too_early", "introduced_on", "open2023-1-1a", f"{start:%Y-%m-%d}时引进未满2年")]
    return []


def fair_problems(claim: Claim) -> list[Problem]:
    """A fair that is not over, or was held in another year than the one that is claimed for."""
    ended, year = claim.facts.get("fair_ended_on"), claim.facts["year"]
    problems = []
    if ended is not None and ended > claim.submitted_on:
        message = "展会尚未结束，费用还没有全部发生"
        problems.append(Problem(message, "future_date", "fair_ended_on", "open2023-10-2a", f"{ended + timedelta(days=1):%Y-%m-%d}起申领"))
    elif ended is not None and ended.year != year:
        problems.append(Problem(f"展会在{ended.year}年结束，不是{year}年", "other_year", "year", "open2023-10-1", f"{ended.year}"))
    if len(claim.facts.get("fair_logistics_costs_cny") or ()) > 1:
        message = "本表只填这一次展会，物流费用合并填一项"
        problems.append(Problem(message, "one_fair", "fair_logistics_costs_cny", "open2023-4-3b", "一行，本次展会物流费用的合计"))
    return problems


def dispatch_problems(claim: Claim) -> list[Problem]:
    """More people than dispatches; and, where each person counts once, a count of dispatches (reading ``dispatch_counting``)."""
    persons, dispatches = claim.facts.get("persons_dispatched"), claim.facts.get("workers_dispatched")
    clause = "open2023-8-1"
    if dispatches is None:
        return []
    if persons is not None and persons > dispatches:
        message = f"不同的劳务人员{persons}人，多于派出的{dispatches}人次"
        return [Problem(message, "more_people_than_dispatches", "persons_dispatched", clause, f"不超过{dispatches}人")]
    if claim.readings.get(DISPATCH_COUNTING) != EACH_PERSON:
        return []
    if persons is None:
        message = "同一人一年只计一次，须填写不同的劳务人员"
        return [Problem(message, "people_not_counted", "persons_dispatched", clause, "按护照号或者身份证号去重后的人数")]
    if persons < dispatches:
        message = f"同一人一年只计一次：不同的劳务人员{persons}人，派出的出国劳务人员填了{dispatches}人"
        return [Problem(message, "person_counted_twice", "workers_dispatched", clause, f"{persons}人")]
    return []


def helped_problems(claim: Claim) -> list[Problem]:
    """Each helped enterprise once, by a code that checks, with its trade beside it."""
    codes = ["".join(code.split()).upper() for code in claim.facts.get("helped_enterprises") or ()]
    trades = claim.facts.get("helped_first_trades_usd") or ()
    problems = []
    for place, code in enumerate(codes):
        try:
            check_uscc(code)
        except Refused as refusal:
            problems.append(
                Problem(refusal.first.message, refusal.first.code, f"helped_enterprises[{place}]", None, refusal.first.expected)
            )
    for code, times in Counter(codes).items():
        if times > 1:
            problems.append(Problem(f"{code}填了{times}次", "twice", "helped_enterprises", "open2023-7-1", "每家企业一行"))
        if code == claim.uscc:
            problems.append(Problem("服务平台不能把自己列为被帮助的企业", "itself", "helped_enterprises", "open2023-7-1", "其他企业"))
    if len(codes) != len(trades):
        message = f"企业{len(codes)}家，进出口额{len(trades)}项，应逐行对应"
        problems.append(Problem(message, "not_in_line", "helped_first_trades_usd", "open2023-7-1", f"{len(codes)}行"))
    return problems
