"""抵押约定: the bank files, consents and notices are added, and everything that still stands in the way is told with its clause."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from miluo.rural_mortgage import services
from miluo.rural_mortgage.kinds import BODIES, PURPOSES, VALUE_BASES
from miluo.rural_mortgage.models import Agreement
from miluo.rural_mortgage.models.agreements import CONFIRMED, FILED, REGISTERED
from miluo.rural_mortgage.selectors.lists import SHOWN, agreements_for
from miluo.rural_mortgage.selectors.registering import BY_HAND, problems_on
from miluo.rural_mortgage.views.parts import borrower, decimal, link, shown, ticked, yes
from onewindow.accounts.access import actor_on, permission
from onewindow.web.acting import typed
from onewindow.web.parts import AMBER, BLUE, GREEN, Acts, Cell, Form, Input, Page, code, day, ground, options, row, table, whole
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.words.refused import Refused
from onewindow.worktime import clock

_TAGS = {FILED: AMBER, CONFIRMED: BLUE, REGISTERED: GREEN}
HEADER = ("约定编号", "权证号", "抵押人", "抵押权人", "借款金额（元）", "期限止", "状态")


@permission("rights.read")
def agreements(request: HttpRequest) -> HttpResponse:
    """What was filed; a bank files here."""
    acts: Acts = {"file": (services.file_agreement, lambda: _filed(request))}
    return shown(request, lambda: _list(actor_on(request)), acts, back="agreements")


@permission("rights.read")
def agreement(request: HttpRequest, number: str) -> HttpResponse:
    """One agreement. Raises Refused (404) for one that the desk may not see."""
    found = agreements_for(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的抵押约定", code="unknown_agreement", field="number", status=404)
    return shown(request, lambda: _page(found, actor_on(request)), _acts(request, number), back="agreement", number=number)


def _acts(request: HttpRequest, number: str) -> Acts:
    of = {"agreement": number}
    return {
        "consent": (
            services.give_consent,
            lambda: {**of, **typed(request, "co_owner", "evidence"), "given_on": day(request, "given_on", "承诺日期")},
        ),
        "lessee": (
            services.tell_lessee,
            lambda: {**of, **typed(request, "contract", "evidence"), "told_on": day(request, "told_on", "告知日期")},
        ),
        "vote": (
            services.record_vote,
            lambda: {
                **of,
                **typed(request, "voters", "resolution", "certificate"),
                "yes_votes": whole(request, "yes_votes", "同意票"),
                "total_votes": whole(request, "total_votes", "应到人数"),
            },
        ),
        "confirm": (services.confirm_agreement, lambda: {**of, **typed(request, "evidence")}),
        "basis": (services.confirm_legal_basis, lambda: {**of, **typed(request, "basis")}),
        "end": (services.end_agreement, lambda: {**of, **typed(request, "reason")}),
    }


def _filed(request: HttpRequest) -> dict[str, Any]:
    papers = ("purpose_proof", "loan_contract", "mortgage_contract", "report_number")
    names = (*papers, "value_basis", "purpose", "loan_cny", "value_cny", "borrower_name", "borrower_number")
    terms: dict[str, Any] = {
        **typed(request, *names),
        "starts_on": day(request, "starts_on", "期限起"),
        "ends_on": day(request, "ends_on", "期限止"),
        "contract_on": day(request, "contract_on", "抵押合同签订日期"),
        "term_months": whole(request, "term_months", "期限（月）"),
        "rate": decimal(request, "rate", "年利率"),
        "overdue_rate": decimal(request, "overdue_rate", "逾期年利率"),
        **{name: ticked(request, name) for name in ("full_capacity", "no_bad_record", "insured", "conditions_met", "fund_supported")},
    }
    if terms["fund_supported"]:
        terms["recommended_cny"] = request.POST.get("recommended_cny", "")
    return {**typed(request, "right", "mortgagor_number"), "terms": terms}


def _list(by: Actor) -> Page:
    rows = [
        row(
            link(each.number, "agreement", each.number),
            code(each.right.number),
            each.shown_mortgagor,
            each.bank.short_name,
            Cell(format_money(each.loan_cny), end=True),
            each.ends_on,
            Cell(each.get_state_display(), tag=_TAGS.get(each.state, AMBER)),
        )
        for each in agreements_for(by)[:SHOWN]
    ]
    forms = (_filing(),) if by.may("mortgages.lend") else ()
    intro = "银行同意贷款后填报，抵押人核对确认，双方再共同申请登记；登记簿已有的内容不再填写。"
    clauses = ("mortgage-17a", "mortgage-24")
    return Page("抵押约定", (table("agreements", "约定", HEADER, rows, "还没有抵押约定"),), forms, intro=intro, clauses=clauses)


def _filing() -> Form:
    inputs = (
        Input("right", "权证号"),
        Input("mortgagor_number", "抵押人证件号码", help="与登记簿的权利人核对，不显示"),
        Input("borrower_name", "借款人", help="借款人就是抵押人的不填", longest=100, optional=True),
        Input("borrower_number", "借款人证件号码", optional=True),
        Input("loan_cny", "借款金额（元）", "money"),
        Input("value_cny", "抵押物价值（元）", "money"),
        Input("value_basis", "价值确定方式", "choice", options(VALUE_BASES)),
        Input("report_number", "评估报告编号", optional=True),
        Input("term_months", "期限（月）", "whole", value="12", help="一般12个月，最长36个月"),
        Input("starts_on", "期限起", "day"),
        Input("ends_on", "期限止", "day"),
        Input("purpose", "借款用途", "choice", options(PURPOSES)),
        Input("purpose_proof", "镇村用途证明"),
        Input("loan_contract", "借款合同编号"),
        Input("mortgage_contract", "抵押合同编号"),
        Input("contract_on", "抵押合同签订日期", "day"),
        Input("rate", "年利率（%）", "money"),
        Input("overdue_rate", "逾期年利率（%）", "money"),
        Input("full_capacity", "抵押人", "ticks", yes("具有完全民事行为能力"), optional=True),
        Input("no_bad_record", "信用", "ticks", yes("在本行和征信系统无不良记录"), optional=True),
        Input("insured", "农业保险", "ticks", yes("已参加（提倡，不作为条件）"), optional=True),
        Input("conditions_met", "其他条件", "ticks", yes("符合农交中心和本行规定的其他条件"), optional=True),
        Input("fund_supported", "风险补偿基金", "ticks", yes("申请支持"), optional=True),
        Input("recommended_cny", "推荐额（元）", "money", optional=True),
    )
    return Form("file", "填报抵押约定", inputs, "填报", "mortgage-23")


def _page(of: Agreement, by: Actor) -> Page:
    today = clock.today()
    problems = problems_on(of, today, today, {}) if of.state in {FILED, CONFIRMED} else []
    facts = (
        ("权利", f"{of.right.kind_title}，{of.right.number}\n{of.right.town}{of.right.village}{of.right.place}"),
        ("抵押人", of.shown_mortgagor),
        ("借款人", borrower(of)),
        ("抵押权人", of.bank.name),
        ("借款和价值", f"{format_money(of.loan_cny)}元；{format_money(of.value_cny)}元（{of.get_value_basis_display()}）"),
        ("期限", f"{of.term_months}个月，{said(of.starts_on)}至{said(of.ends_on)}"),
        ("利率", f"年{of.rate.normalize():f}%，逾期年{of.overdue_rate.normalize():f}%"),
        ("用途", of.get_purpose_display()),
        ("表决", f"{of.get_voters_display()}{of.yes_votes}/{of.total_votes}，{of.resolution}" if of.total_votes else "不需要或者没有登记"),
        ("状态", of.get_state_display()),
    )
    lines = [row(problem.message, problem.expected or "", ground(problem.clause)) for problem in problems]
    told = table("problems", "登记以前须解决", ("问题", "应当", "依据"), lines, _clear(of))
    return Page(f"抵押约定 {of.number}", (told,), _forms(of, by), facts=facts, back=("抵押约定", reverse("rural_mortgage:agreements")))


def _clear(of: Agreement) -> str:
    """What is said of an agreement in whose way nothing stands."""
    return {FILED: "没有问题，等抵押人核对确认。", CONFIRMED: "没有问题，可以申请登记。"}.get(of.state, "没有。")


def _forms(of: Agreement, by: Actor) -> tuple[Form, ...]:
    if of.state not in {FILED, CONFIRMED}:
        return ()
    bank, window = by.may("mortgages.lend"), by.may("mortgages.intake")
    found = []
    if window and of.state == FILED:
        found.append(Form("confirm", "抵押人到场确认", (Input("evidence", "当场签字的凭证"),), "确认", "mortgage-17a"))
    if bank or window:
        found += _additions(of)
    if by.may("rights.maintain") and of.right.kind in BY_HAND:
        found.append(Form("basis", "确认法律依据", (Input("basis", "依据"),), "确认", "mortgage-21"))
    if bank:
        found.append(Form("end", "终结约定", (Input("reason", "原因"),), "终结", "mortgage-17a", danger=True))
    return tuple(found)


def _additions(of: Agreement) -> list[Form]:
    consent = (Input("co_owner", "共有人公民身份号码"), Input("given_on", "承诺日期", "day"), Input("evidence", "书面承诺"))
    lessee = (Input("contract", "租赁合同编号"), Input("told_on", "告知日期", "day"), Input("evidence", "告知凭证"))
    vote = (
        Input("voters", "表决主体", "choice", options(BODIES)),
        Input("yes_votes", "同意票", "whole"),
        Input("total_votes", "应到人数", "whole", help="全体成员或者全体代表，不是到会人数"),
        Input("resolution", "书面决议"),
        Input("certificate", "村集体组织同意抵押证明"),
    )
    found = [Form("consent", "共有人书面承诺", consent, "登记", "mortgage-9")]
    if of.right.leases.exists():
        found.append(Form("lessee", "书面告知承租人", lessee, "登记", "mortgage-13"))
    if of.right.collective:
        found.append(Form("vote", "成员或者代表表决", vote, "登记", "mortgage-10"))
    return found
