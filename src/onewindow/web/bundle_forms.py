"""Where the one form of several items is filled in: the regulation that has such forms says its page, the portal links there."""

from __future__ import annotations

from django.urls import reverse

_pages: list[str] = []


def provide(url_name: str) -> None:
    """Name the page of the form; its one argument is the number of the bundle."""
    if url_name not in _pages:
        _pages.append(url_name)


def form_of(number: str) -> str:
    """The address of the form; empty where no regulation has such forms."""
    return reverse(_pages[0], args=[number]) if _pages else ""
