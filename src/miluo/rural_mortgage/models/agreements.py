"""抵押约定: what mortgagor and mortgagee agreed on a right, filed by the bank and confirmed by the mortgagor, before it is registered."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.rural_mortgage.kinds import APPLICANT_KINDS, BODIES, PURPOSES, VALUE_BASES
from miluo.rural_mortgage.models.rights import CoOwner, Lease, Right
from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Organisation

FILED, CONFIRMED, REGISTERED, ENDED = "filed", "confirmed", "registered", "ended"
STATES = {FILED: "银行已填报", CONFIRMED: "双方已确认", REGISTERED: "已登记", ENDED: "已终结"}


class Agreement(models.Model):
    """One loan on one right. Both parties stand behind it once it is ``confirmed`` (mortgage-17a); money in 元, rates in per cent a year.

    ``birth_date`` is that of a natural person (mortgage-7-2); ``no_bad_record`` and ``full_capacity`` are the bank's finding;
    the vote is that of the members or their representatives where the right is collective (mortgage-10).
    """

    number = models.CharField("约定编号", max_length=24, unique=True)
    right = models.ForeignKey(Right, models.PROTECT, related_name="agreements", verbose_name="农村产权")
    bank = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="抵押权人")
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()), default=FILED)
    applicant_kind = models.CharField("抵押人类别", max_length=12, choices=list(APPLICANT_KINDS.items()))
    mortgagor_name = SealedTextField("抵押人")
    mortgagor_number = SealedTextField("抵押人证件号码")
    mortgagor_key = models.CharField("抵押人摘要", max_length=64, db_index=True)
    shown_mortgagor = models.CharField("抵押人（隐名）", max_length=100)
    borrower_name = SealedTextField("借款人")
    borrower_key = models.CharField("借款人摘要", max_length=64, blank=True)
    birth_date = models.DateField("出生日期", null=True)
    full_capacity = models.BooleanField("具有完全民事行为能力", default=True)
    no_bad_record = models.BooleanField("在银行无不良记录", default=True)
    insured = models.BooleanField("已参加农业保险", default=False)
    conditions_met = models.BooleanField("符合其他条件", default=False)
    purpose = models.CharField("借款用途", max_length=1, choices=list(PURPOSES.items()))
    purpose_proof = models.CharField("镇村用途证明", max_length=120, blank=True)
    loan_cny = models.DecimalField("借款金额（元）", max_digits=14, decimal_places=2)
    value_cny = models.DecimalField("抵押物价值（元）", max_digits=14, decimal_places=2)
    value_basis = models.CharField("价值确定方式", max_length=10, choices=list(VALUE_BASES.items()))
    report_number = models.CharField("评估报告编号", max_length=60, blank=True)
    starts_on = models.DateField("抵押期限起")
    term_months = models.PositiveSmallIntegerField("期限（月）")
    ends_on = models.DateField("抵押期限止")
    loan_contract = models.CharField("借款合同编号", max_length=80)
    mortgage_contract = models.CharField("抵押合同编号", max_length=80)
    contract_on = models.DateField("抵押合同签订日期")
    rate = models.DecimalField("年利率（%）", max_digits=6, decimal_places=3)
    overdue_rate = models.DecimalField("逾期年利率（%）", max_digits=6, decimal_places=3)
    fund_supported = models.BooleanField("申请风险补偿基金支持", default=False)
    recommended_cny = models.DecimalField("推荐额（元）", max_digits=14, decimal_places=2, null=True)
    voters = models.CharField("表决主体", max_length=16, choices=list(BODIES.items()), blank=True)
    yes_votes = models.PositiveIntegerField("同意票", null=True)
    total_votes = models.PositiveIntegerField("应到人数", null=True)
    resolution = models.CharField("书面决议", max_length=120, blank=True)
    collective_certificate = models.CharField("村集体组织同意抵押证明", max_length=120, blank=True)
    legal_basis = models.CharField("人工确认的法律依据", max_length=200, blank=True)
    application = models.CharField("抵押登记申请书编号", max_length=60, blank=True)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    filed_at = models.DateTimeField("填报时间")
    filed_by = models.CharField("填报账号", max_length=32)
    confirmed_at = models.DateTimeField("抵押人确认时间", null=True)
    confirmed_by = models.CharField("抵押人确认账号", max_length=32, blank=True)
    ended_on = models.DateField("终结日期", null=True)
    ended_because = models.CharField("终结原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(name="mortgage_agreements_of_bank", fields=["bank", "state", "-id"])]
        constraints = [
            models.UniqueConstraint(name="mortgage_17a_a_contract_once", fields=["bank", "mortgage_contract"], condition=~Q(state=ENDED)),
            models.CheckConstraint(name="mortgage_14_value_is_positive", condition=Q(value_cny__gt=0, loan_cny__gt=0)),
            models.CheckConstraint(name="mortgage_25_loan_within_the_value", condition=Q(loan_cny__lte=F("value_cny"))),
            models.CheckConstraint(name="mortgage_26_at_most_three_years", condition=Q(term_months__gte=1, term_months__lte=36)),
            models.CheckConstraint(name="mortgage_14_appraised_by_a_report", condition=~Q(value_basis="appraised") | ~Q(report_number="")),
            models.CheckConstraint(name="mortgage_27_an_overdue_rate", condition=Q(rate__gte=0, overdue_rate__gte=F("rate"))),
            models.CheckConstraint(
                name="mortgage_17a_confirmed_by_both", condition=Q(state__in=(FILED, ENDED)) | Q(confirmed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"mortgage-agreement:{self.number}"


class Consent(models.Model):
    """同意抵押的书面承诺 of a co-owner (mortgage-9), for one agreement."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="consents")
    co_owner = models.ForeignKey(CoOwner, models.PROTECT, related_name="consents")
    given_on = models.DateField("承诺日期")
    evidence = models.CharField("书面承诺", max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="mortgage_9_consents_once", fields=["agreement", "co_owner"])]

    def __str__(self) -> str:
        return self.evidence


class LeaseNotice(models.Model):
    """书面告知承租人 (mortgage-13), for one agreement: without it a leased right is not registered."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="lease_notices")
    lease = models.ForeignKey(Lease, models.PROTECT, related_name="notices")
    told_on = models.DateField("告知日期")
    evidence = models.CharField("告知凭证", max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(name="mortgage_13_told_once", fields=["agreement", "lease"])]

    def __str__(self) -> str:
        return self.evidence
