"""The running cases that may be moved to another version: a page of them, how many of each effect, and all of them as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from onewindow.cases.life import State
from onewindow.cases.models import Case
from onewindow.cases.selectors.pages import Page, by_key
from onewindow.cases.snapshots import plan_of
from onewindow.cases.versions import RUNNING, Preview, previews, target_of
from onewindow.items.effects import Effect
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import item, version_on
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar

A_PAGE = 100
MOST = 5000  # cases of one batch
AT_ONCE = 500  # cases read with one round of statements
HEADER = ("办件编号", "申请人", "所用版本", "阶段", "环节", "原届满日期", "改用后届满日期", "结论", "说明")
UNDECIDED = tuple(state for state in RUNNING if state != State.DECIDED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases are looked at: those of an old version (0: any) in a step ("": any), or those that are named."""

    version: int = 0
    step: str = ""
    numbers: tuple[str, ...] = ()


ALL = Chosen()


def version_in_force(key: str, on: date) -> ItemVersion:
    """The version of an item to which cases may move today. Raises Refused (404, 409)."""
    item(key)
    found = version_on(key, on)
    if found is None:
        raise Refused("本事项今天没有有效的版本", code="no_version_in_force", field="target", expected="先发布新版本", status=409)
    return target_of(key, found.number, on)


def movable(key: str, target: int, chosen: Chosen = ALL) -> QuerySet[Case]:
    """The undecided cases of an item that run on another version than this; where cases are named, those, whatever they run on."""
    if chosen.numbers:
        return Case.objects.filter(number__in=chosen.numbers)
    found = Case.objects.filter(procedure=key, state__in=UNDECIDED)
    used = found.order_by().values_list("snapshot", flat=True).distinct()
    others = [digest for digest in used if plan_of(digest).item and plan_of(digest).version != target]
    found = found.filter(snapshot__in=[digest for digest in others if chosen.version in (0, plan_of(digest).version)])
    return found.filter(tasks__done_at=None, tasks__step=chosen.step) if chosen.step else found


def limited(found: QuerySet[Case]) -> QuerySet[Case]:
    """The same cases. Raises Refused where they are more than one batch may hold."""
    if (count := found.count()) > MOST:
        raise Refused(f"共{count}件，一批不能办理", code="too_many", field="numbers", expected=f"按版本和环节分批，每批不超过{MOST}件")
    return found


def numbers_of(key: str, target: int, chosen: Chosen = ALL) -> list[str]:
    """The numbers of these cases in their order."""
    return list(movable(key, target, chosen).order_by("pk").values_list("number", flat=True))


def page_of(found: QuerySet[Case], version: ItemVersion, *, at: datetime, cursor: str = "", size: int = A_PAGE) -> Page[Preview]:
    """What would become of the cases of one page; any page costs the same."""
    rows, following, preceding = by_key(found.values_list("number", "pk"), "pk", cursor, size=size)
    cases = Case.objects.filter(pk__in=[row[-1] for row in rows]).order_by("pk")
    return Page(previews(list(cases), version, current_calendar(), at=at), following, preceding)


def each_of(found: QuerySet[Case], version: ItemVersion, *, at: datetime) -> Iterator[Preview]:
    """What would become of every case, the oldest first."""
    keys, calendar = list(found.order_by("pk").values_list("pk", flat=True)), current_calendar()
    for first in range(0, len(keys), AT_ONCE):
        cases = Case.objects.filter(pk__in=keys[first : first + AT_ONCE]).order_by("pk")
        yield from previews(list(cases), version, calendar, at=at)


def tally(shown: Iterable[Preview]) -> dict[Effect, int]:
    """How many cases there are of each effect, in the order of weight."""
    counts = dict.fromkeys(Effect, 0)
    for each in shown:
        counts[each.effect] += 1
    return counts


def said_of(shown: Preview) -> str:
    """Why a case moves, asks or stays, in one sentence."""
    if shown.problems:
        return "；".join(shown.problems)
    if shown.asked:
        return "、".join(each.change.title for each in shown.asked)
    return "届满日期变晚" if shown.effect is Effect.CONSENT else "直接改用"


def line_of(shown: Preview) -> list[str | date | None]:
    """A case as a line under ``HEADER``."""
    stage, step, effect = shown.stage.label, shown.step_title, shown.effect.label
    return [shown.number, shown.holder, f"第{shown.version}版", stage, step, shown.due_before, shown.due_after, effect, said_of(shown)]
