"""The day that a reader chose for the validity of a document."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest

from onewindow.worktime import clock


def chosen_day(request: HttpRequest) -> tuple[date, str]:
    """The day asked for, or today with the sentence that says why it was not taken."""
    typed = request.GET.get("on", "").strip()
    if not typed:
        return clock.today(), ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        return clock.today(), f"“{typed}”不是日期，应写作 2023-09-15；下面按今天显示"
