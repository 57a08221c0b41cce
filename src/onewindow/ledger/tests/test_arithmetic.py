"""The arithmetic of double entry: whole fen, balanced as it stands."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.ledger.arithmetic import Transfer, first_overdrawn, sums, to_fen, to_yuan


@pytest.mark.parametrize(
    ("amount", "fen"), [("0.01", 1), ("1", 100), ("2000000.00", 200_000_000), ("9999999999999.99", 999_999_999_999_999)]
)
def test_yuan_and_fen_are_the_same_money(amount: str, fen: int) -> None:
    assert to_fen(Decimal(amount)) == fen
    assert to_yuan(fen) == Decimal(amount)


@pytest.mark.parametrize("amount", ["0.001", "0.005", "NaN", "Infinity"])
def test_a_fraction_of_a_fen_is_refused_and_not_rounded(amount: str) -> None:
    with pytest.raises(ValueError, match="whole fen"):
        to_fen(Decimal(amount))


@pytest.mark.parametrize(("debit", "credit", "amount"), [("a", "a", "1"), ("a", "b", "0"), ("a", "b", "-1"), ("a", "b", "10000000000000")])
def test_a_transfer_moves_something_between_two_accounts(debit: str, credit: str, amount: str) -> None:
    with pytest.raises(ValueError, match=r"pays itself|no amount"):
        Transfer(debit, credit, Decimal(amount))


KEYS = st.sampled_from("abcd")
LINES = st.lists(st.tuples(KEYS, KEYS, st.integers(1, 10**14)).filter(lambda line: line[0] != line[1]), max_size=50)


@given(LINES)
def test_both_sides_always_add_up_to_the_same(lines: list[tuple[str, str, int]]) -> None:
    totals = sums(lines).values()
    assert sum(each.debit for each in totals) == sum(each.credit for each in totals) == sum(line[2] for line in lines)


@given(LINES, st.integers(0, 10**15))
def test_the_first_transfer_that_overdraws_is_the_one_that_is_named(lines: list[tuple[str, str, int]], held: int) -> None:
    """Held against the plain way: add one transfer after the other and look."""
    transfers = [Transfer(debit, credit, to_yuan(amount)) for debit, credit, amount in lines]
    expected, balance = None, held
    for debit, credit, amount in lines:
        after = balance + amount * (debit == "a") - amount * (credit == "a")
        if after < 0:
            expected = ("a", balance, amount)
            break
        balance = after
    assert first_overdrawn(transfers, {"a": ("debit", held)}) == expected
