"""The child of ``bench.lists``: loads cases in bulk into the database of its environment, and says who may ask for their pages."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from time import perf_counter

import django

OPEN_SHARE, BODIES, WINDOWS, NAMES = 20, 20, 10, 5000  # one case in twenty is open
NOW = datetime(2023, 9, 15, 2, tzinfo=UTC)


def main(cases: int) -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415  # Django is set up only now
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    call_command("migrate", verbosity=0)
    people = _people()
    began = perf_counter()
    _load(cases)
    print(f"loaded {cases:,} cases in {perf_counter() - began:.0f} s", file=sys.stderr)
    json.dump({who: client.cookies[settings.SESSION_COOKIE_NAME].value for who, client in people.items()}, sys.stdout)


def _people() -> dict[str, object]:
    from django.test import Client  # noqa: PLC0415  # models need Django set up

    from onewindow.accounts.models import RoleGrant, User  # noqa: PLC0415  # models need Django set up
    from onewindow.organisations.models import Organisation  # noqa: PLC0415  # models need Django set up

    for n in range(BODIES):
        Organisation.objects.create(key=f"body-{n}", name=f"演示单位{n}", short_name=f"单位{n}", kind="department")
    found = {}
    body = Organisation.objects.get(key="body-1")
    for role in ("approver", "supervisor"):
        user = User.objects.create(username=role, display_name="演示人员", created_at=NOW, organisation=body)
        RoleGrant.objects.create(user=user, role=role, organisation=body, valid_from=date(2023, 1, 1))
        found[role] = Client(REMOTE_ADDR="127.0.0.1")
        found[role].force_login(user)
        found[role].get("/accounts/")  # enrols the session
    return found


def _load(cases: int) -> None:
    """Cases, and the open step of each that is open, by one statement each that the database itself fills in."""
    from django.db import connection, transaction  # noqa: PLC0415  # models need Django set up

    from onewindow.cases.models import Case, Task  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.procedure import procedures  # noqa: PLC0415  # models need Django set up
    from onewindow.cases.snapshots import publish  # noqa: PLC0415  # models need Django set up

    with transaction.atomic():
        digests = {each.key: publish(each, at=NOW) for each in procedures()}
    postgres = connection.vendor == "postgresql"
    numbers = (
        f"generate_series(1, {cases}) AS t(n)"
        if postgres
        else f"(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < {cases}) SELECT n FROM t)"  # a number
    )
    with connection.cursor() as cursor:
        _fill(cursor, Case, _case_values(digests, postgres), numbers, "")
        _fill(cursor, Task, _task_values(postgres), "cases_case", "WHERE state = 'reviewing'")
        cursor.execute("ANALYZE")
        if postgres:
            connection.ensure_connection()
            cursor.execute("VACUUM ANALYZE cases_case")
            cursor.execute("VACUUM ANALYZE cases_task")


def _fill(cursor, model, values: dict[str, str], source: str, where: str) -> None:  # type: ignore[no-untyped-def]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    given = ", ".join(values.get(field.column, "NULL" if field.null else "''") for field in fields)
    cursor.execute(f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {given} FROM {source} {where}")  # our own names


def _case_values(digests: dict[str, str], postgres: bool) -> dict[str, str]:
    keys = sorted(digests)
    padded = "lpad(n::text, 7, '0')" if postgres else "printf('%07d', n)"
    among = f"lpad((n % {NAMES})::text, 4, '0')" if postgres else f"printf('%04d', n % {NAMES})"
    name = f"'演示企业' || {among}"
    days = "date '2023-09-15' + ((n / 20) % 40 - 8)::int" if postgres else "date('2023-09-15', ((n / 20) % 40 - 8) || ' days')"
    warns = "date '2023-09-15' + ((n / 20) % 40 - 11)::int" if postgres else "date('2023-09-15', ((n / 20) % 40 - 11) || ' days')"
    procedure = "CASE n % {} {} END".format(len(keys), " ".join(f"WHEN {at} THEN '{key}'" for at, key in enumerate(keys)))
    snapshot = "CASE n % {} {} END".format(len(keys), " ".join(f"WHEN {at} THEN '{digests[key]}'" for at, key in enumerate(keys)))
    is_open = f"n % {OPEN_SHARE} = 0"
    moment = "'2023-03-01 02:00:00+00'::timestamptz" if postgres else "'2023-03-01 02:00:00'"
    return {
        "number": f"'2022-' || {padded}",
        "procedure": procedure,
        "snapshot_id": snapshot,
        "state": f"CASE WHEN {is_open} THEN 'reviewing' ELSE 'closed' END",
        "applicant": "'u-bench'",
        "uscc": f"'9143' || {padded} || '0000000'",
        "enterprise_name": f"{name} || '有限公司'",
        "sought_name": f"{name} || '有限公司'",
        "organisation": f"'body-' || ((n / 20) % {BODIES})",
        "handling": "'promise'",
        "channel": "'web'",
        "window": f"'' || ((n / 40) % {WINDOWS})",
        "period": "2023",
        "facts": "'{}'",
        "matter": f"'' || {padded}",
        "submitted_at": moment,
        "received_on": "'2023-03-01'",
        "accepted_on": "'2023-03-01'",
        "due_on": days,
        "warns_on": warns,
        "decided_at": f"CASE WHEN {is_open} THEN NULL ELSE {moment} END",
        "ended_at": f"CASE WHEN {is_open} THEN NULL ELSE {moment} END",
    }


def _task_values(postgres: bool) -> dict[str, str]:
    moment = "'2023-03-01 02:00:00+00'::timestamptz" if postgres else "'2023-03-01 02:00:00'"
    return {
        "case_id": "id",
        "step": "'review'",
        "organisation": "organisation",
        "opened_at": moment,
        "starts_on": "'2023-03-01'",
        "due_on": "due_on",
        "warns_on": "warns_on",
        "taken_at": moment,
    }
