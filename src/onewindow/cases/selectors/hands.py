"""Who of a body has how many open steps in hand: what is handed over when somebody moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from onewindow.accounts.selectors import colleagues
from onewindow.cases.life import STEP_PERMISSIONS
from onewindow.cases.models import Task
from onewindow.words.actor import Actor


@dataclass(frozen=True, slots=True)
class Hands:
    """The people of a body who may do some step, names by key, and how many open steps each has taken."""

    people: dict[str, str]
    counts: dict[str, int]


def hands_of(actor: Actor, today: date) -> Hands:
    """The hands of the actor's body on a day."""
    body = actor.organisation or ""
    people: dict[str, str] = {}
    for permission in dict.fromkeys(STEP_PERMISSIONS.values()):
        people |= colleagues(body, permission, today)
    taken = Task.objects.filter(organisation=body, done_at=None).exclude(taken_by="").values_list("taken_by")
    return Hands(people, dict(taken.annotate(Count("id"))))
