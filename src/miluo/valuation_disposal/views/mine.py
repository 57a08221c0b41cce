"""我的评估与处置: the farmer's valuations, what he agrees or objects to, and what the disposal of his right brought; made for a phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miluo.valuation_disposal import services
from miluo.valuation_disposal.figures import reading
from miluo.valuation_disposal.kinds import AGREED, CONTESTED, METHODS, PARTIES, PROPOSED, REPORTED
from miluo.valuation_disposal.models import Disposal, Report, Valuation
from miluo.valuation_disposal.routes import routes_of
from miluo.valuation_disposal.selectors.lists import next_step
from miluo.valuation_disposal.selectors.mine import my_disposals, my_valuations, waits
from miluo.valuation_disposal.selectors.published import stage
from miluo.valuation_disposal.selectors.values import deviation, first_report, reference
from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services.door import Answer
from onewindow.papers import files
from onewindow.papers.models import Paper
from onewindow.papers.services import file_of
from onewindow.web import refusals
from onewindow.web.download import PDF, attachment, paper_response
from onewindow.web.posted import intent_of, key_of, words_typed
from onewindow.words.refused import Refused
from onewindow.worktime import clock

SECOND_VALUE = {"second": "以重新评估为准", "lower": "以较低的一次为准"}
VALUATION = "valuation_disposal/public_my_valuation.html"


@permission("cases.apply")
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of who is signed in and of the bodies that he acts for."""
    actor, today = actor_on(request), clock.today()
    valuations = [(each, waits(each, today), next_step(each, today)) for each in my_valuations(actor, today)]
    return render(request, "valuation_disposal/public_mine.html", {"valuations": valuations, "disposals": my_disposals(actor, today)})


@permission("cases.apply")
def valuation(request: HttpRequest, number: str) -> HttpResponse:
    """One valuation: how it is done, the report beside the reference price, and what may be done now. Raises Refused (404)."""
    found = _mine(request, number)
    if request.method != "POST":
        return render(request, VALUATION, _context(found, request))
    try:
        answer = _act(request, number)
    except Refused as refused:
        return refusals.page(request, VALUATION, _context(found, request), refused)
    messages.success(request, answer.message)
    return redirect("valuation_disposal_public:my_valuation", number=number)


@permission("cases.apply")
def report(request: HttpRequest, number: str, round: int) -> HttpResponse:
    """The report of a round as PDF. Raises Refused (404)."""
    found = Report.objects.filter(valuation=_mine(request, number), round=round).first()
    if found is None:
        raise Refused("没有这份评估报告", code="unknown_report", field="round", clause="valuation-10", status=404)
    return attachment(files.content_of(found.digest), PDF, f"评估报告（{found.number}）.pdf")


@permission("cases.apply")
def disposal(request: HttpRequest, number: str) -> HttpResponse:
    """One disposal: what is owed, how it was sold, how the price was paid out. Raises Refused (404)."""
    found = _disposal(request, number)
    route = routes_of(found.right_kind, clock.today())[0].get(found.route, "")
    paid = getattr(found, "distribution", None)
    context = {"disposal": found, "route": route, "paid": paid, "owed": found.principal_cny + found.interest_cny}
    return render(request, "valuation_disposal/public_my_disposal.html", context)


@permission("cases.apply")
def notice(request: HttpRequest, number: str) -> HttpResponse:
    """处置所得分配通知书 as PDF. Raises Refused (404) before there is one."""
    paid = getattr(_disposal(request, number), "distribution", None)
    paper = Paper.objects.filter(number=paid.paper).first() if paid else None
    if paper is None:
        raise Refused("处置所得还没有分配", code="unknown_paper", field="number", clause="valuation-14", status=404)
    return paper_response(file_of(paper), paper.title, paper.number)


def _mine(request: HttpRequest, number: str) -> Valuation:
    found = my_valuations(actor_on(request), clock.today()).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的评估", code="unknown_valuation", field="number", status=404)
    return found


def _disposal(request: HttpRequest, number: str) -> Disposal:
    found = my_disposals(actor_on(request), clock.today()).filter(number=number).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的处置", code="unknown_disposal", field="number", status=404)
    return found


def _act(request: HttpRequest, number: str) -> Answer:
    """The act of the button that was pressed."""
    intent, posted = intent_of(request), request.POST
    given: dict[str, Any] = {"number": number, "by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    if intent == "agree":
        return services.agree(party="applicant", **given)
    if intent == "change":
        return services.change_method(method=posted.get("method", ""), **given)
    if intent == "end":
        return services.end_valuation(reason=posted.get("reason", ""), **given)
    if intent == "object":
        _require_fee_known(posted.get("fee", ""))
        return services.object_to(reason=posted.get("reason", ""), **given)
    return services.withdraw_objection(**given) if intent == "withdraw" else services.accept_value(**given)


def _require_fee_known(ticked: str) -> None:
    """The objector pays (valuation-10): he says that he knows it before he objects."""
    if not ticked:
        said, right = "没有确认重新评估的费用由您负责", "勾选“我知道重新评估的费用由我负责”"
        raise Refused(said, code="fee_not_known", field="fee", clause="valuation-10", expected=right)


def _context(found: Valuation, request: HttpRequest) -> dict[str, Any]:
    today = clock.today()
    given = {each.party: each for each in found.consents.all()}
    priced = reference(found, today)
    first = first_report(found)
    objection = getattr(found, "objection", None)
    contestable = first is not None and today <= first.contest_until and objection is None
    return {
        "valuation": found,
        "waits": waits(found, today),
        "step": next_step(found, today),
        "parties": [(PARTIES[party], given.get(party)) for party in found.parties],
        "reports": found.reports.select_related("appraiser"),
        "draws": [(each, stage(each, clock.now())) for each in found.draws.order_by("id").select_related("drawn")],
        "reference": priced,
        "deviation": deviation(found.value_cny, priced, today) if found.value_cny else "",
        "first": first,
        "objection": objection,
        "second_value": SECOND_VALUE[reading("second_value", today)],
        "may_agree": found.state == PROPOSED and "applicant" not in given,
        "may_change": found.state in {PROPOSED, AGREED},
        "may_accept": found.state == REPORTED,
        "may_object": contestable,
        "may_withdraw": found.state == CONTESTED,
        "methods": [(key, title) for key, title in METHODS.items() if key != found.method],
        "typed": words_typed(request, "reason", "fee"),
        "intent": intent_of(request),
    }
