"""The term that a text states is read where it is plain, and left open where it is not."""

from datetime import date

import pytest

from onewindow.law.terms import stated_term, validity_by
from onewindow.law.validity import Validity

SIGNED = date(2023, 5, 25)


@pytest.mark.parametrize(
    ("words", "start", "last_day"),
    [
        ("本办法自发布之日起施行，有效期两年。", SIGNED, date(2025, 5, 24)),
        ("本办法自2030年3月1日起施行，有效期3年。", date(2030, 3, 1), date(2033, 2, 28)),
        ("本通告自发布之日起实施，有效期五年。", SIGNED, date(2028, 5, 24)),
    ],
)
def test_a_plain_term_is_read(words: str, start: date, last_day: date) -> None:
    term = stated_term(["第一条没有期限。", words], SIGNED)
    assert term is not None
    assert (term.start, term.last_day, term.words) == (start, last_day, words)


@pytest.mark.parametrize(
    "words", ["本办法自发布之日起施行。", "有效期由市政府另定。", "自2023年2月30日起施行，有效期2年。", "证书有效期以证载为准。"]
)
def test_what_states_no_term_or_no_such_day_is_left_open(words: str) -> None:
    assert stated_term([words], SIGNED) is None


def test_a_term_that_runs_from_the_day_of_issue_is_open_where_that_day_is_not_printed() -> None:
    assert stated_term(["自发布之日起施行，有效期2年。"], None) is None


def test_the_first_and_the_last_day_belong_to_the_term() -> None:
    term = stated_term(["自发布之日起施行，有效期两年。"], SIGNED)
    assert term is not None
    states = [validity_by(term, day) for day in (date(2023, 5, 24), SIGNED, date(2025, 5, 24), date(2025, 5, 25))]
    assert states == [Validity.NOT_YET, Validity.IN_FORCE, Validity.EXPIRING, Validity.EXPIRED]
