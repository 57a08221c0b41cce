"""By calls: 一件事, one form that becomes several cases; and 改用新版本, many cases moved to a version and brought back."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from miluo.demo_cases import THEME, typed
from onewindow.accounts.actors import actor_of
from onewindow.accounts.models import User
from onewindow.cases.models import Case
from onewindow.items import services as items
from onewindow.items.content import Content
from onewindow.items.selectors import content_of, item, open_version, version_required
from onewindow.runs.work import work_one
from onewindow.words.actor import Actor
from onewindow.worktime import clock
from tests.api.test_a_case_by_calls import Call

PDF = b"%PDF-1.7\nthe demonstration\n%%EOF\n"


def form_of(procedures: tuple[str, ...]) -> tuple[dict[str, str], list[str]]:
    contents = [content_of(version_required(key, clock.today())) for key in procedures]
    facts = {name: value for content in contents for name, value in typed(content.form).items()}
    return facts, list({each.key: None for content in contents for each in content.materials if each.required})


def submitted(caller: Callable[[str], Call]) -> dict[str, str]:
    """The cases of one form, submitted: item to number."""
    citizen = caller("geren")
    number = citizen("post", "/bundles", {"theme": "after-death", "procedures": THEME})[1]["number"]
    facts, materials = form_of(THEME)
    citizen("post", f"/bundles/{number}", {"facts": facts, "contact_name": "演示联系人", "contact_phone": "13800000000"})
    for material in materials:
        citizen("post", f"/bundles/{number}/materials/{material}", files={"file": SimpleUploadedFile("演示.pdf", PDF)})
    citizen("post", f"/bundles/{number}/submit")
    return dict(Case.objects.filter(bundle=number).values_list("procedure", "number"))


@pytest.mark.clause("onewindow-2-1-themes")
def test_one_form_becomes_a_case_of_each_item_by_calls(caller: Callable[[str], Call]) -> None:
    citizen = caller("geren")
    offered = {each["theme"]: each for each in citizen("get", "/bundles/themes")[1]}
    assert set(THEME) <= {each["procedure"] for each in offered["after-death"]["items"]}
    status, started = citizen("post", "/bundles", {"theme": "after-death", "procedures": THEME})
    assert status == 200, started
    number = started["number"]
    facts, materials = form_of(THEME)
    first = next(iter(facts))
    form: dict[str, Any] = {"facts": {**facts, first: ""}, "contact_name": "演示联系人", "contact_phone": "13800000000"}
    assert citizen("post", f"/bundles/{number}", form)[0] == 200
    status, refused = citizen("post", f"/bundles/{number}/submit")
    assert (status, Case.objects.filter(bundle=number).exists()) == (422, False)
    assert {each["field"].split(".")[0] for each in refused["problems"]} == set(THEME)
    citizen("post", f"/bundles/{number}", {**form, "facts": facts})
    for material in materials:
        file = {"file": SimpleUploadedFile("演示.pdf", PDF)}
        assert citizen("post", f"/bundles/{number}/materials/{material}", files=file)[0] == 200
    assert caller("qiye")("get", f"/bundles/{number}")[0] == caller("qiye")("post", f"/bundles/{number}/submit")[0] == 404
    status, answer = citizen("post", f"/bundles/{number}/submit", key="bundle-0001")
    assert (status, len(answer["cases"])) == (200, len(THEME)), answer
    assert citizen("post", f"/bundles/{number}/submit", key="bundle-0001") == (status, answer)
    status, shown = citizen("get", f"/bundles/{number}")
    assert [row["number"] for row in shown["cases"]] == answer["cases"]
    assert Case.objects.filter(bundle=number).count() == len(THEME)


@pytest.mark.clause("onewindow-2-1-themes")
@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"theme": "eleventh"}, 404, "unknown_theme"),
        ({"theme": "tendering"}, 409, "not_online"),
        ({"theme": "after-death", "procedures": ["marriage-registration"]}, 422, "outside_theme"),
        ({"theme": "after-death", "procedures": []}, 422, "invalid_items"),
        ({}, 422, "invalid_items"),
    ],
)
def test_a_form_of_nothing_or_of_a_theme_that_is_closed_is_not_opened(
    caller: Callable[[str], Call], body: dict[str, Any], status: int, code: str
) -> None:
    answered, problem = caller("geren")("post", "/bundles", body)
    assert (answered, problem["code"]) == (status, code)


def test_a_file_is_taken_out_of_every_item_by_a_call(caller: Callable[[str], Call]) -> None:
    citizen = caller("geren")
    number = citizen("post", "/bundles", {"theme": "after-death", "procedures": THEME})[1]["number"]
    material = form_of(THEME)[1][0]
    citizen("post", f"/bundles/{number}/materials/{material}", files={"file": SimpleUploadedFile("演示.pdf", PDF)})

    def files() -> list[str]:
        slot = next(each for each in citizen("get", f"/bundles/{number}")[1]["materials"] if each["key"] == material)
        return [each["key"] for each in slot["files"]]

    [kept] = files()
    assert citizen("post", f"/bundles/{number}/attachments/nothing/remove")[0] == 404
    assert citizen("post", f"/bundles/{number}/attachments/{kept}/remove")[0] == 200
    assert files() == []


def account(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), clock.today())


def next_version(key: str, **changes: Any) -> int:
    """Another version of an item, in force today; its number."""
    old, at = content_of(version_required(key, clock.today())), clock.now()
    if begun := open_version(item(key)):
        items.discard(key=key, number=begun.number, reason="另行起草", by=account("shixiang"), at=at)
    version = items.draft(content=Content.model_validate({**old.model_dump(), **changes}), by=account("shixiang"), at=at)
    named: dict[str, Any] = {"key": key, "number": version.number, "at": at}
    items.submit_for_review(**named, by=account("shixiang"))
    items.review(**named, approved=True, by=account("shixiangsh"))
    items.publish(**named, by=account("shixiangfb"))
    return version.number


def test_cases_are_previewed_moved_and_brought_back_by_calls(caller: Callable[[str], Call]) -> None:
    key, number = next(iter(submitted(caller).items()))
    target, publisher = next_version(key, title="改名后的事项"), caller("shixiangfb")
    status, stand = publisher("get", f"/moves/{key}")
    assert (status, stand["target"]) == (200, target), stand
    assert stand["counts"] == {"safe": 1, "consent": 0, "never": 0}
    status, rows = publisher("get", f"/moves/{key}/cases")
    assert (status, [(row["number"], row["effect"]) for row in rows]) == (200, [(number, "safe")])
    status, file = publisher("get", f"/moves/{key}/cases.xlsx")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert (status, len(sheet)) == (200, 3)
    assert publisher("post", f"/moves/{key}", {"numbers": [number], "reason": " "})[1]["code"] == "no_reason"
    assert caller("zongchuang")("post", f"/moves/{key}", {"numbers": [number], "reason": "统一名称"})[0] == 403
    status, run = publisher("post", f"/moves/{key}", {"numbers": [number], "reason": "统一名称"}, key="moving-0001")
    assert (status, run["state"]) == (200, "waiting")
    assert publisher("post", f"/moves/{key}", {"numbers": [number], "reason": "统一名称"}, key="moving-0001")[1]["number"] == run["number"]
    other = publisher("post", f"/moves/{key}", {"reason": "另一批"}, key="moving-0001")
    assert (other[0], other[1]["code"]) == (409, "idempotency_key_reused")
    work_one()
    assert publisher("get", f"/runs/{run['number']}")[1]["said"] == "已改用1件，请申请人答复0件，未改用0件"
    assert caller("zongchuang")("get", f"/runs/{run['number']}")[0] == 404
    batch = publisher("get", f"/moves/batches/{run['number']}")[1]
    assert ([each["number"] for each in batch["cases"]], batch["counts"]) == ([number], {"moved": 1})
    undo = f"/moves/batches/{run['number']}/cases/{number}/undo"
    assert publisher("post", undo, {"reason": ""})[1]["code"] == "no_reason"
    assert publisher("post", undo, {"reason": "选错办件"})[0] == 200
    assert publisher("post", undo, {"reason": "选错办件"})[1]["code"] == "nothing_to_undo"
    assert publisher("get", f"/moves/batches/{run['number']}")[1]["counts"] == {"undone": 1}


def test_the_applicant_answers_by_a_call_whether_his_case_may_follow(caller: Callable[[str], Call]) -> None:
    citizen, publisher = caller("geren"), caller("shixiangfb")
    key, number = next(iter(submitted(caller).items()))
    next_version(key, conditions=["在本市有户籍"])
    assert citizen("get", f"/cases/{number}/version")[1] == {"asked": False}
    assert citizen("post", f"/cases/{number}/version", {"agrees": True})[1]["code"] == "nothing_asked"
    run = publisher("post", f"/moves/{key}", {"numbers": [number], "reason": "条件调整"})[1]
    work_one()
    assert "请申请人答复1件" in publisher("get", f"/runs/{run['number']}")[1]["said"]
    asked = citizen("get", f"/cases/{number}/version")[1]
    assert asked["asked"] and asked["changes"]
    assert caller("qiye")("post", f"/cases/{number}/version", {"agrees": True})[0] == 404
    assert citizen("post", f"/cases/{number}/version", {"agrees": True})[0] == 200
    run = publisher("post", f"/moves/batches/{run['number']}/undo", {"reason": "条件不再调整"})[1]
    work_one()
    assert publisher("get", f"/runs/{run['number']}")[1]["said"] == "已撤销1件，未撤销0件"
    assert publisher("post", "/moves/batches/999999/undo", {"reason": "没有"})[0] == 404
