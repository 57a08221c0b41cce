"""我的消息: what happened to my cases, what I have to do, and whether I want it by SMS as well."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from onewindow.accounts.access import actor_on, permission
from onewindow.exchange import selectors, services
from onewindow.web.posted import intent_of, key_of
from onewindow.words.refused import Refused
from onewindow.worktime import clock


@permission("cases.read_own")
def my_messages(request: HttpRequest) -> HttpResponse:
    """My messages, the newest first; ``unread=1`` shows those alone."""
    actor, today, only_unread = actor_on(request), clock.today(), request.GET.get("unread") == "1"
    page = selectors.my_messages(actor, today, only_unread=only_unread, cursor=request.GET.get("page", ""))
    context = {
        "page": page,
        "only_unread": only_unread,
        "unread": selectors.unread_count(actor, today),
        "sms": selectors.wants_sms(actor),
    }
    return render(request, "portal/my_messages.html", context)


@permission("cases.read_own")
@require_POST
def read_message(request: HttpRequest, number: int) -> HttpResponse:
    """Note that I read a message, and go to its case if that button was pressed."""
    read = services.mark_read(message=number, by=actor_on(request), at=clock.now())
    if intent_of(request) == "open" and read.case_number:
        return redirect("portal:my_case", number=read.case_number)
    return redirect("portal:my_messages")


@permission("cases.read_own")
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that I read them all."""
    done = services.mark_all_read(by=actor_on(request), at=clock.now())
    notes.success(request, f"已将{done}条消息标为已读" if done else "没有未读的消息")
    return redirect("portal:my_messages")


@permission("cases.read_own")
@require_POST
def choose_sms(request: HttpRequest) -> HttpResponse:
    """Stop SMS, or have them again."""
    wanted = {"stop": False, "start": True}.get(intent_of(request))
    if wanted is None:
        raise Refused("没有选择是否接收短信", code="no_answer", field="intent", expected="停用短信，或者恢复短信")
    notes.success(request, services.choose_sms(wanted=wanted, by=actor_on(request), at=clock.now(), key=key_of(request)).message)
    return redirect("portal:my_messages")
