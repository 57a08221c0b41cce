"""第四条: a fair on the provincial list is approved first; the two papers; the list by its years and versions."""

from datetime import date
from typing import Any

import pytest

from miluo.open_economy.models import FairApproval, FairList, ListedFair
from miluo.open_economy.selectors.fairs import approval_of, fairs_of, listed, nearest
from miluo.open_economy.services import check_fair_approval, enter_list
from miluo.open_economy.services.fair_lists import Fair
from miluo.open_economy.tests.claiming import AUTUMN, LATER, PAPERS, SPRING, accepted, approved, listed_fairs, problems, submitted
from onewindow.cases import selectors, services
from onewindow.cases.claims import Claim
from onewindow.cases.models import Case, Decision
from onewindow.cases.tests.cast import OTHER_USCC, USCC, Cast, on
from onewindow.papers.models import Paper
from onewindow.papers.services import content_of, file_of
from onewindow.rules.services import replay
from onewindow.words.refused import Refused

KEY = "open-economy-fair-approval"
ASKED: dict[str, Any] = {"year": 2023, "fair": AUTUMN, "booths": 2, "staff": 2, **PAPERS}
FAIR = Fair(AUTUMN, "广州", date(2023, 4, 15), date(2023, 5, 5))


@pytest.mark.clause("open2023-4-1c")
def test_a_fair_on_the_list_is_approved_and_the_paper_says_for_what(cast: Cast) -> None:
    listed_fairs(cast)
    number = approved(cast)
    decision = Decision.objects.get(case__number=number)
    paper = Paper.objects.get(number=decision.paper)
    said = content_of(paper)

    assert (decision.outcome, decision.total_cny, decision.lines) == ("approved", 0, [])
    assert (paper.kind, paper.title) == ("approval", "核准决定书")
    assert {"label": "展会名称", "value": AUTUMN} in said["figures"]
    assert {"label": "参展年度", "value": "2023"} in said["figures"]
    assert file_of(paper).startswith(b"%PDF")
    found = approval_of(USCC, AUTUMN, 2023)
    assert found is not None
    assert (found.case_number, found.approved_on, found.fair.name) == (number, date(2023, 9, 20), AUTUMN)
    assert selectors.timeline(Case.objects.get(number=number))[-1].text == "决定予以核准"


@pytest.mark.clause("open2023-4-1c")
def test_what_is_refused_says_why_and_stands_in_no_register(cast: Cast) -> None:
    listed_fairs(cast)
    number = accepted(cast, KEY, **ASKED)
    for said in ({}, {"approve": False}):
        with pytest.raises(Refused):
            services.decide(number=number, by=cast.approver, at=LATER, **said)
    reason = "主办方确认的参展企业中没有贵单位，可以改为申领名录外展会补助"
    services.decide(number=number, approve=False, reason=reason, by=cast.approver, at=LATER)
    paper = Paper.objects.get(number=Decision.objects.get(case__number=number).paper)

    assert paper.title == "不予核准决定书"
    assert content_of(paper)["reasons"][0]["text"] == reason
    assert not FairApproval.objects.exists()
    assert "决定不予核准" in selectors.timeline(Case.objects.get(number=number))[-1].text


@pytest.mark.clause("open2023-4-1c")
def test_the_decided_case_is_handed_over_rated_and_replays_the_same(cast: Cast) -> None:
    listed_fairs(cast)
    number = approved(cast)
    assert replay(Decision.objects.get(case__number=number).evaluation).same
    services.issue(number=number, channel="download", by=cast.agent, at=LATER)
    services.rate(number=number, level=5, by=cast.agent, at=LATER)
    assert Case.objects.get(number=number).state == "closed"


@pytest.mark.clause("open2023-4-1c", "open2023-4-2")
def test_a_fair_off_the_list_is_refused_with_the_nearest_and_the_other_way(cast: Cast) -> None:
    listed_fairs(cast)
    problem = problems(cast, KEY, **{**ASKED, "fair": "第134届中国进出口商品交易会（演示）"})["not_listed"]

    assert (problem.field, problem.clause) == ("fair", "open2023-4-1c")
    assert problem.expected is not None
    assert AUTUMN in problem.expected
    assert "名录外展会补助" in problem.expected


@pytest.mark.clause("open2023-4-1c")
def test_where_no_list_was_entered_it_says_so(cast: Cast) -> None:
    assert "尚未录入" in problems(cast, KEY, **ASKED)["no_list"].message


@pytest.mark.clause("open2023-4-1c")
def test_an_enterprise_is_approved_for_a_fair_once_and_for_several_fairs(cast: Cast) -> None:
    listed_fairs(cast)
    first = approved(cast)

    assert first in problems(cast, KEY, **ASKED)["approved_before"].message
    assert problems(cast, KEY, **{**ASKED, "fair": SPRING}) == {}
    assert problems(cast, KEY, uscc=OTHER_USCC, **ASKED) == {}


@pytest.mark.clause("open2023-4-1c")
def test_two_fairs_may_be_asked_for_at_a_time_and_the_same_one_not_twice(cast: Cast) -> None:
    listed_fairs(cast)
    first = submitted(cast, KEY, **ASKED)

    assert submitted(cast, KEY, **{**ASKED, "fair": SPRING}) != first
    assert first in problems(cast, KEY, **ASKED)["open_case"].message


@pytest.mark.clause("open2023-4-0")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"customs_code": ""}, "no_customs_code"),
        ({"customs_code": "430696"}, "no_customs_code"),
        ({"operator_record": "", "founded_on": "2022-12-29"}, "no_operator_record"),
        ({"founded_on": ""}, "fact_missing"),
    ],
)
def test_both_papers_are_asked_for(cast: Cast, changes: dict[str, str], code: str) -> None:
    listed_fairs(cast)
    assert code in problems(cast, KEY, **{**ASKED, **changes})


@pytest.mark.clause("open2023-4-0")
def test_who_was_founded_since_the_record_was_abolished_goes_to_the_approver_and_not_away(cast: Cast) -> None:
    listed_fairs(cast)
    number = accepted(cast, KEY, **{**ASKED, "operator_record": "", "founded_on": "2022-12-30"})
    view = selectors.case_of(number, cast.approver, LATER.date())

    assert view.evaluation.values["operator_record_is_required"] is False


@pytest.mark.clause("open2023-4-0")
def test_under_the_other_reading_everybody_needs_the_record() -> None:
    facts = {**ASKED, "operator_record": None, "founded_on": date(2023, 1, 5)}

    def asked(readings: dict[str, str]) -> list[str]:
        return [problem.code for problem in check_fair_approval(Claim(USCC, "演示企业甲有限公司", facts, LATER.date(), readings))]

    assert asked({"operator_record_form": "always"}) == ["no_operator_record"]
    assert asked({"operator_record_form": "founded_before"}) == []


@pytest.mark.django_db
@pytest.mark.clause("open2023-4-1c")
def test_under_the_other_reading_it_is_asked_before_the_fair_opens(cast: Cast) -> None:
    listed_fairs(cast)
    facts = {**ASKED, "founded_on": date(2019, 5, 6)}
    readings = {"fair_approval_by": "before_fair"}

    def asked(day: date, under: dict[str, str]) -> list[str]:
        return [problem.code for problem in check_fair_approval(Claim(USCC, "演示", facts, day, under, matter=AUTUMN))]

    assert asked(date(2023, 4, 14), readings) == []
    assert asked(date(2023, 4, 15), readings) == ["fair_has_begun"]
    assert asked(date(2023, 4, 15), {}) == []


@pytest.mark.clause("open2023-4-1c")
def test_the_list_is_kept_by_year_and_version_and_the_last_one_holds(cast: Cast) -> None:
    listed_fairs(cast)
    answer = enter_list(year=2023, source="湘商贸〔2023〕9号（演示数据）", fairs=[FAIR], by=cast.approver, at=LATER)

    assert "第2版" in answer.message
    assert [fair.name for fair in fairs_of(2023)] == [AUTUMN]
    assert listed(SPRING, 2023) is None
    assert FairList.objects.count() == 2
    assert ListedFair.objects.filter(name=SPRING).exists()
    assert fairs_of(2024) == []


@pytest.mark.clause("open2023-4-1c")
def test_the_name_is_found_with_other_spaces_and_brackets(cast: Cast) -> None:
    listed_fairs(cast)
    found = listed(" 第133届 中国进出口商品交易会(演示) ", 2023)
    assert found is not None
    assert found.name == AUTUMN
    assert nearest("开放型经济博览会", 2023) == [SPRING]


@pytest.mark.clause("open2023-4-1c")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2028}, "year_not_covered"),
        ({"source": " "}, "no_source"),
        ({"fairs": []}, "no_fairs"),
        ({"fairs": [FAIR, FAIR]}, "twice"),
        ({"fairs": [FAIR._replace(name=" ")]}, "no_name"),
        ({"fairs": [FAIR._replace(ends_on=date(2023, 4, 14))]}, "ends_before_start"),
        ({"fairs": [FAIR._replace(starts_on=date(2022, 4, 15), ends_on=date(2022, 5, 5))]}, "other_year"),
    ],
)
def test_a_list_that_cannot_be_is_refused_whole(cast: Cast, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as caught:
        enter_list(**{"year": 2023, "source": "湘商贸〔2023〕1号", "fairs": [FAIR], "by": cast.approver, "at": LATER, **changes})
    assert code in {problem.code for problem in caught.value.problems}
    assert not FairList.objects.exists()


@pytest.mark.clause("open2023-4-1c")
def test_only_the_bureau_enters_the_list(cast: Cast) -> None:
    for who in (cast.clerk, cast.agent, cast.supervisor):
        with pytest.raises(Refused) as caught:
            enter_list(year=2023, source="湘商贸〔2023〕1号", fairs=[FAIR], by=who, at=LATER)
        assert caught.value.status == 403


@pytest.mark.clause("open2023-4-1c")
def test_the_same_request_enters_one_version(cast: Cast) -> None:
    entered = {"year": 2023, "source": "湘商贸〔2023〕1号", "fairs": [FAIR], "by": cast.approver, "at": on("2023-09-02"), "key": "list-1"}
    answers = [enter_list(**entered) for _ in range(2)]
    assert answers[0] == answers[1]
    assert FairList.objects.count() == 1
