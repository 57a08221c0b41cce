"""How the site looks to this reader: the standard or the large print edition (适老版)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from onewindow.accounts.access import public
from onewindow.web.context import LARGE_COOKIE

KEPT_FOR = timedelta(days=365)


@public
def display(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie and go back; a plain link, so that it works without script."""
    page = request.GET.get("next", "/")
    here = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(page if here else "/")
    chosen = "1" if request.GET.get("large") == "1" else "0"
    response.set_cookie(LARGE_COOKIE, chosen, max_age=KEPT_FOR, samesite="Lax", secure=settings.HTTPS, httponly=True)
    return response
