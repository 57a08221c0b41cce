"""第八条: a training subsidy for each worker that the platform sends abroad."""

from __future__ import annotations

import pytest

from miluo.open_economy.tests.evaluating import results


@pytest.mark.clause("open2023-8-1")
@pytest.mark.parametrize(("people", "paid"), [(0, "0.00"), (1, "300.00"), (37, "11100.00"), (None, None)])
def test_three_hundred_for_each_dispatch(people, paid):
    assert results(workers_dispatched=people)["dispatch_subsidy_cny"] == paid
