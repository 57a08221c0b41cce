"""JSON as it was meant: a name that stands twice in one object is refused, since nobody knows which of the two counts."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, NoReturn

from onewindow.words.refused import Refused

_LONGEST = 40  # digits: 1E+999999 is not spelled out
EXPECTED = "UTF-8 编码的 JSON"


def loaded(text: str | bytes, *, field: str | None, decimals: bool = False) -> Any:
    """The document in ``text``; ``decimals``: fractions as decimals, for a reader that judges each number itself, NaN among them.

    Otherwise a fraction is the text of its digits, which is stored as it was typed. Raises Refused (400) for what is no JSON,
    and for a name that stands twice; ``field`` names the input.
    """
    try:
        return json.loads(
            text,
            parse_float=Decimal if decimals else _digits,
            parse_constant=float if decimals else _not_a_number,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}个字符处有误"
        raise Refused(f"不是JSON：{place}", code="not_json", field=field, expected=EXPECTED, status=400) from None
    except (ValueError, RecursionError):  # not UTF-8, a number beyond all bounds, or nested without end
        raise Refused("不是可读的JSON", code="not_json", field=field, expected=EXPECTED, status=400) from None


def _digits(text: str) -> str:
    number = Decimal(text)
    return format(number, "f") if abs(number.adjusted()) < _LONGEST else _not_a_number(text)


def _not_a_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Refused(f"“{name}”写了两次", code="duplicate_name", field=name, expected="每个名称只写一次", status=400)
        found[name] = value
    return found
