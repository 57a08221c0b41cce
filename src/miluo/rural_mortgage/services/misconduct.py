"""欺诈和违约使用贷款 (mortgage-33): found, recalled by the mortgagee, cancelled only on its request or on a legal decision."""

from __future__ import annotations

from datetime import datetime

from miluo.rural_mortgage.models import Misconduct
from miluo.rural_mortgage.models.endings import FINDINGS
from miluo.rural_mortgage.models.mortgages import CANCELLED, STANDING
from miluo.rural_mortgage.regulation import REGULATION
from miluo.rural_mortgage.services.asking import INTAKE, LEND, mortgage_of, one_of, require_own_bank, words
from miluo.rural_mortgage.services.changing import ended
from miluo.rural_mortgage.services.rights import require_registrar
from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.rules.figures import Figures
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE, NUMBERS = "mortgage-33", "抵违{year}-{serial:04d}"
REQUEST, DECISION = "request", "decision"
BASES = {REQUEST: "抵押权人申请", DECISION: "生效法律文书"}


@door
def report_misconduct(*, mortgage: str, finding: str, facts: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记发现的欺诈或者违约使用, by the mortgagee or 农交中心."""
    row = mortgage_of(mortgage)
    if by.may(LEND):
        require_own_bank(row, by)
    else:
        require(by, INTAKE)
    made = Misconduct.objects.create(
        number=next_number("mortgage-misconduct", at=at, pattern=NUMBERS),
        mortgage=row,
        finding=one_of(finding, FINDINGS, "情形", "finding", CLAUSE),
        facts=words(facts, "发现的事实", "facts", CLAUSE, 2000),
        found_on=day_of(at),
        found_by=by.id,
    )
    record(
        subject=made.subject, kind="mortgage-misconduct.found", by=by, at=at, to="found", body={"mortgage": row.number, "finding": finding}
    )
    return Answer(made.number, "found", f"已登记{FINDINGS[finding]}")


@door
def recall_loan(*, misconduct: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提前收回贷款本息, by the mortgagee; the registration stands, and with it the security."""
    row = _misconduct(misconduct)
    require_own_bank(row.mortgage, by)
    if row.recalled_on is not None:
        raise Refused("已经登记提前收回", code="recalled_before", field="misconduct", clause=CLAUSE, status=409)
    row.recalled_on = day_of(at)
    row.save(update_fields=["recalled_on"])
    record(subject=row.subject, kind="mortgage-misconduct.recalled", by=by, at=at, from_="found", to="recalled")
    return Answer(row.number, "recalled", "已登记提前收回贷款，抵押登记继续有效")


@door
def cancel_for_misconduct(*, misconduct: str, basis: str, document: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """注销登记 by the registrar. Under the reading that holds it needs the request of the mortgagee or a legal decision (mortgage-33)."""
    row = _misconduct(misconduct)
    mortgage = mortgage_of(row.mortgage.number)
    require_registrar(mortgage.right.kind, by)
    if mortgage.state != STANDING:
        raise Refused(f"抵押{mortgage.number}已经终结", code="wrong_state", field="misconduct", clause=CLAUSE, status=409)
    reading = Figures(REGULATION).reading("cancelled_for_fraud", day_of(at))
    if basis not in BASES and reading == "on_request":
        message = "注销登记会使抵押权人失去担保，不能由登记机构自行注销（解释口径）"
        raise Refused(message, code="no_basis", field="basis", clause=CLAUSE, expected="、".join(BASES.values()))
    row.basis = f"{BASES.get(basis, '农交中心决定')}：{words(document, '依据文书', 'document', CLAUSE, 150)}"
    row.cancelled_on = day_of(at)
    row.save(update_fields=["basis", "cancelled_on"])
    record(subject=row.subject, kind="mortgage-misconduct.cancelled", by=by, at=at, to="cancelled", reason=row.basis)
    ended(mortgage, "fraud", CANCELLED, by=by, at=at)
    return Answer(row.number, "cancelled", "已注销抵押登记")


def _misconduct(number: str) -> Misconduct:
    rows = Misconduct.objects.select_for_update(of=("self",)).select_related("mortgage", "mortgage__bank", "mortgage__right")
    found = rows.filter(number=number.strip()).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的记录", code="unknown_misconduct", field="misconduct", clause=CLAUSE, status=404)
    return found
