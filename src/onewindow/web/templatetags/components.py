"""The few tags and filters that the pages are made of; built in, so that no template loads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from uuid import uuid4

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from onewindow.accounts.access import opens, opens_at
from onewindow.accounts.actors import ANONYMOUS
from onewindow.accounts.unsent import unsent_on
from onewindow.cases.claims import PublicLink
from onewindow.law.catalogue import CatalogueRow
from onewindow.law.selectors import UseRow
from onewindow.papers.selectors import grouped as grouped_code
from onewindow.rules.units import parse_unit
from onewindow.web.amounts import in_words
from onewindow.web.context import county
from onewindow.web.posted import KEY, words_in
from onewindow.web.refusals import Line, Refusal
from onewindow.web.sources import cited
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.money import format_money
from onewindow.words.sources import Source

register = template.Library()
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_WEEKDAYS = "一二三四五六日"


class Countdown(Protocol):
    """What the tags need of a clock as ``cases.clocks`` shows it."""

    @property
    def limit(self) -> str: ...
    @property
    def days_left(self) -> int | None: ...
    @property
    def stopped_because(self) -> str: ...


@lru_cache(maxsize=256)
def _shapes(name: str) -> SafeString:
    """The drawing inside a Bootstrap icon. Raises LookupError for a name that is no icon."""
    file = settings.NODE_MODULES / f"bootstrap-icons/icons/{name}.svg"
    if not file.is_file():
        raise LookupError(f"no icon is called {name!r}")
    drawing = _SHAPES.search(file.read_text(encoding="utf-8"))
    return mark_safe(drawing.group(1).strip() if drawing else "")


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, css: str = "") -> SafeString:
    """A Bootstrap icon drawn in place: no request, and hidden from screen readers since words stand beside it."""
    return format_html('<svg class="icon {}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', css, _shapes(name))


@register.simple_tag(takes_context=True)
def desk_nav(context: Context) -> SafeString:
    """The entries of the desk that the actor may enter, the one of this page lit. Drawn once for each set of permissions and page.

    It is a fifth of what a page of a list costs to draw, and the same for everybody of a role.
    """
    request = context["request"]
    match = request.resolver_match
    place = (match.view_name, match.url_name) if match else ("", "")
    return _desk_nav(request.actor.permissions, *place, "/supervision/" in request.path)


@lru_cache(maxsize=1024)
def _desk_nav(permissions: frozenset[str], view_name: str, url_name: str, supervising: bool) -> SafeString:
    context = {
        "permissions": permissions,
        "view_name": view_name,
        "url_name": url_name,
        "supervising": supervising,
        "links": county().desk_links,
    }
    return mark_safe(render_to_string("web/desk_nav.html", context))


@register.simple_tag(takes_context=True)
def has_desk(context: Context) -> bool:
    """Whether the actor has a workbench (工作台) to go to."""
    return opens("desk:front", context["request"].actor)


@register.simple_tag
def idempotency_key() -> SafeString:
    """The hidden field of every form that changes something: the same key gets the same answer."""
    return format_html('<input type="hidden" name="{}" value="{}">', KEY, uuid4().hex)


@register.simple_tag(takes_context=True)
def unsent_words(context: Context) -> list[str]:
    """What was typed on this page before the session ended; nothing where nothing was, or where it was typed by somebody else."""
    waiting = unsent_on(context["request"]) if "request" in context else None
    return words_in(waiting.words) if waiting else []


@register.simple_tag(takes_context=True)
def wrong(context: Context, field: str) -> list[Line]:
    """What the refusal of this page says of a field; nothing where nothing was refused."""
    refusal: Refusal | None = context.get("refusal")
    return [line for line in refusal.lines if line.field.split("[")[0] == field] if refusal else []


@register.simple_tag
def cite(source: str | Source, document: str = "") -> SafeString:
    """A source by its citation: a link to its page if it stands on this site, else its words.

    ``document`` is the number of the document that the page is about: it is not said again.
    """
    found = cited(source)
    words = found.words.removeprefix(document)
    return format_html('<a class="cite" href="{}">{}</a>', found.url, words) if found.url else format_html("{}", words)


@register.simple_tag(takes_context=True)
def use_link(context: Context, use: UseRow | PublicLink) -> SafeString:
    """What rests on a clause, as a link where it has a page of its own that the reader gets into."""
    with suppress(NoReverseMatch):
        address = reverse(use.url_name, args=use.url_args) if use.url_name else ""
        if address and _leads(context["request"].actor, address):
            return format_html('<a href="{}">{}</a>', address, use.title)
    return format_html("{}", use.title)


def _leads(actor: Actor, address: str) -> bool:
    """Who has not signed in is asked to, but not for a page of the desk."""
    return opens_at(address, actor) or (actor == ANONYMOUS and not address.startswith("/desk/"))


@register.simple_tag
def row_link(row: CatalogueRow) -> SafeString:
    """A document of the catalogue, as a link where its page stands."""
    with suppress(NoReverseMatch):
        return format_html('<a href="{}">{}</a>', reverse(row.url_name, args=row.url_args), row.title)
    return format_html("{}", row.title)


@register.filter
def of(table: Mapping[str, str | int], key: str) -> str | int:
    """What a table says of a key; nothing for one that it does not have."""
    return table.get(key, "")


@register.filter
def cn_date(day: date | datetime | str | None) -> str:
    """2023年9月15日, also of a day as JSON holds it; nothing for no date."""
    if day is None or day == "":
        return ""
    if isinstance(day, str):
        return said(date.fromisoformat(day))
    if isinstance(day, datetime):
        day = timezone.localtime(day) if timezone.is_aware(day) else day
    return said(day)


@register.filter
def cn_weekday(day: date) -> str:
    """星期五."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


@register.filter
def cn_weekday_short(day: date) -> str:
    """周五."""
    return f"周{_WEEKDAYS[day.weekday()]}"


@register.filter
def days_left(countdown: Countdown) -> str:
    """还剩3个工作日 / 今天到期 / 超期2个工作日 / 停止计时, in the unit of the limit."""
    unit = "个工作日" if "工作日" in countdown.limit else "日"
    left = countdown.days_left
    if left is None:
        return countdown.stopped_because or "停止计时"
    if left == 0:
        return "今天到期"
    return f"还剩{left}{unit}" if left > 0 else f"超期{-left}{unit}"


@register.filter
def cn_time(moment: datetime | None) -> str:
    """2023年9月15日 09:30, in the county's time."""
    if moment is None or moment == "":
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def money(amount: Decimal | int | str | None) -> str:
    """1,234,567.50; nothing for an unknown amount, which is not zero."""
    if amount is None or amount == "":
        return ""
    return format_money(Decimal(amount))


@register.filter
def wan(amount: Decimal | int | str) -> str:
    """An amount as people say it: 20000 → 2万元, 300 → 300元."""
    return in_words(Decimal(amount), parse_unit("CNY"))


@register.filter
def grouped(code: str) -> str:
    """A verification code as it is printed: ABCD-EFGH-JKMN."""
    return grouped_code(code)


@register.filter
def file_size(count: int) -> str:
    """20 MB, 340 KB."""
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f}".removesuffix(".0") + " MB"
    return f"{max(1, round(count / 1024))} KB"
