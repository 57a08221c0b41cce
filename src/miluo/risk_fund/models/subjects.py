"""Who is supported: the subjects, the list of them with its amounts, the way of the list, and who guarantees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.subjects import CHECKS, INDUSTRIES, REMOVALS, SUBJECT_KINDS
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation


class Subject(models.Model):
    """“三农”主体: a collective or an operator that is registered in the city (riskfund-3)."""

    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=list(SUBJECT_KINDS.items()))
    industry = models.CharField("产业", max_length=16, choices=list(INDUSTRIES.items()))
    town = models.CharField("镇", max_length=30)
    entered_at = models.DateTimeField("登记时间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def trail(self) -> str:
        return f"fund-subject:{self.uscc}"


class Listing(models.Model):
    """名录中的一项: recommended by an authority with an amount, from the day it was entered until it is taken off (riskfund-7e)."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="listings", verbose_name="主体")
    authority = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="推荐部门")
    recommended_fen = models.PositiveBigIntegerField("推荐额（分）")
    entered_on = models.DateField("列入日期")
    pushed_on = models.DateField("推送担保公司日期", null=True)
    sent_on = models.DateField("分送合作银行日期", null=True)
    left_on = models.DateField("移出日期", null=True)
    removal = models.CharField("移出原因", max_length=12, choices=list(REMOVALS.items()), blank=True)
    document = models.CharField("依据文件", max_length=120)
    checked_on = models.DateField("核查日期")
    checks = models.JSONField("核查结果", default=dict)
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_7e_listed_once", fields=["subject"], condition=Q(left_on=None)),
            models.CheckConstraint(name="riskfund_14_an_amount_is_recommended", condition=Q(recommended_fen__gt=0)),
            models.CheckConstraint(
                name="riskfund_27_leaves_for_a_reason",
                condition=Q(left_on=None, removal="") | (Q(left_on__gte=F("entered_on")) & ~Q(removal="")),
            ),
            models.CheckConstraint(name="riskfund_15_1_pushed_before_sent", condition=Q(sent_on=None) | Q(pushed_on__lte=F("sent_on"))),
        ]
        indexes = [models.Index(fields=["sent_on", "left_on"])]

    def __str__(self) -> str:
        return f"{self.subject} {self.recommended}"

    @property
    def recommended(self) -> Decimal:
        return to_yuan(self.recommended_fen)

    def holds_on(self, day: date) -> bool:
        """Whether a loan of that day may rest on it: it has reached the banks, and was not taken off (conv-fund-2)."""
        return self.sent_on is not None and self.sent_on <= day and (self.left_on is None or day < self.left_on)

    def get_state_display(self) -> str:
        """How far it has come on its way to the banks."""
        return "已移出" if self.left_on else "生效" if self.sent_on else "待分送" if self.pushed_on else "待推送"

    @property
    def confirmed(self) -> list[str]:
        """What was looked at, in the words of article 十三."""
        return [title for key, title in CHECKS.items() if self.checks.get(key)]


class ListTransfer(models.Model):
    """名录的一次传递: authority to guarantor, or guarantor to banks (riskfund-15-1)."""

    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="发送单位")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="接收单位")
    listings = models.ManyToManyField(Listing, related_name="transfers", verbose_name="名录项")
    on = models.DateField("日期")
    by = models.CharField("办理账号", max_length=120)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.sender} → {self.receiver} {self.on}"


class Payee(models.Model):
    """收款单位: the code and the account of a bank or guarantor, to which compensations go and to no other (conv-fund-19)."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    uscc = models.CharField("统一社会信用代码", max_length=18, unique=True)
    bank = models.CharField("开户银行", max_length=60)
    account = models.CharField("账号", max_length=40)
    at = models.DateTimeField("登记时间")
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.organisation} {self.uscc}"


class Guarantor(models.Model):
    """合作担保公司, as 市财政局 keeps them (conv-fund-14)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="担保公司")
    starts_on = models.DateField("合作起始日期")
    ends_on = models.DateField("合作终止日期", null=True)
    document = models.CharField("依据文件", max_length=120)
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_7g_cooperates_once", fields=["organisation"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="riskfund_7g_ends_after_it_began", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
