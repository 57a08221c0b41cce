"""培训登记 (onewindow-4-4-train): a body trained clerks of the window on its items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from miluo.integrated_window.conditions import WINDOW_BODIES
from miluo.integrated_window.models import Trainee, Training, TrainingItem
from miluo.integrated_window.services.opening import known_item, not_later, own_body, require_owner, words
from onewindow.accounts.models import User
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "onewindow-4-4-train"


@door
def hold_training(
    *,
    held_on: date,
    title: str,
    trainer_post: str,
    codes: Sequence[str],
    usernames: Sequence[str],
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """登记培训: which items of the own body, and which clerks of the window were there."""
    body = own_body(by, CLAUSE)
    wanted, clerks = _codes(codes, by), _clerks(usernames)
    training = Training.objects.create(
        number=next_number("window-training", at=at, pattern="PX{year}-{serial:04d}"),
        organisation=body,
        held_on=not_later(held_on, day_of(at), "培训日期", "held_on", CLAUSE),
        trainer_post=words(trainer_post, "培训人职务", "trainer_post", CLAUSE, 60),
        title=words(title, "培训内容", "title", CLAUSE, 120),
        entered_by=by.id,
    )
    TrainingItem.objects.bulk_create([TrainingItem(training=training, code=code) for code in wanted])
    Trainee.objects.bulk_create([Trainee(training=training, user=user) for user in clerks])
    body_told = {"held_on": held_on, "items": wanted, "trainees": [user.key for user in clerks]}
    record(subject=training.subject, kind="training.held", by=by, at=at, to="held", body=body_told)
    return Answer(training.number, "held", f"已登记培训：{len(wanted)}个事项，{len(clerks)}名窗口人员")


def _codes(codes: Sequence[str], by: Actor) -> list[str]:
    wanted = list(dict.fromkeys(code.strip() for code in codes if code.strip()))
    if not wanted:
        raise Refused("没有选择事项", code="no_items", field="codes", clause=CLAUSE, expected="至少一个本单位的事项")
    for code in wanted:
        item, _ = known_item(code, CLAUSE, field="codes")
        require_owner(item, by, CLAUSE)
    return wanted


def _clerks(usernames: Sequence[str]) -> list[User]:
    """Clerks of the window by their user names. Raises Refused for none, and for anybody else."""
    found = []
    for username in dict.fromkeys(each.strip() for each in usernames if each.strip()):
        user = User.objects.filter(username=username).first()
        if user is None or not user.grants.filter(role="clerk", organisation__key__in=WINDOW_BODIES).exists():
            raise Refused(f"“{username}”不是综窗人员", code="no_clerk", field="usernames", clause=CLAUSE, expected="综窗人员的账号")
        found.append(user)
    if not found:
        raise Refused("没有选择参加培训的人员", code="no_clerks", field="usernames", clause=CLAUSE, expected="至少一名综窗人员")
    return found
