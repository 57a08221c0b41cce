"""处置: what is being disposed of and what it waits for; one disposal from the shared loss to the proceeds paid out in order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import BUYERS, CLOSED, COSTS, DISPOSAL_STATES, DISTRIBUTED, HANDLERS, OPENED, ROUTED, SOLD
from miluo.valuation_disposal.models import Disposal
from miluo.valuation_disposal.papers import KINDS
from miluo.valuation_disposal.routes import routes_of, warnings
from miluo.valuation_disposal.selectors.lists import disposals_for, due_disposals
from miluo.valuation_disposal.selectors.values import prevailing
from miluo.valuation_disposal.services.opening import is_exchange
from miluo.valuation_disposal.views.parts import FILE, amount, decimal, events, link, money, paper_of, shown, ticked, upload, waiting
from miluo.valuation_disposal.views.valuation_forms import guarantors
from onewindow.accounts.access import actor_on, permission
from onewindow.papers import files
from onewindow.web.acting import typed
from onewindow.web.download import attachment
from onewindow.web.parts import (
    AMBER,
    BLUE,
    GREEN,
    Acts,
    Cell,
    Form,
    Input,
    Page,
    Row,
    Table,
    code,
    day,
    options,
    paged,
    row,
    table,
    told,
    uploaded,
)
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

TONES = {CLOSED: GREEN, DISTRIBUTED: AMBER, SOLD: AMBER}
HEADER = ("编号", "抵押登记", "抵押人", "追偿处置方", "欠款本息（元）", "成交价（元）", "状态")


@permission("appraisal.read")
def disposals(request: HttpRequest) -> HttpResponse:
    """The disposals that the desk may see; a bank or a guarantor begins one here."""
    acts: Acts = {"open": (services.open_disposal, lambda: _opened(request))}
    return shown(request, lambda: _list(request), acts, back="disposals", made="disposal")


@permission("appraisal.read")
def disposal(request: HttpRequest, number: str) -> HttpResponse:
    """One disposal. Raises Refused (404) for one that the desk may not see."""
    _found(actor_on(request), number)
    return shown(request, lambda: _page(_found(actor_on(request), number), request), _acts(request, number), back="disposal", number=number)


@permission("appraisal.read")
def cost_proof(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """The file that proves a cost."""
    proof = _found(actor_on(request), number).costs.filter(pk=place).first()
    if proof is None:
        raise Refused("没有这份凭证", code="unknown_proof", field="number", status=404)
    return attachment(files.content_of(proof.digest), "application/octet-stream", proof.file_name)


@permission("appraisal.read")
def proceeds(request: HttpRequest, number: str) -> HttpResponse:
    """处置所得分配通知书 as PDF."""
    return paper_of(_found(actor_on(request), number).number, KINDS["proceeds"].key)


def _found(by: Actor, number: str) -> Disposal:
    found = disposals_for(by).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的处置", code="unknown_disposal", field="number", status=404)
    return found


def _opened(request: HttpRequest) -> dict[str, Any]:
    share = request.POST.get("guarantor_share", "").strip()
    return {
        **typed(request, "mortgage", "guarantor", "handler", "shares_document"),
        **{name: money(request, name, "valuation-11") for name in ("principal_cny", "interest_cny")},
        "guarantor_share": decimal(request, "guarantor_share", "担保机构分担比例") if share else Decimal(0),
        "debt_on": day(request, "debt_on", "债务截止日期"),
        "shares_booked_on": day(request, "shares_booked_on", "损失分担入账日期"),
    }


def _acts(request: HttpRequest, number: str) -> Acts:
    of = {"number": number}
    return {
        "route": (services.choose_route, lambda: {**of, **typed(request, "route", "basis")}),
        "sell": (services.sell, lambda: {**of, **_sold(request)}),
        "cost": (services.add_cost, lambda: {**of, **_cost(request)}),
        "distribute": (services.distribute, lambda: {**of, "received_on": day(request, "received_on", "价款到账日期")}),
        "close": (services.close_disposal, lambda: {**of, **typed(request, "change_document")}),
    }


def _sold(request: HttpRequest) -> dict[str, Any]:
    words = typed(request, "buyer", "buyer_kind", "buyer_proof")
    price = money(request, "price_cny", "valuation-14")
    return {**words, "price_cny": price, "own_village": ticked(request, "own_village"), "sold_on": day(request, "sold_on", "成交日期")}


def _cost(request: HttpRequest) -> dict[str, Any]:
    name, content = uploaded(request, FILE)
    return {**typed(request, "kind"), "amount_cny": money(request, "amount_cny", "valuation-14"), "name": name, "content": content}


def _list(request: HttpRequest) -> Page:
    by = actor_on(request)
    found = disposals_for(by).filter(**({"state": request.GET["state"]} if request.GET.get("state") else {}))
    if word := request.GET.get("q", "").strip():
        found = found.filter(Q(number__contains=word) | Q(mortgage__contains=word) | Q(right__contains=word))
    rows, pager = paged(request, found)
    listed = table("disposals", "处置", HEADER, [_row(each) for each in rows], "没有符合条件的处置", pager=pager)
    return Page(
        "抵（质）押产权处置",
        (*waiting(due_disposals(by, clock.today()), "disposal"), listed),
        (_opening(by),) if by.may("appraisal.agree") else (),
        intro="先按约定比例分担损失，再由合作银行或者担保机构追偿、处置；按权利类型确定处置方式，所得按顺序分配。",
        clauses=("valuation-11", "valuation-12", "valuation-13", "valuation-14"),
        filters=(Input("q", "编号、抵押登记或者权证号"), Input("state", "状态", options=options(DISPOSAL_STATES))),
    )


def _row(each: Disposal) -> Row:
    return row(
        link(each.number, "disposal", each.number),
        code(each.mortgage),
        each.mortgagor,
        each.disposer.short_name,
        amount(each.principal_cny + each.interest_cny),
        amount(each.price_cny),
        Cell(each.get_state_display(), tag=TONES.get(each.state, BLUE)),
    )


def _opening(by: Actor) -> Form:
    inputs = (
        Input("mortgage", "抵押登记编号", longest=24, help="须已登记实现抵押权的情形和证据"),
        Input("handler", "追偿处置方", "choice", options(HANDLERS)),
        Input("guarantor", "担保机构", "choice", guarantors(), help="没有担保的不选", optional=True),
        Input("guarantor_share", "担保机构分担比例（%）", "money", help="没有担保的留空，其余由合作银行分担", optional=True),
        Input("principal_cny", "未偿还本金（元）", "money", help="全部未偿还的本金，代偿、补偿不减少债务"),
        Input("interest_cny", "未偿还利息（元）", "money"),
        Input("debt_on", "债务截止日期", "day"),
        Input("shares_booked_on", "损失分担入账日期", "day"),
        Input("shares_document", "风险分担约定", longest=120),
    )
    return Form("open", "启动处置", inputs, "启动", "valuation-11")


def _page(of: Disposal, request: HttpRequest) -> Page:
    by, today = actor_on(request), clock.today()
    tables = (*_mortgage(of, by, today), _paid(of), _costs(of), events(of.subject))
    sold = of.buyer_kind if of.buyer_kind else "member"
    warned = warnings(of.right_kind, sold, False) if of.right_kind == "homestead" and of.state in {ROUTED, SOLD} else []
    return Page(
        f"处置 {of.number}",
        tuple(each for each in tables if each.rows or each.key == "events"),
        _forms(of, by, today),
        warnings=tuple(warned),
        facts=_facts(of, by, today),
        links=(("处置所得分配通知书", reverse("valuation_disposal:proceeds", args=(of.number,))),) if of.is_distributed else (),
        back=("处置", reverse("valuation_disposal:disposals")),
        clauses=("valuation-11", "valuation-13", "valuation-14"),
    )


def _facts(of: Disposal, by: Actor, today: date) -> tuple[tuple[str, Any], ...]:
    valued = prevailing(of.right, today)
    shares = f"合作银行{of.bank_share.normalize():f}%" + (
        f"，{of.guarantor.name}{of.guarantor_share.normalize():f}%" if of.guarantor else ""
    )
    facts = [
        ("状态", of.get_state_display()),
        ("产权", f"{of.right_title}，{of.right}"),
        ("抵押登记、抵押人", f"{of.mortgage}，{of.mortgagor}"),
        ("合作银行", of.bank.name),
        ("追偿处置方", f"{of.get_handler_display()}（{of.disposer.name}）"),
        ("欠款", f"本金{format_money(of.principal_cny)}元，利息{format_money(of.interest_cny)}元，截至{said(of.debt_on)}"),
        ("损失分担", f"{shares}，{said(of.shares_booked_on)}入账，{of.shares_document}"),
    ]
    if valued and valued.value_cny:
        facts.append(("评估价值", f"{format_money(valued.value_cny)}元，{valued.number}"))
    if of.route:
        facts.append(("处置方式", f"{routes_of(of.right_kind, today)[0].get(of.route, of.route)}，{of.route_basis}"))
    if of.price_cny and of.sold_on:
        facts.append(
            ("成交", f"{format_money(of.price_cny)}元，{said(of.sold_on)}\n{of.buyer}（{of.get_buyer_kind_display()}），{of.buyer_proof}")
        )
    if of.closed_on:
        facts.append(("办结", f"{said(of.closed_on)}，{of.change_document}"))
    return tuple(facts)


def _mortgage(of: Disposal, by: Actor, today: date) -> tuple[Table, ...]:
    """The registration that it is the disposal of, and how far the register has followed; a guarantor has no page of it."""
    found = mortgages.mortgage(of.mortgage, today)
    if found is None or not by.may("rights.read"):
        return ()
    realised = mortgages.realisation(of.mortgage)
    price = realised.price_cny if realised else None
    state = "抵押中" if found.state == "standing" else f"{told(found.ended_on)}终止"
    number = Cell(found.number, reverse("rural_mortgage:mortgage", args=(found.number,)))
    rows = [row(number, amount(found.loan_cny), amount(found.value_cny), amount(price), state)]
    header = ("登记编号", "担保债权（元）", "登记的价值（元）", "登记的成交价（元）", "状态")
    return (table("mortgage", "抵押登记", header, rows, ""),)


def _paid(of: Disposal) -> Table:
    paid = getattr(of, "distribution", None)
    rows = []
    if paid is not None:
        rows = [
            row("处置所得", amount(paid.gross_cny)),
            row("一、处置费用", amount(paid.costs_cny)),
            row("二、偿还贷款利息", amount(paid.interest_cny)),
            row("三、偿还贷款本金", amount(paid.principal_cny)),
            row("四、返还抵（质）押人", amount(paid.surplus_cny)),
            row("仍未偿还的本息", amount(paid.unpaid_cny)),
        ]
    return table("proceeds", "处置所得的分配", ("项目", "金额（元）"), rows, "")


def _costs(of: Disposal) -> Table:
    rows = [
        row(each.get_kind_display(), amount(each.amount_cny), link(each.file_name, "cost_proof", of.number, each.pk), each.entered_on)
        for each in of.costs.all()
    ]
    return table("costs", "处置费用", ("费用", "金额（元）", "凭证", "登记日期"), rows, "")


def _forms(of: Disposal, by: Actor, today: date) -> tuple[Form, ...]:
    if not (is_exchange(by) or (by.may("appraisal.agree") and by.organisation == of.disposer.key)):
        return ()
    found = []
    if of.state in {OPENED, ROUTED}:
        found.append(_routing(of, today))
    if of.state == ROUTED:
        found.append(_selling(today))
    if of.state == SOLD:
        received = (Input("received_on", "价款到账日期", "day"),)
        note = "按有凭证的处置费用、利息、本金的顺序偿还，超出部分返还抵（质）押人；同时出具分配通知书。"
        found.append(Form("distribute", "分配处置所得", received, "分配", "valuation-14", note))
    if of.state in {OPENED, ROUTED, SOLD}:
        found.append(_spending())
    if of.state == DISTRIBUTED:
        change = (Input("change_document", "产权变更登记凭证", longest=120),)
        found.append(Form("close", "办结", change, "办结", "valuation-13", "产权变更登记办理、抵押登记终结以后办结。"))
    return tuple(found)


def _routing(of: Disposal, today: date) -> Form:
    open_, clause = routes_of(of.right_kind, today)
    inputs = (Input("route", "处置方式", "choice", options(dict(open_)), value=of.route), Input("basis", "处置依据", longest=200))
    return Form("route", "确定处置方式", inputs, "确定", clause, f"{of.right_title}可以采取：{'、'.join(open_.values())}。")


def _selling(today: date) -> Form:
    inputs = (
        Input("buyer", "受让人", longest=100),
        Input("buyer_kind", "受让人类别", "choice", options(BUYERS)),
        Input("own_village", "本村", "ticks", (("yes", "受让人是本村集体经济组织或者其成员"),), optional=True),
        Input("buyer_proof", "受让人资格证明", longest=120),
        Input("price_cny", "成交价（元）", "money"),
        Input("sold_on", "成交日期", "day", value=today.isoformat()),
    )
    return Form("sell", "登记成交", inputs, "登记", "valuation-13")


def _spending() -> Form:
    inputs = (
        Input("kind", "费用", "choice", options(COSTS)),
        Input("amount_cny", "金额（元）", "money"),
        upload("凭证", "PDF文档或者图片，每份凭证登记一项"),
    )
    return Form("cost", "登记处置费用", inputs, "登记", "valuation-14", "没有凭证的费用不从所得中扣除。")
