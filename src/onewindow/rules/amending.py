"""A draft change of a book: other values for its figures and tables, the same rules. Never in force, in no registry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from onewindow.rules.book import RuleBook
from onewindow.rules.brackets import Table, Tier, exact
from onewindow.rules.kinds import Number, number
from onewindow.rules.mistakes import RuleError
from onewindow.rules.parameters import Dated, Figure
from onewindow.rules.phrases import said, tier_said
from onewindow.rules.readings import chosen
from onewindow.rules.units import Unit
from onewindow.words.refused import Problem, Refused

DRAFT = "草案"
_ENDS = ("at_least", "over", "up_to", "below")


@dataclass(frozen=True, slots=True)
class Changes:
    """``figures`` by name: a number as text, or ``{"tiers": [{at_least|over, up_to|below, value}], "otherwise": …}``.

    ``readings`` by name.
    """

    figures: Mapping[str, Any] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"figures": dict(self.figures), "readings": dict(self.readings)}


def changes_of(raw: Any) -> Changes:
    """Changes from JSON: {"figures": {…}, "readings": {…}}. Raises Refused for another shape."""
    known = isinstance(raw, dict) and set(raw) <= {"figures", "readings"} and all(isinstance(part, dict) for part in raw.values())
    if not known:
        raise Refused("草案应为JSON对象", code="not_an_object", field="changes", expected='{"figures": {"名称": "数值"}, "readings": {}}')
    return Changes(raw.get("figures", {}), raw.get("readings", {}))


def amended(book: RuleBook, changes: Changes) -> RuleBook:
    """The same rules over changed figures, from the first day of the regulation on.

    Raises Refused, naming the figure and the tier, for a name that the book does not use, a value that is no number or negative, and
    a table with a gap or an overlap.
    """
    problems: list[Problem] = []
    figures: dict[str, Figure] = {}
    for name, value in changes.figures.items():
        try:
            figures[name] = _figure(book, name, value)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused.of(problems)
    chosen(book.uses.questions, changes.readings, book.regulation.in_force.start)
    try:
        draft = _over(book, figures)
        draft.version  # noqa: B018  # builds every rule: what the draft makes impossible shows here
    except RuleError as mistake:
        raise Refused(f"草案不能计算：{mistake}", code="draft_impossible", field="figures") from None
    return draft


def _over(book: RuleBook, figures: Mapping[str, Figure]) -> RuleBook:
    """The rules declared once more, over other figures. Raises RuleError for what the figures make impossible."""
    draft = RuleBook(
        book.name,
        book.regulation,
        book.facts,
        title=book.title,
        figures={**book.figures, **figures},
        questions=book.questions,
        entered=False,
    )
    for rule in book.declarations.written:
        draft.declarations.add(rule)
    return draft


def _figure(book: RuleBook, name: str, value: Any) -> Figure:
    figure = book.uses.figures.get(name)
    if figure is None:
        expected = f"可以修改的：{'、'.join(book.uses.figures)}"
        raise Refused(f"规则集没有用到名为“{name}”的标准", code="unknown_figure", field=name, expected=expected)
    line = figure.lines[-1]
    first = book.regulation.in_force.start
    if isinstance(line.value, Table):
        table = _table(figure, line.value, value, line.clause)
        return Figure(name, figure.title, (Dated(table, table.kind, line.clause, DRAFT, first, None),))
    if not isinstance(line.kind, Number):
        raise Refused(f"“{figure.title}”不是数值，不能试算", code="not_a_number", field=name)
    found = _exact(name, figure.title, value)
    return Figure(name, figure.title, (Dated(found, number(found, line.kind.unit), line.clause, DRAFT, first, None),))


def _table(figure: Figure, old: Table, value: Any, clause: str) -> Table:
    rows, otherwise = (value.get("tiers"), value.get("otherwise", old.outside())) if isinstance(value, Mapping) else (value, old.outside())
    if not isinstance(rows, Sequence) or isinstance(rows, str) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise Refused(
            f"“{figure.title}”至少要有一档", code="no_tiers", field=figure.name, expected='[{"at_least": "10000", "value": "20000"}]'
        )
    tiers = tuple(_tier(figure, place, row, clause) for place, row in enumerate(rows))
    outside = None if otherwise in (None, "") else _exact(figure.name, figure.title, otherwise)
    problems = list(apart(figure, tiers, old.axis))
    if outside is None and (tiers[0].low is not None or tiers[-1].high is not None):
        problems.append(Problem(f"“{figure.title}”没有写明各档之外的标准", "no_otherwise", figure.name, clause, "如 0"))
    if problems:
        raise Refused.of(problems)
    return Table(old.axis, old.unit, tiers, outside)


def _tier(figure: Figure, place: int, row: Mapping[str, Any], clause: str) -> Tier:
    where, title = f"{figure.name}[{place}]", f"{figure.title}第{place + 1}档"
    if set(row) - {*_ENDS, "value"} or "value" not in row or {"at_least", "over"} <= set(row) or {"up_to", "below"} <= set(row):
        raise Refused(f"“{title}”的写法不对", code="wrong_tier", field=where, expected="at_least或over，up_to或below，value")
    low, high = row.get("at_least", row.get("over")), row.get("up_to", row.get("below"))
    tier = Tier(
        low=None if low is None else _exact(where, title, low),
        low_included="at_least" in row,
        high=None if high is None else _exact(where, title, high),
        high_included="up_to" in row,
        value=_exact(where, title, row["value"]),
        as_written=DRAFT,
        clause=clause,
    )
    if tier.low is not None and tier.high is not None and not (tier.holds(tier.low) or tier.low < tier.high):
        raise Refused(f"“{title}”的上限低于下限", code="empty_tier", field=where, clause=clause, expected="上限不低于下限")
    return tier


def apart(figure: Figure, tiers: tuple[Tier, ...], axis: Unit) -> Iterator[Problem]:
    """Where two tiers that follow each other overlap, or leave something between them."""
    for place, (lower, upper) in enumerate(pairwise(tiers), start=1):
        where, pair = f"{figure.name}[{place}]", f"“{figure.title}”第{place}档与第{place + 1}档"
        ends = f"第{place}档：{tier_said(lower, axis)}；第{place + 1}档：{tier_said(upper, axis)}"
        if lower.high is None or upper.low is None or upper.low < lower.high:
            yield Problem(f"{pair}重叠", "tier_overlap", where, upper.clause, f"后一档从前一档结束处开始。{ends}")
        elif upper.low > lower.high:
            gap = f"{said(lower.high, number(lower.high, axis))}至{said(upper.low, number(upper.low, axis))}"
            yield Problem(f"{pair}之间有空档：{gap}", "tier_gap", where, upper.clause, f"后一档从前一档结束处开始。{ends}")
        elif lower.high_included == upper.low_included:
            at = said(upper.low, number(upper.low, axis))
            wrong = f"重叠：{at}同属两档" if upper.low_included else f"之间有空档：{at}不属任何一档"
            yield Problem(
                f"{pair}{wrong}", "tier_overlap" if upper.low_included else "tier_gap", where, upper.clause, "交界处只属于其中一档"
            )


def _exact(where: str, title: str, value: Any) -> Decimal:
    try:
        found = exact(where, value.replace(",", "").strip() if isinstance(value, str) else value)
    except RuleError:
        raise Refused(f"“{title}”不是数字：{value}", code="not_a_number", field=where, expected="不小于0的数字，如 20000") from None
    if not found.is_finite() or found < 0 or abs(found.adjusted()) > 15:
        raise Refused(f"“{title}”超出范围：{value}", code="out_of_range", field=where, expected="不小于0的数字，如 20000")
    return found
