"""政策草案试算 at the desk: who may, what it says, what is refused, and that a draft changes nothing that is paid."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from onewindow.rules.known import register_of
from onewindow.rules.models import PolicyDraft
from onewindow.rules.registry import book
from onewindow.runs.models import Run
from onewindow.runs.work import work_one
from onewindow.trail.models import Event
from onewindow.web.tests.county import signed_in, text_of
from onewindow.web.workbook import Sheet, workbook

BOOK = "open-economy"
HEADER = ["统一社会信用代码", "企业名称", "在本市注册", "本年度以前有过进出口记录", "本年度进出口额（美元）", "上年度进出口额（美元）"]
FIRMS = [
    ["91430681MA4L1A2B3P", "演示甲", "是", "否", "85000.50", "0"],
    ["914306810000001003", "演示乙", "是", "否", "300000", "0"],
]


def url() -> str:
    return reverse("desk:backtest", args=[BOOK])


def form_of(client: Client) -> dict[str, str]:
    """The form as it is drawn: what nobody touches is sent as it stands."""
    form = client.get(url()).context["form"]
    fields = {figure.name: figure.typed for figure in form.figures}
    for table in form.tables:
        fields[f"{table.name}-otherwise"] = table.otherwise
        for place, row in enumerate(table.rows):
            fields |= {f"{table.name}-{place}-{part}": getattr(row, part) for part in ("low", "low_in", "high", "high_in", "value")}
    return fields


def firms(codes: list[str]) -> SimpleUploadedFile:
    rows = [[code, *row[1:]] for code, row in zip(codes, FIRMS, strict=True)]
    return SimpleUploadedFile("firms.xlsx", workbook([Sheet("填报", HEADER, rows, ())]))


@pytest.fixture
def officer(county: None) -> Client:
    return signed_in("shenpi")


@pytest.fixture
def codes(county: None) -> list[str]:
    """Two codes that check: of the register of the demonstration."""
    register = register_of(BOOK)
    assert register
    return register.frame(register.years()[0])["uscc"].sort().to_list()[:2]


def post(client: Client, codes: list[str], **typed: Any) -> HttpResponse:
    return client.post(url(), {**form_of(client), "source": "file", "file": firms(codes), "intent": "run", **typed})


def run(client: Client, codes: list[str], **typed: Any) -> HttpResponse:
    """The page of what was found, or of the refusal: the run is done at once by a worker in this process."""
    answer = post(client, codes, **typed)
    return followed(client, answer) if answer.status_code == 302 else answer


def followed(client: Client, answer: HttpResponse) -> HttpResponse:
    assert work_one() is not None
    led = client.get(answer["Location"])
    return client.get(led["Location"])


def test_the_cost_is_that_of_the_enterprises_and_the_budget_is_held_against_it(officer: Client, codes: list[str]) -> None:
    said = text_of(run(officer, codes, **{"first_trade_tiers-0-value": "25000"}, budget="40000"))
    before, after = Decimal("20000") + Decimal("2550.02") + Decimal("30000") + Decimal("9000"), Decimal("66550.02")
    assert f"{before:,.2f}" in said and f"{after:,.2f}" in said
    assert "超过年度预算26,550.02元" in said
    assert "1、0、1" in said  # one gains, none loses, one stays


def test_a_dollar_more_that_gives_less_is_shown_as_a_cliff_of_the_draft(officer: Client, codes: list[str]) -> None:
    said = text_of(run(officer, codes, **{"first_trade_tiers-1-value": "10000"}))
    assert "草案新增" in said and "100,000.00美元" in said


def test_a_gap_between_tiers_is_refused_and_what_was_typed_is_kept(officer: Client, codes: list[str]) -> None:
    response = run(officer, codes, **{"first_trade_tiers-1-low": "200000"})
    assert response.status_code == 422
    assert "第1档与第2档之间有空档" in text_of(response)
    assert 'value="200000"' in response.content.decode()


def test_a_file_with_a_wrong_row_is_refused_by_row_and_comes_back_marked(officer: Client, codes: list[str]) -> None:
    response = run(officer, ["91430681MA4L1A2B3X", codes[1]])
    assert response.status_code == 422
    assert "第2行" in text_of(response)
    assert not Run.objects.exists()
    link = response.context["marked"]
    assert link.name == "firms（错误说明）.xlsx"
    marked = officer.get(link.href)
    header, wrong, right = CalamineWorkbook.from_filelike(io.BytesIO(marked.content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert header[-1] == "错误说明" and wrong[-1] and not right[-1]
    assert wrong[0] == "91430681MA4L1A2B3X"
    assert signed_in("shouxi").get(link.href).status_code == 404  # it is for who uploaded it
    assert officer.get(link.href[:-2] + "x/").status_code == 404
    taken = SimpleUploadedFile("again.xlsx", marked.content)
    again = officer.post(url(), {**form_of(officer), "source": "file", "file": taken, "intent": "run"})
    assert "第2行" in text_of(again) and again.status_code == 422  # the added column is passed over


def test_two_presses_try_once_and_nobody_else_sees_it(officer: Client, codes: list[str]) -> None:
    first, second = post(officer, codes), post(officer, codes)
    assert first["Location"] == second["Location"]
    assert "正在排队" in text_of(officer.get(first["Location"]))
    found = reverse("desk:backtest_found", args=[BOOK, Run.objects.get().number])
    assert officer.get(found)["Location"] == first["Location"]  # there is nothing yet
    assert followed(officer, first).status_code == 200
    other = signed_in("shouxi")
    assert other.get(found).status_code == 404
    assert other.get(reverse("desk:backtest_workbook", args=[BOOK, Run.objects.get().number])).status_code == 404


def test_what_is_found_stands_above_the_form_that_it_was_asked_with(officer: Client, codes: list[str]) -> None:
    page = run(officer, codes, award_per_dollar="0.04", budget="40000", title="演示方案")
    typed = page.content.decode()
    assert all(f'value="{each}"' in typed for each in ("0.04", "40000", "演示方案"))


def test_an_empty_file_fails_with_its_reason_on_the_page_of_the_run(officer: Client) -> None:
    empty = SimpleUploadedFile("empty.xlsx", workbook([Sheet("填报", HEADER, [], ())]))
    answer = officer.post(url(), {**form_of(officer), "source": "file", "file": empty, "intent": "run"})
    work_one()
    said = text_of(officer.get(answer["Location"]))
    assert "没有可以试算的企业" in said and "重新开始" in said


def test_the_excel_file_says_the_same_as_the_page(officer: Client, codes: list[str]) -> None:
    page = run(officer, codes, **{"first_trade_tiers-0-value": "25000"})
    response = officer.get(reverse("desk:backtest_workbook", args=[BOOK, page.context["run"].number]))
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    summary = dict(sheets.get_sheet_by_name("汇总").to_python()[1:])
    assert (summary["现行资金（元）"], summary["草案资金（元）"], summary["增减（元）"]) == (61550.02, 66550.02, 5000.0)
    lines = sheets.get_sheet_by_name("企业明细").to_python()[1:]
    assert sum(line[-2] for line in lines) == pytest.approx(66550.02)


def test_the_register_of_the_county_is_offered_and_tried(officer: Client) -> None:
    year = officer.get(url()).context["years"][0]
    response = followed(officer, officer.post(url(), {**form_of(officer), "source": str(year), "intent": "run"}))
    assert response.status_code == 200
    assert response.context["found"].enterprises > 0
    assert officer.post(url(), {**form_of(officer), "source": "1901", "intent": "run"}).status_code == 422


def test_a_draft_is_kept_with_an_event_and_changes_nothing_that_is_paid(officer: Client) -> None:
    version = book(BOOK).version
    response = officer.post(url(), {**form_of(officer), "award_per_dollar": "0.04", "title": "演示方案", "intent": "save"})
    draft = PolicyDraft.objects.get()
    assert response.status_code == 302
    assert json.loads(draft.content) == {"figures": {"award_per_dollar": "0.04"}, "readings": {}}
    assert Event.objects.filter(subject=f"policy-draft:{draft.number}", kind="rules.draft_saved").count() == 1
    assert book(BOOK).version == version
    assert 'value="0.04"' in officer.get(f"{url()}?draft={draft.number}").content.decode()


@pytest.mark.parametrize("typed", [{"title": "没有改动"}, {"title": "", "award_per_dollar": "0.04"}])
def test_a_draft_without_a_change_or_a_name_is_not_kept(officer: Client, typed: dict[str, str]) -> None:
    assert officer.post(url(), {**form_of(officer), **typed, "intent": "save"}).status_code == 422
    assert not PolicyDraft.objects.exists()


def test_who_may_not_try_drafts_is_kept_out(county: None) -> None:
    assert signed_in("zongchuang").get(url()).status_code == 403
    assert signed_in("caizheng").get(url()).status_code == 200
