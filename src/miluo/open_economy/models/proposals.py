"""免申即享: what the register entitles an enterprise to before it has asked, and what the enterprise says to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField

OPEN, OBJECTED, CONFIRMED, CLOSED = "open", "objected", "confirmed", "closed"
STATES = {OPEN: "待企业确认", OBJECTED: "企业有异议", CONFIRMED: "企业已确认", CLOSED: "已失效"}
WAITING = (OPEN, OBJECTED)


class ProposalRun(models.Model):
    """One pass over the whole register for a year; ``done`` of ``enterprises`` while it runs."""

    year = models.PositiveSmallIntegerField("业绩年度")
    on = models.DateField("测算日期")
    enterprises = models.PositiveIntegerField("名录企业", default=0)
    done = models.PositiveIntegerField("已核对", default=0)
    made = models.PositiveIntegerField("新提出", default=0)
    revised = models.PositiveIntegerField("更新", default=0)
    unchanged = models.PositiveIntegerField("未变", default=0)
    closed = models.PositiveIntegerField("失效", default=0)
    by = models.CharField("发起人", max_length=32)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.year} {self.on}"


class Proposal(models.Model):
    """What one enterprise would be granted under one procedure for one year; ``facts`` are those of the form, ``lines`` the awards.

    A confirmed one becomes a case through the doors; until it has (``case_number``) it keeps the contact, sealed, and no longer.
    """

    number = models.CharField("编号", max_length=20, unique=True)
    procedure = models.CharField("事项", max_length=64)
    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    year = models.PositiveSmallIntegerField("业绩年度")
    facts = models.JSONField("事实")
    lines = models.JSONField("奖补明细")
    total_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    state = models.CharField("状态", max_length=10, choices=list(STATES.items()))
    made_at = models.DateTimeField("提出时间")
    revised_at = models.DateTimeField("更新时间", null=True)
    objection = models.TextField("异议", blank=True)
    objected_by = models.CharField("异议人", max_length=32, blank=True)
    objected_at = models.DateTimeField("异议时间", null=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.CharField("答复人", max_length=32, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    confirmed_by = models.CharField("确认人", max_length=32, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    contact_name = SealedTextField("联系人")
    contact_phone = SealedTextField("联系电话")
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    closed_because = models.CharField("失效原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="open2023_10_2a_one_proposal", fields=["procedure", "uscc", "year"], condition=Q(state__in=["open", "objected"])
            ),
            models.CheckConstraint(name="open2023_10_2a_proposal_of_something", condition=Q(total_cny__gt=0)),
        ]
        indexes = [models.Index(name="open_economy_proposals_of", fields=["uscc", "state"])]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.number} {self.uscc} {self.total_cny}"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"proposal:{self.number}"
