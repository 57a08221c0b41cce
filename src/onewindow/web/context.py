"""What every template may say of the site: whose it is, what day it is, and how large the reader wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from onewindow.accounts.actors import ANONYMOUS
from onewindow.exchange.selectors import unread_count
from onewindow.worktime import clock

LARGE_COOKIE = "large"  # the 适老版 is a cookie, so that it works without script and from the first byte


@dataclass(frozen=True, slots=True)
class County:
    """How the county calls itself; every name is Chinese and comes from the county's own package.

    ``desk_links`` are (permission, url name, title) of the pages that its regulations add to the desk, ``policy_links`` (key of the
    regulation, url name, title) of those that they add for the public, ``service_links`` (url name, title) of those beside the services.
    """

    name: str
    full_name: str
    hall: str
    hall_window: str
    hotline: str
    gazette: str
    duties: str
    desk_links: tuple[tuple[str, str, str], ...]
    policy_links: tuple[tuple[str, str, str], ...]
    service_links: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        return f"{self.name}政务服务"


@dataclass(frozen=True, slots=True)
class Site:
    county: County
    today: date
    date_fixed: bool
    large: bool
    here: str  # path and query, to come back to
    section: str  # the first part of the path: which entry of the navigation is lit
    upload_limit: int
    unread: SimpleLazyObject  # messages, asked only where they are shown


@cache
def county() -> County:
    """The names in ``<county>.county``; what a county does not say is left empty and not shown."""
    module = import_module(f"{settings.COUNTY}.county")
    return County(
        name=getattr(module, "NAME", ""),
        full_name=getattr(module, "FULL_NAME", ""),
        hall=getattr(module, "HALL", ""),
        hall_window=getattr(module, "HALL_WINDOW", ""),
        hotline=getattr(module, "HOTLINE", ""),
        gazette=getattr(module, "GAZETTE", ""),
        duties=getattr(module, "DUTIES", ""),
        desk_links=getattr(module, "DESK_LINKS", ()),
        policy_links=getattr(module, "POLICY_LINKS", ()),
        service_links=getattr(module, "SERVICE_LINKS", ()),
    )


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor: ``site`` in every template."""
    return {
        "site": Site(
            county=county(),
            today=clock.today(),
            date_fixed=settings.FIXED_TODAY is not None,
            large=request.COOKIES.get(LARGE_COOKIE) == "1",
            here=request.get_full_path(),
            section=request.path.strip("/").split("/")[0],
            upload_limit=settings.UPLOAD_LIMIT,
            unread=SimpleLazyObject(lambda: unread_count(getattr(request, "actor", ANONYMOUS), clock.today())),
        )
    }
