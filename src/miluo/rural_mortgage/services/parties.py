"""Who somebody is to an agreement: its mortgagor, by his identity number or by the enterprise that he acts for."""

from __future__ import annotations

from datetime import date

from miluo.rural_mortgage.models import Agreement
from onewindow.accounts.models import User
from onewindow.accounts.selectors import may_act_for
from onewindow.cases.holders import person_key
from onewindow.words.actor import Actor


def is_mortgagor(of: Agreement, by: Actor, on: date) -> bool:
    """Whether an account is that of the mortgagor, or acts for the body that is it."""
    if of.applicant_kind != "person":
        return may_act_for(by, of.mortgagor_key, on)
    return own_key(by) == of.mortgagor_key


def own_key(by: Actor) -> str:
    """The key under which the rights of the person behind an account stand; empty where no number is known."""
    user = User.objects.filter(key=by.id).first()
    return person_key(user.resident_id) if user is not None and user.resident_id else ""
