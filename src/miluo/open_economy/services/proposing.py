"""免申即享: the run over the whole register that proposes what enterprises are entitled to. Run again, it proposes the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import islice

from django.db import transaction

from miluo.open_economy.claim import FIRST_YEAR, LAST_YEAR
from miluo.open_economy.models.proposals import CLOSED, OPEN, WAITING, Proposal, ProposalRun
from miluo.open_economy.selectors.offers import Offer, found, offer_for
from miluo.open_economy.services.offices import require_bureau
from onewindow.cases.procedure import Procedure, procedure
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

NUMBERS = "MS{year}-{serial:05d}"
PERMISSION = "enterprises.maintain"
A_BATCH = 200  # enterprises of one transaction
Progress = Callable[[int, int], None]
Pair = tuple[Procedure, str, str]


def propose(*, year: int, by: Actor, at: datetime, progress: Progress | None = None) -> ProposalRun:
    """提出: what the data on hand entitle each enterprise to for a year, less what it was awarded; the enterprise confirms or objects.

    In batches, each a transaction. Called again with the same ``at`` it is the same run: one that was cut off goes on and counts nothing
    twice, one that ended is the answer. What was proposed and no longer holds is closed; what an enterprise objected to waits for its
    answer. ``progress`` is told (done, of) between the batches. Raises Refused as ``require_year``.
    """
    today = day_of(at)
    require_year(year, by=by, on=today)
    same = {"year": year, "by": by.id, "started_at": at}
    if ended := ProposalRun.objects.filter(**same, ended_at__isnull=False).first():
        return ended
    enterprises, pairs = found(year, today)
    waiting = Proposal.objects.filter(state__in=WAITING, year=year)
    known = {(form.key, uscc) for form, uscc, _ in pairs}
    pairs += [(procedure(each.procedure), each.uscc, each.enterprise_name) for each in waiting if (each.procedure, each.uscc) not in known]
    run, _ = ProposalRun.objects.get_or_create(**same, defaults={"on": today})
    run.enterprises, run.done, run.unchanged = enterprises, 0, 0  # what was made, revised or closed before a cut stays counted
    for batch in _batches(pairs):
        _enter(run, batch, by=by, at=at)
        if progress:
            progress(run.done, len(pairs))
    _end(run, by=by, at=at)
    return run


def require_year(year: int, *, by: Actor, on: date) -> None:
    """Raises Refused for anybody but the bureau, and for a year that the fund does not cover."""
    require_bureau(by, PERMISSION)
    if not FIRST_YEAR <= year <= min(LAST_YEAR, on.year):
        expected = f"{FIRST_YEAR}至{min(LAST_YEAR, on.year)}"
        message = f"专项资金不安排{year}年度的业绩"
        raise Refused(message, code="year_not_covered", field="year", clause="open2023-10-1", expected=expected)


def supersede(*, uscc: str, year: int, awards: Iterable[str], case_number: str, by: Actor, at: datetime) -> None:
    """Close what was proposed and has now been decided in a case, in the transaction of its decision."""
    decided = set(awards)
    for proposal in Proposal.objects.select_for_update().filter(uscc=uscc, year=year, state__in=WAITING):
        if decided & {line["key"] for line in proposal.lines}:
            close(proposal, f"已由办件{case_number}决定", by=by, at=at)


def close(proposal: Proposal, reason: str, *, by: Actor, at: datetime) -> None:
    """A locked proposal that no longer holds."""
    before, proposal.state, proposal.closed_because = proposal.state, CLOSED, reason[:200]
    proposal.contact_name = proposal.contact_phone = ""
    proposal.save(update_fields=["state", "closed_because", "contact_name", "contact_phone"])
    record(subject=proposal.subject, kind="proposal.closed", by=by, at=at, from_=before, to=CLOSED, reason=reason)


def revise(proposal: Proposal, offer: Offer, *, by: Actor, at: datetime) -> bool:
    """Bring a locked proposal to what holds now; whether anything changed."""
    if proposal.facts == offer.facts and proposal.lines == offer.lines:
        return False
    before, proposal.facts, proposal.lines, proposal.total_cny = proposal.total_cny, offer.facts, offer.lines, offer.total
    proposal.revised_at = at
    proposal.save(update_fields=["facts", "lines", "total_cny", "revised_at"])
    body = {"before": before, "total_cny": offer.total}
    record(subject=proposal.subject, kind="proposal.revised", by=by, at=at, from_=proposal.state, to=proposal.state, body=body)
    return True


def _batches(pairs: list[Pair]) -> Iterable[list[Pair]]:
    rest = iter(pairs)
    while batch := list(islice(rest, A_BATCH)):
        yield batch


@transaction.atomic(durable=True)
def _enter(run: ProposalRun, batch: list[Pair], *, by: Actor, at: datetime) -> None:
    """Propose for these what holds now, under the lock of what was proposed before."""
    codes = {uscc for _, uscc, _ in batch}
    waiting = Proposal.objects.select_for_update().filter(state__in=WAITING, year=run.year, uscc__in=codes).order_by("id")
    kept = {(each.procedure, each.uscc): each for each in waiting}
    for form, uscc, name in batch:
        proposal = kept.get((form.key, uscc))
        if proposal is not None and proposal.state != OPEN:
            run.unchanged += 1
            continue
        offer = offer_for(form, uscc, name, run.year, run.on)
        if proposal is None:
            run.made += offer is not None and _made(offer, by=by, at=at)
        elif offer is None:
            close(proposal, "依现有数据和奖补台账，已没有应付的奖补", by=by, at=at)
            run.closed += 1
        elif revise(proposal, offer, by=by, at=at):
            run.revised += 1
        elif at not in (proposal.made_at, proposal.revised_at):  # else this run did it, before it was cut off
            run.unchanged += 1
    run.done += len(batch)
    run.save(update_fields=["enterprises", "done", "made", "revised", "unchanged", "closed"])


def _made(offer: Offer, *, by: Actor, at: datetime) -> bool:
    proposal = Proposal.objects.create(
        number=next_number("proposal", at=at, pattern=NUMBERS),
        procedure=offer.form.key,
        uscc=offer.uscc,
        enterprise_name=offer.enterprise_name,
        year=offer.year,
        facts=offer.facts,
        lines=offer.lines,
        total_cny=offer.total,
        state=OPEN,
        made_at=at,
    )
    body = {"procedure": offer.form.key, "year": offer.year, "total_cny": offer.total}
    record(subject=proposal.subject, kind="proposal.made", by=by, at=at, to=OPEN, body=body)
    return True


@transaction.atomic(durable=True)
def _end(run: ProposalRun, *, by: Actor, at: datetime) -> None:
    run.ended_at = at
    run.save(update_fields=["enterprises", "done", "unchanged", "ended_at"])
    body = {"year": run.year, "enterprises": run.enterprises, "made": run.made, "revised": run.revised, "closed": run.closed}
    record(subject=f"proposals:{run.year}", kind="proposals.run", by=by, at=at, body=body)
