"""The Idempotency-Key header: every call that changes something carries one, so that a repeated call answers the same."""

from __future__ import annotations

from typing import Annotated

from ninja import Header

KEY_HEADER = "Idempotency-Key"
SHORTEST, LONGEST = 8, 64
KEY_EXPECTED = f"{SHORTEST}至{LONGEST}个字母、数字或半角符号，不含空格，如一个UUID"

IdempotencyKey = Annotated[
    str,
    Header(
        alias=KEY_HEADER,
        min_length=SHORTEST,
        max_length=LONGEST,
        pattern=r"^[\x21-\x7e]+$",
        description=f"{KEY_EXPECTED}；每个新请求用新的键，重复同一请求用原来的键",
    ),
]
