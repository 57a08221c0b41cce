"""随机抽查 at the desk: the draws, and the check form of each case that was drawn."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from onewindow.accounts.access import actor_on, permission
from onewindow.supervision import selectors, services
from onewindow.supervision.checks import ANSWERS, CHECKS
from onewindow.supervision.conventions import SAMPLING
from onewindow.web.acting import acted, typed
from onewindow.worktime import clock
from onewindow.worktime.calendar import ONE_DAY


@permission("cases.supervise")
def samples(request: HttpRequest) -> HttpResponse:
    """Every draw with how far the checking is; who may, draws the month that is over."""

    def context() -> dict[str, Any]:
        last = clock.today().replace(day=1) - ONE_DAY
        return {
            "rows": selectors.samples(),
            "month": f"{last:%Y-%m}",
            "draws": actor_on(request).may("supervision.order"),
            "source": SAMPLING.id,
        }

    return acted(
        request,
        "desk/supervision/samples.html",
        context,
        services.draw,
        lambda: typed(request, "month"),
        lambda answer: ("desk:sample", {"pk": answer.number}),
    )


@permission("cases.supervise")
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """The cases of one draw, and the form of the one that is being looked at (``?case=``)."""

    def context() -> dict[str, Any]:
        drawn, rows = selectors.sampled(pk)
        wanted = request.POST.get("drawn", "") or request.GET.get("case", "")
        form = next((row for row in rows if str(row.pk) == wanted and not row.verdict), None)
        answered = [(each, request.POST.get(f"answer-{each.key}", "")) for each in CHECKS]
        checks = actor_on(request).may("supervision.order")
        return {"sample": drawn, "rows": rows, "form": form, "lines": answered, "answers": ANSWERS.items(), "checks": checks}

    def arguments() -> dict[str, Any]:
        drawn = request.POST.get("drawn", "")
        answers = {each.key: request.POST.get(f"answer-{each.key}", "") for each in CHECKS}
        return {
            "drawn": int(drawn) if drawn.isascii() and drawn.isdecimal() and len(drawn) < 12 else 0,
            "answers": answers,
            **typed(request, "note"),
        }

    return acted(
        request, "desk/supervision/sample.html", context, services.check, arguments, lambda answer: ("desk:sample", {"pk": answer.number})
    )
