from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from onewindow.words.identity import _RESIDENT_WEIGHTS, USCC_ALPHABET, check_resident_id, check_uscc, uscc_check
from onewindow.words.refused import Refused

BODY = st.builds(
    lambda lead, area, rest: lead + area + rest,
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
)


@given(BODY)
def test_a_code_with_its_check_character_is_accepted_and_any_other_is_refused(body: str) -> None:
    right = uscc_check(body)
    assert check_uscc(body.lower() + right) == body + right
    for wrong in set(USCC_ALPHABET) - {right}:
        with pytest.raises(Refused, match="校验位不符"):
            check_uscc(body + wrong)


@given(st.text("0123456789", min_size=8, max_size=8), st.text(USCC_ALPHABET, min_size=9, max_size=9))
def test_codes_that_begin_with_digits_agree_with_the_library(lead: str, rest: str) -> None:
    code = lead + rest + uscc_check(lead + rest)
    assert check_uscc(code) == code
    assert stdnum_uscc.calc_check_digit(code[:-1]) == code[-1]


def test_a_whole_code_that_begins_with_a_letter_is_accepted() -> None:
    body = "N2430681MF1234567"
    assert check_uscc(body + uscc_check(body)).startswith("N")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("9111000060003734", "18位"),
        ("91110000600037341I", "不允许的字符"),
        ("9111A000600037341L", "不允许的字符"),
        ("91110000600037342L", "校验位不符"),
    ],
)
def test_a_broken_code_is_refused_and_says_how(code: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as refusal:
        check_uscc(code)
    assert refusal.value.first.field == "uscc"
    assert refusal.value.first.clause == "GB 32100-2015"


def resident(area: str, born: str, serial: str) -> str:
    body = area + born + serial
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _RESIDENT_WEIGHTS, strict=True)) % 11]


@given(st.dates(min_value=date(1900, 1, 1)), st.integers(0, 999))
def test_a_number_of_this_county_is_accepted_for_any_year_of_birth(born: date, serial: int) -> None:
    number = resident("430681", f"{born:%Y%m%d}", f"{serial:03}")
    assert check_resident_id(number.lower()) == number


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("43068119900101", "18位"),
        (resident("430681", "19900230", "001"), "出生日期不存在"),
        (resident("430681", "19900101", "001")[:-1] + "Y", "18位"),
    ],
)
def test_a_broken_number_is_refused_and_says_how(number: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        check_resident_id(number)


def test_a_wrong_check_digit_and_a_birth_in_the_future_are_refused() -> None:
    right = resident("430681", "19900101", "001")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    with pytest.raises(Refused, match="校验位不符"):
        check_resident_id(wrong)
    with pytest.raises(Refused, match="今天之后"):
        check_resident_id(right, today=date(1989, 12, 31))
