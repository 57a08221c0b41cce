"""What lacks a published element, a guide, review points or a place is not published; the refusal cites where that is said."""

from typing import Any

import pytest

from onewindow.items import completeness, services
from onewindow.items.law import ELEMENTS_STANDARD
from onewindow.items.reading import content
from onewindow.items.tests.cast import PUBLISHER, WHOLE, approved, at, whole
from onewindow.words.refused import Refused


def lacking(**changes: Any) -> list[str | None]:
    return [problem.field for problem in completeness.problems(whole(**changes))]


def without_samples() -> list[dict[str, Any]]:
    return [{**WHOLE["materials"][0], "sample": ""}, WHOLE["materials"][1]]


def test_a_whole_item_lacks_nothing() -> None:
    assert completeness.problems(whole()) == []


@pytest.mark.clause("onewindow-2-2-publish")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"steps": []}, "steps"),
        ({"materials": [], "no_forms": "无"}, "materials"),
        ({"conditions": []}, "conditions"),
        ({"charge": ""}, "charge"),
        ({"result": {}}, "result"),
    ],
)
def test_each_of_the_six_elements_is_demanded(change: dict[str, Any], field: str) -> None:
    assert lacking(**change) == [field]


@pytest.mark.clause("onewindow-2-2-publish")
def test_a_free_item_says_that_it_is_free_and_a_charge_says_how_much_and_why() -> None:
    lines = [{"title": "证照工本费", "standard": "每证10元"}]
    assert lacking(charge="") == ["charge"]
    assert lacking(charge="charged") == ["charges"]
    assert lacking(charge="charged", charges=lines) == ["charges"]
    assert lacking(charge="free", charges=lines) == ["charges"]
    assert lacking(charge="charged", charges=[{**lines[0], "basis": "价格主管部门文件"}]) == []


def test_an_item_without_materials_says_so() -> None:
    assert lacking(materials=[], no_materials=True, no_forms="由系统按填报内容生成") == []
    assert lacking(no_materials=True) == ["no_materials"]


@pytest.mark.clause("onewindow-4-3-guide")
def test_a_guide_without_a_sample_text_is_not_published() -> None:
    assert lacking(materials=without_samples()) == ["materials[0].sample"]
    assert lacking(materials=WHOLE["materials"][1:]) == ["no_forms"]
    assert lacking(form=[]) == ["form", "form"]


@pytest.mark.clause("onewindow-4-3-guide")
def test_a_guide_states_a_promised_limit_that_fits_its_kind_and_the_law() -> None:
    assert lacking(promised_days=None) == ["promised_days"]
    assert lacking(promised_days=0) == ["promised_days"]
    assert lacking(promised_days=21) == ["promised_days"]
    assert lacking(handling="instant") == ["promised_days"]
    assert lacking(handling="instant", promised_days=0) == []


@pytest.mark.clause("onewindow-5-1-dept")
def test_an_item_without_review_points_or_scenarios_is_not_published() -> None:
    assert lacking(review_points=[]) == ["review_points"]
    assert lacking(scenarios=[]) == ["scenarios"]


@pytest.mark.clause("onewindow-2-2-def", "onewindow-2-2-enter")
def test_a_penalty_is_no_service_and_an_absence_from_the_hall_has_a_reason() -> None:
    assert lacking(kind="02") == ["kind"]
    assert lacking(presence="") == ["presence"]
    assert lacking(presence="不进驻", presence_reason="  ") == ["presence_reason"]
    assert lacking(presence="不进驻", presence_reason="场地限制") == []
    assert lacking(presence="专区") == ["zone"]


@pytest.mark.usefixtures("bodies")
@pytest.mark.clause("onewindow-4-3-guide")
def test_publishing_refuses_with_everything_that_is_lacking() -> None:
    version = approved(materials=without_samples(), review_points=[])
    with pytest.raises(Refused) as refusal:
        services.publish(key=version.item.key, number=1, by=PUBLISHER, at=at("2023-06-02"))
    assert [problem.field for problem in refusal.value.problems] == ["materials[0].sample", "review_points"]
    assert all(problem.clause for problem in refusal.value.problems)


def test_where_no_regulation_says_it_the_standard_is_cited() -> None:
    found = completeness.problems(whole(summary=""))
    assert found[0].clause in {ELEMENTS_STANDARD.id, "onewindow-2-2-publish"}


def test_what_is_no_content_is_refused_with_the_place_in_words() -> None:
    raw = {**WHOLE, "kind": "99", "colour": "red", "materials": [{"title": "甲", "medium": "stone"}], "promised_days": "many"}
    with pytest.raises(Refused) as refusal:
        content(raw)
    said = {problem.field: problem.message for problem in refusal.value.problems}
    assert said == {
        "kind": "“事项类型”不能填“99”",
        "colour": "没有名为“colour”的要素",
        "materials[0].medium": "“申请材料”第1项“材料形式”不能填“stone”",
        "promised_days": "“承诺办结时限”填写不对",
    }


def test_entries_without_a_key_get_one_and_two_do_not_share_one() -> None:
    rows = [{"title": "甲"}, {"key": "m1", "title": "乙"}, {"title": "丙"}]
    assert [each.key for each in whole(materials=rows).materials] == ["m2", "m1", "m3"]
    with pytest.raises(Refused):
        whole(materials=[{"key": "m1", "title": "甲"}, {"key": "m1", "title": "乙"}])
    with pytest.raises(Refused):
        whole(scenarios=[{"title": "一般情形", "materials": ["nothing"]}])
