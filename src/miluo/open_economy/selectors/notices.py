"""The notices of decisions on an enterprise's page: which wait to be signed for, when each came, until when it may be contested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.objections import Withdrawal
from miluo.open_economy.models.sanctions import Delivery, FraudCase
from miluo.open_economy.selectors.dues import dues
from onewindow.accounts.selectors import enterprises_of
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW
from onewindow.papers.letterheads import Letterhead, letterhead
from onewindow.web.waiting import Waiting
from onewindow.words.actor import Actor
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import Days, Due, Months, add

REVIEW = Days(60, RECONSIDERATION_LAW)
SUIT = Months(6, LITIGATION_LAW)


@dataclass(frozen=True, slots=True)
class Remedies:
    """Where and until when a decision may be contested, counted from the day on which it was delivered."""

    head: Letterhead
    review: Due
    suit: Due


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice of one case; ``remedies`` are None until it is delivered, and for a decision that takes nothing."""

    case: FraudCase
    delivery: Delivery | None
    remedies: Remedies | None

    @property
    def enterprise_name(self) -> str:
        return self.case.award.enterprise_name


def notice_of(case: FraudCase, office: str) -> Notice:
    """The notice of a case with its delivery; ``office`` is whose letterhead it bears."""
    delivery = Delivery.objects.filter(case=case).first()
    takes = case.recover_cny or Withdrawal.objects.filter(source=case.number).exists()
    if delivery is None or not takes:
        return Notice(case, delivery, None)
    calendar, since = current_calendar(), delivery.delivered_on
    return Notice(case, delivery, Remedies(letterhead(office), add(since, REVIEW, calendar), add(since, SUIT, calendar)))


def mine(actor: Actor, today: date) -> list[tuple[FraudCase, Delivery | None]]:
    """The cases with a notice to the enterprises that an actor may act for, the newest first, each with its delivery."""
    codes = [agency.uscc for agency in enterprises_of(actor, today)]
    found = FraudCase.objects.filter(uscc__in=codes).exclude(paper="").select_related("award", "delivery")
    return [(case, getattr(case, "delivery", None)) for case in found]


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Notices to sign for, and money that the bank gave back, a line each."""
    if not actor.may("cases.apply"):
        return
    for case, delivery in mine(actor, today):
        if delivery is None:
            yield Waiting(
                title=f"有一份文书请您签收：{case.award.enterprise_name}",
                text="市商务粮食局作出了专项资金违规处理决定，告知书签收后可以查看和下载。",
                url=reverse("open_economy_public:notice", args=[case.number]),
                link="去签收",
                icon="bell-fill",
            )
    codes = [agency.uscc for agency in enterprises_of(actor, today)]
    back = [due for due in dues(Award.objects.filter(uscc__in=codes), today) if due.state == "given_back"]
    for name in dict.fromkeys(due.award.enterprise_name for due in back):
        yield Waiting(
            title=f"银行退回了奖补，请重新登记收款账户：{name}",
            text="登记以后编入下一批支付。",
            url=reverse("open_economy_public:account"),
            link="去登记",
            icon="exclamation-triangle-fill",
        )
