"""What a mask shows, and that it never shows more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.accounts import masks


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (masks.resident_id, "430681199003071230", "430681********1230"),
        (masks.resident_id, "43068119900307123X", "430681********123X"),
        (masks.resident_id, "430681 19900307 1230", "430681********1230"),
        (masks.name, "张小三", "张*三"),
        (masks.name, "张三", "张*"),
        (masks.name, "欧阳小三", "欧**三"),
        (masks.name, "买买提·吐尔逊", "买*****逊"),
        (masks.name, "张", "*"),
        (masks.phone, "13812345678", "138****5678"),
        (masks.phone, "138 1234 5678", "138****5678"),
        (masks.phone, "0730-5222123", "0730-****123"),
        (masks.phone, "07305222123", "0730-****123"),
        (masks.uscc, "91350100M000100Y43", "91************0Y43"),
        (masks.bank_account, "6217002920123456789", "***************6789"),
        (masks.email, "zhang@example.cn", "z****@example.cn"),
        (masks.address, "某省某市某区某某街道某某路1号", "某省某市某区某某街道****"),
        (masks.address, "某某县某某镇某某村3组", "某某县某某镇****"),
        (masks.address, "人民路1号", "****"),
    ],
)
def test_a_mask_shows_what_its_rule_says(mask, plain: str, shown: str) -> None:
    assert mask(plain) == shown


@pytest.mark.parametrize("mask", [masks.resident_id, masks.name, masks.phone, masks.uscc, masks.bank_account, masks.email, masks.address])
def test_nothing_stays_nothing(mask) -> None:
    assert mask(None) == mask("") == mask("  ") == ""


@pytest.mark.parametrize(
    ("mask", "broken"),
    [
        (masks.resident_id, "43068119"),
        (masks.phone, "1381234"),
        (masks.uscc, "9135"),
        (masks.bank_account, "1234"),
        (masks.email, "nobody"),
    ],
)
def test_what_is_too_short_for_the_rule_is_covered_whole(mask, broken: str) -> None:
    assert mask(broken) == "*" * len(broken)


SHOWN_AT_MOST = {masks.resident_id: 10, masks.name: 2, masks.phone: 7, masks.uscc: 6, masks.bank_account: 4}


@pytest.mark.parametrize("mask", SHOWN_AT_MOST)
@given(text=st.text(alphabet="0123456789ABXY张王李·- ", max_size=30))
def test_whatever_is_typed_no_more_is_shown_than_the_rule_allows(mask, text: str) -> None:
    shown = mask(text)
    assert len(shown.replace("*", "").replace("-", "")) <= SHOWN_AT_MOST[mask]


@given(text=st.text(max_size=60))
def test_an_address_is_never_shown_whole(text: str) -> None:
    assert masks.address(text).endswith("****") or not text.strip()
    assert masks.address(text) != text or text.endswith("****") or not text
