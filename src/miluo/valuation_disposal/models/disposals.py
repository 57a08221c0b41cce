"""处置: a mortgaged right is sold by a route of its kind, and what it brings is paid out in order (valuation-11 to valuation-14)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round

from miluo.valuation_disposal.kinds import BUYERS, COSTS, DISPOSAL_STATES, DISTRIBUTED, HANDLERS, OPENED, ROUTED
from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Organisation


class Disposal(models.Model):
    """One disposal of the right of one mortgage, both named by their numbers. Money in 元, shares of the loss in per cent.

    ``principal_cny`` and ``interest_cny`` are what the bank is owed on ``debt_on``, whole: what a fund paid changes nothing in it.
    """

    number = models.CharField("编号", max_length=24, unique=True)
    mortgage = models.CharField("抵押登记编号", max_length=24, unique=True)
    right = models.CharField("权证号", max_length=60)
    right_kind = models.CharField("权利类型", max_length=24)
    right_title = models.CharField("权利类型名称", max_length=60)
    mortgagor = models.CharField("抵押人（隐名）", max_length=100)
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="合作银行")
    guarantor = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name="担保机构")
    handler = models.CharField("追偿处置方", max_length=12, choices=list(HANDLERS.items()))
    state = models.CharField("状态", max_length=12, choices=list(DISPOSAL_STATES.items()), default=OPENED)
    principal_cny = models.DecimalField("未偿还本金（元）", max_digits=14, decimal_places=2)
    interest_cny = models.DecimalField("未偿还利息（元）", max_digits=14, decimal_places=2)
    debt_on = models.DateField("债务截止日期")
    bank_share = models.DecimalField("银行分担比例（%）", max_digits=5, decimal_places=2)
    guarantor_share = models.DecimalField("担保机构分担比例（%）", max_digits=5, decimal_places=2)
    shares_booked_on = models.DateField("损失分担入账日期")
    shares_document = models.CharField("风险分担约定", max_length=120)
    opened_on = models.DateField("启动日期")
    opened_by = models.CharField("登记账号", max_length=32)
    route = models.CharField("处置方式", max_length=20, blank=True)
    route_basis = models.CharField("处置依据", max_length=200, blank=True)
    buyer = SealedTextField("受让人", null=True)
    buyer_kind = models.CharField("受让人类别", max_length=12, choices=list(BUYERS.items()), blank=True)
    buyer_proof = models.CharField("受让人资格证明", max_length=120, blank=True)
    price_cny = models.DecimalField("成交价（元）", max_digits=14, decimal_places=2, null=True)
    sold_on = models.DateField("成交日期", null=True)
    received_on = models.DateField("价款到账日期", null=True)
    closed_on = models.DateField("办结日期", null=True)
    change_document = models.CharField("产权变更登记凭证", max_length=120, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="valuation_11_shares_are_the_whole",
                condition=Q(bank_share=Round(100 - F("guarantor_share"), precision=2), guarantor_share__gte=0),
            ),
            models.CheckConstraint(name="valuation_11_something_is_owed", condition=Q(principal_cny__gte=0) & Q(interest_cny__gte=0)),
            models.CheckConstraint(name="valuation_12_sold_by_a_route", condition=Q(state=OPENED) | ~Q(route="")),
            models.CheckConstraint(
                name="valuation_14_sold_at_a_price", condition=Q(state__in=(OPENED, ROUTED)) | Q(price_cny__gt=0, sold_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"disposal:{self.number}"

    @property
    def disposer(self) -> Organisation:
        """The bank or the guarantor that pursues and disposes (valuation-11)."""
        return self.guarantor if self.handler == "guarantor" and self.guarantor else self.bank

    @property
    def is_distributed(self) -> bool:
        return self.state not in {OPENED, ROUTED, "sold"}


class Cost(models.Model):
    """A necessary cost of the disposal with the file that proves it; what is not proven is not deducted."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="costs")
    kind = models.CharField("费用", max_length=12, choices=list(COSTS.items()))
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    digest = models.CharField("凭证", max_length=64)
    file_name = models.CharField("凭证文件名", max_length=120)
    entered_on = models.DateField("登记日期")
    entered_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="valuation_14_a_cost_is_positive_and_proven", condition=Q(amount_cny__gt=0) & ~Q(digest="")),
        ]

    def __str__(self) -> str:
        return f"{self.disposal} {self.get_kind_display()}"


class Distribution(models.Model):
    """How the price was paid out, by which evaluation of the rule book; the parts add up to the price to the fen (valuation-14)."""

    disposal = models.OneToOneField(Disposal, models.PROTECT, related_name="distribution")
    evaluation = models.PositiveIntegerField("测算编号")
    gross_cny = models.DecimalField("处置所得（元）", max_digits=14, decimal_places=2)
    costs_cny = models.DecimalField("处置费用（元）", max_digits=14, decimal_places=2)
    interest_cny = models.DecimalField("偿还利息（元）", max_digits=14, decimal_places=2)
    principal_cny = models.DecimalField("偿还本金（元）", max_digits=14, decimal_places=2)
    surplus_cny = models.DecimalField("返还抵押人（元）", max_digits=14, decimal_places=2)
    unpaid_cny = models.DecimalField("仍未偿还（元）", max_digits=14, decimal_places=2)
    paper = models.CharField("分配通知书", max_length=60, blank=True)
    distributed_on = models.DateField("分配日期")
    distributed_by = models.CharField("登记账号", max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="valuation_14_parts_are_the_whole",
                condition=Q(gross_cny=Round(F("costs_cny") + F("interest_cny") + F("principal_cny") + F("surplus_cny"), precision=2)),
            ),
            models.CheckConstraint(
                name="valuation_14_never_below_zero",
                condition=Q(costs_cny__gte=0, interest_cny__gte=0, principal_cny__gte=0, surplus_cny__gte=0, unpaid_cny__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disposal} {DISPOSAL_STATES[DISTRIBUTED]}"
