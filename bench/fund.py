"""The compensation fund of 汨政办发〔2023〕8号 at its sizes: rates and gate over a million loans and twenty million balances,
the ledger under eight processes that are killed at random, and two banks a thousand times at the edge of ten times.

Whatever does not come out exactly ends the benchmark with an error. ``FUND_PARTS=rates,edge`` leaves the ledger out, which takes an hour.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import django

from bench.cases import SETTINGS, _postgres, _sqlite

LOANS, DAYS, MONTHS = 1_000_000, 20, 36
ENTRIES, PROCESSES, KILLS = 100_000, 8, 40
ROUNDS = 1000
ON = date(2024, 12, 15)
LIMIT_RATES, LIMIT_GATE = 10.0, 0.02  # seconds, of issue 6


def run() -> list[dict[str, object]]:
    """Each part on the database that it is about; what is not reachable is left out, and said."""
    parts: tuple[tuple[str, Any], ...] = (("rates", _postgres), ("ledger", _postgres), ("edge", _postgres), ("edge", _sqlite))
    wanted = os.environ.get("FUND_PARTS", "rates,ledger,edge").split(",")
    rows: list[dict[str, object]] = []
    for part, database in parts:
        if part not in wanted:
            continue
        with tempfile.TemporaryDirectory(prefix="onewindow-bench-") as folder, database(folder) as address:
            if address is None:
                print(f"left out: fund {part}, no PostgreSQL reachable", file=sys.stderr)
                continue
            environment = {**os.environ, **SETTINGS, "ONEWINDOW_VAR": folder, "DATABASE_URL": address}
            command = [sys.executable, "-W", "ignore", "-c", f"from bench import fund; fund.{part}()"]
            told = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout
            store = address.split(":", 1)[0]
            rows += [{**row, "name": f"{row['name']} on {store}"} for row in json.loads(told)]
    return rows


def rates() -> None:
    """The child: the loans and balances, the rates of 36 month ends from the sums of the days and from the rows, the gate."""
    _ready()
    from miluo.risk_fund.selectors.gate import asked, facts_for, listing_of  # noqa: PLC0415  # models need Django set up
    from miluo.risk_fund.selectors.rates import measured, month_ends, recounted  # noqa: PLC0415  # beside the others
    from miluo.risk_fund.services.measuring import measure  # noqa: PLC0415  # beside the others
    from miluo.risk_fund.tests.office import at, listed  # noqa: PLC0415  # beside the others

    code = listed(1)
    _fill()
    ends = month_ends(date(2021, 12, 1), date(2024, 11, 30))[-MONTHS:]
    summed, fast = _timed(lambda: measured(ends, ON))
    counted, slow = _timed(lambda: recounted(ends, ON))
    if summed != counted or not any(each.bad for each in summed):
        raise RuntimeError("the sums of the days are not what the rows come to")
    measure(at=at(f"{ON}"))
    answers = [_timed(lambda: asked(facts_for(listing_of(code), Decimal(1000), ON), ON))[1] for _ in range(201)]
    answer = sorted(answers[1:])[len(answers) // 2]
    _told(
        _row(f"{len(ends)} month ends, {LOANS:,} loans, {LOANS * DAYS:,} balances", fast, LIMIT_RATES, "s"),
        _row("the same counted again from every row", slow, LIMIT_RATES, "s"),
        _row("one gate answer, the median", answer, LIMIT_GATE, "s"),
    )


def ledger() -> None:
    """The child: eight posters, of which one is killed again and again from the first entry to the last; then every balance is computed
    again from its transfers. A poster that falls by itself ends the benchmark.
    """
    _ready()
    from onewindow.ledger.models import Book  # noqa: PLC0415  # models need Django set up
    from onewindow.ledger.verification import verify  # noqa: PLC0415  # beside the others

    posters = [_poster() for _ in range(PROCESSES)]
    began, killed, next_kill = perf_counter(), 0, 0.0
    while (entries := Book.objects.filter(key="risk-fund").values_list("entries", flat=True).first() or 0) < ENTRIES:
        time.sleep(0.5)
        if any(poster.poll() for poster in posters):
            raise RuntimeError("a poster fell that nobody killed")
        if entries >= next_kill:
            place = random.randrange(PROCESSES)
            posters[place].send_signal(signal.SIGKILL)
            posters[place].wait()
            posters[place] = _poster()
            killed, next_kill = killed + 1, entries + random.uniform(0.5, 1.5) * ENTRIES / KILLS
    took = perf_counter() - began
    for poster in posters:
        poster.kill()
        poster.wait()
    found, checking = _timed(verify)
    if not found.ok or not killed:
        raise RuntimeError(f"not in balance after {killed} kills: {found.broken[:5]}")
    _told(
        _row(f"{entries:,} entries by {PROCESSES} processes, {killed} kills", entries / took, 1, "entries/s"),
        _row("checking them", checking, 1, "s"),
    )


def post() -> None:
    """A poster: a contribution, a compensation and its payment in turn, until it is killed or there are enough."""
    django.setup()
    from django.db import transaction  # noqa: PLC0415  # Django is set up only now

    from miluo.risk_fund import funding  # noqa: PLC0415  # beside the others
    from miluo.risk_fund.services.money import book  # noqa: PLC0415  # models need Django set up
    from miluo.risk_fund.tests.office import MANAGER, NOW  # noqa: PLC0415  # beside the others

    one = Decimal("1.01")
    turns = ([funding.came_in("finance", one)], [funding.notified(one), funding.paid(one)], [funding.returned(one)])
    number = 0
    while number < ENTRIES:
        with transaction.atomic():
            number = book(turns[number % 3], subject="risk-fund:bench", clause="riskfund-10", memo="", by=MANAGER, at=NOW).number


def edge() -> None:
    """The child: money for one more loan comes in, two banks file at the same instant, exactly one passes; a thousand times."""
    _ready()
    from miluo.risk_fund.models import FundLoan, Position  # noqa: PLC0415  # models need Django set up
    from miluo.risk_fund.tests.at_once import round_at_the_edge  # noqa: PLC0415  # beside the others
    from miluo.risk_fund.tests.office import listed  # noqa: PLC0415  # beside the others

    code = listed(1)
    began = perf_counter()
    refused = [round_at_the_edge(code, number) for number in range(ROUNDS)]
    took = perf_counter() - began
    position = Position.objects.get()
    if (
        refused != [["", "over_leverage"]] * ROUNDS
        or FundLoan.objects.count() != ROUNDS
        or position.outstanding_fen != position.ceiling_fen
    ):
        raise RuntimeError(f"not exactly one: {[each for each in refused if each != ['', 'over_leverage']][:5]}")
    _told(_row(f"two banks at the edge {ROUNDS} times, one passes", ROUNDS / took, 1, "rounds/s"))


def _ready() -> None:
    """A fresh county with the bodies of the fund; the register of 7号 is as the tests want it."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    call_command("migrate", verbosity=0)
    from miluo.risk_fund.services import listing  # noqa: PLC0415  # models need Django set up
    from miluo.risk_fund.tests import office  # noqa: PLC0415  # beside the others
    from miluo.rural_mortgage import public  # noqa: PLC0415  # beside the others
    from onewindow.organisations.models import Organisation  # noqa: PLC0415  # beside the others

    public.banks, public.mortgage = office.partner_banks, office.mortgage_of
    for key, name in office.ORGANISATIONS.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "department"})
    listing.admit_guarantor(organisation=office.GUARANTOR, document="演示合作协议", by=office.MANAGER, at=office.NOW)


def _fill() -> None:
    """A million loans lent over two years, twenty balances of each, one loan in fifty bad; the rows, and the sums of their days."""
    from django.db import connection  # noqa: PLC0415  # Django is set up only now

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # the rows name only what is there
        for statement in _STATEMENTS:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE risk_fund_fundloan, risk_fund_balance, risk_fund_loanevent, risk_fund_dayflow")


_BANK = "(SELECT min(id) FROM organisations_organisation WHERE key = 'demo-bank-a') + 0 * n"
_STATEMENTS = (
    f"""INSERT INTO risk_fund_fundloan (number, bank_id, guarantor_id, mode, subject_id, industry, town, contract, mortgage, principal_fen,
        balance_fen, balance_on, grade, disbursed_on, due_on, filed_on, overdue_interest_fen, overdue_penalty_fen, by)
        SELECT 'B' || n, {_BANK}, CASE WHEN n % 2 = 1 THEN (SELECT id FROM organisations_organisation WHERE key = 'demo-guarantor') END,
        CASE WHEN n % 2 = 1 THEN 'guarantee' ELSE 'bank' END, (SELECT min(id) FROM risk_fund_subject), 'grain', '演示镇', 'C' || n,
        'M' || n,
        10000000, 10000000 - {DAYS} * 100000, '2024-11-30', 'normal', date '2022-01-01' + (n % 365)::int,
        '2026-01-01', '2022-01-01', 0, 0, 'bench'
        FROM generate_series(1, {LOANS}) AS n""",
    f"""INSERT INTO risk_fund_balance (day, loan_id, fen, grade)
        SELECT (date '2023-05-01' + make_interval(months => d) - interval '1 day')::date, l.id, 10000000 - 100000 * d, 'normal'
        FROM generate_series(1, {DAYS}) AS d, risk_fund_fundloan l""",
    """INSERT INTO risk_fund_loanevent (loan_id, kind, day, fen)
        SELECT id, 'bad', date '2023-06-01' + (id % 500)::int, 5000000 FROM risk_fund_fundloan WHERE id % 50 = 0""",
    """INSERT INTO risk_fund_loanevent (loan_id, kind, day, fen)
        SELECT loan_id, 'released', day, 100000 FROM risk_fund_balance JOIN risk_fund_fundloan l ON l.id = loan_id
        WHERE l.mode = 'guarantee'
        AND loan_id % 20 = 1""",
    """INSERT INTO risk_fund_dayflow (day, bank_id, mode, kind, fen)
        SELECT disbursed_on, bank_id, mode, 'granted', sum(principal_fen) FROM risk_fund_fundloan GROUP BY 1, 2, 3""",
    """INSERT INTO risk_fund_dayflow (day, bank_id, mode, kind, fen)
        SELECT b.day, l.bank_id, l.mode, 'repaid', 100000 * count(*) FROM risk_fund_balance b JOIN risk_fund_fundloan l ON l.id = b.loan_id
        GROUP BY 1, 2, 3""",
    """INSERT INTO risk_fund_dayflow (day, bank_id, mode, kind, fen)
        SELECT e.day, l.bank_id, l.mode, e.kind, sum(e.fen) FROM risk_fund_loanevent e JOIN risk_fund_fundloan l ON l.id = e.loan_id
        GROUP BY 1, 2, 3, 4""",
)


def _poster() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", "from bench import fund; fund.post()"])


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    began = perf_counter()
    return act(), perf_counter() - began


def _row(name: str, ours: float, other: float, unit: str) -> dict[str, object]:
    return {"name": name, "ours": round(ours, 5), "other": other, "ratio": ours / other, "unit": unit}


def _told(*rows: dict[str, object]) -> None:
    json.dump(rows, sys.stdout)
