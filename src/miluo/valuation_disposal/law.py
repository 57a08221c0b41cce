"""The acts and registers of this regulation, the clauses that each meets, and its time limit. No Django."""

from __future__ import annotations

from miluo.valuation_disposal.conventions import CONFLICT, CONSENT, DEVIATION, DRAW, FEWEST, OBJECTION, OFFERS, PUBLICATION, YEARLY
from onewindow.law.registry import Use, rest
from onewindow.words.sources import Source, as_source
from onewindow.worktime.counting import WorkingDays
from onewindow.worktime.deadlines import declare

CONTEST = declare("valuation-10", WorkingDays(10, OBJECTION), title="对评估结果提出异议")

_USES: tuple[tuple[str, str, str, tuple[str | Source, ...], str], ...] = (
    ("record", "valuations", "评估登记", ("valuation-2", "valuation-3", "valuation-10"), "valuations"),
    ("step", "agree", "三方确认评估方式", ("valuation-4", CONSENT), "valuations"),
    ("step", "organise", "农交中心组织专业评估", ("valuation-5",), "valuations"),
    ("record", "appraisers", "评估机构名录和诚信记录", ("valuation-6", PUBLICATION), "appraisers"),
    ("step", "draw", "公开摇号", ("valuation-7", DRAW, CONFLICT, FEWEST), "valuations"),
    ("record", "prices", "价格评估参考意见", ("valuation-8", YEARLY, DEVIATION), "prices"),
    ("record", "fees", "评估费用", ("valuation-9", "valuation-10"), "valuations"),
    ("step", "object", "异议和重新评估", ("valuation-10", OBJECTION), "valuations"),
    ("record", "disposals", "抵押产权处置", ("valuation-11", "valuation-12", "valuation-13"), "disposals"),
    ("step", "distribute", "处置所得分配", ("valuation-14",), "disposals"),
)
_PUBLIC: tuple[tuple[str, str, tuple[str | Source, ...], str], ...] = (
    ("list", "评估机构名录公布", ("valuation-6", PUBLICATION), "appraisers"),
    ("draws", "摇号公示和离线核验", ("valuation-7", DRAW, CONFLICT), "draws"),
    ("opinions", "价格评估参考意见公布", ("valuation-8", YEARLY), "prices"),
    ("offers", "公开处置公示", ("valuation-12", "valuation-13", OFFERS), "disposals"),
)
for _key, _title, _sources, _page in _PUBLIC:
    rest(Use("page", f"valuation.{_key}", _title, tuple(map(as_source, _sources)), f"valuation_disposal_public:{_page}"))
for _kind, _key, _title, _sources, _page in _USES:
    rest(Use(_kind, f"valuation.{_key}", _title, tuple(map(as_source, _sources)), f"valuation_disposal:{_page}"))
