"""The calls of banks and mortgagors: file an agreement, confirm it, say what was paid out, changed or paid back; each POST is one door."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Agreement, Event, Mortgage
from miluo.rural_mortgage.selectors.lending import payout_due
from miluo.rural_mortgage.selectors.limits import limits_of
from miluo.rural_mortgage.selectors.lists import agreements_for, mortgages_for
from miluo.rural_mortgage.selectors.mortgages import certificate_of
from miluo.rural_mortgage.selectors.registering import problems_on
from miluo.rural_mortgage.selectors.rights import flags_on
from miluo.rural_mortgage.views.parts import borrower
from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.papers.services import file_of
from onewindow.web.download import paper_response
from onewindow.words.refused import Problem, Refused
from onewindow.worktime import clock

router = Router(tags=["农村产权抵押"])
READ, LEND = api_permission("rights.read"), api_permission("mortgages.lend")
PARTY = api_permission("cases.apply", "mortgages.intake")  # the mortgagor, or the window before which he stands
REPORT = api_permission("mortgages.lend", "mortgages.intake")
SHOWN = 50
Yuan = Annotated[str, Field(max_length=20, examples=["200000.00"])]
Rate = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,3})?$", examples=["4.35"])]


class Asked(Schema):
    """什么样的记录；都不填为全部。"""

    state: str = Field("", max_length=12, description="状态")
    right: str = Field("", max_length=60, description="权证号")
    cursor: str = Field("", pattern=r"^\d{0,18}$", description="上一页响应头X-Next-Cursor的值")


class Filing(Schema):
    right: str = Field(..., max_length=60, description="权证号")
    mortgagor_number: str = Field(..., max_length=18, description="抵押人证件号码，与登记簿的权利人核对，不返回")
    borrower_name: str = Field("", max_length=100, description="借款人不是抵押人的填写")
    borrower_number: str = Field("", max_length=18, description="借款人公民身份号码或者统一社会信用代码")
    loan_cny: Yuan = Field(..., description="借款金额（元）")
    value_cny: Yuan = Field(..., description="抵押物价值（元）")
    value_basis: Literal["agreed", "appraised"] = Field(..., description="双方协商，或者评估")
    report_number: str = Field("", max_length=60, description="评估报告编号，评估的必填")
    starts_on: date
    ends_on: date
    term_months: int = Field(..., ge=1, le=36)
    purpose: Literal["1", "2", "3", "4"] = Field(..., description="借款用途，第八条的第几项")
    purpose_proof: str = Field("", max_length=120, description="镇村出具的用途证明")
    loan_contract: str = Field(..., max_length=80)
    mortgage_contract: str = Field(..., max_length=80)
    contract_on: date = Field(..., description="抵押合同签订日期")
    rate: Rate = Field(..., description="年利率（%）")
    overdue_rate: Rate = Field(..., description="逾期年利率（%）")
    full_capacity: bool = Field(..., description="抵押人具有完全民事行为能力")
    no_bad_record: bool = Field(..., description="抵押人在银行无不良记录")
    insured: bool = False
    conditions_met: bool = Field(False, description="符合农交中心和本行规定的其他条件")
    fund_supported: bool = Field(False, description="申请风险补偿基金支持")
    recommended_cny: Yuan | None = Field(None, description="支持对象名录中的推荐额（元）")


class Confirmation(Schema):
    evidence: str = Field("", max_length=120, description="抵押人在窗口签字的凭证；抵押人本人确认的不填")


class Ending(Schema):
    reason: str = Field(..., max_length=200)


class Disbursement(Schema):
    certificate: str = Field(..., max_length=60, description="他项权利证明编号")
    on: date = Field(..., description="放款日期")
    amount_cny: Yuan = Field(..., description="放款金额（元）")


class Happened(Schema):
    kind: Literal["changed", "repaid", "expired", "released", "terminated"] = Field(..., description="变更、还清、期满、提前解除、其他终止")
    happened_on: date
    proof: str = Field(..., max_length=120, description="还款凭证或者抵押权人证明")
    loan_cny: Yuan | None = Field(None, description="变更后的债权（元）")
    ends_on: date | None = Field(None, description="变更后的期限")


@router.get("/agreements", summary="抵押约定", auth=READ)
def agreements(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> list[dict[str, Any]]:
    """A bank's own, for others those they may list; the last filed first, 50 at a time; X-Next-Cursor leads to the next ones."""
    return _page(agreements_for(actor_on(request)).order_by("-id"), "id", asked, response)


@router.post("/agreements", summary="填报抵押约定", auth=LEND, response=Answer)
def file_agreement(request: HttpRequest, body: Filing, key: IdempotencyKey) -> dict[str, Any]:
    """What the bank and the mortgagor agreed on; it waits for the mortgagor, and its page says what stands in the way of registration."""
    terms = body.dict(exclude={"right", "mortgagor_number"})
    terms |= {name: Decimal(terms[name]) for name in ("rate", "overdue_rate")}
    filed = services.file_agreement(
        right=body.right, mortgagor_number=body.mortgagor_number, terms=terms, by=actor_on(request), at=clock.now(), key=key
    )
    return asdict(filed)


@router.get("/agreements/{number}", summary="一份抵押约定", auth=READ)
def agreement(request: HttpRequest, number: str) -> dict[str, Any]:
    """With everything that stands in the way of its registration today, each with its clause."""
    found = agreements_for(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的抵押约定", code="unknown_agreement", field="number", clause="mortgage-17a", status=404)
    today = clock.today()
    problems = problems_on(found, today, today, {}) if found.state in ("filed", "confirmed") else []
    answer: dict[str, Any] = plain({**_shown(found), "problems": [_problem(each) for each in problems]})
    return answer


@router.post("/agreements/{number}/confirm", summary="确认抵押约定", auth=PARTY, response=Answer)
def confirm(request: HttpRequest, number: str, body: Confirmation, key: IdempotencyKey) -> dict[str, Any]:
    """By the mortgagor, or at the window with what he signed; the application for registration is made."""
    return asdict(services.confirm_agreement(agreement=number, evidence=body.evidence, by=actor_on(request), at=clock.now(), key=key))


@router.post("/agreements/{number}/end", summary="终结抵押约定", auth=api_permission("mortgages.lend", "cases.apply"), response=Answer)
def end(request: HttpRequest, number: str, body: Ending, key: IdempotencyKey) -> dict[str, Any]:
    """By the bank, or by the mortgagor who does not agree; not once it is registered."""
    return asdict(services.end_agreement(agreement=number, reason=body.reason, by=actor_on(request), at=clock.now(), key=key))


@router.get("/mortgages", summary="抵押登记", auth=READ)
def mortgages(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> list[dict[str, Any]]:
    """A bank's own, for others those they may list; the last registered first, 50 at a time; X-Next-Cursor leads to the next ones."""
    return _page(mortgages_for(actor_on(request)), "place", asked, response)


@router.get("/mortgages/{number}", summary="一项抵押登记", auth=READ)
def mortgage(request: HttpRequest, number: str) -> dict[str, Any]:
    """With the last day for paying out, what was reported of it, and what a later flag on the right warns of."""
    found = _mortgage(request, number)
    names = ("kind", "happened_on", "due_on", "before", "after", "registered_on")
    events = [{name: getattr(each, name) for name in names} | _limits(each) for each in found.events.all()]
    warnings = [{"kind": flag.kind, "title": flag.title, "document": flag.document} for flag in flags_on(found.right, clock.today())]
    answer: dict[str, Any] = plain({**_shown(found), "payout_due": payout_due(found), "events": events, "warnings": warnings})
    return answer


@router.get("/mortgages/{number}/certificate", summary="下载他项权利证明", auth=READ)
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The sealed PDF of the certificate that holds."""
    paper = certificate_of(_mortgage(request, number))
    return paper_response(file_of(paper), paper.title, paper.number)


@router.post("/mortgages/{number}/disbursement", summary="登记放款", auth=LEND, response=Answer)
def disburse(request: HttpRequest, number: str, body: Disbursement, key: IdempotencyKey) -> dict[str, Any]:
    """On the certificate, once, at most what is registered; late is recorded and said."""
    return asdict(services.disburse(mortgage=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.post("/mortgages/{number}/events", summary="登记还清、变更或者终止", auth=REPORT, response=Answer)
def happened(request: HttpRequest, number: str, body: Happened, key: IdempotencyKey) -> dict[str, Any]:
    """The answer says by when the parties apply to have it registered."""
    return asdict(services.report_event(mortgage=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


def _mortgage(request: HttpRequest, number: str) -> Mortgage:
    found = mortgages_for(actor_on(request)).filter(number=number).first()
    if found is None:
        raise Refused(f"没有登记编号为“{number}”的抵押", code="unknown_mortgage", field="number", clause="mortgage-15", status=404)
    return found


def _page(rows: QuerySet[Any], order: Literal["id", "place"], asked: Asked, response: HttpResponse) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {"state": asked.state, "right__number": asked.right, f"{order}__lt": asked.cursor}
    found = list(rows.filter(**{name: value for name, value in wanted.items() if value})[: SHOWN + 1])
    if len(found) > SHOWN:
        response["X-Next-Cursor"] = str(getattr(found[SHOWN - 1], order))
    shown: list[dict[str, Any]] = plain([_shown(each) for each in found[:SHOWN]])
    return shown


_AGREEMENT = (
    *("number", "state", "value_cny", "value_basis", "report_number", "loan_cny", "starts_on", "ends_on", "term_months", "purpose"),
    *("loan_contract", "mortgage_contract", "contract_on", "rate", "overdue_rate", "fund_supported", "recommended_cny"),
    *("application", "case_number", "filed_at", "confirmed_at", "ended_on", "ended_because"),
)
_MORTGAGE = (
    *("number", "state", "value_cny", "loan_cny", "starts_on", "ends_on", "place", "registered_on", "certificate"),
    *("disbursed_on", "disbursed_cny", "ended_on", "ended_for", "case_number"),
)


def _shown(of: Agreement | Mortgage) -> dict[str, Any]:
    """One of them; a natural person by his masked name alone."""
    agreed = of if isinstance(of, Agreement) else of.agreement
    names = _AGREEMENT if isinstance(of, Agreement) else _MORTGAGE
    who = {"right": of.right.number, "right_kind": of.right.kind, "bank": of.bank.key, "agreement": agreed.number}
    return {
        **{name: getattr(of, name) for name in names},
        **who,
        "mortgagor": agreed.shown_mortgagor,
        "borrower": borrower(agreed) if agreed.borrower_key else agreed.shown_mortgagor,
    }


def _limits(of: Event) -> dict[str, Any]:
    """Both last days, of which ``due_on`` is the one that holds (mortgage-20:termination_period)."""
    limits = limits_of(of.kind, of.happened_on)
    return {"due_by_days": limits.by_days, "due_by_working_days": limits.by_working_days, "clause": limits.clause}


def _problem(of: Problem) -> dict[str, Any]:
    return {"code": of.code, "message": of.message, "expected": of.expected, "clause": of.clause}
