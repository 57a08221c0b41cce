"""What the room demands of an item and where that comes from; a regulation that says the same names its clauses here. No Django."""

from __future__ import annotations

from collections.abc import Mapping

from onewindow.law.registry import Use, rest
from onewindow.words.sources import Convention, OutsideLaw, Source, as_source
from onewindow.worktime.counting import Span, WorkingDays

ELEMENTS_STANDARD = OutsideLaw("政务服务事项基本目录及实施清单 第2部分：要素要求", "GB/T 39554.2-2020")
THREE_PEOPLE = Convention(
    "conv-items-1", "事项的每一版由三人分别起草、审核、发布；起草的只能是实施主体的人员，或者管理全部事项目录的人员。"
)
SETTLING = Convention("conv-items-2", "本地事项与上级平台清单不一致的，由实施主体在发现之日起5个工作日内改正或者说明。")
ONE_VERSION = Convention("conv-items-3", "同一事项同一天只有一个版本有效；新版本生效的前一日为原版本的最后一日，已发布的版本不再改动。")
SEEDED = Convention("conv-items-4", "随系统首次装载的事项以第1版直接生效，没有经部门确认的部分在指南上标明“待部门确认”。")
FOUR_REDUCTIONS = Convention(
    "conv-items-5", "减材料、减环节、减时限、减跑动按首个有效版本与现行版本比较；改后应不多于改前，多于的标明“不减反增”。"
)
EFFECTS = Convention(
    "conv-items-6",
    "事项改版后，在办件按受理当日的版本办到底；改用新版本的，只改文字或者对申请人有利的可以直接改用，对申请人增加负担的须经申请人同意，"
    "改变审批单位、事项类型、依据、程序，以及受理后增加材料、条件、环节、收费的不得改用；已作出决定的不改用。",
)
CONVENTIONS = (THREE_PEOPLE, SETTLING, ONE_VERSION, SEEDED, FOUR_REDUCTIONS, EFFECTS)

DEMANDS = {
    "elements": "公布服务内容、办理流程、申请材料、申请条件、收费标准和办理结果",
    "guide": "办事指南列明受理条件、申请材料、办理流程、承诺时限，附规范表格和示范文本",
    "review_points": "梳理办事情形，明确审查要点",
    "presence": "事项进驻大厅，不进驻的说明原因",
    "settling": "与上级平台清单保持一致，变动及时公布",
    "no_extra": "不增加环节和申请材料",
    "reductions": "减材料、减环节、减时限、减跑动",
}
_sources: dict[str, Source] = {
    **dict.fromkeys(("elements", "guide", "review_points", "presence", "no_extra"), ELEMENTS_STANDARD),
    "settling": SETTLING,
    "reductions": FOUR_REDUCTIONS,
}
_settle_within: Span = WorkingDays(5, SETTLING)


def source_of(demand: str) -> Source:
    """What a demand rests on: the clause that a regulation named, else the standard or a convention of ours."""
    return _sources[demand]


def settle_within() -> Span:
    """How long a body has to settle what differs from the list of the upper platform."""
    return _settle_within


def cite(clauses: Mapping[str, str], *, settle: Span | None = None, page: str = "portal:items") -> None:
    """Name the clauses of a regulation that make these demands, and the limit that it sets for settling.

    Each demand counts as a step that carries its clause out. Raises KeyError for a demand that the room does not make.
    """
    global _settle_within
    for demand, clause in clauses.items():
        source = as_source(clause)
        rest(Use("step", f"items.{demand}.{clause}", DEMANDS[demand], (source,), page))
        _sources[demand] = source
    _settle_within = settle or _settle_within
