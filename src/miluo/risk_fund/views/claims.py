"""补偿申请: the claims with their limits, one claim with all that may be done on it by whom, its papers, the notice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from miluo.risk_fund.claiming import APPLIED, COMPENSATED, DEMANDED, DRAFT, ELIGIBLE, MATERIALS, NOTICED, PAID, RETURNED, WITH_GUARANTOR
from miluo.risk_fund.facts import BANK, RECOVERY_KINDS
from miluo.risk_fund.models.claims import Claim, ClaimMaterial
from miluo.risk_fund.selectors.claims import claims_for, due_of, queue, soft_timer
from miluo.risk_fund.selectors.standing import cash
from miluo.risk_fund.services import claims as services
from miluo.risk_fund.services import paying, recovering
from miluo.risk_fund.views.parts import FILE, amount, events, link, shown, upload
from onewindow.accounts.access import actor_on, permission
from onewindow.ledger.arithmetic import to_yuan
from onewindow.papers import files
from onewindow.papers import services as papers
from onewindow.papers.models import Paper
from onewindow.web.acting import typed
from onewindow.web.download import attachment, paper_response
from onewindow.web.parts import AMBER, BLUE, GREEN, RED, Acts, Cell, Form, Input, Page, Row, Table, options, row, table, uploaded
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.worktime import clock

TONES = {PAID: GREEN, "refused": RED, DEMANDED: RED, RETURNED: AMBER, ELIGIBLE: AMBER, NOTICED: AMBER}


@permission("riskfund.read")
def claims(request: HttpRequest) -> HttpResponse:
    """The claims that the actor may see, and the queue of payments; the cashier pays here."""
    acts: Acts = {"pay": (paying.pay_due, dict)}
    return shown(request, lambda: _list_page(request), acts, back="claims")


@permission("riskfund.read")
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """One claim."""
    get_object_or_404(claims_for(actor_on(request)), number=number)

    def of(*names: str) -> dict[str, str]:
        return {"claim": number, **typed(request, *names)}

    def material() -> dict[str, object]:
        return {**of("material"), **dict(zip(("name", "content"), uploaded(request, FILE), strict=True))}

    acts: Acts = {
        "attach": (services.attach, material),
        "resubmit": (services.resubmit, lambda: of("note")),
        "send_back": (services.send_back, lambda: of("reason")),
        "compensate": (services.compensate, lambda: of("voucher")),
        "apply": (services.apply, of),
        "opine": (services.opine, lambda: of("opinion")),
        "eligible": (services.decide, lambda: {**of(), "eligible": True}),
        "refuse": (services.decide, lambda: {**of("reason"), "eligible": False}),
        "notify": (paying.notify, of),
        "demand": (paying.demand, lambda: of("finding")),
        "give_back": (paying.give_back, lambda: of("amount", "evidence")),
        "recover": (recovering.recover, lambda: of("kind", "amount", "costs", "evidence")),
    }
    return shown(request, lambda: _page(request, number), acts, back="claim", number=number)


@permission("riskfund.read")
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """《风补基金补偿通知书》 as PDF."""
    found = get_object_or_404(claims_for(actor_on(request)).exclude(notice=""), number=number)
    paper = get_object_or_404(Paper, number=found.notice)
    return paper_response(papers.file_of(paper), paper.title, paper.number)


@permission("riskfund.read")
def material(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """A paper that was handed in, as an attachment."""
    found = get_object_or_404(claims_for(actor_on(request)), number=number)
    paper = get_object_or_404(ClaimMaterial, claim=found, pk=place)
    return attachment(files.content_of(paper.digest), "application/octet-stream", paper.name)


def _list_page(request: HttpRequest) -> Page:
    actor = actor_on(request)
    rows = [_row(each) for each in claims_for(actor)[:200]]
    head = ("编号", "借款主体", "申请单位", "状态", "期限", "损失（元）", "基金补偿（元）", "已拨付（元）")
    tables = [table("claims", "补偿申请", head, rows, "没有补偿申请。")]
    forms = []
    if not (actor.may("riskfund.lend") or actor.may("riskfund.guarantee")):
        tables.append(_queue())
    if actor.may("riskfund.pay"):
        note = "按通知书的先后支付，余额不足的支付余额部分，其余排队。"
        forms.append(Form("pay", "拨付补偿", (), "拨付", "riskfund-19", note))
    return Page(
        "补偿申请", tables=tuple(tables), forms=tuple(forms), clauses=("riskfund-16a", "riskfund-16b", "riskfund-17c", "riskfund-19")
    )


def _row(each: Claim) -> Row:
    number, of = link(each.number, "claim", each.number), each.loan
    money = (amount(each.loss_fen), amount(each.fund_fen), amount(each.paid_fen))
    return row(number, of.subject.name, each.claimant.name, _state(each), _limit(each), *money)


def _state(each: Claim) -> Cell:
    return Cell(each.get_state_display(), tag=TONES.get(each.state, BLUE))


def _limit(each: Claim) -> Cell:
    """The limit that runs, red when it is past; where none runs how long 市财政局 has had it."""
    on, due = clock.today(), due_of(each)
    if due is None:
        waited = soft_timer(each, on)
        return Cell(f"已审核{waited.days}日" if waited else "")
    return Cell(f"{said(due)}已过" if due < on else f"{said(due)}前", tag=RED if due < on else BLUE)


def _queue() -> Table:
    rows = [
        row(Cell(place, end=True), link(each.number, "claim", each.number), each.claimant.name, each.notice, amount(each.queued))
        for place, each in enumerate(queue(), start=1)
    ]
    title = f"待拨付次序（专户余额{format_money(cash())}元）"
    return table("queue", title, ("次序", "编号", "申请单位", "通知书", "待拨付（元）"), rows, "没有待拨付的补偿。")


def _page(request: HttpRequest, number: str) -> Page:
    actor, of = actor_on(request), get_object_or_404(claims_for(actor_on(request)), number=number)
    links = (("补偿通知书", reverse("risk_fund:notice", args=(number,))),) if of.notice else ()
    return Page(
        f"补偿申请{number}",
        tables=(_shares(of), _materials(of), _recoveries(of), events(of.trail)),
        forms=tuple(_forms(actor, of)),
        facts=tuple(_facts(of)),
        back=("补偿申请", reverse("risk_fund:claims")),
        links=links,
        intro="补偿不改变借款人的债务。",
        clauses=("riskfund-20",),
    )


def _facts(of: Claim) -> list[tuple[str, str]]:
    facts = [
        ("状态", of.get_state_display() + (f"：{of.reason}" if of.reason else "")),
        ("贷款", f"{of.loan.number}　{of.loan.subject.name}　{of.loan.get_mode_display()}"),
        ("申请单位", of.claimant.name),
    ]
    dated = (
        ("担保公司收到、审核期限", of.to_guarantor_on, of.guarantor_due_on),
        ("逾期或者代偿、申请期限", of.event_on, of.apply_due_on),
        ("审核、通知拨付期限", of.decided_on, of.notice_due_on),
    )
    facts += [(label, f"{said(start)}，{said(due)}前" if due else said(start)) for label, start, due in dated if start]
    if of.applied_on:
        facts.append(("申请补偿", f"{said(of.applied_on)}{'（超过2个工作日，照常审核）' if of.late else ''}"))
    if of.opinion:
        facts.append(("行业主管部门意见", f"{of.opinion_by}：{of.opinion}"))
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
        row("借款人债务（不因补偿减少）", amount(of.loan.debt_fen)),
    ]
    return table("shares", "损失和分担", ("项目", "金额（元）"), rows, "")


def _materials(of: Claim) -> Table:
    rows = [
        row(each.get_key_display(), Cell(each.name, url=reverse("risk_fund:material", args=(of.number, each.pk))), each.at.date())
        for each in of.materials.all()
    ]
    return table("materials", "申请材料", ("材料", "文件", "提交"), rows, "还没有提交材料。")


def _recoveries(of: Claim) -> Table:
    rows = [
        row(each.number, each.get_kind_display(), each.on, amount(each.amount_fen), amount(each.costs_fen), amount(each.returned_fen))
        for each in of.recoveries.all()
    ]
    head = ("编号", "方式", "日期", "收回款（元）", "追索费用（元）", "返还基金（元）")
    return table("recoveries", "追偿返还", head, rows, "还没有收回款。")


def _forms(actor: Actor, of: Claim) -> list[Form]:
    forms = []
    party = actor.may("riskfund.lend") or actor.may("riskfund.guarantee")
    if party and of.state in (DRAFT, RETURNED, WITH_GUARANTOR, COMPENSATED, APPLIED):
        forms.append(_attach())
    if actor.may("riskfund.guarantee"):
        forms += _of_guarantor(of)
    if actor.may("riskfund.lend"):
        forms += _of_bank(of)
    if actor.may("riskfund.list") and of.state == APPLIED:
        forms.append(Form("opine", "会同审核", (Input("opinion", "审核意见", kind="long", longest=500),), "登记意见", "riskfund-19"))
    if actor.may("riskfund.manage"):
        forms += _of_finance(of)
    if party and of.state == PAID:
        forms.append(_recover())
    return forms


def _attach() -> Form:
    inputs = (Input("material", "材料", kind="choice", options=options(MATERIALS)), upload("文件", "pdf、图片、docx或者xlsx"))
    return Form("attach", "提交材料", inputs, "提交", "riskfund-17c")


def _of_guarantor(of: Claim) -> list[Form]:
    if of.state == WITH_GUARANTOR:
        back = (Input("reason", "退回理由", kind="long", longest=500),)
        voucher = (Input("voucher", "代偿支付凭证号"),)
        paid = format_money(to_yuan(of.guarantor_paid_fen))
        note = f"符合条件的，以自有资金先行代偿损失的80%，即{paid}元。"
        return [
            Form("compensate", "代偿", voucher, "登记代偿", "riskfund-17b", note),
            Form("send_back", "退回补充", back, "退回", "riskfund-18", danger=True),
        ]
    return [_apply()] if of.state == COMPENSATED else []


def _of_bank(of: Claim) -> list[Form]:
    if of.state == RETURNED:
        return [Form("resubmit", "再次提交", (Input("note", "补充说明", kind="long", longest=500),), "再次提交", "riskfund-18")]
    return [_apply()] if of.state == DRAFT and of.loan.mode == BANK else []


def _apply() -> Form:
    return Form("apply", "申请补偿", (), "向市财政局申请", "riskfund-17c", "材料齐全后提交；超过2个工作日的照常审核并注明。")


def _of_finance(of: Claim) -> list[Form]:
    if of.state == APPLIED:
        refusal = (Input("reason", "不予补偿的理由", kind="long", longest=500),)
        return [
            Form("eligible", "符合补偿条件", (), "符合条件", "riskfund-19", "行业主管部门出具意见以后审核；3个工作日内发出通知书并拨付。"),
            Form("refuse", "不予补偿", refusal, "不予补偿", "riskfund-19", danger=True),
        ]
    if of.state == ELIGIBLE:
        return [Form("notify", "发出补偿通知书", (), "发出通知书", "riskfund-19")]
    if of.state in (PAID, NOTICED):
        finding = (Input("finding", "认定的事实和依据", kind="long", longest=500),)
        return [Form("demand", "追回骗取的补偿", finding, "追回", "riskfund-26", danger=True)]
    if of.state == DEMANDED:
        money = (Input("amount", "缴回金额（元）", kind="money"), Input("evidence", "凭证"))
        return [Form("give_back", "登记缴回", money, "登记", "riskfund-26")]
    return []


def _recover() -> Form:
    inputs = (
        Input("kind", "收回方式", kind="choice", options=options(RECOVERY_KINDS)),
        Input("amount", "收回款（元）", kind="money"),
        Input("costs", "必要追索费用（元）", kind="money", help="有凭证的诉讼、执行、评估、拍卖等费用", optional=True),
        Input("evidence", "收款凭证"),
    )
    return Form("recover", "登记收回款", inputs, "登记并返还", "riskfund-21", "返还的数额按补偿比例计算，当即入账。")
