"""How far a case is, for whoever holds one of its papers: number and verification code together, nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db import connection

from onewindow.accounts.actors import ANONYMOUS
from onewindow.cases.models import Case
from onewindow.cases.selectors.lists import CaseRow, rows_of
from onewindow.papers.models import Paper
from onewindow.papers.selectors import plain_code
from onewindow.words.refused import Refused

_MANY, _FOR = 10_000, 60.0  # beyond so many cases a figure may be so many seconds old: counting a million takes 50 ms
_kept: dict[tuple[object, int], tuple[float, Counts]] = {}


@dataclass(frozen=True, slots=True)
class Counts:
    """Cases of one calendar year: handed in, and decided."""

    year: int
    submitted: int
    decided: int


def counts_of(year: int) -> Counts:
    """What the front page says of the work done; two counting queries, which a county of many cases asks once a minute."""
    place, now = (connection.settings_dict["NAME"], year), monotonic()
    until, known = _kept.get(place, (now, None))
    if known is not None and now < until:
        return known
    found = Counts(
        year=year,
        submitted=Case.objects.filter(submitted_at__year=year).count(),
        decided=Case.objects.filter(decided_at__year=year).count(),
    )
    if found.submitted > _MANY:
        _kept[place] = (now + _FOR, found)
    return found


def progress_of(number: str, code: str, today: date) -> CaseRow:
    """The case as its row. Raises Refused (404) unless a paper with this code belongs to it: a number alone can be guessed."""
    belongs = Paper.objects.filter(case_number=number.strip(), code=plain_code(code)).exists()
    case = Case.objects.filter(number=number.strip()).prefetch_related("tasks", "intervals").first() if belongs else None
    if case is None:
        raise Refused(
            "没有查到：办件编号和验证码对不上",
            code="unknown_case",
            field="number",
            expected="办件编号如 2023-000001；验证码印在接收凭证或任一文书的页脚",
            status=404,
        )
    return rows_of([case], ANONYMOUS, today)[0]
