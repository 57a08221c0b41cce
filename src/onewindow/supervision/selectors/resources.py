"""What the hall's means are planned by: each window's cases, how far its items are done online, and which hang together (二（一）)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from onewindow.cases.models import Case
from onewindow.items.content import DEPTHS, Content
from onewindow.items.selectors import contents_on
from onewindow.items.themes import titles
from onewindow.supervision.selectors.reports import share

WHOLLY = "4"  # 全程网办


@dataclass(frozen=True, slots=True)
class WindowMeans:
    """A window's cases of a time. ``share`` of all windows' cases, ``depths`` cases by depth of their item (key of ``DEPTHS``; "" unknown).

    ``linked`` are cases of items that belong to a theme (一件事), ``bundled`` those that came in as one thing. Shares are per cent.
    """

    window: str
    cases: int
    share: Decimal | None
    depths: Mapping[str, int]
    linked: int
    bundled: int

    @property
    def online_share(self) -> Decimal | None:
        """Of its cases, those that need not have come to the window: their item is done online from end to end."""
        return share(self.depths.get(WHOLLY, 0), self.cases)

    @property
    def depth_words(self) -> str:
        """Its cases by depth, the deepest first: 四级3件、三级1件."""
        titles = {key: DEPTHS[key][:2] if key else "未填写" for key in self.depths}
        return "、".join(f"{titles[key]}{self.depths[key]}件" for key in sorted(self.depths, reverse=True))

    @property
    def linked_share(self) -> Decimal | None:
        return share(self.linked, self.cases)


@dataclass(frozen=True, slots=True)
class Means:
    """``windows`` by number of cases; ``depths`` items by title of their depth; ``themes`` (title, items, cases, cases in one thing)."""

    windows: tuple[WindowMeans, ...]
    depths: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, int, int, int], ...]


def means(first: date, last: date) -> Means:
    """The cases that windows accepted from ``first`` to ``last`` and the items in force on the last day; nothing is reassigned by it."""
    items = {content.key: content for _, content in contents_on(last)}
    accepted = Case.objects.filter(accepted_on__range=(first, last))
    rows = list(accepted.values_list("window", "procedure").annotate(n=Count("pk"), bundled=Count("pk", filter=~Q(bundle=""))).order_by())
    at_windows = [row for row in rows if row[0]]
    whole = sum(n for _, _, n, _ in at_windows)
    windows = [_window(window, at_windows, items, whole) for window in {row[0] for row in at_windows}]
    counted: Counter[str] = Counter(content.online_depth for content in items.values())
    depths = [(title, counted[key]) for key, title in DEPTHS.items() if counted[key]]
    depths += [("没有填写", counted[""])] if counted[""] else []
    return Means(tuple(sorted(windows, key=lambda each: (-each.cases, each.window))), tuple(depths), tuple(_themes(rows, items)))


def _window(window: str, rows: list[tuple[str, str, int, int]], items: Mapping[str, Content], whole: int) -> WindowMeans:
    depths: Counter[str] = Counter()
    linked = bundled = 0
    for key, procedure, n, together in rows:
        if key == window:
            item = items.get(procedure)
            depths[item.online_depth if item else ""] += n
            linked += n if item and item.themes else 0
            bundled += together
    cases = depths.total()
    return WindowMeans(window, cases, share(cases, whole), dict(depths), linked, bundled)


def _themes(rows: list[tuple[str, str, int, int]], items: Mapping[str, Content]) -> list[tuple[str, int, int, int]]:
    """Each theme with its items, and the cases of these at windows and online."""
    found = []
    for key, title in titles().items():
        own = {item.key for item in items.values() if key in item.themes}
        cases = [(n, together) for _, procedure, n, together in rows if procedure in own]
        found.append((title, len(own), sum(n for n, _ in cases), sum(together for _, together in cases)))
    return found
