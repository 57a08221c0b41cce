"""The pages of this regulation: their template, links between them, amounts in cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.told import EVENTS
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers.kinds import PaperKind
from onewindow.papers.models import Paper
from onewindow.rules.rows import WrongSheet
from onewindow.trail.selectors import events_of
from onewindow.web import parts
from onewindow.web.marked import carried
from onewindow.web.parts import Acts, Cell, Input, Page, Table, row, table
from onewindow.web.refusals import explain
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.worktime.clock import day_of

TEMPLATE = "risk_fund/page.html"
FILE = "file"


def link(words: Any, name: str, *args: Any) -> Cell:
    return parts.link(words, f"risk_fund:{name}", *args)


def amount(value: Decimal | int | None) -> Cell:
    """Money at the end of its cell; whole numbers are fen."""
    if value is None:
        return Cell("", end=True)
    return Cell(format_money(to_yuan(value) if isinstance(value, int) else value), end=True)


def upload(label: str, help: str) -> Input:
    return Input(FILE, label, kind="file", help=help)


def shown(request: HttpRequest, page: Callable[[], Page], acts: Acts, *, back: str, **where: str) -> HttpResponse:
    """The page; a press goes through the door of its intent and back. A sheet with mistakes comes back marked, by a link."""
    response: HttpResponse
    try:
        response = parts.shown(request, TEMPLATE, page, _passing(acts), back=f"risk_fund:{back}", **where)
    except _Marked as wrong:
        name, _ = parts.uploaded(request, FILE)
        context = {**parts.context(request, page()), "refusal": explain(wrong.refused), "marked": carried(wrong.refused, name)}
        response = render(request, TEMPLATE, context, status=wrong.refused.status)
    return response


def own(by: Actor) -> dict[str, Any]:
    """Which loans an actor sees: a bank its own, a guarantor those it guarantees, the bodies of the county all."""
    if by.may("riskfund.lend"):
        return {"bank__key": by.organisation}
    return {"guarantor__key": by.organisation} if by.may("riskfund.guarantee") else {}


def bank_key(by: Actor) -> str:
    """The bank that an actor lends for; empty for anybody else."""
    return (by.organisation or "") if by.may("riskfund.lend") else ""


def events(subject: str) -> Table:
    """留痕: what was done, in the words of the county."""
    rows = []
    for event in events_of(subject):
        rows.append(row(event.at.astimezone().strftime("%Y-%m-%d %H:%M"), EVENTS.get(event.kind, event.kind), event.reason))
    return table("events", "留痕", ("时间", "事项", "说明"), rows, "没有留痕。")


def printed(kind: PaperKind, title: str, empty: str, **of: str) -> Table:
    """The last papers of a register that were made, the newest first."""
    found = Paper.objects.filter(kind=kind.key, revoked_at=None, **of).order_by("-id")[:5]
    rows = [row(link(each.number, "paper", each.code), each.issuer, day_of(each.issued_at)) for each in found]
    return table(kind.key, title, ("文书", "制发单位", "制发日期"), rows, empty)


def loans_seen(by: Actor) -> Any:
    """The loans that an actor may see."""
    return FundLoan.objects.filter(**own(by)).select_related("subject", "bank", "guarantor")


class _Marked(Exception):
    """A sheet with mistakes, on its way past the handling of any other refusal."""

    def __init__(self, refused: WrongSheet) -> None:
        super().__init__()
        self.refused = refused


def _passing(acts: Acts) -> Acts:
    def passed(door: Callable[..., Any]) -> Callable[..., Any]:
        def through(**request: Any) -> Any:
            try:
                return door(**request)
            except WrongSheet as refused:
                raise _Marked(refused) from refused

        return through

    return {intent: (passed(door), arguments) for intent, (door, arguments) in acts.items()}
