"""Every error of the API is a problem document (RFC 9457) with ``code``, ``clause`` and ``field``."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from onewindow.api.idempotency import KEY_EXPECTED, KEY_HEADER
from onewindow.words.exact_json import loaded
from onewindow.words.refused import Problem, Refused

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "请求有误",
    401: "请先登录",
    403: "没有权限",
    404: "未找到",
    405: "方法不对",
    409: "与当前状态冲突",
    413: "内容过大",
    422: "内容不符合要求",
    500: "服务器出错",
}
STATUSES = {  # what is said where nothing more is known than the status: detail, code
    400: ("请求无法识别", "bad_request"),
    401: ("需要登录", "unauthenticated"),
    403: ("无权访问，或者页面令牌（X-CSRFToken）缺失、失效", "forbidden"),
    404: ("没有这个地址或对象", "not_found"),
    405: ("这个地址不接受这种请求方法", "method_not_allowed"),
    413: ("请求内容超过允许的大小", "too_large"),
}
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457 问题文档",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "field", "clause", "expected"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "状态的名称"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "哪里不对"},
        "code": {"type": "string", "description": "供程序识别的代码"},
        "field": {"type": ["string", "null"], "description": "涉及的事项、材料或参数"},
        "clause": {"type": ["string", "null"], "description": "所依据条款的编号"},
        "expected": {"type": ["string", "null"], "description": "怎样才对"},
        "problems": {"type": "array", "description": "不止一处时列出全部", "items": {"type": "object"}},
    },
}

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
    return HttpResponse(json.dumps(document, ensure_ascii=False), status=refusal.status, content_type=MEDIA_TYPE)


def of_status(status: int, allowed: str | None = None) -> Refused:
    """The refusal that a bare status stands for; ``allowed`` are the methods of the address."""
    detail, code = STATUSES.get(status, ("请求未能完成", "failed"))
    return Refused(detail, code=code, status=status, expected=f"允许的方法：{allowed}" if allowed else None)


class StrictParser(Parser):
    """The body of a call as JSON. Raises Refused (400) for what is none, and for a name that stands twice in one object."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast(dict[str, Any], loaded(request.body, field=None))


def describe(description: OpenAPISchema) -> OpenAPISchema:
    """The OpenAPI description with the errors of every operation, each a problem document."""
    for methods in description["paths"].values():
        for operation in methods.values():
            operation["responses"].update({status: _described(status) for status in _statuses(operation)})
    description["components"]["schemas"]["Problem"] = SCHEMA
    return description


def _statuses(operation: dict[str, Any]) -> list[int]:
    body, closed = "requestBody" in operation, "security" in operation
    changes = any(each["name"] == KEY_HEADER for each in operation["parameters"])
    return [*([400] if body else []), *([401, 403] if closed else []), 404, *([409] if changes else []), 422]


def _described(status: int) -> dict[str, Any]:
    return {"description": TITLES[status], "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


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
        return _of_http(error)
    return of_status(404)


def _of_http(error: HttpError) -> Refused:
    """django-ninja's own errors: a body that could not be read, whose reason it chains, and a failed check of the page token."""
    if isinstance(error.__cause__, Refused):
        return error.__cause__
    if error.status_code == 403:
        return Refused(
            "页面令牌缺失或已失效", code="csrf_failed", field="X-CSRFToken", expected="与 csrftoken Cookie 一致的令牌", status=403
        )
    return of_status(error.status_code)


def _of_validation(error: ValidationError) -> Refused:
    problems = [_problem(item) for item in error.errors]
    return Refused.of(problems or [Problem("请求内容不符合要求", code="invalid")])


def _problem(item: dict[str, Any]) -> Problem:
    """One of pydantic's errors in Chinese, by its type; the place as the caller wrote it."""
    kind, context = str(item.get("type", "invalid")), item.get("ctx", {})
    place = ".".join(str(part) for part in item["loc"][1:]).removeprefix("body.")
    message, expected = SENTENCES.get(kind.split("_")[0], ("格式不符合要求", None))
    if place == KEY_HEADER:
        expected = KEY_EXPECTED
    else:
        expected = str(context.get("expected") or _bound(context) or context.get("pattern") or "") or expected
    return Problem(f"{place or '请求内容'}：{message}", code=kind, field=place or None, expected=expected)


def _bound(context: dict[str, Any]) -> str:
    """The length that a text or a list may have, where that is what is wrong."""
    bounds = {"min_length": "至少", "max_length": "至多"}
    return "".join(f"{word}{context[name]}个字符" for name, word in bounds.items() if name in context)
