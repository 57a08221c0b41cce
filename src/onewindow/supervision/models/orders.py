"""督办通知单: what a body is asked to explain, and what it said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.supervision.models.findings import Finding

WAITING, REPLIED, RETURNED, ACCEPTED, REVOKED = "waiting", "replied", "returned", "accepted", "revoked"
ORDER_STATES = {WAITING: "待说明", REPLIED: "待审阅", RETURNED: "退回重报", ACCEPTED: "已办结", REVOKED: "已撤销"}
OWED = (WAITING, RETURNED)
ORDER_KINDS = {"urge": "督办", "explain": "责令说明"}


class Order(models.Model):
    """An order of the supervisor to one body about findings of that body, with the last day for the answer."""

    number = models.CharField("编号", max_length=24, unique=True)
    kind = models.CharField("种类", max_length=8, choices=list(ORDER_KINDS.items()))
    organisation = models.CharField("责任单位", max_length=64)
    findings = models.ManyToManyField(Finding, related_name="orders")
    demand = models.TextField("要求")
    issuer = models.CharField("制发单位", max_length=64)
    issued_by = models.CharField("制发人", max_length=32)
    issued_at = models.DateTimeField("制发时间")
    due_on = models.DateField("说明期限")
    paper = models.CharField("文书编号", max_length=60, blank=True)
    state = models.CharField("状态", max_length=8, choices=list(ORDER_STATES.items()), default=WAITING)
    ended_at = models.DateTimeField("办结时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "督办通知单"
        ordering = ["-id"]
        indexes = [models.Index(name="supervision_owed_replies", fields=["organisation", "due_on"], condition=Q(state__in=OWED))]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"order:{self.number}"

    @property
    def state_title(self) -> str:
        return ORDER_STATES[self.state]


class Reply(models.Model):
    """情况说明: what the body says happened and what it did about it; accepted or returned by the supervisor, each once."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="replies")
    explanation = models.TextField("情况说明")
    measures = models.TextField("整改措施")
    by = models.CharField("说明人", max_length=32)
    at = models.DateTimeField("说明时间")
    late = models.BooleanField("逾期", default=False)
    accepted = models.BooleanField("是否采纳", null=True)
    judgement = models.TextField("审阅意见", blank=True)
    judged_by = models.CharField("审阅人", max_length=32, blank=True)
    judged_at = models.DateTimeField("审阅时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "情况说明"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="supervision_one_reply_at_a_time", fields=["order"], condition=Q(accepted=None))]

    def __str__(self) -> str:
        return f"{self.order_id} {self.by}"
