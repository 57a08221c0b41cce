"""The catalogue as the desk lists it: where every item stands, and who acts next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onewindow.accounts.roles import roles_with
from onewindow.items.models import Discrepancy, Item, ItemVersion, State
from onewindow.trail.models import Event
from onewindow.words.actor import Actor

STANDS = {
    "draft": "草稿",
    "in_review": "待审核",
    "approved": "待发布",
    "in_force": "现行",
    "planned": "待生效",
    "resting": "没有现行版本",
}
_PERMISSION = {"draft": "items.draft", "in_review": "items.review", "approved": "items.publish"}
ACTS = {
    "items.drafted": "起草",
    "items.changed": "修改草稿",
    "items.submitted": "送审",
    "items.approved": "审核通过",
    "items.returned": "退回修改",
    "items.published": "发布",
    "items.withdrawn": "撤回",
    "items.discarded": "放弃草稿",
    "items.seeded": "首次装载",
}


@dataclass(frozen=True, slots=True)
class Row:
    """An item: the version in force, the one being made, and how many elements differ from the upper platform."""

    item: Item
    title: str
    in_force: ItemVersion | None
    open: ItemVersion | None
    stands: str
    differing: int

    @property
    def state_title(self) -> str:
        return STANDS[self.stands]

    @property
    def next(self) -> str:
        """Who acts next; empty where nobody has to."""
        return next_role(self.stands)

    def waits_for(self, actor: Actor) -> bool:
        """Whether an actor could do the next act on it."""
        permission = _PERMISSION.get(self.stands)
        if permission is None or not actor.may(permission) or self.open is None:
            return False
        if permission == "items.draft":
            return actor.may("items.import") or actor.organisation == self.item.organisation.key
        return actor.id not in {*self.open.drafters, self.open.reviewed_by}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event of an item in words."""

    at: object
    title: str
    version: int | None
    by: str
    reason: str


def rows(on: date) -> list[Row]:
    """Every item with where it stands on a day."""
    versions: dict[int, list[ItemVersion]] = defaultdict(list)
    for version in ItemVersion.objects.order_by("-number").defer("content"):
        versions[version.item_id].append(version)
    differing = Counter(Discrepancy.objects.filter(settled_on=None).values_list("code", flat=True))
    return [_row(item, versions[item.pk], differing, on) for item in Item.objects.select_related("organisation")]


def stand_of(version: ItemVersion) -> str:
    """Where an open version stands."""
    return "approved" if version.approved else str(version.state)


def next_role(stands: str) -> str:
    """The roles that act on what stands so, in words."""
    permission = _PERMISSION.get(stands)
    return "、".join(role.title for role in roles_with(permission)) if permission else ""


def happened(item: Item, names: Mapping[str, str]) -> list[Happened]:
    """The events of an item, the latest first."""
    events = Event.objects.filter(subject=item.subject).order_by("-position")
    return [
        Happened(
            event.at, ACTS.get(event.kind, event.kind), event.content.get("version"), names.get(event.actor, event.actor), event.reason
        )
        for event in events
    ]


def _row(item: Item, versions: list[ItemVersion], differing: Counter[str], on: date) -> Row:
    held = [each for each in versions if each.state == State.PUBLISHED]
    in_force = next((each for each in held if _holds(each, on)), None)
    planned = next((each for each in held if each.effective_from and each.effective_from > on), None)
    open_one = next((each for each in versions if each.open), None)
    stands = stand_of(open_one) if open_one else "planned" if planned else "in_force" if in_force else "resting"
    title = (in_force or open_one or versions[0]).title if versions else item.key
    return Row(item, title, in_force, open_one, stands, differing[item.code])


def _holds(version: ItemVersion, on: date) -> bool:
    first, last = version.effective_from, version.effective_until
    return first is not None and first <= on and (last is None or last >= on)
