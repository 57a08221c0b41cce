"""Our doors with all that they keep: permissions, locks, papers numbered without a gap, clocks, chained events, the rule book.

``item`` is a walk-in case of an item of the catalogue: submit, accept, prereview, decide, issue with its proof of service.
``declared`` is a case of the open-economy policy: submit, accept, take, decide (with its evaluation and the awards), issue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from zlib import crc32

import django

PREPARED = 40  # forms a second made ready for each client


def prepare() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    from onewindow.cases.tests import cast, items_cast  # noqa: PLC0415  # models need Django set up

    call_command("migrate", verbosity=0)
    people = cast.gather()
    plain = {"title": "示例经营许可办理结果", "kind": "none"}
    items_cast.publish_item(materials=[], no_materials=True, no_forms="由系统按填报内容生成", result=plain)
    for lead, form in ((_item_life, _item_form), (_declared_life, _declared_form)):
        lead(people, form(people, "warm"))


def item(client: int, seconds: float) -> Callable[[], None]:
    return _prepared(client, seconds, _item_form, _item_life)


def declared(client: int, seconds: float) -> Callable[[], None]:
    return _prepared(client, seconds, _declared_form, _declared_life)


def _prepared(client: int, seconds: float, form: Any, lead: Any) -> Callable[[], None]:
    """One life a call, each from a form that stands ready; raises StopIteration when there is none left."""
    django.setup()
    people = _people()
    forms: Iterator[Any] = iter([form(people, f"{client}-{n}") for n in range(20 + int(seconds * PREPARED))])
    return lambda: lead(people, next(forms))


def _people() -> Any:
    """The cast as it stands in the database."""
    from onewindow.accounts.models import User  # noqa: PLC0415  # models need Django set up
    from onewindow.accounts.roles import permissions_of  # noqa: PLC0415  # beside the others
    from onewindow.cases.tests.cast import BUREAU, WINDOW, Cast  # noqa: PLC0415  # models need Django set up
    from onewindow.words.actor import Actor  # noqa: PLC0415  # beside the others

    def actor(username: str, role: str, organisation: str | None = None) -> Actor:
        user, held = User.objects.get(username=username), frozenset({role})
        return Actor(id=user.key, name=user.display_name, roles=held, organisation=organisation, permissions=permissions_of(held))

    agent, clerk = actor("demo-agent", "agent"), actor("demo-clerk", "clerk", WINDOW)
    approver = actor("demo-approver", "approver", BUREAU)
    return Cast(agent, agent, clerk, clerk, approver, approver, approver, approver)


def _item_form(people: Any, name: str) -> Any:
    from onewindow.cases import gates, services  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.tests import items_cast as items  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.tests.cast import AT, WINDOW  # noqa: PLC0415  # models need Django set up

    clerk = items.person(f"bench-clerk-{name}", "演示窗口员", "clerk", WINDOW)  # one each: nobody may have many forms open
    gates._declared.clear()  # the engine alone: what 32号 asks of its own catalogue is no part of a sample's life
    form = services.start_draft(procedure_key=items.ITEM, channel="window", window="1", by=clerk, at=AT).number
    contact = {"contact_name": items.PERSON_NAME, "contact_phone": "13800000000"}
    services.save_draft(draft=form, facts=items.TYPED, persons=items.PERSONS, **contact, by=clerk, at=AT)
    return clerk, form


def _item_life(people: Any, form: Any) -> None:
    from onewindow.cases import services  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.tests.cast import AT  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.tests.items_cast import PERSON_ID, PERSON_NAME  # noqa: PLC0415  # models need Django set up

    clerk, draft = form
    number = services.submit(draft=draft, by=clerk, at=AT).number
    services.accept(number=number, by=clerk, at=AT)
    services.pass_prereview(number=number, by=people.approver, at=AT)
    services.decide(number=number, approve=True, by=people.approver, at=AT)
    receiver = {"name": PERSON_NAME, "number": PERSON_ID, "is_agent": False}
    services.issue(number=number, channel="window", identity_checked=True, receiver=receiver, by=clerk, at=AT)


def _declared_form(people: Any, name: str) -> Any:
    from onewindow.cases.tests import cast  # noqa: PLC0415  # models need Django set up

    agent = cast.agent_of(f"91430681{crc32(name.encode()) % 10**9:09d}", f"bench-{name}")
    return agent, cast.draft(replace(people, agent=agent), uscc=None)


def _declared_life(people: Any, form: Any) -> None:
    from onewindow.cases import services  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.tests.cast import AT  # noqa: PLC0415  # models need Django set up

    agent, draft = form
    number = services.submit(draft=draft, by=agent, at=AT).number
    services.accept(number=number, by=people.clerk, at=AT)
    services.take(number=number, by=people.approver, at=AT)
    services.decide(number=number, by=people.approver, at=AT)
    services.issue(number=number, channel="window", identity_checked=True, by=people.clerk, at=AT)
