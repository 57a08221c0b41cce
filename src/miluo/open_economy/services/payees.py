"""收款账户: where an enterprise is paid. It is in the enterprise's own name, and its number is under seal."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from miluo.open_economy.models.awards import Award
from miluo.open_economy.models.payouts import LIVE, PAID, BankAccount, Payment
from miluo.open_economy.procedures.parts import BUREAU
from onewindow.accounts.masks import bank_account
from onewindow.accounts.sealed import digest
from onewindow.accounts.selectors import may_act_for
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "open2023-10-2a"
_ACCOUNT = re.compile(r"[0-9]{8,32}")


@door
def enter_account(*, uscc: str, bank: str, account: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """登记收款账户: by the enterprise's own agent, or by the bureau from its written word. The name of the account is the enterprise's.

    A new account takes the place of the one before; a payment on the way keeps the one that it was sent to. What the bank gave back is
    paid again only to an account that was entered since. Raises Refused for an
    enterprise without an award, somebody who may not act for it (403), and a number that is none.
    """
    code = check_uscc(uscc)
    if not may_act_for(by, code, day_of(at)) and not (by.may("funds.order") and by.organisation == BUREAU):
        raise Refused("您不是该企业的经办人", code="not_your_enterprise", field="uscc", status=403)
    named = Award.objects.filter(uscc=code).order_by("-id").values_list("enterprise_name", flat=True).first()
    if named is None:
        raise Refused("该企业没有已决定的奖补，不需要收款账户", code="no_award", field="uscc", clause=CLAUSE)
    number = unicodedata.normalize("NFKC", account).replace(" ", "").replace("-", "")
    if not _ACCOUNT.fullmatch(number):
        raise Refused("银行账号应为8至32位数字", code="wrong_account", field="account", clause=CLAUSE, expected="8至32位数字，不含字母")
    if not 4 <= len(bank.strip()) <= 100:
        raise Refused("没有写明开户银行", code="missing_words", field="bank", clause=CLAUSE, expected="开户银行及支行的全称")
    before = BankAccount.objects.select_for_update().filter(uscc=code, replaced_at=None).first()
    if before:
        before.replaced_at = at
        before.save(update_fields=["replaced_at"])
    kept = BankAccount.objects.create(
        uscc=code,
        name=named,
        bank=bank.strip(),
        account=number,
        digest=digest(number, purpose="bank-account"),
        entered_at=at,
        by=by.id,
    )
    body = {"account": digest(number, purpose="bank-account-event", salt=str(kept.pk)), "replaces": bool(before)}
    record(subject=kept.subject, kind="payee.entered", by=by, at=at, body=body)
    sent = Payment.objects.filter(award__uscc=code, state__in=LIVE).exclude(state=PAID).exists()
    return Answer(code, "entered", f"已登记收款账户{bank_account(number)}" + ("；已编入支付批次的仍付原账户" if sent else ""))
