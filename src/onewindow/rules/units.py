"""Units of numbers: currencies and counts, multiplied and divided, and how they are written in Chinese."""

from __future__ import annotations

from collections import Counter

from onewindow.rules.mistakes import RuleError

Unit = tuple[tuple[str, int], ...]  # (("CNY", 1), ("USD", -1)) is yuan for each dollar; () a ratio or a bare count
RATIO: Unit = ()
CURRENCIES = frozenset({"CNY", "USD"})
_TITLES = {
    "CNY": "元",
    "USD": "美元",
    "person": "人",
    "order": "单",
    "fair": "个展会",
    "booth": "个展位",
    "year": "年",
    "month": "个月",
    "day": "日",
    "vote": "票",
    "window": "个",
    "working_day": "个工作日",
    "minute": "分钟",
}


def parse_unit(text: str) -> Unit:
    """``ratio``, ``USD`` or ``CNY/USD``. Raises RuleError for a unit that nobody knows."""
    if text == "ratio":
        return RATIO
    over, _, under = text.partition("/")
    for name in filter(None, (over, under)):
        if name not in _TITLES:
            raise RuleError(f"{text!r} is no unit: ratio, or one or a quotient of {', '.join(_TITLES)}")
    return times(((over, 1),), ((under, -1),)) if under else ((over, 1),)


def times(left: Unit, right: Unit) -> Unit:
    powers = Counter(dict(left))
    powers.update(dict(right))
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def over(left: Unit, right: Unit) -> Unit:
    return times(left, tuple((name, -power) for name, power in right))


def is_money(unit: Unit) -> bool:
    return len(unit) == 1 and unit[0][1] == 1 and unit[0][0] in CURRENCIES


def unit_title(unit: Unit) -> str:
    """``元``, ``美元``, ``元/美元``; empty for a ratio."""
    above = "·".join(_TITLES[name] for name, power in unit if power > 0)
    below = "·".join(_TITLES[name] for name, power in unit if power < 0)
    return f"{above or '1'}/{below}" if below else above


def unit_name(unit: Unit) -> str:
    """As ``parse_unit`` reads it: ``CNY/USD``, ``ratio``."""
    above = "·".join(name for name, power in unit for _ in range(power))
    below = "·".join(name for name, power in unit for _ in range(-power))
    return (f"{above or '1'}/{below}" if below else above) or "ratio"
