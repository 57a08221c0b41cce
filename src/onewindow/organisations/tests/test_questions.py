"""Organisations are found by any name, issuers by row or name, and leaders by unit, matter and day."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from onewindow.organisations import selectors
from onewindow.organisations.names import spellings
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

AT = datetime(2023, 9, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ON = date(2023, 9, 15)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded(folder: Path) -> None:
    load(folder, by=SYSTEM, at=AT)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("某县财政局", "finance"),
        ("县财政局", "finance"),
        ("财政局", "finance"),
        ("某财政局", "finance"),
        (" 财 政 局 ", "finance"),
        ("财政（国库）", "finance"),
        ("财政(国库)", "finance"),
        ("商务", "grain"),
        ("县商务", "grain"),
        ("县场管理局", "market"),
        ("县县场管理局", "market"),
        ("某县东镇", "town-east"),
        ("东镇人民政府", "town-east"),
        ("某县县政府", "government"),
    ],
)
def test_an_organisation_is_found_by_any_of_its_names(name: str, key: str) -> None:
    assert selectors.by_name(name).key == key


@pytest.mark.parametrize(
    ("name", "near"), [("财正局", "财政局"), ("县场", "县县场管理局"), ("商务局局", "商务局"), ("", "已登记的单位名称"), ("🙂", "已登记")]
)
def test_an_unknown_name_is_refused_with_what_comes_near(name: str, near: str) -> None:
    with pytest.raises(Refused, match="没有登记名为") as refusal:
        selectors.by_name(name)
    assert near in str(refusal.value.first.expected)


def test_a_name_that_may_mean_two_is_refused_with_both(folder: Path) -> None:
    with (folder / "aliases.csv").open("a", encoding="utf-8") as file:
        file.write("县管理站,grain\n某县管理站,market\n")
    load(folder, by=SYSTEM, at=AT)
    assert selectors.by_name("县管理站").key == "grain"
    with pytest.raises(Refused, match="可以指某县商务局、某县县场管理局") as refusal:
        selectors.by_name("管理站")
    assert refusal.value.first.code == "ambiguous_organisation"


def test_a_retired_alias_is_not_found(folder: Path) -> None:
    (folder / "aliases.csv").write_text("text,organisation\n", "utf-8")
    load(folder, by=SYSTEM, at=AT)
    with pytest.raises(Refused):
        selectors.by_name("商务")


def test_an_unknown_key_is_refused() -> None:
    assert selectors.organisation("finance").short_name == "县财政局"
    with pytest.raises(Refused):
        selectors.organisation("nowhere")


@pytest.mark.parametrize("text", [2, "2", "财政局", "finance", "某县财政局", "财政（国库）"])
def test_an_issuer_is_found_by_row_or_name(text: str | int) -> None:
    assert selectors.issuer(text).row == 2


@pytest.mark.parametrize("text", [0, 4, "99999999999999999999", "商务局", "nowhere", ""])
def test_who_is_not_in_the_table_is_no_issuer(text: str | int) -> None:
    with pytest.raises(Refused) as refusal:
        selectors.issuer(text)
    assert refusal.value.first.code == "unknown_issuer"


def test_the_leader_in_charge_of_a_unit_is_its_principal() -> None:
    (answerable,) = selectors.leaders_of("grain", ON)
    assert (answerable.name, answerable.relation_title, answerable.principal, answerable.clause) == ("乙某", "分管", True, "sample-d2")


@pytest.mark.parametrize(("on", "leader"), [(date(2023, 12, 31), "second"), (date(2024, 1, 1), "third")])
def test_the_day_decides_who_is_in_charge(on: date, leader: str) -> None:
    principal = selectors.leader_responsible_for("grain", on)
    assert principal is not None
    assert principal.leader == leader


def test_before_the_division_of_work_nobody_answers() -> None:
    assert selectors.leaders_of("grain", date(2023, 4, 5)) == ()
    assert selectors.leader_responsible_for("grain", date(2023, 4, 5)) is None


def test_a_unit_without_a_leader_in_charge_falls_to_who_is_responsible_for_its_matter() -> None:
    principal, assistant = selectors.leaders_of("finance", ON)
    assert (principal.name, principal.relation_title, principal.principal) == ("甲某", "负责", True)
    assert (assistant.name, assistant.relation_title, assistant.principal) == ("乙某", "协助分管", False)


@pytest.mark.parametrize(
    ("text", "names"), [("外贸", ["乙某"]), ("财政", ["甲某"]), ("商务局", ["乙某"]), ("各驻县银行", ["丙某"]), ("气候", [])]
)
def test_leaders_are_found_for_a_matter_or_a_unit_in_its_words(text: str, names: list[str]) -> None:
    assert [answerable.name for answerable in selectors.leaders_for(text, ON)] == names


def test_an_assistant_or_a_liaison_is_no_principal() -> None:
    assert selectors.leader_responsible_for("market", ON) is None
    assert not selectors.leaders_for("各驻县银行", ON)[0].principal


def test_the_forms_of_a_name_begin_with_the_name_itself() -> None:
    assert spellings("县 财政局", "某县")[0] == "县财政局"
    assert spellings("  ", "某县") == ()
    assert spellings("财政局", "") == ("财政局",)
