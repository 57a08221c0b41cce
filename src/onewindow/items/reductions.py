"""四减: materials, links, days and trips of an item before and after, read from its versions. No figure is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onewindow.items.content import Content
from onewindow.items.models import ItemVersion, State
from onewindow.items.selectors import content_of

DIMENSIONS = {"materials": "材料", "links": "环节", "days": "时限", "trips": "跑动次数"}
UNITS = {"materials": "份", "links": "个", "days": "个工作日", "trips": "次"}


@dataclass(frozen=True, slots=True)
class Reduction:
    """One dimension of one item; a value is None where the version does not state it."""

    dimension: str
    before: int | None
    after: int | None

    @property
    def title(self) -> str:
        return DIMENSIONS[self.dimension]

    @property
    def by(self) -> int | None:
        """How much less it is; negative where it grew."""
        return None if self.before is None or self.after is None else self.before - self.after

    @property
    def more(self) -> int:
        """How much it grew; 0 where it did not."""
        return max(0, -(self.by or 0))

    @property
    def grew(self) -> bool:
        """不减反增: it is more than before."""
        return self.by is not None and self.by < 0


@dataclass(frozen=True, slots=True)
class ItemReductions:
    """The four of one item: the version in force beside the first that held."""

    first: ItemVersion
    now: ItemVersion
    four: tuple[Reduction, ...]

    @property
    def grew(self) -> bool:
        return any(each.grew for each in self.four)


def measures(content: Content) -> dict[str, int | None]:
    """Materials that must be handed in, links of the process, days that are promised, trips to the hall."""
    return {
        "materials": sum(1 for each in content.materials if each.required),
        "links": len(content.steps),
        "days": content.effective_days,
        "trips": content.visits,
    }


def between(before: Content, after: Content) -> tuple[Reduction, ...]:
    """The four reductions from one content to another."""
    old, new = measures(before), measures(after)
    return tuple(Reduction(name, old[name], new[name]) for name in DIMENSIONS)


def reductions_on(day: date) -> list[ItemReductions]:
    """Every item in force on a day, compared with the first version of it that held."""
    held = ItemVersion.objects.filter(state=State.PUBLISHED, effective_from__lte=day).select_related("item__organisation")
    firsts: dict[int, ItemVersion] = {}
    now: dict[int, ItemVersion] = {}
    for version in held.order_by("item_id", "number"):
        firsts.setdefault(version.item_id, version)
        if version.effective_until is None or version.effective_until >= day:
            now[version.item_id] = version
    return [ItemReductions(firsts[key], each, between(content_of(firsts[key]), content_of(each))) for key, each in now.items()]


def totals(found: Iterable[ItemReductions]) -> tuple[Reduction, ...]:
    """The sums of all items, of what both versions state."""
    rows = [each.four for each in found]
    return tuple(_sum(name, [four[place] for four in rows]) for place, name in enumerate(DIMENSIONS))


def _sum(name: str, each: list[Reduction]) -> Reduction:
    stated = [(one.before, one.after) for one in each if one.before is not None and one.after is not None]
    return Reduction(name, sum(before for before, _ in stated), sum(after for _, after in stated))
