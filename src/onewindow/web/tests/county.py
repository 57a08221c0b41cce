"""The county with its demonstration data, and people with a browser that runs no script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from unittest import mock
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.timezone import get_default_timezone

from onewindow.accounts.models import SignIn, User
from onewindow.cases.models import Case
from onewindow.cases.services import at_once
from onewindow.hall import services as hall
from onewindow.items import services as items
from onewindow.law.search import services as search
from onewindow.organisations import services as organisations
from onewindow.words.actor import SYSTEM
from onewindow.worktime import clock

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"  # a password of a test protects nothing, and fourteen slow ones take seconds
PDF = b"%PDF-1.7\nfigures of the demonstration\n%%EOF\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def load_county() -> None:
    """Organisations, accounts and the cases of the policy at every step, through the doors; those of items have a test of their own."""
    few = mock.patch(f"{settings.COUNTY}.demo_cases.load")  # pages are counted against the six of the policy
    certain = mock.patch.object(at_once, "is_drawn", return_value=False)  # of the real ones, one in twenty waits for a person
    with override_settings(PASSWORD_HASHERS=[QUICK]), few, certain:
        county = import_module(f"{settings.COUNTY}.county")
        data = county.DATA
        organisations.load(data, by=SYSTEM, at=clock.now())
        hall.load_hall(data, by=SYSTEM, at=clock.now())
        items.load(import_string(county.SEEDS)(), by=SYSTEM, at=clock.now())
        hall.load_zones(import_string(county.ZONE_ITEMS)(), by=SYSTEM, at=clock.now())
        import_module(f"{settings.COUNTY}.demo").load(by=SYSTEM, at=clock.now())
    search.rebuild()


def load_catalogue(files: Path) -> None:
    """Organisations and items as they stood when the catalogue began, the items' files in that folder."""
    county, at = import_module(f"{settings.COUNTY}.county"), datetime(2023, 5, 9, 9, tzinfo=get_default_timezone())
    with override_settings(FILES=files):
        organisations.load(county.DATA, by=SYSTEM, at=at)
        items.load(import_string(county.SEEDS)(), by=SYSTEM, at=at)


def award_cases() -> QuerySet[Case]:
    """The cases of the demonstration that claim awards, the oldest first: one at each step of its life."""
    return Case.objects.filter(procedure="open-economy-trade").order_by("pk")


def signed_in(username: str) -> Client:
    """A client with a session of that demo account."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend="onewindow.accounts.backends.Passwords")
    return client


def text_of(response: HttpResponse) -> str:
    """What a page says, without its tags; scripts and styles have no words here."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", words)


def key_in(response: HttpResponse) -> str:
    """The idempotency key of the first form of a page."""
    found = re.search(r'name="idempotency_key" value="([0-9a-f]+)"', response.content.decode())
    assert found
    return found[1]


def expire(client: Client) -> None:
    """Leave the session of a client idle for longer than it may be."""
    client.get("/accounts/")
    SignIn.objects.filter(ended_at=None).update(seen_at=timezone.now() - settings.SESSION_IDLE - timedelta(seconds=1))


def signs_in(client: Client, username: str, answer: HttpResponse) -> HttpResponse:
    """What that demo account sees after it signed in at the login page that an answer leads to."""
    page = answer.headers.get("HX-Redirect") or answer["Location"]
    target = parse_qs(urlsplit(page).query)["next"][0]
    with override_settings(DEMO=True):
        signed = client.post("/accounts/login/", {"username": username, "password": settings.DEMO_PASSWORD, "next": target})
    return client.get(signed["Location"])
