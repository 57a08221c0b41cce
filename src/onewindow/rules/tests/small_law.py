"""A small law to try the engine on: two clauses, a few facts, figures and one reading. Not a regulation of any county."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from onewindow.law import registry as law
from onewindow.law.regulation import Regulation, Term
from onewindow.rules import registry
from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, choice, choices, day, money, number, whole, yes_no
from onewindow.rules.parameters import Figure, read_figures
from onewindow.rules.readings import read_questions

ON = date(2023, 9, 15)
CLAUSES = [
    {"id": f"small-{number}", "cite": f"试政发〔2023〕1号第{number}条", "kind": "rule", "title": f"第{number}条", "summary": "试验条款"}
    for number in (1, 2, 3)
]


class SmallFacts(Facts):
    year: int | None = whole("年度", of_day="year", at_least=1900, at_most=9999)
    yuan: Money | None = money("甲金额", at_most=Decimal(10**9))
    other_yuan: Money | None = money("乙金额", at_most=Decimal(10**9))
    dollars: Money | None = money("美元金额", "USD", at_most=Decimal(10**9))
    past_dollars: Money | None = money("上年美元金额", "USD", past=True, at_most=Decimal(10**9))
    ratio: Decimal | None = number("比例", places=4, at_most=Decimal(1))
    heads: int | None = whole("人数", "person", at_most=10**6)
    local: bool | None = yes_no("在本地", default=True)
    paid: bool | None = yes_no("已领过")
    proven: bool | None = yes_no("有证明")
    born: date | None = day("出生日期")
    ends: date | None = day("届满日期")
    sort: str | None = choice("种类", {"land": "土地", "house": "房屋", "forest": "林木"})
    funded: tuple[str, ...] | None = choices("已受支持的事项", {"first": "首项", "second": "次项"}, default=(), clause="small-3")
    marks: tuple[str, ...] | None = choices("标注", {"a": "甲", "b": "乙"})
    costs: list[Money] | None = money("各项费用", at_most=Decimal(10**9))
    trades: list[Money] | None = money("各家美元金额", "USD", at_most=Decimal(10**9))


FIGURES = {
    "rate": {"title": "比例标准", "clause": "small-1", "unit": "ratio", "value": "0.35", "as_written": "35%", "from": date(2023, 4, 1)},
    "cap": {"title": "上限", "clause": "small-1", "unit": "CNY", "value": "1000", "as_written": "1000元", "from": date(2023, 4, 1)},
    "per_dollar": {
        "title": "每美元",
        "clause": "small-2",
        "unit": "CNY/USD",
        "value": "0.03",
        "as_written": "0.03元",
        "from": date(2023, 4, 1),
    },
    "steps": {
        "title": "档次",
        "clause": "small-2",
        "unit": "CNY by USD",
        "from": date(2023, 4, 1),
        "otherwise": "0",
        "tiers": [
            {"at_least": "10", "up_to": "100", "value": "5", "as_written": "10～100（含）奖5元"},
            {"over": "100", "below": "500", "value": "7.5", "as_written": "100～500奖7.5元"},
            {"at_least": "500", "value": "9", "clause": "small-3", "as_written": "500以上奖9元"},
        ],
    },
}
QUESTIONS = {
    "generous": {
        "clause": "small-3",
        "question": "从宽还是从严",
        "readings": {"no": "从严", "yes": "从宽"},
        "default": "no",
        "decided": {"by": None, "on": None},
    }
}


@contextmanager
def small_law() -> Iterator[Regulation]:
    """The law, declared within the block alone."""
    with tempfile.TemporaryDirectory() as folder, law.isolated(), registry.isolated():
        Path(folder, "clauses.yaml").write_text(yaml.safe_dump(CLAUSES, allow_unicode=True), "utf-8")
        yield Regulation(
            key="small",
            number="试政发〔2023〕1号",
            title="试行办法",
            issuer="试验机关",
            signed=date(2023, 4, 1),
            in_force=Term(start=date(2023, 4, 1), years=2, clause="small-1"),
            folder=Path(folder),
        )


def small_book(regulation: Regulation, figures: dict[str, Any] | None = None, name: str = "small") -> RuleBook:
    """An empty book over the law, with its figures or others."""
    given: dict[str, Figure] = dict(read_figures(FIGURES if figures is None else figures))
    return RuleBook(name, regulation, SmallFacts, title="试行规则", figures=given, questions=read_questions(QUESTIONS))
