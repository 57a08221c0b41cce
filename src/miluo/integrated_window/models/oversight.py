"""Supervision of the reform in its four fields, and the sanctions that are proposed here and decided by the named body."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Organisation

OPEN, CORRECTED = "open", "corrected"
CHECK_STATES = {OPEN: "待整改", CORRECTED: "已整改"}
CRITICISM, LIABILITY = "criticism", "liability"
SANCTION_KINDS = {CRITICISM: "通报批评", LIABILITY: "依法依规追究责任"}
PROPOSED, DECIDED, DISMISSED, REFERRED = "proposed", "decided", "dismissed", "referred"
SANCTION_STATES = {PROPOSED: "已提出", DECIDED: "已决定", DISMISSED: "不予处理", REFERRED: "已移送"}
COMPETENT = {
    "discipline": "市纪委监委",
    "party-organisation": "市委组织部",
    "human-resources": "市人社局",
    "government-supervision": "市政府督查室",
}


class Check(models.Model):
    """A finding in one of the four fields, what is to be done until when, and what was done (onewindow-5-3-supervise)."""

    number = models.CharField("编号", max_length=24, unique=True)
    field = models.CharField("领域", max_length=12)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    found_on = models.DateField("检查日期")
    finding = models.CharField("发现的问题", max_length=400)
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=12, choices=list(CHECK_STATES.items()), default=OPEN)
    follow_up = models.CharField("整改情况", max_length=400, blank=True)
    closed_on = models.DateField("整改日期", null=True)
    entered_by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-found_on", "-id"]
        constraints = [
            models.CheckConstraint(name="onewindow_5_3_supervise_followed_up", condition=Q(state=OPEN) | ~Q(follow_up="")),
            models.CheckConstraint(name="onewindow_5_3_supervise_in_order", condition=Q(due_on__gte=F("found_on"))),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"reform-check:{self.number}"


class Sanction(models.Model):
    """A sanction: proposed with its ground and facts, decided by the reform office, or referred where it is about liability."""

    number = models.CharField("编号", max_length=24, unique=True)
    kind = models.CharField("方式", max_length=12, choices=list(SANCTION_KINDS.items()))
    ground = models.CharField("情形", max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    person = SealedTextField("个人")
    facts = models.TextField("事实")
    consequence = models.TextField("造成的后果", blank=True)
    source = models.CharField("来源", max_length=120, blank=True)
    state = models.CharField("状态", max_length=12, choices=list(SANCTION_STATES.items()), default=PROPOSED)
    proposed_on = models.DateField("提出日期")
    proposed_by = models.CharField("提出账号", max_length=120)
    decided_on = models.DateField("决定日期", null=True)
    decided_by = models.CharField("决定账号", max_length=120, blank=True)
    decision = models.TextField("决定", blank=True)
    referred_to = models.CharField("移送机关", max_length=40, choices=list(COMPETENT.items()), blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="onewindow_5_3_liability_consequence", condition=~Q(kind=LIABILITY) | ~Q(consequence="")),
            models.CheckConstraint(name="onewindow_5_3_criticise_decided", condition=Q(state=PROPOSED) | ~Q(decision="")),
            models.CheckConstraint(
                name="onewindow_5_3_criticise_two_persons", condition=Q(decided_by="") | ~Q(decided_by=F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"reform-sanction:{self.number}"
