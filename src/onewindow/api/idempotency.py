"""The Idempotency-Key header: every call that changes something carries one, so that a repeated call answers the same."""

from __future__ import annotations

from typing import Annotated

from ninja import Header

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=64,
        pattern=r"^[\x21-\x7e]+$",
        description="每个新请求用新的键；重复同一请求用原来的键",
    ),
]
