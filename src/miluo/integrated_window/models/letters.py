"""The authorisation letters (附件4): by them a body entrusts its items to the integrated window."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from miluo.integrated_window.natures import HANDLINGS, NATURES, SERVED
from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Organisation

DRAFT, INITIALLED, SIGNED, REVOKED = "draft", "initialled", "signed", "revoked"
LETTER_STATES = {DRAFT: "草拟", INITIALLED: "草签", SIGNED: "已签章", REVOKED: "已撤销"}
PRINCIPAL, AGENT = "principal", "agent"
PARTIES = {PRINCIPAL: "委托单位", AGENT: "被委托单位"}
_SEALED = ~Q(principal_sealed_on=None) & ~Q(agent_sealed_on=None)


class Letter(models.Model):
    """A letter: from its first day, sealed and signed by both parties, until it is revoked; with one seal it is 草签."""

    number = models.CharField("编号", max_length=24, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="委托单位")
    starts_on = models.DateField("起始日期")
    item_count = models.PositiveSmallIntegerField("委托事项数")
    state = models.CharField("状态", max_length=12, choices=list(LETTER_STATES.items()), default=DRAFT)
    drawn_up_on = models.DateField("草拟日期")
    drawn_up_by = models.CharField("草拟账号", max_length=120)
    principal_sealed_on = models.DateField("委托单位签章日期", null=True)
    principal_signer = SealedTextField("委托单位负责人")
    agent_sealed_on = models.DateField("被委托单位签章日期", null=True)
    agent_signer = SealedTextField("被委托单位负责人")
    scan = models.CharField("签章后的扫描件", max_length=64, blank=True)
    scan_name = models.CharField("扫描件文件名", max_length=120, blank=True)
    revoked_on = models.DateField("撤销日期", null=True)
    revocation_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="onewindow_a4_sign_both", condition=~Q(state=SIGNED) | _SEALED),
            models.CheckConstraint(name="onewindow_a4_scope_items", condition=Q(item_count__gt=0)),
            models.CheckConstraint(name="onewindow_a4_scope_revoked", condition=~Q(state=REVOKED) | ~Q(revoked_on=None)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"authorisation-letter:{self.number}"

    def holds(self, on: date) -> bool:
        """Whether it authorises on that day: sealed by both, begun, not yet revoked (letter_term: until_revoked)."""
        sealed = self.principal_sealed_on is not None and self.agent_sealed_on is not None
        return sealed and self.starts_on <= on and (self.revoked_on is None or on < self.revoked_on)


class LetterItem(models.Model):
    """A line of the list attached to a letter: five printed columns, our code beside them, and whether the window may decide."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="items", verbose_name="委托书")
    place = models.PositiveSmallIntegerField("序号")
    code = models.CharField("事项编码", max_length=60)
    title = models.CharField("事项名称", max_length=120)
    nature = models.CharField("事项类型", max_length=2, choices=list(NATURES.items()))
    handling = models.CharField("办件类型", max_length=8, choices=list(HANDLINGS.items()))
    served = models.CharField("服务对象", max_length=12, choices=list(SERVED.items()))
    decides = models.BooleanField("授权当场办结", default=False)
    note = models.CharField("备注", max_length=200, blank=True)

    class Meta:
        ordering = ["letter", "place"]
        constraints = [
            models.UniqueConstraint(name="onewindow_a4_sign_item_once", fields=["letter", "code"]),
            models.UniqueConstraint(name="onewindow_a4_sign_place_once", fields=["letter", "place"]),
            models.CheckConstraint(name="onewindow_4_5_instant_decides_instant_only", condition=Q(decides=False) | Q(handling="instant")),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.title}"
