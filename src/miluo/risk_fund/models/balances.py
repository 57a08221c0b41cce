"""Balances as the banks file them, a row for each loan and day."""

from __future__ import annotations

from django.db import models

from miluo.risk_fund.models.loans import FundLoan
from miluo.risk_fund.subjects import GRADES
from onewindow.organisations.models import Organisation


class Balance(models.Model):
    """A loan's balance at the end of a day. Day and loan are the key, so that a year of days needs one index."""

    pk = models.CompositePrimaryKey("day", "loan")
    day = models.DateField("日期")
    loan = models.ForeignKey(FundLoan, models.PROTECT, related_name="balances", db_index=False, verbose_name="贷款")
    fen = models.PositiveBigIntegerField("余额（分）")
    grade = models.CharField("五级分类", max_length=16, choices=list(GRADES.items()), default="normal")

    def __str__(self) -> str:
        return f"{self.loan_id} {self.day}"


class BalanceFiling(models.Model):
    """One file of balances of one bank, taken whole or not at all."""

    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="银行")
    day = models.DateField("余额日期")
    loans = models.PositiveIntegerField("笔数")
    total_fen = models.PositiveBigIntegerField("合计（分）")
    digest = models.CharField("文件摘要", max_length=64, blank=True)
    at = models.DateTimeField("申报时间")
    by = models.CharField("申报账号", max_length=120)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["bank", "day"])]

    def __str__(self) -> str:
        return f"{self.bank} {self.day}"
