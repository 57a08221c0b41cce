"""SMS on their way: claimed, sent outside of any transaction, settled; tried again later, sent again by a person, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from onewindow.accounts.roles import require
from onewindow.cases.services.door import Answer, door
from onewindow.exchange.conventions import FORGETTING, KEPT_DAYS, LASTS, QUIET_FROM, QUIET_UNTIL, RETRYING, TRIES, WAITS
from onewindow.exchange.gateways import Gateway, Never, NotNow, Outgoing, gateway
from onewindow.exchange.models import FAILED, SENT, WAITING, Sms
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused

_LAPSED = "超过有效时间，没有发出"
_LEASE = timedelta(minutes=1)  # an attempt that nobody reported on is made again after that


def send_due(*, at: datetime, moment: datetime, through: Gateway | None = None, limit: int = 20) -> int:
    """Send what waits and is due (conv-exchange-4, conv-exchange-5); how many attempts were made.

    ``at`` is the business time of the events, ``moment`` the system's. An attempt is written down before it is made: who is killed
    between sending and saying so sends the same again under the same id, which the gateway knows.
    """
    way = through or gateway()
    for made in range(limit):
        claimed = _claimed(moment, at)
        if claimed is None:
            return made
        _attempted(claimed, way, at=at, moment=moment)
    return limit


def _claimed(moment: datetime, at: datetime) -> Sms | None:
    """The next SMS to send, its attempt counted; what lapsed on the way is settled."""
    with transaction.atomic(durable=True):
        due = Sms.objects.select_for_update(skip_locked=True, of=("self",)).filter(state=WAITING, next_at__lte=moment)
        if _is_quiet(moment):
            due = due.filter(Q(urgent=True) | Q(expires_at__lte=moment))
        for sms in due.select_related("message").order_by("next_at", "id")[:100]:
            if sms.expires_at <= moment or not sms.phone:
                _settle(sms, FAILED, at=at, moment=moment, error=_LAPSED)
                continue
            sms.attempts += 1
            sms.next_at = moment + (WAITS[sms.attempts - 1] if sms.attempts <= len(WAITS) else _LEASE)
            sms.save(update_fields=["attempts", "next_at"])
            return sms
    return None


def _attempted(sms: Sms, way: Gateway, *, at: datetime, moment: datetime) -> None:
    try:
        receipt = way.send(Outgoing(sms.name, sms.phone or "", sms.text, again=sms.attempts > 1))
    except Never as refusal:
        _reported(sms, FAILED, at=at, moment=moment, error=str(refusal))
    except NotNow as problem:
        if sms.attempts >= TRIES:
            _reported(sms, FAILED, at=at, moment=moment, error=str(problem))
        else:
            Sms.objects.filter(pk=sms.pk, state=WAITING).update(error=str(problem)[:200])
    else:
        _reported(sms, SENT, at=at, moment=moment, receipt=receipt)


def _reported(sms: Sms, state: str, *, at: datetime, moment: datetime, error: str = "", receipt: str = "") -> None:
    """Settle an attempt, unless somebody settled the same SMS meanwhile."""
    with transaction.atomic(durable=True):
        found = Sms.objects.select_for_update().get(pk=sms.pk)
        if found.state == WAITING and found.round == sms.round:
            _settle(found, state, at=at, moment=moment, error=error, receipt=receipt)


def _settle(sms: Sms, state: str, *, at: datetime, moment: datetime, error: str = "", receipt: str = "") -> None:
    sms.state, sms.ended_at, sms.error, sms.receipt = state, moment, error[:200], receipt
    sms.save(update_fields=["state", "ended_at", "error", "receipt"])
    body = {"event": sms.message.event, "round": sms.round, "attempts": sms.attempts}
    record(subject=sms.subject, kind=f"sms.{state}", by=SYSTEM, at=at, from_=WAITING, to=state, reason=sms.error, body=body)


@door
def resend(*, sms: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Send an SMS again that failed, or that nobody received, with a reason (conv-exchange-5).

    Raises Refused (403) for who does not run the hall, (404, 409) for one that there is not, that waits, or whose number was deleted.
    """
    require(by, "hall.manage")
    found = Sms.objects.select_for_update(of=("self",)).select_related("message").filter(pk=sms).first()
    if found is None:
        raise Refused("没有这条短信", code="unknown_sms", field="sms", status=404)
    if not reason.strip():
        raise Refused("没有写明重新发送的理由", code="no_reason", field="reason", clause=RETRYING.id, expected="为什么再发一次")
    if found.state == WAITING:
        expected = "已发送或者发送失败的短信"
        raise Refused("这条短信正在等待发送", code="wrong_state", field="sms", clause=RETRYING.id, expected=expected, status=409)
    if not found.phone:
        said, code, expected = "这条短信的号码已经删除", "phone_forgotten", "另行电话联系"
        raise Refused(said, code=code, field="sms", clause=FORGETTING.id, expected=expected, status=409)
    moment, before = timezone.now(), found.state
    found.state, found.attempts, found.round, found.ended_at, found.error = WAITING, 0, found.round + 1, None, ""
    found.next_at, found.expires_at = moment, moment + LASTS
    found.save()
    body = {"event": found.message.event, "round": found.round}
    record(subject=found.subject, kind="sms.resent", by=by, at=at, from_=before, to=WAITING, reason=reason.strip(), body=body)
    return Answer(str(found.pk), found.state, "已列入待发送")


def forget_phones(*, moment: datetime) -> int:
    """Erase the phones of SMS that ended long enough ago (conv-exchange-6), those of the hall after a day (conv-hall-7); how many."""
    ended = Q(ended_at__lt=moment - timedelta(days=KEPT_DAYS)) | Q(ended_at__lt=moment - timedelta(days=1), message__case_number="")
    old = Sms.objects.filter(ended, phone__isnull=False).values_list("pk", flat=True)
    return Sms.objects.filter(pk__in=list(old)).update(phone=None)


def _is_quiet(moment: datetime) -> bool:
    clock = timezone.localtime(moment).time()
    return not QUIET_UNTIL <= clock < QUIET_FROM
