"""The lists of the use of the fund that were published, each as it was frozen, and what the bank gave back of it since."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from miluo.open_economy.funding import NOTHING
from miluo.open_economy.models.payouts import BOUNCED, Payment, Publication


@dataclass(frozen=True, slots=True)
class Published:
    """A list with the payments of it that bounced after it was published, and what without them was paid, in 元."""

    publication: Publication
    bounced: list[Payment]
    paid_cny: Decimal


def published() -> list[Published]:
    """Every list, the newest first."""
    bounced = {each.number: each for each in Payment.objects.filter(state=BOUNCED).select_related("award").order_by("id")}
    return [_published(each, bounced) for each in Publication.objects.all()]


def _published(publication: Publication, bounced: dict[str, Payment]) -> Published:
    since = [bounced[row["number"]] for row in publication.rows if row["number"] in bounced]
    return Published(publication, since, publication.total_cny - sum((each.amount_cny for each in since), NOTHING))
