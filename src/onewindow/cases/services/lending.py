"""续办: a form that was begun on the phone goes on at the counter and back, with everything in it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from onewindow.accounts.sealed import digest
from onewindow.cases.conventions import PICKUP, PICKUP_DAYS
from onewindow.cases.models import Draft
from onewindow.cases.offered import offered
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_draft, moment, require, who
from onewindow.cases.services.opening import require_open
from onewindow.trail.selectors import events_of
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

DIGITS = 8


@door
def lend_draft(*, draft: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Make the code by which a window takes the form over (conv-c-26); the answer's ``paper`` is the code, kept only as its digest."""
    require(by, "cases.apply")
    kept = locked_draft(draft, by=by)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    kept.pickup, kept.lent_on = _digest(code), day_of(at)
    kept.save(update_fields=["pickup", "lent_on"])
    record(subject=f"draft:{kept.key}", kind="draft.lent", by=by, at=at, from_="draft", to="draft")
    return Answer(kept.key, "draft", "已生成续办码，今天和明天有效", paper=code)


@door
def take_over_draft(*, code: str, window: str, ticket: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Take a lent form over at a window; who has it there gets it again.

    Raises Refused (404) for a code that is none, is over, or whose form was submitted, (409) for a form that another clerk took over.
    """
    require(by, "cases.receive")
    plain = "".join(code.split())
    since = day_of(at) - timedelta(days=PICKUP_DAYS - 1)
    lent = Draft.objects.select_for_update().filter(pickup=_digest(plain), lent_on__gte=since, case_number="")
    found = lent.first() if plain else None
    if found is None:
        expected = f"{DIGITS}位数字，生成当日和次日有效；请申请人重新生成"
        raise Refused("没有这个续办码，或者已经失效", code="unknown_pickup", field="code", clause=PICKUP.id, expected=expected, status=404)
    require_open(offered(found.procedure, day_of(at)), by=by, at=at, channel="window", window=window)
    if found.channel == "window":
        _require_same(found, by)
    found.channel, found.window, found.ticket = "window", window, ticket
    found.save(update_fields=["channel", "window", "ticket"])
    record(subject=f"draft:{found.key}", kind="draft.taken_over", by=by, at=at, from_="draft", to="draft", body={"window": window})
    return Answer(found.key, "draft", "已接手，填写的内容和材料都在")


@door
def give_back_draft(*, draft: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Give a form that was taken over back to the phone. Raises Refused (409) for one that was begun at the window."""
    require(by, "cases.receive")
    kept = locked_draft(draft, by=by)
    if not kept.pickup:
        raise Refused("这份申请表是在窗口开始填写的", code="not_lent", field="draft", expected="在窗口提交", status=409)
    kept.channel, kept.window, kept.ticket = "web", "", ""
    kept.save(update_fields=["channel", "window", "ticket"])
    record(subject=f"draft:{kept.key}", kind="draft.given_back", by=by, at=at, from_="draft", to="draft")
    return Answer(kept.key, "draft", "已退回申请人继续填写")


def _require_same(draft: Draft, by: Actor) -> None:
    """Raises Refused (409) for another clerk than who took the form over last, saying who that was, where and when."""
    last = next(event for event in reversed(events_of(f"draft:{draft.key}")) if event.kind == "draft.taken_over")
    if last.actor != by.id:
        raise Refused(
            f"这份申请表已由{draft.window}号窗口的{who(last)}于{moment(last)}接手",
            code="taken_over",
            field="code",
            clause=PICKUP.id,
            expected="由其办理，或者由其退回申请人手机后再接手",
            status=409,
        )


def _digest(code: str) -> str:
    return digest(code, purpose="cases.pickup")
