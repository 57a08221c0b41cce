"""第三条: three fen for each dollar of trade, at most a million yuan."""

import pytest

from miluo.open_economy.tests.evaluating import line, results


def volume(trade, **more):
    return results(trade_usd=trade, **more)["trade_volume_award_cny"]


@pytest.mark.clause("open2023-3-1")
@pytest.mark.parametrize(
    ("trade", "award"),
    [
        ("0", "0.00"),
        ("0.16", "0.00"),  # 0.0048 yuan
        ("0.17", "0.01"),  # 0.0051
        ("0.49", "0.01"),
        ("0.50", "0.02"),  # exactly half a fen goes up
        ("0.51", "0.02"),
        ("1", "0.03"),
        ("1000000", "30000.00"),
        ("33333333.00", "999999.99"),
        ("33333333.16", "999999.99"),
        ("33333333.17", "1000000.00"),  # 999,999.9951 is rounded up; the cap is not yet reached
        ("33333333.33", "1000000.00"),
        ("33333333.34", "1000000.00"),
        ("33333334", "1000000.00"),  # from 1,000,000.02
        ("9999999999999.99", "1000000.00"),
    ],
)
def test_three_fen_a_dollar_rounded_half_up_to_the_cap(trade, award):
    assert volume(trade) == award


@pytest.mark.clause("open2023-3-1")
def test_the_line_says_when_the_cap_decided_and_how_far_it_is():
    capped = line("trade_volume_award_cny", trade_usd="33333334")
    assert capped["cap"] == {"parameter": "volume_award_cap", "value": "1000000.00"}
    assert capped["parameters"] == {"award_per_dollar": "0.03", "volume_award_cap": "1000000.00"}
    assert "next" not in capped
    below = line("trade_volume_award_cny", trade_usd="1000000")
    assert "cap" not in below
    assert below["next"] == {
        "fact": "trade_usd",
        "title": "本年度进出口额",
        "more": "32333333.34",
        "to": "33333333.34",
        "value": "1000000.00",
    }


@pytest.mark.clause("open2023-3-1")
def test_without_the_trade_the_award_is_unknown():
    told = line("trade_volume_award_cny", traded_before=False)
    assert (told["value"], told["missing"]) == (None, ("trade_usd",))


@pytest.mark.clause("open2023-3-1")
def test_an_enterprise_registered_elsewhere_gets_nothing_unless_read_otherwise():
    assert volume("1000000", registered_in_miluo=False) == "0.00"
    assert volume("1000000", registered_in_miluo=False, readings={"registration_required": "first_trade_only"}) == "30000.00"


@pytest.mark.clause("open2023-3-1")
def test_old_and_new_traders_are_paid_alike():
    assert volume("50000", traded_before=True) == volume("50000", traded_before=False) == volume("50000")
