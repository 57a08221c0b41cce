"""追偿返还: what came back, the plans to sell bad loans, the write-offs, and their reviews."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from miluo.risk_fund.claiming import PAID
from miluo.risk_fund.models.recoveries import SUBMITTED, Disposal, Recovery, WriteOff
from miluo.risk_fund.papers import LEDGER
from miluo.risk_fund.selectors.claims import claims_for
from miluo.risk_fund.selectors.sales import unreturned
from miluo.risk_fund.services import printing, recovering
from miluo.risk_fund.views.parts import amount, link, printed, shown
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, GREEN, RED, Acts, Cell, Form, Input, Page, Table, row, table
from onewindow.words.actor import Actor

TONES = {"submitted": AMBER, "approved": GREEN, "refused": RED}


@permission("riskfund.read")
def recoveries(request: HttpRequest) -> HttpResponse:
    """The three registers, and the forms of who keeps them."""

    def reviewed() -> dict[str, object]:
        return {**typed(request, "number", "reason"), "approve": request.POST.get("approve") == "yes"}

    acts: Acts = {
        "plan": (recovering.submit_plan, lambda: {**typed(request, "kind", "plan"), "loans": request.POST.get("loans", "").split()}),
        "print": (printing.print_ledger, dict),
        "write_off": (recovering.ask_write_off, lambda: typed(request, "loan", "ground")),
        "review_plan": (recovering.review_plan, reviewed),
        "review_write_off": (recovering.review_write_off, reviewed),
    }
    return shown(request, lambda: _page(actor_on(request)), acts, back="recoveries")


def _page(actor: Actor) -> Page:
    return Page(
        "追偿返还",
        tables=(*_awaited(actor), _recovered(actor), _plans(actor), _written_off(actor), *([] if _is_party(actor) else [_ledgers()])),
        forms=tuple(_forms(actor)),
        intro="追偿收回的扣除必要费用后按补偿比例返还；批量转让须先报处置方案，核销须先经审核，回收款按风险分担比例返还。",
        clauses=("riskfund-21", "riskfund-22", "riskfund-23"),
    )


def _awaited(actor: Actor) -> list[Table]:
    """The prices of disposals that were paid out and have not been returned on; no table where there are none."""
    rows = [
        row(
            link(each.number, "claim", each.number),
            each.loan.subject.name,
            sale.number,
            sale.distributed_on,
            amount(sale.costs_cny + sale.to_creditor_cny),
            amount(sale.costs_cny),
        )
        for each, sale in unreturned(claims_for(actor).filter(state=PAID)[:200])
    ]
    head = ("补偿", "借款主体", "抵押物处置", "价款分配", "收回款（元）", "处置费用（元）")
    return [table("awaited", "待登记的处置收回款", head, rows, "")] if rows else []


def _recovered(actor: Actor) -> Table:
    found = Recovery.objects.select_related("claim__loan__subject").order_by("-id")
    if actor.may("riskfund.lend") or actor.may("riskfund.guarantee"):
        found = found.filter(Q(claim__loan__bank__key=actor.organisation) | Q(claim__loan__guarantor__key=actor.organisation))
    rows = [
        row(
            each.number,
            link(each.claim.number, "claim", each.claim.number),
            each.claim.loan.subject.name,
            each.get_kind_display(),
            each.on,
            amount(each.amount_fen),
            amount(each.costs_fen),
            amount(each.returned_fen),
        )
        for each in found[:200]
    ]
    head = ("编号", "补偿", "借款主体", "方式", "日期", "收回款（元）", "追索费用（元）", "返还基金（元）")
    return table("recoveries", "收回款", head, rows, "还没有收回款。")


def _plans(actor: Actor) -> Table:
    found = Disposal.objects.select_related("author").prefetch_related("loans")
    found = found.filter(author__key=actor.organisation) if _is_party(actor) else found
    rows = [
        row(
            each.number,
            each.author.name,
            each.get_kind_display(),
            Cell(len(each.loans.all()), end=True),
            each.plan,
            each.submitted_on,
            _review(each),
        )
        for each in found[:100]
    ]
    return table("plans", "处置方案", ("编号", "报送单位", "方式", "笔数", "方案", "报送", "审核"), rows, "没有处置方案。")


def _written_off(actor: Actor) -> Table:
    found = WriteOff.objects.select_related("author", "loan")
    found = found.filter(author__key=actor.organisation) if _is_party(actor) else found
    rows = [
        row(
            each.number,
            link(each.loan.number, "loan", each.loan.number),
            each.author.name,
            each.ground,
            amount(each.fund_fen),
            _review(each),
        )
        for each in found[:100]
    ]
    return table("write-offs", "核销", ("编号", "贷款", "报送单位", "依据", "转为核销损失（元）", "审核"), rows, "没有核销。")


def _ledgers() -> Table:
    return printed(LEDGER, "台账文书", "还没有制发台账。")


def _review(each: Disposal | WriteOff) -> Cell:
    return Cell(each.get_state_display() + (f"：{each.reason}" if each.reason else ""), tag=TONES[each.state])


def _is_party(actor: Actor) -> bool:
    return actor.may("riskfund.lend") or actor.may("riskfund.guarantee")


def _forms(actor: Actor) -> list[Form]:
    if _is_party(actor):
        plan = (
            Input("kind", "方式", kind="choice", options=(("transfer", "批量转让"), ("securitisation", "证券化处理"))),
            Input("loans", "备案编号", kind="long", longest=1000, help="每行一个"),
            Input("plan", "处置方案", kind="long", longest=500),
        )
        off = (Input("loan", "备案编号", longest=20), Input("ground", "符合的核销条件", kind="long", longest=500))
        return [
            Form("plan", "报送处置方案", plan, "报送", "riskfund-22", "转让或者证券化以前报送。"),
            Form("write_off", "报请核销", off, "报请", "riskfund-23"),
        ]
    if not actor.may("riskfund.manage"):
        return []
    plans = [
        (each.number, f"{each.number}　{each.author.name}") for each in Disposal.objects.filter(state=SUBMITTED).select_related("author")
    ]
    offs = [(each.number, f"{each.number}　{each.loan.number}") for each in WriteOff.objects.filter(state=SUBMITTED).select_related("loan")]
    forms = [("review_plan", "审核处置方案", plans, "riskfund-22"), ("review_write_off", "审核核销", offs, "riskfund-23")]
    note = "全部补偿、拨付和追偿返还，与账簿相符的方可制发。"
    return [*(_reviews(*each) for each in forms if each[2]), Form("print", "制发补偿和追偿台账", (), "制发", "riskfund-21", note)]


def _reviews(intent: str, title: str, waiting: list[tuple[str, str]], clause: str) -> Form:
    inputs = (
        Input("number", "编号", kind="choice", options=waiting),
        Input("approve", "审核", kind="choice", options=(("yes", "同意"), ("no", "不同意"))),
        Input("reason", "意见", kind="long", longest=300, help="不同意的须写明理由", optional=True),
    )
    return Form(intent, title, inputs, "审核", clause)
