"""What the county loads of this regulation: figures and readings, registers, the demands on guides, and the gates of the window."""

from functools import partial

from miluo.integrated_window import carried, figures, registers
from miluo.integrated_window.conventions import TRAINING_WARNING
from miluo.integrated_window.regulation import REGULATION
from onewindow.cases import gates
from onewindow.cases import law as cases
from onewindow.items import law as items
from onewindow.items import themes
from onewindow.worktime.counting import WorkingDays

__all__ = ["carried", "figures", "registers"]

_GATES = "miluo.integrated_window.gates"

gates.declare(
    "open",
    f"{_GATES}.open_item",
    title="事项开办条件",
    sources=(
        "onewindow-4-1-positive",
        "onewindow-4-1-negative",
        "onewindow-4-5-letter",
        "onewindow-4-5-instant",
        "onewindow-3-2-4-chief",
        "onewindow-5-1-dept",
        "onewindow-2-2-enter",
        "onewindow-2-2-def",
        "onewindow-3-1-1-1-scope",
        "onewindow-3-2-2-role",
        "onewindow-2-1-undiff",
        "onewindow-a4-1-1",
    ),
)
gates.declare(
    "accept",
    f"{_GATES}.accept_item",
    title="受理的窗口和人员",
    sources=("onewindow-3-2-2-role", "onewindow-3-1-1-1-scope", "onewindow-a4-1-1", "onewindow-3-1-mode"),
)
gates.declare(
    "decide",
    f"{_GATES}.decide_item",
    title="受审分离和授权范围",
    sources=("onewindow-4-6-back", "onewindow-a4-1-4", "onewindow-3-2-4-chief"),
)
gates.declare(
    "decide_at_window",
    f"{_GATES}.decide_on_the_spot",
    title="即办件当场办结的授权",
    sources=("onewindow-3-1-1-1-instant", "onewindow-4-5-instant", "onewindow-1-model"),
)
gates.declare("hand_over", f"{_GATES}.carry", title="物料流转员承运", sources=("onewindow-3-1-1-1-couriers",))
gates.declare("issue", f"{_GATES}.issue_result", title="出件的窗口", sources=("onewindow-3-1-1-2-issue",))
gates.advise(f"{_GATES}.trained", title="窗口人员受理前的培训提示", sources=("onewindow-4-4-train", TRAINING_WARNING))
cases.cite(
    {
        "whole_intake": ("onewindow-a4-2-2", "onewindow-4-5-promise"),
        "corrected_now": ("onewindow-3-2-2-correct",),
        "one_notice": ("onewindow-3-2-2-notify",),
        "review_notice": ("onewindow-3-2-3-notify",),
        "no_extra": ("onewindow-a4-1-2", "onewindow-3-1-1-1-accept"),
        "on_the_spot": ("onewindow-3-1-1-1-instant",),
        "special": ("onewindow-a4-1-3",),
        "stages": ("onewindow-1-model",),
        "promised": ("onewindow-3-1-1-1-promise",),
        "scan": ("onewindow-3-2-3-prereview",),
        "pushed": ("onewindow-4-6-back",),
        "handed_over": ("onewindow-4-6-front", "onewindow-a4-2-3"),
        "one_person": ("onewindow-5-2-data",),
    }
)
items.cite(
    {
        "elements": "onewindow-2-2-publish",
        "guide": "onewindow-4-3-guide",
        "review_points": "onewindow-5-1-dept",
        "presence": "onewindow-2-2-enter",
        "no_extra": "onewindow-a4-1-2",
        "reductions": "onewindow-4-2-four",
    },
    settle=WorkingDays(5, "onewindow-2-2-publish"),
)
themes.provide(partial(figures.listed, "themes", REGULATION.in_force.start))
