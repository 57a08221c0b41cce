"""What supervision keeps of its own: findings, what climbed, orders and replies, samples, call-backs."""

from onewindow.supervision.models.callbacks import CALL_OUTCOMES, CallBack
from onewindow.supervision.models.findings import CLIMBS, Escalation, Finding
from onewindow.supervision.models.orders import (
    ACCEPTED,
    ORDER_KINDS,
    ORDER_STATES,
    OWED,
    REPLIED,
    RETURNED,
    REVOKED,
    WAITING,
    Order,
    Reply,
)
from onewindow.supervision.models.samples import FAULTY, SOUND, VERDICTS, Sample, SampledCase

__all__ = [
    "ACCEPTED",
    "CALL_OUTCOMES",
    "CLIMBS",
    "FAULTY",
    "ORDER_KINDS",
    "ORDER_STATES",
    "OWED",
    "REPLIED",
    "RETURNED",
    "REVOKED",
    "SOUND",
    "VERDICTS",
    "WAITING",
    "CallBack",
    "Escalation",
    "Finding",
    "Order",
    "Reply",
    "Sample",
    "SampledCase",
]
