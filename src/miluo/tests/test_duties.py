"""汨政办函〔2023〕24号: who of the leadership answers for what, from 6 April 2023."""

import csv
from datetime import date

import pytest
import yaml

from miluo.tests.conftest import DATA, SHARED, needs_shared
from onewindow.organisations import selectors
from onewindow.organisations.models import Duty, Organisation

ON = date(2023, 9, 15)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def answerable(key: str, on: date = ON) -> list[tuple[str, str]]:
    return [(person.name, person.relation_title) for person in selectors.leaders_of(key, on)]


@pytest.mark.clause("duties-fwy")
def test_the_bureau_of_commerce_is_in_the_charge_of_its_vice_mayor() -> None:
    assert answerable("commerce-grain") == [("付文勇", "分管")]
    principal = selectors.leader_responsible_for("commerce-grain", ON)
    assert principal is not None
    assert (principal.post, principal.clause) == ("副市长", "duties-fwy")


@pytest.mark.clause("duties-meta")
@pytest.mark.parametrize("key", ["commerce-grain", "approval-service", "finance", "justice"])
def test_before_the_division_of_work_nobody_is_resolved(key: str) -> None:
    assert answerable(key, date(2023, 4, 5)) == []
    assert answerable(key, date(2023, 4, 6)) != []


@pytest.mark.clause("duties-lhq", "duties-ys")
@pytest.mark.parametrize("key", ["finance", "audit"])
def test_where_nobody_is_in_charge_the_mayor_is_principal_and_his_deputy_assists(key: str) -> None:
    assert answerable(key) == [("林恒求", "负责"), ("杨盛", "协助分管"), ("杨盛", "协助负责")]


@pytest.mark.clause("duties-lm", "duties-lz")
def test_the_bureau_of_justice_and_its_content_have_two_leaders() -> None:
    assert answerable("justice") == [("黎明", "分管"), ("李铮", "协助分管")]
    assert [person.name for person in selectors.leaders_for("政府法制", ON)] == ["李铮"]


@pytest.mark.clause("duties-resolve")
@pytest.mark.parametrize(
    ("matter", "people"),
    [
        ("消防救援", [("杨盛", "负责"), ("付文勇", "协助负责")]),
        ("审计", [("林恒求", "负责"), ("杨盛", "协助负责")]),
        ("科学技术", [("李亚江", "负责"), ("李铮", "协助负责")]),
        ("政务公开", [("易万", "负责"), ("胡义", "协助负责")]),
        ("“两烟”", [("付文勇", "负责")]),
        ("飞地园管理办公室", [("杨盛", "分管"), ("李亚江", "协助分管")]),
        ("督查督办", [("胡义", "协助负责")]),  # nobody is principal in the text
        ("气候", []),
    ],
)
def test_a_matter_is_resolved_to_principal_and_assistants(matter: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.relation_title) for person in selectors.leaders_for(matter, ON)] == people


@pytest.mark.clause("duties-resolve")
def test_several_may_assist_in_one_matter() -> None:
    flood = selectors.leaders_for("防汛抗旱", ON)
    assert [person.name for person in flood if person.principal] == ["吴艳平"]
    assert {person.name for person in flood if not person.principal} == {"付文勇", "黎明", "曹陶", "李铮"}


def test_only_a_printed_gender_would_be_kept() -> None:
    assert set(Duty.objects.values_list("leader__gender", flat=True)) == {""}


def test_every_unit_but_the_collective_ones_is_an_organisation() -> None:
    collective = set(Duty.objects.filter(kind=Duty.Kind.UNIT, organisation=None).values_list("target", flat=True))
    assert all(target.startswith("各") for target in collective - {"驻汨军事机构", "上级工业企业驻汨分公司"})
    assert Organisation.objects.filter(duties__isnull=False).count() > 60


@needs_shared
@pytest.mark.clause("duties-meta")
def test_the_duties_are_those_of_the_register() -> None:
    relations = {label: value for value, label in Duty.Relation.choices}
    with (DATA / "duties.csv").open(encoding="utf-8") as file:
        ours = {(row["clause"], relations[row["relation"]], row["target"]) for row in csv.DictReader(file)}
    register = yaml.safe_load((SHARED / "clauses/part-a.yaml").read_text("utf-8"))
    theirs = {
        (clause["id"], relation, target)
        for clause in register
        if clause["id"].startswith("duties-") and "data" in clause
        for relation in relations.values()
        for target in clause["data"][relation]
    }
    assert theirs <= ours
    assert {target for _, _, target in ours - theirs} == {"飞地园管理办公室", "市公路建养中心"}  # printed inside another unit's brackets
