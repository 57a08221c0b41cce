"""The front page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.accounts.access import public


@public
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/front.html")
