"""What rests on a right that something later stands against: agreements on the way and the mortgage that stands (conv-mortgage-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.rural_mortgage.models import Agreement, Flag, Mortgage, Right
from miluo.rural_mortgage.models.agreements import CONFIRMED, FILED
from miluo.rural_mortgage.models.mortgages import STANDING

OPEN = (FILED, CONFIRMED)


@dataclass(frozen=True, slots=True)
class Warned:
    """One agreement or mortgage that rests on a right with a flag: its number, what it is, the flag."""

    number: str
    is_mortgage: bool
    right: str
    bank: str
    flag: Flag


def resting_on(right: Right) -> list[str]:
    """The subjects, in the trail, of what rests on a right now."""
    agreements = [row.subject for row in Agreement.objects.filter(right=right, state__in=OPEN)]
    return [*agreements, *(row.subject for row in Mortgage.objects.filter(right=right, state=STANDING))]


def warned_on(day: date, *, bank: str = "") -> list[Warned]:
    """Everything that rests on a right against which something stands on a day; of one bank where named."""
    flags = [flag for flag in Flag.objects.filter(starts_on__lte=day).select_related("right") if flag.holds_on(day)]
    by_right: dict[int, list[Flag]] = {}
    for flag in flags:
        by_right.setdefault(flag.right_id, []).append(flag)
    agreements = Agreement.objects.filter(right__in=by_right, state__in=OPEN).select_related("right", "bank")
    mortgages = Mortgage.objects.filter(right__in=by_right, state=STANDING).select_related("right", "bank")
    found = [Warned(row.number, False, row.right.number, row.bank.key, flag) for row in agreements for flag in by_right[row.right_id]]
    found += [Warned(row.number, True, row.right.number, row.bank.key, flag) for row in mortgages for flag in by_right[row.right_id]]
    return [each for each in found if not bank or each.bank == bank]
