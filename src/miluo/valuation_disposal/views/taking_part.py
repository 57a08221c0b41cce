"""Taking part in a draw: a party hands in its commitment, reveals its secret, enters the public number; each when its hour is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from miluo.valuation_disposal import services
from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.models import Commitment, Draw
from miluo.valuation_disposal.models.draws import OPEN
from miluo.valuation_disposal.selectors import published
from miluo.valuation_disposal.services.opening import party_of
from miluo.valuation_disposal.views.public_draws import called
from onewindow.accounts.access import actor_on, permission
from onewindow.cases.services.door import Answer
from onewindow.web import refusals
from onewindow.web.posted import intent_of, key_of, words_typed
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime import clock

TEMPLATE = "valuation_disposal/public_part.html"


@dataclass(frozen=True, slots=True)
class Seat:
    """A party as whom somebody acts; ``counter`` where it is recorded for the applicant who is present. ``may`` is what is due now."""

    party: str
    counter: bool
    row: Commitment | None
    entered: str
    may: str

    @property
    def title(self) -> str:
        return PARTIES[self.party]


@permission("cases.apply", "appraisal.agree", "appraisal.organise")
def part(request: HttpRequest, number: str) -> HttpResponse:
    """What a party may do now. Raises Refused (403) for who is none of the three."""
    actor, found = actor_on(request), called(number)
    parties = _parties(actor, found)

    typed = words_typed(request, "party", "digest", "secret", "value")

    def context() -> dict[str, Any]:
        now = clock.now()
        seats = [_seat(found, party, actor, now) for party in parties]
        return {"draw": found, "stage": published.stage(found, now), "seats": seats, "open": found.state == OPEN, "typed": typed}

    if request.method != "POST":
        return render(request, TEMPLATE, context())
    try:
        answer = _act(request, number)
    except Refused as refused:
        return refusals.page(request, TEMPLATE, context(), refused)
    messages.success(request, answer.message)
    return redirect("valuation_disposal_public:part", number=number)


def _act(request: HttpRequest, number: str) -> Answer:
    """The act of the button that was pressed."""
    party, intent = request.POST.get("party", ""), intent_of(request)
    given: dict[str, Any] = {"draw": number, "party": party, "by": actor_on(request), "at": clock.now(), "key": key_of(request)}
    if intent == "commit":
        return services.commit(digest=request.POST.get("digest", ""), **given)
    if intent == "reveal":
        return services.reveal(secret=request.POST.get("secret", ""), **given)
    return services.enter_number(value=request.POST.get("value", ""), **given)


def _parties(actor: Actor, draw: Draw) -> tuple[str, ...]:
    """As which parties somebody may act: 农交中心 also records for the applicant who is present."""
    party = party_of(actor, draw.valuation, clock.today())
    if party not in PARTIES:
        said = f"{draw.number}由{'、'.join(PARTIES.values())}三方参加"
        expected = f"{draw.valuation.bank.name}、申请评估的产权经营主体或者市农村产权交易中心"
        raise Refused(said, code="other_party", field="by", clause="valuation-7", expected=expected, status=403)
    return ("exchange", "applicant") if party == "exchange" else (party,)


def _seat(draw: Draw, party: str, actor: Actor, now: datetime) -> Seat:
    row = draw.commitments.filter(party=party).first()
    entry = draw.entries.filter(party=party).first()
    counter = party == "applicant" and party_of(actor, draw.valuation, clock.today()) == "exchange"
    return Seat(party, counter, row, entry.value if entry else "", _due(draw, row, counter, now))


def _due(draw: Draw, row: Commitment | None, counter: bool, now: datetime) -> str:
    """The act that is due: commit, wait, reveal, number, or nothing any more."""
    if draw.state != OPEN:
        return ""
    if row is None and now <= draw.commit_until:
        return "commit"
    if row and not row.secret and now <= draw.reveal_until:
        return "reveal" if now > draw.commit_until or draw.commitments.count() == len(PARTIES) else "wait"
    if now < draw.number_known_at:
        return "wait"
    return "" if counter else "number"
