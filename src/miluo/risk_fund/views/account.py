"""专户账簿: the accounts of the fund, the movements of each, and the form by which money is entered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from miluo.risk_fund import funding
from miluo.risk_fund.models.money import Contribution
from miluo.risk_fund.models.subjects import Guarantor, Payee
from miluo.risk_fund.selectors.figures import figure
from miluo.risk_fund.selectors.standing import fund
from miluo.risk_fund.services import money, payees
from miluo.risk_fund.subjects import SOURCES
from miluo.risk_fund.views.parts import amount, link, shown
from miluo.rural_mortgage import public as mortgages
from onewindow.accounts.access import actor_on, permission
from onewindow.ledger import selectors as ledger
from onewindow.web.acting import typed
from onewindow.web.parts import Acts, Cell, Form, Input, Page, Row, Table, code, options, row, table
from onewindow.words.actor import Actor
from onewindow.words.money import format_money
from onewindow.worktime import clock


@permission("riskfund.read")
def account(request: HttpRequest) -> HttpResponse:
    """试算平衡 of the book, and what came in; 市财政局 enters here."""
    acts: Acts = {
        "contribute": (money.contribute, lambda: typed(request, "source", "amount", "document")),
        "payee": (payees.register_payee, lambda: typed(request, "organisation", "uscc", "bank", "account")),
    }
    return shown(request, lambda: _page(request), acts, back="account")


@permission("riskfund.read")
def statement(request: HttpRequest, name: str) -> HttpResponse:
    """收支明细 of one account, in the order of the book."""
    if name not in funding.ACCOUNTS:
        raise Http404(name)
    return shown(request, lambda: _statement_page(name), {}, back="statement", name=name)


def _page(request: HttpRequest) -> Page:
    stands, actor = fund(), actor_on(request)
    inputs = (
        Input("source", "资金来源", kind="choice", options=options(SOURCES)),
        Input("amount", "金额（元）", kind="money"),
        Input("document", "银行回单号", longest=120),
    )
    note = "出资增加可支持的贷款总额；运营收益转入基金滚存使用，不计入出资总额（解释口径）。"
    forms = (Form("contribute", "登记入账", inputs, "入账", "riskfund-9", note), _payee_form()) if actor.may("riskfund.manage") else ()
    short = figure("first_capital", clock.today()) - stands.contributed
    warnings = (f"出资总额低于首期金额，差{format_money(short)}元。",) if short > 0 else ()
    return Page(
        "风补基金专户账簿",
        tables=(_trial(), _contributions(), *([] if _is_party(actor) else [_payees()])),
        forms=forms,
        warnings=warnings,
        intro="专户储存、专款专用、封闭运行：专户资金只用于拨付已通知的补偿。",
        clauses=("riskfund-9", "riskfund-10"),
        figures=(
            ("出资总额（元）", format_money(stands.contributed)),
            ("运营收益（元）", format_money(stands.earned)),
            ("已拨付补偿（元）", format_money(stands.paid)),
            ("返还（元）", format_money(stands.recovered)),
            ("专户余额（元）", format_money(stands.cash)),
        ),
    )


def _trial() -> Table:
    trial = ledger.trial_balance(funding.BOOK)
    rows = [
        row(
            link(each.account.title, "statement", each.account.key.rsplit("/", 1)[1]),
            each.account.get_side_display(),
            amount(each.debit),
            amount(each.credit),
            amount(each.balance),
        )
        for each in trial.rows
    ]
    rows += [row("合计", "", amount(trial.debit), amount(trial.credit), "")] if rows else []
    return table("trial", "试算平衡", ("账户", "方向", "借方累计（元）", "贷方累计（元）", "余额（元）"), rows, "还没有入账。")


def _contributions() -> Table:
    rows = [
        row(each.on, each.get_source_display(), each.document, Cell(each.entry, end=True), amount(each.amount_fen))
        for each in Contribution.objects.order_by("-id")[:100]
    ]
    return table("contributions", "入账", ("日期", "来源", "凭证", "凭证号", "金额（元）"), rows, "还没有入账。")


def _is_party(actor: Actor) -> bool:
    return actor.may("riskfund.lend") or actor.may("riskfund.guarantee")


def _payees() -> Table:
    found = Payee.objects.select_related("organisation")
    rows = [row(each.organisation.name, code(each.uscc), each.bank, code(each.account)) for each in found]
    return table("payees", "收款单位", ("单位", "统一社会信用代码", "开户银行", "账号"), rows, "还没有登记收款单位。")


def _payee_form() -> Form:
    cooperating = Guarantor.objects.filter(ends_on=None).values_list("organisation__key", "organisation__name")
    known = [*((bank.key, bank.name) for bank in mortgages.banks(clock.today())), *cooperating]
    inputs = (
        Input("organisation", "单位", kind="choice", options=known),
        Input("uscc", "统一社会信用代码", longest=18),
        Input("bank", "开户银行", longest=60),
        Input("account", "账号", longest=40),
    )
    return Form("payee", "登记收款单位", inputs, "登记", "conv-fund-19", "补偿只拨付到这里登记的账户。")


def _statement_page(name: str) -> Page:
    rows: list[Row] = []
    if ledger.trial_balance(funding.BOOK).rows:
        rows = [
            row(line.day, Cell(line.entry, end=True), line.memo, line.other, amount(line.debit), amount(line.credit), amount(line.balance))
            for line in ledger.statement(funding.account(name)).lines
        ]
    head = ("日期", "凭证号", "摘要", "对方账户", "借方（元）", "贷方（元）", "余额（元）")
    lines = table("lines", "收支明细", head, rows, "没有发生额。")
    return Page(funding.ACCOUNTS[name][0], tables=(lines,), back=("专户账簿", reverse("risk_fund:account")))
