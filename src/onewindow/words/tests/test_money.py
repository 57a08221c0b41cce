from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.words.money import LARGEST, capital_money, format_money, parse_money, to_fen
from onewindow.words.refused import Refused


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", "0.00"),
        ("120000.5", "120000.50"),
        ("1,234,567.89", "1234567.89"),
        ("１２３．４", "123.40"),
        (" 58 000 元", "58000.00"),
        ("7.", "7.00"),
    ],
)
def test_an_amount_is_understood_as_people_type_it(typed: str, amount: str) -> None:
    assert parse_money(typed) == Decimal(amount)
    assert str(parse_money(typed)) == amount


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "negative_amount"),
        ("-0.01", "negative_amount"),
        ("1.234", "too_many_decimals"),
        ("abc", "not_a_number"),
        ("", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("12万", "not_a_number"),
        ("10000000000000", "too_large"),
        ("99999999999999", "too_large"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_would_be_right(typed: str, code: str | None) -> None:
    with pytest.raises(Refused) as refusal:
        parse_money(typed, field="trade_usd", clause="open2023-3-1")
    assert code in (None, refusal.value.first.code)
    assert refusal.value.first.field == "trade_usd"
    assert refusal.value.first.clause == "open2023-3-1"
    assert "两位小数" in (refusal.value.first.expected or "")


@given(st.integers(min_value=0, max_value=int(LARGEST * 100)))
def test_every_amount_survives_being_printed_and_read(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert parse_money(format_money(amount)) == amount


@pytest.mark.parametrize(("exact", "payable"), [("0.005", "0.01"), ("0.0049", "0.00"), ("1000000.02", "1000000.02"), ("2.675", "2.68")])
def test_a_payable_amount_is_rounded_half_up(exact: str, payable: str) -> None:
    assert to_fen(Decimal(exact)) == Decimal(payable)


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1030.50", "壹仟零叁拾元伍角整"),
        ("10.01", "壹拾元零壹分"),
        ("58000", "伍万捌仟元整"),
        ("1000000", "壹佰万元整"),
        ("100000001", "壹亿零壹元整"),
        ("10203040.07", "壹仟零贰拾万叁仟零肆拾元零柒分"),
        ("1001000", "壹佰万壹仟元整"),
        ("20010", "贰万零壹拾元整"),
    ],
)
def test_an_amount_in_capitals_reads_as_on_paper(amount: str, capitals: str) -> None:
    assert capital_money(Decimal(amount)) == capitals


def test_a_negative_amount_has_no_capitals() -> None:
    with pytest.raises(ValueError, match="not negative"):
        capital_money(Decimal("-1"))


@given(st.integers(min_value=1, max_value=10**14))
def test_capitals_say_the_same_number_back(yuan: int) -> None:
    text = capital_money(Decimal(yuan)).removesuffix("元整")
    assert _read(text) == yuan
    assert "零零" not in text


def _read(text: str) -> int:
    total, group, digit = 0, 0, 0
    wan_yi = text.split("万亿")
    if len(wan_yi) == 2:
        return _read(wan_yi[0]) * 10**12 + (_read(wan_yi[1]) if wan_yi[1] else 0)
    for character in text:
        if character in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
        elif character in "拾佰仟":
            group += digit * 10 ** ("拾佰仟".index(character) + 1)
            digit = 0
        else:
            total += (group + digit) * {"万": 10**4, "亿": 10**8}[character]
            group = digit = 0
    return total + group + digit
