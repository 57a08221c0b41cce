"""The registers of 汨政发〔2023〕2号."""

from miluo.open_economy.models.awards import FIRST_TRADE, GROWTH, STAGES, TITLES, TRADE_VOLUME, Award
from miluo.open_economy.models.fund import Appropriation

__all__ = ["FIRST_TRADE", "GROWTH", "STAGES", "TITLES", "TRADE_VOLUME", "Appropriation", "Award"]
