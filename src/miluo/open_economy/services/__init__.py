"""The acts of 汨政发〔2023〕2号."""

from miluo.open_economy.services.claims import award, check_claim, known, payable
from miluo.open_economy.services.verifying import verified

__all__ = ["award", "check_claim", "known", "payable", "verified"]
