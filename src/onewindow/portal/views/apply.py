"""Stub."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from onewindow.accounts.access import public


@public
def start(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def facts(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def materials(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def check(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")
