"""Every error of the API is a problem document (RFC 9457) with ``code``, ``clause`` and ``field``."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onewindow.words.refused import Problem, Refused

TITLES = {400: "请求有误", 401: "请先登录", 403: "没有权限", 404: "未找到", 409: "与当前状态冲突", 422: "内容不符合要求"}

SENTENCES = {  # by the first word of pydantic's error type
    "missing": ("没有填写", "必填"),
    "int": ("不是整数", "整数"),
    "date": ("不是日期", "YYYY-MM-DD"),
    "datetime": ("不是日期时间", "YYYY-MM-DDTHH:MM:SS"),
    "bool": ("不是“是”或“否”", "true 或 false"),
    "literal": ("不是可选的值", None),
    "json": ("不是JSON", "一个JSON文档"),
    "dict": ("不是JSON对象", "JSON对象"),
    "list": ("不是列表", "JSON列表"),
    "string": ("文字的长度或格式不对", "文字"),
}


def problem_response(refusal: Refused) -> HttpResponse:
    """The problem document of a refusal, with its own status."""
    first = refusal.first
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(refusal.status, "请求被拒绝"),
        "status": refusal.status,
        "detail": first.message,
        **{name: getattr(first, name) for name in ("code", "field", "clause", "expected")},
    }
    if len(refusal.problems) > 1:
        document["problems"] = refusal.as_error()["problems"]
    return HttpResponse(json.dumps(document, ensure_ascii=False), status=refusal.status, content_type="application/problem+json")


def install(api: NinjaAPI) -> None:
    """Turn every way in which a call can fail into a problem document."""
    for kind in (Refused, ValidationError, Http404, AuthenticationError, HttpError):
        api.add_exception_handler(kind, _answer)


def _answer(request: HttpRequest, error: Any) -> HttpResponse:
    return problem_response(_refusal_of(error))


def _refusal_of(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, ValidationError):
        return _of_validation(error)
    if isinstance(error, AuthenticationError):
        return Refused("需要登录或有效的访问令牌", code="unauthenticated", status=401)
    if isinstance(error, HttpError):
        return Refused(str(error), code="http_error", status=error.status_code)
    return Refused("没有这个地址或对象", code="not_found", status=404)


def _of_validation(error: ValidationError) -> Refused:
    problems = [_problem(item) for item in error.errors]
    return Refused.of(problems or [Problem("请求内容不符合要求", code="invalid")])


def _problem(item: dict[str, Any]) -> Problem:
    """One of pydantic's errors in Chinese, by its type; the place as the caller wrote it."""
    kind, context = str(item.get("type", "invalid")), item.get("ctx", {})
    place = ".".join(str(part) for part in item["loc"][1:]).removeprefix("body.")
    message, expected = SENTENCES.get(kind.split("_")[0], ("格式不符合要求", None))
    expected = str(context.get("expected") or context.get("pattern") or "") or expected
    return Problem(f"{place or '请求内容'}：{message}", code=kind, field=place or None, expected=expected)
