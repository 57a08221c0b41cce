"""监管追责: findings in the four fields with their correction, and sanctions from proposal to decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.integrated_window import services
from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import Check, Sanction
from miluo.integrated_window.models.oversight import COMPETENT, LIABILITY, OPEN, PROPOSED, SANCTION_KINDS
from miluo.integrated_window.views.parts import link, shown
from onewindow.accounts import masks
from onewindow.accounts.access import actor_on, permission
from onewindow.organisations.models import Organisation
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, RED, Acts, Cell, Form, Input, Page, day, options, row, table, told
from onewindow.words.actor import Actor
from onewindow.worktime import clock


@permission("window.read")
def oversight(request: HttpRequest) -> HttpResponse:
    """Every finding and every sanction; who supervises enters and proposes."""
    proposed = ("kind", "ground", "organisation", "facts", "consequence", "person", "source")
    acts: Acts = {
        "record": (services.record_check, lambda: _recorded(request)),
        "close": (services.close_check, lambda: typed(request, "number", "follow_up")),
        "propose": (services.propose_sanction, lambda: typed(request, *proposed)),
    }
    return shown(request, lambda: _page(request), acts, back="oversight")


@permission("window.read")
def sanction(request: HttpRequest, number: str) -> HttpResponse:
    """One sanction: proposed by one, decided by another of the reform office."""
    acts: Acts = {
        "decide": (services.decide_sanction, lambda: {"number": number, **typed(request, "decision")}),
        "dismiss": (services.dismiss_sanction, lambda: {"number": number, **typed(request, "decision")}),
        "refer": (services.refer_sanction, lambda: {"number": number, **typed(request, "decision", "to")}),
    }
    return shown(request, lambda: _sanction_page(request, number), acts, back="sanction", number=number)


def _recorded(request: HttpRequest) -> dict[str, Any]:
    days = {"found_on": day(request, "found_on", "检查日期"), "due_on": day(request, "due_on", "整改期限")}
    return {**typed(request, "field", "organisation", "finding"), **days}


def _page(request: HttpRequest) -> Page:
    on, actor = clock.today(), actor_on(request)
    fields = listed("supervision_fields", on)
    checks = list(Check.objects.select_related("organisation")[:200])
    lines = [
        row(
            each.number,
            fields.get(each.field, each.field),
            each.organisation.short_name,
            each.finding,
            each.due_on,
            Cell(each.get_state_display(), tag=GREEN if each.state != OPEN else RED if each.due_on < on else AMBER),
            each.follow_up,
        )
        for each in checks
    ]
    sanctions = [
        row(
            link(each.number, "sanction", each.number),
            each.get_kind_display(),
            _ground(each),
            each.organisation.short_name,
            each.proposed_on,
            Cell(each.get_state_display(), tag=AMBER if each.state == PROPOSED else ""),
        )
        for each in Sanction.objects.select_related("organisation")[:200]
    ]
    tables = (
        table("checks", "监管检查", ("编号", "领域", "单位", "发现的问题", "整改期限", "状态", "整改情况"), lines, "还没有检查记录。"),
        table("sanctions", "通报批评和责任追究", ("编号", "方式", "情形", "单位", "提出日期", "状态"), sanctions, "还没有提出建议。"),
    )
    overdue = [f"{each.number}（{each.organisation.short_name}）整改逾期" for each in checks if each.state == OPEN and each.due_on < on]
    clauses = ("onewindow-5-3-supervise", "onewindow-5-3-criticise", "onewindow-5-3-liability")
    forms = tuple(_forms(actor, [each for each in checks if each.state == OPEN]))
    return Page("监管追责", tables, forms, tuple(overdue), clauses=clauses, intro="系统只提出建议，由有权的机关决定。")


def _forms(actor: Actor, waiting: list[Check]) -> Iterable[Form]:
    if not actor.may("window.supervise"):
        return
    on = clock.today()
    bodies = tuple(Organisation.objects.filter(valid_until=None).order_by("id").values_list("key", "short_name"))
    body = Input("organisation", "单位", "choice", bodies)
    found = (
        Input("field", "监管领域", "choice", options(listed("supervision_fields", on))),
        body,
        Input("found_on", "检查日期", "day", value=on.isoformat()),
        Input("finding", "发现的问题", "long", longest=400),
        Input("due_on", "整改期限", "day"),
    )
    yield Form("record", "登记检查发现的问题", found, "登记", "onewindow-5-3-supervise")
    there = tuple((each.number, f"{each.number}　{each.organisation.short_name}") for each in waiting)
    yield Form("close", "登记整改", (Input("number", "检查", "choice", there), Input("follow_up", "整改情况", "long", longest=400)), "登记")
    proposed = (
        Input("kind", "方式", "choice", options(SANCTION_KINDS)),
        Input("ground", "情形", "choice", options(listed("criticism_grounds", on)), optional=True, help="通报批评的填写"),
        body,
        Input("person", "个人", longest=30, optional=True),
        Input("facts", "事实", "long", longest=1000),
        Input("consequence", "造成的后果", "long", longest=1000, optional=True, help="追究责任的必填"),
        Input("source", "来源", longest=120, optional=True, help="如检查编号、督办编号"),
    )
    yield Form("propose", "提出处理建议", proposed, "提出", "onewindow-5-3-criticise")


def _sanction_page(request: HttpRequest, number: str) -> Page:
    each = get_object_or_404(Sanction.objects.select_related("organisation"), number=number)
    facts = [
        ("状态", each.get_state_display()),
        ("方式", each.get_kind_display()),
        ("情形", _ground(each)),
        ("单位", each.organisation.name),
        ("个人", masks.name(each.person) if each.person else "没有"),
        ("事实", each.facts),
    ]
    facts += [("造成的后果", each.consequence)] if each.consequence else []
    facts += [("来源", each.source)] if each.source else []
    facts += [("提出", told(each.proposed_on))]
    if each.decided_on:
        to = f"，移送{each.get_referred_to_display()}" if each.referred_to else ""
        facts.append(("决定", f"{told(each.decided_on)}：{each.decision}{to}"))
    back = ("监管追责", reverse("integrated_window:oversight"))
    return Page(f"处理建议{number}", forms=tuple(_decisions(actor_on(request), each)), facts=tuple(facts), back=back)


def _decisions(actor: Actor, each: Sanction) -> Iterable[Form]:
    if each.state != PROPOSED or not actor.may("window.sanction") or actor.id == each.proposed_by:
        return
    decision = Input("decision", "决定", "long", longest=1000)
    if each.kind == LIABILITY:
        to = Input("to", "移送机关", "choice", options(COMPETENT))
        yield Form("refer", "移送有权机关", (to, decision), "移送", "onewindow-5-3-liability")
    else:
        yield Form("decide", "决定通报批评", (decision,), "决定", "onewindow-5-3-criticise")
    yield Form("dismiss", "不予处理", (Input("decision", "理由", "long", longest=1000),), "不予处理")


def _ground(each: Sanction) -> str:
    return listed("criticism_grounds", each.proposed_on).get(each.ground, "影响改革进度，造成不良影响后果")
