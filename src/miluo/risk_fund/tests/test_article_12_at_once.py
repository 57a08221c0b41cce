"""第十二条 under two banks at the same instant: exactly one passes, by the lock, and by the database where the lock is gone."""

from __future__ import annotations

import pytest

from miluo.risk_fund.models import FundLoan, Position
from miluo.risk_fund.models.money import ONLY_ROW
from miluo.risk_fund.services import lending, listing
from miluo.risk_fund.tests.at_once import round_at_the_edge
from miluo.risk_fund.tests.office import GUARANTOR, MANAGER, NOW, ORGANISATIONS, capital, lent, listed, loan_of
from onewindow.organisations.models import Organisation
from onewindow.words.refused import Refused

ROUNDS = 10


@pytest.mark.clause("riskfund-12")
def test_of_two_banks_at_the_edge_exactly_one_passes_each_time(live_database: str, registers: None) -> None:
    for key, name in ORGANISATIONS.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
    listing.admit_guarantor(organisation=GUARANTOR, document="演示合作协议", by=MANAGER, at=NOW)
    code = listed(1)
    refused = [round_at_the_edge(code, number) for number in range(ROUNDS)]
    assert refused == [["", "over_leverage"]] * ROUNDS
    position = Position.objects.get()
    assert position.outstanding_fen == position.ceiling_fen == ROUNDS * 100000000
    assert FundLoan.objects.count() == ROUNDS


@pytest.mark.clause("riskfund-12")
def test_the_database_itself_refuses_what_a_stale_look_would_let_through(fund: None, monkeypatch: pytest.MonkeyPatch) -> None:
    capital("100000")
    code = listed(1)
    stale = Position.objects.get(pk=ONLY_ROW)
    first = lent(code, "1000000")
    monkeypatch.setattr(lending, "held_position", lambda: stale)  # as if nobody had lent since
    with pytest.raises(Refused) as refused:
        lent(code, "1000000", contract="演示合同2")
    assert refused.value.first.code == "over_leverage"
    assert Position.objects.get().outstanding_fen == loan_of(first).principal_fen
