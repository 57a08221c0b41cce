"""What became of the awards of the register: granted, withdrawn before they were paid, given back after it; and what of them still counts.

The granted figure stays as it was decided. What was taken from it are rows of their own, and this is the one place that nets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.objections import Withdrawal
from miluo.open_economy.models.sanctions import Repayment
from onewindow.words.money import FEN, format_money


@dataclass(frozen=True, slots=True)
class Standing:
    """An award with what was withdrawn of it, what came back, and what of both gave its room back. All in 元, none below zero."""

    award: Award
    withdrawn: Decimal
    recovered: Decimal
    freed: Decimal

    @property
    def owed(self) -> Decimal:
        """What was granted and not withdrawn: what is to be paid, or was."""
        return self.award.amount_cny - self.withdrawn

    @property
    def kept(self) -> Decimal:
        """What the enterprise was given, or is to be given, and need not give back or has not given back yet."""
        return self.owed - self.recovered

    @property
    def counted(self) -> Decimal:
        """What counts against the caps and the differences of later claims (reading ``after_recovery``)."""
        return self.award.amount_cny - self.freed

    @property
    def note(self) -> str:
        """What was taken from it, in Chinese; empty where nothing was."""
        taken = (("撤销", self.withdrawn), ("追回", self.recovered))
        told = [f"{what}{format_money(amount)}元" for what, amount in taken if amount]
        return f"原决定{format_money(self.award.amount_cny)}元，已{'，'.join(told)}" if told else ""


def standings(awards: QuerySet[Award]) -> list[Standing]:
    """These awards in their order, each with what became of it. Three queries; one where there is no award."""
    rows = list(awards)
    if not rows:
        return []
    these = awards.order_by().values("pk")
    withdrawn = _by_award(Withdrawal.objects.filter(award__in=these), "award", "frees")
    recovered = _by_award(Repayment.objects.filter(case__award__in=these), "case__award", "case__frees")
    return [_standing(row, withdrawn.get(row.pk), recovered.get(row.pk)) for row in rows]


def standing(award: Award) -> Standing:
    """One award with what became of it."""
    return standings(Award.objects.filter(pk=award.pk))[0]


def counted_sum(found: Iterable[Standing]) -> Decimal:
    """What counts of several awards, in 元."""
    return sum((each.counted for each in found), NOTHING)


_Sums = tuple[Decimal, Decimal]  # of everything, and of what gave its room back


def _by_award(taken: QuerySet[Withdrawal] | QuerySet[Repayment], award: str, frees: str) -> dict[int, _Sums]:
    sums = taken.order_by().values_list(award).annotate(all=Sum("amount_cny"), freed=Sum("amount_cny", filter=Q(**{frees: True})))
    return {number: (_fen(every), _fen(freed)) for number, every, freed in sums}


def _fen(sum_: Decimal | None) -> Decimal:
    """A sum in whole fen: SQLite adds in floating point."""
    return (sum_ or NOTHING).quantize(FEN)


def _standing(award: Award, withdrawn: _Sums | None, recovered: _Sums | None) -> Standing:
    (gone, gone_freed), (back, back_freed) = withdrawn or (NOTHING, NOTHING), recovered or (NOTHING, NOTHING)
    return Standing(award, gone, back, gone_freed + back_freed)
