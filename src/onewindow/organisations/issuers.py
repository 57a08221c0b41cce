"""Lines of the table of issuers that a decision added or ended; the files of the county no longer touch them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from onewindow.organisations.models import Issuer
from onewindow.organisations.selectors import organisation
from onewindow.words.refused import Refused

DIGITS = 3


@transaction.atomic
def enter(key: str, *, name: str, prefix: str, code: str, from_day: date, decision: str, clause: str) -> Issuer:
    """A new line at the end of the table for an organisation, from a day on; the caller records the event.

    Raises Refused for an organisation that has a line, and for a prefix and code that an issuer has or ever had.
    """
    body = organisation(key)
    list(Issuer.objects.select_for_update().values_list("pk"))
    if Issuer.objects.filter(organisation=body).exists():
        raise Refused(f"{body.name}已在制定主体清单中", code="already_issuer", field="organisation", clause=clause, status=409)
    if taken := Issuer.objects.filter(prefix=prefix, code=code).first():
        raise Refused(
            f"{prefix}的代号{code}已经编给{taken.name}，不再编给其他单位",
            code="code_taken",
            field="code",
            clause=clause,
            expected="没有用过的代号",
        )
    last = Issuer.objects.aggregate(last=Max("row"))["last"] or 0
    return Issuer.objects.create(
        row=last + 1,
        name=name,
        printed=f"{prefix}-△△△△-{code}{'△' * DIGITS}",
        prefix=prefix,
        code=code,
        digits=DIGITS,
        organisation=body,
        clause=clause,
        valid_from=from_day,
        decision=decision,
    )


@transaction.atomic
def close(issuer: Issuer, *, last_day: date, decision: str) -> Issuer:
    """Give a line its last day; the caller records the event. Raises Refused for a line that has one."""
    line = Issuer.objects.select_for_update().get(pk=issuer.pk)
    if line.valid_until:
        raise Refused(f"{line.name}已于{line.valid_until}移出清单", code="already_ended", field="issuer", clause=line.clause, status=409)
    line.valid_until, line.decision = last_day, decision
    line.save(update_fields=["valid_until", "decision"])
    return line
