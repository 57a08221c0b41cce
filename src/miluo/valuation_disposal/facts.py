"""What the distribution of the proceeds of a disposal asks, once."""

from __future__ import annotations

from decimal import Decimal

from onewindow.rules.facts import Facts, Money, money

COST = Decimal("9999999999.99")  # the most that one cost may be


class ProceedsFacts(Facts):
    """One disposal whose price has come in. What is left out is unknown, never zero."""

    gross_cny: Money | None = money("处置所得", help="成交价款，已经到账")
    costs_cny: list[Money] | None = money("有凭证的处置费用", at_most=COST, help="每项费用一项；没有的为空")
    principal_cny: Money | None = money("未偿还的贷款本金", help="全部未偿还的本金，风补基金的补偿不减少债务")
    interest_cny: Money | None = money("未偿还的贷款利息", help="至债务截止日期")
