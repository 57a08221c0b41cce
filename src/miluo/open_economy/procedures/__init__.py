"""How an enterprise claims what 汨政发〔2023〕2号 offers: one service for each thing that people come for, in the order of the articles."""

from miluo.open_economy.procedures import trade, approval  # isort: skip

__all__ = ["approval", "trade"]
