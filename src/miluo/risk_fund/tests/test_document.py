"""The head, the term and the end of 汨政办发〔2023〕8号."""

from __future__ import annotations

from datetime import date

import pytest

from miluo.risk_fund.regulation import REGULATION
from miluo.risk_fund.rules import loan
from miluo.risk_fund.tests.evaluating import SOUND
from onewindow.law.validity import require_in_force
from onewindow.words.refused import Refused


@pytest.mark.clause("riskfund-meta")
def test_the_document_is_registered_as_a_normative_one():
    assert REGULATION.registration == "MLDR-2023-01003"
    assert REGULATION.signed == date(2023, 5, 25)


@pytest.mark.clause("riskfund-28")
@pytest.mark.parametrize("day", [date(2023, 5, 25), date(2025, 5, 24)])
def test_the_first_and_the_last_day_are_in_force(day):
    assert loan.evaluate(SOUND, on=day).results_json()["decision"] == "ok"


@pytest.mark.clause("riskfund-28")
@pytest.mark.parametrize("day", [date(2023, 5, 24), date(2025, 5, 25)])
def test_before_and_after_them_nothing_new_is_decided(day):
    with pytest.raises(Refused) as refused:
        require_in_force(REGULATION, day)
    assert refused.value.first.clause == "riskfund-28"
