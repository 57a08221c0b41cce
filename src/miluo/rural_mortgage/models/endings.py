"""What happens to a mortgage: changes and endings with their time limits, realisation with its offers, fraud and misuse."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from miluo.rural_mortgage.models.mortgages import END_GROUNDS, Mortgage

CHANGED, TERMINATED = "changed", "terminated"
EVENTS = {CHANGED: "抵押合同变更", **{key: END_GROUNDS[key] for key in ("repaid", "expired", "released", TERMINATED)}}
GROUNDS = {  # mortgage-28
    "1": "借款合同、抵押合同期满，借款人不偿还贷款本息",
    "2": "借款人死亡或者被宣告失踪，无继承人或者受遗赠人履行合同",
    "3": "抵押人被宣告破产、被依法撤销或者解散",
    "4": "约定的情形或者其他导致借款人无法履行合同的情形",
}
WAYS = {"discount": "折价", "auction": "拍卖", "sale": "变卖", "transfer": "流转"}  # mortgage-29
FINDINGS = {"double": "重复抵押", "false_proof": "提供虚假证明", "misuse": "未按合同规定使用贷款"}  # mortgage-33


class Event(models.Model):
    """变更或者终止: what happened to the contract on which day, by when the parties come, and the case by which it was registered.

    ``before`` and ``after`` hold the terms of a change, as text by name.
    """

    mortgage = models.ForeignKey(Mortgage, models.PROTECT, related_name="events")
    kind = models.CharField("事由", max_length=12, choices=list(EVENTS.items()))
    happened_on = models.DateField("发生日期")
    due_on = models.DateField("应当申请登记的期限")
    applied_on = models.DateField("申请日期", null=True)
    registered_on = models.DateField("登记日期", null=True)
    before = models.JSONField("变更前", default=dict)
    after = models.JSONField("变更后", default=dict)
    proof = models.CharField("还款凭证或者抵押权人证明", max_length=120, blank=True)
    case_number = models.CharField("办件编号", max_length=24, blank=True)
    recorded_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["mortgage_id", "id"]
        constraints = [
            models.UniqueConstraint(
                name="mortgage_20_one_ending", fields=["mortgage"], condition=~Q(kind=CHANGED) & Q(registered_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mortgage_id} {self.kind}"


class Realisation(models.Model):
    """实现抵押权: on one of the four grounds, by one of the ways, until it is settled (mortgage-28 to mortgage-31)."""

    mortgage = models.OneToOneField(Mortgage, models.PROTECT, related_name="realisation")
    ground = models.CharField("情形", max_length=1, choices=list(GROUNDS.items()))
    evidence = models.CharField("证据", max_length=200)
    opened_on = models.DateField("启动日期")
    opened_by = models.CharField("启动账号", max_length=32)
    way = models.CharField("方式", max_length=12, choices=list(WAYS.items()), blank=True)
    winner = models.ForeignKey("Offer", models.PROTECT, null=True, related_name="+", verbose_name="受让人")
    decided_on = models.DateField("确定日期", null=True)
    price_cny = models.DecimalField("成交价（元）", max_digits=14, decimal_places=2, null=True)
    settled_on = models.DateField("办结日期", null=True)
    change_registered_on = models.DateField("产权变更登记日期", null=True)
    reminded_on = models.DateField("提醒产权变更登记日期", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="mortgage_28_settled_after_it_opened", condition=Q(settled_on=None) | Q(price_cny__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.mortgage_id} {self.ground}"


class Offer(models.Model):
    """报价: one bidder with price and terms; a member of the collective goes first at the same ones (mortgage-29)."""

    realisation = models.ForeignKey(Realisation, models.PROTECT, related_name="offers")
    bidder = models.CharField("受让意向人", max_length=100)
    member = models.BooleanField("本集体经济组织成员", default=False)
    price_cny = models.DecimalField("报价（元）", max_digits=14, decimal_places=2)
    keeps_land_use = models.BooleanField("承诺不改变土地所有权性质和土地用途", default=False)
    offered_at = models.DateTimeField("报价时间")
    recorded_by = models.CharField("登记账号", max_length=32)

    class Meta:
        ordering = ["realisation_id", "id"]
        constraints = [models.CheckConstraint(name="mortgage_29_a_price_is_positive", condition=Q(price_cny__gt=0))]

    def __str__(self) -> str:
        return self.bidder


class Misconduct(models.Model):
    """欺诈或者违约使用贷款 (mortgage-33): found, decided; the loan may be recalled, the registration cancelled only as the reading says."""

    number = models.CharField("编号", max_length=24, unique=True)
    mortgage = models.ForeignKey(Mortgage, models.PROTECT, related_name="misconducts")
    finding = models.CharField("情形", max_length=12, choices=list(FINDINGS.items()))
    facts = models.TextField("发现的事实")
    found_on = models.DateField("登记日期")
    found_by = models.CharField("登记账号", max_length=32)
    recalled_on = models.DateField("抵押权人提前收回贷款日期", null=True)
    cancelled_on = models.DateField("注销登记日期", null=True)
    basis = models.CharField("注销依据", max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="mortgage_33_cancelled_on_a_basis", condition=Q(cancelled_on=None) | ~Q(basis="")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"mortgage-misconduct:{self.number}"
