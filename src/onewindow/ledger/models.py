"""What the ledger keeps: books, their accounts, numbered entries and the transfers of each. Amounts are whole fen.

``services`` writes entries and transfers; the totals of accounts and the count of a book's entries move by the database's own guards
alone (``guards``), and any other write is refused by the database.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from onewindow.ledger.arithmetic import Side, Totals, to_yuan


class Book(models.Model):
    """账簿: the accounts of one fund, whose entries bear numbers without a gap. Its row is the lock of the book."""

    key = models.SlugField("代号", max_length=60, unique=True)
    title = models.CharField("名称", max_length=80)
    opened_at = models.DateTimeField("开立时间")
    entries = models.PositiveBigIntegerField("分录数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "账簿"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """The chain of the trail on which the book's events stand."""
        return f"ledger:{self.key}"


class Account(models.Model):
    """账户: one purse of a book. ``side`` is where its balance stands; one that may not go below zero never does."""

    class Normal(models.TextChoices):
        DEBIT = "debit", "借"
        CREDIT = "credit", "贷"

    book = models.ForeignKey(Book, models.PROTECT, related_name="accounts", verbose_name="账簿")
    key = models.CharField("代号", max_length=80, unique=True)
    title = models.CharField("名称", max_length=80)
    side = models.CharField("余额方向", max_length=6, choices=Normal.choices)
    may_go_negative = models.BooleanField("余额可以为负", default=False)
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True)
    opened_at = models.DateTimeField("开立时间")
    closed_at = models.DateTimeField("销户时间", null=True, blank=True)
    debit_fen = models.BigIntegerField("借方累计（分）", default=0)
    credit_fen = models.BigIntegerField("贷方累计（分）", default=0)
    moved = models.BigIntegerField("最后一笔转账", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "账户"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="ledger_account_not_below_zero",
                condition=Q(may_go_negative=True)
                | Q(side="debit", debit_fen__gte=F("credit_fen"))
                | Q(side="credit", credit_fen__gte=F("debit_fen")),
                violation_error_message="账户余额不足",
            ),
            models.CheckConstraint(name="ledger_account_side", condition=Q(side__in=["debit", "credit"])),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def normal(self) -> Side:
        return "credit" if self.side == "credit" else "debit"

    @property
    def balance(self) -> Decimal:
        """What the account holds now, in 元, on its own side."""
        return to_yuan(Totals(self.debit_fen, self.credit_fen).balance(self.normal))


class Entry(models.Model):
    """分录: what was booked at once and why. Never changed, never deleted: a mistake is reversed by another entry (冲销)."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="posted", verbose_name="账簿")
    number = models.PositiveBigIntegerField("凭证号")
    day = models.DateField("记账日期")
    lines = models.PositiveSmallIntegerField("笔数")
    subject = models.CharField("对象", max_length=120)
    clause = models.CharField("依据", max_length=80)
    memo = models.CharField("摘要", max_length=200)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name="冲销的分录")
    actor = models.CharField("经办账号", max_length=120)
    at = models.DateTimeField("业务时间")

    class Meta:
        verbose_name = verbose_name_plural = "分录"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="ledger_entry_number", fields=["book", "number"]),
            models.CheckConstraint(name="ledger_entry_has_lines", condition=Q(lines__gte=1)),
        ]
        indexes = [models.Index(name="ledger_entry_subject", fields=["subject"])]

    def __str__(self) -> str:
        return f"{self.book_id}-{self.number} {self.memo}"


class Transfer(models.Model):
    """One line of an entry: an amount from the credited to the debited account of its book."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transfers", verbose_name="分录")
    position = models.PositiveSmallIntegerField("序号")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", verbose_name="借方")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", verbose_name="贷方")
    amount_fen = models.BigIntegerField("金额（分）")
    memo = models.CharField("摘要", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "转账"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="ledger_transfer_position", fields=["entry", "position"]),
            models.CheckConstraint(name="ledger_transfer_is_positive", condition=Q(amount_fen__gt=0)),
            models.CheckConstraint(name="ledger_transfer_between_two", condition=~Q(debit=F("credit"))),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.position} {to_yuan(self.amount_fen)}"

    @property
    def amount(self) -> Decimal:
        return to_yuan(self.amount_fen)
