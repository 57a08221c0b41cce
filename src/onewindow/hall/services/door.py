"""What every door of the hall does around its act: one transaction, and the same answer to the same key.

A door that meets somebody who was first at a unique row looks again, and then says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model

from onewindow.hall.conventions import OPEN_DAYS
from onewindow.hall.models import Press
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

P = ParamSpec("P")
Made = TypeVar("Made", bound=Model)
LONGEST_TEXT = 500


def door(made: type[Made]) -> Callable[[Callable[P, Made]], Callable[P, Made]]:
    """Make an act a door that answers with a row of ``made``. Its arguments are keyword-only, ``by``, ``at`` and ``key`` among them."""

    def around(act: Callable[P, Made]) -> Callable[P, Made]:
        @wraps(act)
        def through(*args: P.args, **request: P.kwargs) -> Made:
            try:
                return _once(act, args, request)
            except (Refused, IntegrityError) as error:
                if earlier := _recalled(act.__name__, made, request):
                    return earlier
                if isinstance(error, Refused):
                    raise
            return _once(act, args, request)

        return through

    return around


def require_open_day(at: datetime) -> date:
    """The day of a moment. Raises Refused on a day on which the hall is closed."""
    day = day_of(at)
    if not current_calendar().is_working(day):
        following = current_calendar().next_working_day(day)
        raise Refused(
            "今天不是工作日，大厅不办理业务",
            code="hall_closed",
            field="day",
            clause=OPEN_DAYS.id,
            expected=f"{following.month}月{following.day}日起的工作日",
            status=409,
        )
    return day


def words(text: str, what: str, *, field: str, longest: int = LONGEST_TEXT, required: bool = True) -> str:
    """A text that can be kept. Raises Refused for one that is missing, too long or not storable."""
    stripped = text.strip()
    if required and not stripped:
        raise Refused(f"没有写明{what}", code="missing_words", field=field, expected=f"写明{what}")
    if len(stripped) > longest:
        raise Refused(f"{what}太长", code="too_long", field=field, expected=f"不超过{longest}字")
    if "\x00" in stripped or any("\ud800" <= character <= "\udfff" for character in stripped):
        raise Refused(f"{what}中有不能保存的字符", code="invalid_character", field=field, expected="删去控制字符后重新填写")
    return stripped


def _once(act: Callable[..., Made], args: tuple[Any, ...], request: dict[str, Any]) -> Made:
    with transaction.atomic(durable=True):
        answer = act(*args, **request)
        if key := request.get("key"):
            by: Actor = request["by"]
            Press.objects.create(actor=by.id, key=key, act=act.__name__, answer=answer.pk, at=request["at"])
        return answer


def _recalled(act: str, made: type[Made], request: dict[str, Any]) -> Made | None:
    key, by = request.get("key"), request["by"]
    first = Press.objects.filter(actor=by.id, key=key).first() if key else None
    if first is None:
        return None
    if first.act != act:
        raise Refused(
            "同一个幂等键已用于另一个操作", code="idempotency_key_reused", field="key", expected="每次操作使用新的幂等键", status=409
        )
    return made._default_manager.get(pk=first.answer)
