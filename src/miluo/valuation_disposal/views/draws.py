"""摇号: every draw that the desk may see, and one with its list, its hours, what each party gave, its papers and its result."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.valuation_disposal import services
from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.models import Draw
from miluo.valuation_disposal.models.draws import DONE, DRAW_STATES, OPEN
from miluo.valuation_disposal.papers import KINDS
from miluo.valuation_disposal.selectors.lists import draws_for
from miluo.valuation_disposal.selectors.published import stage
from miluo.valuation_disposal.services.opening import party_of
from miluo.valuation_disposal.views.parts import events, hour, link, paper_of, shown
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.download import attachment
from onewindow.web.parts import AMBER, BLUE, GREEN, RED, Acts, Cell, Form, Input, Page, Row, Table, code, options, paged, row, table
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

TONES = {DONE: GREEN, OPEN: BLUE}
_REASON = Input("reason", "原因", help="将公示，不写个人姓名和证件号码")
HEADER = ("编号", "评估", "轮次", "公告时间", "承诺截止", "揭示截止", "状态", "抽中的机构")


@permission("appraisal.read")
def draws(request: HttpRequest) -> HttpResponse:
    """The draws, the last announced first."""
    return shown(request, lambda: _list(request), {}, back="draws")


@permission("appraisal.read")
def draw(request: HttpRequest, number: str) -> HttpResponse:
    """One draw. Raises Refused (404) for one that the desk may not see."""
    found = _found(actor_on(request), number)
    of = {"draw": number}
    acts: Acts = {
        "void": (services.void, lambda: {**of, **typed(request, "reason")}),
        "decline": (services.decline, lambda: {**of, **typed(request, "reason")}),
    }
    return shown(request, lambda: _page(found, actor_on(request)), acts, back="draw", number=number)


@permission("appraisal.read")
def draw_result(request: HttpRequest, number: str) -> HttpResponse:
    """The published file, from which anyone works the draw out again."""
    found = _found(actor_on(request), number)
    if found.result is None:
        raise Refused(f"{number}还没有抽取", code="not_drawn", field="draw", clause="valuation-7", status=404)
    content = json.dumps(found.result, ensure_ascii=False, indent=2).encode()
    return attachment(content, "application/json", f"摇号结果（{number}）.json")


@permission("appraisal.read")
def draw_paper(request: HttpRequest, number: str, which: str) -> HttpResponse:
    """The announcement (``announcement``) or the result (``result``) as a paper."""
    kind = KINDS.get(which)
    if kind is None:
        raise Refused("没有这份文书", code="unknown_paper", status=404)
    return paper_of(_found(actor_on(request), number).number, kind.key)


def _found(by: Actor, number: str) -> Draw:
    found = draws_for(by).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的摇号", code="unknown_draw", field="draw", status=404)
    return found


def _list(request: HttpRequest) -> Page:
    found = draws_for(actor_on(request))
    if state := request.GET.get("state", ""):
        found = found.filter(state=state)
    if word := request.GET.get("q", "").strip():
        found = found.filter(valuation__right__contains=word) | found.filter(number__contains=word) | found.filter(valuation__number=word)
    rows, pager = paged(request, found)
    return Page(
        "评估机构摇号",
        (table("draws", "摇号", HEADER, [_row(each) for each in rows], "没有符合条件的摇号", pager=pager),),
        intro="先公告名单，三方提交承诺后揭示口令，公开号码在揭示截止以后产生；任何人都可以离线复算。",
        clauses=("valuation-7",),
        filters=(Input("q", "编号或者权证号"), Input("state", "状态", options=options(DRAW_STATES))),
    )


def _row(each: Draw) -> Row:
    return row(
        link(each.number, "draw", each.number),
        link(each.valuation.number, "valuation", each.valuation.number),
        each.get_round_display(),
        hour(each.announced_at),
        hour(each.commit_until),
        hour(each.reveal_until),
        Cell(each.get_state_display(), tag=TONES.get(each.state, RED)),
        each.drawn.name if each.drawn else "",
    )


def _page(of: Draw, by: Actor) -> Page:
    number = of.announcement["number"]
    facts = (
        ("状态", stage(of, clock.now()) + (f"：{of.ended_for}" if of.ended_for else "")),
        ("评估", f"{of.valuation.number}，{of.valuation.right_title}，{of.valuation.right}，{of.get_round_display()}"),
        ("公告", hour(of.announced_at)),
        ("承诺截止、揭示截止", f"{hour(of.commit_until)}、{hour(of.reveal_until)}"),
        ("公开号码", f"{number['source']}第{number['issue']}期，{hour(of.number_known_at)}产生"),
        ("公告摘要", of.digest),
        *(_result(of) if of.result else ()),
    )
    return Page(
        f"摇号 {of.number}",
        (_parties(of), _candidates(of), events(of.subject)),
        _forms(of, by),
        facts=facts,
        links=_links(of, by),
        back=("摇号", reverse("valuation_disposal:draws")),
        clauses=("valuation-7",),
    )


def _result(of: Draw) -> tuple[tuple[str, Any], ...]:
    assert of.result and of.drawn  # it is drawn
    return (
        ("抽中的机构", f"{of.drawn.name}，{of.drawn.uscc}"),
        ("录入的公开号码", of.result["public_number"]),
        ("随机种子", of.result["seed"]),
    )


def _links(of: Draw, by: Actor) -> tuple[tuple[str, str], ...]:
    """Where a party takes part, what everybody sees, the papers and the file."""
    found = [("公示页面", reverse("valuation_disposal_public:draw", args=(of.number,)))]
    if of.state == OPEN and party_of(by, of.valuation, clock.today()) in PARTIES:
        found.insert(0, ("参加摇号：提交承诺、揭示口令、录入公开号码", reverse("valuation_disposal_public:part", args=(of.number,))))
    found.append(("摇号公告", reverse("valuation_disposal:draw_paper", args=(of.number, "announcement"))))
    if of.result:
        found.append(("摇号结果公告", reverse("valuation_disposal:draw_paper", args=(of.number, "result"))))
        found.append(("摇号结果文件，可以离线核验", reverse("valuation_disposal:draw_result", args=(of.number,))))
    return tuple(found)


def _parties(of: Draw) -> Table:
    given = {each.party: each for each in of.commitments.all()}
    entered = {each.party: each for each in of.entries.all()}
    rows = []
    for party, title in PARTIES.items():
        each, entry = given.get(party), entered.get(party)
        committed = f"{hour(each.committed_at)}{'（当面代录）' if each.at_counter else ''}" if each else Cell("未提交", tag=AMBER)
        revealed = hour(each.revealed_at) if each and each.secret else Cell("未揭示", tag=AMBER)
        rows.append(row(title, committed, revealed, f"{entry.value}，{hour(entry.entered_at)}" if entry else ""))
    return table("parties", "参加摇号的三方", ("一方", "承诺", "揭示", "录入的公开号码"), rows, "")


def _candidates(of: Draw) -> Table:
    rows = [row(each["name"], code(each["key"]), "候选") for each in of.announcement["candidates"]]
    rows += [row(each["name"], code(each["key"]), Cell(f"回避：{each['reason']}", tag=AMBER)) for each in of.announcement["excluded"]]
    return table("candidates", "公告的名单", ("机构", "统一社会信用代码", "说明"), rows, "")


def _forms(of: Draw, by: Actor) -> tuple[Form, ...]:
    if not by.may("appraisal.organise"):
        return ()
    if of.state == OPEN and clock.now() <= of.commit_until and not of.commitments.exclude(secret="").exists():
        note = "承诺截止、口令揭示以前可以作废；以后作废等于挑选结果，不予办理。"
        return (Form("void", "作废", (_REASON,), "作废", "valuation-7", note, danger=True),)
    if of.state == DONE and of.valuation.state == "drawn":
        note = "不能承办的记入诚信记录，另行摇号时回避。"
        return (Form("decline", "抽中的机构不能承办", (_REASON,), "登记并另行摇号", "valuation-7", note, danger=True),)
    return ()
