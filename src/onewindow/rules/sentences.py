"""An explanation in Chinese: which conditions, tier, cap and reading decided, what is missing, and what would give more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.rules.edition import Edition
from onewindow.rules.kinds import Many, plain
from onewindow.rules.lists import Each, Highest
from onewindow.rules.nearest import Step
from onewindow.rules.phrases import UNKNOWN, Titles, phrase, said
from onewindow.rules.readings import Question
from onewindow.rules.rule import Rule
from onewindow.rules.trace import ByCap, ByCondition, ByEntries, BySteps, ByTier, Decision, failing, holding
from onewindow.rules.tree import Arithmetic, Compare, Contains, Fold, Logic, Name, Node, Role, Tiers, children, names

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
    """The sentences of one line, the deciding ones first."""
    sentences = [sentence for each in line.decided for sentence in _decided(each, line)]
    sentences += _added_up(line)
    if line.missing and line.values[line.rule.name] is None:
        asked = "、".join(f"“{line.titles.of[name]}”" for name in line.missing)
        sentences.append(f"缺少{asked}，{UNKNOWN}。")
    for question, other, value in line.turned:
        own = question.readings[line.values[question.name]]
        sentences.append(f"{question.question}：本次{own}；如{question.readings[other]}，则为{said(value, line.rule.kind)}。")
    if step := line.step:
        more, to = said(step.more, step.fact.kind), said(step.to, step.fact.kind)
        sentences.append(f"{step.fact.title}再增加{more}（达到{to}），本项为{said(step.value, line.rule.kind)}。")
    return sentences


def _decided(each: Decision, line: Told) -> Iterator[str]:
    if isinstance(each, ByTier):
        amount = f"{phrase(each.node.of, line.titles)}{said(each.amount, each.node.of.kind)}"
        yield (
            f"{amount}，属于“{each.tier.as_written}”。"
            if each.tier
            else f"{amount}，不在“{phrase(each.node.table, line.titles)}”的任何一档。"
        )
    elif isinstance(each, ByCap):
        yield from _capped(each, line)
    elif isinstance(each, BySteps):
        left, right = (line.edition.part(side, line.values) for side in (each.node.left, each.node.right))
        steps = f"{said(left, each.node.left.kind)}÷{said(right, each.node.right.kind)}"
        yield f"{phrase(each.node.left, line.titles)}，每满{said(right, each.node.right.kind)}计一次：{steps}，计{plain(each.steps)}次。"
    elif isinstance(each, ByEntries):
        yield _entries(each, line)
    else:
        yield from _conditional(each, line)


def _capped(each: ByCap, line: Told) -> Iterator[str]:
    if each.node.known:
        yield f"{phrase(each.node, line.titles)}，为{phrase(each.decided, line.titles)}。"
        return
    for item in each.node.items:
        if isinstance(item, Arithmetic):
            value = line.edition.part(item, line.values)
            yield f"{phrase(item, line.titles)}，即{_worked(item, line)}，为{said(value, each.node.kind)}。"
    if isinstance(each.decided, Name) and each.decided.role is Role.FIGURE:
        yield f"{line.titles.of[each.decided.name]}为{said(each.value, each.decided.kind)}，按此计。"
    elif isinstance(each.decided, Name) and each.decided.role is Role.FACT:
        yield f"{line.titles.of[each.decided.name]}{said(each.value, each.decided.kind)}，未超过上限，按此计。"
    elif isinstance(each.decided, Tiers):
        yield f"超过本档上限的部分不计，为{said(each.value, each.node.kind)}。"


def _entries(each: ByEntries, line: Told) -> str:
    """From the list as it was given to the sum: what each entry counts as, and which of them count."""
    stages: list[Node] = []
    node = each.node.entries
    while isinstance(node, (Each, Highest)):
        stages.append(node)
        node = node.entries
    given = line.edition.part(node, line.values)
    parts = [f"{phrase(node, line.titles)}{f'{len(given)}项：{_listed(given, node)}' if given else '没有'}"]
    for stage in reversed(stages):
        counted = line.edition.part(stage, line.values)
        if counted == given:
            continue
        if isinstance(stage, Each):
            parts.append(f"按{phrase(stage.body, line.titles)}计，为{_listed(counted, stage)}")
        else:
            parts.append(f"取最高的{len(counted)}项，为{_listed(counted, stage)}")
        given = counted
    total = said(each.value, each.node.kind)
    return f"{'；'.join(parts)}；合计{total}。" if given else f"{parts[0]}，计{total}。"


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
        reasons = "；".join(_failed(part, line) for part in failing(condition, line.edition, line.values) if not _is_reading(part))
        yield f"不符合条件：{phrase(condition, line.titles)}（{reasons}）。"


def _is_reading(node: Node) -> bool:
    return all(name.role is Role.READING for name in names(node).values())


def _failed(part: Node, line: Told) -> str:
    if isinstance(part, Logic):
        return f"“{phrase(part.items[0], line.titles)}”为是"
    if isinstance(part, Compare):
        left, right = (line.edition.part(side, line.values) for side in (part.left, part.right))
        return f"“{phrase(part, line.titles)}”不成立，两边分别为{said(left, part.left.kind)}和{said(right, part.right.kind)}"
    return f"“{phrase(part, line.titles)}”为否"


def _worked(node: Node, line: Told) -> str:
    """A calculation with its numbers: 1,000.00美元×0.03元/美元."""
    if isinstance(node, Arithmetic):
        sign = {"+": "＋", "-": "－", "*": "×", "//": "÷"}[node.op]
        return f"{_worked(node.left, line)}{sign}{_worked(node.right, line)}"
    return said(line.edition.part(node, line.values), node.kind)


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
