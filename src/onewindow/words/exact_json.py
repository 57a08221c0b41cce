"""JSON as it was meant: decimals exact, and a name that stands twice in one object refused, since nobody knows which counts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from onewindow.words.refused import Refused

EXPECTED = "UTF-8 编码的 JSON"


def loaded(text: str | bytes, *, field: str | None) -> Any:
    """The document in ``text``. Raises Refused (400) for what is no JSON, and for a name that stands twice; ``field`` names the input."""
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=lambda pairs: _object(pairs, field))
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}个字符处有误"
        raise Refused(f"不是JSON：{place}", code="not_json", field=field, expected=EXPECTED, status=400) from None
    except (ValueError, RecursionError):  # not UTF-8, a number of thousands of digits, or nested without end
        raise Refused("不是可读的JSON", code="not_json", field=field, expected=EXPECTED, status=400) from None


def _object(pairs: list[tuple[str, Any]], field: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(f"“{name}”写了两次", code="duplicate_name", field=name, expected="每个名称只写一次", status=400)
        found[name] = value
    return found
