"""The workbench: what my organisation owes, with light and days left on every row, and nothing of others."""

from __future__ import annotations

import re

from django.test import Client

from onewindow.cases.models import Case, Task
from onewindow.web.tests.county import award_cases, signed_in, text_of


def rows(client: Client, query: str = "") -> list[str]:
    """The case numbers that a queue shows, in its order."""
    return re.findall(r"/desk/cases/(\d{4}-\d{6})/", client.get(f"/desk/{query}").content.decode())


def owed(body: str, **more: str) -> set[str]:
    """The numbers of the cases of which a body owes the open step."""
    return set(Task.objects.filter(organisation=body, done_at=None, **more).values_list("case__number", flat=True))


def test_a_clerk_sees_what_the_window_owes_and_an_approver_what_the_bureau_does(county: None) -> None:
    clerk, approver = rows(signed_in("zongchuang")), rows(signed_in("shenpi"))
    assert set(clerk) == owed("approval-service") - set(owed("approval-service", step="produce"))
    assert set(approver) == owed("commerce-grain")
    assert set(clerk) >= set(award_cases().filter(state__in=["submitted", "correcting"]).values_list("number", flat=True))


def test_every_row_shows_light_due_date_and_days_left_the_first_due_first(county: None) -> None:
    said = text_of(signed_in("zongchuang").get("/desk/"))
    for words in ("临期", "今天到期", "正常", "还剩4个工作日", "停止计时", "2023年9月15日"):
        assert words in said
    assert said.index("今天到期") < said.index("还剩4个工作日")


def test_the_queues_count_and_filter(county: None) -> None:
    clerk = signed_in("zongchuang")
    assert set(rows(clerk, "?queue=accept")) == owed("approval-service", step="accept", case__state="submitted")
    assert set(rows(clerk, "?queue=correcting")) == owed("approval-service", case__state="correcting")
    assert set(rows(clerk, "?queue=issue")) == owed("approval-service", step="issue")
    number = award_cases().filter(state="submitted")[0].number
    assert rows(clerk, f"?q={number}") == [number]
    assert rows(clerk, "?light=yellow") != rows(clerk)
    assert rows(clerk, "?q=nothing") == []
    assert rows(clerk, "?queue=nothing&light=nothing") == []


def test_the_keys_are_shown_on_the_page(county: None) -> None:
    said = text_of(signed_in("zongchuang").get("/desk/"))
    for words in ("上下移动", "打开办件", "补正告知", "快捷键"):
        assert words in said


def test_a_supervisor_reads_everything_late_first_and_moves_nothing(county: None) -> None:
    supervisor = signed_in("jiancha")
    page = supervisor.get("/desk/", follow=True)
    assert page.redirect_chain[-1][0] == "/desk/supervision/"
    assert "整件超期" in text_of(page)
    said = text_of(supervisor.get("/desk/supervision/steps/"))
    assert "超期3个工作日" in said
    assert said.index("超期") < said.index("今天到期")
    assert "分管领导" in said
    case = award_cases().get(state="reviewing")
    assert "这个办件已由演示审批员一领取" in text_of(supervisor.get(f"/desk/cases/{case.number}/"))
    for act in ("take", "accept", "decide", "issue", "refuse"):
        assert supervisor.post(f"/desk/cases/{case.number}/{act}/").status_code == 403


def test_the_desk_is_closed_to_applicants_and_strangers(county: None, client: Client) -> None:
    number = Case.objects.all()[0].number
    for address in ("/desk/", "/desk/supervision/", f"/desk/cases/{number}/", f"/desk/cases/{number}/review/"):
        assert signed_in("qiye2").get(address).status_code == 403
        assert client.get(address).status_code == 302


def test_a_case_in_which_my_organisation_has_no_part_is_not_there(county: None) -> None:
    number = award_cases().filter(state="submitted")[0].number
    assert signed_in("shenpi").get(f"/desk/cases/{number}/").status_code == 404
    assert signed_in("shenpi").get("/desk/cases/2023-999999/").status_code == 404
