"""评估: what is being valued and what it waits for; one valuation with its parties, draws, reports, objection and fees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import (
    AGREED,
    CONTESTED,
    ENDED,
    METHODS,
    REPORTED,
    SETTLED,
    SHORT,
    STATES,
)
from miluo.valuation_disposal.kinds import PARTIES as AGREEING
from miluo.valuation_disposal.models import Report, Valuation
from miluo.valuation_disposal.selectors.lists import due_valuations, next_step, valuations_for
from miluo.valuation_disposal.selectors.values import Reference, deviation, is_far_off, reference, share_off
from miluo.valuation_disposal.views.parts import amount, decimal, events, link, money, shown, waiting
from miluo.valuation_disposal.views.valuation_forms import ASIDE, announcing, forms, opening
from onewindow.accounts.access import actor_on, permission
from onewindow.papers import files
from onewindow.web.acting import typed
from onewindow.web.download import PDF, attachment
from onewindow.web.parts import (
    AMBER,
    BLUE,
    GREEN,
    RED,
    Acts,
    Cell,
    Input,
    Page,
    Row,
    Table,
    code,
    day,
    moment,
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

TONES = {SETTLED: GREEN, ENDED: RED, CONTESTED: AMBER, REPORTED: AMBER}
HEADER = ("编号", "权证号", "产权经营主体", "合作银行", "评估方式", "价值（元）", "状态")


@permission("appraisal.read")
def valuations(request: HttpRequest) -> HttpResponse:
    """The valuations that the desk may see, and what of them waits for it; a bank or 农交中心 begins one here."""
    acts: Acts = {"open": (services.open_valuation, lambda: _opened(request))}
    return shown(request, lambda: _list(request), acts, back="valuations", made="valuation")


@permission("appraisal.read")
def valuation(request: HttpRequest, number: str) -> HttpResponse:
    """One valuation. Raises Refused (404) for one that the desk may not see."""
    found = _found(actor_on(request), number)
    return shown(request, lambda: _page(_found(actor_on(request), number), request), _acts(request, found), back="valuation", number=number)


@permission("appraisal.read")
def report(request: HttpRequest, number: str, round: int) -> HttpResponse:
    """The report of a round as it was filed."""
    filed = _found(actor_on(request), number).reports.filter(round=round).first()
    if filed is None:
        raise Refused("没有这份评估报告", code="unknown_report", field="number", status=404)
    return attachment(files.content_of(filed.digest), PDF, filed.file_name)


def _found(by: Actor, number: str) -> Valuation:
    found = valuations_for(by).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的评估", code="unknown_valuation", field="number", status=404)
    return found


def _opened(request: HttpRequest) -> dict[str, Any]:
    by = actor_on(request)
    bank = by.organisation or "" if by.may("appraisal.agree") else request.POST.get("bank", "")
    house = decimal(request, "house_metres", "房屋建筑面积") if request.POST.get("house_metres", "").strip() else None
    return {**typed(request, "right", "guarantor", "method", "applicant"), "bank": bank, "house_metres": house}


def _acts(request: HttpRequest, of: Valuation) -> Acts:
    number = {"number": of.number}
    found: Acts = {
        "agree": (services.agree, lambda: {**number, **typed(request, "party")}),
        "change": (services.change_method, lambda: {**number, **typed(request, "method")}),
        "end": (services.end_valuation, lambda: {**number, **typed(request, "reason")}),
        "value": (services.enter_value, lambda: {**number, **typed(request, "document"), **_valued(request, "valuation-4")}),
        "announce": (services.announce, lambda: {**number, **announced(request)}),
        "report": (services.file_report, lambda: {**number, **_reported(request)}),
        "object": (services.object_to, lambda: {**number, **typed(request, "reason")}),
        "withdraw": (services.withdraw_objection, lambda: number),
        "accept": (services.accept_value, lambda: number),
        "pay": (services.pay_fee, lambda: _paid(request)),
    }
    return found


def _valued(request: HttpRequest, clause: str) -> dict[str, Any]:
    return {"value_cny": money(request, "value_cny", clause), "valued_on": day(request, "valued_on", "估价日期")}


def announced(request: HttpRequest) -> dict[str, Any]:
    """What the form of an announcement says; who has a reason to stand aside does."""
    asked = [name for name in request.POST if name.startswith(ASIDE)]
    hours = {"commit_until": "承诺截止", "reveal_until": "揭示截止", "number_known_at": "公开号码产生时间"}
    return {
        **{name: moment(request, name, label) for name, label in hours.items()},
        **typed(request, "source", "issue_number"),
        "excluded": {name.removeprefix(ASIDE): why for name, why in typed(request, *asked).items() if why.strip()},
    }


def _paid(request: HttpRequest) -> dict[str, Any]:
    return {**typed(request, "report_number", "payer", "proof"), "paid_on": day(request, "paid_on", "付费日期")}


def _reported(request: HttpRequest) -> dict[str, Any]:
    fees = {name: money(request, name, "valuation-9") for name in ("standard_fee_cny", "fee_cny")}
    days = {"issued_on": day(request, "issued_on", "出具日期"), "delivered_on": day(request, "delivered_on", "送达日期")}
    name, content = uploaded(request)
    return {**typed(request, "report_number"), **_valued(request, "valuation-10"), **days, **fees, "name": name, "content": content}


def _list(request: HttpRequest) -> Page:
    by, today = actor_on(request), clock.today()
    rows, pager = paged(request, _asked(request, valuations_for(by)))
    listed = table("valuations", "评估", HEADER, [_row(each) for each in rows], "没有符合条件的评估", pager=pager)
    return Page(
        "农村产权评估",
        (*waiting(due_valuations(by, today), "valuation"), listed),
        (opening(by, today),) if by.may("appraisal.agree") or by.may("appraisal.organise") else (),
        intro="评估方式由合作银行、担保机构和产权经营主体协商确定；专业机构评估由市农村产权交易中心组织，摇号确定机构。",
        clauses=("valuation-4", "valuation-5", "valuation-7"),
        filters=(
            Input("q", "编号或者权证号"),
            Input("state", "状态", options=options(STATES)),
            Input("method", "评估方式", options=options(METHODS)),
        ),
    )


def _asked(request: HttpRequest, found: QuerySet[Valuation]) -> QuerySet[Valuation]:
    word = request.GET.get("q", "").strip()
    if word:
        found = found.filter(Q(number__contains=word) | Q(right__contains=word))
    return found.filter(**{name: value for name in ("state", "method") if (value := request.GET.get(name, ""))})


def _row(each: Valuation) -> Row:
    return row(
        link(each.number, "valuation", each.number),
        code(each.right),
        each.holder,
        each.bank.short_name,
        SHORT[each.method],
        amount(each.value_cny),
        _state(each),
    )


def _state(each: Valuation) -> Cell:
    return Cell(each.get_state_display(), tag=TONES.get(each.state, BLUE))


def _page(of: Valuation, request: HttpRequest) -> Page:
    by, today = actor_on(request), clock.today()
    tables = (_consents(of), _draws(of), *_reports(of), *_related(of, by), events(of.subject))
    return Page(
        f"评估 {of.number}",
        tuple(each for each in tables if each.rows or each.key == "events"),
        ((announcing(today),) if _may_announce(of, by) else ()) + forms(of, by, today),
        warnings=_to_look_at(of),
        facts=_facts(of, today),
        back=("评估", reverse("valuation_disposal:valuations")),
        clauses=("valuation-4", "valuation-9", "valuation-10"),
    )


def _may_announce(of: Valuation, by: Actor) -> bool:
    return by.may("appraisal.organise") and of.method == "professional" and of.state in {AGREED, CONTESTED}


def _facts(of: Valuation, today: date) -> tuple[tuple[str, Any], ...]:
    step = next_step(of, today)
    house = f"，房屋{of.house_metres.normalize():f}平方米" if of.house_metres else ""
    until = f"，至{said(of.right_ends_on)}" if of.right_ends_on else ""
    priced = _reference(of, of.valued_on or today)
    facts = [
        ("状态", of.get_state_display() + (f"：{of.ended_for}" if of.ended_for else "")),
        *([("下一步", step)] if step else []),
        ("产权", f"{of.right_title}，{of.right}\n{of.place}，{of.area_mu.normalize():f}亩{house}{until}"),
        ("产权经营主体", of.holder),
        ("合作银行", of.bank.name),
        *([("担保机构", of.guarantor.name)] if of.guarantor else []),
        ("评估方式", of.get_method_display()),
        ("价格评估参考意见", priced.told if priced else "没有公布这类产权在这个镇的参考价"),
    ]
    if of.value_cny is not None:
        compared = f"\n比参考价{_compared(of, of.value_cny, of.valued_on).text}" if of.valued_on and priced and not priced.lacking else ""
        facts.append(("价值", f"{format_money(of.value_cny)}元，{told(of.valued_on)}，{of.document}{compared}"))
    if hasattr(of, "objection"):
        objection = of.objection
        lodged = f"{said(objection.lodged_on)}提出{'（当面代录）' if objection.at_counter else ''}：{objection.reason}"
        facts.append(("异议", lodged + (f"\n{said(objection.withdrawn_on)}撤回" if objection.withdrawn_on else "")))
    return tuple(facts)


def _reference(of: Valuation, on: date) -> Reference | None:
    return reference(of, on) or reference(of, clock.today())


def _to_look_at(of: Valuation) -> tuple[str, ...]:
    """What is said of a report that may still be objected to, or of a value without a report, where it lies far off the reference price."""
    first = of.reports.filter(round=1).first() if of.state == REPORTED else None
    if first:
        far = deviation(first.value_cny, _reference(of, first.valued_on), first.valued_on)
        return (f"报告{first.number}的{far}",) if far else ()
    if of.method == "professional" or of.value_cny is None or of.valued_on is None:
        return ()
    far = deviation(of.value_cny, _reference(of, of.valued_on), of.valued_on)
    return (f"确定的{far}",) if far else ()


def _compared(of: Valuation, value: Decimal, on: date) -> Cell:
    """How far a value lies off the reference price, marked where that is far."""
    priced = _reference(of, on)
    share = share_off(value, priced)
    if share is None:
        return Cell("没有可比的参考价")
    words = f"{'高' if share > 0 else '低'}{abs(share) * 100:.1f}%" if share else "相等"
    return Cell(words, tag=AMBER if is_far_off(value, priced, on) else "")


def _consents(of: Valuation) -> Table:
    given = {each.party: each for each in of.consents.all()}
    rows = []
    for party in of.parties:
        each = given.get(party)
        counter = "当面代录" if each and each.at_counter else ""
        rows.append(row(AGREEING[party], each.agreed_on if each else Cell("未确认", tag=AMBER), counter))
    return table("consents", f"各方确认“{of.get_method_display()}”", ("一方", "确认日期", "说明"), rows, "")


def _draws(of: Valuation) -> Table:
    rows = [
        row(
            link(each.number, "draw", each.number),
            each.get_round_display(),
            f"{each.announced_at.astimezone():%Y-%m-%d}",
            Cell(each.get_state_display(), tag=GREEN if each.drawn else BLUE),
            each.drawn.name if each.drawn else each.ended_for,
        )
        for each in of.draws.select_related("drawn").order_by("id")
    ]
    return table("draws", "摇号", ("编号", "轮次", "公告日期", "状态", "抽中的机构"), rows, "")


def _reports(of: Valuation) -> tuple[Table, Table]:
    found = list(of.reports.select_related("appraiser"))
    rows = [
        row(
            link(each.number, "report", of.number, each.round),
            each.get_round_display(),
            each.appraiser.name,
            amount(each.value_cny),
            _compared(of, each.value_cny, each.valued_on),
            each.delivered_on,
            each.contest_until if each.round == 1 else "以本次为准",
        )
        for each in found
    ]
    header = ("报告", "轮次", "评估机构", "评估价值（元）", "与参考价相比", "送达日期", "异议截止")
    fees = ("报告", "行业收费标准（元）", "评估费（元）", "降费", "付费方", "支付")
    return table("reports", "评估报告", header, rows, ""), table("fees", "评估费用", fees, [_fee(each) for each in found], "")


def _fee(each: Report) -> Row:
    saved = (each.standard_fee_cny - each.fee_cny) / each.standard_fee_cny * 100 if each.standard_fee_cny else 0
    paid = f"{said(each.paid_on)}，{each.proof}" if each.paid_on else Cell("未支付", tag=AMBER)
    return row(
        each.number, amount(each.standard_fee_cny), amount(each.fee_cny), Cell(f"{saved:.1f}%", end=True), each.get_payer_display(), paid
    )


def _related(of: Valuation, by: Actor) -> tuple[Table, ...]:
    """The mortgages of the right, which a guarantor has no page of; a bank sees its own alone."""
    if not by.may("rights.read"):
        return ()
    own = by.organisation or "" if by.may("appraisal.agree") else ""
    rows = [
        row(
            Cell(each.number, reverse("rural_mortgage:mortgage", args=[each.number])),
            amount(each.loan_cny),
            amount(each.value_cny),
            each.registered_on,
            "抵押中" if each.state == "standing" else "已终止",
        )
        for each in mortgages.mortgages(clock.today(), right=of.right, bank=own)
    ]
    return (table("mortgages", "这项产权的抵押登记", ("登记编号", "担保债权（元）", "登记的价值（元）", "登记日期", "状态"), rows, ""),)
