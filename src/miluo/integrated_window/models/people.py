"""Who stands for a body at the window: its one chief representative, its liaisons; and the couriers of the hall."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Organisation

WHOLE, EXCEPT, ONLY = "whole", "except", "only"
SCOPES = {WHOLE: "本单位全部事项", EXCEPT: "除列明事项外的全部事项", ONLY: "仅限列明事项"}
DEPUTY, STAFF = "deputy", "staff"
LIAISON_ROLES = {DEPUTY: "分管领导", STAFF: "联络员"}
_IN_ORDER = Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))


class Term(models.Model):
    """Somebody in a function from a first to a last day; the name is sealed, the account is what acts."""

    name = SealedTextField("姓名")
    post = models.CharField("职务", max_length=60)
    phone = SealedTextField("联系电话")
    account = models.CharField("账号", max_length=120, blank=True)
    starts_on = models.DateField("起")
    ends_on = models.DateField("最后一日", null=True)
    entered_by = models.CharField("登记账号", max_length=120)

    class Meta:
        abstract = True

    def holds(self, on: date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class ChiefRepresentative(Term):
    """首席代表: one for each body at a time, authorised by a document for all items of the body, or all but those named."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    document = models.CharField("授权文件", max_length=120)
    scope = models.CharField("授权范围", max_length=8, choices=list(SCOPES.items()), default=WHOLE)
    codes = models.JSONField("列明的事项编码", default=list)

    class Meta:
        ordering = ["organisation__id", "-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(name="onewindow_3_2_4_chief_one", fields=["organisation"], condition=Q(ends_on=None)),
            models.UniqueConstraint(name="onewindow_3_2_4_chief_first_day", fields=["organisation", "starts_on"]),
            models.CheckConstraint(name="onewindow_3_2_4_chief_in_order", condition=_IN_ORDER),
            models.CheckConstraint(name="onewindow_a4_1_4_scope", condition=Q(scope=WHOLE) | ~Q(codes=[])),
        ]

    def __str__(self) -> str:
        return f"首席代表{self.pk}"

    @property
    def subject(self) -> str:
        return f"chief-representative:{self.organisation.key}"

    def covers(self, code: str) -> bool:
        """Whether an item is within the scope (onewindow-a4-1-4)."""
        return self.scope == WHOLE or (code in self.codes) == (self.scope == ONLY)


class Liaison(Term):
    """对接人员 of a body: the deputy leader who leads, and the staff who do it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    role = models.CharField("角色", max_length=8, choices=list(LIAISON_ROLES.items()))

    class Meta:
        ordering = ["organisation__id", "role", "id"]
        constraints = [models.CheckConstraint(name="onewindow_4_1_liaison_in_order", condition=_IN_ORDER)]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.pk}"

    @property
    def subject(self) -> str:
        return f"liaison:{self.organisation.key}"


class Courier(Term):
    """物料流转员: carries paper between the window and the back office."""

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(name="onewindow_couriers_account_once", fields=["account"], condition=Q(ends_on=None)),
            models.CheckConstraint(name="onewindow_couriers_in_order", condition=_IN_ORDER),
        ]

    def __str__(self) -> str:
        return f"物料流转员{self.pk}"

    @property
    def subject(self) -> str:
        return f"courier:{self.account}"
