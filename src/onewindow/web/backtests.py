"""A back-test as a page, a workbook and a program read it: charts with their tables, sheets, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.rules.amending import Changes
from onewindow.rules.backtest import AFTER, BEFORE, CHANGE, Backtest, Mover
from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table
from onewindow.rules.kinds import Number
from onewindow.web.amounts import in_words
from onewindow.web.charts import Chart, Mark, Series
from onewindow.web.workbook import Cell, Sheet

IN_FORCE, DRAFT = "现行", "草案"
LABELS = {"uscc": "统一社会信用代码", "name": "企业名称", "enterprise_name": "企业名称"}
COVERED = (
    "悬崖检查覆盖各档次表的交界，以及把每家企业（最多2000家不同情况）逐一移到每个标准前后一分钱（或者一个单位）处的结果，其他情况不变；"
    "两项情况同时变化产生的悬崖不在其内。"
)


def charts_of(found: Backtest) -> list[Chart]:
    """Cost in all and by result, who gets how much, and who gains or loses how much."""
    return [_cost(found), _by_result(found), _sizes(found), _shifts(found)]


def _cost(found: Backtest) -> Chart:
    marks = (Mark("年度预算", found.budget),) if found.budget is not None else ()
    return Chart(
        key="cost",
        title="年度资金",
        axis="方案",
        unit="元",
        categories=(IN_FORCE, DRAFT, *(("年度预算",) if marks else ())),
        series=(Series("合计", (found.total.before.amount, found.total.after.amount, *((found.budget,) if marks else ()))),),
        marks=marks,
    )


def _by_result(found: Backtest) -> Chart:
    lines = [line for line in found.results if line.before.amount or line.after.amount] or list(found.results)
    return Chart(
        key="results",
        title="各项奖补的资金",
        axis="奖补项目",
        unit="元",
        categories=tuple(line.title for line in lines),
        series=(
            Series(IN_FORCE, tuple(line.before.amount for line in lines)),
            Series(DRAFT, tuple(line.after.amount for line in lines)),
        ),
        across=True,
        total=True,
        note="各项之和；按“只取最高一项”的口径时，合计小于各项之和。没有资金的项目不列。",
    )


def _sizes(found: Backtest) -> Chart:
    return Chart(
        key="sizes",
        title="企业得到的奖补（按金额分布）",
        axis="每家合计",
        unit="家",
        categories=tuple(each.title for each in found.moves.sizes),
        series=(
            Series(IN_FORCE, tuple(each.before for each in found.moves.sizes)),
            Series(DRAFT, tuple(each.after for each in found.moves.sizes)),
        ),
        across=True,
        total=True,
    )


def _shifts(found: Backtest) -> Chart:
    return Chart(
        key="shifts",
        title="企业的增减（按变化额分布）",
        axis="草案与现行相比",
        unit="家",
        categories=tuple(title for title, _ in found.moves.shifts),
        series=(Series("企业", tuple(count for _, count in found.moves.shifts)),),
        across=True,
        total=True,
    )


def headings(found: Backtest) -> list[str]:
    """What the labels of the enterprises are called."""
    return [LABELS.get(name, name) for name in found.moves.labels]


def sheets_of(found: Backtest, title: str, changed: list[tuple[str, str, str]]) -> list[Sheet]:
    """The whole back-test: the summary, the changes, each chart's table, cliffs, double funding, and every enterprise."""
    total = found.total
    summary: list[list[Cell]] = [
        ["草案", title],
        ["按哪一天的标准", found.on],
        ["企业数", found.enterprises],
        ["现行资金（元）", total.before.amount],
        ["草案资金（元）", total.after.amount],
        ["增减（元）", found.cost],
        ["年度预算（元）", found.budget if found.budget is not None else "未填"],
        ["增加的企业", found.moves.winners],
        ["减少的企业", found.moves.losers],
        ["不变的企业", found.moves.unchanged],
        ["资料不足、不能确定的企业", found.moves.unknown],
        ["资料矛盾的企业", found.refused],
    ]
    return [
        Sheet("汇总", ["项目", "数值"], summary, ()),
        Sheet("改动", ["标准", IN_FORCE, DRAFT], [list(line) for line in changed], ()),
        *(chart.sheet() for chart in charts_of(found)),
        Sheet(
            "悬崖",
            ["事项", "交界处", "之前（元）", "之后（元）", "依据", "状态", "临近的企业"],
            [[each.title, each.bound, each.high, each.low, each.found, each.state, each.near] for each in found.cliffs],
            ["说明", COVERED],
        ),
        Sheet(
            "重复享受",
            ["事项", "涉及企业", "现行未付（元）", "草案未付（元）"],
            [[each.title, each.enterprises, each.before, each.after] for each in found.withheld],
            (),
        ),
        Sheet("企业明细", [*headings(found), "现行（元）", "草案（元）", "增减（元）"], _enterprises(found), ()),
    ]


def _enterprises(found: Backtest) -> Iterator[list[Cell]]:
    for row in found.moves.rows.iter_rows(named=True):
        amounts: list[Cell] = ["不能确定" if row[name] is None else row[name] for name in (BEFORE, AFTER, CHANGE)]
        yield [*(str(row[name] or "") for name in found.moves.labels), *amounts]


def changed_lines(book: RuleBook, on: date, changes: Changes) -> list[tuple[str, str, str]]:
    """Each change in words: what it is called, what holds, what the draft says."""
    lines = []
    for name, value in changes.figures.items():
        figure = book.uses.figures[name]
        held = figure.on(on)
        if isinstance(held.value, Table):
            before = "；".join(_tier_said(held.value.row(tier), held.value) for tier in held.value.tiers)
            rows = value["tiers"] if isinstance(value, Mapping) else value
            after = "；".join(_tier_said(row, held.value) for row in rows)
        else:
            assert isinstance(held.value, Decimal) and isinstance(held.kind, Number)
            before, after = in_words(held.value, held.kind.unit), in_words(Decimal(str(value)), held.kind.unit)
        lines.append((figure.title, before, after))
    for name, key in changes.readings.items():
        question = book.uses.questions[name]
        lines.append((question.question, question.readings[question.default], question.readings[key]))
    return lines


def _tier_said(tier: Mapping[str, Any], table: Table) -> str:
    """A tier as a draft writes it, in the words of ``table_rows``."""
    low, high = tier.get("at_least", tier.get("over")), tier.get("up_to", tier.get("below"))
    ends = [f"{'超过' if 'over' in tier else '不低于'}{in_words(Decimal(str(low)), table.axis)}"] if low is not None else []
    ends += [f"{'低于' if 'below' in tier else '不超过'}{in_words(Decimal(str(high)), table.axis)}"] if high is not None else []
    return f"{'，'.join(ends) or '全部'}：{in_words(Decimal(str(tier['value'])), table.unit)}"


def as_json(found: Backtest) -> dict[str, Any]:
    """Money as text with two decimals; a share of nothing is nothing."""
    moves = found.moves
    return {
        "on": found.on.isoformat(),
        "enterprises": found.enterprises,
        "cost": {"before": str(found.total.before.amount), "after": str(found.total.after.amount), "change": str(found.cost)},
        "budget": _money(found.budget),
        "over_budget": None if found.budget is None else _money(max(found.total.after.amount - found.budget, Decimal("0.00"))),
        "winners": moves.winners,
        "losers": moves.losers,
        "unchanged": moves.unchanged,
        "unknown": moves.unknown,
        "refused": found.refused,
        "results": [
            {
                "result": line.name,
                "title": line.title,
                "before": {**asdict(line.before), "amount": str(line.before.amount)},
                "after": {**asdict(line.after), "amount": str(line.after.amount)},
            }
            for line in found.results
        ],
        "sizes": [asdict(each) for each in moves.sizes],
        "shifts": [{"title": name, "enterprises": count} for name, count in moves.shifts],
        "gaining": [_mover(each, found) for each in moves.gaining],
        "losing": [_mover(each, found) for each in moves.losing],
        "cliffs": [{**asdict(each), "high": _money(each.high), "low": _money(each.low), "state": each.state} for each in found.cliffs],
        "withheld": [{**asdict(each), "before": str(each.before), "after": str(each.after)} for each in found.withheld],
        "overlaps": [asdict(each) for each in found.overlaps],
    }


def _mover(mover: Mover, found: Backtest) -> dict[str, str]:
    labels = dict(zip(found.moves.labels, mover.labels, strict=True))
    return {**labels, "before": str(mover.before), "after": str(mover.after), "change": str(mover.change)}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
