"""使用情况公示 (open2023-11-1): what was paid in a year or a batch, frozen as a list, with where and when it was published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import TITLES
from miluo.open_economy.models.payouts import PAID, SETTLED, Payment, Publication
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.fund import year_fund
from miluo.open_economy.services.fund import FINANCE, covered_year, require
from miluo.open_economy.services.payouts import locked_batch
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "open2023-11-1"


@door
def publish(*, year: str = "", batch: str = "", place: str, published_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记公示: of a settled batch once, of a year as often as it is published. The list holds what the ledger says was paid, that of
    a year also what was recovered of it.

    Raises Refused for a batch that waits for the bank (409), one published before (409), a list without a line, and a day to come.
    """
    require(by, "funds.order" if by.may("funds.order") else "funds.confirm", BUREAU, FINANCE)
    if not 2 <= len(place.strip()) <= 200:
        raise Refused("没有写明公示载体", code="missing_words", field="place", clause=CLAUSE, expected="网站、报纸或者公示栏")
    if published_on > day_of(at):
        raise Refused("公示日期尚未到来", code="future_date", field="published_on", clause=CLAUSE, expected=f"{day_of(at)}或以前")
    paid = Payment.objects.filter(state=PAID).select_related("award").order_by("answered_on", "number")
    about = _of_batch(batch, paid) if batch else _of_year(year, paid)
    rows = [_row(payment) for payment in about.pop("paid")]
    if not rows:
        raise Refused("没有已付讫的奖补可以公示", code="nothing_paid", clause=CLAUSE)
    total = sum((payment.amount_cny for payment in paid.filter(number__in=[row["number"] for row in rows])), NOTHING)
    publication = Publication.objects.create(
        number=next_number("open-economy-publication", at=at, pattern="GS{year}-{serial:04d}"),
        place=place.strip(),
        published_on=published_on,
        rows=rows,
        total_cny=total,
        by=by.id,
        **about,
    )
    told = {"lines": len(rows), "total": total, "recovered": publication.recovered_cny, "place": publication.place}
    record(subject=f"publication:{publication.number}", kind="fund.published", by=by, at=at, body=told)
    return Answer(publication.number, "published", f"已登记公示：{publication.title}，{len(rows)}项，{format_money(total)}元")


def _of_batch(number: str, paid: QuerySet[Payment]) -> dict[str, Any]:
    batch = locked_batch(number, SETTLED, "公示")
    if Publication.objects.filter(batch=batch).exists():
        raise Refused(f"批次{number}已经公示", code="already_published", field="batch", clause=CLAUSE, status=409)
    return {"batch": batch, "title": f"开放型经济专项资金支付公示（批次{number}）", "paid": paid.filter(batch=batch)}


def _of_year(year: str, paid: QuerySet[Payment]) -> dict[str, Any]:
    given = covered_year(year)
    title = f"{given}年度开放型经济专项资金使用情况公示"
    return {"year": given, "title": title, "recovered_cny": year_fund(given).returned, "paid": paid.filter(award__year=given)}


def _row(payment: Payment) -> dict[str, str]:
    award = payment.award
    return {
        "number": payment.number,
        "enterprise": award.enterprise_name,
        "uscc": award.uscc,
        "award": TITLES[award.award],
        "year": str(award.year),
        "amount": f"{payment.amount_cny:.2f}",
        "paid_on": f"{payment.answered_on:%Y-%m-%d}",
    }
