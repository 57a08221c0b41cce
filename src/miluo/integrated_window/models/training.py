"""Training of the window's staff by the bodies whose items they take (onewindow-4-4-train)."""

from __future__ import annotations

from django.db import models

from onewindow.accounts.models import User
from onewindow.organisations.models import Organisation


class Training(models.Model):
    """A training: which body taught, when, which of its items, and who of the window was there."""

    number = models.CharField("编号", max_length=24, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="培训单位")
    held_on = models.DateField("培训日期")
    trainer_post = models.CharField("培训人职务", max_length=60)
    title = models.CharField("培训内容", max_length=120)
    entered_by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"training:{self.number}"


class TrainingItem(models.Model):
    """An item that a training was about."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="items")
    code = models.CharField("事项编码", max_length=60)

    class Meta:
        ordering = ["training", "code"]
        constraints = [models.UniqueConstraint(name="onewindow_4_4_train_item_once", fields=["training", "code"])]

    def __str__(self) -> str:
        return self.code


class Trainee(models.Model):
    """A clerk who was there."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="trainees")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["training", "user"]
        constraints = [models.UniqueConstraint(name="onewindow_4_4_train_once", fields=["training", "user"])]

    def __str__(self) -> str:
        return f"{self.training} {self.user_id}"
