"""From lines to the tree of a text: wrapped lines are joined, labels begin blocks, and each block finds what it stands under. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onewindow.law.gazette.labels import LEVELS, Label, label_of
from onewindow.law.gazette.lines import Line, continues, joined, tidy
from onewindow.law.gazette.text import ARTICLE, CHAPTER, HEAD, ITEM, PARAGRAPH, TABLE, Block, Table

_ROLL = re.compile(r"(出\s*席|列\s*席|缺\s*席|请\s*假|主\s*持|记\s*录)\s*[：:]\s*(.*)")  # who was at a meeting, at the end of its minutes
_TITLE = re.compile(r".{0,6}?(?:传达学习|学习|审议|研究|听取|讨论)[^，。]*(?:》|精神|汇报|工作|项目)")  # an item of the agenda
_COUNTED = re.compile("[一二三四五六七八九十][要是]")
_STRONG = {CHAPTER, ARTICLE}  # no sentence is wrapped so that its next line looks like one of these
_TOP = 3


@dataclass(slots=True)
class _Node:
    kind: str
    label: str
    ordinal: int
    lines: list[Line]
    level: int
    children: list[_Node] = field(default_factory=list)
    table: Table | None = None

    @property
    def text(self) -> str:
        return "" if self.table else joined(self.lines)

    def block(self) -> Block:
        last = max([line.number for line in self.lines], default=0)
        children = tuple(child.block() for child in self.children)
        text = tidy(self.text.removeprefix(tidy(self.label))) if self.label else self.text
        return Block(self.kind, self.label, text, (self.lines[0].number, last), children, self.table)


def build(lines: Sequence[Line], full: int) -> tuple[Block, ...]:
    """The blocks of a text whose full lines are ``full`` columns wide."""
    root = _Node("", "", 0, [], 0)
    stack = [root]
    for label, group in _groups(lines, full):
        _attach(stack, _node(label, group))
    return tuple(child.block() for child in root.children)


def _groups(lines: Sequence[Line], full: int) -> list[tuple[Label | None, list[Line]]]:
    """The lines of each paragraph, with the label that it begins with."""
    groups: list[tuple[Label | None, list[Line]]] = []
    for place, line in enumerate(lines):
        label = None if line.cells else label_of(line.text)
        row = bool(line.cells and place and lines[place - 1].cells)
        if not groups or (not row and _begins(groups[-1][1], line, label, full)):
            groups.append((label, [line]))
        else:
            groups[-1][1].append(line)
    return groups


def _begins(group: Sequence[Line], line: Line, label: Label | None, full: int) -> bool:
    before = group[-1]
    if label is not None and (label.kind in _STRONG or before.ended or before.text.endswith(("）", "》"))):
        return True
    if len(group) == 1 and label_of(before.text) and _TITLE.fullmatch(before.text):
        return before.text.endswith("》") or bool(_COUNTED.match(line.text)) or not continues(group, full)
    return bool(line.cells or before.cells or _ROLL.match(line.text)) or not continues(group, full)


def _node(label: Label | None, group: list[Line]) -> _Node:
    if group[0].cells:
        header, *rows = (line.cells for line in group)
        return _Node(TABLE, "", 0, group, 4, table=Table(header, tuple(rows)))
    if label is not None:
        return _Node(label.kind, label.text, label.ordinal, group, LEVELS[label.kind])
    if roll := _ROLL.match(group[0].text):
        return _Node(HEAD, re.sub(r"\s", "", roll[1]) + "：", 0, group, _TOP)
    return _Node(PARAGRAPH, "", 0, group, 4)


def _attach(stack: list[_Node], node: _Node) -> None:
    """Put a node under what it belongs to; the stack holds the open blocks from the root down."""
    if node.level == 4 and stack[-1].level > 4:
        if not _list_is_over(stack):
            stack[-1].children.append(node)  # a further paragraph of an item of sentences
            return
        while stack[-1].level > 4:
            stack.pop()
    while stack[-1].level >= node.level:
        stack.pop()
    stack[-1].children.append(node)
    stack.append(node)


def _list_is_over(stack: list[_Node]) -> bool:
    """Items that end with semicolons are a list that its full stop closes; items of sentences may have more paragraphs."""
    *outer, last = stack
    if last.kind == ITEM and outer:
        brothers = [child.text for child in outer[-1].children if child.kind == ITEM]
        return len(brothers) > 1 and brothers[-1].endswith("。") and brothers[-2].endswith("；")
    return False
