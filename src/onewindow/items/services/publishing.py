"""审核、发布、撤回: what two more people do with a draft, and how a version ends."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from onewindow.items.completeness import require_complete
from onewindow.items.content import Content
from onewindow.items.findable import KIND
from onewindow.items.law import ONE_VERSION
from onewindow.items.models import ItemVersion, State
from onewindow.items.selectors import content_of
from onewindow.items.services.drafting import body_of, require_free_code
from onewindow.items.services.opening import locked, reason_of, require_other, require_state, told
from onewindow.law.search import services as search
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

ONE_DAY = timedelta(days=1)


@transaction.atomic
def review(*, key: str, number: int, approved: bool, opinion: str = "", by: Actor, at: datetime) -> ItemVersion:
    """审核: approve a version, or send it back to its drafter with what is to be mended.

    Raises Refused (403) for a drafter of it, (409) where it does not wait for review, and for a return without an opinion.
    """
    version = locked(key, number, by=by, permission="items.review")
    require_state(version, State.IN_REVIEW, "审核")
    require_other(version, by, what="审核")
    if version.approved:
        raise Refused("本版已经审核通过", code="wrong_state", field="state", expected="由发布人员发布", status=409)
    version.opinion = opinion.strip()[:2000] if approved else reason_of(opinion, "退回的意见", field="opinion")
    version.reviewed_by = by.id
    version.reviewed_at = at if approved else None
    version.state = State.IN_REVIEW if approved else State.DRAFT
    version.save()
    return told(version, "approved" if approved else "returned", by=by, at=at, before=State.IN_REVIEW, reason=version.opinion)


@transaction.atomic
def publish(
    *, key: str, number: int, effective_from: date | None = None, effective_until: date | None = None, by: Actor, at: datetime
) -> ItemVersion:
    """发布 from a day on (today if none is named): the version before it ends on the day before.

    Raises Refused (403) for who drafted or reviewed it, (409) where it was not approved, for a day that is over, for one on
    which a later version begins, and for whatever the version lacks.
    """
    version = locked(key, number, by=by, permission="items.publish")
    require_state(version, State.IN_REVIEW, "发布")
    if not version.approved:
        raise Refused("本版还没有审核通过", code="not_approved", field="state", expected="先由审核人员审核", status=409)
    require_other(version, by, version.reviewed_by, what="发布")
    content = content_of(version)
    require_complete(content)
    first = effective_from or day_of(at)
    if first < day_of(at):
        raise Refused("生效日期已经过去", code="day_is_over", field="effective_from", clause=ONE_VERSION.id, expected="今天或者以后的日期")
    enter(version, content, first=first, last=effective_until, by=by, at=at)
    search.refresh(KIND)
    return told(version, "published", by=by, at=at, before=State.IN_REVIEW, **_days(version))


@transaction.atomic
def withdraw_version(*, key: str, number: int, reason: str, from_day: date | None = None, by: Actor, at: datetime) -> ItemVersion:
    """撤回: end a published version before a day (today if none is named); one that has not begun is withdrawn whole.

    Nothing takes its place: the item rests until another version is published. Raises Refused (403, 404, 409).
    """
    version = locked(key, number, by=by, permission="items.publish")
    require_state(version, State.PUBLISHED, "撤回")
    day = from_day or day_of(at)
    if day < day_of(at):
        raise Refused("撤回不能追溯到以前的日期", code="day_is_over", field="from_day", expected="今天或者以后的日期")
    if version.effective_until is not None and version.effective_until < day:
        raise Refused(f"本版的最后一日是{version.effective_until:%Y-%m-%d}", code="ended_already", field="from_day", status=409)
    version.withdrawn_for, version.withdrawn_by, version.withdrawn_at = reason_of(reason, "撤回的理由"), by.id, at
    if version.effective_from is not None and day <= version.effective_from:
        version.state = State.WITHDRAWN
    else:
        version.effective_until = day - ONE_DAY
    version.save()
    search.refresh(KIND)
    return told(version, "withdrawn", by=by, at=at, before=State.PUBLISHED, reason=version.withdrawn_for, **_days(version))


def enter(version: ItemVersion, content: Content, *, first: date, last: date | None, by: Actor, at: datetime) -> None:
    """Put a version in force: end the one before it, and let the item bear its code and body. Inside the caller's transaction."""
    if last is not None and last < first:
        raise Refused("最后一日早于生效日期", code="wrong_order", field="effective_until", expected="不早于生效日期")
    later = version.item.versions.filter(state=State.PUBLISHED, effective_from__gte=first).order_by("effective_from").first()
    if later is not None:
        raise Refused(
            f"第{later.number}版自{later.effective_from:%Y-%m-%d}起生效",
            code="later_version",
            field="effective_from",
            clause=ONE_VERSION.id,
            expected=f"晚于{later.effective_from:%Y-%m-%d}，或者先撤回该版",
            status=409,
        )
    for earlier in version.item.versions.filter(state=State.PUBLISHED):
        if earlier.effective_until is None or earlier.effective_until >= first:
            earlier.effective_until = first - ONE_DAY
            earlier.save(update_fields=["effective_until"])
    require_free_code(version.item, content.code)
    version.item.code, version.item.organisation = content.code, body_of(content)
    version.item.save()
    version.state, version.effective_from, version.effective_until = State.PUBLISHED, first, last
    version.published_by, version.published_at = by.id, at
    version.save()


def _days(version: ItemVersion) -> dict[str, Any]:
    return {"effective_from": version.effective_from, "effective_until": version.effective_until}
