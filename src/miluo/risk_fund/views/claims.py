"""补偿: the claims with their limits, one claim with its application and all that may be done on it by whom, the notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.risk_fund.claiming import DEMANDED, DUE, HANDED, NOTICED, PAID, REFUSED, RETURNED, WITH_GUARANTOR
from miluo.risk_fund.facts import RECOVERY_KINDS
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.models.subjects import Payee
from miluo.risk_fund.selectors.claims import Standing, applications, claims_for, queue, recovered_fen, standing_of
from miluo.risk_fund.selectors.sales import sale_of, unreturned_sale
from miluo.risk_fund.selectors.standing import cash
from miluo.risk_fund.services import applying, paying, recovering
from miluo.risk_fund.services import claims as services
from miluo.risk_fund.views.parts import FILE, amount, events, link, shown, upload
from miluo.valuation_disposal.public import DisposalOutcome
from onewindow.accounts.access import actor_on, permission
from onewindow.cases.models import Case
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers import files
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.web.acting import acted, typed
from onewindow.web.download import attachment, paper_response
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
    Row,
    Table,
    context,
    options,
    row,
    table,
    uploaded,
)
from onewindow.web.posted import intent_of
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.worktime import clock
from onewindow.worktime.clock import day_of

TONES = {PAID: GREEN, REFUSED: RED, DEMANDED: RED, RETURNED: AMBER, DUE: AMBER, NOTICED: AMBER}


@permission("riskfund.read")
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that the actor may see, and the queue of payments; the cashier pays here."""
    acts: Acts = {"pay": (paying.pay_due, dict)}
    return shown(request, lambda: _list_page(request), acts, back="claims")


@permission("riskfund.read")
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """One claim. Who begins its application is led on to the form."""
    get_object_or_404(claims_for(actor_on(request)), number=number)

    def of(*names: str) -> dict[str, str]:
        return {"claim": number, **typed(request, *names)}

    def material() -> dict[str, object]:
        return {**of("material"), **dict(zip(("name", "content"), uploaded(request, FILE), strict=True))}

    def page() -> Page:
        return _page(request, number)

    if intent_of(request) == "apply":
        form = lambda answer: ("portal:draft", {"number": answer.number})  # noqa: E731  # where the draft leads
        return acted(request, "risk_fund/page.html", lambda: context(request, page()), applying.begin, of, form)
    acts: Acts = {
        "attach": (services.attach, material),
        "resubmit": (services.resubmit, lambda: of("note")),
        "send_back": (services.send_back, lambda: of("reason")),
        "compensate": (services.compensate, lambda: of("voucher")),
        "demand": (paying.demand, lambda: of("finding")),
        "give_back": (paying.give_back, lambda: of("amount", "evidence")),
        "recover": (recovering.recover, lambda: of("kind", "amount", "costs", "evidence")),
        "recover_sale": (recovering.recover_sale, of),
    }
    return shown(request, page, acts, back="claim", number=number)


@permission("riskfund.read")
def application(request: HttpRequest, number: str) -> HttpResponse:
    """基金补偿申请书 as PDF, to be stamped."""
    return _paper(get_object_or_404(claims_for(actor_on(request)), number=number).application)


@permission("riskfund.read")
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """《风补基金补偿通知书》 as PDF."""
    return _paper(get_object_or_404(claims_for(actor_on(request)), number=number).notice)


def _paper(number: str) -> HttpResponse:
    paper = get_object_or_404(Paper, number=number)
    return paper_response(papers.file_of(paper), paper.title, paper.number)


@permission("riskfund.read")
def material(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A paper that the bank handed to its guarantor, as an attachment."""
    found = get_object_or_404(claims_for(actor_on(request)), number=number)
    paper = get_object_or_404(ClaimMaterial, claim=found, pk=place)
    return attachment(files.content_of(paper.digest), "application/octet-stream", paper.name)


def _list_page(request: HttpRequest) -> Page:
    actor, on = actor_on(request), clock.today()
    found = list(claims_for(actor)[:200])
    cases = applications([each.number for each in found if each.state == DUE])
    rows = [_row(each, standing_of(each, cases.get(each.number), on)) for each in found]
    head = ("编号", "借款主体", "申请单位", "状态", "期限", "损失（元）", "基金补偿（元）")
    tables = [table("claims", "补偿登记簿", head, rows, "还没有逾期的贷款。")]
    forms = []
    if not (actor.may("riskfund.lend") or actor.may("riskfund.guarantee")):
        tables.append(_queue())
    if actor.may("riskfund.pay"):
        note = "按通知书的先后支付，余额不足的支付余额部分，其余排队。"
        forms.append(Form("pay", "拨付补偿", (), "拨付", "riskfund-19", note))
    return Page(
        "补偿登记簿", tables=tuple(tables), forms=tuple(forms), clauses=("riskfund-16a", "riskfund-16b", "riskfund-17c", "riskfund-19")
    )


def _row(each: Claim, stands: Standing) -> Row:
    number, of = link(each.number, "claim", each.number), each.loan
    money = (amount(each.loss_fen), amount(each.fund_fen))
    return row(number, of.subject.name, each.claimant.name, _state(each, stands), _limit(stands), *money)


def _state(each: Claim, stands: Standing) -> Cell:
    applied = each.state == DUE and stands.case is not None
    tone = (BLUE if stands.case and stands.case.standing.is_open else RED) if applied else TONES.get(each.state, BLUE)
    return Cell(stands.title, tag=tone)


def _limit(stands: Standing) -> Cell:
    """The limit that runs, red when it is past; of an application also how long 市财政局 has had it (riskfund-19)."""
    on, waited = clock.today(), f"，提交{stands.waited.days}日" if stands.waited else ""
    if stands.due is None:
        return Cell(waited[1:])
    return Cell(f"{said(stands.due)}{'已过' if stands.due < on else '前'}{waited}", tag=RED if stands.due < on else BLUE)


def _queue() -> Table:
    payees = {payee.organisation_id: f"{payee.bank} {payee.account}" for payee in Payee.objects.all()}
    rows = [
        row(
            Cell(place, end=True),
            link(each.number, "claim", each.number),
            each.claimant.name,
            payees.get(each.claimant_id, ""),
            each.notice,
            said(each.pay_due_on) if each.pay_due_on else "",
            amount(each.queued),
        )
        for place, each in enumerate(queue(), start=1)
    ]
    head = ("次序", "编号", "申请单位", "收款账户", "通知书", "拨付期限", "待拨付（元）")
    return table("queue", f"待拨付次序（专户余额{format_money(cash())}元）", head, rows, "没有待拨付的补偿。")


def _page(request: HttpRequest, number: str) -> Page:
    actor, of = actor_on(request), get_object_or_404(claims_for(actor_on(request)), number=number)
    case = applications([number]).get(number)
    stands = standing_of(of, case, clock.today())
    tables = [_shares(of), *([_application(of, case, actor)] if case else []), *([_handed(of)] if of.loan.guarantor else [])]
    if sale := sale_of(of):
        tables.append(_sale(sale))
    return Page(
        f"补偿{number}",
        tables=(*tables, _recoveries(of), events(of.trail)),
        forms=tuple(_forms(actor, of, stands)),
        facts=tuple(_facts(of, stands)),
        back=("补偿登记簿", reverse("risk_fund:claims")),
        links=tuple(
            (title, reverse(f"risk_fund:{name}", args=(number,)))
            for title, name, made in (("补偿申请书", "application", of.application), ("补偿通知书", "notice", of.notice))
            if made
        ),
        intro="补偿不改变借款人的债务。",
        clauses=("riskfund-20",),
    )


def _facts(of: Claim, stands: Standing) -> list[tuple[str, str]]:
    loan = of.loan
    facts = [
        ("借款主体、贷款", f"{loan.subject.name}　{loan.number}（{loan.get_mode_display()}）"),
        ("申请单位", of.claimant.name),
        ("状态", f"{stands.title}{f'：{of.reason}' if of.reason else ''}"),
    ]
    dated = (
        ("担保公司收到、审核期限", of.to_guarantor_on, of.guarantor_due_on),
        ("逾期或者代偿、申请期限", of.event_on, of.apply_due_on),
        ("通知、拨付期限", of.noticed_on, of.pay_due_on),
    )
    facts += [(label, f"{said(start)}，{said(due)}前" if due else said(start)) for label, start, due in dated if start]
    case = stands.case
    if case and of.apply_due_on and day_of(case.submitted_at) > of.apply_due_on:
        facts.append(("逾期申请", f"{said(day_of(case.submitted_at))}申请，超过2个工作日，照常审核"))
    if of.fraud:
        facts.append(("骗取补偿的认定", of.fraud))
    return facts


def _shares(of: Claim) -> Table:
    rows = [
        row("本金", amount(of.principal_fen)),
        row("正常利息", amount(of.interest_fen)),
        row("损失合计", amount(of.loss_fen)),
        row("合作银行承担", amount(of.bank_fen)),
        row("合作担保公司净承担", amount(of.guarantor_fen)),
        row("风补基金补偿", amount(of.fund_fen)),
        row("其中已拨付", amount(of.paid_fen)),
        row("其中排队待拨付", amount(of.queued)),
        row("借款人逾期时的债务（不因补偿减少）", amount(of.loan.debt_fen)),
        row("其中收回后尚欠", amount(max(of.loan.debt_fen - recovered_fen(of), 0))),
    ]
    return table("shares", "损失和分担", ("项目", "金额（元）"), rows, "")


def _application(of: Claim, case: Case, actor: Actor) -> Table:
    """The case, for who may see it: the claimant on the portal, 市财政局 and the authorities at the desk."""
    own = actor.may("cases.apply") and actor.organisation == of.claimant.key
    page = "desk:case" if actor.may("cases.read_organisation") else "portal:my_case" if own else ""
    number = Cell(case.number, url=reverse(page, args=(case.number,)) if page else "")
    due = said(case.due_on) if case.due_on and case.standing.is_open else ""
    head = ("办件编号", "状态", "提交", "办理期限")
    return table("application", "补偿申请", head, [row(number, case.standing.label, day_of(case.submitted_at), due)], "")


def _handed(of: Claim) -> Table:
    rows = [
        row(each.get_key_display(), Cell(each.name, url=reverse("risk_fund:material", args=(of.number, each.pk))), each.at.date())
        for each in of.materials.all()
    ]
    return table("materials", "代偿材料", ("材料", "文件", "提交"), rows, "银行还没有提交代偿材料。")


def _sale(sale: DisposalOutcome) -> Table:
    rows = [
        row("成交价", amount(sale.gross_cny)),
        row("处置费用", amount(sale.costs_cny)),
        row("清偿债权", amount(sale.to_creditor_cny)),
        row("退还抵押人", amount(sale.surplus_cny)),
        row("仍欠债务", amount(sale.unpaid_cny)),
    ]
    return table("sale", f"抵押物处置{sale.number}（{said(sale.distributed_on)}分配）", ("项目", "金额（元）"), rows, "")


def _recoveries(of: Claim) -> Table:
    rows = [
        row(each.number, each.get_kind_display(), each.on, amount(each.amount_fen), amount(each.costs_fen), amount(each.returned_fen))
        for each in of.recoveries.all()
    ]
    head = ("编号", "方式", "日期", "收回款（元）", "追索费用（元）", "返还基金（元）")
    return table("recoveries", "追偿返还", head, rows, "还没有收回款。")


def _forms(actor: Actor, of: Claim, stands: Standing) -> list[Form]:
    forms = []
    lends, guarantees = actor.may("riskfund.lend"), actor.may("riskfund.guarantee")
    claims_it = lends if of.loan.guarantor is None else guarantees
    if claims_it and of.state == DUE and not (stands.case and stands.case.standing.is_open):
        note = "带入登记簿中的数据和代偿审核中的材料，核对、补齐后提交；超过2个工作日的照常审核并注明。"
        forms.append(Form("apply", "申请补偿", (), "向市财政局申请", "riskfund-17c", note))
    if guarantees and of.state == WITH_GUARANTOR:
        forms += _of_guarantor(of)
    if lends:
        forms += _of_bank(of)
    if actor.may("riskfund.manage"):
        forms += _of_finance(of)
    if (lends or guarantees) and of.state == PAID:
        sale = unreturned_sale(of)
        forms.append(_recover_sale(sale) if sale else _recover())
    return forms


def _of_guarantor(of: Claim) -> list[Form]:
    back = (Input("reason", "退回理由", kind="long", longest=500),)
    note = f"符合条件的，以自有资金先行代偿损失的80%，即{format_money(to_yuan(of.guarantor_paid_fen))}元。"
    return [
        Form("compensate", "代偿", (Input("voucher", "代偿支付凭证号"),), "登记代偿", "riskfund-17b", note),
        Form("send_back", "退回补充", back, "退回", "riskfund-18", danger=True),
    ]


def _of_bank(of: Claim) -> list[Form]:
    if of.state not in (RETURNED, WITH_GUARANTOR):
        return []
    inputs = (Input("material", "材料", kind="choice", options=options(HANDED)), upload("文件", "pdf或者图片"))
    forms = [Form("attach", "提交代偿材料", inputs, "提交", "riskfund-17b")]
    if of.state == RETURNED:
        again = (Input("note", "补充说明", kind="long", longest=500),)
        forms.append(Form("resubmit", "再次提交", again, "再次提交", "riskfund-18"))
    return forms


def _of_finance(of: Claim) -> list[Form]:
    if of.state in (PAID, NOTICED):
        finding = (Input("finding", "认定的事实和依据", kind="long", longest=500),)
        return [Form("demand", "追回骗取的补偿", finding, "追回", "riskfund-26", danger=True)]
    if of.state == DEMANDED:
        money = (Input("amount", "缴回金额（元）", kind="money"), Input("evidence", "凭证"))
        return [Form("give_back", "登记缴回", money, "登记", "riskfund-26")]
    return []


def _recover_sale(sale: DisposalOutcome) -> Form:
    got, costs = format_money(sale.costs_cny + sale.to_creditor_cny), format_money(sale.costs_cny)
    note = f"处置{sale.number}：收回款{got}元（成交价减去退还抵押人的余款），追索费用{costs}元，取自处置登记簿，当即按补偿比例返还。"
    return Form("recover_sale", "登记处置收回款", (), "登记并返还", "riskfund-21", note)


def _recover() -> Form:
    inputs = (
        Input("kind", "收回方式", kind="choice", options=options(RECOVERY_KINDS)),
        Input("amount", "收回款（元）", kind="money"),
        Input("costs", "必要追索费用（元）", kind="money", help="有凭证的诉讼、执行、评估、拍卖等费用", optional=True),
        Input("evidence", "收款凭证"),
    )
    return Form("recover", "登记收回款", inputs, "登记并返还", "riskfund-21", "返还的数额按补偿比例计算，当即入账。")
