"""第一条: who may make normative documents, and who has to ask another."""

import pytest

from miluo.normative_documents import services
from miluo.normative_documents.rules import normative_documents
from miluo.normative_documents.tests.journey import BUREAU_DRAFTER, DRAFTER, TITLE, at, document, drafted, person
from onewindow.organisations.models import Issuer
from onewindow.words.refused import Refused


@pytest.mark.clause("normdoc-1a")
@pytest.mark.parametrize("name", ["商务粮食局", "commerce-grain", "16", "汨罗市商务粮食局", "市商务粮食局"])
def test_a_listed_bureau_drafts_in_its_own_name(county: None, name: str) -> None:
    answer = services.start(issuer=name, title=TITLE, by=BUREAU_DRAFTER, at=at(4, 10))
    assert document(answer.number).issuer.organisation.key == "commerce-grain"


@pytest.mark.clause("normdoc-1a", "normdoc-meta")
def test_nothing_is_drafted_before_the_list_was_published(county: None) -> None:
    with pytest.raises(Refused, match="尚未生效"):
        services.start(issuer="commerce-grain", title=TITLE, by=BUREAU_DRAFTER, at=at(4, 3))


@pytest.mark.clause("normdoc-1b")
def test_a_vertically_managed_unit_follows_its_own_system(county: None) -> None:
    with pytest.raises(Refused, match="垂直管理") as refused:
        services.start(issuer="市税务局", title=TITLE, by=person("shui", "drafter", "taxation"), at=at(4, 10))
    assert refused.value.first.clause == "normdoc-1b"


@pytest.mark.clause("normdoc-1c")
@pytest.mark.parametrize("name", ["市供销联社", "市第五次全国经济普查领导小组", "农交中心"])
def test_a_body_that_is_not_on_the_list_is_refused(county: None, name: str) -> None:
    with pytest.raises(Refused, match="不在制定主体清单中") as refused:
        services.start(issuer=name, title=TITLE, by=DRAFTER, at=at(4, 10))
    assert refused.value.first.clause == "normdoc-1c"


@pytest.mark.clause("normdoc-1c")
def test_a_dispatched_body_that_is_listed_may_issue(county: None) -> None:
    by = person("gaoxin", "drafter", "hightech-zone")
    assert services.start(issuer="高新区管委会", title=TITLE, by=by, at=at(4, 10)).state == "drafting"


@pytest.mark.clause("normdoc-1d")
def test_a_body_that_may_not_issue_asks_the_government_or_its_department(county: None) -> None:
    by = person("gongxiao", "drafter", "rural-property-exchange")
    assert services.start(issuer="市政府", title=TITLE, by=by, at=at(4, 10)).state == "drafting"
    assert services.start(issuer="农业农村局", title=TITLE, by=by, at=at(4, 10)).state == "drafting"


@pytest.mark.clause("normdoc-1d")
def test_a_listed_bureau_does_not_draft_in_the_name_of_another(county: None) -> None:
    with pytest.raises(Refused) as refused:
        services.start(issuer="农业农村局", title=TITLE, by=BUREAU_DRAFTER, at=at(4, 10))
    assert refused.value.status == 403


def test_a_clerk_without_the_permission_does_not_draft(county: None) -> None:
    with pytest.raises(Refused, match="权限"):
        services.start(issuer="commerce-grain", title=TITLE, by=person("chuang", "clerk", "commerce-grain"), at=at(4, 10))


@pytest.mark.parametrize("issuer", ["government", "1", "市政府", "汨罗市人民政府", "MLDR"])
def test_the_rule_book_knows_an_issuer_by_any_of_its_names(issuer: str) -> None:
    everything = ["request", "explanation", "basis", "comments", "own_review", "fair_competition"]
    facts = {"issuer": issuer, "has_opinion": True, "emergency": False, "materials": everything}
    results = normative_documents.evaluate(facts, on=at(9, 15).date()).results_json()
    assert results["may_issue"] is (issuer != "MLDR")


@pytest.mark.clause("normdoc-1a", "normdoc-2a", "normdoc-3-1a", "normdoc-3-3a")
@pytest.mark.parametrize(
    ("facts", "may", "missing"),
    [
        ({"issuer": "商务粮食局", "has_opinion": True, "materials": ["report", "basis", "confirmation"]}, True, []),
        ({"issuer": "商务粮食局", "has_opinion": False, "materials": ["report", "basis", "confirmation"]}, False, []),
        ({"issuer": "商务粮食局", "has_opinion": True, "materials": ["report", "basis"]}, False, ["confirmation"]),
        ({"issuer": "census", "has_opinion": True, "materials": ["report", "basis", "confirmation"]}, False, []),
        (
            {"issuer": "市政府", "has_opinion": True, "materials": ["report", "basis", "comments"]},
            False,
            ["request", "explanation", "own_review", "fair_competition"],
        ),
        ({"issuer": "商务粮食局", "has_opinion": True, "emergency": True}, None, None),
        ({"issuer": "商务粮食局", "has_opinion": False, "emergency": True}, False, None),
    ],
)
def test_the_rule_book_says_who_may_issue_and_what_is_missing(facts: dict, may: bool | None, missing: list[str] | None) -> None:
    results = normative_documents.evaluate(facts, on=at(9, 15).date()).results_json()
    assert results == {"may_issue": may, "missing_materials": missing}


def test_the_list_of_the_rule_book_is_the_list_of_the_county(county: None) -> None:
    figure = normative_documents.figures["issuers"].on(at(9, 15).date())
    assert list(figure.value) == list(Issuer.objects.order_by("row").values_list("organisation__key", flat=True))


def test_an_unknown_material_is_refused() -> None:
    with pytest.raises(Refused, match="已提交的材料"):
        normative_documents.evaluate({"issuer": "1", "materials": ["poem"]}, on=at(9, 15).date())


def test_a_draft_for_a_town_of_another_is_not_found_by_its_drafter(county: None) -> None:
    number = drafted(when=at(4, 10))
    with pytest.raises(Refused, match="起草单位"):
        services.write(number=number, title="改", by=BUREAU_DRAFTER, at=at(4, 10))
