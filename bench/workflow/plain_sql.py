"""The bound: five guarded transitions by the driver alone, as two and more statements, and each as one with its parts."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime

import psycopg

from bench.workflow.tables import STEPS

FACTS = '{"address":"演示路1号","area":"25.5"}'
BODY = '{"note":"演示"}'
TABLES = """
CREATE TABLE plain_case (id bigserial PRIMARY KEY, number varchar(24) UNIQUE, state varchar(16) NOT NULL, applicant varchar(64) NOT NULL,
  facts text NOT NULL, decided_at timestamptz, issued_at timestamptz);
CREATE TABLE plain_event (id bigserial PRIMARY KEY, "case" bigint NOT NULL, from_state varchar(16) NOT NULL, to_state varchar(16) NOT NULL,
  actor varchar(32) NOT NULL, at timestamptz NOT NULL, body text NOT NULL);
CREATE INDEX ON plain_event ("case");
CREATE TABLE plain_deadline (id bigserial PRIMARY KEY, "case" bigint NOT NULL, due_on date NOT NULL, met_at timestamptz);
CREATE INDEX ON plain_deadline ("case");
CREATE TABLE plain_counter (series varchar(20) PRIMARY KEY, last bigint NOT NULL);
INSERT INTO plain_counter VALUES ('2023', 0);
"""
_INSERT = "INSERT INTO plain_case (state, applicant, facts) VALUES ('submitted', %s, %s) RETURNING id"
_EVENT = 'INSERT INTO plain_event ("case", from_state, to_state, actor, at, body) VALUES (%s, %s, %s, %s, %s, %s)'
_NUMBER = "UPDATE plain_counter SET last = last + 1 WHERE series = '2023' RETURNING last"
_ACCEPT = "UPDATE plain_case SET state = 'accepted', number = %s WHERE id = %s AND state = 'submitted'"
_DEADLINE = 'INSERT INTO plain_deadline ("case", due_on) VALUES (%s, %s)'
_MET = 'UPDATE plain_deadline SET met_at = %s WHERE "case" = %s'
_MOVES = {
    "reviewing": "UPDATE plain_case SET state = 'reviewing' WHERE id = %s AND state = 'accepted'",
    "decided": "UPDATE plain_case SET state = 'decided', decided_at = now() WHERE id = %s AND state = 'reviewing'",
    "issued": "UPDATE plain_case SET state = 'issued', issued_at = now() WHERE id = %s AND state = 'decided'",
}
_TOLD = 'INSERT INTO plain_event ("case", from_state, to_state, actor, at, body)'
_SUBMIT_ONE = f"""WITH c AS ({_INSERT}), e AS ({_TOLD} SELECT id, '', 'submitted', 'u-clerk', %s, %s FROM c) SELECT id FROM c"""
_ACCEPT_ONE = f"""WITH n AS ({_NUMBER}),
c AS (UPDATE plain_case SET state = 'accepted', number = '2023-' || n.last FROM n WHERE id = %s AND state = 'submitted' RETURNING id),
d AS (INSERT INTO plain_deadline ("case", due_on) SELECT id, %s FROM c)
{_TOLD} SELECT id, 'submitted', 'accepted', 'u-clerk', %s, %s FROM c"""


def prepare() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(TABLES)


def in_two_statements(client: int, seconds: float) -> Callable[[], None]:
    """A guarded change and its event in a transaction for each transition."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    cursor = connection.cursor()

    def move(case: int, k: int) -> None:
        at = datetime.now(UTC)
        with connection.transaction():
            if STEPS[k] == "accepted":
                (last,) = cursor.execute(_NUMBER).fetchone() or (0,)
                cursor.execute(_ACCEPT, [f"2023-{last}", case])
                _required(cursor)
                cursor.execute(_DEADLINE, [case, date(2023, 9, 22)])
            else:
                cursor.execute(_MOVES[STEPS[k]].encode(), [case])
                _required(cursor)
            cursor.execute(_EVENT, [case, STEPS[k - 1], STEPS[k], "u-clerk", at, BODY])
            if STEPS[k] == "issued":
                cursor.execute(_MET, [at, case])

    def lead() -> None:
        with connection.transaction():
            (case,) = cursor.execute(_INSERT, ["applicant", FACTS]).fetchone() or (0,)
            cursor.execute(_EVENT, [case, "", "submitted", "u-clerk", datetime.now(UTC), BODY])
        for k in range(1, len(STEPS)):
            move(case, k)

    return lead


def in_one_statement(client: int, seconds: float) -> Callable[[], None]:
    """Everything of a transition in one statement, which commits itself."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    cursor = connection.cursor()
    told = {to: f"WITH c AS ({_MOVES[to]} RETURNING id)" for to in STEPS[2:]}
    met = ', d AS (UPDATE plain_deadline SET met_at = now() FROM c WHERE "case" = c.id)'
    ends = {to: f"{told[to]}{met if to == 'issued' else ''} {_TOLD} SELECT id, %s, %s, 'u-clerk', %s, %s FROM c" for to in told}

    def lead() -> None:
        (case,) = cursor.execute(_SUBMIT_ONE, ["applicant", FACTS, datetime.now(UTC), BODY]).fetchone() or (0,)
        cursor.execute(_ACCEPT_ONE, [case, date(2023, 9, 22), datetime.now(UTC), BODY])
        _required(cursor)
        for k in range(2, len(STEPS)):
            cursor.execute(ends[STEPS[k]].encode(), [case, STEPS[k - 1], STEPS[k], datetime.now(UTC), BODY])
            _required(cursor)

    return lead


def _required(cursor: psycopg.Cursor[tuple[object, ...]]) -> None:
    if cursor.rowcount != 1:
        raise RuntimeError("the case is in another state")
