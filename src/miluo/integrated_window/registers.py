"""The registers of the integrated window, the clauses that each meets, and the page that shows it. No Django."""

from __future__ import annotations

from miluo.integrated_window.conventions import (
    ABSENCE_APPROVAL,
    ADVISORY_ASSESSMENT,
    CONFIRMATION,
    LETTER_CODES,
    THEMES_DUE,
    TRAINING_WARNING,
)
from onewindow.law.registry import Use, rest
from onewindow.words.sources import Source, as_source

_REGISTERS: tuple[tuple[str, str, tuple[str | Source, ...], str], ...] = (
    ("positive", "正面清单", ("onewindow-4-1-positive", "onewindow-a1-form", "onewindow-1-343", CONFIRMATION), "positive"),
    ("online", "全程网办事项清单", ("onewindow-4-1-online", "onewindow-a2-form"), "online"),
    ("negative", "负面清单", ("onewindow-4-1-negative", "onewindow-a3-form", "onewindow-2-2-enter", ABSENCE_APPROVAL), "negative"),
    ("letters", "授权委托书", ("onewindow-4-5-letter", "onewindow-a4-scope", "onewindow-a4-sign", LETTER_CODES), "letters"),
    ("chiefs", "首席代表", ("onewindow-3-2-4-chief", "onewindow-a4-1-4"), "people"),
    ("liaisons", "对接人员", ("onewindow-4-1-liaison",), "people"),
    ("couriers", "物料流转员", ("onewindow-3-1-1-1-couriers",), "people"),
    ("training", "业务培训", ("onewindow-4-4-train", TRAINING_WARNING), "training"),
    ("equipment", "大厅设备", ("onewindow-5-2-equipment",), "registers"),
    ("posts", "编外聘用人员计划", ("onewindow-5-2-staff",), "registers"),
    ("budget", "资金保障", ("onewindow-5-2-funds",), "registers"),
    ("readiness", "组织实施准备", ("onewindow-5-1-lead",), "registers"),
    ("interfaces", "数据接口和平台对接", ("onewindow-5-2-data",), "registers"),
    ("promotion", "宣传推广", ("onewindow-5-4-promo",), "registers"),
    ("checks", "改革工作监管", ("onewindow-5-3-supervise",), "oversight"),
    ("sanctions", "通报批评和责任追究", ("onewindow-5-3-criticise", "onewindow-5-3-liability"), "oversight"),
    ("assessment", "窗口人员考核", ("onewindow-a4-2-4", ADVISORY_ASSESSMENT), "assessment"),
    ("themes", "主题场景", ("onewindow-2-1-themes", THEMES_DUE), "themes"),
)
for _key, _title, _sources, _page in _REGISTERS:
    rest(Use("record", f"onewindow.{_key}", _title, tuple(map(as_source, _sources)), f"integrated_window:{_page}"))
