"""How a date is said: one form, on pages, in messages and on papers."""

from __future__ import annotations

from datetime import date


def said(day: date) -> str:
    """2023年9月15日."""
    return f"{day.year}年{day.month}月{day.day}日"
