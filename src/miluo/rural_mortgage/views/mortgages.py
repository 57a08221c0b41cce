"""抵押登记簿: what is registered, what a later flag warns of, and what its bank, the exchange and the registrar may do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Event, Misconduct, Mortgage
from miluo.rural_mortgage.models.endings import CHANGED, EVENTS, FINDINGS, GROUNDS, WAYS
from miluo.rural_mortgage.models.mortgages import STANDING
from miluo.rural_mortgage.related import related_to
from miluo.rural_mortgage.selectors.lending import payout_due
from miluo.rural_mortgage.selectors.limits import change_due, limits_of
from miluo.rural_mortgage.selectors.lists import SHOWN, mortgages_for
from miluo.rural_mortgage.selectors.mortgages import certificate_of
from miluo.rural_mortgage.selectors.rights import flags_on
from miluo.rural_mortgage.selectors.warnings import warned_on
from miluo.rural_mortgage.services.misconduct import BASES
from miluo.rural_mortgage.services.realising import ranked
from miluo.rural_mortgage.views.parts import borrower, link, shown, ticked, yes
from onewindow.accounts.access import actor_on, permission
from onewindow.papers.services import file_of
from onewindow.web.acting import typed
from onewindow.web.download import paper_response
from onewindow.web.parts import AMBER, BLUE, GREEN, Acts, Cell, Form, Input, Page, Row, Table, code, day, options, row, table, told
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
    found = _seen(request, number)
    return shown(request, lambda: _page(found, actor_on(request)), _acts(request, number), back="mortgage", number=number)


@permission("rights.read")
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The 他项权利证明 as PDF. Raises Refused (404) for a mortgage that the desk may not see."""
    paper = certificate_of(_seen(request, number))
    return paper_response(file_of(paper), paper.title, paper.number)


def _seen(request: HttpRequest, number: str) -> Mortgage:
    found = mortgages_for(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有登记编号为“{number}”的抵押", code="unknown_mortgage", field="number", status=404)
    return found


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
        "recall": (services.recall_loan, lambda: typed(request, "misconduct")),
        "cancel_for": (services.cancel_for_misconduct, lambda: typed(request, "misconduct", "basis", "document")),
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


def _row(each: Mortgage) -> Row:
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
    return Page(
        f"抵押登记 {of.number}",
        (*_tables(of), *_elsewhere(of, by)),
        _forms(of, by),
        warnings=_warnings(of, today),
        clauses=("mortgage-18b", "mortgage-19a", "mortgage-20", "mortgage-28"),
        links=(("下载他项权利证明", reverse("rural_mortgage:certificate", args=(of.number,))),),
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


def _elsewhere(of: Mortgage, by: Actor) -> tuple[Table, ...]:
    """What another regulation has on record about it: its valuation, its disposal."""
    rows = [row(each.title, Cell(each.number, each.url), each.state) for each in related_to(of.number, of.right.number, by)]
    return (table("related", "评估和处置", ("登记", "编号", "状态"), rows, ""),) if rows else ()


def _warnings(of: Mortgage, today: date) -> tuple[str, ...]:
    """What stands against the right, and what is late."""
    found = [f"{flag.title}：{flag.body}，{flag.document}" for flag in flags_on(of.right, today)]
    if of.state == STANDING:
        late = of.events.filter(registered_on=None, due_on__lt=today)
        found += [f"{each.get_kind_display()}，应在{said(each.due_on)}以前申请登记，已经逾期" for each in late]
    realisation = getattr(of, "realisation", None)
    if realisation and realisation.settled_on and realisation.change_registered_on is None and change_due(realisation) <= today:
        found.append(f"抵押权已于{said(realisation.settled_on)}实现，请及时到农交中心办理产权变更登记")
    return tuple(found)


EVENTS_HEADER = ("事由", "发生日期", "第十九条（5日）", "第二十条（5个工作日）", "登记日期", "凭证")


def _tables(of: Mortgage) -> tuple[Table, ...]:
    events = [_event_row(each) for each in of.events.all()]
    found = [table("events", "变更和终止", EVENTS_HEADER, events, "没有变更或者终止")]
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
    if wrongs := [_wrong(each) for each in of.misconducts.all()]:
        found.append(table("wrongs", "欺诈和违约使用", ("编号", "情形", "事实", "登记日期", "提前收回", "注销"), wrongs, ""))
    return tuple(found)


def _event_row(each: Event) -> Row:
    """Both last days side by side; the one that holds stands in a tag (mortgage-20:termination_period)."""
    limits = limits_of(each.kind, each.happened_on)
    days = [Cell(told(day), tag=BLUE if day == each.due_on else "") for day in (limits.by_days, limits.by_working_days)]
    registered = each.registered_on or Cell("未登记", tag=AMBER)
    return row(each.get_kind_display(), each.happened_on, *days, registered, each.proof)


def _wrong(each: Misconduct) -> Row:
    cancelled = f"{said(each.cancelled_on)}，{each.basis}" if each.cancelled_on else ""
    return row(code(each.number), each.get_finding_display(), each.facts, each.found_on, each.recalled_on, cancelled)


def _forms(of: Mortgage, by: Actor) -> tuple[Form, ...]:
    wrongs = _of_misconduct(of, by)
    if of.state != STANDING:
        return wrongs
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
    return (*found, *wrongs)


def _of_misconduct(of: Mortgage, by: Actor) -> tuple[Form, ...]:
    """What follows a finding: the mortgagee recalls the loan, the registrar cancels on a basis (mortgage-33)."""
    of_which = {
        each.number: f"{each.number}　{each.get_finding_display()}" for each in of.misconducts.filter(cancelled_on=None).order_by("id")
    }
    recalled = set(of.misconducts.exclude(recalled_on=None).values_list("number", flat=True))
    open_ones = {number: title for number, title in of_which.items() if number not in recalled}
    found = []
    if by.may("mortgages.lend") and open_ones:
        note = "抵押登记继续有效，担保不因收回贷款消灭。"
        found.append(Form("recall", "提前收回贷款", (_which(open_ones),), "登记提前收回", "mortgage-33", note, danger=True))
    if by.may("rights.maintain") and of_which and of.state == STANDING:
        inputs = (_which(of_which), Input("basis", "依据", "choice", options(BASES)), Input("document", "依据文书", longest=150))
        note = "注销会使抵押权人失去担保，须有抵押权人的申请或者生效法律文书（解释口径）。"
        found.append(Form("cancel_for", "因欺诈或者违约使用注销登记", inputs, "注销登记", "mortgage-33", note, danger=True))
    return tuple(found)


def _which(of: dict[str, str]) -> Input:
    return Input("misconduct", "哪一项", "choice", options(of))


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
    note = "当事人随后在农交中心窗口申请变更或者注销登记。"
    return Form("event", "登记变更或者终止", inputs, "登记", "mortgage-20", note)


def _offer() -> Form:
    inputs = (
        Input("bidder", "受让意向人"),
        Input("price_cny", "报价（元）", "money"),
        Input("member", "身份", "ticks", yes("本集体经济组织成员"), optional=True),
        Input("keeps_land_use", "承诺", "ticks", yes("不改变土地所有权性质和土地用途")),
    )
    return Form("offer", "登记报价", inputs, "登记报价", "mortgage-29")
