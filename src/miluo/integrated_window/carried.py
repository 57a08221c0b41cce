"""What pages of the platform carry out clauses of 汨政办函〔2023〕32号 that have no register of this regulation. No Django."""

from __future__ import annotations

from onewindow.law.registry import Use, rest
from onewindow.words.sources import as_source

_PAGES: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("hall_today", "各窗口办理量", ("onewindow-2-1-resources",), "desk:hall_today"),
    ("hall_windows", "窗口、专区和派驻", ("onewindow-3-1-1-1-retained", "onewindow-3-1-2-1-zones", "onewindow-3-2-1"), "desk:hall_windows"),
    ("hall_reports", "“办不成事”反映", ("onewindow-3-1-1-1-retained",), "desk:hall_reports"),
    ("hall_guidance", "导办记录", ("onewindow-3-1-2-3-self",), "desk:hall_guidance"),
    ("hall_enquiries", "业务求助和专业咨询", ("onewindow-a4-1-5", "onewindow-a4-2-1"), "desk:hall_enquiries"),
    ("intake_phone", "引导掌上办", ("onewindow-3-1-1-1-mode",), "desk:intake"),
    ("intake", "亲企惠企窗口收件", ("onewindow-3-1-2-2-centre",), "desk:intake"),
    ("enterprises", "亲企惠企服务中心", ("onewindow-3-1-2-2-centre",), "integrated_window_public:enterprises"),
    ("reports", "效能报表", ("onewindow-2-3-online", "onewindow-2-1-resources"), "desk:reports"),
    ("findings", "后台响应监察", ("onewindow-5-3-supervise",), "desk:findings"),
    ("ledger", "办件受理台账", ("onewindow-3-2-2-ledger",), "desk:ledger"),
    ("tracking", "移交后跟踪", ("onewindow-a4-2-3",), "desk:tracking"),
)
for _key, _title, _clauses, _page in _PAGES:
    rest(Use("page", f"onewindow.{_key}", _title, tuple(map(as_source, _clauses)), _page))
