"""Two banks that file at the same instant at the edge of ten times: what the test does some times, and the benchmark a thousand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connections

from miluo.risk_fund.services import lending
from miluo.risk_fund.tests.office import LENDER, NOW, OTHER_LENDER, capital
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

AMOUNT = "1000000"


def round_at_the_edge(code: str, number: int) -> list[str]:
    """Money for exactly one further loan comes in, and both banks file one; the codes of what was refused."""
    capital("100000", f"演示回单-{number}")
    together = Barrier(2)

    def file(bank: Actor, letter: str) -> str:
        terms = {
            "uscc": code,
            "mode": "bank",
            "contract": f"演示合同{letter}{number}",
            "mortgage": f"M-{letter}-{number}",
            "amount": AMOUNT,
        }
        try:
            together.wait()
            lending.file_loan(**terms, disbursed_on=NOW.date(), due_on=date(2024, 6, 1), by=bank, at=NOW)
        except Refused as refusal:
            return refusal.first.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(file, (LENDER, OTHER_LENDER), ("甲", "乙")))
