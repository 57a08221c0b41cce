"""演示数据 of the open-economy policy: everything goes through the doors, and a second load changes nothing."""

from __future__ import annotations

from datetime import datetime

from miluo.open_economy.demo import enterprises, fairs, fund, proposals
from onewindow.words.actor import Actor


def load(*, by: Actor, at: datetime) -> None:
    """What the registers of this regulation hold in a demonstration, in the order in which it came about."""
    enterprises.load(by=by, at=at)
    fairs.load(by=by, at=at)
    fund.load(by=by, at=at)
    proposals.load(by=by, at=at)
