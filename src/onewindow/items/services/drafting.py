"""起草: a new item or a new version of one, until it is handed over for review; and giving it up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from onewindow.accounts.roles import require
from onewindow.items import reading
from onewindow.items.content import Content
from onewindow.items.models import Item, ItemVersion, State
from onewindow.items.selectors import open_version
from onewindow.items.services.opening import locked, put, reason_of, require_body, require_state, told
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused


@transaction.atomic
def draft(*, content: Content | Mapping[str, Any], note: str = "", origin: str = "typed", by: Actor, at: datetime) -> ItemVersion:
    """Begin a version: of the item of that key, or the first of a new item.

    Raises Refused (403) for another body's item, (409) where a version is open already, and for a code that another item bears.
    """
    require(by, "items.draft")
    said = _read(content)
    found = Item.objects.select_for_update(of=("self",)).select_related("organisation").filter(key=said.key).first()
    require_body(said.organisation, by)
    if found is None:
        found = _new_item(said)
    else:
        require_body(found.organisation.key, by)
        if open_version(found):
            raise _open_already(found)
        require_free_code(found, said.code)
    last = found.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = ItemVersion(
        item=found, number=last + 1, note=note.strip()[:400], origin=origin, drafters=[by.id], drafted_by=by.id, drafted_at=at
    )
    put(version, said)
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError:
        raise _open_already(found) from None
    return told(version, "drafted", by=by, at=at, origin=origin)


@transaction.atomic
def save_draft(
    *, key: str, number: int, content: Content | Mapping[str, Any], note: str | None = None, seen: str = "", by: Actor, at: datetime
) -> ItemVersion:
    """Change a draft. ``seen`` is the digest that the change was made on: Refused (409) where somebody has changed it since.

    Whoever changes it has taken part in drafting. Raises Refused (403, 404), and for another key.
    """
    version = locked(key, number, by=by, permission="items.draft")
    require_state(version, State.DRAFT, "修改")
    require_body(version.item.organisation.key, by)
    if seen and seen != version.digest:
        raise Refused("这份草稿刚才已被他人修改", code="changed_meanwhile", field="content", expected="刷新后核对再修改", status=409)
    said = _read(content)
    if said.key != key:
        raise Refused("事项代号不能改变", code="key_changed", field="key", expected=key)
    require_body(said.organisation, by)
    require_free_code(version.item, said.code)
    put(version, said)
    version.drafters = list(dict.fromkeys([*version.drafters, by.id]))
    version.note = version.note if note is None else note.strip()[:400]
    version.save()
    return told(version, "changed", by=by, at=at)


@transaction.atomic
def submit_for_review(*, key: str, number: int, by: Actor, at: datetime) -> ItemVersion:
    """送审. Raises Refused (403, 404), and (409) for what is no draft."""
    version = locked(key, number, by=by, permission="items.draft")
    require_state(version, State.DRAFT, "送审")
    require_body(version.item.organisation.key, by)
    version.state, version.submitted_at = State.IN_REVIEW, at
    version.opinion, version.reviewed_by, version.reviewed_at = "", "", None
    version.save()
    return told(version, "submitted", by=by, at=at, before=State.DRAFT)


@transaction.atomic
def discard(*, key: str, number: int, reason: str, by: Actor, at: datetime) -> ItemVersion:
    """Give up a version that was never published, for a reason; the next one may begin. Raises Refused (403, 404, 409)."""
    version = locked(key, number, by=by, permission="items.draft")
    require_body(version.item.organisation.key, by)
    if not version.open:
        require_state(version, State.DRAFT, "放弃")
    before = version.state
    version.withdrawn_for = reason_of(reason, "放弃的理由")
    version.state, version.withdrawn_by, version.withdrawn_at = State.WITHDRAWN, by.id, at
    version.save()
    return told(version, "discarded", by=by, at=at, before=before, reason=version.withdrawn_for)


def require_free_code(found: Item | None, code: str) -> None:
    """Raises Refused where another item bears the code."""
    other = Item.objects.filter(code=code).first()
    if other is not None and other != found:
        raise Refused(f"实施编码“{code}”已用于事项“{other.key}”", code="code_taken", field="code", expected="每个事项一个编码")


def body_of(content: Content) -> Organisation:
    """The body that a content names. Raises Refused for an unknown one."""
    found = Organisation.objects.filter(key=content.organisation).first()
    if found is None:
        raise Refused(
            f"没有代号为“{content.organisation}”的单位", code="unknown_organisation", field="organisation", expected="已登记的单位代号"
        )
    return found


def _read(content: Content | Mapping[str, Any]) -> Content:
    said = content if isinstance(content, Content) else reading.content(content)
    body_of(said)
    return said


def _new_item(said: Content) -> Item:
    require_free_code(None, said.code)
    try:
        with transaction.atomic():
            return Item.objects.create(key=said.key, code=said.code, organisation=body_of(said))
    except IntegrityError:
        raise Refused("同一代号或者编码的事项刚刚建立", code="item_exists", field="key", expected="刷新后再试", status=409) from None


def _open_already(found: Item) -> Refused:
    version = open_version(found)
    which = f"第{version.number}版（{version.get_state_display()}）" if version else "另一版"
    return Refused(
        f"事项“{found.key}”已有没有完成的{which}", code="open_version", field="key", expected="先发布或者放弃该版，再起草新版", status=409
    )
