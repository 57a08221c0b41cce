"""抵押登记簿: the mortgages, one at a time on a right, in the order in which they were registered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.rural_mortgage.models.agreements import Agreement
from miluo.rural_mortgage.models.rights import Right, RightState
from onewindow.organisations.models import Organisation

STANDING, CANCELLED, REALISED = "standing", "cancelled", "realised"
STATES = {STANDING: "抵押中", CANCELLED: "已注销", REALISED: "已实现抵押权"}
END_GROUNDS = {
    "repaid": "借款本息已还清",
    "expired": "抵押合同期满",
    "released": "协商提前解除",
    "terminated": "抵押合同因其他原因终止",
    "realised": "抵押权已实现",
    "fraud": "骗取贷款或者违约使用贷款",
}


class Mortgage(models.Model):
    """One registered mortgage. ``place`` is its place in the order of registration: priority in time (mortgage-15).

    Loan, value and term are those that hold now; a registered change says what they were before. A right has one standing mortgage
    at most: the database itself refuses a second (mortgage-33).
    """

    number = models.CharField("登记编号", max_length=24, unique=True)
    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="mortgage", verbose_name="抵押约定")
    right = models.ForeignKey(Right, models.PROTECT, related_name="mortgages", verbose_name="农村产权")
    right_state = models.ForeignKey(RightState, models.PROTECT, related_name="+", verbose_name="登记时的权利状态")
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="抵押权人")
    place = models.PositiveBigIntegerField("登记次序", unique=True)
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()), default=STANDING)
    loan_cny = models.DecimalField("担保债权（元）", max_digits=14, decimal_places=2)
    value_cny = models.DecimalField("抵押物价值（元）", max_digits=14, decimal_places=2)
    starts_on = models.DateField("抵押期限起")
    ends_on = models.DateField("抵押期限止")
    registrar = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="登记机构")
    accepted_on = models.DateField("受理日期")
    registered_on = models.DateField("登记日期")
    registered_by = models.CharField("登记账号", max_length=32)
    case_number = models.CharField("办件编号", max_length=24)
    certificate = models.CharField("他项权利证明编号", max_length=60, blank=True)
    disbursed_on = models.DateField("放款日期", null=True)
    disbursed_cny = models.DecimalField("放款金额（元）", max_digits=14, decimal_places=2, null=True)
    ended_on = models.DateField("注销日期", null=True)
    ended_for = models.CharField("注销原因", max_length=12, choices=list(END_GROUNDS.items()), blank=True)

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(name="mortgage_of_bank", fields=["bank", "state", "-place"])]
        constraints = [
            models.UniqueConstraint(name="mortgage_33_one_mortgage_a_right", fields=["right"], condition=Q(state=STANDING)),
            models.CheckConstraint(
                name="mortgage_20_ended_with_its_ground",
                condition=Q(state=STANDING, ended_on=None, ended_for="")
                | (~Q(state=STANDING) & Q(ended_on__isnull=False) & ~Q(ended_for="")),
            ),
            models.CheckConstraint(name="mortgage_15_registered_after_accepted", condition=Q(registered_on__gte=F("accepted_on"))),
            models.CheckConstraint(name="mortgage_18b_lent_on_the_certificate", condition=Q(disbursed_on=None) | ~Q(certificate="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"mortgage:{self.number}"
