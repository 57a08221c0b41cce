"""查询 (conv-mortgage-5): by right, by person, by bank, with a purpose; every search is an event and a line of its own register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from miluo.rural_mortgage.conventions import SEARCHES
from miluo.rural_mortgage.models import Mortgage, RightState, Search
from miluo.rural_mortgage.models.searches import BY, PURPOSES
from miluo.rural_mortgage.selectors.mortgages import mortgages_on
from miluo.rural_mortgage.selectors.rights import rights_of, state_on
from miluo.rural_mortgage.services.asking import anyone, one_of, words
from onewindow.accounts.roles import require
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows: rights as they are on the day, and mortgages in the order of their registration."""

    rights: Sequence[RightState]
    mortgages: Sequence[Mortgage]


@transaction.atomic
def search(*, by_what: str, term: str, purpose: str, reason: str, by: Actor, at: datetime) -> Found:
    """Look into the registers. Raises Refused without a purpose, a reason or the permission; by bank a bank sees its own alone."""
    require(by, "rights.read")
    one_of(by_what, BY, "查询方式", "by_what", SEARCHES.id)
    one_of(purpose, PURPOSES, "查询目的", "purpose", SEARCHES.id)
    why = words(reason, "查询事由", "reason", SEARCHES.id, 200)
    key = _key(by_what, words(term, "查询条件", "term", SEARCHES.id, 64), by)
    found = _found(by_what, key, at)
    count = len(found.rights) + len(found.mortgages)
    row = Search.objects.create(
        by_what=by_what, term=key, purpose=purpose, reason=why, found=count, organisation=by.organisation or "", at=at, by=by.id
    )
    body = {"search": row.pk, "by": by_what, "term": key, "purpose": purpose, "found": count}
    record(subject=f"mortgage-search:{row.pk}", kind="mortgage-register.searched", by=by, at=at, reason=why, body=body)
    return found


def _key(by_what: str, term: str, by: Actor) -> str:
    if by_what == "bank":
        if by.may("mortgages.lend") and term != by.organisation:
            raise Refused("银行只能查询本行的抵押", code="other_bank", field="term", clause=SEARCHES.id, expected="本行的代号", status=403)
        return term
    if by_what == "right":
        return term
    return anyone(term, "term")[1]


def _found(by_what: str, key: str, at: datetime) -> Found:
    today = day_of(at)
    rows = mortgages_on(today)
    if by_what == "bank":
        return Found([], list(rows.filter(bank__key=key)))
    if by_what == "right":
        state = state_on(key, today)
        return Found([state] if state else [], list(rows.filter(right__number=key)))
    return Found(rights_of(key, today), list(rows.filter(agreement__mortgagor_key=key)))
