"""The grounds (监察情形) on which something is found, each with its source; a regulation puts its own clause under one. No Django."""

from __future__ import annotations

from dataclasses import dataclass, replace

from onewindow.supervision.conventions import LICENSING_72, LICENSING_74, LICENSING_75, ONLINE_37, PRELIMINARY, RESPONSE, STEP_FIRST
from onewindow.words.refused import Refused
from onewindow.words.sources import Source

YELLOW, RED = "yellow", "red"
LEVELS = {YELLOW: "黄牌", RED: "红牌"}


@dataclass(frozen=True, slots=True)
class Ground:
    """A kind of finding. ``by_hand``: no fact in the database shows it, so an officer enters it, with what was seen."""

    key: str
    title: str
    source: Source | str
    by_hand: bool = False


CASE_LATE, STEP_LATE, PREREVIEW_LATE = "case_late", "step_late", "prereview_late"
NOT_ACCEPTED, NO_REASON, SLOW_RESPONSE = "not_accepted", "no_reason", "slow_response"
OFFLINE, CHARGED, TOLD_TWICE, EXTRA_MATERIAL = "offline", "charged", "told_twice", "extra_material"
WRONG_PLACE, INCOMPLETE = "wrong_place", "incomplete"

_GROUNDS = {
    ground.key: ground
    for ground in (
        Ground(NOT_ACCEPTED, "不受理合格申请", LICENSING_72),
        Ground(CASE_LATE, "超过承诺期限", LICENSING_74),
        Ground(STEP_LATE, "未超总时限但环节超时", STEP_FIRST),
        Ground(PREREVIEW_LATE, "初审未按时", PRELIMINARY),
        Ground(SLOW_RESPONSE, "后台响应超时", RESPONSE),
        Ground(NO_REASON, "不说明理由", LICENSING_72),
        Ground(TOLD_TWICE, "未一次性告知", LICENSING_72),
        Ground(EXTRA_MATERIAL, "变相增加材料", LICENSING_72),
        Ground(INCOMPLETE, "受理时材料不齐", LICENSING_72),
        Ground(WRONG_PLACE, "未按规定窗口受理", LICENSING_72),
        Ground(OFFLINE, "该网办不网办", ONLINE_37, by_hand=True),
        Ground(CHARGED, "擅自收费", LICENSING_75, by_hand=True),
    )
}


def grounds() -> tuple[Ground, ...]:
    """Every ground, in the order in which pages list them."""
    return tuple(_GROUNDS.values())


def ground(key: str) -> Ground:
    """The ground of that key. Raises Refused for none."""
    if key not in _GROUNDS:
        expected = "、".join(each.title for each in grounds())
        raise Refused("没有这种监察情形", code="unknown_ground", field="ground", expected=expected)
    return _GROUNDS[key]


def rest_on(key: str, source: str) -> None:
    """The county's text says it itself: from now on findings of this ground cite its clause. For ``grounds.py`` of a regulation."""
    _GROUNDS[key] = replace(ground(key), source=source)
