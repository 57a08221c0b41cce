"""The reader of the trail that makes messages: the cursor and what came of the events move in one transaction."""

from __future__ import annotations

from django.db import transaction

from onewindow.exchange.telling import told
from onewindow.trail.readers import Reader

READER = Reader("messages")


def read_trail(limit: int = 200) -> int:
    """Make the messages of the next events (conv-exchange-1); how many events were taken.

    Killed anywhere, it has told an event and moved past it, or neither; the database holds one message to an event besides.
    """
    with transaction.atomic(durable=True):
        events = READER.take(limit)
        for each in told(events):
            each.message.save(force_insert=True)
            if each.sms is not None:
                each.sms.message = each.message
                each.sms.save(force_insert=True)
    return len(events)
