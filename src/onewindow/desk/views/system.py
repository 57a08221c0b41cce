"""系统状态: read only; what is out of order says what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import permission
from onewindow.desk import status
from onewindow.worktime import clock


@permission("system.manage")
def system(request: HttpRequest) -> HttpResponse:
    """How the machine stands now."""
    found = status.rows(clock.today())
    return render(request, "desk/system.html", {"status": found, "wanting": sum(bool(row.advice) for row in found)})
