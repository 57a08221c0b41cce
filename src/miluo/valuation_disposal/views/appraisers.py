"""评估机构名录: who is on it, what is on record about each, and the lists as they were published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import BAD, CREDITS, EXPELLED, GOOD, SELECTIONS
from miluo.valuation_disposal.models import Appraiser, CreditRecord, Draw, ListPublication
from miluo.valuation_disposal.selectors.appraisers import due_on, listed_on, overdue
from miluo.valuation_disposal.views.parts import events, hour, link, shown, ticked
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.download import attachment
from onewindow.web.parts import (
    AMBER,
    GREEN,
    RED,
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
    whole,
)
from onewindow.web.workbook import MEDIA_TYPE, Sheet, workbook
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SOON = timedelta(days=60)  # from when the page says that a qualification ends
STANDING = {"listed": "在名录", "left": "已退出或者清退"}
WORDS = ("uscc", "name", "qualification", "qualification_number", "contact", "phone", "address", "selection", "document")
HEADER = ("机构", "统一社会信用代码", "资质", "资质有效期至", "诚信记录", "状态")
PUBLISHED = ("机构", "统一社会信用代码", "资质", "资质有效期至", "联系人、电话", "诚信记录")
TONES = {GOOD: GREEN, BAD: RED, EXPELLED: RED}


@permission("appraisal.read")
def appraisers(request: HttpRequest) -> HttpResponse:
    """The list and its publications; 农交中心 admits and publishes here."""
    acts: Acts = {
        "admit": (services.admit, lambda: {**typed(request, *WORDS), **_days(request)}),
        "publish": (services.publish_list, dict),
    }
    return shown(request, lambda: _list(request), acts, back="appraisers")


@permission("appraisal.read")
def appraiser(request: HttpRequest, place: int) -> HttpResponse:
    """One appraiser as it was admitted. Raises Refused (404) for none."""
    found = Appraiser.objects.filter(pk=place).first()
    if found is None:
        raise Refused("名录中没有这家机构", code="unknown_appraiser", field="uscc", status=404)
    return shown(request, lambda: _page(place, actor_on(request)), _acts(request, found.uscc), back="appraiser", place=str(place))


@permission("appraisal.read")
def publication(request: HttpRequest, number: str) -> HttpResponse:
    """A list as it was published."""
    found = _published(number)
    return shown(request, lambda: _publication(found), {}, back="publication", number=number)


@permission("appraisal.read")
def publication_workbook(request: HttpRequest, number: str) -> HttpResponse:
    """The same as an Excel file."""
    found = _published(number)
    header = ("机构", "统一社会信用代码", "资质", "资质证书（备案）号", "资质有效期至", "联系人", "联系电话", "地址", "诚信记录")
    names = ("name", "uscc", "qualification", "qualification_number", "qualified_until", "contact", "phone", "address")
    rows = [(*(each[name] for name in names), _credit(each)) for each in found.content]
    return attachment(workbook([Sheet("评估机构名单", header, rows, ())]), MEDIA_TYPE, f"评估机构名单（{number}）.xlsx")


def _published(number: str) -> ListPublication:
    found = ListPublication.objects.filter(number=number).first()
    if found is None:
        raise Refused("没有公布过这份名单", code="unknown_list", field="number", status=404)
    return found


def _days(request: HttpRequest) -> dict[str, Any]:
    until = day(request, "qualified_until", "资质有效期至") if request.POST.get("qualified_until", "").strip() else None
    return {"admitted_on": day(request, "admitted_on", "列入日期"), "qualified_until": until}


def _acts(request: HttpRequest, uscc: str) -> Acts:
    of = {"uscc": uscc}
    return {
        "credit": (
            services.record_credit,
            lambda: {**of, **typed(request, "kind", "facts", "evidence"), "happened_on": day(request, "happened_on", "发生日期")},
        ),
        "strike": (services.strike_credit, lambda: {**typed(request, "reason"), "record_id": whole(request, "record_id", "诚信记录")}),
        "leave": (services.take_off, lambda: {**of, **typed(request, "reason"), "expelled": ticked(request, "expelled")}),
    }


def _list(request: HttpRequest) -> Page:
    by, today = actor_on(request), clock.today()
    rows, pager = paged(request, _asked(request))
    listed = table("appraisers", "名录", HEADER, [_row(each, today) for each in rows], "没有符合条件的机构", pager=pager)
    due = due_on(today)
    return Page(
        "评估机构名录",
        (listed, _publications()),
        (_admitting(today), _publishing(today)) if by.may("appraisal.organise") else (),
        warnings=_warnings(today),
        intro="机构经招投标等公开方式列入；名单、资质、联系方式和诚信记录每季度至少公布一次"
        + (f"，下一次在{said(due)}以前。" if due else "。"),
        clauses=("valuation-6",),
        filters=(Input("q", "机构名称或者信用代码"), Input("standing", "状态", options=options(STANDING))),
    )


def _asked(request: HttpRequest) -> QuerySet[Appraiser]:
    found = Appraiser.objects.prefetch_related("credit").order_by("left_on", "uscc", "id")
    word, standing = request.GET.get("q", "").strip(), request.GET.get("standing", "")
    if word:
        found = found.filter(Q(name__contains=word) | Q(uscc__contains=word.upper()))
    return found.filter(left_on__isnull=standing == "listed") if standing in STANDING else found


def _warnings(today: date) -> tuple[str, ...]:
    ending = Appraiser.objects.filter(left_on=None, qualified_until__lte=today + SOON).order_by("qualified_until")
    told = [
        f"{each.name}的资质{'已于' if each.qualified_until < today else '将于'}{said(each.qualified_until)}到期，到期后不列入摇号名单"
        for each in ending
        if each.qualified_until
    ]
    late = overdue(today)
    return (*((late,) if late else ()), *told)


def _row(each: Appraiser, today: date) -> Row:
    until = each.qualified_until
    ends = Cell(said(until), tag=RED if until < today else AMBER if until <= today + SOON else "") if until else "长期"
    counted = [(title, sum(1 for row in each.credit.all() if row.kind == key and not row.struck_on)) for key, title in CREDITS.items()]
    credit = "、".join(f"{title}{count}条" for title, count in counted if count) or "没有记录"
    name = link(each.name, "appraiser", each.pk)
    return row(name, code(each.uscc), each.qualification, ends, credit, _standing(each))


def _standing(each: Appraiser) -> Cell:
    if each.left_on is None:
        return Cell("在名录", tag=GREEN)
    expelled = any(row.kind == EXPELLED and not row.struck_on for row in each.credit.all())
    return Cell(f"{said(each.left_on)}{'清退' if expelled else '退出'}", tag=RED)


def _publications() -> Table:
    rows = [
        row(
            link(each.number, "publication", each.number),
            each.published_on,
            f"{len(each.content)}家",
            f"{each.digest[:16]}…",
        )
        for each in ListPublication.objects.all()[:20]
    ]
    return table("publications", "历次公布", ("编号", "公布日期", "机构", "摘要"), rows, "还没有公布过名单", caption="最近20次")


def _admitting(today: date) -> Form:
    inputs = (
        Input("name", "机构名称", longest=80),
        Input("uscc", "统一社会信用代码", longest=18),
        Input("qualification", "资质", longest=80),
        Input("qualification_number", "资质证书（备案）号", longest=60),
        Input("qualified_until", "资质有效期至", "day", help="长期有效的留空", optional=True),
        Input("contact", "联系人", longest=40),
        Input("phone", "联系电话", longest=40),
        Input("address", "地址", longest=120),
        Input("selection", "确定方式", "choice", options(SELECTIONS)),
        Input("document", "中标（成交）文件", longest=120),
        Input("admitted_on", "列入日期", "day", value=today.isoformat()),
    )
    return Form("admit", "列入名录", inputs, "列入", "valuation-6")


def _publishing(today: date) -> Form:
    note = f"今日在名录、资质有效的机构{len(listed_on(today))}家；公布以后内容不再改动。"
    return Form("publish", "公布名单", (), "公布", "valuation-6", note)


def _page(place: int, by: Actor) -> Page:
    of = Appraiser.objects.prefetch_related("credit").get(pk=place)
    facts = (
        ("状态", _standing(of).text + (f"：{of.left_for}" if of.left_for else "")),
        ("统一社会信用代码", of.uscc),
        ("资质", f"{of.qualification}，{of.qualification_number}"),
        ("资质有效期至", said(of.qualified_until) if of.qualified_until else "长期"),
        ("联系方式", f"{of.contact}，{of.phone}\n{of.address}"),
        ("确定方式", f"{of.get_selection_display()}，{of.document}"),
        ("列入日期", said(of.admitted_on)),
    )
    credit = table(
        "credit", "诚信记录", ("类别", "发生日期", "事实", "依据", "更正"), [_recorded(each) for each in of.credit.all()], "没有诚信记录"
    )
    return Page(
        of.name,
        (credit, _drawn(of, by), events(of.subject)),
        _forms(of) if by.may("appraisal.organise") and of.left_on is None else (),
        facts=facts,
        back=("评估机构名录", reverse("valuation_disposal:appraisers")),
        clauses=("valuation-6",),
    )


def _recorded(each: CreditRecord) -> Row:
    struck = f"{said(each.struck_on)}更正：{each.struck_for}" if each.struck_on else ""
    tone = AMBER if each.struck_on else TONES[each.kind]
    return row(Cell(each.get_kind_display(), tag=tone), each.happened_on, each.facts, each.evidence, struck)


def _drawn(of: Appraiser, by: Actor) -> Table:
    """The draws in which it was drawn; whose they are is told to those who may see them."""
    found = Draw.objects.filter(drawn=of).select_related("valuation").order_by("-id")[:50]
    rows = [row(each.number, each.get_round_display(), hour(each.drawn_at), each.get_state_display()) for each in found]
    return table("drawn", "抽中记录", ("摇号", "轮次", "抽取时间", "状态"), rows, "没有抽中过", caption="最近50次")


def _forms(of: Appraiser) -> tuple[Form, ...]:
    kinds = {key: title for key, title in CREDITS.items() if key != EXPELLED}
    credit = (
        Input("kind", "类别", "choice", options(kinds)),
        Input("happened_on", "发生日期", "day"),
        Input("facts", "事实", "long", longest=300),
        Input("evidence", "依据", longest=120),
    )
    leave = (
        Input("reason", "原因", longest=200),
        Input("expelled", "性质", "ticks", (("yes", "因失信清退，记入诚信记录"),), optional=True),
    )
    standing = [(str(each.pk), f"{each.get_kind_display()}：{each.facts[:20]}") for each in of.credit.all() if not each.struck_on]
    strike = (Input("record_id", "诚信记录", "choice", standing), Input("reason", "更正的原因", longest=200))
    return (
        Form("credit", "登记诚信记录", credit, "登记", "valuation-6"),
        *((Form("strike", "更正诚信记录", strike, "更正", "valuation-6", "原记录保留并注明，不再公布。"),) if standing else ()),
        Form("leave", "退出名录或者清退", leave, "移出名录", "valuation-6", "自当日起不列入摇号名单和以后公布的名单。", danger=True),
    )


def _publication(of: ListPublication) -> Page:
    rows = [
        row(
            each["name"],
            code(each["uscc"]),
            f"{each['qualification']}，{each['qualification_number']}",
            said(date.fromisoformat(each["qualified_until"])) if each["qualified_until"] else "长期",
            f"{each['contact']}，{each['phone']}",
            _credit(each),
        )
        for each in of.content
    ]
    address = reverse("valuation_disposal:publication_workbook", args=(of.number,))
    listed = table("list", "名单", PUBLISHED, rows, "", download=address)
    facts = (("公布日期", said(of.published_on)), ("机构", f"{len(of.content)}家"), ("内容摘要", of.digest))
    return Page(f"评估机构名单 {of.number}", (listed,), facts=facts, back=("评估机构名录", reverse("valuation_disposal:appraisers")))


def _credit(each: dict[str, Any]) -> str:
    return "；".join(f"{said(date.fromisoformat(row['on']))}{row['kind']}：{row['facts']}" for row in each["credit"]) or "没有记录"
