"""The items that the county brings: at least forty, each whole, none sharing key or code; what is not printed is marked."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from miluo.integrated_window import catalogue, figures
from miluo.integrated_window.tests.office import actor, at
from miluo.tests.conftest import SHARED, needs_shared
from onewindow.cases.procedure import declared, procedures
from onewindow.items import services, sheet
from onewindow.items.completeness import problems
from onewindow.items.content import ON_APPLICATION
from onewindow.items.selectors import contents_on
from onewindow.papers.letterheads import letterhead
from onewindow.words.initials import letters_of


@pytest.fixture(scope="module")
def contents():  # type: ignore[no-untyped-def]
    return [seed.content for seed in catalogue.seeds()]


@pytest.mark.clause("onewindow-2-2-publish", "onewindow-4-3-guide", "onewindow-5-1-dept")
def test_every_item_that_the_county_brings_is_whole(contents) -> None:  # type: ignore[no-untyped-def]
    assert len(contents) >= 40
    assert {content.key: problems(content) for content in contents if problems(content)} == {}
    assert len({content.key for content in contents}) == len({content.code for content in contents}) == len(contents)


@pytest.mark.clause("mortgage-16", "mortgage-17b")
def test_each_kind_of_mortgage_is_an_item_that_is_applied_for_where_it_is_registered(contents) -> None:  # type: ignore[no-untyped-def]
    found = {each.key: each for each in contents if each.main_title == "农村产权抵押登记"}
    assert {key: each.procedure.removeprefix("rural-mortgage-") for key, each in found.items()} == {
        "rural-mortgage-contract-right": "arable",
        "rural-mortgage-operation-right": "arable",
        "real-estate-mortgage-collective-land": "real-estate",
        "real-estate-mortgage-homestead": "real-estate",
    }
    for each in found.values():
        own = declared()[each.procedure]
        assert each.organisation == own.decide.organisation
        assert [material.title for material in each.materials] == [material.title for material in own.materials]
        assert [step.title for step in each.steps] == [step.title for step in own.steps if step.kind != "rate"]


@pytest.mark.clause("onewindow-2-2-def")
def test_every_item_is_one_that_begins_with_an_application(contents) -> None:  # type: ignore[no-untyped-def]
    assert {content.kind for content in contents} <= ON_APPLICATION


@pytest.mark.clause("onewindow-3-1-1-1-scope")
def test_a_zone_item_names_one_of_the_ten_zones_and_no_other_item_names_any(contents) -> None:  # type: ignore[no-untyped-def]
    zones = figures.listed("zones", catalogue.FIRST_DAY)
    assert {content.zone for content in contents if content.presence == "专区"} <= set(zones)
    assert not [content.key for content in contents if content.zone and content.presence != "专区"]


def test_every_character_of_a_name_of_an_item_or_its_body_has_its_letter(contents) -> None:  # type: ignore[no-untyped-def]
    named = "".join(f"{each.title}{each.handling_title}{letterhead(each.organisation).name}" for each in contents)
    assert {each for each in named if "\u4e00" <= each <= "\u9fff" and len(letters_of(each)) == 1} == set()


def test_codes_are_marked_as_internal_and_what_is_not_printed_as_unconfirmed(contents) -> None:  # type: ignore[no-untyped-def]
    assert all(content.code.startswith("ML-") and "内部编码" in content.unconfirmed_note for content in contents)
    assert all(content.unconfirmed for content in contents)


def test_every_declared_claim_of_the_policy_is_an_item_of_the_catalogue(contents) -> None:  # type: ignore[no-untyped-def]
    claims = {each.key for each in procedures() if each.regulation is not None and each.regulation.key == "open2023"}
    assert {content.procedure for content in contents if content.procedure == content.key} == claims
    assert len(claims) == 11


@pytest.mark.clause("onewindow-2-1-themes")
def test_every_theme_bundles_at_least_one_item(contents) -> None:  # type: ignore[no-untyped-def]
    assert {theme for content in contents for theme in content.themes} == set(figures.listed("themes", catalogue.FIRST_DAY))


@needs_shared
def test_a_certificate_that_an_item_gives_stands_in_annex_2_under_its_number(contents) -> None:  # type: ignore[no-untyped-def]
    with (SHARED / "data/certificates.csv").open(encoding="utf-8") as file:
        names = {row["seq"]: row["name"] for row in csv.DictReader(file)}
    for content in contents:
        for basis in content.basis:
            if basis.number == catalogue.CERTIFICATES:
                assert names[basis.article.removeprefix("附件2第").removesuffix("项")] == content.result.title, content.key


def test_every_body_that_decides_on_an_item_can_make_its_papers() -> None:
    assert {letterhead(seed.content.organisation).name for seed in catalogue.seeds()}


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded_catalogue")
@pytest.mark.clause("onewindow-4-1-positive")
def test_a_list_that_says_what_is_in_force_makes_no_draft() -> None:
    in_force = [content for _, content in contents_on(catalogue.FIRST_DAY)]
    keeper = replace(actor("item-keeper", "approval-service"), id="keeper")
    taken = services.import_list(content=sheet.exported(in_force), file_name="清单.xlsx", by=keeper, at=at(6, 1))
    assert len(in_force) >= 40
    assert (taken.drafted, taken.problems, taken.unchanged) == ((), {}, len(in_force))
