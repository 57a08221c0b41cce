"""Tiers as they are written (1万～10万美元（含）, 50万元以下) and which numbers they hold (民法典第一千二百五十九条). No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onewindow.law.gazette.text import ITEM, Passage
from onewindow.law.lint.library import Text

_NUMBER = r"(\d+(?:\.\d+)?)(万|亿|千|百)?"
_UNIT = r"(美元|元|周岁|岁|年|个月|亩|户|人|家|单|%|平方米|公里|吨)"
_MARK = r"(（含）)?"
_PATTERNS = (
    ("range", re.compile(rf"{_NUMBER}{_UNIT}?{_MARK}[～~—–-]+{_NUMBER}{_UNIT}{_MARK}(?!\d|月)")),
    ("both", re.compile(rf"{_NUMBER}{_UNIT}{_MARK}(?:及)?以上[，、]?(?:不满)?{_NUMBER}{_UNIT}{_MARK}(以下|以内|的)")),
    ("over", re.compile(rf"(?<![不未])超过{_NUMBER}{_UNIT}{_MARK}")),
    ("from", re.compile(rf"{_NUMBER}{_UNIT}{_MARK}(?:及)?以上")),
    ("to", re.compile(rf"{_NUMBER}{_UNIT}{_MARK}(?:及)?(?:以下|以内)")),
    ("below", re.compile(rf"(?:不满|不足|低于){_NUMBER}{_UNIT}")),
)
_SCALES = {None: 1, "": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_MEASURE = re.compile(r"([一-鿿]{2,4})在?$")
_YEARS = range(1900, 2200)  # “2023年以内” is a date, no span


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a tier. ``included`` is what the words say, None where they are silent; ``marked``: by （含） itself."""

    value: Decimal
    included: bool | None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier where it stands. A missing bound means that the tier is open at that end."""

    lower: Bound | None
    upper: Bound | None
    unit: str
    written: str
    passage: Passage
    at: int

    @property
    def silent(self) -> bool:
        """Whether neither end says if it belongs to the tier."""
        return all(bound is None or (bound.included is None and not bound.marked) for bound in (self.lower, self.upper))


def tiers_of(passage: Passage) -> list[Tier]:
    """The tiers in a passage, in the order of the text; a longer way of writing one is read before its parts."""
    taken: list[tuple[int, int]] = []
    found: list[Tier] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(passage.text):
            if any(first < match.end() and match.start() < last for first, last in taken):
                continue
            taken.append(match.span())
            tier = _tier(kind, match, passage)
            if tier is not None:
                found.append(tier)
    return sorted(found, key=lambda tier: tier.at)


def chains(text: Text) -> Iterator[tuple[Tier, ...]]:
    """The scales of a document: tiers that follow each other upwards or downwards, each beginning where its neighbour ends."""
    for passages in _scopes(text):
        chain: list[Tier] = []
        for tier in (tier for passage in passages for tier in tiers_of(passage)):
            if chain and not _goes_on(chain, tier):
                if len(chain) > 1:
                    yield _sorted(chain)
                chain = []
            chain.append(tier)
        if len(chain) > 1:
            yield _sorted(chain)


def _scopes(text: Text) -> Iterator[Sequence[Passage]]:
    """What is read as one scale: a passage alone, or the items of one list together."""
    lists: dict[str, list[Passage]] = {}
    for passage in text.worded:
        if passage.kind == ITEM:
            lists.setdefault(passage.parent, []).append(passage)
        else:
            yield [passage]
    yield from lists.values()


def _goes_on(chain: Sequence[Tier], tier: Tier) -> bool:
    """Whether a tier continues a scale in its direction; what begins again at a lower number is another scale."""
    last = chain[-1]
    up, down = _same(last.upper, tier.lower), _same(last.lower, tier.upper)
    if last.unit != tier.unit or len(chain) == 1:
        return last.unit == tier.unit and (up or down)
    return up if _same(chain[0].upper, chain[1].lower) else down


def _same(one: Bound | None, other: Bound | None) -> bool:
    return one is not None and other is not None and one.value == other.value


def _sorted(chain: Sequence[Tier]) -> tuple[Tier, ...]:
    """From the lowest tier up."""
    return tuple(sorted(chain, key=lambda tier: (tier.lower is not None, tier.lower.value if tier.lower else Decimal(0))))


def _tier(kind: str, match: re.Match[str], passage: Passage) -> Tier | None:
    lower: Bound | None = None
    upper: Bound | None = None
    if kind in {"range", "both"}:
        low, low_scale, low_unit, low_mark, high, high_scale, unit, high_mark = match.groups()[:8]
        if kind == "range" and not low_scale and not low_unit and high_scale and Decimal(low) < Decimal(high):
            low_scale = high_scale  # 1～10万: the scale is written once
        lower = _bound(low, low_scale, low_mark, included=True if kind == "both" else None)
        closed = kind == "both" and match[9] in {"以下", "以内"}
        upper = _bound(high, high_scale, high_mark, included=True if closed else None)
        if lower.value >= upper.value or _is_year(low, low_unit or unit):
            return None
    else:
        number, scale, unit, *mark = match.groups()
        bound = _bound(number, scale, mark[0] if mark else None, included=kind in {"from", "to"})
        if _is_year(number, unit):
            return None
        lower, upper = (bound, None) if kind in {"over", "from"} else (None, bound)
    return Tier(lower, upper, unit, match[0], passage, match.start())


def _bound(number: str, scale: str | None, mark: str | None, *, included: bool | None) -> Bound:
    return Bound(Decimal(number) * _SCALES[scale], True if mark else included, bool(mark))


def _is_year(number: str, unit: str | None) -> bool:
    return unit == "年" and number.isdecimal() and int(number) in _YEARS
