"""What the engine demands of an office and where that comes from; a regulation that says the same names its clauses here. No Django."""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.cases.conventions import (
    ACCEPTANCE_LAW,
    HANDED_OVER,
    INTAKE_CHECK,
    ON_THE_SPOT,
    PERSON_APPLICANT,
    PRODUCE_LIMIT,
    PROMISED,
    SEPARATION,
    STOPPING,
)
from onewindow.law.registry import Use, rest
from onewindow.words.sources import OutsideLaw, Source, as_source

NO_EXTRA_LAW = OutsideLaw("行政许可法", "第三十一条")  # no materials that have nothing to do with what is asked for
SPECIAL_LAW = OutsideLaw("行政许可法", "第四十五条")

DEMANDS = {
    "whole_intake": "逐项审查材料，齐全并符合受理标准的受理",
    "corrected_now": "当场可以更正的，当场更正，不发告知书",
    "one_notice": "窗口一次性告知需要补正的全部内容",
    "review_notice": "审批单位一次性告知需要补正的全部内容，补正期间停止计时",
    "no_extra": "不得要求办事指南以外的材料",
    "on_the_spot": "即办件由窗口当场决定",
    "special": "踏勘、听证等环节在时限内办理，听证等时间不计入",
    "stages": "受理、审批、决定、制证、出件依次办理，每个环节留下时间",
    "promised": "承诺件推送后台，自受理次日起按承诺的工作日计时",
    "scan": "上传审批结果扫描件后推送出件",
    "pushed": "审批结果推送出件窗口，推送留下记录",
    "handed_over": "移交份数与清点份数一致的，方为已移交",
    "one_person": "同一人从各个渠道提出的申请归到一人",
}
_sources: dict[str, Source] = {
    "whole_intake": INTAKE_CHECK,
    "corrected_now": ACCEPTANCE_LAW,
    "one_notice": ACCEPTANCE_LAW,
    "review_notice": STOPPING,
    "no_extra": NO_EXTRA_LAW,
    "on_the_spot": ON_THE_SPOT,
    "special": SPECIAL_LAW,
    "stages": SEPARATION,
    "promised": PROMISED,
    "scan": PRODUCE_LIMIT,
    "pushed": PRODUCE_LIMIT,
    "handed_over": HANDED_OVER,
    "one_person": PERSON_APPLICANT,
}


def source_of(demand: str) -> Source:
    """What a demand rests on: the clause that a regulation named, else a law or a convention of ours."""
    return _sources[demand]


def cite(clauses: Mapping[str, tuple[str, ...]]) -> None:
    """Name the clauses of a regulation that make these demands, the first of each as the one that refusals cite.

    Raises KeyError for a demand that the room does not make.
    """
    for demand, names in clauses.items():
        for name in names:
            rest(Use("step", f"cases.{demand}.{name}", DEMANDS[demand], (as_source(name),)))
        _sources[demand] = as_source(names[0])
