"""Values and pieces of rules as people of the county read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.rules.brackets import Tier
from onewindow.rules.days import DayBefore, MonthEnd
from onewindow.rules.kinds import Choice, Kind, Many, Number, Rate, number, plain
from onewindow.rules.lists import Among, Each, Highest, SumOf, Without
from onewindow.rules.quotients import Quotient
from onewindow.rules.reasons import Reasons
from onewindow.rules.tree import Arithmetic, Compare, Contains, Fold, Literal, Logic, Name, Node, Role, Tiers, When, YearsBetween
from onewindow.rules.units import Unit, is_money, unit_title
from onewindow.words.money import format_money, to_fen

_COMPARED = {"<": "低于", "<=": "不超过", ">": "超过", ">=": "不低于", "==": "为", "!=": "不为"}
_SIGNS = {"+": "＋", "-": "－", "*": "×", "//": "÷（取整）"}
_FOLDED = {"least": "最小者", "largest": "最大者"}
UNKNOWN = "暂不能确定"


@dataclass(frozen=True, slots=True)
class Titles:
    """What things are called: facts, figures, rules and readings by name, and the entries of choices by fact."""

    of: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]

    def entry(self, name: str, key: str) -> str:
        return self.choices.get(name, {}).get(key, key)


def said(value: Any, kind: Kind) -> str:
    """``20,000.00元``, ``是``, ``2023年4月1日``; what is unknown says so."""
    if value is None:
        return UNKNOWN
    if isinstance(kind, Many):
        return "、".join(said(entry, kind.of) for entry in value) or "无"
    if isinstance(kind, Number):
        exact = Decimal(value)
        if not kind.unit and 0 < exact < 1:
            return percent(exact)  # a share, as people write one
        digits = format_money(exact) if is_money(kind.unit) and exact == to_fen(exact) else f"{Decimal(plain(exact)):,f}"
        return f"{digits}{unit_title(kind.unit)}"
    if isinstance(kind, Rate):
        return percent(value)
    if isinstance(kind, Choice):
        return kind.title(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)


def percent(rate: Decimal) -> str:
    """``3%``; with more than four decimals cut off there and said to be about that."""
    hundred = rate * 100
    short = hundred.quantize(Decimal("0.0001"))
    return f"{'' if short == hundred else '约'}{Decimal(plain(short)):,f}%"


def tier_said(tier: Tier, axis: Unit) -> str:
    """The bounds of a tier: ``超过100,000.00美元，不超过500,000.00美元``."""
    ends = []
    if tier.low is not None:
        ends.append(f"{'不低于' if tier.low_included else '超过'}{said(tier.low, number(tier.low, axis))}")
    if tier.high is not None:
        ends.append(f"{'不超过' if tier.high_included else '低于'}{said(tier.high, number(tier.high, axis))}")
    return "，".join(ends) or "全部"


def phrase(node: Node, titles: Titles) -> str:
    """A piece of a rule in words: “本年度进出口额不低于上年度进出口额×2”."""
    match node:
        case Name(role=Role.ENTRY):
            return "每项"
        case Name():
            return titles.of.get(node.name, node.name)
        case Literal():
            return said(node.value, node.kind)
        case Arithmetic(op="-", left=Fold(op="largest", items=(above, Name(name=bound))), right=Name(name=taken)) if bound == taken:
            return f"{phrase(above, titles)}超过{titles.of.get(bound, bound)}的部分"
        case Arithmetic():
            return f"{_bracketed(node.left, titles)}{_SIGNS[node.op]}{_bracketed(node.right, titles)}"
        case Compare(left=Name(name=name, role=Role.READING), right=Literal(value=value)):
            return f"采用口径“{titles.entry(name, value)}”"
        case Compare():
            return f"{phrase(node.left, titles)}{_COMPARED[node.op]}{_compared_with(node, titles)}"
        case Logic():
            return _logic(node, titles)
        case When():
            return f"{phrase(node.condition, titles)}的，{phrase(node.then, titles)}；否则，{phrase(node.otherwise, titles)}"
        case Tiers():
            return f"{phrase(node.of, titles)}按“{phrase(node.table, titles)}”所属档次"
        case Fold():
            return f"{'、'.join(phrase(item, titles) for item in node.items)}{_folded(node)}"
        case Contains():
            return f"“{phrase(node.entries, titles)}”包括“{titles.entry(_name_of(node.entries), node.key)}”"
        case Among():
            return f"{phrase(node.key, titles)}在“{phrase(node.entries, titles)}”之内"
        case Without():
            return f"“{phrase(node.entries, titles)}”中“{phrase(node.others, titles)}”所缺的"
        case Each():
            return f"{phrase(node.entries, titles)}，{each_said(node.body, titles)}"
        case Highest():
            return f"{phrase(node.entries, titles)}，取最高的{_count(node.count, titles)}项"
        case SumOf():
            return f"{phrase(node.entries, titles)}，合计"
        case YearsBetween():
            return f"{phrase(node.start, titles)}至{phrase(node.end, titles)}的满年数"
    return _shown(node, titles)


def _shown(node: Node, titles: Titles) -> str:
    """Rates, reasons and days."""
    match node:
        case Quotient():
            return f"{phrase(node.over, titles)}÷{phrase(node.under, titles)}"
        case Reasons():
            return "、".join(phrase(each, titles) for each in node.conditions)
        case DayBefore():
            return f"{phrase(node.start, titles)}之前{phrase(node.count, titles)}"
        case MonthEnd():
            return f"{phrase(node.of, titles)}所在月的最后一日"
    return ""


def _folded(node: Fold) -> str:
    if node.op == "sum":
        return "之和"
    return f"中的{_FOLDED[node.op].replace('最', '较') if len(node.items) == 2 else _FOLDED[node.op]}"


def _count(node: Node, titles: Titles) -> str:
    return plain(node.value) if isinstance(node, Literal) else f"“{phrase(node, titles)}”"


def each_said(body: Node, titles: Titles) -> str:
    """What each entry of a list counts as: 每项不超过…, 每项按…所属档次计."""
    match body:
        case Fold(op="least", items=(Name(role=Role.ENTRY), other)) | Fold(op="least", items=(other, Name(role=Role.ENTRY))):
            return f"每项不超过{phrase(other, titles)}"
        case Tiers(of=Name(role=Role.ENTRY)):
            return f"每项按“{phrase(body.table, titles)}”计"
    return f"按{phrase(body, titles)}计"


def _bracketed(node: Node, titles: Titles) -> str:
    return f"（{phrase(node, titles)}）" if isinstance(node, Arithmetic) and node.op in {"+", "-"} else phrase(node, titles)


def _compared_with(node: Compare, titles: Titles) -> str:
    if isinstance(node.right, Literal) and isinstance(node.right.kind, Choice):
        return f"“{titles.entry(_name_of(node.left), node.right.value)}”"
    return phrase(node.right, titles)


def _logic(node: Logic, titles: Titles) -> str:
    parts = [phrase(item, titles) for item in node.items]
    if node.op == "not":
        return f"{parts[0]}为否"
    return ("，并且" if node.op == "all" else "，或者").join(parts)


def _name_of(node: Node) -> str:
    return node.name if isinstance(node, Name) else ""
