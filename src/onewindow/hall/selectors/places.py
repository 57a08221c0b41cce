"""The windows, zones and businesses of the hall."""

from __future__ import annotations

from onewindow.hall.models import Business, Window, Zone
from onewindow.words.refused import Refused


def windows() -> list[Window]:
    """Every window with its zone, body and businesses, in the order of the hall."""
    return list(Window.objects.select_related("zone", "organisation").prefetch_related("businesses"))


def window(key: str) -> Window:
    """The window of that key. Raises Refused (404)."""
    found = Window.objects.select_related("zone", "organisation").filter(key=key).first()
    if found is None:
        raise Refused("没有这个窗口", code="unknown_window", field="window", expected="大厅的一个窗口", status=404)
    return found


def zones() -> list[Zone]:
    """Every zone with its windows."""
    return list(Zone.objects.prefetch_related("windows"))


def business(key: str) -> Business:
    """The business of that key. Raises Refused (404)."""
    found = Business.objects.filter(key=key).first()
    if found is None:
        raise Refused("没有这项取号业务", code="unknown_business", field="business", status=404)
    return found


def transfer_targets(window: Window) -> tuple[list[Business], list[Window]]:
    """Where a number at a window may be sent: the businesses with an open window, and the other windows that call numbers."""
    businesses = Business.objects.filter(open=True, windows__open=True).distinct()
    others = Window.objects.filter(open=True, businesses__isnull=False).exclude(pk=window.pk).distinct()
    return list(businesses), list(others)
