"""What the trail keeps: events, the end of every chain, the seals of the days, and how far each reader has come.

Events, heads and seals are written by ``services``, ``seals`` and the database's own guards alone (see ``guards``): any other write is
refused by the database. The columns keep canonical text where a typed value would have several spellings.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class Event(models.Model):
    """One thing that happened to one subject. Never changed, never deleted, and without personal values."""

    subject = models.CharField("对象", max_length=120)
    position = models.PositiveBigIntegerField("链上序号")
    kind = models.CharField("事件", max_length=80)
    actor = models.CharField("经办账号", max_length=120)
    roles = models.TextField("经办角色")
    organisation = models.CharField("经办单位", max_length=120)
    at = models.DateTimeField("业务时间")
    recorded_at = models.DateTimeField("记录时间")
    from_state = models.CharField("原状态", max_length=80)
    to_state = models.CharField("新状态", max_length=80)
    reason = models.TextField("事由")
    body = models.TextField("内容")
    previous = models.CharField("前一事件摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "事件"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["subject", "position"], name="trail_event_chain")]

    def __str__(self) -> str:
        return f"{self.subject}#{self.position} {self.kind}"

    @property
    def content(self) -> dict[str, Any]:
        """The body as a dictionary; decimals and dates are strings, as in the canonical text."""
        content: dict[str, Any] = json.loads(self.body)
        return content


class Head(models.Model):
    """The end of a subject's chain: how many events it has and the hash of the last. Its row is the lock of the chain."""

    subject = models.CharField("对象", max_length=120, primary_key=True)
    count = models.PositiveBigIntegerField("事件数")
    hash = models.CharField("末事件摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "链头"

    def __str__(self) -> str:
        return f"{self.subject}#{self.count}"


class Seal(models.Model):
    """The seal of a day: it covers every event after the seal before it, up to and with the event ``last``."""

    day = models.DateField("日期", primary_key=True)
    last = models.PositiveBigIntegerField("末事件编号")
    count = models.PositiveBigIntegerField("事件数")
    root = models.CharField("默克尔根", max_length=64)
    heads = models.CharField("链头摘要", max_length=64)
    sealed_at = models.DateTimeField("封印时间")
    previous = models.CharField("前一日封摘要", max_length=64)
    hash = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "日封"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"日封 {self.day} 事件{self.count}条 根{self.root} 链头{self.heads} 封{self.hash}"


class Cursor(models.Model):
    """The last event that a reader has taken."""

    name = models.CharField("读者", max_length=80, primary_key=True)
    position = models.PositiveBigIntegerField("已读至", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "读者进度"

    def __str__(self) -> str:
        return f"{self.name} 已读至{self.position}"
