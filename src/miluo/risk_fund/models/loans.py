"""Loans that the fund supports, and what happened to each."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.risk_fund.facts import MODES
from miluo.risk_fund.models.money import BAD, COMPENSATED, FLOWS, RELEASED
from miluo.risk_fund.models.subjects import Subject
from miluo.risk_fund.subjects import GRADES, INDUSTRIES
from onewindow.ledger.arithmetic import to_yuan
from onewindow.organisations.models import Organisation


class FundLoan(models.Model):
    """备案登记的一笔贷款 (riskfund-15-2, riskfund-15-3). ``mortgage`` is the number of its mortgage in the register of 7号.

    ``debt_fen`` is what the borrower owes when it is overdue, all items; a compensation never changes it (riskfund-20).
    """

    number = models.CharField("备案编号", max_length=20, unique=True)
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="合作银行")
    guarantor = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, verbose_name="合作担保公司")
    mode = models.CharField("模式", max_length=10, choices=list(MODES.items()))
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="loans", verbose_name="借款主体")
    industry = models.CharField("产业", max_length=16, choices=list(INDUSTRIES.items()))
    town = models.CharField("镇", max_length=30)
    contract = models.CharField("借款合同编号", max_length=60)
    mortgage = models.CharField("抵押登记编号", max_length=40)
    principal_fen = models.PositiveBigIntegerField("贷款金额（分）")
    balance_fen = models.PositiveBigIntegerField("余额（分）")
    balance_on = models.DateField("余额日期")
    grade = models.CharField("五级分类", max_length=16, choices=list(GRADES.items()), default="normal")
    disbursed_on = models.DateField("发放日期")
    due_on = models.DateField("到期日期")
    filed_on = models.DateField("备案日期")
    overdue_on = models.DateField("逾期登记日期", null=True)
    overdue_interest_fen = models.PositiveBigIntegerField("逾期正常利息（分）", default=0)
    overdue_penalty_fen = models.PositiveBigIntegerField("逾期罚息等（分）", default=0)
    written_off_on = models.DateField("核销日期", null=True)
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_15_a_contract_is_filed_once", fields=["bank", "contract"]),
            models.CheckConstraint(name="riskfund_15_balance_within_principal", condition=Q(balance_fen__lte=F("principal_fen"))),
            models.CheckConstraint(name="riskfund_15_a_loan_is_of_money", condition=Q(principal_fen__gt=0)),
            models.CheckConstraint(name="riskfund_15_falls_due_after_it_began", condition=Q(due_on__gt=F("disbursed_on"))),
            models.CheckConstraint(
                name="riskfund_15_3_guaranteed_by_somebody",
                condition=Q(mode="bank", guarantor=None) | Q(mode="guarantee", guarantor__isnull=False),
            ),
            models.CheckConstraint(name="riskfund_2_has_a_mortgage", condition=~Q(mortgage="")),
        ]
        indexes = [
            models.Index(fields=["bank", "balance_fen"]),
            models.Index(fields=["due_on"], condition=Q(balance_fen__gt=0), name="risk_fund_loan_open_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def trail(self) -> str:
        return f"fund-loan:{self.number}"

    @property
    def principal(self) -> Decimal:
        return to_yuan(self.principal_fen)

    @property
    def balance(self) -> Decimal:
        return to_yuan(self.balance_fen)

    @property
    def debt_fen(self) -> int:
        return self.balance_fen + self.overdue_interest_fen + self.overdue_penalty_fen

    @property
    def debt(self) -> Decimal:
        return to_yuan(self.debt_fen)

    @property
    def standing(self) -> str:
        """Where it stands, in Chinese."""
        if self.written_off_on:
            return "已核销"
        if not self.balance_fen:
            return "已结清"
        return "逾期" if self.overdue_on else GRADES[self.grade]


class LoanEvent(models.Model):
    """What a rate counts of one loan: that it went bad, was compensated by its guarantor, or freed him (riskfund-6a, riskfund-6b)."""

    loan = models.ForeignKey(FundLoan, models.PROTECT, related_name="events", verbose_name="贷款")
    kind = models.CharField("类别", max_length=12, choices=[(key, FLOWS[key]) for key in (BAD, COMPENSATED, RELEASED)])
    day = models.DateField("日期")
    fen = models.PositiveBigIntegerField("本金（分）")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="riskfund_6a_goes_bad_once", fields=["loan"], condition=Q(kind=BAD)),
            models.UniqueConstraint(name="riskfund_6b_is_compensated_once", fields=["loan"], condition=Q(kind=COMPENSATED)),
        ]
        indexes = [models.Index(fields=["kind", "day"])]

    def __str__(self) -> str:
        return f"{self.loan} {self.kind} {to_yuan(self.fen)}"
