"""Somebody at the public pages of these tests: their accounts, and what a page says to them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from miluo.valuation_disposal.tests.office import Register, at, right
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases.holders import person_key
from onewindow.organisations.models import Organisation
from onewindow.words.actor import SYSTEM

HOME = "/valuation-disposal/"
FARMER_NUMBER = "430681198001010014"


def account(role: str, organisation: str = "", number: str = "") -> User:
    body = Organisation.objects.filter(key=organisation).first()
    user = accounts.create_user(
        username=f"{role}-{organisation}", display_name="演示人员", organisation=body, resident_id=number or None, by=SYSTEM, at=at(6, 1)
    )
    accounts.grant(user=user, role=role, organisation=body, valid_from=date(2023, 6, 1), by=SYSTEM, at=at(6, 1))
    return user


def signed_in(client: Client, role: str, organisation: str = "", number: str = "") -> Client:
    client.force_login(account(role, organisation, number))
    return client


def farmer(client: Client, register: Register) -> Client:
    """The holder of the right of these tests, known by the number of the identity card."""
    register.rights["JY-0001"] = right(holder_key=person_key(FARMER_NUMBER))
    return signed_in(client, "citizen", number=FARMER_NUMBER)


def said(response: Any) -> str:
    text: str = response.content.decode()
    return text


def on(settings: Any, month: int, day: int) -> None:
    settings.FIXED_TODAY = date(2023, month, day)
