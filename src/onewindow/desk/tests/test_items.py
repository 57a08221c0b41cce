"""The catalogue at the desk: a draft is typed, lost nowhere, reviewed beside the version before, published by a third person."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from onewindow.accounts import services as accounts
from onewindow.desk.item_form import texts_of, values_of
from onewindow.items import reading, services, sheet
from onewindow.items.models import ItemVersion
from onewindow.items.selectors import content_of, version
from onewindow.items.tests.cast import PUBLISHER, at, bodies, drafted, published, whole
from onewindow.organisations.models import Alias, Organisation
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.actor import SYSTEM

ROLES = {"keeper": "item-keeper", "reviewer": "item-reviewer", "publisher": "item-publisher", "drafter": "item-drafter"}
BODIES = {"drafter": "water"}
HERE = "/desk/items/water-permit/"


@pytest.fixture(autouse=True)
def _desk(db: None, settings: Any, tmp_path: Any) -> None:
    settings.FIXED_TODAY = date(2023, 9, 15)
    settings.FILES = tmp_path / "files"
    bodies()
    for name, role in ROLES.items():
        body = Organisation.objects.get(key=BODIES.get(name, "window"))
        user = accounts.create_user(
            username=name, display_name=f"演示{name}", organisation=body, initial=False, by=SYSTEM, at=at("2023-01-01")
        )
        accounts.grant(user=user, role=role, organisation=body, valid_from=date(2023, 1, 1), by=SYSTEM, at=at("2023-01-01"))


def posted(client: Client, page: str, content: Any = None, **typed: Any) -> HttpResponse:
    return client.post(page, {**(texts_of(content) if content else {}), **typed})


def act(username: str, name: str, number: int = 1, **typed: str) -> HttpResponse:
    return signed_in(username).post(f"{HERE}{number}/do/{name}/", typed)


def test_what_the_form_draws_of_an_item_it_reads_back_as_the_same_item() -> None:
    assert reading.content(values_of(texts_of(whole()))) == whole()


def test_a_new_item_is_typed_saved_and_sent_to_review() -> None:
    drafter = signed_in("drafter")
    answer = posted(drafter, "/desk/items/new/", whole(), intent="save", note="首次编制")
    assert answer.status_code == 302, text_of(answer)
    assert content_of(version("water-permit", 1)) == whole()
    posted(drafter, f"{HERE}1/edit/", whole(summary="改过"), intent="submit", seen=version("water-permit", 1).digest)
    assert (version("water-permit", 1).state, content_of(version("water-permit", 1)).summary) == ("in_review", "改过")


def test_nothing_typed_is_lost_and_each_error_stands_at_its_field() -> None:
    answer = posted(
        signed_in("drafter"),
        "/desk/items/new/",
        whole(),
        **{"promised_days": "很快", "steps-0-days": "一天", "summary": "仍在这里", "intent": "save"},
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="很快"' in page
    assert 'value="一天"' in page
    assert "仍在这里" in page
    wrong = {field.name for section in answer.context["sections"] for field in _fields(section) if field.wrong}
    assert wrong == {"promised_days", "steps-0-days"}
    assert answer.context["opened"] == {"time", "process"}
    assert not ItemVersion.objects.exists()


def _fields(section: Any) -> list[Any]:
    return [
        field
        for block in section.blocks
        for field in ([each for entry in block.entries for each in entry.fields] if block.kind == "group" else [block])
    ]


def test_an_entry_is_added_and_removed_without_saving_and_without_script() -> None:
    drafter = signed_in("drafter")
    page = posted(drafter, "/desk/items/new/", whole(), intent="more:materials").content.decode()
    assert 'name="materials-2-title"' in page
    assert not ItemVersion.objects.exists()
    posted(drafter, "/desk/items/new/", whole(), **{"intent": "save", "materials-1-remove": "1", "materials-2-title": "位置图"})
    assert [(each.key, each.title) for each in content_of(version("water-permit", 1)).materials] == [
        ("application", "取水许可申请书"),
        ("m1", "位置图"),
    ]


def test_an_uploaded_form_is_kept_and_named_by_the_material() -> None:
    file = SimpleUploadedFile("申请书.pdf", b"%PDF-1.7\nform\n%%EOF\n")
    posted(signed_in("drafter"), "/desk/items/new/", whole(), **{"intent": "save", "materials-0-blank_form-file": file})
    assert content_of(version("water-permit", 1)).materials[0].blank_form.endswith("/申请书.pdf")
    wrong = SimpleUploadedFile("申请书.exe", b"MZ")
    answer = posted(signed_in("keeper"), f"{HERE}1/edit/", whole(), **{"intent": "save", "materials-0-blank_form-file": wrong})
    assert answer.status_code == 422


def test_a_draft_that_somebody_changed_meanwhile_comes_back_as_typed() -> None:
    drafted()
    answer = posted(signed_in("keeper"), f"{HERE}1/edit/", whole(summary="我写的"), intent="save", seen="0" * 64)
    assert answer.status_code == 409
    assert "我写的" in answer.content.decode()


@pytest.mark.clause("onewindow-4-3-guide")
def test_a_version_is_reviewed_beside_the_one_before_and_published_by_a_third_person() -> None:
    published("2023-06-01")
    drafted("2023-09-10", promised_days=5)
    act("drafter", "submit", 2)
    said = text_of(signed_in("reviewer").get(f"{HERE}2/"))
    assert "与第1版比对：1处变化" in said
    assert "承诺办结时限 办理时限 10个工作日 5个工作日" in said
    assert act("reviewer", "return", 2).status_code == 422
    act("reviewer", "approve", 2, opinion="同意")
    assert act("keeper", "publish", 2).status_code == 403
    assert "不是日期" in text_of(act("publisher", "publish", 2, effective_from="明天"))
    act("publisher", "publish", 2, effective_from="2023-10-01")
    assert version("water-permit", 2).effective_from == date(2023, 10, 1)


def test_what_is_lacking_is_said_before_it_is_published_and_refused_when_it_is() -> None:
    drafted("2023-09-10", review_points=[])
    act("drafter", "submit")
    act("reviewer", "approve")
    assert "发布前还缺1处" in text_of(signed_in("publisher").get(f"{HERE}1/"))
    answer = act("publisher", "publish")
    assert (answer.status_code, version("water-permit", 1).state) == (422, "in_review")


def test_the_list_says_who_acts_next_and_what_waits_for_the_reader() -> None:
    drafted("2023-09-10")
    assert "事项维护人员、事项目录管理人员" in text_of(signed_in("reviewer").get("/desk/items/"))
    assert signed_in("reviewer").get("/desk/items/?mine=1").context["rows"] == []
    act("drafter", "submit")
    assert [row.item.key for row in signed_in("reviewer").get("/desk/items/?mine=1").context["rows"]] == ["water-permit"]
    assert signed_in("drafter").get("/desk/items/?mine=1").context["rows"] == []


def test_the_history_tells_every_step_with_who_did_it() -> None:
    published("2023-06-01")
    services.withdraw_version(key="water-permit", number=1, reason="依据废止", by=PUBLISHER, at=at("2023-09-15"))
    said = text_of(signed_in("drafter").get(HERE))
    for words in ("起草 第1版", "审核通过 第1版", "发布 第1版", "撤回 第1版", "依据废止"):
        assert words in said


def test_the_next_version_begins_with_what_the_last_one_says() -> None:
    published("2023-06-01")
    page = signed_in("drafter").get(f"{HERE}next/")
    assert "取用水资源的单位和个人申请取水许可证。" in page.content.decode()
    posted(signed_in("drafter"), f"{HERE}next/", whole(promised_days=3), intent="save")
    assert content_of(version("water-permit", 2)).promised_days == 3
    assert signed_in("drafter").get(f"{HERE}next/").status_code == 302


@pytest.mark.parametrize("page", ["/desk/items/new/", f"{HERE}next/", "/desk/items/imports/", f"{HERE}1/edit/"])
def test_a_reviewer_drafts_and_imports_nothing(page: str) -> None:
    published("2023-06-01")
    assert signed_in("reviewer").get(page).status_code == 403


@pytest.mark.clause("onewindow-4-1-positive")
def test_a_list_is_imported_and_its_differences_are_shown_with_body_and_day() -> None:
    Alias.objects.create(plain="演示水利局", text="演示水利局", organisation=Organisation.objects.get(key="water"))
    published("2023-06-01")
    keeper = signed_in("keeper")
    file = SimpleUploadedFile("清单.xlsx", sheet.exported([whole(promised_days=3), whole(key="x", code="YS-1", title="新事项")]))
    answer = keeper.post("/desk/items/imports/", {"file": file}, follow=True)
    assert "起草2项" in text_of(answer)
    said = text_of(keeper.get("/desk/items/differences/"))
    assert "演示水利局" in said
    assert "10个工作日 3个工作日 2023年9月15日 2023年9月22日" in said
    rows = CalamineWorkbook.from_filelike(io.BytesIO(keeper.get("/desk/items/differences.xlsx").content)).get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows[1:3]] == ["内容不一致", "本地目录没有"]


def test_a_wrong_list_comes_back_marked() -> None:
    keeper = signed_in("keeper")
    file = SimpleUploadedFile("清单.xlsx", sheet.exported([whole()]))
    page = keeper.post("/desk/items/imports/", {"file": file})["Location"]
    assert "没有登记名为“演示水利局”的单位" in text_of(keeper.get(page))
    assert keeper.get(f"{page}marked.xlsx").status_code == 200
    assert keeper.get("/desk/items/imports/999999/").status_code == 404
    wrong = SimpleUploadedFile("清单.xlsx", b"no workbook")
    assert keeper.post("/desk/items/imports/", {"file": wrong}).status_code == 422


def test_the_catalogue_and_the_template_are_workbooks() -> None:
    published("2023-06-01")
    for page in ("/desk/items/catalogue.xlsx", "/desk/items/imports/template.xlsx"):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(signed_in("keeper").get(page).content)).get_sheet_by_index(0).to_python()
        assert rows[0][:3] == ["事项名称", "事项代号", "实施编码"]


def test_an_act_that_is_none_is_not_found() -> None:
    drafted()
    assert act("drafter", "vanish").status_code == 404
