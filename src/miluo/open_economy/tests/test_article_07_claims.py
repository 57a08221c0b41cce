"""第七条, claimed: each helped enterprise on a line of its own, once."""

from typing import Any

import pytest

from miluo.open_economy.recurrence import PLATFORM
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from onewindow.cases import selectors, services
from onewindow.cases.tests.cast import OTHER_USCC, USCC, Cast, on

KEY = "open-economy-platform"
FACTS: dict[str, Any] = {
    "year": 2023,
    "closed_until": "2023-08-31",
    "helped_enterprises": [OTHER_USCC, "91430681MA4DEM0B01", "91430681MA4DEM0C02"],
    "helped_first_trades_usd": ["9999", "99999.99", "100000"],
    "funded_elsewhere": [],
}


@pytest.mark.clause("open2023-7-1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"helped_enterprises": [OTHER_USCC, OTHER_USCC, "91430681MA4DEM0C02"]}, "twice"),
        ({"helped_enterprises": [OTHER_USCC, USCC, "91430681MA4DEM0C02"]}, "itself"),
        ({"helped_enterprises": [OTHER_USCC, "91430681MA4DEM0B02", "91430681MA4DEM0C02"]}, "invalid_uscc"),
        ({"helped_first_trades_usd": ["9999", "99999.99"]}, "not_in_line"),
    ],
)
def test_a_list_that_cannot_be_is_refused_where_it_is_wrong(cast: Cast, changes: dict[str, Any], code: str) -> None:
    found = problems(cast, KEY, **{**FACTS, **changes})
    assert code in found
    assert (found[code].field or "").startswith("helped_")


@pytest.mark.clause("open2023-7-1")
def test_the_platform_is_paid_by_the_trade_of_each(cast: Cast) -> None:
    (line,) = selectors.case_of(accepted(cast, KEY, **FACTS), cast.approver, LATER.date()).awards
    assert (line.key, str(line.payable), line.ceiling) == (PLATFORM, "30000.00", False)


def rewarded(cast: Cast, **changes: Any) -> str:
    number = accepted(cast, KEY, **{**FACTS, **changes})
    services.decide(number=number, by=cast.approver, at=LATER)
    return number


@pytest.mark.clause("open2023-7-1")
def test_the_same_platform_is_paid_the_rest_of_the_year_and_nothing_in_another(cast: Cast) -> None:
    rewarded(cast)
    whole = {**FACTS, "closed_until": "", "helped_first_trades_usd": ["20000", "150000", "100000"]}
    final = accepted(cast, KEY, at=on("2024-02-01"), **whole)
    (line,) = selectors.case_of(final, cast.approver, on("2024-02-01").date()).awards
    assert (str(line.payable), str(line.paid_before)) == ("20000.00", "30000.00")
    services.decide(number=final, by=cast.approver, at=on("2024-02-02"))

    next_year = problems(cast, KEY, at=on("2024-06-03"), **{**FACTS, "year": 2024, "closed_until": "2024-05-31"})
    assert next_year["traded_before"].clause == "open2023-7-1"


@pytest.mark.clause("open2023-7-1")
def test_who_was_rewarded_for_an_earlier_first_trade_breaks_zero_no_more(cast: Cast) -> None:
    customs = {"year": 2023, "closed_until": "2023-08-31", "traded_before": False, "trade_usd": "20000", "trade_usd_previous_year": "0"}
    traded = accepted(cast, "open-economy-trade", uscc=OTHER_USCC, **customs)
    services.decide(number=traded, by=cast.approver, at=LATER)
    later = {**FACTS, "year": 2024, "closed_until": "2024-05-31"}
    assert "2023年业绩获破零奖励" in problems(cast, KEY, at=on("2024-06-03"), **later)["traded_before"].message
