"""What the cases and the supervision hold of each clerk and approver, for the assessment (onewindow-a4-2-4)."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from django.db.models import Count
from django.utils.timezone import get_default_timezone

from miluo.integrated_window.conditions import WINDOW_BODIES
from miluo.integrated_window.selectors.assessment import StaffCount
from onewindow.accounts.models import User
from onewindow.cases.models import Case, Violation
from onewindow.supervision.grounds import CASE_LATE, PREREVIEW_LATE, STEP_LATE
from onewindow.supervision.models import CallBack, Finding

_LATE = (CASE_LATE, STEP_LATE, PREREVIEW_LATE)
_NOTICE = "not_told_at_once"


def counted(first: date, last: date) -> list[StaffCount]:
    """Of every account that accepted or decided a case from ``first`` to ``last``: what it did and what was found of it.

    A case counts for who accepted it and for who decided it, once where both are one; overruns are the findings that stand against the
    person; a complaint is a bad rating that a call confirmed, so that a rating by itself tells on nobody (conv-super-5).
    """
    moments = _moments(first, last)
    cases = _cases(first, last, moments)
    late = Finding.objects.filter(happened_on__range=(first, last), ground__in=_LATE, withdrawn_on=None)
    overdue = dict(late.exclude(person="").values_list("person").annotate(n=Count("case", distinct=True)).order_by())
    told = Violation.objects.filter(at__range=moments, kind=_NOTICE).exclude(person="")
    violations = dict(told.values_list("person").annotate(n=Count("pk")).order_by())
    complaints = _complaints(moments)
    keys = {*cases, *overdue, *violations} - {""}
    people = User.objects.filter(key__in=keys).select_related("organisation").order_by("organisation_id", "id")
    return [
        StaffCount(
            account=user.key,
            name=user.display_name,
            body=user.organisation.short_name if user.organisation else "",
            at_window=user.organisation is not None and user.organisation.key in WINDOW_BODIES,
            cases=cases[user.key],
            overdue=overdue.get(user.key, 0),
            complaints=complaints[user.key],
            notice_violations=violations.get(user.key, 0),
        )
        for user in people
    ]


def _cases(first: date, last: date, moments: tuple[datetime, datetime]) -> Counter[str]:
    accepted = Case.objects.filter(accepted_on__range=(first, last)).values_list("pk", "accepted_by")
    decided = Case.objects.filter(decided_at__range=moments).values_list("pk", "decision__by")
    return Counter(person for _, person in {*accepted, *decided} if person)


def _complaints(moments: tuple[datetime, datetime]) -> Counter[str]:
    confirmed = CallBack.objects.filter(called_at__range=moments, outcome__in=("mended", "explained"))
    rows = confirmed.values_list("rating__case__accepted_by", "rating__case__decision__by")
    return Counter(person for pair in rows for person in set(pair) if person)


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    zone = get_default_timezone()
    return datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)
