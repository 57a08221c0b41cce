"""What must be true before an item opens at the window, and who may accept, decide and issue where. Pure: no database, no clock.

A ``Standing`` is what the registers say of an item on a day; a ``Place`` is the window at which an act is done.
"""

from __future__ import annotations

from dataclasses import dataclass

from miluo.integrated_window.natures import INSTANT, PROMISE, SERVICE_NATURES
from onewindow.words.refused import Problem

WINDOW_BODIES = frozenset({"approval-service", "government-service-centre"})  # the bureau, and its centre (window_party: bureau)
AT_WINDOW, IN_ZONE, OUTSIDE = "综合窗口", "专区", "不进驻"
COMPREHENSIVE, ISSUING, ZONE, RETAINED, CENTRE = "comprehensive", "issuing", "zone", "retained", "centre"
ACCEPTING = frozenset({COMPREHENSIVE, RETAINED, CENTRE})  # windows of the hall where any item of the positive list is taken


@dataclass(frozen=True, slots=True)
class Standing:
    """An item on a day: what its version says, and where it stands in the lists, the letters and the register of representatives.

    ``positive`` and ``letter`` are states in Chinese, empty where there is no row; ``lacks`` what its guide lacks; ``power`` whether the
    letter lets the window decide; ``scope`` whether the chief representative's authorisation covers it (None without one).
    """

    key: str
    code: str
    title: str
    organisation: str
    body: str
    handling: str = PROMISE
    kind: str = "01"
    presence: str = AT_WINDOW
    zone: str = ""
    zone_title: str = ""
    published: bool = True
    lacks: tuple[Problem, ...] = ()
    combed: bool = True
    positive: str = ""
    positive_active: bool = False
    letter: str = ""
    letter_holds: bool = False
    power: bool = False
    chief: bool = False
    scope: bool | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be true: whether it is, how it stands, what would make it true, and the clause."""

    key: str
    title: str
    met: bool
    said: str
    expected: str
    clause: str

    @property
    def problem(self) -> Problem:
        return Problem(f"{self.title}：{self.said}", f"not_open_{self.key}", "item", self.clause, self.expected)


@dataclass(frozen=True, slots=True)
class Place:
    """A window of the hall: its type, and the zone that it belongs to."""

    type: str
    name: str = ""
    zone: str = ""


def conditions(item: Standing, *, without_power: str = "not_open") -> tuple[Condition, ...]:
    """Everything that must be true before the item opens where it is arranged; ``without_power`` is the reading of that name."""
    found = [*_guide(item), *_arranged(item)]
    if item.presence == AT_WINDOW:
        found += [_positive(item), _letter(item)]
        if item.handling == INSTANT and without_power == "not_open":
            found.append(_power(item))
    if item.presence != OUTSIDE:
        found.append(_chief(item))
    return tuple(found)


def unmet(item: Standing, *, without_power: str = "not_open") -> list[Problem]:
    """What keeps the item from opening."""
    return [each.problem for each in conditions(item, without_power=without_power) if not each.met]


def activation_problems(item: Standing) -> list[Problem]:
    """What keeps a confirmed line of the positive list from becoming active: all but being active already."""
    return [each.problem for each in conditions(item) if not each.met and each.key != "positive"]


def own_counter_problems(item: Standing) -> list[Problem]:
    """What keeps the body from taking the item at its own counter: that the integrated window does (a4-1-1), or an unfinished guide."""
    if item.presence == AT_WINDOW and item.positive_active:
        message = f"“{item.title}”已纳入综合窗口，不得另行受理"
        return [Problem(message, "taken_by_window", "window", "onewindow-a4-1-1", "由综合窗口受理")]
    if item.presence == IN_ZONE:
        message = f"“{item.title}”由{item.zone_title or item.zone}专区受理"
        return [Problem(message, "belongs_to_zone", "window", "onewindow-3-1-1-1-scope", "到该专区办理")]
    return [each.problem for each in _guide(item) if not each.met]


def place_problems(item: Standing, place: Place) -> list[Problem]:
    """What is wrong with taking the item at a window: zone items go to their zone, all others to the comprehensive windows."""
    if place.type == ISSUING:
        return [
            Problem(
                f"{place.name or '综合出件窗口'}只出件，不受理",
                "issuing_only",
                "window",
                "onewindow-3-1-mode",
                "到综合受理窗口或者专区受理",
            )
        ]
    if item.presence == OUTSIDE:
        message = f"“{item.title}”不进驻政务服务大厅"
        return [Problem(message, "outside_the_hall", "window", "onewindow-4-1-negative", "到负面清单列明的办事地点办理")]
    zone = item.zone_title or item.zone
    if item.presence == IN_ZONE and place.zone != item.zone:
        return [
            Problem(f"“{item.title}”由{zone}专区受理", "belongs_to_zone", "window", "onewindow-3-1-1-1-scope", f"到{zone}专区的窗口办理")
        ]
    if item.presence == AT_WINDOW and place.type not in ACCEPTING:
        message = f"“{item.title}”由综合窗口受理"
        return [Problem(message, "belongs_to_window", "window", "onewindow-a4-1-1", "到任何一个综合受理窗口办理")]
    return []


def role_problems(place: Place, organisation: str, may_accept: bool) -> list[Problem]:
    """Only the window's own staff, posted by 市行政审批服务局, open cases at the comprehensive windows (3-2-2-role)."""
    if place.type not in ACCEPTING or (may_accept and organisation in WINDOW_BODIES):
        return []
    message = "综合窗口由市行政审批服务局派驻的综窗人员受理"
    return [Problem(message, "not_window_staff", "by", "onewindow-3-2-2-role", "由综窗人员受理，或者在本单位的专区窗口受理")]


def decision_problems(item: Standing, *, acceptor: str, approver: str, is_chief: bool, chief_on_record: bool) -> list[Problem]:
    """受审分离 of a 承诺件, and the chief representative within the scope. ``acceptor`` and ``approver`` are account ids."""
    found = []
    if acceptor and acceptor == approver and not (item.handling == INSTANT and item.power):
        message = "受审分离：受理本件的人员不能审批本件"
        found.append(Problem(message, "accepted_by_same", "by", "onewindow-4-6-back", "由另一名审批人员决定"))
    if is_chief and not chief_on_record:
        message = f"您没有登记为{item.body}的首席代表"
        found.append(Problem(message, "no_chief", "by", "onewindow-3-2-4-chief", "由登记在册的首席代表决定"))
    elif is_chief and item.scope is False:
        message = f"“{item.title}”不在首席代表的授权范围内"
        found.append(Problem(message, "outside_scope", "by", "onewindow-a4-1-4", "由本单位其他审批人员决定，或者扩大授权范围"))
    return found


def on_the_spot_problems(item: Standing) -> list[Problem]:
    """What keeps the window from deciding at once: 未授权; the case then goes to the body as a 承诺件."""
    if item.handling != INSTANT:
        return [Problem(f"“{item.title}”是承诺件，不能当场办结", "no_instant_item", "item", "onewindow-1-model", "推送审批单位决定")]
    if not (item.power and item.letter_holds):
        return [Problem("未授权", "not_authorised", "item", "onewindow-3-1-1-1-instant", "推送审批单位按承诺件办理")]
    return []


def issue_problems(item: Standing, place: Place | None, *, origin: Place | None, organisation: str) -> list[Problem]:
    """Where a result is handed out: a 承诺件 of the integrated window only at an issuing window, that of a zone in its zone."""
    if item.presence == IN_ZONE or (origin is not None and origin.type == ZONE):
        if place is None or place.zone in {"", item.zone}:
            return []
        zone = item.zone_title or item.zone
        return [Problem(f"本件由{zone}专区受理，由该专区出件", "issued_by_zone", "window", "onewindow-3-1-1-2-issue", f"到{zone}专区领取")]
    if item.presence != AT_WINDOW or item.handling == INSTANT or not item.positive_active:
        return []
    if organisation in WINDOW_BODIES and place is not None and place.type == ISSUING:
        return []
    message = "综合窗口受理的承诺件由综合出件窗口统一出件"
    return [Problem(message, "issuing_window_only", "window", "onewindow-3-1-1-2-issue", "由综合出件窗口的人员办理出件登记")]


def _guide(item: Standing) -> list[Condition]:
    lacking = "；".join(problem.message for problem in item.lacks)
    return [
        Condition(
            "published",
            "办事指南已经发布",
            item.published,
            "已发布" if item.published else "没有有效的版本",
            "起草、审核并发布事项的一个版本",
            "onewindow-4-3-guide",
        ),
        Condition(
            "complete",
            "公开的内容完整",
            item.published and not item.lacks,
            lacking or ("六项内容齐全" if item.published else "没有有效的版本"),
            "六项内容齐全，附规范表格和示范文本",
            "onewindow-2-2-publish",
        ),
        Condition(
            "combed",
            "办事情形和审查要点",
            item.combed,
            "已明确" if item.combed else "没有明确",
            "梳理办事情形，逐条写明审查要点",
            "onewindow-5-1-dept",
        ),
        Condition(
            "service",
            "属于政务服务事项",
            item.kind in SERVICE_NATURES,
            SERVICE_NATURES.get(item.kind, "不是依申请办理的事项"),
            "依申请办理的行政权力事项或者公共服务事项",
            "onewindow-2-2-def",
        ),
    ]


def _arranged(item: Standing) -> list[Condition]:
    zone = f"{item.zone_title or item.zone}专区" if item.presence == IN_ZONE else item.presence
    arranged = item.presence in {AT_WINDOW, IN_ZONE, OUTSIDE}
    found = [
        Condition("presence", "进驻方式", arranged, zone or "未安排", "综合窗口、专区，或者列入负面清单", "onewindow-2-2-enter"),
    ]
    if item.presence == OUTSIDE:
        said = "已列入" if item.negative else "没有列入，也就没有说明原因"
        return [*found, Condition("negative", "列入负面清单", item.negative, said, "出具情况说明，列入负面清单", "onewindow-2-2-enter")]
    said = "既进驻大厅，又在负面清单" if item.negative else "不在负面清单"
    return [*found, Condition("negative", "不在负面清单", not item.negative, said, "移出负面清单", "onewindow-4-1-negative")]


def _positive(item: Standing) -> Condition:
    said = item.positive or "没有提出"
    expected = "由所属单位提出，经市行政审批服务局确认并启用"
    return Condition("positive", "列入正面清单", item.positive_active, said, expected, "onewindow-4-1-positive")


def _letter(item: Standing) -> Condition:
    said = item.letter or "没有列入授权委托书"
    return Condition(
        "letter", "授权委托书有效", item.letter_holds, said, "双方签章并已到起始日期的委托书列有本事项", "onewindow-4-5-letter"
    )


def _power(item: Standing) -> Condition:
    said = "已授权当场办结" if item.power else "没有授权当场办结"
    return Condition("power", "即办件授权当场办结", item.power, said, "委托书清单中标明“授权当场办结”", "onewindow-4-5-instant")


def _chief(item: Standing) -> Condition:
    said = "已明确" if item.chief else f"{item.body}没有首席代表"
    return Condition("chief", "单位首席代表在任", item.chief, said, "明确一名首席代表并登记授权文件", "onewindow-3-2-4-chief")
