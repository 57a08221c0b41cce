"""亲企惠企服务中心: policies, items and themes for enterprises in one place, with the centre in the hall (三（一）2（2）)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from miluo.integrated_window.selectors.enterprises import centre
from onewindow.accounts.access import public
from onewindow.worktime import clock


@public
def enterprises(request: HttpRequest) -> HttpResponse:
    """What an enterprise can claim and have done, online and at the centre."""
    return render(request, "integrated_window/enterprises.html", {"centre": centre(clock.today())})
