"""第七条, claimed: each helped enterprise on a line of its own, once."""

from typing import Any

import pytest

from miluo.open_economy.recurrence import PLATFORM
from miluo.open_economy.tests.claiming import LATER, accepted, problems
from onewindow.cases import selectors
from onewindow.cases.tests.cast import OTHER_USCC, USCC, Cast

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
