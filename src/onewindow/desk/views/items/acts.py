"""What is done to a version: handed over, reviewed, published, withdrawn, given up. Each is one press and one door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.desk.views.items.lists import shown
from onewindow.items import services
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import version
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("items.draft", "items.review", "items.publish")
@require_POST
def act(request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """Do it and say so; a refusal comes back on the page of the version. Raises Refused (404) for an unknown act."""
    if name not in _ACTS:
        raise Refused(f"没有“{name}”这个操作", code="unknown_act", field="act", status=404)
    done, said = _ACTS[name]
    try:
        found = done(request, {"key": key, "number": number, "by": actor_on(request), "at": clock.now()})
    except Refused as refused:
        return shown(request, version(key, number), refused)
    messages.success(request, f"{said}：{found.title}第{found.number}版")
    return redirect("desk:item_version", key=key, number=number)


def _typed(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))


def _day(request: HttpRequest, name: str) -> date | None:
    typed = _typed(request, name).strip()
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"“{typed}”不是日期", code="bad_date", field=name, expected="如 2023-10-01") from None


def _publish(request: HttpRequest, named: dict[str, Any]) -> ItemVersion:
    return services.publish(**named, effective_from=_day(request, "effective_from"), effective_until=_day(request, "effective_until"))


def _withdraw(request: HttpRequest, named: dict[str, Any]) -> ItemVersion:
    return services.withdraw_version(**named, reason=_typed(request, "reason"), from_day=_day(request, "from_day"))


def _review(approved: bool) -> Callable[[HttpRequest, dict[str, Any]], ItemVersion]:
    return lambda request, named: services.review(**named, approved=approved, opinion=_typed(request, "opinion"))


_ACTS: dict[str, tuple[Callable[[HttpRequest, dict[str, Any]], ItemVersion], str]] = {
    "submit": (lambda _, named: services.submit_for_review(**named), "已送审"),
    "approve": (_review(True), "已审核通过"),
    "return": (_review(False), "已退回修改"),
    "publish": (_publish, "已发布"),
    "withdraw": (_withdraw, "已撤回"),
    "discard": (lambda request, named: services.discard(**named, reason=_typed(request, "reason")), "已放弃"),
}
