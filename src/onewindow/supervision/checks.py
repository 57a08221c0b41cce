"""The check form of a sampled case (抽查表): what is looked at, and what a fault counts as. No Django."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.supervision.grounds import CHARGED, EXTRA_MATERIAL, NO_REASON, NOT_ACCEPTED, OFFLINE, STEP_LATE, TOLD_TWICE

OK, FAULT, NONE = "ok", "fault", "none"
ANSWERS = {OK: "符合", FAULT: "有问题", NONE: "不涉及"}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the form; ``ground`` is what a fault is entered as."""

    key: str
    title: str
    ground: str


CHECKS = (
    Check("accepted", "符合条件的申请当场受理，不予受理的写明理由和去处", NOT_ACCEPTED),
    Check("told_once", "补正一次性告知全部内容，有告知书", TOLD_TWICE),
    Check("materials", "没有要求办事指南以外的材料，没有重复收取", EXTRA_MATERIAL),
    Check("in_time", "各环节和总时限没有超过，停止计时有文书", STEP_LATE),
    Check("reasons", "不予许可、部分核准写明理由和救济途径", NO_REASON),
    Check("charge", "收费与办事指南一致", CHARGED),
    Check("online", "可以网上办理的没有要求到现场", OFFLINE),
    Check("archive", "结果已送达，送达回证、卷宗齐全", ""),
)


def check(key: str) -> Check | None:
    """The line of that key, if the form has it."""
    return next((each for each in CHECKS if each.key == key), None)
