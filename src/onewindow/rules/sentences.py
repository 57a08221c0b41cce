"""An explanation in Chinese: which conditions, tier, cap and reading decided, what is missing, and what would give more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.rules.edition import Edition
from onewindow.rules.kinds import Many, number, plain
from onewindow.rules.lists import Each, Highest
from onewindow.rules.nearest import Step
from onewindow.rules.phrases import UNKNOWN, Titles, each_said, phrase, said
from onewindow.rules.readings import Question
from onewindow.rules.reasons import certain
from onewindow.rules.rule import Rule
from onewindow.rules.trace import ByCap, ByCondition, ByEither, ByEntries, BySteps, BySum, ByTier, Decision, failing, holding
from onewindow.rules.tree import Arithmetic, Compare, Contains, Fold, Literal, Logic, Name, Node, Role, Tiers, children, names

_FAILED = {"<": "不低于", "<=": "超过", ">": "没有超过", ">=": "低于", "==": "不是", "!=": "正是"}
SHOWN = 6  # entries of a list that a sentence names


@dataclass(frozen=True, slots=True)
class Told:
    """All that is known of one rule's value. ``turned``: readings that decided, the other reading, and what it would give."""

    rule: Rule
    decided: list[Decision]
    step: Step | None
    missing: tuple[str, ...]
    turned: list[tuple[Question, str, Any]]
    edition: Edition
    values: Mapping[str, Any]
    titles: Titles


def told(line: Told) -> list[str]:
    """The sentences of one line: how its value came about, what of it a reading decided, and what would give more."""
    sentences = [sentence for each in line.decided for sentence in _decided(each, line)]
    sentences += [sentence for each in reversed(line.decided) for sentence in _concluded(each, line)]
    sentences += _added_up(line)
    if line.missing and line.values[line.rule.name] is None:
        if held := certain(line.rule.tree, lambda node: line.edition.part(node, line.values)):
            sentences.append(f"已经确定的：{said(held, line.rule.kind)}。")
        asked = "、".join(f"“{line.titles.of[name]}”" for name in line.missing)
        sentences.append(f"缺少{asked}，{UNKNOWN}。")
    sentences += [_turned(*each, line) for each in line.turned]
    if step := line.step:
        sentences.append(f"{_more(step)}，本项为{said(step.value, line.rule.kind)}。")
    return sentences


def _more(step: Step) -> str:
    more, to = said(step.more, step.kind), said(step.to, step.kind)
    if step.added:
        return f"{step.fact.title}再增加一项，达到{to}"
    which = "" if step.place is None else f"第{step.place + 1}项"
    return f"{step.fact.title}{which}再增加{more}（达到{to}）"


def _turned(question: Question, other: str, value: Any, line: Told) -> str:
    """A reading that decided: what it is, who decided it, and what the other would give."""
    on, key = line.edition.on, line.values[question.name]
    decided = question.authority(on) if key == question.on(on) else ""
    otherwise = f"为{said(value, line.rule.kind)}" if value is not None else UNKNOWN
    own = f"{_quoted(question.readings[key])}{f'（{decided}）' if decided else ''}"
    return f"{question.question}？本次按{own}；如按{_quoted(question.readings[other])}，则{otherwise}。"


def _decided(each: Decision, line: Told) -> Iterator[str]:
    if isinstance(each, ByTier):
        yield _tier(each, line)
    elif isinstance(each, ByCap):
        yield from _compared(each, line)
    elif isinstance(each, BySteps):
        left, right = (line.edition.part(side, line.values) for side in (each.node.left, each.node.right))
        if left:
            measured = f"{phrase(each.node.left, line.titles)}为{said(left, each.node.left.kind)}"
            yield f"{measured}，每满{said(right, each.node.right.kind)}计一次，共{plain(each.steps)}次。"
    elif isinstance(each, BySum):
        if each.step and each.value:
            yield f"{each.step}：{_worked(each.node, line)}，为{said(each.value, line.rule.kind)}。"
    elif isinstance(each, ByEntries):
        yield _entries(each, line)
    elif isinstance(each, ByEither):
        yield f"无论是否符合条件（{phrase(each.condition, line.titles)}），都为{said(each.value, line.rule.kind)}。"
    elif isinstance(each, ByCondition):
        yield from _conditional(each, line)


def _concluded(each: Decision, line: Told) -> Iterator[str]:
    """What comes of the parts told before: a calculation, a cap, the smaller of two."""
    if isinstance(each, BySum) and not each.step:
        if all(isinstance(part, Arithmetic | Name | Literal) for part in _walk(each.node)):
            yield f"{phrase(each.node, line.titles)}，即{_worked(each.node, line)}，为{said(each.value, line.rule.kind)}。"
        elif each.value:
            yield f"{line.rule.title}：{_worked(each.node, line)}，为{said(each.value, line.rule.kind)}。"
    elif isinstance(each, ByCap) and not each.node.known:
        yield from _capped(each, line)


def _tier(each: ByTier, line: Told) -> str:
    amount = f"{phrase(each.node.of, line.titles)}{said(each.amount, each.node.of.kind)}"
    if each.tier:
        return f"{amount}，属于{_quoted(each.tier.as_written)}。"
    table, lowest = phrase(each.node.table, line.titles), each.table.tiers[0]
    if lowest.low is not None and not lowest.reached_by(each.amount):
        start = f"{'' if lowest.low_included else '超过'}{said(lowest.low, number(lowest.low, each.table.axis))}"
        return f"{amount}，没有达到“{table}”的最低一档（{start}{'起' if lowest.low_included else ''}）。"
    return f"{amount}，不在“{table}”的任何一档。"


def _compared(each: ByCap, line: Told) -> Iterator[str]:
    """The calculations among what is compared; of totals, which decided."""
    if each.node.known:
        yield f"{phrase(each.node, line.titles)}，为{phrase(each.decided, line.titles)}。"
        return
    for item in each.node.items:
        if isinstance(item, Arithmetic) and not _is_part_above(item):
            yield f"{phrase(item, line.titles)}，即{_worked(item, line)}，为{said(line.edition.part(item, line.values), each.node.kind)}。"


def _capped(each: ByCap, line: Told) -> Iterator[str]:
    value = said(each.value, each.node.kind)
    if each.node.op == "largest":
        if isinstance(each.decided, Literal):
            yield f"不足{value}的，按{value}计。"
    elif isinstance(each.decided, Name) and each.decided.role is Role.FIGURE:
        over = [item for item in each.node.items if isinstance(item, Name) and item.role is Role.FACT]
        given = "".join(f"{line.titles.of[item.name]}{said(line.values[item.name], item.kind)}，" for item in over)
        yield f"{given}{line.titles.of[each.decided.name]}为{value}，按上限计。"
    elif isinstance(each.decided, Name) and each.decided.role is Role.FACT:
        yield f"{line.titles.of[each.decided.name]}{value}，未超过上限，按此计。"
    elif isinstance(each.decided, Tiers):
        if each.value:
            yield f"超过本档上限的部分不计，为{value}。"
    elif not any(isinstance(item, Name | Literal) for item in each.node.items):
        yield f"取其中{'较小' if len(each.node.items) == 2 else '最小'}的，为{value}。"


def _is_part_above(node: Arithmetic) -> bool:
    """What is above a bound is told with the steps that it is counted in."""
    return node.op == "-" and isinstance(node.left, Fold)


def _entries(each: ByEntries, line: Told) -> str:
    """From the list as it was given to the sum: what each entry counts as, and which of them count."""
    stages: list[Node] = []
    node = each.node.entries
    while isinstance(node, (Each, Highest)):
        stages.append(node)
        node = node.entries
    given = line.edition.part(node, line.values)
    if not given:
        return f"{phrase(node, line.titles)}一项也没有，计{said(each.value, each.node.kind)}。"
    parts = [f"{phrase(node, line.titles)}{len(given)}项：{_listed(given, node)}"]
    for stage in reversed(stages):
        counted = line.edition.part(stage, line.values)
        if isinstance(stage, Highest):
            most = int(line.edition.part(stage.count, line.values))
            taken = f"取最高的{most}项，为{_listed(counted, stage)}" if len(given) > most else ""
            parts.append(taken or f"最多可计{most}项")
        elif isinstance(stage, Each) and counted != given:
            parts.append(f"{each_said(stage.body, line.titles)}{_limit(stage.body, line)}，为{_listed(counted, stage)}")
        given = counted
    return f"{'；'.join(parts)}；合计{said(each.value, each.node.kind)}。"


def _limit(body: Node, line: Told) -> str:
    """The value of a cap on each entry."""
    figures = [item for item in body.items if isinstance(item, Name) and item.role is Role.FIGURE] if isinstance(body, Fold) else []
    return "".join(f"（{said(line.values[item.name], item.kind)}）" for item in figures)


def _listed(entries: Sequence[Any], node: Node) -> str:
    one = node.kind.of if isinstance(node.kind, Many) else node.kind
    shown = "、".join(said(entry, one) for entry in entries[:SHOWN])
    return f"{shown}等{len(entries)}项" if len(entries) > SHOWN else shown


def _conditional(each: ByCondition, line: Told) -> Iterator[str]:
    """What a reading decides is said elsewhere; that something is not in a list is not worth a sentence."""
    condition = each.condition
    if isinstance(condition, Contains):
        if each.holds:
            yield f"{phrase(condition, line.titles)}，本项不再计。"
    elif each.holds:
        parts = [part for part in holding(condition, line.edition, line.values) if not _is_reading(part)]
        if parts:
            yield f"符合条件：{'；'.join(phrase(part, line.titles) for part in parts)}。"
    elif not _is_reading(condition):
        yield f"不符合条件：{'；'.join(_unmet(part, line) for part in _denied(condition, line))}。"


def _denied(condition: Node, line: Told) -> list[Node]:
    """Of conditions that must all hold those that do not."""
    if isinstance(condition, Logic) and condition.op == "all":
        return [item for item in condition.items if line.edition.part(item, line.values) is False and not _is_reading(item)]
    return [condition]


def _unmet(condition: Node, line: Told) -> str:
    reasons = "；".join(_failed(part, line) for part in failing(condition, line.edition, line.values) if not _is_reading(part))
    direct = not isinstance(condition, Name) or condition.role is not Role.RULE
    return reasons if direct and reasons else f"{phrase(condition, line.titles)}（{reasons}）"


def _is_reading(node: Node) -> bool:
    return all(name.role is Role.READING for name in names(node).values())


def _failed(part: Node, line: Told) -> str:
    if isinstance(part, Logic):
        return f"“{phrase(part.items[0], line.titles)}”为是"
    if isinstance(part, Compare):
        return _not_so(part, line)
    return f"“{phrase(part, line.titles)}”为否"


def _not_so(part: Compare, line: Told) -> str:
    """A comparison that fails: 本年度进出口额60,000.00美元，低于标准（100,000.00美元）."""
    left, right = (line.edition.part(side, line.values) for side in (part.left, part.right))
    measured = f"{phrase(part.left, line.titles)}为{said(left, part.left.kind)}"
    if isinstance(part.right, Literal):
        return measured if part.op == ">" and not right else f"{measured}，{_FAILED[part.op]}{said(right, part.right.kind)}"
    than = "" if isinstance(part.right, Name) else "，即"
    return f"{measured}，{_FAILED[part.op]}{phrase(part.right, line.titles)}{than}{said(right, part.right.kind)}"


def _worked(node: Node, line: Told) -> str:
    """A calculation with its numbers: 1,000.00美元×0.03元/美元."""
    if isinstance(node, Arithmetic) and node.op != "//":
        sign = {"+": "＋", "-": "－", "*": "×"}[node.op]
        left, right = (_worked(side, line) for side in (node.left, node.right))
        if isinstance(node.right, Arithmetic) and node.right.op in {"+", "-"} and node.op != "+":
            right = f"（{right}）"
        if isinstance(node.left, Arithmetic) and node.left.op in {"+", "-"} and node.op == "*":
            left = f"（{left}）"
        return f"{left}{sign}{right}"
    return said(line.edition.part(node, line.values), node.kind)


def _quoted(text: str) -> str:
    """In quotation marks, those within turned into single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _added_up(line: Told) -> Iterator[str]:
    """What a total consists of, and what it had to leave out."""
    if not any(isinstance(node, Fold) and node.known for node in _walk(line.rule.tree)):
        return
    parts = [each for each in line.rule.needs.values() if each.role is Role.RULE]
    known = [
        f"{line.titles.of[each.name]}{said(line.values[each.name], each.kind)}" for each in parts if line.values[each.name] is not None
    ]
    unknown = [line.titles.of[each.name] for each in parts if line.values[each.name] is None]
    if known:
        yield f"包括：{'、'.join(known)}。"
    if unknown and known:
        yield f"尚不能确定、没有计入：{'、'.join(unknown)}。"


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _walk(child)
