"""认定归属: by which service platform an enterprise was helped to its first trade; once, for one platform (open2023-7-1)."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from miluo.open_economy.models import Attribution
from miluo.open_economy.selectors.platforms import CLAUSE, helped, platform_name
from miluo.open_economy.services.offices import require_bureau
from onewindow.cases.claims import Claim
from onewindow.cases.services.door import Answer, door
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused

PERMISSION = "enterprises.maintain"


@door
def attribute(*, uscc: str, platform: str, year: int, evidence: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """认定: the bureau says which platform helped an enterprise, on evidence. Raises Refused (409) where it was said before."""
    require_bureau(by, PERMISSION)
    enterprise, helper = check_uscc(uscc), check_uscc(platform, field="platform")
    if enterprise == helper:
        raise Refused("服务平台不能帮助自己", code="itself", field="platform", clause=CLAUSE, expected="另一家企业")
    if not evidence.strip():
        raise Refused("没有写明认定的依据", code="no_reason", field="evidence", clause=CLAUSE, expected="服务协议、服务记录等")
    earlier = Attribution.objects.filter(uscc=enterprise).first()
    if earlier is not None:
        message = f"{enterprise}已认定由{platform_name(earlier.platform)}帮助破零"
        raise Refused(message, code="attributed_before", field="uscc", clause=CLAUSE, expected="每家企业只计一个平台", status=409)
    _enter(enterprise, helper, year, evidence.strip()[:300], "", by=by, at=at)
    return Answer(enterprise, "attributed", f"已认定{enterprise}由{platform_name(helper)}帮助破零")


def attribute_all(claim: Claim, *, by: Actor, at: datetime) -> None:
    """Give the enterprises of a claim to its platform, in the transaction of the decision that rewards it.

    Raises Refused (409) where another decision was first.
    """
    codes = helped(claim.facts)
    own = set(Attribution.objects.filter(uscc__in=codes, platform=claim.uscc).values_list("uscc", flat=True))
    for code in codes:
        if code in own:
            continue
        try:
            with transaction.atomic():
                _enter(code, claim.uscc, claim.facts["year"], f"办件{claim.number}", claim.number, by=by, at=at)
        except IntegrityError:
            message = f"{code}刚刚认定由另一平台帮助破零"
            raise Refused(message, code="another_platform", field="helped_enterprises", clause=CLAUSE, status=409) from None


def _enter(uscc: str, platform: str, year: int, evidence: str, case_number: str, *, by: Actor, at: datetime) -> None:
    Attribution.objects.create(uscc=uscc, platform=platform, year=year, evidence=evidence, case_number=case_number, by=by.id, at=at)
    body = {"platform": platform, "year": year, "case": case_number}
    record(subject=f"enterprise:{uscc}", kind="enterprise.attributed", by=by, at=at, reason=evidence, body=body)
