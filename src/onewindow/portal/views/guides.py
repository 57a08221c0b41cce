"""Stub."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from onewindow.accounts.access import public


@public
def services(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def procedure(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def policies(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def policy(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")
