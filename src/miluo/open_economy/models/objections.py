"""异议: what was said against a published award, and what of an award is owed no more."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from miluo.open_economy.models.awards import Award
from onewindow.accounts.sealed import SealedTextField

OPEN, REJECTED, UPHELD = "open", "rejected", "upheld"
OUTCOMES = {OPEN: "待答复", REJECTED: "异议不成立", UPHELD: "异议成立"}
GROUNDS = {"objection": "公示异议成立", "sanction": "违规处理"}


class Objection(models.Model):
    """异议: anybody's word against an award while it is published. Who said it is sealed."""

    number = models.CharField("编号", max_length=24, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="objections", verbose_name="奖补")
    reason = models.TextField("理由")
    name = SealedTextField("姓名或者单位")
    phone = SealedTextField("联系电话")
    lodged_on = models.DateField("提出日期")
    state = models.CharField("状态", max_length=8, choices=list(OUTCOMES.items()), default=OPEN)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="open2023_11_1_objection_answered", condition=Q(state=OPEN) | ~Q(answer="", answered_on=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"objection:{self.number}"

    @property
    def state_title(self) -> str:
        return OUTCOMES[self.state]


class Withdrawal(models.Model):
    """撤销: what of an award, or all of it, is owed no more, on which ground and by which record.

    ``frees``: it counts no more either. What an objection took off was never due (open2023-10-2a) and counts no more; of what a
    sanction took off the reading ``after_recovery`` of that day decided.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="withdrawals", verbose_name="奖补")
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    ground = models.CharField("原因", max_length=12, choices=list(GROUNDS.items()))
    source = models.CharField("来源编号", max_length=24, unique=True)
    frees = models.BooleanField("不再计入次数和额度", default=True)
    on = models.DateField("日期")

    class Meta:
        constraints = [models.CheckConstraint(name="open2023_11_withdrawal_is_positive", condition=Q(amount_cny__gt=0))]

    def __str__(self) -> str:
        return f"{self.source} {self.amount_cny}"
