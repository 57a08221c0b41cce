"""Balances of one day, filed by a bank: taken whole, or not at all (riskfund-7f)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F

from miluo.risk_fund.facts import GUARANTEE
from miluo.risk_fund.models.balances import Balance, BalanceFiling
from miluo.risk_fund.models.loans import FundLoan, LoanEvent
from miluo.risk_fund.models.money import BAD, RELEASED, REPAID, Position
from miluo.risk_fund.models.rates import MonthRates
from miluo.risk_fund.services.flows import flow, happened
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import bank_of
from miluo.risk_fund.subjects import BAD_GRADES, GRADES
from onewindow.cases.services.door import Answer, door
from onewindow.ledger.arithmetic import to_fen, to_yuan
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

CLAUSE = "riskfund-7f"


class Line(NamedTuple):
    """A row as it was filed: its place in the file, from 1 with the header, the loan, the day, the balance in 元, the grade."""

    row: int
    loan: str
    day: date
    balance: str
    grade: str = "normal"


@door
def file_balances(*, day: date, lines: Sequence[Line], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """申报余额: the balances of every open loan of the bank at the end of a day.

    Raises Refused with every row that is wrong: another day, a loan that is not this bank's, twice or missing, a balance above the
    principal; for a day to come, one before the last filed, or one whose month was measured. Nothing of such a file is kept.
    """
    bank, on = bank_of(by, day_of(at)), day_of(at)
    position = held_position()
    loans = loans_of(bank, day)
    problems = [*day_problems(bank, day, on), *line_problems(lines, loans, day)]
    if problems:
        raise Refused.of([problem for _, problem in problems])
    total = sum(to_fen(parse_money(line.balance)) for line in lines)
    less = sum(_moved(loans[line.loan], line, by=by, at=at) for line in lines)
    _enter(bank, loans, lines, day)
    _give_back(position, less)
    digest = sm3(canonical([[line.loan, line.balance, line.grade] for line in lines]).encode())
    BalanceFiling.objects.create(bank=bank, day=day, loans=len(lines), total_fen=total, digest=digest, at=at, by=by.id)
    body = {"day": day, "loans": len(lines), "fen": total, "digest": digest}
    record(subject=f"fund-balances:{bank.key}", kind="risk-fund.balances_filed", by=by, at=at, body=body)
    return Answer(str(len(lines)), "filed", f"已申报{day}余额{len(lines)}笔，合计{format_money(to_yuan(total))}元")


def loans_of(bank: Organisation, day: date) -> dict[str, FundLoan]:
    """The loans that a file of a day is about, locked: those that are open, and those that it says again."""
    own = FundLoan.objects.select_for_update().filter(bank=bank)
    open_ = {loan.number: loan for loan in own.filter(balance_fen__gt=0)}
    return open_ | {loan.number: loan for loan in own.filter(balances__day=day)}


def day_problems(bank: Organisation, day: date, on: date) -> list[tuple[int, Problem]]:
    """What is wrong with a day of balances; row 0 is the file."""
    if day > on:
        return [(0, Problem("余额日期尚未到来", "future_date", "day", CLAUSE, f"不晚于{on}"))]
    last = BalanceFiling.objects.filter(bank=bank).order_by("-day").values_list("day", flat=True).first()
    if last and day < last:
        return [(0, Problem(f"余额日期{day}早于最近一次申报的{last}", "wrong_date", "day", CLAUSE, f"{last}（更正）至{on}"))]
    end = MonthRates.objects.filter(month_end__gte=day).order_by("-month_end").values_list("month_end", flat=True).first()
    if end and last == day:
        return [(0, Problem(f"{day}已申报，且{end}的比率已测算", "month_closed", "day", CLAUSE, f"{end}以后的日期"))]
    return []


def line_problems(lines: Sequence[Line], loans: dict[str, FundLoan], day: date) -> list[tuple[int, Problem]]:
    """Everything that is wrong with the rows, each by its place; row 0 is the file."""
    found: list[tuple[int, Problem]] = []
    seen: set[str] = set()
    for line in lines:
        found += [(line.row, problem) for problem in _line(line, loans, day, seen)]
        seen.add(line.loan)
    missing = sorted(number for number, loan in loans.items() if number not in seen and loan.balance_fen and loan.disbursed_on <= day)
    for number in missing:
        message = f"缺少{number}（余额{format_money(loans[number].balance)}元）"
        found.append((0, Problem(message, "missing_loan", "loan", CLAUSE, "本行全部未结清的贷款各一行，结清的填0")))
    return found


def _line(line: Line, loans: dict[str, FundLoan], day: date, seen: set[str]) -> list[Problem]:
    where = f"第{line.row}行"
    loan = loans.get(line.loan)
    if loan is None:
        return [Problem(f"{where}：{line.loan}不是本行未结清的贷款", "unknown_loan", "loan", CLAUSE, "备案编号，如FB2023-000001")]
    problems = []
    if line.loan in seen:
        problems.append(Problem(f"{where}：{line.loan}重复", "twice", "loan", CLAUSE, "每笔贷款一行"))
    if line.day != day:
        problems.append(Problem(f"{where}：日期{line.day}不是{day}", "wrong_date", "day", CLAUSE, f"{day}"))
    if line.day < loan.disbursed_on:
        problems.append(Problem(f"{where}：日期早于发放日期{loan.disbursed_on}", "wrong_date", "day", CLAUSE, f"不早于{loan.disbursed_on}"))
    if line.grade not in GRADES:
        problems.append(Problem(f"{where}：没有“{line.grade}”这一分类", "unknown_grade", "grade", CLAUSE, "、".join(GRADES.values())))
    try:
        balance = parse_money(line.balance, field="balance")
    except Refused as refused:
        return [*problems, Problem(f"{where}：{refused.first.message}", refused.first.code, "balance", CLAUSE, refused.first.expected)]
    if balance > loan.principal:
        message = f"{where}：余额{format_money(balance)}元超过贷款金额{format_money(loan.principal)}元"
        problems.append(Problem(message, "above_principal", "balance", CLAUSE, f"不超过{format_money(loan.principal)}元"))
    return problems


def _enter(bank: Organisation, loans: dict[str, FundLoan], lines: Sequence[Line], day: date) -> None:
    """The rows of the day, all at once; a second file of a day corrects the first."""
    rows = [Balance(day=day, loan=loans[line.loan], fen=to_fen(parse_money(line.balance)), grade=line.grade) for line in lines]
    Balance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["day", "loan"], update_fields=["fen", "grade"], batch_size=2000)
    FundLoan.objects.filter(bank=bank, number__in=[line.loan for line in lines]).update(balance_on=day)


def _moved(loan: FundLoan, line: Line, *, by: Actor, at: datetime) -> int:
    """What a balance means for the sums, and whether the loan went bad; by how many fen it is less than what was known."""
    fen, day = to_fen(parse_money(line.balance)), line.day
    less = loan.balance_fen - fen
    if not less and line.grade == loan.grade:
        return 0
    flow(loan, REPAID, day, less)
    if less > 0 and loan.mode == GUARANTEE:
        happened(loan, RELEASED, day, less)
    if fen and line.grade in BAD_GRADES and not LoanEvent.objects.filter(loan=loan, kind=BAD).exists():
        happened(loan, BAD, day, fen)
        record(subject=loan.trail, kind="risk-fund.loan_went_bad", by=by, at=at, from_=loan.grade, to=line.grade, body={"fen": fen})
    loan.balance_fen, loan.grade = fen, line.grade
    loan.save(update_fields=["balance_fen", "grade"])
    return less


def _give_back(position: Position, less: int) -> None:
    try:
        with transaction.atomic():
            Position.objects.filter(pk=position.pk).update(outstanding_fen=F("outstanding_fen") - less)
    except IntegrityError:
        message = "余额增加后支持贷款总额超过出资总额的10倍"
        raise Refused(message, code="over_leverage", field="balance", clause="riskfund-12", expected="核对增加的余额", status=409) from None
