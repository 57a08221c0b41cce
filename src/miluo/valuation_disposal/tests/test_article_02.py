"""Articles 2 and 3: which rights are valued under the measure, and who may hold the security."""

from datetime import datetime

import pytest

from miluo.valuation_disposal import figures, services
from miluo.valuation_disposal.models import Valuation
from miluo.valuation_disposal.services import valuations
from miluo.valuation_disposal.tests.office import CENTRE, LENDER, Register, at, opened, refused, right


@pytest.mark.clause("valuation-2")
def test_a_right_of_the_register_is_valued_as_it_stands_there(register: Register) -> None:
    valuation = Valuation.objects.get(number=opened())
    assert (valuation.right_kind, valuation.area_mu, valuation.place) == ("operation_arable", 60, "白塘镇演示村演示组")


@pytest.mark.clause("valuation-2")
def test_a_right_that_is_not_in_the_register_is_refused(register: Register) -> None:
    with refused("没有权证号", "valuation-2"):
        services.open_valuation(right="JY-9999", bank="demo-bank-a", method="internal", by=LENDER, at=at(8, 1))


@pytest.mark.clause("valuation-2")
def test_a_forest_right_is_covered_by_not_only(register: Register) -> None:
    register.rights["LQ-1"] = right(number="LQ-1", kind="forest", kind_title="林权")
    assert opened(right="LQ-1")


@pytest.mark.clause("valuation-2")
def test_a_forest_right_is_not_covered_where_only_the_four_are(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    register.rights["LQ-1"] = right(number="LQ-1", kind="forest", kind_title="林权")
    monkeypatch.setattr(valuations, "reading", lambda name, on: "four_only")
    with refused("不在本办法所列的产权之内", "valuation-2"):
        opened(right="LQ-1")
    assert opened()  # one of the four is


@pytest.mark.clause("valuation-3")
def test_the_lender_is_a_bank_that_takes_part(register: Register) -> None:
    with refused("没有参与试点", "valuation-3"):
        services.open_valuation(right="JY-0001", bank="demo-guarantor", method="internal", by=CENTRE, at=at(8, 1))


@pytest.mark.clause("valuation-3")
def test_the_security_may_stand_for_a_bank_or_a_guarantor_behind_it(register: Register) -> None:
    alone = opened()
    assert Valuation.objects.get(number=alone).parties == ("applicant", "bank")
    register.rights["JY-0002"] = right(number="JY-0002")
    guaranteed = opened(right="JY-0002", guarantor="demo-guarantor")
    assert Valuation.objects.get(number=guaranteed).parties == ("applicant", "bank", "guarantor")


@pytest.mark.clause("valuation-15")
@pytest.mark.parametrize("day", [at(5, 24), at(5, 25, year=2025)])
def test_no_valuation_begins_before_or_after_the_measure_holds(register: Register, day: datetime) -> None:
    with refused("", "valuation-15"):
        services.open_valuation(right="JY-0001", bank="demo-bank-a", method="internal", by=LENDER, at=day)


def test_every_reading_has_its_default_first() -> None:
    day = at(8, 1).date()
    defaults = {"covered_rights": "open_list", "second_value": "second", "disposal_costs": "proven_first", "who_objects": "operator"}
    assert {name: figures.reading(name, day) for name in defaults} == defaults
