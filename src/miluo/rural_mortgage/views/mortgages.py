"""抵押登记簿: what is registered, what a later flag warns of, and what its bank, the exchange and the registrar may do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Mortgage
from miluo.rural_mortgage.models.endings import CHANGED, EVENTS, FINDINGS, GROUNDS, WAYS
from miluo.rural_mortgage.models.mortgages import STANDING
from miluo.rural_mortgage.related import related_to
from miluo.rural_mortgage.selectors.lending import payout_due
from miluo.rural_mortgage.selectors.lists import SHOWN, mortgages_for
from miluo.rural_mortgage.selectors.rights import flags_on
from miluo.rural_mortgage.selectors.warnings import warned_on
from miluo.rural_mortgage.services.realising import ranked
from miluo.rural_mortgage.views.parts import borrower, link, shown, ticked, yes
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, Acts, Cell, Form, Input, Page, code, day, options, row, table, told
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

HEADER = ("登记编号", "权证号", "抵押人", "抵押权人", "担保债权（元）", "抵押期限止", "登记日期", "状态")


@permission("rights.read")
def mortgages(request: HttpRequest) -> HttpResponse:
    """The register as the desk may see it, with what a later flag warns of (conv-mortgage-6)."""
    return shown(request, lambda: _list(actor_on(request)), {}, back="mortgages")


@permission("rights.read")
def mortgage(request: HttpRequest, number: str) -> HttpResponse:
    """One mortgage. Raises Refused (404) for one that the desk may not see."""
    found = mortgages_for(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有登记编号为“{number}”的抵押", code="unknown_mortgage", field="number", status=404)
    return shown(request, lambda: _page(found, actor_on(request)), _acts(request, number), back="mortgage", number=number)


def _acts(request: HttpRequest, number: str) -> Acts:
    of = {"mortgage": number}
    return {
        "disburse": (
            services.disburse,
            lambda: {**of, **typed(request, "certificate", "amount_cny"), "on": day(request, "on", "放款日期")},
        ),
        "event": (services.report_event, lambda: {**of, **_event(request)}),
        "realise": (services.open_realisation, lambda: {**of, **typed(request, "ground", "evidence")}),
        "offer": (
            services.offer,
            lambda: {
                **of,
                **typed(request, "bidder", "price_cny"),
                "member": ticked(request, "member"),
                "keeps_land_use": ticked(request, "keeps_land_use"),
            },
        ),
        "settle": (services.settle, lambda: {**of, **typed(request, "way")}),
        "change_right": (services.register_change_of_right, lambda: of),
        "misconduct": (services.report_misconduct, lambda: {**of, **typed(request, "finding", "facts")}),
    }


def _event(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {**typed(request, "kind", "proof", "loan_cny"), "happened_on": day(request, "happened_on", "发生日期")}
    if found["kind"] == CHANGED and request.POST.get("ends_on"):
        found["ends_on"] = day(request, "ends_on", "新的期限")
    return found


def _list(by: Actor) -> Page:
    bank = by.organisation or "" if by.may("mortgages.lend") else ""
    rows = mortgages_for(by)
    seen = set(rows.values_list("number", flat=True))
    warned = [each for each in warned_on(clock.today(), bank=bank) if each.is_mortgage and each.number in seen]
    return Page(
        "抵押登记簿",
        (table("mortgages", "登记", HEADER, [_row(each) for each in rows[:SHOWN]], "还没有抵押登记"),),
        warnings=tuple(f"{each.number}（{each.right}）：{each.flag.title}，{each.flag.document}" for each in warned),
        intro="同一农村产权同时只有一项抵押登记，顺位以登记先后为准。",
        clauses=("mortgage-15", "mortgage-33"),
    )


def _row(each: Mortgage) -> Any:
    return row(
        link(each.number, "mortgage", each.number),
        code(each.right.number),
        each.agreement.shown_mortgagor,
        each.bank.short_name,
        Cell(format_money(each.loan_cny), end=True),
        each.ends_on,
        each.registered_on,
        Cell(each.get_state_display(), tag=GREEN if each.state == STANDING else AMBER),
    )


def _page(of: Mortgage, by: Actor) -> Page:
    today = clock.today()
    due = payout_due(of)
    facts = (
        ("权利", f"{of.right.kind_title}，{of.right.number}\n{of.right.town}{of.right.village}{of.right.place}"),
        ("抵押人", of.agreement.shown_mortgagor),
        ("借款人", borrower(of.agreement)),
        ("抵押权人", of.bank.name),
        ("担保债权", f"{format_money(of.loan_cny)}元"),
        ("抵押期限", f"{said(of.starts_on)}至{said(of.ends_on)}"),
        ("合同签订和登记", f"{told(of.agreement.contract_on)}签订，{said(of.registered_on)}登记，登记次序第{of.place}号"),
        ("他项权利证明", of.certificate),
        (
            "放款",
            f"{told(of.disbursed_on)}，{format_money(of.disbursed_cny)}元"
            if of.disbursed_cny
            else f"未放款，期限{told(due) or '自证明送达起算'}",
        ),
        *_realised(of),
        ("状态", of.get_state_display() + (f"（{of.get_ended_for_display()}，{said(of.ended_on)}）" if of.ended_on else "")),
    )
    flags = tuple(f"{flag.title}：{flag.body}，{flag.document}" for flag in flags_on(of.right, today))
    return Page(
        f"抵押登记 {of.number}",
        (*_tables(of), *_elsewhere(of, by)),
        _forms(of, by),
        warnings=flags,
        clauses=("mortgage-18b", "mortgage-20", "mortgage-28"),
        facts=facts,
        back=("抵押登记簿", reverse("rural_mortgage:mortgages")),
    )


def _realised(of: Mortgage) -> tuple[tuple[str, str], ...]:
    """实现抵押权 as far as it has come."""
    found = getattr(of, "realisation", None)
    if found is None:
        return ()
    told_ = [f"{said(found.opened_on)}启动：{found.get_ground_display()}"]
    if found.settled_on and found.price_cny:
        told_.append(f"{said(found.settled_on)}以{found.get_way_display()}方式成交，{format_money(found.price_cny)}元")
    if found.change_registered_on:
        told_.append(f"{said(found.change_registered_on)}办理产权变更登记")
    return (("实现抵押权", "\n".join(told_)),)


def _elsewhere(of: Mortgage, by: Actor) -> tuple[Any, ...]:
    """What another regulation has on record about it: its valuation, its disposal."""
    rows = [row(each.title, Cell(each.number, each.url), each.state) for each in related_to(of.number, of.right.number, by)]
    return (table("related", "评估和处置", ("登记", "编号", "状态"), rows, ""),) if rows else ()


def _tables(of: Mortgage) -> tuple[Any, ...]:
    events = [
        row(each.get_kind_display(), each.happened_on, each.due_on, each.registered_on or Cell("未登记", tag=AMBER), each.proof)
        for each in of.events.all()
    ]
    found = [table("events", "变更和终止", ("事由", "发生日期", "应当申请的期限", "登记日期", "凭证"), events, "没有变更或者终止")]
    realisation = getattr(of, "realisation", None)
    if realisation is not None:
        offers = [
            row(
                each.bidder,
                "成员" if each.member else "非成员",
                Cell(format_money(each.price_cny), end=True),
                f"{each.offered_at:%Y-%m-%d}",
            )
            for each in ranked(realisation)
        ]
        title = f"实现抵押权：{realisation.get_ground_display()}"
        found.append(table("offers", title, ("受让意向人", "本集体经济组织", "报价（元）", "报价日期"), offers, "还没有报价"))
    wrongs = [
        row(each.number, each.get_finding_display(), each.found_on, each.recalled_on, each.cancelled_on) for each in of.misconducts.all()
    ]
    if wrongs:
        found.append(table("wrongs", "欺诈和违约使用", ("编号", "情形", "登记日期", "提前收回", "注销"), wrongs, ""))
    return tuple(found)


def _forms(of: Mortgage, by: Actor) -> tuple[Form, ...]:
    if of.state != STANDING:
        return ()
    bank, window = by.may("mortgages.lend"), by.may("mortgages.intake")
    running = hasattr(of, "realisation") and of.realisation.settled_on is None
    settled = hasattr(of, "realisation") and of.realisation.settled_on is not None
    found = []
    if bank and of.disbursed_on is None:
        found.append(_disburse(of))
    if (bank or window) and not running:
        found.append(_reported())
    if bank and not hasattr(of, "realisation"):
        inputs = (Input("ground", "情形", "choice", options(GROUNDS)), Input("evidence", "证据"))
        found.append(Form("realise", "启动实现抵押权", inputs, "启动", "mortgage-28", danger=True))
    if (bank or window) and running:
        found += [_offer(), Form("settle", "确定受让人", (Input("way", "方式", "choice", options(WAYS)),), "确定并办结", "mortgage-29")]
    if by.may("rights.maintain") and settled:
        found.append(Form("change_right", "产权变更登记", (), "办理变更登记", "mortgage-31"))
    if bank or window:
        inputs = (Input("finding", "情形", "choice", options(FINDINGS)), Input("facts", "发现的事实", "long", longest=2000))
        found.append(Form("misconduct", "登记欺诈或者违约使用", inputs, "登记", "mortgage-33", danger=True))
    return tuple(found)


def _disburse(of: Mortgage) -> Form:
    inputs = (
        Input("certificate", "他项权利证明编号"),
        Input("on", "放款日期", "day"),
        Input("amount_cny", "放款金额（元）", "money", value=str(of.loan_cny)),
    )
    return Form("disburse", "登记放款", inputs, "登记放款", "mortgage-18b")


def _reported() -> Form:
    inputs = (
        Input("kind", "事由", "choice", options(EVENTS)),
        Input("happened_on", "发生日期", "day"),
        Input("proof", "还款凭证或者抵押权人证明"),
        Input("loan_cny", "变更后的债权（元）", "money", optional=True),
        Input("ends_on", "变更后的期限", "day", optional=True),
    )
    return Form("event", "登记变更或者终止", inputs, "登记", "mortgage-20", note="当事人随后在农交中心窗口申请变更或者注销登记。")


def _offer() -> Form:
    inputs = (
        Input("bidder", "受让意向人"),
        Input("price_cny", "报价（元）", "money"),
        Input("member", "身份", "ticks", yes("本集体经济组织成员"), optional=True),
        Input("keeps_land_use", "承诺", "ticks", yes("不改变土地所有权性质和土地用途")),
    )
    return Form("offer", "登记报价", inputs, "登记报价", "mortgage-29")
