"""What a right is worth on a day, and how far that lies from the reference price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from miluo.valuation_disposal.figures import figure
from miluo.valuation_disposal.kinds import (
    AGREED,
    CONTESTED,
    DRAWING,
    DRAWN,
    HOUSE,
    HOUSED,
    LAND,
    OBJECTS,
    ONCE_METRE,
    PROFESSIONAL,
    REPORTED,
    SETTLED,
    UNITS,
    YEARLY,
)
from miluo.valuation_disposal.models import PriceLine, Report, Valuation
from miluo.valuation_disposal.models.prices import PUBLISHED
from miluo.valuation_disposal.models.valuations import FIRST
from onewindow.words.money import FEN, format_money, to_fen

METRES_IN_MU = Decimal(2000) / Decimal(3)
DAYS_IN_YEAR = Decimal("365.25")


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference prices that fit a valuation, of its land and of its house, and what the right would be worth by them: 元.

    ``lacking`` are the objects of the right that no price or no area is known of; the value is without them.
    """

    lines: tuple[PriceLine, ...]
    value_cny: Decimal
    lacking: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The prices as the page shows them."""
        prices = "、".join(map(_priced, self.lines))
        without = f"（不含{'、'.join(OBJECTS[each] for each in self.lacking)}）" if self.lacking else ""
        return f"{prices}，折合{format_money(self.value_cny)}元{without}"


def _priced(line: PriceLine) -> str:
    of = OBJECTS[line.object] if line.right_kind in HOUSED else ""
    return f"{line.opinion.year}年{of}参考价{format_money(line.price_cny)}{UNITS[line.unit]}"


def prevailing(right: str, on: date) -> Valuation | None:
    """The latest valuation of a right whose value stood on a day; None where none did."""
    found = Valuation.objects.filter(right=right, value_cny__isnull=False).select_related("bank").order_by("-pk")
    return next((each for each in found if _stood(each, on)), None)


def _stood(valuation: Valuation, on: date) -> bool:
    """Whether its value stands and was known on a day. While a second report is awaited, none does."""
    if valuation.method != PROFESSIONAL:
        return valuation.state == SETTLED and valuation.valued_on is not None and valuation.valued_on <= on
    return valuation.state in {REPORTED, SETTLED} and any(report.delivered_on <= on for report in valuation.reports.all())


def awaiting(valuation: Valuation) -> bool:
    """Whether a second report is awaited."""
    return hasattr(valuation, "objection") and valuation.state in {CONTESTED, DRAWING, DRAWN}


def awaited(right: str, bank: str) -> Valuation | None:
    """The valuation of a right for a bank by an appraiser that the parties agreed on and whose value is not settled yet."""
    under_way = (AGREED, DRAWING, DRAWN, REPORTED, CONTESTED)
    return Valuation.objects.filter(right=right, bank__key=bank, method=PROFESSIONAL, state__in=under_way).first()


def report(number: str) -> Report | None:
    """The report of that number."""
    return Report.objects.select_related("valuation", "appraiser").filter(number=number).first()


def first_report(valuation: Valuation) -> Report | None:
    return valuation.reports.filter(round=FIRST).first()


def reference(valuation: Valuation, on: date) -> Reference | None:
    """The latest published prices of its kind in its town by a day (valuation-8), of land and house together; None where there is none."""
    wanted = (LAND, HOUSE) if valuation.right_kind in HOUSED else (LAND,)
    found = [(line, _quantity(valuation, line, on)) for each in wanted if (line := _latest(valuation, each, on))]
    known = [(line, quantity) for line, quantity in found if quantity]
    if not known:
        return None
    lacking = tuple(each for each in wanted if each not in {line.object for line, _ in known})
    return Reference(
        tuple(line for line, _ in known), to_fen(sum((line.price_cny * quantity for line, quantity in known), Decimal(0))), lacking
    )


def _latest(valuation: Valuation, of: str, on: date) -> PriceLine | None:
    lines = PriceLine.objects.filter(
        opinion__state=PUBLISHED,
        opinion__published_on__lte=on,
        right_kind=valuation.right_kind,
        object=of,
        town=valuation.town,
    )
    return lines.select_related("opinion").order_by("-opinion__year", "-opinion__published_on").first()


def _quantity(valuation: Valuation, line: PriceLine, on: date) -> Decimal:
    """How much of a right its price is multiplied by, in the unit of the price; zero where that is not known."""
    if line.object == HOUSE:
        return valuation.house_metres or Decimal(0)
    quantity = valuation.area_mu * METRES_IN_MU if line.unit == ONCE_METRE else valuation.area_mu
    return quantity * (_years_left(valuation, on) if line.unit == YEARLY else 1)


def share_off(value: Decimal, found: Reference | None) -> Decimal | None:
    """By which share a value lies above (below: negative) the reference price; None where they cannot be compared.

    A value of land and house is not held against the price of the land alone.
    """
    if found is None or found.lacking or found.value_cny < FEN:
        return None
    return (value - found.value_cny) / found.value_cny


def is_far_off(value: Decimal, found: Reference | None, on: date) -> bool:
    """Whether a value lies so far off the reference price that it is to be looked at again (conv-valuation-7)."""
    share = share_off(value, found)
    return share is not None and abs(share) > figure("price_deviation", on)


def deviation(value: Decimal, found: Reference | None, on: date) -> str:
    """What is said of a value that lies far off the reference price; empty where it does not."""
    share = share_off(value, found)
    if found is None or share is None or not is_far_off(value, found, on):
        return ""
    side = "高" if share > 0 else "低"
    return f"价值{format_money(value)}元比参考价折合的{format_money(found.value_cny)}元{side}{abs(share) * 100:.1f}%，请核对"


def _years_left(valuation: Valuation, on: date) -> Decimal:
    """The years that are left of the right, for a price by the year; nothing where it has no end on record."""
    if valuation.right_ends_on is None or valuation.right_ends_on <= on:
        return Decimal(0)
    return Decimal((valuation.right_ends_on - on).days) / DAYS_IN_YEAR
