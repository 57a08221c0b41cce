"""The messages of the demonstration: everything that happened in it is told, and one SMS comes back from the gateway."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from onewindow.exchange.gateways import Never, Outgoing
from onewindow.exchange.models import FAILED, Sms
from onewindow.exchange.services import read_trail, send_due


class _Unreachable:
    """A gateway that knows no number."""

    def send(self, outgoing: Outgoing) -> str:
        raise Never("网关答复：空号（演示数据）")


def load(*, at: datetime) -> None:
    """Tell what is not told yet; the worker sends the SMS, so that they stand in ``var/outbox`` soon after."""
    while read_trail(1000):
        pass
    if not Sms.objects.filter(state=FAILED).exists():
        send_due(at=at, moment=timezone.now(), through=_Unreachable(), limit=1)
