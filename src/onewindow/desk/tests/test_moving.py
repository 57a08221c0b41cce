"""The pages of moved versions and of holiday notices: preview, reason, undo; entered by one, confirmed by another."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from onewindow.cases import gates, movable, services
from onewindow.cases.models import Case, VersionMove
from onewindow.cases.snapshots import plan_of
from onewindow.cases.tests import items_cast
from onewindow.cases.tests.cast import AT, Cast, gather
from onewindow.cases.tests.test_versions import NEXT, WHY, second_version
from onewindow.runs.work import work_one
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.actor import Actor

CASES = f"/desk/items/{items_cast.ITEM}/cases/"
LINES = "2023-09-20至2023-09-21 放假 演示节"


@pytest.fixture
def cast(db: None, settings: Any) -> Iterator[Cast]:
    settings.FIXED_TODAY = NEXT.date()
    people = gather()
    items_cast.publish_item()
    with gates.isolated():
        yield people


@pytest.fixture
def publisher(cast: Cast) -> Actor:
    return items_cast.person("demo-publisher", "演示发布员", "item-publisher", items_cast.WINDOW)


def accepted(cast: Cast) -> str:
    number = items_cast.at_window(cast.clerk)
    services.accept(number=number, by=cast.clerk, at=AT)
    return number


def version_of(number: str) -> int:
    return plan_of(Case.objects.get(number=number).snapshot_id).version


def test_cases_are_previewed_moved_for_a_reason_and_brought_back(cast: Cast, publisher: Actor) -> None:
    number = accepted(cast)
    second_version(publisher, promised_days=3)
    desk = signed_in("demo-publisher")
    assert "尚未决定的有1件" in text_of(desk.get(CASES))
    assert "可以直接改用 1件" in text_of(desk.post(CASES, {"case": number, "intent": "preview"}))
    assert version_of(number) == 1
    without = desk.post(CASES, {"numbers": number, "intent": "move", "reason": ""})
    assert without.status_code == 422 and "没有写明改用的理由" in text_of(without)
    moved = desk.post(CASES, {"numbers": number, "intent": "move", "reason": WHY})
    work_one()
    batch = int(moved["Location"].rstrip("/").split("/")[-1])
    page = reverse("desk:version_batch", args=[batch])
    assert version_of(number) == 2 and "已改用 1件" in text_of(desk.get(page))
    assert desk.post(f"{page}undo/", {"reason": ""}).status_code == 422
    desk.post(f"{page}undo/", {"reason": "批次选错"})
    work_one()
    assert version_of(number) == 1 and "已撤销 1件" in text_of(desk.get(page))


def test_more_cases_than_a_page_are_previewed_counted_and_exported(cast: Cast, publisher: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [accepted(cast) for _ in range(3)]
    second_version(publisher, promised_days=3)
    monkeypatch.setattr(movable.page_of, "__kwdefaults__", {**movable.page_of.__kwdefaults__, "size": 2})
    desk = signed_in("demo-publisher")
    first = desk.post(CASES, {"all": "1", "intent": "preview"})
    assert "可以直接改用 3件" in text_of(first) and numbers[0] in text_of(first) and numbers[2] not in text_of(first)
    cursor = first.context["page"].following
    second = text_of(desk.post(CASES, {"all": "1", "cursor": cursor}))
    assert numbers[2] in second and numbers[0] not in second and "可以直接改用 3件" in second
    book = desk.post(CASES, {"all": "1", "intent": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["办件编号", *numbers, "合计"]
    assert "可以直接改用3件" in rows[-1][-1]


def test_one_row_of_a_batch_is_brought_back_for_a_reason(cast: Cast, publisher: Actor) -> None:
    numbers = [accepted(cast) for _ in range(2)]
    second_version(publisher, promised_days=3)
    desk = signed_in("demo-publisher")
    moved = desk.post(CASES, {"all": "1", "intent": "move", "reason": WHY})
    work_one()
    page = reverse("desk:version_batch", args=[int(moved["Location"].rstrip("/").split("/")[-1])])
    row = f"{page}undo/{numbers[1]}/"
    assert f'formaction="{row}"' in desk.get(page).content.decode()
    assert desk.post(row, {"reason": ""}).status_code == 422
    assert desk.post(row, {"reason": "选错一件"})["Location"] == page
    assert [version_of(number) for number in numbers] == [2, 1]
    shown = desk.get(page).content.decode()
    assert f'formaction="{row}"' not in shown and f'formaction="{page}undo/{numbers[0]}/"' in shown


def test_what_publishing_does_to_running_cases_is_shown_before(cast: Cast, publisher: Actor) -> None:
    accepted(cast)
    second_version(publisher, promised_days=10)
    shown = text_of(signed_in("demo-publisher").get(f"/desk/items/{items_cast.ITEM}/2/"))
    assert "预审" in shown and "须经申请人同意" in shown


def test_the_applicant_agrees_on_the_page_of_the_case(cast: Cast, publisher: Actor) -> None:
    number = accepted(cast)
    second_version(publisher, promised_days=10)
    services.move_to_version(number=number, target=2, reason=WHY, by=publisher, at=NEXT)
    items_cast.citizen()
    mine, page = signed_in("demo-citizen"), reverse("portal:my_case", args=[number])
    assert "请您答复" in text_of(mine.get(reverse("portal:my")))
    assert "是否同意按新版本" in text_of(mine.get(page))
    assert mine.post(f"{page}version/", {"intent": "agree"}).status_code == 302
    assert VersionMove.objects.get().state == "moved" and "是否同意按新版本" not in text_of(mine.get(page))


def test_the_window_records_the_answer_of_who_stands_there(cast: Cast, publisher: Actor) -> None:
    number = accepted(cast)
    second_version(publisher, promised_days=10)
    services.move_to_version(number=number, target=2, reason=WHY, by=publisher, at=NEXT)
    window, page = signed_in("demo-clerk"), reverse("desk:case", args=[number])
    assert "申请人是否同意改用第2版" in text_of(window.get(page))
    assert signed_in("demo-approver").post(f"{page}version/", {"intent": "agree"}).status_code == 403
    assert window.post(f"{page}version/", {"intent": "decline"}).status_code == 302
    assert VersionMove.objects.get().state == "declined" and version_of(number) == 1


def test_a_notice_is_entered_by_one_confirmed_by_another_and_reported(cast: Cast, publisher: Actor) -> None:
    number = accepted(cast)
    items_cast.person("demo-system", "演示系统管理员", "system-admin")
    system, desk = signed_in("demo-system"), signed_in("demo-publisher")
    wrong = system.post("/desk/calendar/", {"year": "2023", "number": "演示9号", "days": "明天放假"})
    assert wrong.status_code == 422 and "明天放假" in text_of(wrong)
    page = system.post("/desk/calendar/", {"year": "2023", "number": "演示9号", "days": LINES})["Location"]
    assert system.post(f"{page}confirm/").status_code == 403
    assert desk.post(f"{page}confirm/").status_code == 302
    work_one()
    assert number in text_of(desk.get(page)) and "2023年9月26日" in text_of(desk.get(page))
    assert number not in text_of(system.get(page)), "the administrator keeps the calendar and sees no case"
    assert desk.get(f"{page}report.xlsx").status_code == 200
    assert system.get(f"{page}report.xlsx").status_code == 403
