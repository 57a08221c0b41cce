"""The item catalogue as the public pages show it: filtered, grouped, and the guide of one item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.http import urlencode

from onewindow.items import themes
from onewindow.items.content import APPLICANTS, HANDLING, KINDS, Content
from onewindow.items.guide import Guide, guide_of
from onewindow.items.models import ItemVersion
from onewindow.items.reductions import UNITS, ItemReductions, totals
from onewindow.items.selectors import content_of, contents_on
from onewindow.web.charts import Chart, figures
from onewindow.words.initials import found_in

PAGE = 20
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter with how many items it has."""

    value: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the list."""

    version: ItemVersion
    content: Content

    @property
    def guide(self) -> Guide:
        return guide_in(self.version)


@dataclass(frozen=True)
class Catalogue:
    """The items in force that fit what was asked, a page at a time."""

    asked: Mapping[str, str]
    every: tuple[Row, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for row in self.every if _fits(row, self.asked))

    @property
    def page(self) -> int:
        text = self.asked["page"]
        return min(max(int(text) if text.isdecimal() and len(text) < 6 else 1, 1), self.pages)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // PAGE))

    @property
    def shown(self) -> tuple[Row, ...]:
        return self.rows[(self.page - 1) * PAGE : self.page * PAGE]

    @property
    def before(self) -> str:
        return self._address(self.page - 1)

    @property
    def after(self) -> str:
        return self._address(self.page + 1)

    @cached_property
    def filters(self) -> list[tuple[str, str, list[Option]]]:
        """The filters: name, label, choices; a choice that no item has is left out."""
        rows = self.every
        bodies = Counter(row.version.item.organisation.key for row in rows)
        names = {row.version.item.organisation.key: row.version.item.organisation.name for row in rows}
        titles = themes.titles()
        return [
            ("body", "单位", [Option(key, names[key], count) for key, count in bodies.items()]),
            ("theme", "一件事", _options(titles, Counter(theme for row in rows for theme in row.content.themes))),
            ("who", "办事对象", _options(APPLICANTS, Counter(each for row in rows for each in row.content.applicants))),
            ("kind", "事项类型", _options(KINDS, Counter(row.content.kind for row in rows))),
            ("handling", "办件类型", _options(HANDLING, Counter(row.content.handling for row in rows))),
        ]

    def _address(self, page: int) -> str:
        asked = {name: value for name, value in self.asked.items() if value}
        return "?" + urlencode({**asked, "page": str(page)})


def catalogue(asked: Mapping[str, str], on: date) -> Catalogue:
    """The catalogue on a day, narrowed by ``q``, ``body``, ``theme``, ``who``, ``kind``, ``handling`` and ``page``."""
    known = {name: asked.get(name, "").strip()[:LONGEST] for name in ("q", "body", "theme", "who", "kind", "handling", "page")}
    return Catalogue(known, tuple(Row(version, content) for version, content in contents_on(on)))


def guide_in(version: ItemVersion, scenario: str = "") -> Guide:
    """The guide that a version says."""
    body = version.item.organisation.name
    return guide_of(content_of(version), body=body, number=version.number, since=version.effective_from, scenario=scenario)


def reductions_chart(found: Sequence[ItemReductions]) -> Chart:
    """The sums of the four dimensions before and after, of all items."""
    sums = totals(found)
    return Chart(
        key="reductions",
        title="全部事项合计",
        axis="维度",
        unit="",
        note="，".join(f"{each.title}以{UNITS[each.dimension]}计" for each in sums) + "。",
        categories=tuple(each.title for each in sums),
        series=(figures("改前", [each.before for each in sums], dashed=True), figures("改后", [each.after for each in sums])),
    )


def _fits(row: Row, asked: Mapping[str, str]) -> bool:
    content = row.content
    names = (content.title, content.main_title, content.handling_title, content.code, row.version.item.organisation.name)
    return (
        all(word in content.summary or found_in(word, *names) for word in asked["q"].split())
        and asked["body"] in {"", row.version.item.organisation.key}
        and (not asked["theme"] or asked["theme"] in content.themes)
        and (not asked["who"] or asked["who"] in content.applicants)
        and asked["kind"] in {"", content.kind}
        and asked["handling"] in {"", content.handling}
    )


def _options(titles: Mapping[str, str], counts: Mapping[str, int]) -> list[Option]:
    return [Option(key, title, counts[key]) for key, title in titles.items() if counts.get(key)]
