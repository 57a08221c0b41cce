"""How an enterprise claims what 汨政发〔2023〕2号 offers: one service for each thing that people come for, in the order of the articles."""

from miluo.open_economy.procedures import arrival, trade, approval, fairs, online, growth, platforms  # isort: skip

__all__ = ["approval", "arrival", "fairs", "growth", "online", "platforms", "trade"]
