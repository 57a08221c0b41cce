"""Amounts as people say them."""

from __future__ import annotations

from decimal import Decimal

from onewindow.rules.units import Unit, unit_title

TEN_THOUSAND = 10_000


def in_words(value: Decimal, unit: Unit) -> str:
    """2万元, 100万美元, 0.03元/美元, 70%."""
    if not unit:
        return f"{plain(value * 100)}%"
    if value and value % 100 == 0 and abs(value) >= TEN_THOUSAND:
        return f"{plain(value / TEN_THOUSAND)}万{unit_title(unit)}"
    return f"{plain(value)}{unit_title(unit)}"


def plain(value: Decimal) -> str:
    """1,234.5 without trailing zeros."""
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
