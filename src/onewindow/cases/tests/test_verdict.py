"""What an approver may say of an award: the computed amount or a reason why not; of a ceiling any amount up to it, with a reason below."""

from decimal import Decimal
from typing import Any

import pytest

from onewindow.cases.claims import AwardLine
from onewindow.cases.verdict import Verdict, decided_lines, require_verdict
from onewindow.words.refused import Refused

FIXED, CEILING = "award_cny", "support_cny"


def line(key: str, payable: str = "40000.00", *, ceiling: bool = False, note: str = "") -> AwardLine:
    amount = Decimal(payable)
    return AwardLine(key, "补贴", ("sample-1",), amount, amount, Decimal("0.00"), note, (), (), ceiling=ceiling)


LINES = (line(FIXED, "30000.00"), line(CEILING, ceiling=True))


def refused(**said: Any) -> tuple[str, str | None, str | None]:
    with pytest.raises(Refused) as caught:
        decided_lines(LINES, Verdict(**said))
    return caught.value.first.code, caught.value.first.field, caught.value.first.clause


def granted(**said: Any) -> list[tuple[str, str]]:
    return [(str(line.granted), line.reason) for line in decided_lines(LINES, Verdict(**said))]


@pytest.mark.parametrize("amount", ["40000", "40000.00", Decimal("40000.00")])
def test_the_whole_ceiling_needs_no_reason(amount: Any) -> None:
    assert granted(amounts={CEILING: amount}) == [("30000.00", ""), ("40000.00", "")]


def test_less_than_the_ceiling_needs_a_reason_which_stays_with_the_line() -> None:
    assert refused(amounts={CEILING: "39999.99"}) == ("no_reason", CEILING, "conv-a-8")
    assert granted(amounts={CEILING: "0.01"}, reasons={CEILING: "成效有限"}) == [("30000.00", ""), ("0.01", "成效有限")]
    assert granted(amounts={CEILING: "39999.99"}, reason="部分费用与推广无关")[1] == ("39999.99", "部分费用与推广无关")


def test_more_than_the_ceiling_is_refused_with_the_clause_of_the_award_whatever_the_reason() -> None:
    assert refused(amounts={CEILING: "40000.01"}, reasons={CEILING: "企业很努力"}) == ("above_ceiling", CEILING, "sample-1")


@pytest.mark.parametrize("amounts", [{}, {CEILING: ""}, {CEILING: " "}])
def test_the_platform_decides_no_ceiling_in_place_of_a_person(amounts: dict[str, str]) -> None:
    assert refused(amounts=amounts) == ("amount_not_set", CEILING, "conv-a-8")


@pytest.mark.parametrize(
    ("amount", "code"), [("0", "nothing_granted"), ("-1", "negative_amount"), ("1.001", "too_many_decimals"), ("一万", "not_a_number")]
)
def test_nothing_and_what_is_no_amount_are_refused(amount: str, code: str) -> None:
    found = refused(amounts={CEILING: amount}, reasons={CEILING: "理由"})
    assert found[:2] == (code, CEILING)


def test_a_ceiling_is_refused_with_a_reason_and_then_needs_no_amount() -> None:
    assert refused(refused={CEILING: " "}) == ("no_reason", CEILING, "conv-c-5")
    assert granted(refused={CEILING: "发票与展会不符"}) == [("30000.00", ""), ("0.00", "发票与展会不符")]


def test_where_the_ceiling_is_nothing_no_amount_is_asked() -> None:
    nothing = (line(CEILING, "0.00", ceiling=True, note="没有提交证明材料"),)
    assert decided_lines(nothing, Verdict())[0].granted == Decimal("0.00")
    assert decided_lines(nothing, Verdict(amounts={CEILING: "0.00"}))[0].granted == Decimal("0.00")


def test_a_computed_amount_beside_a_ceiling_keeps_its_rule() -> None:
    assert refused(amounts={CEILING: "40000", FIXED: "29999.99"}, reasons={FIXED: "酌情"}) == ("below_computed", FIXED, "conv-c-5")


def test_a_reason_for_what_the_case_does_not_have_is_refused() -> None:
    assert refused(amounts={CEILING: "40000"}, reasons={"else_cny": "理由"})[0] == "unknown_award"


def test_an_approval_is_given_or_refused_with_a_reason_and_never_by_silence() -> None:
    assert require_verdict(Verdict(approve=True))
    assert not require_verdict(Verdict(approve=False, reason="不在名录"))
    for said, field in ((Verdict(reason="同意"), "approve"), (Verdict(approve=False), "reason")):
        with pytest.raises(Refused) as caught:
            require_verdict(said)
        assert caught.value.first.field == field
