"""名录 and 台账 as papers: numbered, sealed, as they stand on the day (riskfund-7e, riskfund-7h)."""

from __future__ import annotations

from datetime import datetime

from miluo.risk_fund import papers
from miluo.risk_fund.models.subjects import Listing
from miluo.risk_fund.selectors.reports import DoesNotTie, registers
from miluo.risk_fund.services.money import held_position
from miluo.risk_fund.services.offices import authority_of, require_finance
from onewindow.cases.services.door import Answer, door
from onewindow.papers import services as issuing
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@door
def print_list(*, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """制发名录: what the actor's authority has listed and not taken off. Raises Refused (409) for an empty list."""
    authority, on = authority_of(by), day_of(at)
    found = list(Listing.objects.filter(authority=authority, left_on=None).select_related("subject").order_by("id"))
    if not found:
        message = f"{authority.short_name}的名录是空的"
        raise Refused(message, code="nothing_listed", clause="riskfund-7e", expected="先列入支持对象", status=409)
    words = papers.list_words(authority, found, on)
    paper = issuing.issue(kind=papers.LIST, case="", content=words, organisation=authority.key, by=by, at=at)
    return Answer(paper.number, "printed", f"已制发名录{paper.number}，{len(found)}个主体", paper=paper.number)


@door
def print_ledger(*, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """制发台账 of compensations and recoveries. Raises Refused (409) where register and book are not at one."""
    require_finance(by)
    held_position()
    try:
        claims, recoveries = registers()
    except DoesNotTie as broken:
        message = "登记簿与账簿不符，不能制发台账"
        raise Refused(message, code="does_not_tie", clause="riskfund-10", expected=f"先核对账簿：{broken}", status=409) from None
    words = papers.ledger_words(claims, recoveries, day_of(at))
    paper = issuing.issue(kind=papers.LEDGER, case="", content=words, organisation=papers.ISSUER, by=by, at=at)
    return Answer(paper.number, "printed", f"已制发台账{paper.number}", paper=paper.number)
