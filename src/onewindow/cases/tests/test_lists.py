"""Lists of many cases: every row once and in order, each page at the same cost, nothing counted further than is read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases.models import Case, Task
from onewindow.cases.selectors import finding, pages, public, queues
from onewindow.cases.selectors.finding import find_cases
from onewindow.cases.selectors.pages import Page
from onewindow.cases.selectors.public import counts_of
from onewindow.cases.selectors.queues import all_open, queue, queue_counts
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import BUREAU, Cast

TODAY = date(2023, 9, 15)
MANY, SIZE = 130, 20


@pytest.fixture
def many(cast: Cast) -> Cast:
    """A case at the bureau, and as many more like it; three due on each day, every tenth with its clock stopped."""
    first = Case.objects.get(number=people.accepted(cast))
    task = Task.objects.get(case=first, done_at=None)
    cases = [_another(first, number=f"2023-8{n:05}", uscc=f"9143{n:014}", sought_name=f"示范{n % 7}%号{n:03}") for n in range(MANY)]
    Case.objects.bulk_create(cases)
    for n, case in enumerate(Case.objects.filter(number__startswith="2023-8").order_by("number")):
        due = None if n % 10 == 0 else TODAY + timedelta(days=(n * 7) % 40 - 20)
        _another(task, case=case, due_on=due, warns_on=due and due - timedelta(days=3)).save(force_insert=True)
    return cast


def _another(row: Any, **values: Any) -> Any:
    model = type(row)
    same = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key}
    return model(**{**same, **({"case_id": values.pop("case").pk} if "case" in values else {}), **values})


def walked(ask: Any, cursor: str = "", way: str = "following") -> list[Page[Any]]:
    found = [ask(cursor)]
    while onward := getattr(found[-1], way):
        found.append(ask(onward))
    return found


def numbers(found: list[Page[Any]]) -> list[str]:
    return [row.number for page in found for row in page.rows]


def expected(**where: Any) -> list[str]:
    """By the due day, the stopped last; by key where that is the same."""
    tasks = Task.objects.filter(done_at=None, **where).select_related("case")
    return [task.case.number for task in sorted(tasks, key=lambda task: (task.due_on or date.max, task.pk))]


@pytest.mark.parametrize("tab", ["all", "review", "nothing"])
@pytest.mark.parametrize("light", ["", "red", "yellow", "green", "grey", "today"])
def test_the_queue_shows_every_row_once_by_its_due_day_forwards_and_backwards(many: Cast, tab: str, light: str) -> None:
    def ask(cursor: str) -> Page[Any]:
        return queue(many.approver, TODAY, tab=tab, light=light, cursor=cursor, size=SIZE)

    wanted = expected() if tab != "nothing" else []
    found = numbers(walked(ask))
    assert found == [number for number in wanted if number in set(found)]
    assert tab == "nothing" or light or found == wanted
    back = walked(ask, pages.LAST, "preceding")
    assert numbers(back[::-1]) == found


@pytest.mark.parametrize("light", ["red", "yellow", "green", "grey"])
def test_the_lights_part_the_queue(many: Cast, light: str) -> None:
    rows = [row for page in walked(lambda cursor: queue(many.approver, TODAY, light=light, cursor=cursor)) for row in page.rows]
    assert rows
    assert {row.countdown.light.value for row in rows} == {light}


def test_the_board_of_all_steps_pages_like_the_queue(many: Cast) -> None:
    found = walked(lambda cursor: all_open(many.supervisor, TODAY, organisation=BUREAU, cursor=cursor, size=SIZE))
    assert numbers(found) == expected(organisation=BUREAU)
    assert all_open(many.approver, TODAY, organisation=BUREAU).rows == []


def test_a_word_finds_within_the_queue_and_pages_too(many: Cast) -> None:
    found = walked(lambda cursor: queue(many.approver, TODAY, query="2023-8000", cursor=cursor, size=SIZE))
    assert numbers(found) == expected(case__number__startswith="2023-8000")
    assert len(found) == 5


@pytest.mark.parametrize(
    ("asked", "order"),
    [({}, "-pk"), ({"state": "accepted"}, "-pk"), ({"number": "2023-80"}, "-number"), ({"name": "示范3%"}, "sought_name")],
)
def test_cases_are_found_once_and_in_the_order_of_their_index(many: Cast, asked: dict[str, str], order: str) -> None:
    rows = Case.objects.order_by(order)
    if "number" in asked:
        rows = rows.filter(number__startswith="2023-80")
    if "name" in asked:
        rows = rows.filter(sought_name__startswith="示范3%")
    wanted = list(rows.values_list("number", flat=True))
    assert wanted
    assert numbers(walked(lambda cursor: find_cases(many.supervisor, **asked, cursor=cursor, size=SIZE))) == wanted
    back = walked(lambda cursor: find_cases(many.supervisor, **asked, cursor=cursor, size=SIZE), pages.LAST, "preceding")
    assert numbers(back[::-1]) == wanted


def test_a_sign_that_the_database_reads_as_any_text_means_itself(many: Cast) -> None:
    assert find_cases(many.supervisor, name="示范_").count == 0
    assert find_cases(many.supervisor, name="示范3").count == find_cases(many.supervisor, name="示范3%").count


def test_no_more_are_counted_than_are_worth_it(many: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_cases(many.supervisor)
    assert (whole.count, whole.more) == (MANY + 1, False)
    for module in (pages, finding):
        monkeypatch.setattr(module, "MOST_COUNTED", 100)
    capped = find_cases(many.supervisor)
    assert (capped.count, capped.more) == (100, True)


def test_the_tabs_count_what_the_queue_shows(many: Cast) -> None:
    Task.objects.filter(pk__in=list(Task.objects.filter(done_at=None, due_on=None).values_list("pk", flat=True)[:2])).update(
        taken_by=many.approver.id
    )
    counts = queue_counts(many.approver)
    for tab in ("all", "mine", "review", "accept"):
        assert counts.of(tab) == len(numbers(walked(lambda cursor, tab=tab: queue(many.approver, TODAY, tab=tab, cursor=cursor))))
    assert (counts.of("all"), counts.of("mine")) == (MANY + 1, 2)


def statements(ask: Any, cursor: str) -> list[str]:
    ask(cursor)  # what is kept for good is kept now
    with CaptureQueriesContext(connection) as captured:
        ask(cursor)
    return [query["sql"] for query in captured]


def test_every_page_costs_the_same_statements_and_none_counts_through(many: Cast) -> None:
    def ask(cursor: str) -> Page[Any]:
        return queue(many.approver, TODAY, cursor=cursor, size=SIZE)

    def find(cursor: str) -> Page[Any]:
        return find_cases(many.supervisor, state="accepted", cursor=cursor, size=SIZE)

    middle = walked(ask)[2].following
    first, deep = statements(ask, ""), statements(ask, middle)
    assert (len(first), len(deep)) == (3, 3)  # the rows, the calendar, the offices
    assert len(statements(ask, pages.LAST)) == 5  # the stopped, why they stand still, and those before them
    assert [len(statements(find, cursor)) for cursor in ("", walked(find)[3].following, pages.LAST)] == [3, 3, 3]
    assert not any("OFFSET" in sql for sql in (*first, *deep, *statements(find, pages.LAST)))


def test_what_is_typed_into_an_address_makes_no_new_statement(many: Cast) -> None:
    kept = []
    for n in range(3):
        queue(many.approver, TODAY, tab=f"t{n}", light=f"l{n}", cursor=f"x{n}")
        all_open(many.supervisor, TODAY, organisation=f"o{n}", light=f"l{n}")
        find_cases(many.supervisor, state=f"s{n}", number=f"2023-9{n}")
        kept.append((len(queues._open_steps.queries), len(finding._found.queries)))
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.django_db
def test_the_front_page_counts_anew_until_there_are_many(monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any) -> None:
    assert (counts_of(2023).submitted, counts_of(2023).decided) == (0, 0)
    for many, queries in ((0, 2), (-1, 0)):  # none is not more than none, but more than a number below it
        monkeypatch.setattr(public, "_MANY", many)
        monkeypatch.setattr(public, "_kept", {})
        counts_of(2023)
        with django_assert_num_queries(queries):
            counts_of(2023)
