"""What waits for an applicant because the version of an item changed: 我的办件 shows it first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from onewindow.cases.versions import questions_for
from onewindow.web.waiting import Waiting
from onewindow.words.actor import Actor


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """The cases of an applicant that ask for his consent."""
    for move in questions_for(actor, today):
        said = f"办件{move.case.number}的事项改为第{move.new_version}版，请答复是否同意改用；不答复的按原版本办理。"
        yield Waiting("事项已经修改，请您答复", said, reverse("portal:my_case", args=[move.case.number]), "去答复", "chat-left-text")
