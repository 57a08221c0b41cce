"""The board: how many cases and steps stand under which light, by body, window and item; counted over what is open alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case as When
from django.db.models import CharField, Count, Q, Value
from django.db.models import When as Then

from onewindow.cases.clocks import Light
from onewindow.cases.models import Case, Task
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.titles import titles_of
from onewindow.supervision.models import OWED, CallBack, Escalation, Order

UNDECIDED = Q(decided_at=None, ended_at=None)
_ORDER = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)


@dataclass(frozen=True, slots=True)
class Lights:
    """Counts under each light for one body, window, item or step; ``key`` is what a list is filtered by."""

    key: str
    title: str
    red: int
    yellow: int
    green: int
    grey: int

    @property
    def total(self) -> int:
        return self.red + self.yellow + self.green + self.grey


@dataclass(frozen=True, slots=True)
class Board:
    """``cases`` are lights of whole cases, ``steps`` those of the open steps; then what is due today and what is owed to supervision."""

    cases: Lights
    steps: Lights
    bodies: tuple[Lights, ...]
    windows: tuple[Lights, ...]
    items: tuple[Lights, ...]
    step_bodies: tuple[Lights, ...]
    due_today: int
    orders_late: int
    climbed: int
    call_backs_late: int


def board(today: date) -> Board:
    """The board of a day: two grouped counts over the open rows, and four small ones; nothing reads what has ended.

    Rows are counted, not keys: an index then answers alone (16 ms of 50,000 open cases against 170).
    """
    light = light_on(today)
    whole = list(
        Case.objects.filter(UNDECIDED)
        .annotate(light=light)
        .values_list("organisation", "window", "procedure", "light")
        .annotate(n=Count("*"))
    )
    steps = list(
        Task.objects.filter(done_at=None).annotate(light=light).values_list("organisation", "step", "light").annotate(n=Count("*"))
    )
    names = office_names({body for body, *_ in whole} | {body for body, *_ in steps})
    titles = titles_of({item for _, _, item, *_ in whole})
    return Board(
        cases=_all((at, n) for *_, at, n in whole),
        steps=_all((at, n) for *_, at, n in steps),
        bodies=_by(((body, at, n) for body, _, _, at, n in whole), names),
        windows=_by(((window, at, n) for _, window, _, at, n in whole), {"": "网上及其他"}),
        items=_by(((item, at, n) for _, _, item, at, n in whole), titles),
        step_bodies=_by(((body, at, n) for body, _, at, n in steps), names),
        due_today=Task.objects.filter(done_at=None, due_on=today).count(),
        orders_late=Order.objects.filter(state__in=OWED, due_on__lt=today).count(),
        climbed=Escalation.objects.filter(ended_on=None, level__gte=2).count(),
        call_backs_late=CallBack.objects.filter(called_at=None, due_on__lt=today).count(),
    )


def light_on(today: date) -> When:
    """The light of a row with ``due_on`` and ``warns_on`` as an expression."""
    return When(
        Then(due_on=None, then=Value(Light.GREY.value)),
        Then(due_on__lt=today, then=Value(Light.RED.value)),
        Then(warns_on__lte=today, then=Value(Light.YELLOW.value)),
        default=Value(Light.GREEN.value),
        output_field=CharField(max_length=6),
    )


def _by(rows: Iterable[tuple[str, str, int]], titles: dict[str, str]) -> tuple[Lights, ...]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for key, light, n in rows:
        counted[key][light] += n
    found = [_lights(key, titles.get(key, key) or "—", counts) for key, counts in counted.items()]
    return tuple(sorted(found, key=lambda each: (-each.red, -each.yellow, -each.total, each.title)))


def _all(rows: Iterable[tuple[str, int]]) -> Lights:
    counted: Counter[str] = Counter()
    for light, n in rows:
        counted[light] += n
    return _lights("", "合计", counted)


def _lights(key: str, title: str, counts: Counter[str]) -> Lights:
    return Lights(key, title, *(counts[light.value] for light in _ORDER))
