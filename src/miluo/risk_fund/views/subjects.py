"""支持对象名录: who is listed, on which way the list is, and the forms of authorities, guarantor and 市财政局."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.risk_fund.models.subjects import Guarantor, Listing, ListTransfer
from miluo.risk_fund.papers import LIST
from miluo.risk_fund.services import listing, printing, sheets
from miluo.risk_fund.services.offices import FINANCE
from miluo.risk_fund.sheet_rows import subject_columns
from miluo.risk_fund.subjects import AUTHORITIES, CHECKS, INDUSTRIES, REMOVALS, SUBJECT_KINDS
from miluo.risk_fund.views.parts import FILE, amount, printed, shown, upload
from onewindow.accounts.access import actor_on, permission
from onewindow.rules.sheets import template
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
    codes_of,
    day,
    options,
    row,
    table,
    told,
    uploaded,
)
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.actor import Actor
from onewindow.worktime import clock

ENTERED = ("uscc", "name", "kind", "industry", "town", "recommended", "document")


@permission("riskfund.read")
def subjects(request: HttpRequest) -> HttpResponse:
    """The list, and what the actor may do with it."""
    acts: Acts = {
        "enter": (
            listing.enter,
            lambda: {
                **typed(request, *ENTERED),
                "registered_here": bool(request.POST.get("registered_here")),
                "checked_on": day(request, "checked_on", "核查日期"),
                "checks": codes_of(request, "checks"),
            },
        ),
        "import": (sheets.take_subjects, lambda: dict(zip(("name", "content"), uploaded(request, FILE), strict=True))),
        "print": (printing.print_list, dict),
        "push": (listing.push, lambda: typed(request, "guarantor")),
        "send_on": (listing.send_on, dict),
        "remove": (listing.remove, lambda: typed(request, "uscc", "removal", "reason")),
        "admit": (listing.admit_guarantor, lambda: typed(request, "organisation", "document")),
    }
    return shown(request, lambda: _page(request), acts, back="subjects")


@permission("riskfund.read")
def subjects_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet of the list."""
    return attachment(template(subject_columns(clock.today())), MEDIA_TYPE, "基金支持对象名录模板.xlsx")


def _page(request: HttpRequest) -> Page:
    actor, word = actor_on(request), request.GET.get("q", "").strip()
    found = Listing.objects.select_related("subject", "authority")
    found = found.filter(subject__name__contains=word) | found.filter(subject__uscc__contains=word) if word else found
    return Page(
        "基金支持对象名录",
        tables=(_list(list(found[:300])), _transfers(), printed(LIST, "名录文书", "还没有制发名录。"), _guarantors()),
        forms=tuple(_forms(actor)),
        intro="名录由行业主管部门建立，推送合作担保公司，由其分送合作银行后生效；移出自当日生效。",
        clauses=("riskfund-7e", "riskfund-13", "riskfund-15-1"),
        filters=(Input("q", "主体名称或者信用代码"),),
        links=(("名录表格模板", reverse("risk_fund:subjects_template")),) if actor.may("riskfund.list") else (),
    )


def _list(listings: list[Listing]) -> Table:
    head = ("主体", "统一社会信用代码", "产业", "镇", "推荐部门", "推荐额（元）", "列入", "状态")
    rows = [_row(each) for each in listings]
    return table("list", "名录", head, rows, "名录还是空的。", caption="最近300项")


def _row(each: Listing) -> Row:
    of = each.subject
    words = (of.get_industry_display(), of.town, each.authority.short_name)
    return row(of.name, code(of.uscc), *words, amount(each.recommended), each.entered_on, _state(each))


def _state(each: Listing) -> Cell:
    if each.left_on:
        return Cell(f"{told(each.left_on)}移出：{each.get_removal_display()}", tag=RED)
    return Cell(each.get_state_display(), tag=GREEN if each.sent_on else AMBER)


def _transfers() -> Table:
    found = ListTransfer.objects.select_related("sender", "receiver").prefetch_related("listings")[:20]
    rows = [row(each.on, each.sender.name, each.receiver.name, Cell(len(each.listings.all()), end=True)) for each in found]
    return table("transfers", "名录的推送和分送", ("日期", "发送单位", "接收单位", "主体数"), rows, "还没有推送。")


def _guarantors() -> Table:
    found = Guarantor.objects.select_related("organisation")
    rows = [row(each.organisation.name, each.starts_on, each.ends_on, each.document) for each in found]
    return table("guarantors", "合作担保公司", ("担保公司", "合作起始", "终止", "依据"), rows, "还没有登记合作担保公司。")


def _forms(actor: Actor) -> list[Form]:
    lists = actor.may("riskfund.list") and actor.organisation in AUTHORITIES
    forms = [_enter(), _import(), _push(), _print()] if lists else []
    if actor.may("riskfund.guarantee"):
        forms.append(Form("send_on", "分送合作银行", (), "分送", "riskfund-15-1", "收到的名录全部分送各合作银行，分送后生效。"))
    if lists or (actor.may("riskfund.manage") and actor.organisation == FINANCE):
        forms.append(_remove())
    if actor.may("riskfund.manage") and actor.organisation == FINANCE:
        inputs = (Input("organisation", "单位代号"), Input("document", "合作协议或者文件"))
        forms.append(Form("admit", "登记合作担保公司", inputs, "登记", "riskfund-7g"))
    return forms


def _enter() -> Form:
    inputs = (
        Input("uscc", "统一社会信用代码", longest=18),
        Input("name", "主体名称"),
        Input("kind", "主体类别", kind="choice", options=options(SUBJECT_KINDS)),
        Input("industry", "产业", kind="choice", options=options(INDUSTRIES)),
        Input("town", "所在镇", longest=30),
        Input("registered_here", "注册地", kind="ticks", options=(("yes", "营业执照或者登记证书上的住所在汨罗市"),)),
        Input("recommended", "推荐额（元）", kind="money"),
        Input("document", "推荐文件", longest=120),
        Input("checked_on", "核查日期", kind="day"),
        Input("checks", "核查属实的条件", kind="ticks", options=options(CHECKS)),
    )
    return Form("enter", "列入名录", inputs, "列入", "riskfund-13")


def _import() -> Form:
    return Form(
        "import",
        "用表格列入",
        (upload("名录表格（xlsx）", "按模板填写，每个主体一行；有一处错误则整份退回并标注。"),),
        "上传",
        "riskfund-7e",
    )


def _push() -> Form:
    known = [
        (each.organisation.key, each.organisation.name) for each in Guarantor.objects.filter(ends_on=None).select_related("organisation")
    ]
    return Form("push", "推送合作担保公司", (Input("guarantor", "合作担保公司", kind="choice", options=known),), "推送", "riskfund-15-1")


def _print() -> Form:
    return Form("print", "制发名录", (), "制发", "riskfund-7e", "本单位名录内的全部主体，编号、加盖电子印章，可以核验。")


def _remove() -> Form:
    inputs = (
        Input("uscc", "统一社会信用代码", longest=18),
        Input("removal", "原因", kind="choice", options=options(REMOVALS)),
        Input("reason", "事实和依据", kind="long", longest=500),
    )
    note = "动态调整移出的可以重新列入，其他原因的不再列入。"
    return Form("remove", "移出名录", inputs, "移出", "riskfund-27", note, danger=True)
