"""引导掌上办: the window shows the item's form as a code for the applicant's phone, and stays at his side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import actor_on, permission
from onewindow.cases.offered import offered
from onewindow.hall.selectors import window_of
from onewindow.web.guiding import guiding
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.receive")
def phone(request: HttpRequest, item: str) -> HttpResponse:
    """The code of an item from the window where the clerk sits. Raises Refused (404) for no item, (409) without a seat."""
    wanted = offered(item, clock.today())
    window = window_of(actor_on(request), clock.today())
    if window is None:
        raise Refused("您今天还没有登记窗口座席", code="not_seated", field="window", expected="先在叫号页面登记所坐的窗口", status=409)
    return render(request, "desk/intake_phone.html", {"procedure": wanted, "window": window, "guiding": guiding(window, item)})
