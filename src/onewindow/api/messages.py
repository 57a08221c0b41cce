"""The applicant's messages by calls."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.exchange import selectors, services
from onewindow.worktime import clock

router = Router(tags=["消息"])
OWN = api_permission("cases.read_own")
Cursor = Annotated[str, Query(description="上一页响应头X-Next-Cursor的值", max_length=60)]
Number = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", summary="我的消息", auth=OWN)
def mine(request: HttpRequest, response: HttpResponse, unread: bool = False, cursor: Cursor = "") -> list[dict[str, Any]]:
    """The newest first, 20 at a time; the header X-Next-Cursor leads to the next ones and is left out on the last page."""
    page = selectors.my_messages(actor_on(request), clock.today(), only_unread=unread, cursor=cursor)
    if page.following:
        response["X-Next-Cursor"] = page.following
    rows: list[dict[str, Any]] = plain(page.rows)
    return rows


@router.post("/{message}/read", summary="标为已读", auth=OWN)
def read(request: HttpRequest, message: Number, key: IdempotencyKey) -> dict[str, Any]:
    """A second time changes nothing, so that the key is not needed to tell repetitions."""
    done = services.mark_read(message=message, by=actor_on(request), at=clock.now())
    return {"id": done.pk, "read": True}
