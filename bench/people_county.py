"""The child of ``bench.people`` that knows the database: it makes the accounts before, and counts the cases afterwards."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date
from importlib import import_module
from typing import Any

import django

ITEMS = {"road-occupation": "city-management", "rural-doctor": "health"}  # which are applied for, and who decides
CHIEFS = ("chengguansx", "weijiansx")  # of the demonstration: a body has one, who is registered
APPLICANT = "qunzhong"
PASSWORD = "onewindow-2023"
SINCE = date(2023, 4, 1)
READERS, APPLICANTS = 1 / 2, 1 / 3  # of the people; of the rest half are at the windows, two decide, the others look over


def open_the_county(people: int) -> None:
    """Load the county, make the accounts, and print who there is and how the forms are filled in."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415  # Django is set up only now
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415  # Django is set up only now

    from onewindow.accounts.models import User  # noqa: PLC0415  # models need Django set up
    from onewindow.cli import system  # noqa: PLC0415  # models need Django set up

    system._load_demo()  # lists, authorisations and chief representatives, without which no item may be opened
    stored = make_password(PASSWORD)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # while they are made; they sign in with the real one
    applicants = round(people * APPLICANTS)
    clerks = people - round(people * READERS) - applicants
    at_window = round(clerks / 2)
    bodies = list(ITEMS.values())
    found = {
        "readers": people - applicants - clerks,
        "applicants": [_person(f"{APPLICANT}{n}", "citizen", None, _resident_id(n)) for n in range(applicants)],
        "window": [_person(f"chuangkou{n}", "clerk", "approval-service") for n in range(at_window)],
        "looking": [_person(f"yushen{n}", "approver", bodies[n % 2]) for n in range(clerks - at_window - len(CHIEFS))],
        "deciding": list(CHIEFS),
        "password": PASSWORD,
        "items": _forms(),
    }
    User.objects.update(password=stored)
    json.dump(found, sys.stdout)


def count() -> None:
    """Compare what the people were answered (on standard input) with what stands in the database; raise AssertionError where it differs."""
    django.setup()
    from onewindow.accounts.models import User  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.models import Case, Draft  # noqa: PLC0415  # models need Django set up
    from onewindow.trail import verification  # noqa: PLC0415  # models need Django set up
    from onewindow.trail.models import Event  # noqa: PLC0415  # models need Django set up

    answered: dict[str, Any] = json.load(sys.stdin)
    ours = list(User.objects.filter(username__startswith=APPLICANT).values_list("key", flat=True))
    cases = dict(Case.objects.filter(applicant__in=ours).values_list("number", "state"))
    drafts = dict(Draft.objects.filter(owner__in=ours).exclude(case_number="").values_list("key", "case_number"))
    told = dict(answered["submitted"])
    lost = [draft for draft, number in told.items() if drafts.get(draft) != number or number not in cases]
    doubled = [number for number, n in Counter(drafts.values()).items() if n > 1]
    silent = sorted(set(drafts) - set(told))
    events = Counter(Event.objects.filter(subject__startswith="case:").values_list("subject", "kind"))
    acts = {kind: _once(events, f"case.{kind}", numbers) for kind, numbers in answered["acts"].items()}
    chains = verification.verify(None)
    figures = {
        "submitted": len(told),
        "cases": len(cases),
        "lost": len(lost),
        "doubled": len(doubled) + len(cases) - len(drafts),
        "submitted but not answered": len(silent),
        "states": Counter(cases.values()),
        "acts": acts,
        "events": Event.objects.count(),
        "chains": chains.as_json(),
    }
    assert chains.ok and not (lost or doubled) and len(cases) == len(drafts), figures
    json.dump(figures, sys.stdout)


def _once(events: Counter[tuple[str, str]], kind: str, numbers: list[str]) -> int:
    for number in numbers:
        assert events[f"case:{number}", kind] == 1, (number, kind, events[f"case:{number}", kind])
    return len(numbers)


def _forms() -> dict[str, Any]:
    from onewindow.items.selectors import content_of, version_required  # noqa: PLC0415  # models need Django set up
    from onewindow.worktime import clock  # noqa: PLC0415  # models need Django set up

    typed = import_module("miluo.demo_cases").typed
    contents = {key: content_of(version_required(key, clock.today())) for key in ITEMS}
    return {
        key: {"facts": typed(content.form), "materials": [each.key for each in content.materials if each.required]}
        for key, content in contents.items()
    }


def _person(username: str, role: str, body: str | None, resident_id: str | None = None) -> str:
    from onewindow.accounts import services  # noqa: PLC0415  # models need Django set up
    from onewindow.organisations.models import Organisation  # noqa: PLC0415  # models need Django set up
    from onewindow.words.actor import SYSTEM  # noqa: PLC0415  # models need Django set up
    from onewindow.worktime import clock  # noqa: PLC0415  # models need Django set up

    at, office = clock.now(), Organisation.objects.get(key=body) if body else None
    user = services.create_user(
        username=username,
        display_name="演示人员",
        password=PASSWORD,
        phone=None if body else "13800000000",
        resident_id=resident_id,
        organisation=office,
        initial=False,
        by=SYSTEM,
        at=at,
    )
    services.grant(user=user, role=role, organisation=office, valid_from=SINCE, by=SYSTEM, at=at)
    return username


def _resident_id(n: int) -> str:
    """A number of GB 11643 that nobody has: of a code that no place has."""
    body = f"9999991990{n // 1000 % 12 + 1:02}01{n % 1000:03}"
    weights = [pow(2, 17 - at, 11) for at in range(17)]
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]
