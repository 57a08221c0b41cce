"""What comes into the fund, and the entries of its book (riskfund-9, riskfund-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from miluo.risk_fund import funding
from miluo.risk_fund.models.money import ONLY_ROW, Contribution, Position
from miluo.risk_fund.selectors.figures import figure, reading
from miluo.risk_fund.selectors.standing import CONTRIBUTED_TOTAL
from miluo.risk_fund.services.offices import require_finance
from miluo.risk_fund.subjects import SOURCES
from onewindow.cases.services.door import Answer, door
from onewindow.ledger import services as ledger
from onewindow.ledger.arithmetic import Transfer, to_fen
from onewindow.ledger.models import Account, Entry
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money, parse_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

EARNINGS = "earnings"
SUBJECT = "risk-fund:account"


@door
def contribute(*, source: str, amount: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """入账: money from one of the five sources of article 九, by its bank slip; what it may support rises with it (riskfund-12).

    Raises Refused for another body, an unknown source, an amount of nothing, and a slip that was entered before (409).
    """
    require_finance(by)
    if source not in SOURCES:
        expected = "、".join(SOURCES.values())
        raise Refused("没有这项资金来源", code="unknown_source", field="source", clause="riskfund-9", expected=expected)
    sum_ = parse_money(amount, field="amount", clause="riskfund-9")
    said = document.strip()
    if not sum_ or not said:
        field = "amount" if not sum_ else "document"
        raise Refused("入账须有金额和凭证", code="required", field=field, clause="riskfund-9", expected="大于0的金额和银行回单号")
    position = held_position()
    if Contribution.objects.filter(source=source, document=said).exists():
        message = f"凭证“{said}”已经入账"
        raise Refused(message, code="entered_before", field="document", clause="riskfund-9", expected="另一张凭证", status=409)
    entry = book([funding.came_in(source, sum_, said[:200])], subject=SUBJECT, clause="riskfund-9", memo=SOURCES[source], by=by, at=at)
    Contribution.objects.create(source=source, amount_fen=to_fen(sum_), document=said, on=day_of(at), entry=entry.number, by=by.id)
    _raise_ceiling(position, source, to_fen(sum_), at)
    body = {"source": source, "fen": to_fen(sum_), "document": said, "ceiling": position.ceiling_fen}
    record(subject=SUBJECT, kind="risk-fund.contributed", by=by, at=at, body=body)
    return Answer(str(entry.number), "entered", f"已入账{format_money(sum_)}元")


def book(transfers: Iterable[Transfer], *, subject: str, clause: str, memo: str, by: Actor, at: datetime) -> Entry:
    """One entry in the book of the fund, whose accounts are opened at its first. Raises Refused (409) where one would go below zero."""
    _open(by, at)
    return ledger.post(book=funding.BOOK, transfers=list(transfers), subject=subject, clause=clause, memo=memo[:200], by=by, at=at)


def held_position() -> Position:
    """The one row that every act on the whole fund holds until its transaction ends: the lock of loans, balances and payments."""
    found = Position.objects.select_for_update().filter(pk=ONLY_ROW).first()
    if found is None:
        Position.objects.get_or_create(pk=ONLY_ROW)
        found = Position.objects.select_for_update().get(pk=ONLY_ROW)
    return found


def _raise_ceiling(position: Position, source: str, fen: int, at: datetime) -> None:
    if source == EARNINGS:
        position.earned_fen += fen
    else:
        position.contributed_fen += fen
    counts = position.contributed_fen + (position.earned_fen if reading(CONTRIBUTED_TOTAL, day_of(at)) == "with_earnings" else 0)
    position.ceiling_fen = int(counts * figure("leverage", day_of(at)))
    position.save()


def _open(by: Actor, at: datetime) -> None:
    ledger.open_book(key=funding.BOOK, title=funding.BOOK_TITLE, by=by, at=at)
    if Account.objects.filter(book__key=funding.BOOK).count() == len(funding.ACCOUNTS):
        return
    for name, (title, side) in funding.ACCOUNTS.items():
        ledger.open_account(book=funding.BOOK, key=funding.account(name), title=title, side=side, by=by, at=at)
