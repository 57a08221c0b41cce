"""公示和异议: a word against a published award within the window, answered before anything is paid (open2023-11-1)."""

from __future__ import annotations

from datetime import datetime

from miluo.open_economy.models.objections import OPEN, REJECTED, UPHELD, Objection
from miluo.open_economy.procedures.parts import BUREAU
from miluo.open_economy.selectors.dues import window_ends
from miluo.open_economy.services.fund import require
from miluo.open_economy.services.withdrawing import CLAUSE, locked_award, withdraw
from onewindow.accounts import services as accounts
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import parse_money
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of


@door
def lodge(*, award: int, reason: str, name: str, phone: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提出异议: anybody may, within the window; who did is sealed, and the award is not paid until it is answered.

    Raises Refused for an award that is not there (404), after the window (409), and without a reason, name or telephone.
    """
    row = locked_award(award)
    until = window_ends(row.published_on)
    if day_of(at) > until:
        message = f"该项奖补的公示期已于{said(until)}届满"
        raise Refused(message, code="window_closed", clause=CLAUSE, expected="公示期满后发现问题的，向市商务粮食局反映", status=409)
    _require_words(reason=(reason, "异议的事实和理由", 1000), name=(name, "姓名或者单位名称", 50), phone=(phone, "联系电话", 20))
    objection = Objection.objects.create(
        number=next_number("open-economy-objection", at=at, pattern="YY{year}-{serial:04d}"),
        award=row,
        reason=reason.strip(),
        name=name.strip(),
        phone=phone.strip(),
        lodged_on=day_of(at),
    )
    body = {"award": row.pk, "case": row.case_number}
    record(subject=objection.subject, kind="objection.lodged", by=by, at=at, to=OPEN, body=body)
    return Answer(objection.number, OPEN, f"已收到您的异议，编号{objection.number}。市商务粮食局答复以前，这项奖补不予支付。")


@door
def answer(*, number: str, outcome: str, words: str, amount: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """答复异议: not upheld, and the award may be paid; upheld, and ``amount`` of it is owed no more. With reasons, by the bureau."""
    require(by, "funds.order", BUREAU)
    objection = Objection.objects.select_for_update(of=("self",)).select_related("award").filter(number=number).first()
    if objection is None:
        raise Refused(f"没有编号为{number}的异议", code="unknown_objection", status=404)
    if objection.state != OPEN:
        raise Refused(f"异议{number}已经答复：{objection.state_title}", code="already_answered", status=409)
    if outcome not in {REJECTED, UPHELD}:
        raise Refused("没有选择异议是否成立", code="no_outcome", field="outcome", clause=CLAUSE, expected="成立或者不成立")
    _require_words(words=(words, "答复的理由", 1000))
    if outcome == UPHELD:
        row = locked_award(objection.award.pk)
        less = parse_money(amount, field="amount", clause=CLAUSE)
        withdraw(row, less, ground="objection", source=number, frees=True, by=by, at=at)  # it was never due (open2023-10-2a)
    objection.state, objection.answer, objection.answered_on = outcome, words.strip(), day_of(at)
    objection.save(update_fields=["state", "answer", "answered_on"])
    record(subject=objection.subject, kind="objection.answered", by=by, at=at, from_=OPEN, to=outcome, reason=words.strip())
    return Answer(number, outcome, f"已答复异议{number}：{objection.state_title}")


def reveal(*, number: str, field: str, reason: str, by: Actor, at: datetime) -> str:
    """Who objected (``name``) or how to reach him (``phone``), with a reason and its event; for officers of the bureau."""
    require(by, "funds.order", BUREAU)
    row = Objection.objects.filter(number=number).defer("name", "phone").first()
    if row is None or field not in {"name", "phone"}:
        raise Refused(f"没有编号为{number}的异议", code="unknown_objection", status=404)
    return accounts.unmask(row=row, field=field, subject=row.subject, needs="funds.order", reason=reason, by=by, at=at)


def _require_words(**asked: tuple[str, str, int]) -> None:
    problems = []
    for field, (text, what, longest) in asked.items():
        if not text.strip():
            problems.append(Problem(f"没有写明{what}", "missing_words", field, CLAUSE, f"写明{what}，不超过{longest}字"))
        elif len(text.strip()) > longest:
            problems.append(Problem(f"{what}超过{longest}字", "too_long", field, CLAUSE, f"不超过{longest}字"))
    if problems:
        raise Refused.of(problems)
