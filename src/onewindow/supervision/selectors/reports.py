"""Reports (效能报表): what bodies, windows, items and people did in a period; every figure is a count over the cases themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.timezone import get_default_timezone

from onewindow.accounts.selectors import names_of
from onewindow.cases.models import Case, Correction, Rating, Violation
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.titles import titles_of
from onewindow.supervision.conventions import SMALLEST_GROUP
from onewindow.supervision.facts import pushed_tasks
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused
from onewindow.worktime.calendar import ONE_DAY, Calendar
from onewindow.worktime.calendars import current_calendar

DIMENSIONS = {"body": "单位", "window": "窗口", "item": "事项", "clerk": "受理人员", "approver": "审批人员", "month": "月份"}
ONLINE = ("web", "app", "data")
LONGEST = timedelta(days=1096)
SATISFIED = 3  # 基本满意 and above
_CASE = {"body": "organisation", "window": "window", "item": "procedure", "clerk": "accepted_by", "approver": "decision__by"}
_TASK = {"body": "organisation", "window": "case__window", "item": "case__procedure", "clerk": "", "approver": "taken_by"}
_VIOLATION = {"body": "organisation", "window": "window", "item": "case__procedure", "clerk": "person", "approver": "person"}


@dataclass(slots=True)
class Measures:
    """What one group did. ``decided_days`` and ``response_days`` are sums of working days over the decided and the answered."""

    key: str
    title: str = ""
    accepted: int = 0
    online: int = 0
    decided: int = 0
    late: int = 0
    decided_days: int = 0
    corrections: int = 0
    violations: int = 0
    responses: int = 0
    response_days: int = 0
    ratings: int = 0
    satisfied: int = 0
    level_sum: int = 0

    @property
    def on_time(self) -> int:
        return self.decided - self.late

    @property
    def online_share(self) -> Decimal | None:
        """网办率, per cent (onewindow-2-3-online)."""
        return share(self.online, self.accepted)

    @property
    def on_time_share(self) -> Decimal | None:
        return share(self.on_time, self.decided)

    @property
    def average_days(self) -> Decimal | None:
        """From the acceptance to the decision, in working days."""
        return mean(self.decided_days, self.decided)

    @property
    def violation_rate(self) -> Decimal | None:
        """Violations per hundred accepted cases (onewindow-a4-2-4)."""
        return share(self.violations, self.accepted)

    @property
    def response(self) -> Decimal | None:
        """From the push to the first action of the back office, in working days."""
        return mean(self.response_days, self.responses)

    @property
    def rating(self) -> Decimal | None:
        """The mean of the ratings; of fewer than five none is told (conv-super-5)."""
        return mean(self.level_sum, self.ratings) if self.ratings >= SMALLEST_GROUP else None

    @property
    def satisfaction(self) -> Decimal | None:
        return share(self.satisfied, self.ratings) if self.ratings >= SMALLEST_GROUP else None


@dataclass(frozen=True, slots=True)
class Report:
    """The groups of one dimension in a period, both days included; ``total`` sums them, its ratings only those that may be told."""

    dimension: str
    first: date
    last: date
    rows: tuple[Measures, ...]
    total: Measures
    hidden: int = 0

    @property
    def title(self) -> str:
        return DIMENSIONS[self.dimension]


def report(dimension: str, first: date, last: date) -> Report:
    """One report. Raises Refused for an unknown dimension, and for days out of order or more than three years."""
    if dimension not in DIMENSIONS:
        raise Refused("没有这种报表", code="unknown_report", field="by", expected="、".join(DIMENSIONS.values()))
    if not timedelta(0) <= last - first <= LONGEST:
        raise Refused("起止日期不对", code="wrong_period", field="until", expected="止日不早于起日，不超过三年")
    groups: dict[str, Measures] = defaultdict(lambda: Measures(""))
    _count_cases(groups, dimension, first, last)
    _count_tasks(groups, dimension, first, last)
    _count_ratings(groups, dimension, first, last)
    for key, titled in _titles(dimension, groups).items():
        groups[key].key, groups[key].title = key, titled
    rows = tuple(
        sorted(groups.values(), key=lambda each: each.key if dimension == "month" else (-each.accepted, -each.decided, each.title))
    )
    told = [each for each in rows if each.ratings >= SMALLEST_GROUP]
    return Report(dimension, first, last, rows, _sum(rows, told), hidden=sum(1 for each in rows if 0 < each.ratings < SMALLEST_GROUP))


def share(part: int, whole: int) -> Decimal | None:
    """Per cent to one place; None of nothing (conv-b-7)."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def mean(total: int, count: int) -> Decimal | None:
    """To one place; None of nothing."""
    return (Decimal(total) / count).quantize(Decimal("0.1"), ROUND_HALF_UP) if count else None


def window_shares(first: date, last: date) -> dict[str, Decimal]:
    """Of the cases that windows accepted, the share of each (onewindow-2-1-resources); nothing is reassigned by it."""
    accepted = Case.objects.filter(accepted_on__range=(first, last)).exclude(window="")
    counts = dict(accepted.values_list("window").annotate(n=Count("pk")).order_by())
    whole = sum(counts.values())
    return {window: found for window, n in counts.items() if (found := share(n, whole)) is not None}


def _count_cases(groups: dict[str, Measures], dimension: str, first: date, last: date) -> None:
    accepted = _keyed(Case.objects.filter(accepted_on__range=(first, last)), _CASE, dimension, "accepted_on")
    for key, n, online in accepted.annotate(n=Count("pk"), online=Count("pk", filter=Q(channel__in=ONLINE))).values_list(
        "group", "n", "online"
    ):
        _of(groups, key).accepted += n
        _of(groups, key).online += online
    asked = _keyed(Correction.objects.filter(asked_at__range=_moments(first, last)), _under(_CASE), dimension, "asked_at")
    for key, n in asked.annotate(n=Count("case", distinct=True)).values_list("group", "n"):
        _of(groups, key).corrections += n
    against = _keyed(Violation.objects.filter(at__range=_moments(first, last)), _VIOLATION, dimension, "at")
    for key, n in against.annotate(n=Count("pk")).values_list("group", "n"):
        _of(groups, key).violations += n
    calendar = current_calendar()
    decided = Case.objects.filter(decided_at__range=_moments(first, last), accepted_on__isnull=False)
    days = _keyed(decided.annotate(on=TruncDate("decided_at")), _CASE, dimension, "decided_at", "accepted_on", "on")
    counted = days.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=F("on"))))
    for key, start, end, n, late in counted.values_list("group", "accepted_on", "on", "n", "late"):
        group = _of(groups, key)
        group.decided += n
        group.late += late
        group.decided_days += n * _worked(calendar, start, end)


def _count_tasks(groups: dict[str, Measures], dimension: str, first: date, last: date) -> None:
    if dimension == "clerk":
        return
    calendar = current_calendar()
    pushed = pushed_tasks().filter(opened_at__range=_moments(first, last), taken_at__isnull=False)
    pushed = pushed.annotate(start=TruncDate("opened_at"), on=TruncDate("taken_at"))
    days = _keyed(pushed, _TASK, dimension, "opened_at", "start", "on").annotate(n=Count("pk"))
    for key, start, end, n in days.values_list("group", "start", "on", "n"):
        _of(groups, key).responses += n
        _of(groups, key).response_days += n * _worked(calendar, start, end)


def _count_ratings(groups: dict[str, Measures], dimension: str, first: date, last: date) -> None:
    rated = _keyed(Rating.objects.filter(at__range=_moments(first, last)), _under(_CASE), dimension, "at")
    figures = rated.annotate(n=Count("pk"), mean=Avg("level"), good=Count("pk", filter=Q(level__gte=SATISFIED)))
    for key, n, average, good in figures.values_list("group", "n", "mean", "good"):
        group = _of(groups, key)
        group.ratings += n
        group.level_sum += round(float(average) * n)
        group.satisfied += good


def _keyed(rows: QuerySet[Any], fields: dict[str, str], dimension: str, moment: str, *more: str) -> QuerySet[Any]:
    """The rows grouped by the dimension (and what else is named), under the name ``group``."""
    group = TruncMonth(moment) if dimension == "month" else F(fields[dimension])
    return rows.annotate(group=group).order_by().values("group", *more)


def _under(fields: dict[str, str]) -> dict[str, str]:
    return {name: f"case__{value}" for name, value in fields.items()}


def _of(groups: dict[str, Measures], key: Any) -> Measures:
    return groups[f"{key:%Y-%m}" if isinstance(key, date) else key or ""]


def _worked(calendar: Calendar, start: date, end: date) -> int:
    return calendar.working_days_between(start + ONE_DAY, end + ONE_DAY)


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    zone = get_default_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)


def _titles(dimension: str, groups: Iterable[str]) -> dict[str, str]:
    keys = set(groups)
    if dimension == "body":
        return {"": "未明确"} | office_names(keys) if "" in keys else office_names(keys)
    if dimension == "item":
        return titles_of(keys)
    if dimension in ("clerk", "approver"):
        known = names_of(keys)
        return {key: known.get(key) or ("系统" if key == SYSTEM.id else "未明确") for key in keys}
    if dimension == "month":
        return {key: f"{key[:4]}年{int(key[5:])}月" for key in keys if key} | ({"": "未明确"} if "" in keys else {})
    return {key: key or "网上及其他" for key in keys}


def _sum(rows: Iterable[Measures], told: list[Measures]) -> Measures:
    total = Measures("", "合计")
    for each in rows:
        for name in ("accepted", "online", "decided", "late", "decided_days", "corrections", "violations", "responses", "response_days"):
            setattr(total, name, getattr(total, name) + getattr(each, name))
    for each in told:
        total.ratings += each.ratings
        total.satisfied += each.satisfied
        total.level_sum += each.level_sum
    return total
