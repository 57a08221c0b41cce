"""征求意见 and 加签: what a review asks of other bodies and of other persons, side by side; the decision waits for their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from onewindow.accounts.selectors import colleagues
from onewindow.cases import letters
from onewindow.cases.life import CONSULTATIONS
from onewindow.cases.limits import CONSULTATION, COSIGNATURE
from onewindow.cases.models import Case, Consultation, Task
from onewindow.cases.offices import office_name, office_names
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, open_step
from onewindow.cases.services.moves import begin_review, tell
from onewindow.cases.snapshots import plan_of
from onewindow.organisations.models import Organisation
from onewindow.papers import selectors as papers_known
from onewindow.papers import services as papers
from onewindow.papers.letterheads import has_letterhead
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import Span, add

MOST = 20  # bodies that one case may ask at a time


@door
def consult(*, number: str, organisations: Sequence[str], question: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """征求意见: ask other bodies side by side, each by a letter.

    The clock runs on, and a body that does not answer in time has no other opinion (conv-c-21).
    Raises Refused for a body that there is not, one's own, one that is being asked already, and without a question.
    """
    case, task = _under_review(number, "consult", by=by, at=at)
    asked = list(dict.fromkeys(organisations))
    due = _due(CONSULTATION, at)
    if problems := _unaskable(case, asked, by.organisation or ""):
        raise Refused.of(problems)
    plan, names, letters_sent = plan_of(case.snapshot_id), office_names(asked), []
    for organisation in asked:
        content = letters.consultation(case, plan, names[organisation], _question(question), due)
        paper = papers.issue(kind="consultation", case=case.number, content=content, organisation=task.organisation, by=by, at=at)
        _ask(case, "consult", organisation, "", _question(question), due, paper=paper.number, by=by, at=at)
        letters_sent.append(paper.number)
    _begun(case, task, by=by, at=at)
    body = {"organisations": asked, "due": due, "papers": letters_sent}
    tell(case, "consulted", by=by, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, f"已征求{'、'.join(names[key] for key in asked)}的意见，应在{said(due)}前答复", letters_sent[0])


@door
def cosign(*, number: str, person: str, question: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """加签: a named colleague (the key of an account) must sign before it is decided; the case stays with who has it.

    Raises Refused for who is no reviewer of the body, oneself, who accepted the case, and one who is asked already.
    """
    case, task = _under_review(number, "cosign", by=by, at=at)
    able = colleagues(task.organisation, "cases.review", day_of(at))
    if person not in able or person == by.id:
        expected = "、".join(name for key, name in able.items() if key != by.id) or "本单位没有其他审批人员"
        raise Refused("加签人应为本单位的另一名审批人员", code="not_able", field="person", expected=expected)
    if person in {case.accepted_by, case.accepted_for}:
        raise Refused("受审分离：受理人员不能加签", code="acceptor_decides", field="person", clause="conv-c-6", status=409)
    if _open(case).filter(kind="cosign", person=person).exists():
        raise Refused("已经请其加签", code="asked_before", field="person", expected="等待签署", status=409)
    due = _due(COSIGNATURE, at)
    _ask(case, "cosign", task.organisation, person, _question(question), due, by=by, at=at)
    _begun(case, task, by=by, at=at)
    tell(case, "cosign_asked", by=by, at=at, from_=case.state, to=case.state, body={"person": person, "due": due})
    return Answer(case.number, case.state, f"已请{able[person]}加签，应在{said(due)}前签署")


@door
def answer_consultation(
    *, number: str, consultation: int, agrees: bool, opinion: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """答复: the body that was asked says whether it agrees, and why; a 加签 is answered by the person alone, or who stands in for him.

    Raises Refused (404) for what was not asked of the actor, (409) for what was answered or withdrawn, and without an opinion.
    """
    case = locked_case(number, "answer_consultation", by=by, permission="cases.review", at=at)
    row = Consultation.objects.filter(case=case, pk=consultation, organisation=by.organisation or "").first()
    if row is None or (row.person and not by.is_or_stands_in_for(row.person)):
        raise Refused("没有请您答复的事项", code="not_asked", field="consultation", status=404)
    _require_open(row)
    if not opinion.strip():
        raise Refused("没有写明意见", code="no_opinion", field="opinion", expected="同意，或者不同意的理由")
    if row.person and row.person != by.id:
        case.acting_for = row.person
    reply = "" if row.kind == "cosign" else _reply(case, row, agrees, opinion, by=by, at=at)
    Consultation.objects.filter(pk=row.pk).update(agrees=agrees, answer=opinion.strip(), reply=reply, answered_by=by.id, answered_at=at)
    body = {"kind": row.kind, "organisation": row.organisation, "agrees": agrees, "consultation": row.pk, "reply": reply}
    tell(case, "consultation_answered", by=by, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, "已签署" if row.kind == "cosign" else "已答复", reply)


@door
def withdraw_consultation(*, number: str, consultation: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """撤回征求意见、加签: what is no longer needed is no longer waited for. Raises Refused without a reason, or when it was answered."""
    case = locked_case(number, "withdraw_consultation", by=by, permission="cases.review", at=at)
    row = Consultation.objects.filter(case=case, pk=consultation).first()
    mine = Task.objects.filter(case=case, done_at=None, organisation=by.organisation).exists()
    if row is None or not mine:
        raise Refused("没有可以撤回的征求意见", code="not_asked", field="consultation", status=404)
    if row.agrees is not False or row.kind != "cosign":  # a signature that was refused may be asked of another
        _require_open(row)
    if not reason.strip():
        raise Refused("没有写明撤回的原因", code="no_reason", field="reason", expected="为什么不再需要")
    Consultation.objects.filter(pk=row.pk).update(withdrawn_at=at)
    letter = papers_known.paper(row.paper) if row.paper else None
    if letter and letter.organisation == by.organisation:  # that of a body from which the case was passed on stands
        papers.revoke(letter, f"撤回征求意见：{reason.strip()}", by=by, at=at)
    body = {"kind": row.kind, "organisation": row.organisation, "consultation": row.pk}
    tell(case, "consultation_withdrawn", by=by, at=at, from_=case.state, to=case.state, reason=reason.strip(), body=body)
    return Answer(case.number, case.state, f"已撤回{CONSULTATIONS[row.kind]}")


def _under_review(number: str, act: str, *, by: Actor, at: datetime) -> tuple[Case, Task]:
    case = locked_case(number, act, by=by, permission="cases.review", at=at)
    return case, open_step(case, "review", by=by)


def _begun(case: Case, task: Task, *, by: Actor, at: datetime) -> None:
    if not task.taken_by:
        begin_review(case, task, by=by, at=at)


def _due(span: Span, at: datetime) -> date:
    return add(day_of(at), span, current_calendar()).due


def _open(case: Case) -> QuerySet[Consultation]:
    return Consultation.objects.filter(case=case, answered_at=None, withdrawn_at=None)


def _question(text: str) -> str:
    if not text.strip():
        raise Refused("没有写明征求意见的内容", code="no_question", field="question", expected="需要对方就什么提出意见")
    return text.strip()


def _unaskable(case: Case, asked: Sequence[str], own: str) -> list[Problem]:
    """What is wrong with the bodies that were named."""
    known = set(Organisation.objects.filter(key__in=asked).values_list("key", flat=True))
    waiting = set(_open(case).filter(kind="consult").values_list("organisation", flat=True))
    problems = [
        Problem(f"没有“{key}”这个单位", "unknown_organisation", "organisations", None, "单位的代号") for key in asked if key not in known
    ]
    problems += [Problem("不需要征求本单位的意见", "own_body", "organisations", None, "其他单位") for key in asked if key == own]
    problems += [
        Problem(f"{office_name(key)}的意见正在征求", "asked_before", "organisations", None, "等待答复") for key in asked if key in waiting
    ]
    if not asked or len(asked) > MOST:
        problems.append(
            Problem("没有选择单位" if not asked else "一次征求的单位太多", "how_many", "organisations", None, f"1至{MOST}个单位")
        )
    return problems


def _reply(case: Case, row: Consultation, agrees: bool, opinion: str, *, by: Actor, at: datetime) -> str:
    """The number of the 复函; none of a body that has no letterhead, whose opinion is kept all the same."""
    if not has_letterhead(row.organisation):
        return ""
    content = letters.reply(case, plan_of(case.snapshot_id), office_name(case.organisation), row, agrees, opinion)
    return papers.issue(kind="consultation-reply", case=case.number, content=content, organisation=row.organisation, by=by, at=at).number


def _ask(
    case: Case, kind: str, organisation: str, person: str, question: str, due: date, *, paper: str = "", by: Actor, at: datetime
) -> None:
    row = Consultation(case=case, kind=kind, organisation=organisation, person=person, question=question, paper=paper)
    row.due_on, row.asked_by, row.asked_at = due, by.id, at
    row.save(force_insert=True)


def _require_open(row: Consultation) -> None:
    if row.withdrawn_at or row.answered_at:
        done = "已经撤回" if row.withdrawn_at else "已经答复"
        raise Refused(f"这项{CONSULTATIONS[row.kind]}{done}", code="answered_before", field="consultation", status=409)
