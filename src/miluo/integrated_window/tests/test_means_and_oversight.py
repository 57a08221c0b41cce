"""The means of the reform, its themes, its supervision, and sanctions that only the named body decides."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from miluo.county import DATA
from miluo.integrated_window import services
from miluo.integrated_window.models import Post, Sanction, ThemeState
from miluo.integrated_window.plain_registers import REGISTERS
from miluo.integrated_window.selectors.assessment import StaffCount, violation_rate
from miluo.integrated_window.selectors.overview import overview, register_warnings, window_warnings
from miluo.integrated_window.tests.office import BUREAU, NOW, OFFICE, SUPERVISOR, TODAY, actor, at, unit
from miluo.integrated_window.themes import merged_form, theme, themes
from onewindow.hall.models import Window
from onewindow.hall.services import load_hall
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall")]
KINDS = ("computer", "printer", "scanner", "card-reader", "tablet", "queue-machine")


def enter(name: str, **values: str) -> str:
    return services.enter(name=name, values=values, by=BUREAU, at=NOW).number


def warned(name: str) -> list[str]:
    return register_warnings(REGISTERS[name], TODAY)


@pytest.mark.clause("onewindow-5-2-equipment")
def test_a_kind_of_equipment_that_is_missing_is_named() -> None:
    for kind in KINDS:
        enter("equipment", kind=kind, quantity="2", place="大厅", state="in_use")
    assert warned("equipment") == ["7类必要设备缺1类：双屏互动仪"]
    last = enter("equipment", kind="dual-screen", quantity="1", place="1号窗口", state="in_use")
    assert warned("equipment") == []
    services.strike(name="equipment", row=int(last), reason="报废", by=BUREAU, at=NOW)
    assert warned("equipment") == ["7类必要设备缺1类：双屏互动仪"]


@pytest.mark.clause("onewindow-5-2-equipment")
def test_equipment_of_another_kind_or_number_is_refused_and_nothing_is_entered() -> None:
    with pytest.raises(Refused) as refusal:
        enter("equipment", kind="robot", quantity="-1", place="大厅", state="in_use")
    assert {problem.field for problem in refusal.value.problems} == {"kind", "quantity"}
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.enter(name="equipment", values={}, by=unit(), at=NOW)


@pytest.mark.clause("onewindow-5-2-staff")
def test_a_post_plan_shows_its_vacancy_and_is_not_overfilled() -> None:
    given = {"year": "2023", "title": "综窗人员", "needed": "8", "approved": "8", "document": "演示文件"}
    enter("posts", **given, filled="7")
    assert Post.objects.get().vacant == 1
    assert warned("posts") == ["2023年综窗人员空缺1人"]
    with pytest.raises(Refused, match="超过计划数8人") as refusal:
        enter("posts", **given, filled="9")
    assert refusal.value.first.clause == "onewindow-5-2-staff"
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.update(filled=9)


@pytest.mark.clause("onewindow-5-2-funds")
def test_a_purpose_beyond_the_three_is_entered_with_a_warning() -> None:
    enter("budget", year="2023", purpose="hall", title="大厅改造", amount_cny="100000")
    assert warned("budget") == []
    enter("budget", year="2023", purpose="outside", title="外出考察", amount_cny="5000")
    assert warned("budget") == ["“外出考察”（2023年）不在保障范围"]
    with pytest.raises(Refused, match="应大于零"):
        enter("budget", year="2023", purpose="hall", title="大厅改造", amount_cny="0")


@pytest.mark.clause("onewindow-5-1-lead")
def test_four_of_five_ready_are_80_percent_and_the_fifth_is_named() -> None:
    for part in ("staff", "training", "platform", "flow", "mechanism"):
        enter("readiness", part=part, ready="no" if part == "mechanism" else "yes", note="已核对")
    assert warned("readiness") == ["就绪80%，未就绪：机制健全"]
    enter("readiness", part="mechanism", ready="yes", note="已建立")
    assert warned("readiness") == []


@pytest.mark.clause("onewindow-5-2-data")
def test_an_interface_has_an_owner_and_a_state() -> None:
    enter("interfaces", aspect="acceptance", title="受理系统对接", organisation="approval-service", state="testing")
    with pytest.raises(Refused, match="责任单位中没有"):
        enter("interfaces", aspect="acceptance", title="受理系统对接", organisation="nobody", state="testing")


@pytest.mark.clause("onewindow-5-4-promo")
def test_an_activity_is_counted_once_under_its_subject() -> None:
    enter("promotion", held_on="2023-05-20", subject_kind="one-thing", channel="new", title="小程序介绍", organisation="media-centre")
    assert REGISTERS["promotion"].lines.filter(subject_kind="one-thing").count() == 1
    with pytest.raises(Refused, match="主题中没有"):
        enter("promotion", held_on="2023-05-20", subject_kind="other", channel="new", title="介绍", organisation="media-centre")


@pytest.mark.clause("onewindow-3-1-mode", "onewindow-3-1-1-1-count", "onewindow-3-1-1-2-count", "onewindow-3-1-1-1-retained")
def test_the_hall_of_the_county_is_arranged_as_the_text_says_and_a_window_less_is_warned_of() -> None:
    load_hall(DATA, by=SYSTEM, at=at(5, 9))
    assert window_warnings(TODAY) == []
    Window.objects.filter(key="4").update(open=False)
    assert any("应设4个" in warning for warning in window_warnings(TODAY))
    Window.objects.filter(key="6").update(open=False)
    assert any("应设2个" in warning for warning in window_warnings(TODAY))


@pytest.mark.clause("onewindow-2-1-themes")
def test_the_ten_themes_have_their_owners_and_one_is_left_open() -> None:
    owners = {each.key: each.owner for each in themes(TODAY)}
    assert len(owners) == 10
    assert owners["certificates"] == ""
    assert {owners[key] for key in ("employment", "enterprise-hiring", "employee-security")} == {"human-resources"}
    assert {owners[key] for key in ("marriage", "after-death")} == {"civil-affairs"}
    assert (owners["policy-benefits"], owners["land-use"]) == ("industry-information", "natural-resources")
    assert {owners[key] for key in ("financing", "tendering")} == {"development-reform"}


@pytest.mark.clause("onewindow-2-1-themes")
def test_seven_themes_online_are_seven_of_ten() -> None:
    for each in themes(TODAY)[:7]:
        services.put_online(theme=each.key, online_from=TODAY, by=BUREAU, at=NOW)
    found = overview(TODAY)
    assert (found.online, found.themes) == (7, 10)
    with pytest.raises(Refused, match="已自2023年6月1日起上线"):
        services.put_online(theme="certificates", online_from=TODAY, by=BUREAU, at=NOW)
    services.take_offline(theme="certificates", reason="表单调整", by=BUREAU, at=NOW)
    assert overview(TODAY).online == 6
    with pytest.raises(Refused, match="十个主题中没有"):
        services.put_online(theme="eleventh", online_from=TODAY, by=BUREAU, at=NOW)
    with pytest.raises(Refused, match="上线日期不能晚于今天"):
        services.put_online(theme="certificates", online_from=date(2023, 7, 1), by=BUREAU, at=NOW)


@pytest.mark.clause("onewindow-2-1-themes")
def test_an_owner_that_the_text_leaves_open_is_named_by_the_bureau() -> None:
    services.name_owner(theme="certificates", organisation="disabled-federation", by=BUREAU, at=NOW)
    assert ThemeState.objects.get(theme="certificates").owner.key == "disabled-federation"  # type: ignore[union-attr]


@pytest.mark.clause("onewindow-2-1-themes")
def test_a_theme_asks_every_field_once() -> None:
    found = theme("after-death", TODAY)
    names = [field.name for field in found.form]
    assert len(names) == len(set(names))
    assert {"deceased_relation", "deceased_day"} <= set(names)
    assert len(found.items) == 2
    assert len(names) < sum(len(content.form) for content in found.items)
    assert len({each.key for each in found.materials}) == len(found.materials)
    assert merged_form([]) == ()


@pytest.mark.clause("onewindow-5-3-supervise")
def test_a_finding_in_one_of_the_four_fields_is_followed_up() -> None:
    given = {"organisation": "forestry", "finding": "首席代表未到岗", "found_on": TODAY, "due_on": date(2023, 6, 15), "at": NOW}
    number = services.record_check(field="presence", by=SUPERVISOR, **given).number
    with pytest.raises(Refused, match="没有写明整改情况"):
        services.close_check(number=number, follow_up=" ", by=SUPERVISOR, at=NOW)
    assert services.close_check(number=number, follow_up="已到岗", by=SUPERVISOR, at=NOW).state == "corrected"
    with pytest.raises(Refused, match="监管领域中没有"):
        services.record_check(field="weather", by=SUPERVISOR, **given)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.record_check(field="presence", by=unit(), **given)


def proposed(**more: str) -> str:
    given = {"kind": "criticism", "ground": "slowness", "organisation": "forestry", "facts": "逾期未提交清单"}
    return services.propose_sanction(**{**given, **more}, by=SUPERVISOR, at=NOW).number


@pytest.mark.clause("onewindow-5-3-criticise")
def test_a_criticism_is_proposed_by_one_and_decided_by_the_reform_office() -> None:
    number = proposed()
    assert Sanction.objects.get(number=number).state == "proposed"
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.decide_sanction(number=number, decision="予以通报批评", by=SUPERVISOR, at=NOW)
    with pytest.raises(Refused, match="没有写明决定"):
        services.decide_sanction(number=number, decision="", by=OFFICE, at=NOW)
    assert services.decide_sanction(number=number, decision="予以通报批评", by=OFFICE, at=NOW).state == "decided"
    with pytest.raises(Refused, match="已决定"):
        services.dismiss_sanction(number=number, decision="不予处理", by=OFFICE, at=NOW)


@pytest.mark.clause("onewindow-5-3-criticise")
def test_who_proposes_does_not_decide_and_a_ground_is_one_of_three() -> None:
    given = {"kind": "criticism", "ground": "slowness", "organisation": "forestry", "facts": "逾期"}
    number = services.propose_sanction(**given, by=OFFICE, at=NOW).number
    with pytest.raises(Refused, match="提出建议的人员不能作决定"):
        services.decide_sanction(number=number, decision="予以通报批评", by=OFFICE, at=NOW)
    with pytest.raises(Refused, match="情形中没有"):
        proposed(ground="laziness")


@pytest.mark.clause("onewindow-5-3-liability")
def test_liability_needs_a_consequence_and_is_referred_not_decided() -> None:
    with pytest.raises(Refused, match="没有写明造成的不良影响和后果") as refusal:
        proposed(kind="liability", ground="")
    assert refusal.value.first.clause == "onewindow-5-3-liability"
    number = proposed(kind="liability", ground="", consequence="造成群众集中投诉")
    with pytest.raises(Refused, match="追究责任由有权机关决定"):
        services.decide_sanction(number=number, decision="追究", by=OFFICE, at=NOW)
    with pytest.raises(Refused, match="没有选择移送机关"):
        services.refer_sanction(number=number, to="", decision="移送", by=OFFICE, at=NOW)
    assert services.refer_sanction(number=number, to="discipline", decision="移送处理", by=OFFICE, at=NOW).state == "referred"


@pytest.mark.clause("onewindow-a4-2-4")
def test_two_violations_in_two_hundred_cases_are_one_percent() -> None:
    assert violation_rate(200, 2) == "1.0%"
    assert violation_rate(0, 0) == ""
    assert StaffCount("u", "演示", "市林业局", False, 200, 1, 0, 2).violation_rate == "1.0%"


def test_a_stranger_enters_nothing() -> None:
    with pytest.raises(Refused, match="由市行政审批服务局办理"):
        services.enter(name="readiness", values={}, by=actor("window-manager", "water"), at=NOW)
    with pytest.raises(Refused, match="没有名为"):
        services.enter(name="unknown", values={}, by=BUREAU, at=NOW)
