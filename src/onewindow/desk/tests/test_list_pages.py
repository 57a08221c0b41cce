"""What the pages that list cost the database: exact statements, whatever they list; the first four say who is asking."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onewindow.cases.models import Task
from onewindow.web.tests.county import award_cases, signed_in, text_of

WHO = 4  # the session, the account, the sign-in, the grants
PAGES = {
    "/desk/": ("shenpi", 9),  # rows with a due day and without, calendar, who took them, offices, two counts, what is asked, the body
    "/desk/find/": ("jiancha", 3),  # how many, rows, offices
    "/desk/find/?state=closed": ("jiancha", 3),
    "/desk/find/?number=2023-0": ("jiancha", 3),
    "/desk/find/?name=演示": ("jiancha", 4),  # whether a person is meant
    "/desk/supervision/": ("jiancha", 8),  # cases, steps, offices, titles, and four figures
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_lists_costs_its_statements(county: None, address: str) -> None:
    username, own = PAGES[address]
    person = signed_in(username)
    person.get(address)  # what is kept for good is kept now, and the sign-in is enrolled
    with CaptureQueriesContext(connection) as captured:
        page = person.get(address)
    assert page.status_code == 200
    assert [query["sql"] for query in captured][WHO + own :] == []
    assert len(captured) == WHO + own
    assert not any("OFFSET" in query["sql"] for query in captured)


def test_a_case_more_costs_the_queue_no_statement_more(county: None) -> None:
    approver, counts = signed_in("shenpi"), []
    approver.get("/desk/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            shown = approver.get("/desk/").content.count(b"data-row")
        counts.append((shown, len(captured)))
        task = Task.objects.filter(organisation="commerce-grain", done_at=None).first()
        assert task
        task.pk, task.case = None, award_cases().exclude(tasks__step=task.step)[0]
        task.save(force_insert=True)
    assert counts[1][0] == counts[0][0] + 1
    assert counts[1][1] == counts[0][1]


def test_a_search_says_how_many_there_are(county: None) -> None:
    assert "共有" in text_of(signed_in("jiancha").get("/desk/find/"))


def entries(username: str, address: str) -> tuple[list[str], list[str]]:
    """The entries of the desk's navigation, and those that are lit."""
    page = signed_in(username).get(address).content.decode()
    found = page.partition('<ul class="desk-nav">')[2].partition("</ul>")[0]
    lit = re.findall(r'aria-current="page">([^<]+)<', found)
    return re.findall(r"<a [^>]*>([^<]+)</a>", found), lit


def test_the_entries_that_are_drawn_once_are_those_of_who_asks_and_of_the_page(county: None) -> None:
    for _ in range(2):  # drawn, and kept
        clerk, lit = entries("zongchuang", "/desk/")
        assert ("出件" in clerk, "督查" in clerk, lit) == (True, False, ["待办"])
        supervisor, lit = entries("jiancha", "/desk/supervision/")
        assert ("出件" in supervisor, "督查" in supervisor, lit) == (False, True, ["督查"])
        assert entries("jiancha", "/desk/find/") == (supervisor, ["办件查询"])
