"""授权委托书: the letters, one with its list and its seals, the acts of both parties, and the letter as PDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.integrated_window import letter_paper, services
from miluo.integrated_window.conditions import AT_WINDOW, WINDOW_BODIES
from miluo.integrated_window.models import Letter
from miluo.integrated_window.models.letters import DRAFT, INITIALLED, REVOKED, SIGNED
from miluo.integrated_window.natures import INSTANT
from miluo.integrated_window.selectors.standing import standings
from miluo.integrated_window.views.parts import link, shown
from onewindow.accounts import masks
from onewindow.accounts.access import actor_on, permission
from onewindow.papers import files
from onewindow.web.acting import acted, typed
from onewindow.web.download import PDF, attachment
from onewindow.web.parts import (
    AMBER,
    BLUE,
    GREEN,
    RED,
    Acts,
    Cell,
    Form,
    Input,
    Page,
    code,
    codes_of,
    context,
    day,
    row,
    table,
    told,
    uploaded,
    whole,
)
from onewindow.web.posted import intent_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

PAGE = "integrated_window/page.html"
_TAGS = {DRAFT: AMBER, INITIALLED: BLUE, SIGNED: GREEN, REVOKED: RED}
LISTED = ("事项名称", "事项类型", "办件类型", "服务对象", "备注")  # the five printed columns


@permission("window.read")
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter; a body draws one up from its own items."""
    door = services.draw_up if intent_of(request) == "draw_up" else None
    back = lambda answer: ("integrated_window:letter", {"number": answer.number})  # noqa: E731
    return acted(request, PAGE, lambda: context(request, _list_page(request)), door, lambda: _drawn(request), back)


@permission("window.read")
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """One letter: what it says, who has sealed, and the acts that are open."""
    acts: Acts = {
        "principal": (services.sign, lambda: _signed(request, number, "principal")),
        "agent": (services.sign, lambda: _signed(request, number, "agent")),
        "revoke": (
            services.revoke,
            lambda: {"number": number, "from_day": day(request, "from_day", "撤销日期"), **typed(request, "reason")},
        ),
    }
    return shown(request, lambda: _page(request, number), acts, back="letter", number=number)


@permission("window.read")
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The letter as it is printed, with the seals that are on it."""
    found = get_object_or_404(Letter.objects.select_related("organisation"), number=number)
    return attachment(letter_paper.printed(found), PDF, f"授权委托书（{number}）.pdf")


@permission("window.read")
def scan(request: HttpRequest, number: str) -> HttpResponse:
    """The scan of the signed letter. Raises Refused (404) where none was uploaded."""
    found = get_object_or_404(Letter, number=number)
    if not found.scan:
        raise Refused("没有上传扫描件", code="no_scan", field="scan", status=404)
    return attachment(files.content_of(found.scan), "application/octet-stream", found.scan_name)


def _list_page(request: HttpRequest) -> Page:
    actor, today = actor_on(request), clock.today()
    lines = [
        row(
            link(each.number, "letter", each.number),
            each.organisation.short_name,
            each.starts_on,
            Cell(each.item_count, end=True),
            Cell(each.get_state_display(), tag=_TAGS[each.state]),
            "有效" if each.holds(today) else "无效",
        )
        for each in Letter.objects.select_related("organisation")
    ]
    listing = table("letters", "授权委托书", ("编号", "委托单位", "起始日期", "事项数", "状态", "今日效力"), lines, "还没有授权委托书。")
    forms = (_draw_up_form(actor),) if actor.may("window.propose") else ()
    return Page("授权委托书", (listing,), forms, clauses=("onewindow-4-5-letter", "onewindow-a4-scope", "onewindow-a4-sign"))


def _draw_up_form(actor: Actor) -> Form:
    mine = [item for item in standings(clock.today()) if item.organisation == actor.organisation and item.presence == AT_WINDOW]
    instant = tuple((item.code, f"{item.title}（{item.code}）") for item in mine if item.handling == INSTANT)
    fields = (
        Input("starts_on", "起始日期", "day"),
        Input("codes", "委托事项", "ticks", tuple((item.code, f"{item.title}（{item.code}）") for item in mine)),
        Input("decides", "授权当场办结的即办件", "ticks", instant, optional=True),
        Input("item_count", "委托事项数", "whole", help="与所选事项的数量一致"),
    )
    return Form("draw_up", "草拟授权委托书", fields, "草拟", "onewindow-4-5-letter")


def _drawn(request: HttpRequest) -> dict[str, Any]:
    decides = set(codes_of(request, "decides"))
    items = [{"code": code, "decides": code in decides} for code in codes_of(request)]
    return {"starts_on": day(request, "starts_on", "起始日期"), "item_count": whole(request, "item_count", "委托事项数"), "items": items}


def _signed(request: HttpRequest, number: str, party: str) -> dict[str, Any]:
    name, content = uploaded(request)
    given = {"number": number, "party": party, "signer": request.POST.get("signer", ""), "scan_name": name, "scan": content}
    return {**given, "sealed_on": day(request, "sealed_on", "签章日期")}


def _page(request: HttpRequest, number: str) -> Page:
    found = get_object_or_404(Letter.objects.select_related("organisation"), number=number)
    lines = [
        row(
            each.title,
            each.get_nature_display(),
            each.get_handling_display(),
            each.get_served_display(),
            each.note,
            code(each.code),
            "是" if each.decides else "",
        )
        for each in found.items.all()
    ]
    listing = table("items", "授权委托综合窗口政务服务事项清单", (*LISTED, "编码（内部）", "授权当场办结"), lines, "")
    facts = [
        ("状态", found.get_state_display()),
        ("委托单位", found.organisation.name),
        ("被委托单位", letter_paper.AGENT),
        ("起始日期", told(found.starts_on)),
        ("委托单位签章", _seal(found.principal_sealed_on, found.principal_signer)),
        ("被委托单位签章", _seal(found.agent_sealed_on, found.agent_signer)),
    ]
    if found.revoked_on:
        facts.append(("撤销", f"自{told(found.revoked_on)}起：{found.revocation_reason}"))
    links = [("委托书（PDF）", reverse("integrated_window:letter_paper", args=[number]))]
    if found.scan:
        links.append(("签章后的扫描件", reverse("integrated_window:letter_scan", args=[number])))
    back = ("授权委托书", reverse("integrated_window:letters"))
    return Page(
        f"授权委托书{number}", (listing,), tuple(_forms(actor_on(request), found)), facts=tuple(facts), back=back, links=tuple(links)
    )


def _forms(actor: Actor, found: Letter) -> Iterable[Form]:
    own = actor.may("window.propose") and actor.organisation == found.organisation.key
    fields = (
        Input("signer", "负责人姓名", longest=30),
        Input("sealed_on", "签章日期", "day", value=clock.today().isoformat()),
        Input("file", "签章后的扫描件", "file", optional=True),
    )
    if found.state in {DRAFT, INITIALLED}:
        if own and found.principal_sealed_on is None:
            yield Form("principal", "委托单位签章", fields, "登记签章", "onewindow-a4-sign")
        if actor.may("window.confirm") and actor.organisation in WINDOW_BODIES and found.agent_sealed_on is None:
            yield Form("agent", "被委托单位签章", fields, "登记签章", "onewindow-a4-sign")
    if own and found.state != REVOKED:
        inputs = (Input("from_day", "撤销日期", "day"), Input("reason", "原因", "long"))
        yield Form("revoke", "撤销委托书", inputs, "撤销", "onewindow-a4-scope", "自撤销之日起，所列事项不再由综合窗口受理。", danger=True)


def _seal(on: object, signer: str | None) -> str:
    return f"{told(on)}　{masks.name(signer)}" if on else "没有签章"
