"""From what the rooms answer to JSON: dataclasses as objects, decimals and dates as strings, never a float."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from onewindow.words.canonical import canonical


def plain(value: Any) -> Any:
    """``value`` as JSON's own objects, lists, strings, numbers and null."""
    return json.loads(canonical(_without_dataclasses(value)))


def _without_dataclasses(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (list, tuple)):
        return [_without_dataclasses(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_dataclasses(item) for key, item in value.items()}
    return value
