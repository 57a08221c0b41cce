"""The list of enterprises and the page of one: figures by year with their sources, corrections, awards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from miluo.open_economy.data_kinds import FLAGS, KINDS, TITLES, RegisterFacts
from miluo.open_economy.facts import OpenEconomyFacts
from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models import Award, Correction, Enterprise, YearData
from miluo.open_economy.selectors.standing import standings
from onewindow.rules.fact import Fact
from onewindow.rules.kinds import Day
from onewindow.rules.phrases import said

FACTS: dict[str, Fact] = {fact.name: fact for model in (OpenEconomyFacts, RegisterFacts) for fact in model.fields()}
DAY = Day()
LAST_CORRECTIONS = 50


@dataclass(frozen=True, slots=True)
class Datum:
    """One figure as a page shows it: what it is called, its value in Chinese, the file and row that it came with."""

    title: str
    value: str
    source: str
    data_import: str


def searched(query: str, flag: str, year: int) -> QuerySet[Enterprise]:
    """Enterprises whose code or name holds every word, of a kind where one is named; with ``trade`` and ``trade_before``."""
    found = Enterprise.objects.annotate(trade=_trade(year), trade_before=_trade(year - 1))
    for word in query.split():
        found = found.filter(name__contains=word) | found.filter(uscc__contains=word.upper())
    return found.filter(**{flag: True}) if flag in FLAGS else found


def page_of(enterprise: Enterprise) -> dict[str, Any]:
    """What the page of an enterprise shows."""
    awards = standings(Award.objects.filter(uscc=enterprise.uscc).order_by("-published_on", "case_number", "award"))
    return {
        "enterprise": enterprise,
        "register": [_datum(name, getattr(enterprise, name), enterprise.sources.get(name)) for name in _of_none(enterprise)],
        "years": [
            (data, [_datum(name, value, data.sources.get(name)) for name, value in _ordered(data)]) for data in enterprise.years.all()
        ],
        "corrections": [
            (each, TITLES.get(each.fact, each.fact), stored_value(each.fact, each.before), stored_value(each.fact, each.after))
            for each in Correction.objects.filter(enterprise=enterprise).select_related("data_import")[:LAST_CORRECTIONS]
        ],
        "awards": awards,
        "awarded": sum((each.kept for each in awards), NOTHING),
    }


def _trade(year: int) -> Subquery:
    data = YearData.objects.filter(enterprise=OuterRef("pk"), year=year)
    return Subquery(data.values(found=KeyTextTransform("trade_usd", "facts"))[:1])


def _of_none(enterprise: Enterprise) -> list[str]:
    return [name for name in RegisterFacts.model_fields if getattr(enterprise, name) not in {None, ""}]


def _ordered(data: YearData) -> list[tuple[str, Any]]:
    """The figures of a year in the order of the facts."""
    return [(name, data.facts[name]) for name in ("closed_until", *FACTS) if name in data.facts]


def _datum(name: str, value: Any, source: dict[str, Any] | None) -> Datum:
    where = f"{KINDS[source['kind']].title}第{source['row']}行" if source else ""
    return Datum(TITLES.get(name, name), stored_value(name, value), where, source["import"] if source else "")


def stored_value(name: str, value: Any) -> str:
    """A stored value in Chinese; — for none."""
    if value is None:
        return "—"
    if name == "closed_until":
        return said(date.fromisoformat(value), DAY)
    fact = FACTS.get(name)
    if fact is None:
        return str(value)
    if fact.of_day:
        return f"{value}年"
    if fact.choices:
        return "、".join(fact.choices[key] for key in (value if fact.many else [value])) or "无"
    if fact.control == "money":
        return f"{Decimal(value):,.2f}{fact.unit}"
    return said(value, fact.kind)
