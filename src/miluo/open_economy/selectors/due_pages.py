"""The awards that are owed, a page at a time: those that may be paid and those that may not yet, asked of the database as one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.objections import OPEN, Objection, Withdrawal
from miluo.open_economy.models.payouts import LIVE, PAID, BankAccount, Payment
from miluo.open_economy.models.sanctions import HOLDS_PAYMENTS, FraudCase
from miluo.open_economy.selectors.dues import Due, dues, given_back, window_ends
from onewindow.words.money import FEN

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class DuePage:
    """Some awards in the order of the register; ``after`` is where the next page begins, None on the last."""

    dues: list[Due]
    after: int | None


@dataclass(frozen=True, slots=True)
class Owed:
    """How many awards may be paid on a day and what they come to in 元, and how many are held back."""

    ready: int
    ready_cny: Decimal
    held: int


def owed(on: date) -> Owed:
    """The counts above the pages."""
    payable = _payable(on)
    granted = payable.aggregate(sum=Sum("amount_cny"))["sum"] or NOTHING
    withdrawn = Withdrawal.objects.filter(award__in=payable.values("pk")).aggregate(sum=Sum("amount_cny"))["sum"] or NOTHING
    return Owed(payable.count(), granted.quantize(FEN) - withdrawn.quantize(FEN), _held(on).count())


def page_of(on: date, *, payable: bool, after: int = 0) -> DuePage:
    """Up to a hundred awards after that number. What is shown of each is found out once more, one by one."""
    wanted = _payable(on) if payable else _held(on)
    numbers = list(wanted.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: A_PAGE + 1])
    shown = numbers[:A_PAGE]
    return DuePage(dues(Award.objects.filter(pk__in=shown), on), shown[-1] if len(numbers) > A_PAGE else None)


def _payable(on: date) -> QuerySet[Award]:
    return _owed().filter(_may_be_paid(on))


def _held(on: date) -> QuerySet[Award]:
    return _owed().exclude(_may_be_paid(on))


def _owed() -> QuerySet[Award]:
    """Awards of which something is owed and that are not paid."""
    paid = Payment.objects.filter(award=OuterRef("pk"), state=PAID)
    gone = Withdrawal.objects.filter(award=OuterRef("pk")).order_by().values("award").annotate(sum=Sum("amount_cny")).values("sum")
    withdrawn = Coalesce(Subquery(gone), NOTHING, output_field=DecimalField(max_digits=14, decimal_places=2))
    # Half a fen between them: SQLite adds in floating point, and no award is left with less than a fen.
    return Award.objects.annotate(withdrawn=withdrawn).filter(~Exists(paid), withdrawn__lt=F("amount_cny") - FEN / 2)


def _may_be_paid(on: date) -> Q:
    """The same questions as ``dues`` asks; a test holds the two together."""
    stopped = FraudCase.objects.filter(uscc=OuterRef("uscc"), state__in=HOLDS_PAYMENTS)
    account = BankAccount.objects.filter(uscc=OuterRef("uscc"), replaced_at=None)
    return Q(
        ~Exists(Payment.objects.filter(award=OuterRef("pk"), state__in=LIVE)),
        ~Exists(stopped),
        ~Exists(Objection.objects.filter(award=OuterRef("pk"), state=OPEN)),
        Exists(account),
        ~Exists(given_back().filter(award=OuterRef("pk"))),
        published_on__lte=_last_published(on),
    )


def _last_published(on: date) -> date:
    """The latest day of publication whose window is over."""
    day = on
    while window_ends(day) >= on:
        day -= timedelta(days=1)
    return day
