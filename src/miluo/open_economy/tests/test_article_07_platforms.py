"""第七条: an enterprise was helped by one platform; two that claim it wait until the bureau has said whose it is."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from miluo.open_economy.models import Attribution
from miluo.open_economy.selectors.platforms import attribution_problems, disputed
from miluo.open_economy.services.attributing import attribute, attribute_all
from miluo.open_economy.tests.filing import REGISTER, taken
from onewindow.accounts.models import User
from onewindow.cases.claims import Claim
from onewindow.cases.models import Case
from onewindow.cases.tests import cast as people
from onewindow.cases.tests.cast import AT, OTHER_USCC, USCC, Cast
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

FIRST, SECOND = "91430681MA4DEM1H0W", "91430681MA4DEM1J0X"  # two platforms of the demonstration


def claim(platform: str, *codes: str, number: str = "") -> Claim:
    return Claim(platform, "演示平台", {"year": 2023, "helped_enterprises": list(codes)}, AT.date(), {}, number)


def case_of(cast: Cast, platform: str, *codes: str) -> str:
    """An open case of a platform; its procedure and facts are set where a test of attribution looks at them."""
    number = people.submitted(cast, uscc=USCC if platform == FIRST else OTHER_USCC)
    facts = {"year": 2023, "helped_enterprises": list(codes)}
    Case.objects.filter(number=number).update(procedure="open-economy-platform", uscc=platform, facts=facts)
    return number


def codes_of(claimed: Claim) -> list[str]:
    return [problem.code for problem in attribution_problems(claimed)]


@pytest.mark.clause("open2023-7-1")
def test_the_decision_that_rewards_a_platform_gives_it_the_enterprise_and_no_other_platform_gets_it(cast: Cast) -> None:
    with transaction.atomic():
        attribute_all(claim(FIRST, USCC, number="2023-000001"), by=cast.approver, at=AT)
        attribute_all(claim(FIRST, USCC, number="2023-000001"), by=cast.approver, at=AT)  # its own is no obstacle
    assert [(row.platform, row.uscc, row.case_number) for row in Attribution.objects.all()] == [(FIRST, USCC, "2023-000001")]
    assert codes_of(claim(FIRST, USCC)) == []
    assert codes_of(claim(SECOND, USCC)) == ["another_platform"]
    with pytest.raises(Refused) as caught, transaction.atomic():
        attribute_all(claim(SECOND, USCC, number="2023-000002"), by=cast.approver, at=AT)
    assert (caught.value.status, caught.value.first.clause) == (409, "open2023-7-1")
    assert [event.kind for event in events_of(f"enterprise:{USCC}")] == ["enterprise.attributed"]


@pytest.mark.clause("open2023-7-1")
def test_a_second_claim_may_be_handed_in_and_waits_for_the_bureau(cast: Cast) -> None:
    one, other = case_of(cast, FIRST, USCC), case_of(cast, SECOND, USCC)
    assert codes_of(claim(SECOND, USCC)) == []  # handing in
    assert codes_of(claim(FIRST, USCC, number=one)) == codes_of(claim(SECOND, USCC, number=other)) == ["not_attributed"]  # deciding
    assert set(disputed()) == {USCC}

    attribute(uscc=USCC, platform=SECOND, year=2023, evidence="服务协议签订在先", by=cast.approver, at=AT)
    assert codes_of(claim(SECOND, USCC, number=other)) == []
    assert codes_of(claim(FIRST, USCC, number=one)) == ["another_platform"]
    assert disputed() == {}


@pytest.mark.clause("open2023-7-1")
@pytest.mark.parametrize(
    ("changes", "code"),
    [({"platform": USCC}, "itself"), ({"evidence": " "}, "no_reason"), ({"uscc": "91430681MA4L00001X"}, "invalid_uscc")],
)
def test_an_attribution_is_whole_or_refused(cast: Cast, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        attribute(**{"uscc": USCC, "platform": FIRST, "year": 2023, "evidence": "服务协议", **changes}, by=cast.approver, at=AT)
    assert caught.value.first.code == code
    assert not Attribution.objects.exists()


@pytest.mark.clause("open2023-7-1")
def test_it_is_said_once_by_the_bureau_alone_and_the_database_holds_it(cast: Cast) -> None:
    said = {"uscc": USCC, "platform": FIRST, "year": 2023, "evidence": "服务协议"}
    for person in (cast.agent, cast.clerk, replace(cast.approver, organisation="finance")):
        with pytest.raises(Refused) as caught:
            attribute(**said, by=person, at=AT)
        assert caught.value.status == 403
    attribute(**said, by=cast.approver, at=AT)
    with pytest.raises(Refused) as caught:
        attribute(**{**said, "platform": SECOND}, by=cast.approver, at=AT)
    assert caught.value.status == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        Attribution.objects.create(uscc=USCC, platform=SECOND, year=2024, evidence="", by="x", at=AT)


@pytest.mark.clause("open2023-7-0")
def test_who_is_no_service_platform_in_the_register_is_told_so(cast: Cast) -> None:
    header = (*REGISTER, "外贸综合服务机构")
    taken(cast, (FIRST, "演示平台", "", "是", "", "否"), header=header, kind="register", closed_until=None)
    assert codes_of(claim(FIRST, USCC)) == ["no_platform"]
    taken(cast, (FIRST, "演示平台", "", "是", "", "是"), header=header, kind="register", closed_until=None)
    assert codes_of(claim(FIRST, USCC)) == []


@pytest.mark.clause("open2023-7-1")
def test_the_bureau_says_it_on_the_page(cast: Cast, settings: Any) -> None:
    settings.FIXED_TODAY = AT.date()
    case_of(cast, FIRST, USCC)
    case_of(cast, SECOND, USCC)
    client = Client()
    client.force_login(User.objects.get(key=cast.approver.id))
    where = "/desk/open-economy/attributions/"
    assert "须认定归属" in client.get(where).content.decode()
    refused = client.post(where, {"uscc": USCC, "platform": FIRST, "evidence": ""})
    assert refused.status_code == 422 and f'value="{FIRST}"' in refused.content.decode()
    done = client.post(where, {"uscc": USCC, "platform": FIRST, "year": "2023", "evidence": "服务协议"}, follow=True).content.decode()
    assert "已认定" in done and "须认定归属" not in done
