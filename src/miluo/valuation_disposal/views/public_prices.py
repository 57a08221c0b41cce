"""For everybody: the reference prices by year, kind and town, as a chart with its table beside it (valuation-8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.kinds import OBJECTS, PRICED_BY, UNITS
from miluo.valuation_disposal.models import PriceLine
from miluo.valuation_disposal.selectors import prices as selector
from onewindow.accounts.access import public
from onewindow.web.charts import Chart, figures
from onewindow.worktime import clock

_TWO_PRICES = {kind for pairs in PRICED_BY.values() for kind, of in pairs if of == "house"}  # their land and their house apart


@dataclass(frozen=True, slots=True)
class Priced:
    """A price of a town with the words of its kind."""

    line: PriceLine
    title: str
    unit: str


@public
def prices(request: HttpRequest) -> HttpResponse:
    """The towns side by side; where a town is chosen its years instead, and every price of the town."""
    today = clock.today()
    years = selector.years_published(today)
    year = next((each for each in years if str(each) == request.GET.get("year", "")), next(iter(years), None))
    order = list(mortgages.kinds())
    lines = sorted(selector.published_lines(today, year=year), key=lambda line: order.index(line.right_kind))
    kinds = {_key(line): _title(line) for line in lines}
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in kinds else next(iter(kinds), "")
    towns = sorted({line.town for line in lines})
    town = request.GET.get("town", "") if request.GET.get("town", "") in towns else ""
    of_kind = [line for line in lines if _key(line) == kind]
    context = {
        "years": years,
        "year": year,
        "kinds": list(kinds.items()),
        "kind": kind,
        "towns": towns,
        "town": town,
        "chart": _chart(_of_town(kind, town, years) if town else of_kind, kinds.get(kind, ""), town, year),
        "rows": [Priced(line, _title(line), UNITS[line.unit]) for line in lines if town and line.town == town],
        "opinions": list({line.opinion_id: line.opinion for line in lines}.values()),
        "missing": [] if year is None else selector.bureaus_missing(year, today),
    }
    return render(request, "valuation_disposal/public_prices.html", context)


def _of_town(kind: str, town: str, years: Iterable[int]) -> list[PriceLine]:
    """The price of a kind in a town, year by year, the earliest first."""
    today = clock.today()
    found = (line for year in reversed(list(years)) for line in selector.published_lines(today, year=year, town=town))
    return [line for line in found if _key(line) == kind]


def _chart(lines: list[PriceLine], title: str, town: str, year: int | None) -> Chart | None:
    if not lines:
        return None
    unit = UNITS[lines[0].unit]
    return Chart(
        key="prices",
        title=f"{town}{title}历年参考价（{unit}）" if town else f"{year}年{title}参考价（{unit}）",
        axis="年度" if town else "镇",
        unit="",  # stands in the title: in every head of the table it would push the last column out of sight
        categories=tuple(f"{line.opinion.year}年" if town else line.town for line in lines),
        series=(
            figures("低值", [line.low_cny for line in lines], tone="blue-200"),
            figures("参考价", [line.price_cny for line in lines], tone="blue-700"),
            figures("高值", [line.high_cny for line in lines], tone="line-2"),
        ),
        kind="line" if town and len(lines) > 1 else "bar",
    )


def _key(line: PriceLine) -> str:
    return f"{line.right_kind}.{line.object}"


def _title(line: PriceLine) -> str:
    title = mortgages.kinds()[line.right_kind]
    return f"{title}（{OBJECTS[line.object]}）" if line.right_kind in _TWO_PRICES else title
