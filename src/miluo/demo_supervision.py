"""演示数据 of supervision: a late case that climbed to the leader in charge, an order about it, a bad rating to be called back."""

from __future__ import annotations

from datetime import date, datetime

from miluo.demonstration import actor, moment
from onewindow.accounts import services as accounts
from onewindow.accounts.models import LeaderAccount, User
from onewindow.cases import services as cases
from onewindow.cases.models import Case
from onewindow.supervision import services as supervision
from onewindow.supervision.grounds import SLOW_RESPONSE
from onewindow.supervision.models import CallBack, Finding, Order
from onewindow.words.actor import Actor

SINCE = date(2023, 4, 6)  # the division of work is in force from this day
LEADER = "fu-wenyong"  # answers for 市商务粮食局
RATED = date(2023, 8, 21)
ORDERED = date(2023, 9, 4)


def load(*, by: Actor, at: datetime) -> None:
    """Each step if it has not been taken; everything through the doors."""
    user = User.objects.get(username="fenguan")
    if not LeaderAccount.objects.filter(user=user).exists():
        accounts.bind_leader(user=user, leader=LEADER, valid_from=SINCE, by=by, at=at)
    if not CallBack.objects.exists():
        _rate()
    if not Order.objects.exists():
        supervision.look(at=moment(ORDERED))
        _order()
    supervision.run_daily(at=at)


def _rate() -> None:
    case = Case.objects.filter(issued_at__isnull=False, rating=None, applicant=actor("qiye2", RATED).id).order_by("id").first()
    if case is not None:
        cases.rate(number=case.number, level=2, comment="等候时间太长（演示数据）", by=actor("qiye2", RATED), at=moment(RATED))


def _order() -> None:
    found = Finding.objects.filter(ground=SLOW_RESPONSE, organisation="commerce-grain", withdrawn_on=None).values_list("pk", flat=True)
    if found:
        demand = "请说明没有及时响应的原因，落实整改措施。（演示数据）"
        supervision.issue_order(kind="explain", findings=list(found), demand=demand, by=actor("jiancha", ORDERED), at=moment(ORDERED))
