"""Which awards may be paid on a day, and what keeps the others back: a few questions for all awards together, none for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from miluo.open_economy.conventions import OBJECTION_WINDOW
from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import TITLES, Award
from miluo.open_economy.models.objections import OPEN, Objection
from miluo.open_economy.models.payouts import GIVEN_BACK, LIVE, PAID, BankAccount, Payment
from miluo.open_economy.models.sanctions import HOLDS_PAYMENTS, FraudCase
from miluo.open_economy.selectors.standing import Standing, standings
from onewindow.words.days import said
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.counting import WorkingDays, add

WINDOW = WorkingDays(5, OBJECTION_WINDOW)
PAYABLE = "payable"
STATES = {
    "paid": "已付讫",
    "paying": "支付中",
    "withdrawn": "已撤销",
    "disputed": "违规查处中，暂停支付",
    "objection": "异议待答复",
    "published": "公示中",
    "no_account": "没有收款账户",
    "given_back": "银行退回，待更正收款账户",
    PAYABLE: "可以支付",
}


@dataclass(frozen=True, slots=True)
class Due:
    """An award, what of it is owed in 元, and where it stands on the way to payment (``STATES``).

    ``reason`` is what the bank said when it gave the money back to the account that is still the enterprise's; ``note`` what was taken
    from the award since it was decided.
    """

    award: Award
    owed: Decimal
    state: str
    until: date
    account: BankAccount | None
    reason: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.award.award]

    @property
    def state_title(self) -> str:
        return f"公示至{said(self.until)}" if self.state == "published" else STATES[self.state]


def window_ends(published_on: date) -> date:
    """The last day on which an award may be objected to (conv-open-1)."""
    return add(published_on, WINDOW, current_calendar()).due


def dues(awards: QuerySet[Award], on: date, *, drafted: bool = False) -> list[Due]:
    """Where each of these awards stands on a day, in the order of the register; ``drafted``: apart from the batch that it stands in."""
    found = standings(awards.order_by("id"))
    numbers, codes = [each.award.pk for each in found], {each.award.uscc for each in found}
    live = Payment.objects.none() if drafted else Payment.objects.filter(award__in=numbers, state__in=LIVE)
    payments = dict(live.values_list("award", "state"))
    objected = set(Objection.objects.filter(award__in=numbers, state=OPEN).values_list("award", flat=True))
    disputed = disputed_among(codes)
    accounts = {each.uscc: each for each in BankAccount.objects.filter(uscc__in=codes, replaced_at=None).defer("account")}
    back = given_back().filter(award__in=numbers)
    reasons = dict(back.order_by("id").values_list("award", "reason"))
    ends = {day: window_ends(day) for day in {each.award.published_on for each in found}}

    def due(each: Standing) -> Due:
        row = each.award
        paying, until, account = payments.get(row.pk), ends[row.published_on], accounts.get(row.uscc)
        holds = {
            "paid": paying == PAID,
            "paying": paying is not None,
            "withdrawn": each.owed <= NOTHING,
            "disputed": row.uscc in disputed,
            "objection": row.pk in objected,
            "published": on <= until,
            "no_account": account is None,
            "given_back": row.pk in reasons,
        }
        state = next((state for state, held in holds.items() if held), PAYABLE)
        return Due(row, each.owed, state, until, account, reasons.get(row.pk, ""), each.note)

    return [due(each) for each in found]


def given_back() -> QuerySet[Payment]:
    """Payments that the bank gave back and whose account nobody has entered anew since: to it nothing more is paid (conv-open-4)."""
    return Payment.objects.filter(state__in=GIVEN_BACK, account__replaced_at=None)


def disputed_among(codes: Iterable[str]) -> set[str]:
    """The enterprises among these against which a case is open, or which still owe money back (conv-open-6)."""
    return set(FraudCase.objects.filter(uscc__in=codes, state__in=HOLDS_PAYMENTS).values_list("uscc", flat=True))
