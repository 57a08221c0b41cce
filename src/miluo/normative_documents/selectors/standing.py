"""效力: how a registered document stands on a day, and its text as it stood (normdoc-6-2a)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from miluo.normative_documents.models import CleanUp, Document, Publication
from miluo.normative_documents.wording import Block, blocks_of
from onewindow.law.validity import NOTICE, Validity


@dataclass(frozen=True, slots=True)
class Standing:
    """The validity, since when if a change made it so, and whether it only waits for its publication."""

    validity: Validity
    since: date | None = None
    waiting: bool = False

    @property
    def title(self) -> str:
        return "已登记，待公布" if self.waiting else self.validity.title


def standing_on(document: Document, on: date) -> Standing:
    """How a registered document stands on a day: what ended it first, then whether it has begun, then whether it is near its end."""
    changes = [each for each in _clean_ups(document) if each.outcome != "kept" and each.effective_on <= on]
    ended = next((change for change in changes if change.outcome in {"repealed", "expired"}), None)
    if ended:
        return Standing(Validity.REPEALED if ended.outcome == "repealed" else Validity.EXPIRED, ended.effective_on)
    if document.ends_on and on > document.ends_on:
        return Standing(Validity.EXPIRED, document.ends_on)
    if not _is_public(document, on):
        return Standing(Validity.NOT_YET, waiting=True)
    if document.starts_on and on < document.starts_on:
        return Standing(Validity.NOT_YET)
    if document.ends_on and on >= document.ends_on - NOTICE:
        return Standing(Validity.EXPIRING)
    return Standing(Validity.AMENDED, changes[-1].effective_on) if changes else Standing(Validity.IN_FORCE)


def standings(on: date, numbers: Collection[str] | None = None) -> dict[str, Validity]:
    """发文字号 → validity on a day, of these documents or of all that are registered: what the search asks.

    The rule of ``standing_on``, told to the database: one query of two columns however many documents there are.
    """
    found = Document.objects.exclude(registration=None).annotate(found=_validity(on)).order_by()
    if numbers is not None:
        found = found.filter(document_number__in=list(numbers))
    return {number or "": Validity(value) for number, value in found.values_list("document_number", "found")}


def _validity(on: date) -> Case:
    changes = CleanUp.objects.filter(document=OuterRef("pk"), effective_on__lte=on).exclude(outcome="kept")
    ended = changes.filter(outcome__in=["repealed", "expired"]).order_by("effective_on", "pk").values("outcome")[:1]
    public = Q(publication__gazette_on__lte=on, publication__portal_on__lte=on)
    return Case(
        When(Exists(ended), then=Subquery(ended)),  # the outcomes are called as the validities are
        When(ends_on__lt=on, then=Value(Validity.EXPIRED.value)),
        When(~public | Q(publication=None), then=Value(Validity.NOT_YET.value)),
        When(starts_on__gt=on, then=Value(Validity.NOT_YET.value)),
        When(ends_on__lte=on + NOTICE, then=Value(Validity.EXPIRING.value)),
        When(Exists(changes), then=Value(Validity.AMENDED.value)),
        default=Value(Validity.IN_FORCE.value),
        output_field=CharField(),
    )


def text_on(document: Document, on: date) -> list[Block]:
    """The consolidated text of a day: that of the last amendment in effect, before the first one the original."""
    amendments = [each for each in _clean_ups(document) if each.outcome == "amended"]
    later = next((each for each in amendments if each.effective_on > on), None)
    return blocks_of(later.before if later else document.text)


def with_history(documents: QuerySet[Document]) -> QuerySet[Document]:
    """The documents with all that their standing is found from, in two queries."""
    return documents.select_related("publication").prefetch_related("clean_ups")


def _clean_ups(document: Document) -> list[CleanUp]:
    return sorted(document.clean_ups.all(), key=lambda each: (each.effective_on, each.pk))


def _is_public(document: Document, on: date) -> bool:
    held: Publication | None = getattr(document, "publication", None)
    return bool(held and held.gazette_on and held.portal_on and max(held.gazette_on, held.portal_on) <= on)
