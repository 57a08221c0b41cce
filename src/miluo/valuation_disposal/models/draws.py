"""摇号: its announcement, what each party committed to and revealed, the public number, and who was drawn (valuation-7)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from miluo.valuation_disposal.draw import PARTIES
from miluo.valuation_disposal.models.appraisers import Appraiser
from miluo.valuation_disposal.models.valuations import ROUNDS, Valuation

OPEN, DONE, DECLINED, VOID = "open", "drawn", "declined", "void"
DRAW_STATES = {OPEN: "进行中", DONE: "已抽取", DECLINED: "机构不能承办", VOID: "已作废"}


class Draw(models.Model):
    """One draw for one round of a valuation. ``announcement`` was published before it, ``result`` is the file published after."""

    number = models.CharField("编号", max_length=24, unique=True)
    valuation = models.ForeignKey(Valuation, models.PROTECT, related_name="draws")
    round = models.PositiveSmallIntegerField("轮次", choices=list(ROUNDS.items()))
    state = models.CharField("状态", max_length=12, choices=list(DRAW_STATES.items()), default=OPEN)
    announced_at = models.DateTimeField("公告时间")
    commit_until = models.DateTimeField("承诺截止")
    reveal_until = models.DateTimeField("揭示截止")
    number_known_at = models.DateTimeField("公开号码产生时间")
    announcement = models.JSONField("公告")
    digest = models.CharField("公告摘要", max_length=64)
    result = models.JSONField("结果", null=True)
    drawn = models.ForeignKey(Appraiser, models.PROTECT, null=True, related_name="draws", verbose_name="抽中的机构")
    drawn_at = models.DateTimeField("抽取时间", null=True)
    ended_for = models.CharField("作废或者不能承办的原因", max_length=200, blank=True)
    announced_by = models.CharField("公告账号", max_length=32)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="valuation_7_one_draw_a_round", fields=["valuation", "round"], condition=Q(state__in=(OPEN, DONE))
            ),
            models.CheckConstraint(
                name="valuation_7_the_number_comes_last",
                condition=Q(announced_at__lt=F("commit_until"))
                & Q(commit_until__lt=F("reveal_until"))
                & Q(reveal_until__lt=F("number_known_at")),
            ),
            models.CheckConstraint(
                name="valuation_7_drawn_with_its_result", condition=~Q(state=DONE) | (Q(drawn__isnull=False) & Q(result__isnull=False))
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"draw:{self.number}"


class Commitment(models.Model):
    """What a party committed to, and the secret that it revealed; a secret is in nobody's hands before."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="commitments")
    party = models.CharField("一方", max_length=12, choices=list(PARTIES.items()))
    commitment = models.CharField("承诺", max_length=64)
    committed_at = models.DateTimeField("承诺时间")
    committed_by = models.CharField("承诺账号", max_length=32)
    secret = models.CharField("口令", max_length=64, blank=True)
    revealed_at = models.DateTimeField("揭示时间", null=True)
    revealed_by = models.CharField("揭示账号", max_length=32, blank=True)
    at_counter = models.BooleanField("当面代录", default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="valuation_7_a_party_commits_once", fields=["draw", "party"]),
            models.CheckConstraint(name="valuation_7_revealed_at_an_hour", condition=Q(secret="", revealed_at=None) | ~Q(revealed_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.draw} {self.get_party_display()}"


class NumberEntry(models.Model):
    """The public number as a party entered it; two parties must say the same before anything is drawn."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="entries")
    party = models.CharField("录入方", max_length=12, choices=list(PARTIES.items()))
    value = models.CharField("公开号码", max_length=40)
    entered_at = models.DateTimeField("录入时间")
    entered_by = models.CharField("录入账号", max_length=32)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="valuation_7_a_party_enters_once", fields=["draw", "party"])]

    def __str__(self) -> str:
        return f"{self.draw} {self.value}"
