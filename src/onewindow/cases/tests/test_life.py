"""The one life of every case: which act may follow which, and none that may not."""

import pytest

from onewindow.cases.life import ACTS, CHANNELS, LEVELS, OPEN, State, allows


def test_every_state_and_act_has_a_chinese_name() -> None:
    names = [state.label for state in State] + [title for title, _ in ACTS.values()] + [*CHANNELS.values(), *LEVELS.values()]

    assert all(name and not name.isascii() for name in names)


def test_a_case_can_be_withdrawn_until_it_is_decided() -> None:
    assert {state for state in State if allows("withdraw", state)} == OPEN


@pytest.mark.parametrize("act", ["accept", "ask_correction", "refuse_acceptance", "decide", "withdraw", "issue", "take"])
@pytest.mark.parametrize("state", [State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN, State.TERMINATED])
def test_nothing_moves_a_case_that_has_ended(act: str, state: State) -> None:
    assert not allows(act, state)


def test_a_decided_case_is_not_decided_again() -> None:
    assert not allows("decide", State.DECIDED)


def test_only_what_moves_nothing_may_follow_the_close() -> None:
    after = {act for act in ACTS if allows(act, State.CLOSED)}
    assert after == {"rate", "settle_undertaking", "archive", "confirm_service"}


def test_an_unknown_act_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError):
        allows("vanish", State.SUBMITTED)
