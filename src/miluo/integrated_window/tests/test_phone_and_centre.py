"""掌上办 with a window's help (三（一）1（1）), and the centre for enterprises (三（一）2（2）)."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from miluo.integrated_window.selectors.enterprises import centre
from onewindow.cases import gates, services
from onewindow.cases.models import Case, Draft
from onewindow.cases.tests import cast as people
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, USCC, Cast, gather
from onewindow.desk import counter
from onewindow.hall.models import Window
from onewindow.web.guiding import FIELD, guiding, window_guiding
from onewindow.web.tests.county import signed_in, text_of
from onewindow.words.refused import Refused

TODAY = date(2023, 9, 15)


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.mark.clause("onewindow-3-1-1-1-mode")
def test_a_case_guided_at_a_window_comes_by_phone_and_says_which_window_guided_it(cast: Cast) -> None:
    items.publish_item()
    with gates.isolated():
        citizen = items.citizen()
        draft = services.start_draft(procedure_key=items.ITEM, channel="app", guided_by="1", by=citizen, at=AT).number
        services.save_draft(draft=draft, facts=items.TYPED, contact_name="演示办事人", contact_phone="13800000000", by=citizen, at=AT)
        for material in ("application", "premises", "health"):
            services.attach(draft=draft, material=material, name="材料.pdf", content=PDF, by=citizen, at=AT)
        number = services.submit(draft=draft, by=citizen, at=AT).number
    case = Case.objects.get(number=number)
    assert (case.channel, case.guided_by, case.window, case.applicant) == ("app", "1", "", citizen.id)


@pytest.mark.clause("onewindow-3-1-1-1-mode")
def test_a_guiding_window_is_refused_on_what_did_not_come_by_phone(cast: Cast) -> None:
    items.publish_item()
    with gates.isolated(), pytest.raises(Refused) as caught:
        services.start_draft(procedure_key=items.ITEM, guided_by="1", by=items.citizen(), at=AT)
    assert caught.value.first.code == "not_by_phone"


@pytest.mark.clause("onewindow-3-1-1-1-mode")
def test_the_code_of_a_window_opens_the_form_on_the_phone_and_one_that_was_made_up_names_no_window(loaded_county: None) -> None:
    window = Window.objects.get(key="1")
    address = urlsplit(guiding(window, people.PROCEDURE).address)
    code = parse_qs(address.query)[FIELD][0]
    assert window_guiding(code) == window
    assert window_guiding(code[:-1] + ("A" if code[-1] != "A" else "B")) is None
    phone = signed_in("qiye2")
    assert "1号窗口（综合受理1号窗口）正在引导您" in text_of(phone.get(f"{address.path}?{address.query}"))
    phone.post(address.path, {FIELD: code})
    phone.post(address.path, {FIELD: "1"})
    assert list(Draft.objects.order_by("-id").values_list("channel", "guided_by")[:2]) == [("web", ""), ("app", "1")]


@pytest.mark.clause("onewindow-3-1-1-1-mode")
def test_the_counter_shows_the_code_to_who_sits_at_a_window_and_the_guide_shows_one_to_everybody(loaded_county: None) -> None:
    clerk = signed_in("zongchuang")
    page = clerk.get(f"/desk/intake/phone/{people.PROCEDURE}/")
    assert 'viewBox="0 0' in page.content.decode().split("guide-code")[1]  # it fills its place
    assert "由1号窗口引导" in text_of(page)
    Window.objects.get(key="1").seats.all().delete()
    assert clerk.get(f"/desk/intake/phone/{people.PROCEDURE}/").status_code == 409
    assert signed_in("shenpi").get(f"/desk/intake/phone/{people.PROCEDURE}/").status_code == 403
    assert "手机扫码打开本指南" in text_of(clerk.get(f"/items/{people.PROCEDURE}/"))


@pytest.mark.clause("onewindow-3-1-2-2-centre")
def test_an_enterprise_that_claims_a_policy_at_the_centre_has_one_case_by_that_channel(cast: Cast) -> None:
    draft = at_centre(cast)
    number = services.submit(draft=draft, by=cast.clerk, at=AT).number
    case = Case.objects.get()
    assert (case.number, case.channel, case.window, case.uscc) == (number, "centre", "23", USCC)
    with pytest.raises(Refused) as caught:
        services.submit(draft=at_centre(cast), by=cast.clerk, at=AT)
    assert caught.value.status == 409
    assert Case.objects.count() == 1


def at_centre(cast: Cast) -> str:
    """The form of a claim as the clerk of the centre fills it in."""
    draft = services.start_draft(procedure_key=people.PROCEDURE, channel="centre", window="23", by=cast.clerk, at=AT).number
    who = {"persons": {"enterprise_name": "演示企业甲有限公司"}, "contact_name": "演示联系人", "contact_phone": "13800000000"}
    services.save_draft(draft=draft, facts=people.FACTS, uscc=USCC, **who, by=cast.clerk, at=AT)
    services.attach(draft=draft, material="customs", name="海关数据.pdf", content=PDF, by=cast.clerk, at=AT)
    return draft


@pytest.mark.clause("onewindow-3-1-2-2-centre")
def test_policies_are_offered_at_the_centre_and_at_no_other_window(loaded_county: None) -> None:
    from_window = {key: Window.objects.get(key=key) for key in ("1", "23")}
    clerk = people.Actor("u-x", "演示窗口员", organisation=people.WINDOW, permissions=frozenset({"cases.receive", "cases.accept"}))
    found = {key: {offer.key for offer in counter.offers(clerk, window, TODAY, "外贸")} for key, window in from_window.items()}
    assert people.PROCEDURE in found["23"]
    assert people.PROCEDURE not in found["1"]
    assert [counter.channel_at(window) for window in from_window.values()] == ["window", "centre"]


@pytest.mark.clause("mortgage-16", "onewindow-4-1-negative")
def test_a_mortgage_is_found_among_the_items_and_taken_in_at_no_window_of_the_hall(loaded_county: None) -> None:
    item = "rural-mortgage-contract-right"
    assert "农村土地承包经营权（耕地）抵押登记" in text_of(Client().get("/items/", {"q": "农村产权抵押登记"}))
    assert 'href="/apply/rural-mortgage-arable/"' in Client().get(f"/items/{item}/").content.decode()
    clerk = people.Actor("u-x", "演示窗口员", organisation=people.WINDOW, permissions=frozenset({"cases.receive", "cases.accept"}))
    for window in Window.objects.filter(key__in=("1", "13", "23")):
        assert not [offer.title for offer in counter.offers(clerk, window, TODAY, "抵押登记") if offer.key.startswith("rural-mortgage")]
    assert not [each.key for each in centre(TODAY).claims if each.key == item]


@pytest.mark.clause("onewindow-3-1-2-2-centre")
def test_the_page_of_the_centre_gathers_policies_themes_and_items_of_enterprises_with_its_window(loaded_county: None) -> None:
    found = centre(TODAY)
    assert {each.key for each in found.claims} >= {people.PROCEDURE}
    assert all(set(each.applicants) != {"person"} for _, listed in found.bodies for each in listed)
    assert {line.theme.life for line in found.themes} == {"enterprise", "project"}
    page = text_of(signed_in("qiye2").get("/integrated-window/enterprises/"))
    assert "23号窗口（亲企惠企服务中心）" in page
    assert re.search(r"惠企政策兑现（\d+项）", page)
