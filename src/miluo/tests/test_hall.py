"""The county's hall as its files declare it: the windows, zones and kept windows that the plan names."""

from __future__ import annotations

import pytest

from miluo.integrated_window import catalogue
from miluo.tests.conftest import AT, DATA
from onewindow.hall import selectors, services
from onewindow.hall.expected import expected_on
from onewindow.hall.models import Business, Slot, Window, Zone
from onewindow.words.actor import SYSTEM

ZONES = ["人口出入境", "车管所", "处罚", "人社", "医保", "税务", "不动产", "工改", "婚姻登记", "市场监管"]
KEPT = ["综合咨询", "一件事一次办", "帮办代办", "跨省通办", "办不成事反映", "政务公开"]
EXPECTED = {"comprehensive": 4, "issuing": 2, "zone": 10, "retained": 6, "centre": 1, "self_service": 1}


@pytest.fixture
def hall(county: None, db: None) -> int:
    return services.load_hall(DATA, by=SYSTEM, at=AT)


@pytest.mark.clause("onewindow-3-1-mode", "onewindow-3-1-1-1-count", "onewindow-3-1-1-2-count")
def test_the_hall_has_the_windows_that_the_plan_names(hall: int) -> None:
    assert hall == sum(EXPECTED.values())
    assert selectors.configuration_warnings(EXPECTED) == []
    Window.objects.filter(key="4").update(open=False)
    assert [each.expected for each in selectors.configuration_warnings(EXPECTED)] == ["应设4个"]


@pytest.mark.clause("onewindow-3-1-1-1-scope", "onewindow-3-1-1-1-retained", "onewindow-3-1-2-2-centre", "onewindow-3-1-2-3-self")
def test_the_zones_and_the_kept_windows_are_those_of_the_plan(hall: int) -> None:
    assert [zone.name.removesuffix("专区") for zone in Zone.objects.filter(type="zone")] == ZONES
    assert [window.name for window in Window.objects.filter(type="retained")] == KEPT
    assert list(Zone.objects.filter(type="centre").values_list("name", flat=True)) == ["亲企惠企服务中心"]
    assert Zone.objects.filter(type="self_service").count() == 1


@pytest.mark.clause("onewindow-2-1-undiff")
def test_every_comprehensive_window_calls_the_same_numbers(hall: int) -> None:
    served = {tuple(window.businesses.values_list("prefix", flat=True)) for window in Window.objects.filter(type="comprehensive")}
    assert served == {("A",)}


def test_every_business_has_a_window_and_every_slot_is_within_the_day(hall: int) -> None:
    assert not Business.objects.filter(windows=None).exists()
    assert all(9 <= slot.begins.hour < slot.ends.hour <= 17 for slot in Slot.objects.all())
    assert services.load_hall(DATA, by=SYSTEM, at=AT) == hall


@pytest.mark.clause("onewindow-3-1-2-1-zones")
def test_the_zones_take_the_items_that_the_catalogue_gives_them(hall: int) -> None:
    services.load_zones(catalogue.zone_items(), by=SYSTEM, at=AT)
    zone = Zone.objects.get(key="human-resources")
    assert zone.items.count() == len(catalogue.zone_items()["human-resources"]) > 0
    assert selectors.undifferentiated_rate(zone) == 100
    services.load_zone_items("human-resources", {"only": "10"}, by=SYSTEM, at=AT)
    services.load_zones(catalogue.zone_items(), by=SYSTEM, at=AT)  # what the hall settled stays
    assert selectors.undifferentiated_rate(zone) == 0


def test_the_text_tells_the_hall_how_many_windows_it_wants() -> None:
    wanted = expected_on(AT.date())
    assert (wanted["comprehensive"], wanted["issuing"], wanted["zone"], wanted["retained"]) == (4, 2, 10, 6)
