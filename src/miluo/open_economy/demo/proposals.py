"""演示数据: one run of 免申即享 over the demo register, one proposal confirmed, one objected to, the others open."""

from __future__ import annotations

from datetime import date, datetime

from miluo.demonstration import actor, moment
from miluo.open_economy.demo.enterprises import MARK, OFFICER
from miluo.open_economy.models import Proposal
from miluo.open_economy.services import confirming, proposing
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services as cases
from onewindow.words.actor import Actor

RUN_ON, ANSWERED_ON = date(2023, 9, 11), date(2023, 9, 12)
YEAR = 2023
SINCE = date(2023, 4, 1)
AGENTS = {  # whom the demo agents act for besides; what is left open waits for a visitor of the demonstration
    "91430681MA4DEM1A0M": "qiye",
    "91430681MA4DEM1B0N": "qiye",
    "91430681MA4DEM1C0P": "qiye2",
    "91430681MA4DEM1D0Q": "qiye2",
    "91430681MA4DEM1E0R": "qiye2",
    "91430681MA4DEM1H0W": "qiye2",
}
CONFIRMED, OBJECTED = "91430681MA4DEM1C0P", "91430681MA4DEM1E0R"
CONTACT = {"contact_name": "演示联系人", "contact_phone": "13800000000"}


def load(*, by: Actor, at: datetime) -> None:
    """Propose, confirm and object, unless that was done before."""
    if Proposal.objects.exists():
        return
    proposing.propose(year=YEAR, by=actor(OFFICER, RUN_ON), at=moment(RUN_ON))
    names = dict(Proposal.objects.values_list("uscc", "enterprise_name"))
    for uscc, username in AGENTS.items():
        user = User.objects.get(username=username)
        if uscc in names and not user.agencies.filter(uscc=uscc).exists():
            accounts.authorise(
                user=user,
                uscc=uscc,
                enterprise_name=names[uscc],
                evidence=f"授权委托书（{MARK}）",
                valid_from=SINCE,
                by=by,
                at=moment(SINCE),
            )
    agent = actor(AGENTS[CONFIRMED], ANSWERED_ON)
    answer = confirming.accept_proposal(number=_number(CONFIRMED), **CONTACT, by=agent, at=moment(ANSWERED_ON))
    if answer.state == "decided":  # one in twenty is drawn, in a demonstration too
        cases.issue(number=answer.number, channel="download", by=agent, at=moment(ANSWERED_ON))
    reason = f"2023年8月另有一票出口未计入，请核实（{MARK}）"
    confirming.object_to(number=_number(OBJECTED), reason=reason, by=actor(AGENTS[OBJECTED], ANSWERED_ON), at=moment(ANSWERED_ON))


def _number(uscc: str) -> str:
    return Proposal.objects.get(uscc=uscc, state="open").number
