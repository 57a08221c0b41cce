"""What this regulation has on record about a mortgage: told on the page of the mortgage, to those who may see it here."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.selectors.lists import disposals_for, valuations_for
from onewindow.words.actor import Actor


def related(mortgage: str, right: str, by: Actor) -> Iterator[mortgages.Related]:
    """The valuations of its right, and the disposal of it."""
    if not by.may("appraisal.read"):
        return
    for each in valuations_for(by).filter(right=right):
        page = reverse("valuation_disposal:valuation", args=(each.number,))
        yield mortgages.Related("评估", each.number, page, each.get_state_display())
    for found in disposals_for(by).filter(mortgage=mortgage):
        page = reverse("valuation_disposal:disposal", args=(found.number,))
        yield mortgages.Related("处置", found.number, page, found.get_state_display())
