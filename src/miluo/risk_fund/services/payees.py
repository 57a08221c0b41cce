"""收款单位: the codes and accounts of banks and guarantors, kept by 市财政局 (conv-fund-19)."""

from __future__ import annotations

import re
from datetime import datetime

from miluo.risk_fund.models.subjects import Guarantor, Payee
from miluo.risk_fund.services.offices import require_finance
from miluo.rural_mortgage import public as mortgages
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "conv-fund-19"
_ACCOUNT = re.compile(r"[0-9]{8,30}")


@door
def register_payee(*, organisation: str, uscc: str, bank: str, account: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记收款单位, or change its account. Raises Refused for a body that is neither partner bank nor guarantor, a code of another."""
    require_finance(by)
    found = Organisation.objects.filter(key=organisation).first()
    if found is None or found.key not in _parties(at):
        expected = "试点名录内的合作银行或者已登记的合作担保公司"
        raise Refused("不是合作银行或者合作担保公司", code="no_party", field="organisation", clause=CLAUSE, expected=expected)
    code, number = check_uscc(uscc, field="uscc"), "".join(account.split())
    if not bank.strip() or not _ACCOUNT.fullmatch(number):
        expected = "开户银行，8至30位数字的账号"
        raise Refused("开户银行或者账号填写有误", code="invalid_account", field="account", clause=CLAUSE, expected=expected)
    if Payee.objects.filter(uscc=code).exclude(organisation=found).exists():
        message = "这个信用代码已经登记给其他单位"
        raise Refused(message, code="other_payee", field="uscc", clause=CLAUSE, expected="本单位的信用代码", status=409)
    before = Payee.objects.select_for_update().filter(organisation=found).first()
    given = {"uscc": code, "bank": bank.strip(), "account": number, "at": at, "by": by.id}
    Payee.objects.update_or_create(organisation=found, defaults=given)
    body = {"organisation": found.key, "uscc": code, "changed": before is not None}
    record(subject="risk-fund:payees", kind="risk-fund.payee_registered", by=by, at=at, body=body)
    return Answer(found.key, "registered", f"已登记{found.name}的收款账户")


def _parties(at: datetime) -> set[str]:
    cooperating = Guarantor.objects.filter(ends_on=None).values_list("organisation__key", flat=True)
    return {bank.key for bank in mortgages.banks(day_of(at))} | set(cooperating)
