"""The lines of a queue as HTML. A template takes 3 ms and more for a page of 50, which is most of what the page costs; this takes 0.3.

Whatever comes from a case goes through ``escape``; everything else here is our own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from onewindow.cases.clocks import Countdown
from onewindow.cases.selectors import CaseRow, FoundRow
from onewindow.web.templatetags.components import cn_date, days_left

_PLACEHOLDER = "PLACEHOLDER"


def queue_rows(rows: Iterable[CaseRow], leaders: Mapping[str, str] | None = None) -> SafeString:
    """A line for each open step; with ``leaders`` (by office) also whose it is and who answers for it."""
    before, after = reverse("desk:case", args=[_PLACEHOLDER]).split(_PLACEHOLDER)
    return mark_safe("".join(_queue_row(row, before, after, leaders) for row in rows))


def found_rows(rows: Iterable[FoundRow]) -> SafeString:
    """A line for each case that a search found."""
    before, after = reverse("desk:case", args=[_PLACEHOLDER]).split(_PLACEHOLDER)
    return mark_safe("".join(_found_row(row, before, after) for row in rows))


def lamp(countdown: Countdown | None) -> str:
    """The light of a clock as ``web/light.html`` draws it."""
    if countdown is None:
        return ""
    light = countdown.light
    return f'<span class="tag light light-{light.value}"><span class="lamp" aria-hidden="true"></span>{light.label}</span>'


def _queue_row(row: CaseRow, before: str, after: str, leaders: Mapping[str, str] | None) -> str:
    number, clock = escape(row.number), row.countdown
    drawn = ' <span class="tag tag-amber">抽查</span>' if row.route == "drawn" else ""
    due = f"{cn_date(clock.due)}{'（暂定）' if clock.provisional else ''}" if clock and clock.due else "—"
    left = escape(days_left(clock)) if clock else "—"
    step = escape(row.step_title or row.state_title) + ("（待补正）" if row.state == "correcting" else "")
    who = "<strong>我</strong>" if row.mine else escape(row.holder) + ("（委托我代办）" if row.in_stead else "") or "待领取"
    body = f'<td data-label="承办单位">{escape(row.organisation)}</td>' if leaders is not None else ""
    leader = f'<td data-label="分管领导">{escape(leaders.get(row.organisation, "")) or "—"}</td>' if leaders is not None else ""
    return (
        f'<tr data-row><td data-label="灯">{lamp(clock)}</td>'
        f'<td data-label="办件编号"><a href="{before}{number}{after}">{number}</a>{drawn}</td>'
        f'<td data-label="申请人">{escape(row.enterprise_name)}</td>'
        f'<td data-label="事项">{escape(row.title)}<br><span class="quiet">{escape(row.about)}</span></td>'
        f'<td data-label="环节">{step}</td><td data-label="到期日" class="nowrap">{due}</td>'
        f'<td data-label="剩余" class="nowrap">{left}</td>{body}<td data-label="承办人">{who}</td>{leader}</tr>'
    )


def _found_row(row: FoundRow, before: str, after: str) -> str:
    number = escape(row.number)
    return (
        f'<tr data-row><td data-label="办件编号"><a href="{before}{number}{after}">{number}</a></td>'
        f'<td data-label="申请人">{escape(row.holder)}</td>'
        f'<td data-label="事项">{escape(row.title)}<br><span class="quiet">{escape(row.about)}</span></td>'
        f'<td data-label="审批单位">{escape(row.organisation) or "—"}</td>'
        f'<td data-label="状态">{escape(row.state_title)}</td>'
        f'<td data-label="提交日期" class="nowrap">{cn_date(row.submitted_on)}</td>'
        f'<td data-label="届满日期" class="nowrap">{cn_date(row.due_on) or "—"}</td>'
        f'<td data-label="决定日期" class="nowrap">{cn_date(row.decided_on) or "—"}</td></tr>'
    )
