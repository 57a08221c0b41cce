"""The workbench (工作台)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import permission


@permission("cases.read_organisation")
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/front.html")
