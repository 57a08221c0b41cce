"""专项资金: what is set aside for a year, and what granting an award commits of it (open2023-10-1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from miluo.open_economy import funding
from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.conventions import REDUCTION, YEAR_END
from miluo.open_economy.funding import YearFund
from miluo.open_economy.models.awards import TITLES, Award
from miluo.open_economy.models.fund import GIVEN, REDUCED, Appropriation, YearClosing
from miluo.open_economy.selectors.fund import minimum, year_fund
from onewindow.cases.services.door import Answer, door
from onewindow.ledger import services as ledger
from onewindow.ledger.arithmetic import Transfer
from onewindow.ledger.models import Account, Entry
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

FINANCE = "finance"  # 市财政局
CLAUSE = "open2023-10-1"


@door
def appropriate(*, year: str, amount: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """安排预算: enter what 市财政局 set aside for a year. A sum below the guaranteed minimum is accepted and said to violate the clause.

    Raises Refused for another body, a year that the fund does not cover or that is closed (409), and a document that was entered for
    the year before.
    """
    given, sum_, said = _asked(year, amount, document, GIVEN, by)
    entry = book([funding.appropriated(given, sum_)], subject=f"fund:{given}", memo=f"{given}年度预算安排：{said}"[:200], by=by, at=at)
    _enter(given, GIVEN, sum_, said, entry, by=by, at=at)
    return Answer(str(given), "appropriated", _told(given, f"已登记{given}年度预算安排{format_money(sum_)}元", at))


@door
def reduce(*, year: str, amount: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """调减预算: less is set aside for a year, never less than what was granted (conv-open-10). Below the minimum it is said to be so.

    Raises Refused as ``appropriate`` does, and for more than is not granted yet (409).
    """
    given, sum_, said = _asked(year, amount, document, REDUCED, by)
    fund = year_fund(given)
    most = min(fund.available, fund.appropriated)
    if sum_ > most:
        stands = f"{given}年度预算安排{format_money(fund.appropriated)}元，已决定奖补{format_money(fund.committed)}元"
        message = f"{stands}，不能调减{format_money(sum_)}元"
        expected = f"不超过{format_money(most)}元"
        raise Refused(message, code="below_committed", field="amount", clause=REDUCTION.id, expected=expected, status=409)
    entry = book([funding.reduced(given, sum_)], subject=f"fund:{given}", memo=f"{given}年度预算调减：{said}"[:200], by=by, at=at)
    _enter(given, REDUCED, sum_, said, entry, by=by, at=at)
    return Answer(str(given), "reduced", _told(given, f"已登记{given}年度预算调减{format_money(sum_)}元", at))


def commit(*, awards: Sequence[Award], by: Actor, at: datetime) -> None:
    """承诺: what these awards, just entered in the register, are owed, charged to their year of performance (conv-open-2).

    In the transaction of the decision. What exceeds the appropriation is committed all the same: the shortage is reported.
    """
    lines = [funding.committed(award.year, award.amount_cny, f"{TITLES[award.award]} {award.enterprise_name}"[:200]) for award in awards]
    if lines:
        number = awards[0].case_number
        book(lines, subject=f"case:{number}", memo=f"办件{number}奖补决定", by=by, at=at)


def book(transfers: Sequence[Transfer], *, subject: str, memo: str, by: Actor, at: datetime) -> Entry:
    """An entry in the fund's book; the accounts of a year are opened with its first entry."""
    post = {"book": funding.BOOK, "transfers": transfers, "subject": subject, "clause": CLAUSE, "memo": memo}
    try:
        return ledger.post(**post, by=by, at=at)  # type: ignore[arg-type]  # the five are as they are named
    except Refused as refused:
        if refused.first.code not in {"unknown_book", "unknown_account"}:
            raise
    ledger.open_book(key=funding.BOOK, title=funding.BOOK_TITLE, by=by, at=at)
    _open(transfers, by=by, at=at)
    return ledger.post(**post, by=by, at=at)  # type: ignore[arg-type]


def held_year(year: int) -> YearFund:
    """How a year stands, while nobody else books anything until the transaction ends."""
    try:
        ledger.locked(funding.BOOK)
    except Refused as refused:
        if refused.first.code != "unknown_book":
            raise
    return year_fund(year)


def the_document(document: str) -> str:
    """The document that a budget rests on. Raises Refused for none."""
    said = document.strip()
    if not said or len(said) > 100:
        expected = "预算批复或者指标文件，100字以内"
        raise Refused("没有写明预算依据文件", code="missing_words", field="document", clause=CLAUSE, expected=expected)
    return said


def covered_year(text: str) -> int:
    """A year of performance that the fund pays for. Raises Refused for any other."""
    if text.strip().isascii() and text.strip().isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    expected = f"{FIRST_YEAR}至{LAST_YEAR}"
    raise Refused(f"专项资金不设“{text}”年度", code="year_not_covered", field="year", clause=CLAUSE, expected=expected)


def require(by: Actor, permission: str, *bodies: str) -> None:
    """Raises Refused (403) for an actor without the permission or of none of these bodies."""
    if not by.may(permission) or (bodies and by.organisation not in bodies):
        raise Refused("您的岗位不能办理专项资金的这一事项", code="not_permitted", clause=CLAUSE, status=403)


def _asked(year: str, amount: str, document: str, kind: str, by: Actor) -> tuple[int, Decimal, str]:
    """Year, amount and document of a budget; the book is held from here. Raises Refused."""
    require(by, "funds.appropriate", FINANCE)
    given, sum_, said = covered_year(year), parse_money(amount, field="amount", clause=CLAUSE), the_document(document)
    what = {GIVEN: "安排", REDUCED: "调减"}[kind]
    if sum_ <= 0:
        raise Refused(f"{what}的金额应大于零", code="nothing_appropriated", field="amount", clause=CLAUSE)
    held_year(given)
    if closing := YearClosing.objects.filter(year=given).first():
        message = f"{given}年度已于{closing.on:%Y-%m-%d}年终结转，不能再{what}预算"
        raise Refused(message, code="year_closed", field="year", clause=YEAR_END.id, expected="没有结转的年度", status=409)
    if Appropriation.objects.filter(year=given, kind=kind, document=said).exists():
        message = f"{given}年度依“{said}”{what}的预算已经登记"
        raise Refused(message, code="already_entered", field="document", clause=CLAUSE, status=409)
    return given, sum_, said


def _enter(year: int, kind: str, amount: Decimal, document: str, entry: Entry, *, by: Actor, at: datetime) -> None:
    made = {"year": year, "kind": kind, "amount_cny": amount, "document": document}
    Appropriation.objects.create(**made, entry=entry.number, on=day_of(at), by=by.id)
    body = {"year": year, "amount": amount, "document": document}
    record(subject=f"fund:{year}", kind="fund.appropriated" if kind == GIVEN else "fund.reduced", by=by, at=at, body=body)


def _open(transfers: Iterable[Transfer], *, by: Actor, at: datetime) -> None:
    named = {key for transfer in transfers for key in (transfer.debit, transfer.credit)}
    missing = named - set(Account.objects.filter(key__in=named).values_list("key", flat=True))
    for year in sorted({int(key.split("/")[1]) for key in missing}):
        for name, (title, side) in funding.ACCOUNTS.items():
            shape = {"title": f"{year}年度{title}", "side": side, "year": year}
            ledger.open_account(book=funding.BOOK, key=funding.account(year, name), **shape, by=by, at=at)  # type: ignore[arg-type]


def _told(year: int, said: str, at: datetime) -> str:
    total = year_fund(year, on=None).appropriated
    said = f"{said}，当年累计{format_money(total)}元"
    floor = minimum(day_of(at))
    if total >= floor:
        return said
    return f"{said}；低于每年不少于{format_money(floor)}元的规定，差{format_money(floor - total)}元（第十条）"
