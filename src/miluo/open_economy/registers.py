"""The registers of enterprises, of the fund and of the leading group, the clauses that each meets, and the page that shows it."""

from miluo.open_economy.conventions import (
    ADJUST_LAW,
    CARRY_LAW,
    DECLARED,
    DISPUTED,
    FOUR_EYES,
    MEETINGS,
    OBJECTION_WINDOW,
    PUBLISHED_USE,
    REDUCTION,
    SEATS,
    SERVED,
    WHOLE_AWARD,
    YEAR_END,
)
from miluo.open_economy.recurrence import AFTER_RECOVERY
from onewindow.law.registry import Use, rest
from onewindow.papers.kinds import LITIGATION_LAW, RECONSIDERATION_LAW
from onewindow.words.sources import Source, as_source

_DESK, _PUBLIC = "open_economy", "open_economy_public"
_REGISTERS: tuple[tuple[str, str, tuple[str | Source, ...], str], ...] = (
    ("enterprises", "企业名录和业绩数据", ("open2023-3-1", "open2023-10-2a", DECLARED), f"{_DESK}:enterprises"),
    ("platforms", "外贸服务平台和帮助破零归属", ("open2023-7-0", "open2023-7-1"), f"{_DESK}:attributions"),
    ("fund", "专项资金账簿", ("open2023-10-1", YEAR_END, REDUCTION, CARRY_LAW, ADJUST_LAW), f"{_DESK}:fund"),
    ("payouts", "专项资金支付", ("open2023-10-1", "open2023-10-2a", FOUR_EYES, WHOLE_AWARD), f"{_DESK}:payouts"),
    ("objections", "奖补公示异议", ("open2023-11-1", OBJECTION_WINDOW), f"{_DESK}:objections"),
    ("use", "专项资金使用情况公示", ("open2023-11-1", PUBLISHED_USE), f"{_PUBLIC}:use"),
    ("sanctions", "专项资金违规处理", ("open2023-11-2", DISPUTED, AFTER_RECOVERY), f"{_DESK}:sanctions"),
    ("deliveries", "违规处理决定告知书送达", ("open2023-11-2", SERVED, RECONSIDERATION_LAW, LITIGATION_LAW), f"{_DESK}:sanctions"),
    ("group", "开放型经济工作领导小组", ("open2023-9-1", "open2023-9-2", SEATS), f"{_DESK}:group"),
    ("meetings", "领导小组调度会议", ("open2023-9-3", MEETINGS), f"{_DESK}:group"),
)
for _key, _title, _sources, _page in _REGISTERS:
    rest(Use("record", f"open2023.{_key}", _title, tuple(map(as_source, _sources)), _page))
