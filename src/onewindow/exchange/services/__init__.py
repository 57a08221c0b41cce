"""The acts of this room: read the trail, send what waits, mark as read, choose, send again, forget."""

from onewindow.exchange.services.marks import choose_sms, mark_all_read, mark_read
from onewindow.exchange.services.outbox import forget_phones, resend, send_due
from onewindow.exchange.services.reading import READER, read_trail

__all__ = ["READER", "choose_sms", "forget_phones", "mark_all_read", "mark_read", "read_trail", "resend", "send_due"]
