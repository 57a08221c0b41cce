"""Orders, replies, samples and call-backs as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from onewindow.accounts.selectors import names_of
from onewindow.cases.offices import office_names
from onewindow.cases.selectors.titles import titles_of
from onewindow.supervision.checks import ANSWERS, CHECKS
from onewindow.supervision.models import OWED, REPLIED, CallBack, Order, Reply, Sample, SampledCase
from onewindow.supervision.selectors.findings import FindingRow, rows_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True)
class OrderRow:
    number: str
    kind: str
    organisation: str
    issued_on: date
    due_on: date
    state: str
    state_title: str
    late: bool
    findings: int


@dataclass(frozen=True, slots=True)
class ReplyRow:
    explanation: str
    measures: str
    who: str
    at: datetime
    late: bool
    accepted: bool | None
    judgement: str
    judged_at: datetime | None


@dataclass(frozen=True, slots=True)
class OrderView:
    """One order with what it is about and what was answered; ``may_reply`` and ``may_judge`` say what this actor may do now."""

    row: OrderRow
    demand: str
    paper: str
    findings: tuple[FindingRow, ...]
    replies: tuple[ReplyRow, ...]
    may_reply: bool
    may_judge: bool
    may_revoke: bool


def orders(actor: Actor, today: date) -> tuple[OrderRow, ...]:
    """Every order for the supervisor; for an officer of a body those that it was sent. What is owed first."""
    rows = Order.objects.annotate(count=Count("findings"))
    if not actor.may("cases.supervise"):
        rows = rows.filter(organisation=actor.organisation or "")
    found = list(rows.order_by("-id")[:500])
    names = office_names({each.organisation for each in found})
    made = [_row(each, names, each.count, today) for each in found]
    return tuple(sorted(made, key=lambda row: (not row.late, row.state not in (*OWED, REPLIED))))


def order_of(number: str, actor: Actor, today: date) -> OrderView:
    """One order. Raises Refused (404) for none, and for one of another body."""
    order = Order.objects.filter(number=number).first()
    sees = order is not None and (
        actor.may("cases.supervise") or (actor.may("supervision.reply") and order.organisation == actor.organisation)
    )
    if order is None or not sees:
        raise Refused("没有这份督办通知单", code="unknown_order", status=404)
    found = rows_of(order.findings.select_related("case").defer("case__facts").order_by("happened_on", "id"))
    replies = list(order.replies.all())
    people = names_of({each.by for each in replies})
    judges = actor.may("supervision.order")
    return OrderView(
        row=_row(order, office_names({order.organisation}), len(found), today),
        demand=order.demand,
        paper=order.paper,
        findings=found,
        replies=tuple(_reply(each, people) for each in replies),
        may_reply=order.state in OWED and actor.may("supervision.reply") and order.organisation == actor.organisation,
        may_judge=judges and order.state == REPLIED,
        may_revoke=judges and order.state in (*OWED, REPLIED),
    )


def _row(order: Order, names: dict[str, str], count: int, today: date) -> OrderRow:
    return OrderRow(
        number=order.number,
        kind=order.get_kind_display(),
        organisation=names.get(order.organisation, order.organisation),
        issued_on=day_of(order.issued_at),
        due_on=order.due_on,
        state=order.state,
        state_title=order.state_title,
        late=order.state in OWED and order.due_on < today,
        findings=count,
    )


def _reply(each: Reply, people: dict[str, str]) -> ReplyRow:
    who = people.get(each.by, "")
    return ReplyRow(each.explanation, each.measures, who, each.at, each.late, each.accepted, each.judgement, each.judged_at)


@dataclass(frozen=True, slots=True)
class SampleRow:
    pk: int
    from_on: date
    until_on: date
    population: int
    size: int
    checked: int
    faulty: int
    who: str
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class SampledRow:
    """A case that was drawn. ``lines`` are (check, answer) in words, once it was looked at."""

    pk: int
    number: str
    item: str
    organisation: str
    verdict: str
    verdict_title: str
    note: str
    who: str
    lines: tuple[tuple[str, str], ...]


def samples() -> tuple[SampleRow, ...]:
    """Every draw, the latest month first."""
    checked, faulty = Count("cases", filter=~Q(cases__verdict="")), Count("cases", filter=Q(cases__verdict="faulty"))
    rows = list(Sample.objects.annotate(checked=checked, faulty=faulty))
    people = names_of({each.drawn_by for each in rows})
    return tuple(
        SampleRow(
            each.pk,
            each.from_on,
            each.until_on,
            each.population,
            each.size,
            each.checked,
            each.faulty,
            people.get(each.drawn_by, ""),
            each.drawn_at,
        )
        for each in rows
    )


def sampled(pk: int) -> tuple[SampleRow, tuple[SampledRow, ...]]:
    """One draw with its cases. Raises Refused (404)."""
    sample = next((each for each in samples() if each.pk == pk), None)
    if sample is None:
        raise Refused("没有这次抽查", code="unknown_sample", status=404)
    rows = list(SampledCase.objects.filter(sample=pk).select_related("case").defer("case__facts"))
    titles, offices = titles_of({each.case.procedure for each in rows}), office_names({each.case.organisation for each in rows})
    people = names_of({each.checked_by for each in rows if each.checked_by})
    return sample, tuple(
        SampledRow(
            pk=each.pk,
            number=each.case.number,
            item=titles.get(each.case.procedure, each.case.procedure),
            organisation=offices.get(each.case.organisation, ""),
            verdict=each.verdict,
            verdict_title=each.get_verdict_display(),
            note=each.note,
            who=people.get(each.checked_by, ""),
            lines=tuple((check.title, ANSWERS.get(each.answers.get(check.key, ""), "")) for check in CHECKS) if each.verdict else (),
        )
        for each in rows
    )


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call-back as the callers see it: which body and item, until when; neither level nor words beyond what the caller needs."""

    number: str
    organisation: str
    item: str
    rated_on: date
    due_on: date
    late: bool
    outcome: str
    measures: str
    who: str
    called_at: datetime | None


def call_backs(actor: Actor, today: date) -> tuple[CallRow, ...]:
    """Every call-back, those still to make first; nothing for who may not call."""
    if not actor.may("ratings.call_back"):
        return ()
    return tuple(_call_row(each, today) for each in _calls(CallBack.objects.order_by("called_at", "due_on", "id"))[:300])


def call_back_of(number: str, actor: Actor, today: date) -> tuple[CallRow, str, str]:
    """One call-back, with the level and the words of the rating, which only the caller reads. Raises Refused (404)."""
    row = _calls(CallBack.objects.filter(number=number))[:1] if actor.may("ratings.call_back") else []
    if not row:
        raise Refused("没有这项回访", code="unknown_call_back", status=404)
    rating = row[0].rating
    return _call_row(row[0], today), str(rating.level), rating.comment


def _calls(rows):  # type: ignore[no-untyped-def]
    return list(
        rows.select_related("rating__case").defer("rating__case__facts", "rating__case__contact_name", "rating__case__contact_phone")
    )


def _call_row(each: CallBack, today: date) -> CallRow:
    case = each.rating.case
    return CallRow(
        number=each.number,
        organisation=office_names({each.organisation}).get(each.organisation, each.organisation),
        item=titles_of({case.procedure}).get(case.procedure, case.procedure),
        rated_on=day_of(each.rating.at),
        due_on=each.due_on,
        late=each.called_at is None and each.due_on < today,
        outcome=each.get_outcome_display(),
        measures=each.measures,
        who=names_of({each.called_by}).get(each.called_by, "") if each.called_by else "",
        called_at=each.called_at,
    )
