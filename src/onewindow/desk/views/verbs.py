"""The verbs of an office on a running case: each form of the case page goes through its door and back to the case."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onewindow.accounts.access import permission
from onewindow.cases import services
from onewindow.desk.views.acts import Door, Read, acted, texts
from onewindow.words.refused import Refused


def _whole(text: str, field: str) -> int:
    """A whole number as typed. Raises Refused for anything else."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise Refused("没有填写整数" if not plain else f"“{plain[:20]}”不是整数", code="invalid_number", field=field, expected="整数，如 5")
    return int(plain)


def _one_of(request: HttpRequest, field: str, yes: str) -> bool:
    """Which of two choices was made. Raises Refused where none was."""
    chosen = request.POST.get(field, "")
    if not chosen:
        raise Refused("没有选择", code="nothing_chosen", field=field, expected="选择其中一项")
    return chosen == yes


def _special(request: HttpRequest) -> dict[str, Any]:
    days = request.POST.get("days", "").strip()
    return {**texts("kind", "reason")(request), "days": _whole(days, "days") if days else None}


def _prolongation(request: HttpRequest) -> dict[str, Any]:
    return {"days": _whole(request.POST.get("days", ""), "days"), "reason": request.POST.get("reason", "")}


def _question(request: HttpRequest) -> dict[str, Any]:
    return {"organisations": request.POST.getlist("organisations"), "question": request.POST.get("question", "")}


def _opinion(request: HttpRequest) -> dict[str, Any]:
    number = _whole(request.POST.get("consultation", ""), "consultation")
    return {"consultation": number, "agrees": _one_of(request, "agrees", "yes"), "opinion": request.POST.get("opinion", "")}


def _withdrawal(request: HttpRequest) -> dict[str, Any]:
    return {"consultation": _whole(request.POST.get("consultation", ""), "consultation"), "reason": request.POST.get("reason", "")}


def _settled(request: HttpRequest) -> dict[str, Any]:
    return {**texts("kind", "note")(request), "kept": _one_of(request, "kept", "yes")}


DOORS: dict[str, tuple[Door, Read]] = {
    "pass-prereview": (services.pass_prereview, texts("note")),
    "return-to-prereview": (services.return_to_prereview, texts("reason")),
    "take-back": (services.take_back, texts("reason")),
    "transfer": (services.transfer, texts("reason", "person", "organisation")),
    "urge": (services.urge, texts("reason")),
    "begin-special": (services.begin_special, _special),
    "end-special": (services.end_special, texts("kind", "result")),
    "prolong": (services.prolong, _prolongation),
    "consult": (services.consult, _question),
    "cosign": (services.cosign, texts("person", "question")),
    "answer": (services.answer_consultation, _opinion),
    "withdraw-question": (services.withdraw_consultation, _withdrawal),
    "settle": (services.settle_undertaking, _settled),
}


@permission("cases.read_organisation", "cases.arrange", "cases.review", "cases.supervise")
@require_POST
def do(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """One act of ``DOORS``. Raises Refused (404) for another word; what the door refuses is said on the page of the case."""
    if act not in DOORS:
        raise Refused("没有这种操作", code="unknown_act", field="act", status=404)
    door, read = DOORS[act]
    return acted(request, number, door, read, act=act)
