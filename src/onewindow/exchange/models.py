"""Messages, who has read them, and the SMS that go with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onewindow.accounts.sealed import SealedTextField

WAITING, SENT, FAILED = "waiting", "sent", "failed"
STATES = {WAITING: "待发送", SENT: "已发送", FAILED: "发送失败"}


class Message(models.Model):
    """What one event means for whom it concerns. ``event`` is the event's number: one event, one message (conv-exchange-1).

    ``uscc``, ``applicant`` and ``person_key`` say whose it is, as they do of a case; all empty where only a phone is known (a number of
    the hall). ``source`` is the law or convention by which it is told, ``at`` the business time of the event.
    """

    event = models.PositiveBigIntegerField("事件编号", unique=True)
    kind = models.CharField("事件", max_length=80)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    applicant = models.CharField("申请人账户", max_length=32, blank=True)
    person_key = models.CharField("申请人身份摘要", max_length=64, blank=True)
    title = models.CharField("标题", max_length=100)
    text = models.TextField("内容")
    todo = models.TextField("需要办理", blank=True)
    due_on = models.DateField("截止日期", null=True)
    source = models.CharField("依据", max_length=100)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-id"]
        indexes = [
            models.Index(name="messages_by_enterprise", fields=["uscc", "-id"], condition=~Q(uscc="")),
            models.Index(name="messages_by_person", fields=["person_key", "-id"], condition=~Q(person_key="")),
            models.Index(name="messages_by_applicant", fields=["applicant", "-id"], condition=Q(uscc="")),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.title}"


class ReadMark(models.Model):
    """That an account has read a message; every agent of an enterprise has marks of his own."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="marks")
    account = models.CharField("账户", max_length=32)
    at = models.DateTimeField("已读时间")

    class Meta:
        constraints = [models.UniqueConstraint(name="messages_read_once", fields=["message", "account"])]

    def __str__(self) -> str:
        return f"{self.message_id} {self.account}"


class Choice(models.Model):
    """Whether an account wants SMS; without a row it does (conv-exchange-2). ``person_key`` finds cases that a window took in."""

    account = models.CharField("账户", max_length=32, unique=True)
    person_key = models.CharField("身份摘要", max_length=64, blank=True)
    sms = models.BooleanField("接收短信", default=True)
    at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return f"{self.account} {self.sms}"


class Sms(models.Model):
    """One message on its way to a phone. ``next_at``, ``ended_at`` and ``expires_at`` are the system clock's.

    ``round`` counts what a person sent again; with it the gateway knows a repetition from another attempt. ``phone`` is erased later
    (conv-exchange-6), ``masked`` stays. ``urgent`` is not held back at night.
    """

    message = models.OneToOneField(Message, models.PROTECT, related_name="sms")
    phone = SealedTextField("手机号码")
    masked = models.CharField("手机号码（隐去中间四位）", max_length=20)
    text = models.TextField("短信内容")
    urgent = models.BooleanField("不等时段", default=False)
    state = models.CharField("状态", max_length=10, choices=STATES.items(), default=WAITING)
    attempts = models.PositiveSmallIntegerField("本轮次数", default=0)
    round = models.PositiveSmallIntegerField("轮次", default=1)
    next_at = models.DateTimeField("下次发送")
    expires_at = models.DateTimeField("有效至")
    ended_at = models.DateTimeField("结束时间", null=True)
    error = models.CharField("未发出的原因", max_length=200, blank=True)
    receipt = models.CharField("网关回执", max_length=80, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "短信"
        ordering = ["-id"]
        indexes = [
            models.Index(name="messages_sms_waiting", fields=["next_at"], condition=Q(state=WAITING)),
            models.Index(name="messages_sms_by_state", fields=["state", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.state}"

    @property
    def subject(self) -> str:
        """The name of its chain in the trail."""
        return f"sms:{self.pk}"

    @property
    def name(self) -> str:
        """How the gateway knows it: the event and the round, the same at every attempt."""
        return f"{self.message.event}-{self.round}"
