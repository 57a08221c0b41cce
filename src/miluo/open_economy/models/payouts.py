"""支付: the accounts that enterprises are paid on, the batches, each payment of an award, and what the bank answered."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from miluo.open_economy.models.awards import Award
from onewindow.accounts.sealed import SealedTextField

DRAFTED, CONFIRMED, SETTLED, CANCELLED = "drafted", "confirmed", "settled", "cancelled"
BATCH_STATES = {DRAFTED: "待财政确认", CONFIRMED: "已确认，待银行回单", SETTLED: "已对账", CANCELLED: "已撤销"}
LISTED, SENT, PAID, FAILED, BOUNCED, DROPPED = "listed", "sent", "paid", "failed", "bounced", "dropped"
PAYMENT_STATES = {LISTED: "待确认", SENT: "在途", PAID: "已付讫", FAILED: "付款失败", BOUNCED: "已退汇", DROPPED: "未付"}
LIVE = (LISTED, SENT, PAID)  # an award has one of these at most
GIVEN_BACK = (FAILED, BOUNCED)  # what the bank gave back, at once or after it had reported it paid


class BankAccount(models.Model):
    """收款账户: of an enterprise, under seal. A new one takes the place of the one before, which stays."""

    uscc = models.CharField("统一社会信用代码", max_length=18)
    name = models.CharField("户名", max_length=100)
    bank = models.CharField("开户银行", max_length=100)
    account = SealedTextField("账号")
    digest = models.CharField("账号摘要", max_length=64)
    entered_at = models.DateTimeField("登记时间")
    by = models.CharField("登记账号", max_length=120)
    replaced_at = models.DateTimeField("更换时间", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="open2023_10_one_account", fields=["uscc"], condition=Q(replaced_at=None))]

    def __str__(self) -> str:
        return f"{self.uscc} {self.bank}"

    @property
    def subject(self) -> str:
        return f"payee:{self.uscc}"


class Batch(models.Model):
    """支付批次: what 市商务粮食局 ordered and another person at 市财政局 confirmed."""

    number = models.CharField("批次编号", max_length=24, unique=True)
    state = models.CharField("状态", max_length=10, choices=list(BATCH_STATES.items()), default=DRAFTED)
    total_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    ordered_by = models.CharField("编制账号", max_length=120)
    ordered_at = models.DateTimeField("编制时间")
    confirmed_by = models.CharField("确认账号", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    settled_on = models.DateField("对账日期", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="open2023_10_two_persons", condition=~Q(confirmed_by=F("ordered_by"))),
            models.CheckConstraint(
                name="open2023_10_confirmed_before_paid", condition=Q(state__in=[DRAFTED, CANCELLED]) | Q(confirmed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        return f"payout:{self.number}"

    @property
    def state_title(self) -> str:
        return BATCH_STATES[self.state]


class Payment(models.Model):
    """One award in one batch, on the account that it goes to. The database lets no award be paid twice."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments", verbose_name="批次")
    number = models.CharField("支付编号", max_length=32, unique=True)
    award = models.ForeignKey(Award, models.PROTECT, related_name="payments", verbose_name="奖补")
    account = models.ForeignKey(BankAccount, models.PROTECT, related_name="payments", verbose_name="收款账户")
    amount_cny = models.DecimalField("金额（元）", max_digits=14, decimal_places=2)
    state = models.CharField("状态", max_length=8, choices=list(PAYMENT_STATES.items()), default=LISTED)
    reason = models.CharField("失败或者退汇原因", max_length=200, blank=True)
    answered_on = models.DateField("银行处理日期", null=True)
    bounced_on = models.DateField("退汇日期", null=True)
    bounce_reference = models.CharField("退汇凭证号", max_length=60, null=True, unique=True)  # null, since two without one are not the same

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="open2023_10_paid_once", fields=["award"], condition=Q(state__in=LIVE)),
            models.CheckConstraint(name="open2023_10_payment_is_positive", condition=Q(amount_cny__gt=0)),
            models.CheckConstraint(
                name="open2023_10_bounced_after_it_was_paid",
                condition=(~Q(state=BOUNCED) & Q(bounced_on=None, bounce_reference=None))
                | (
                    Q(state=BOUNCED, answered_on__isnull=False, bounced_on__isnull=False, bounce_reference__isnull=False)
                    & Q(bounced_on__gte=F("answered_on"))
                    & ~Q(reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.amount_cny}"

    @property
    def state_title(self) -> str:
        return PAYMENT_STATES[self.state]


class BankReturn(models.Model):
    """银行回单: a file of the bank's answers as it came, what was booked from it, and the same file with what is wrong marked."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="returns", verbose_name="批次")
    name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要", max_length=64)
    marked = models.CharField("标注文件摘要", max_length=64, blank=True)
    paid = models.PositiveIntegerField("付讫笔数")
    failed = models.PositiveIntegerField("失败笔数")
    wrong = models.PositiveIntegerField("有误行数")
    problems = models.JSONField("有误的行", default=list)
    by = models.CharField("导入账号", max_length=120)
    at = models.DateTimeField("导入时间")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Publication(models.Model):
    """使用情况公示: the list of what was paid in a year or a batch, frozen, and where and when it was published (open2023-11-1)."""

    number = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("年度", null=True)
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="publication", verbose_name="批次")
    title = models.CharField("标题", max_length=100)
    place = models.CharField("公示载体", max_length=200)
    published_on = models.DateField("公示日期")
    rows = models.JSONField("公示内容")
    total_cny = models.DecimalField("合计（元）", max_digits=14, decimal_places=2)
    recovered_cny = models.DecimalField("已追回（元）", max_digits=14, decimal_places=2, default=0)  # of a year, until that day
    by = models.CharField("登记账号", max_length=120)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="open2023_11_1_year_or_batch", condition=Q(year=None, batch__isnull=False) | Q(year__gte=2023, batch=None)
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def net_cny(self) -> Decimal:
        """What of it was paid and has not come back, in 元."""
        return self.total_cny - self.recovered_cny
