"""A small procedure for tests that declare what may not stay: a book of one award over two facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from onewindow.cases import procedure as register
from onewindow.cases.procedure import Accept, Award, Decide, Issue, Material, Procedure, Rate, Review
from onewindow.law import registry as law
from onewindow.law.regulation import Regulation, Term
from onewindow.rules import registry as rules
from onewindow.rules.book import RuleBook
from onewindow.rules.facts import Facts, Money, money, whole
from onewindow.words.sources import OutsideLaw

SOURCE = OutsideLaw("示例办法", "第一条")


class SampleFacts(Facts):
    year: int | None = whole("年度", "year", of_day="year", at_least=1900, at_most=9999)
    paid_cny: Money | None = money("支出")


STEPS = (
    Accept(organisation="window"),
    Review(
        organisation="bureau", book="sample", awards=(Award(key="support_cny", title="补贴", sources=(SOURCE,), evidence=("invoice",)),)
    ),
    Decide(organisation="bureau", act="a.b", payable="a.c", sources=(SOURCE,)),
    Issue(organisation="window"),
    Rate(),
)
INVOICE = Material(key="invoice", title="发票", sources=(SOURCE,), evidences=("paid_cny",))


@contextmanager
def nothing_stays(folder: Path) -> Iterator[Regulation]:
    """Within the block declarations are thrown away afterwards; gives a regulation with the book ``sample``."""
    before = dict(register.declared())
    with law.isolated(), rules.isolated():
        regulation = Regulation(
            key="sample",
            number="示例〔2023〕1号",
            title="示例办法",
            issuer="示例政府",
            signed=date(2023, 1, 1),
            in_force=Term(start=date(2023, 1, 1), clause="sample-1"),
            folder=folder,
        )
        book = RuleBook("sample", regulation, SampleFacts, title="示例")

        @book.amount(SOURCE, title="补贴")
        def support_cny(paid_cny):  # type: ignore[no-untyped-def]
            return paid_cny

        try:
            yield regulation
        finally:
            register.declared().clear()
            register.declared().update(before)


def declared(regulation: Regulation, **changes: Any) -> Procedure:
    """The sample procedure with some of its parts changed."""
    parts: dict[str, Any] = {
        "key": "sample",
        "title": "示例事项",
        "regulation": regulation,
        "facts": SampleFacts,
        "ask": ("year", "paid_cny"),
        "materials": (INVOICE,),
        "steps": STEPS,
        "sources": (SOURCE,),
    }
    return Procedure(**{**parts, **changes})
