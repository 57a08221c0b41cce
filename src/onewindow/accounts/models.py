"""Accounts, the roles they hold, the enterprises they act for, and their sessions."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from onewindow.accounts.roles import ROLES
from onewindow.accounts.sealed import SealedTextField
from onewindow.organisations.models import Leader, Organisation

USERNAME = RegexValidator(r"\A[a-z0-9][a-z0-9._-]*\Z", "登录名由小写字母、数字和 . _ - 组成")


def new_key() -> str:
    """An opaque account id, such as ``u-7f3a09c15b2e``: what events and records keep instead of a name."""
    return f"u-{secrets.token_hex(6)}"


class Accounts(BaseUserManager["User"]):
    """Finds accounts by the name typed at the door; they are made by ``services.create_user`` alone."""


class User(AbstractBaseUser):
    """An account of one person; what it may do is in its grants."""

    key = models.CharField("账户编号", max_length=32, unique=True, default=new_key, editable=False)
    username = models.CharField("登录名", max_length=40, unique=True, validators=[USERNAME])
    display_name = models.CharField("姓名", max_length=50)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="所在单位")
    phone = SealedTextField("手机号码", null=True)
    resident_id = SealedTextField("公民身份号码", null=True)
    is_active = models.BooleanField("启用", default=True)
    demo = models.BooleanField("演示账户", default=False)
    password_is_initial = models.BooleanField("须修改初始密码", default=False)
    created_at = models.DateTimeField("建立时间")

    objects = Accounts()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.CheckConstraint(name="accounts_username_is_lower_case", condition=Q(username=Lower("username"))),
        ]

    def __str__(self) -> str:
        return self.display_name


class Dated(models.Model):
    """Something held from one business date to another, both included, unless revoked before."""

    valid_from = models.DateField("生效日期")
    valid_until = models.DateField("有效期至", null=True, blank=True)
    revoked_on = models.DateField("撤销日期", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="accounts_%(class)s_ends_after_it_begins", condition=Q(valid_until__gte=F("valid_from"))),
        ]

    def holds_on(self, day: date) -> bool:
        """Whether it is held on that business date; not on the day on which it was revoked."""
        return self.valid_from <= day < self.first_day_after

    @property
    def first_day_after(self) -> date:
        """The first day on which it no longer holds."""
        return min(
            self.valid_until + timedelta(days=1) if self.valid_until else date.max,
            self.revoked_on or date.max,
        )


class RoleGrant(Dated):
    """A role of an account, held for one organisation or for none."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=20)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, verbose_name="行使单位")

    def __str__(self) -> str:
        return f"{self.user} {self.title}"

    @property
    def title(self) -> str:
        """The Chinese title of the role."""
        return ROLES[self.role].title if self.role in ROLES else self.role


class Agency(Dated):
    """For whom an agent acts: one enterprise (主体), on the evidence of an authorisation (授权委托书)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="agencies")
    uscc = models.CharField("统一社会信用代码", max_length=18)
    enterprise_name = models.CharField("企业名称", max_length=100)
    evidence = models.CharField("授权依据", max_length=200)

    def __str__(self) -> str:
        return f"{self.enterprise_name}（{self.uscc}）"


class LeaderAccount(Dated):
    """Which member of the leadership an account is: what climbs to that leader is shown to it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="leader_accounts")
    leader = models.ForeignKey(Leader, models.PROTECT, related_name="accounts", verbose_name="领导")

    def __str__(self) -> str:
        return f"{self.user} {self.leader}"


class Delegation(Dated):
    """委托: who is away lets a colleague of the same body act in his stead, from day to day; every such act says for whom it was done."""

    user = models.ForeignKey(User, models.PROTECT, related_name="delegations", verbose_name="委托人")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="stands_in", verbose_name="受委托人")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位")
    reason = models.CharField("事由", max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="accounts_nobody_delegates_to_himself", condition=~Q(user=F("delegate"))),
        ]

    def __str__(self) -> str:
        return f"{self.user}→{self.delegate}"


class SignIn(models.Model):
    """One session of one account, from signing in to its end, on the system clock."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sign_ins")
    opened_at = models.DateTimeField("登录时间")
    seen_at = models.DateTimeField("最近操作")
    ended_at = models.DateTimeField("结束时间", null=True)
    end = models.CharField("结束原因", max_length=20, blank=True)
    address = models.GenericIPAddressField("网络地址", null=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(name="accounts_open_sign_ins", fields=["user"], condition=Q(ended_at=None))]
        ordering = ["opened_at", "id"]

    def __str__(self) -> str:
        return f"{self.user} {self.opened_at:%Y-%m-%d %H:%M}"
