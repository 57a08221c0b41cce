"""一件事 for the public: the ten themes by life cycle, and each theme with its items, its one form and its materials."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from miluo.integrated_window.selectors.themes import ThemeLine, offered_in, startable, theme_line, theme_lines
from miluo.integrated_window.themes import LIVES
from onewindow.accounts.access import actor_on, permission, public
from onewindow.cases import services as cases
from onewindow.cases.selectors.bundles import begun_bundles
from onewindow.web import refusals
from onewindow.web.posted import key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@public
def all_themes(request: HttpRequest) -> HttpResponse:
    """The ten, in the three life cycles of the text."""
    lines = theme_lines(clock.today())
    lives = [(title, [line for line in lines if line.theme.life == life]) for life, title in LIVES.items()]
    return render(request, "integrated_window/themes.html", {"lives": lives, "count": len(lines)})


@public
def theme_page(request: HttpRequest, key: str) -> HttpResponse:
    """One theme. Raises Refused (404) for one that is none of the ten."""
    return render(request, "integrated_window/theme.html", _context(request, theme_line(key, clock.today())))


@permission("cases.apply")
@require_POST
def start(request: HttpRequest, key: str) -> HttpResponse:
    """Begin the one form of the items that were ticked."""
    line = theme_line(key, clock.today())
    chosen = request.POST.getlist("items")
    try:
        procedures = [each.key for each in line.theme.items if each.key in chosen]
        answer = cases.start_bundle(procedures=procedures, theme=key, by=actor_on(request), at=clock.now(), key=key_of(request))
    except Refused as refused:
        return refusals.page(request, "integrated_window/theme.html", _context(request, line, chosen), refused)
    return redirect("integrated_window_public:form", number=answer.number)


def _context(request: HttpRequest, line: ThemeLine, chosen: list[str] | None = None) -> dict[str, object]:
    actor, today = actor_on(request), clock.today()
    offered = offered_in(line.theme, actor, today)
    able = startable(offered)
    return {
        "line": line,
        "theme": line.theme,
        "offered": offered,
        "able": able,
        "chosen": able if chosen is None else chosen,
        "begun": begun_bundles(actor, able) if actor.may("cases.apply") else [],
        "saved_fields": sum(len(each.form) for each in line.theme.items) - len(line.theme.form),
        "saved_materials": sum(len(each.materials) for each in line.theme.items) - len(line.theme.materials),
    }
