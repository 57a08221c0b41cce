"""What every door does around its act: one transaction, and the same answer to the same key.

A key costs one statement, the insert at the end. A repeated request runs into the changed state or into that insert, is
rolled back, and is then given the first answer; so nobody is asked twice whether he has asked before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import wraps
from math import isfinite
from typing import Any, ParamSpec

from django.db import IntegrityError, transaction

from onewindow import rows
from onewindow.cases.models import IdempotencyKey
from onewindow.statements import gathered
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.refused import Refused

P = ParamSpec("P")
_NOT_OF_THE_REQUEST = {"by", "at", "key"}
_HAS_ITS_OWN_LIMIT = {*_NOT_OF_THE_REQUEST, "facts", "content"}
LONGEST_TEXT = 2000  # characters of a reason, a note, a comment: what is kept has a limit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door says when the act is done: the case (or draft) and its state, a sentence in Chinese, the paper or file made."""

    number: str
    state: str
    message: str
    paper: str = ""
    attachment: str = ""


class Noted(Refused):
    """A refusal of which a note stays: ``note`` is written in a transaction of its own, after everything that the act did was undone."""

    def __init__(self, refused: Refused, note: Callable[[], None]) -> None:
        super().__init__(*refused.problems, status=refused.status)
        self.note = note


def door(act: Callable[P, Answer]) -> Callable[P, Answer]:
    """Make an act a door. Its arguments are keyword-only, ``by``, ``at`` and ``key`` among them."""

    @wraps(act)
    def through(*args: P.args, **request: P.kwargs) -> Answer:
        _require_storable(request)
        try:
            return _once(act, args, request)
        except (Refused, IntegrityError) as error:
            if earlier := _recall(act.__name__, request):
                return earlier
            if isinstance(error, Noted):
                with transaction.atomic(durable=True):
                    error.note()
            if isinstance(error, Refused):
                raise
        return _once(act, args, request)  # somebody was first at a unique row: now the act sees it, and says so

    return through


def storable(text: str) -> bool:
    """Whether a text can be kept on every database: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _require_storable(request: Mapping[str, Any]) -> None:
    for name, value in request.items():
        if name not in _NOT_OF_THE_REQUEST and not _is_storable(value):
            raise Refused("填写的内容中有不能保存的字符或数值", code="invalid_character", field=name, expected="删去控制字符后重新填写")
        if name not in _HAS_ITS_OWN_LIMIT and _longest(value) > LONGEST_TEXT:
            raise Refused("填写的内容太长", code="too_long", field=name, expected=f"不超过{LONGEST_TEXT}字")


def _longest(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return max(map(_longest, (*value, *value.values())), default=0)
    return max(map(_longest, value), default=0) if isinstance(value, (list, tuple)) else 0


def _is_storable(value: Any) -> bool:
    if isinstance(value, str):
        return (value.isascii() and "\x00" not in value) or storable(value)
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, Mapping):
        return all(_is_storable(each) for each in (*value, *value.values()))
    return all(map(_is_storable, value)) if isinstance(value, (list, tuple)) else True


def _once(act: Callable[..., Answer], args: tuple[Any, ...], request: Mapping[str, Any]) -> Answer:
    with transaction.atomic(durable=True), gathered():
        answer = act(*args, **request)
        _remember(act.__name__, request, answer)
    return answer


def _remember(act: str, request: Mapping[str, Any], answer: Answer) -> None:
    key, by, at = _of(request)
    if key:
        rows.add(IdempotencyKey(actor=by.id, key=key, request=_digest(act, request), answer=asdict(answer), at=at))


def _recall(act: str, request: Mapping[str, Any]) -> Answer | None:
    key, by, _ = _of(request)
    first = IdempotencyKey.objects.filter(actor=by.id, key=key).first() if key else None
    if first is None:
        return None
    if first.request != _digest(act, request):
        raise Refused(
            "同一个幂等键已用于另一个请求",
            code="idempotency_key_reused",
            field="key",
            expected="每个新请求使用新的幂等键；重复同一请求时内容须完全相同",
            status=409,
        )
    return Answer(**first.answer)


def _of(request: Mapping[str, Any]) -> tuple[str | None, Actor, datetime]:
    return request.get("key"), request["by"], request["at"]


def _digest(act: str, request: Mapping[str, Any]) -> str:
    asked = {name: _plain(value) for name, value in request.items() if name not in _NOT_OF_THE_REQUEST}
    return sm3(canonical({"act": act, **asked}).encode())


def _plain(value: Any) -> Any:
    """What canonical text can hold: of a file its digest, of a float (JSON has them) its shortest spelling."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value
