"""Stub."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from onewindow.accounts.access import public


@public
def track(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")
