"""支持贷款: the register, one loan, and the forms of the bank that lends."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.risk_fund.claiming import DUE, REFUSED
from miluo.risk_fund.facts import MODES
from miluo.risk_fund.models.balances import Balance, BalanceFiling
from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.models.subjects import Guarantor
from miluo.risk_fund.selectors.claims import application_of, applications, standing_of, was_denied
from miluo.risk_fund.selectors.standing import capacity
from miluo.risk_fund.services import claims, lending, sheets
from miluo.risk_fund.sheet_rows import balance_columns, loan_columns
from miluo.risk_fund.views.parts import FILE, amount, events, link, loans_seen, shown, upload
from onewindow.accounts.access import actor_on, permission
from onewindow.rules.sheets import template
from onewindow.web.acting import typed
from onewindow.web.download import attachment
from onewindow.web.parts import AMBER, GREEN, RED, Acts, Cell, Form, Input, Page, Row, Table, day, options, row, table, uploaded
from onewindow.web.workbook import MEDIA_TYPE
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.worktime import clock

SHOWN = 200
TERMS = ("uscc", "mode", "contract", "mortgage", "amount", "guarantor")


@permission("riskfund.read")
def loans(request: HttpRequest) -> HttpResponse:
    """The loans that the actor may see; a bank files here."""
    acts: Acts = {
        "file": (
            lending.file_loan,
            lambda: {
                **typed(request, *TERMS),
                "disbursed_on": day(request, "disbursed_on", "发放日期"),
                "due_on": day(request, "due_on", "到期日期"),
            },
        ),
        "import": (sheets.take_loans, lambda: dict(zip(("name", "content"), uploaded(request, FILE), strict=True))),
    }
    return shown(request, lambda: _page(request), acts, back="loans")


@permission("riskfund.read")
def loan(request: HttpRequest, number: str) -> HttpResponse:
    """One loan with its balances, its claim and what was done; its bank says here that it is overdue."""
    get_object_or_404(loans_seen(actor_on(request)), number=number)
    acts: Acts = {"overdue": (claims.report_overdue, lambda: {"loan": number, **typed(request, "interest", "penalty", "recovery")})}
    return shown(request, lambda: _loan_page(request, number), acts, back="loan", number=number)


@permission("riskfund.read")
def balances(request: HttpRequest) -> HttpResponse:
    """余额申报: the files that were taken; a bank hands the next one in."""
    acts: Acts = {
        "file": (
            sheets.take_balances,
            lambda: {
                "day": day(request, "day", "余额日期"),
                **dict(zip(("name", "content"), uploaded(request, FILE), strict=True)),
            },
        )
    }
    return shown(request, lambda: _balances_page(request), acts, back="balances")


@permission("riskfund.read")
def loans_template(request: HttpRequest) -> HttpResponse:
    """The empty sheet of loans."""
    return attachment(template(loan_columns(clock.today())), MEDIA_TYPE, "支持贷款登记模板.xlsx")


@permission("riskfund.read")
def balances_template(request: HttpRequest) -> HttpResponse:
    """The sheet of balances with a row for each open loan, as it was last known."""
    on = clock.today()
    rows = [
        [each.number, on.isoformat(), f"{each.balance}", each.get_grade_display()]
        for each in loans_seen(actor_on(request)).filter(balance_fen__gt=0)
    ]
    return attachment(template(balance_columns(on), rows), MEDIA_TYPE, f"贷款余额申报（{on}）.xlsx")


def _page(request: HttpRequest) -> Page:
    actor, word = actor_on(request), request.GET.get("q", "").strip()
    found = loans_seen(actor)
    found = found.filter(subject__name__contains=word) | found.filter(number__contains=word) if word else found
    room = capacity(clock.today())
    return Page(
        "基金支持贷款",
        tables=(_register(list(found[:SHOWN])),),
        forms=tuple(_forms(actor)),
        intro="贷款在发放前登记，名录、单笔限额、10倍、3%四项都通过的占用额度。",
        clauses=("riskfund-12", "riskfund-14", "riskfund-15-2", "riskfund-15-3"),
        figures=(
            ("贷款余额（元）", format_money(room.outstanding)),
            ("还可支持（元）", format_money(room.left)),
            ("放大倍数", f"{room.times}"),
        ),
        filters=(Input("q", "主体或者备案编号"),),
        links=(("登记贷款的表格模板", reverse("risk_fund:loans_template")),) if actor.may("riskfund.lend") else (),
    )


def _register(found: list[FundLoan]) -> Table:
    head = ("备案编号", "借款主体", "银行", "模式", "金额（元）", "余额（元）", "发放", "到期", "状态")
    return table("loans", "贷款登记簿", head, [_row(each) for each in found], "还没有登记贷款。", caption=f"最近{SHOWN}笔")


def _row(each: FundLoan) -> Row:
    number = link(each.number, "loan", each.number)
    money = (amount(each.principal), amount(each.balance))
    return row(number, each.subject.name, each.bank.name, each.get_mode_display(), *money, each.disbursed_on, each.due_on, standing(each))


def standing(each: FundLoan) -> Cell:
    """Where a loan stands, as a tag."""
    tones = {"正常": GREEN, "已结清": GREEN, "关注": AMBER}
    return Cell(each.standing, tag=tones.get(each.standing, RED))


def _forms(actor: Actor) -> list[Form]:
    if not actor.may("riskfund.lend"):
        return []
    known = [
        (each.organisation.key, each.organisation.name) for each in Guarantor.objects.filter(ends_on=None).select_related("organisation")
    ]
    inputs = (
        Input("uscc", "借款主体统一社会信用代码", longest=18),
        Input("mode", "融资模式", kind="choice", options=options(MODES)),
        Input("contract", "借款合同编号", longest=60),
        Input("mortgage", "抵押登记编号", longest=40, help="农村产权抵押登记的编号"),
        Input("guarantor", "合作担保公司", kind="choice", options=known, help="担保模式选择", optional=True),
        Input("amount", "贷款金额（元）", kind="money"),
        Input("disbursed_on", "发放日期", kind="day"),
        Input("due_on", "到期日期", kind="day"),
    )
    sheet = (upload("贷款表格（xlsx）", "按模板填写，每笔一行；有一处错误则整份退回并标注。"),)
    return [Form("file", "登记贷款", inputs, "核验并登记", "riskfund-15-2"), Form("import", "用表格登记", sheet, "上传", "riskfund-15-2")]


def _loan_page(request: HttpRequest, number: str) -> Page:
    actor, of = actor_on(request), get_object_or_404(loans_seen(actor_on(request)), number=number)
    forms = []
    if actor.may("riskfund.lend") and of.balance_fen and _may_claim(of):
        inputs = (
            Input("interest", "拖欠正常利息（元）", kind="money"),
            Input("penalty", "复利、罚息、违约金等（元）", kind="money", help="不计入损失"),
            Input("recovery", "追偿情况", kind="long", longest=500),
        )
        forms.append(
            Form(
                "overdue",
                "登记逾期",
                inputs,
                "登记逾期",
                "riskfund-17a",
                "登记后2个工作日内申请补偿；担保模式先由担保公司审核代偿。",
                danger=True,
            )
        )
    return Page(
        f"贷款{number}",
        tables=(_claims(of), _balances(of), events(of.trail)),
        forms=tuple(forms),
        facts=tuple(_facts(of)),
        back=("支持贷款", reverse("risk_fund:loans")),
        intro="补偿不改变借款人的债务。",
        clauses=("riskfund-20",),
    )


def _may_claim(of: FundLoan) -> bool:
    """Whether no claim stands in the way, or the last was denied."""
    standing = of.claims.exclude(state=REFUSED).first()
    case = application_of(standing) if standing else None
    return standing is None or (case is not None and standing.state == DUE and was_denied(case))


def _facts(of: FundLoan) -> list[tuple[str, str]]:
    return [
        ("借款主体", f"{of.subject.name}（{of.get_industry_display()}，{of.town}）"),
        ("合作银行", of.bank.name),
        ("模式", of.get_mode_display() + (f"，担保：{of.guarantor.name}" if of.guarantor else "")),
        ("借款合同、抵押登记", f"{of.contract}　{of.mortgage}"),
        ("贷款金额", f"{format_money(of.principal)}元，{said(of.disbursed_on)}发放，{said(of.due_on)}到期"),
        ("余额", f"{format_money(of.balance)}元（{said(of.balance_on)}），{of.standing}"),
        ("借款人债务", f"{format_money(of.debt)}元（含拖欠利息、罚息等）"),
    ]


def _claims(of: FundLoan) -> Table:
    found, on = list(of.claims.all()), clock.today()
    cases = applications([each.number for each in found])
    rows = [
        row(
            link(each.number, "claim", each.number),
            standing_of(each, cases.get(each.number), on).title,
            amount(each.loss_fen),
            amount(each.fund_fen),
            amount(each.paid_fen),
        )
        for each in found
    ]
    return table("claims", "补偿", ("编号", "状态", "损失（元）", "基金补偿（元）", "已拨付（元）"), rows, "没有补偿。")


def _balances(of: FundLoan) -> Table:
    found = Balance.objects.filter(loan=of).order_by("-day")[:24]
    rows = [row(each.day, amount(each.fen), each.get_grade_display()) for each in found]
    return table("balances", "余额", ("日期", "余额（元）", "五级分类"), rows, "银行还没有申报余额。")


def _balances_page(request: HttpRequest) -> Page:
    actor, on = actor_on(request), clock.today()
    found = BalanceFiling.objects.select_related("bank")
    found = found.filter(bank__key=actor.organisation) if actor.may("riskfund.lend") else found
    rows = [
        row(each.day, each.bank.name, Cell(each.loans, end=True), amount(each.total_fen), each.at.astimezone().strftime("%Y-%m-%d %H:%M"))
        for each in found[:100]
    ]
    forms = []
    if actor.may("riskfund.lend"):
        inputs = (
            Input("day", "余额日期", kind="day", value=(on - timedelta(days=1)).isoformat()),
            upload("余额表格（xlsx）", "本行全部未结清的贷款各一行；缺少贷款、日期不符、余额超过贷款金额的，整份退回并标注。"),
        )
        forms.append(Form("file", "申报余额", inputs, "上传", "riskfund-7f"))
    return Page(
        "余额申报",
        tables=(table("filings", "已申报", ("余额日期", "银行", "笔数", "合计（元）", "申报时间"), rows, "还没有申报。"),),
        forms=tuple(forms),
        intro="余额和五级分类是月末比率的依据。",
        links=(("余额申报表（已填本行未结清的贷款）", reverse("risk_fund:balances_template")),) if actor.may("riskfund.lend") else (),
        clauses=("riskfund-6a", "riskfund-7f"),
    )
