"""Stub."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from onewindow.accounts.access import public


@public
def my(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def my_case(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def receipt(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def correct(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def withdraw(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")


@public
def rate(request: HttpRequest, **named: str) -> HttpResponse:
    return render(request, "portal/front.html")
