"""Batches and their payments for the pages, and the files of the bank that are kept."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from miluo.open_economy.models.payouts import BOUNCED, FAILED, PAID, SENT, BankReturn, Batch


def batches() -> QuerySet[Batch]:
    """Every batch, the newest first, with how many payments it has and how many are paid, failed, bounced and on their way."""
    return Batch.objects.annotate(
        lines=Count("payments"),
        paid=Count("payments", filter=Q(payments__state=PAID)),
        failed=Count("payments", filter=Q(payments__state=FAILED)),
        bounced=Count("payments", filter=Q(payments__state=BOUNCED)),
        sent=Count("payments", filter=Q(payments__state=SENT)),
    ).order_by("-id")  # a grouped query leaves the order of the model behind


def paid_of(batch: Batch) -> Decimal:
    """What of a batch the bank paid, in 元."""
    return batch.payments.filter(state=PAID).aggregate(sum=Sum("amount_cny"))["sum"] or Decimal("0.00")


def digests_in_use() -> set[str]:
    """The digests of the bank's files and of their marked copies: what the sweep of the store leaves alone."""
    return {digest for pair in BankReturn.objects.values_list("digest", "marked") for digest in pair if digest}
