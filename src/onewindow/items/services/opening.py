"""The first lines of every door: the version under its item's lock, and the refusals that say who may do what when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from onewindow.accounts.roles import require
from onewindow.items.content import Content
from onewindow.items.law import THREE_PEOPLE
from onewindow.items.models import Item, ItemVersion, State
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Refused

LONGEST_REASON = 400


def locked(key: str, number: int, *, by: Actor, permission: str) -> ItemVersion:
    """The version, with its item locked. Raises Refused (403, 404)."""
    require(by, permission)
    found = Item.objects.select_for_update(of=("self",)).select_related("organisation").filter(key=key).first()
    version = found.versions.filter(number=number).first() if found else None
    if found is None or version is None:
        raise Refused(f"没有事项“{key}”的第{number}版", code="unknown_version", field="version", status=404)
    version.item = found
    return version


def require_state(version: ItemVersion, state: State, what: str) -> None:
    """Raises Refused (409) for a version that stands elsewhere."""
    if version.state != state:
        raise Refused(
            f"本版现为“{version.get_state_display()}”，不能{what}", code="wrong_state", field="state", expected=state.label, status=409
        )


def require_other(version: ItemVersion, by: Actor, *others: str, what: str) -> None:
    """Raises Refused (403) for somebody who took part in an earlier step."""
    if by.id in {*version.drafters, *others}:
        raise Refused(
            f"{what}须由没有参与本版前面环节的人员办理",
            code="same_person",
            field="by",
            clause=THREE_PEOPLE.id,
            expected="起草、审核、发布由三个不同的人办理",
            status=403,
        )


def require_body(organisation: str, by: Actor) -> None:
    """Raises Refused (403) for a drafter of another body who does not keep the whole catalogue."""
    if by.organisation != organisation and not by.may("items.import"):
        raise Refused(
            "只能起草本单位的事项",
            code="not_competent",
            field="organisation",
            clause=THREE_PEOPLE.id,
            expected="由实施主体的人员起草",
            status=403,
        )


def reason_of(text: str, what: str, *, field: str = "reason") -> str:
    """A text that must be there. Raises Refused for an empty or an overlong one."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST_REASON:
        wrong = f"没有写明{what}" if not stripped else f"{what}超过{LONGEST_REASON}字"
        raise Refused(wrong, code="no_reason", field=field, expected=f"写明{what}，不超过{LONGEST_REASON}字")
    return stripped


def put(version: ItemVersion, content: Content) -> None:
    """Give a version its content, with title and digest; the caller saves it."""
    version.content = content.as_json()
    version.digest = sm3(canonical(version.content).encode())
    version.title = content.title


def told(version: ItemVersion, act: str, *, by: Actor, at: datetime, before: str = "", reason: str = "", **body: Any) -> ItemVersion:
    """Record what happened to a version; the version, for the door to return."""
    said = {"version": version.number, "digest": version.digest, **body}
    record(subject=version.item.subject, kind=f"items.{act}", by=by, at=at, from_=before, to=version.state, reason=reason, body=said)
    return version
