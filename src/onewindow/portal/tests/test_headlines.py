"""What a policy says that it gives at most, in a few words, read off the rules; and which amounts are ceilings."""

from __future__ import annotations

from datetime import date

import pytest

from onewindow.portal.catalogue import policies

ON = date(2023, 9, 15)


@pytest.fixture(scope="module")
def grants() -> dict[str, tuple[str, bool]]:
    (page,) = policies(ON)
    return {grant.rule.name: (grant.headline, grant.ceiling) for grant in page.grants}


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("foreign_investment_award_cny", "最高20万元"),  # of its life, less what was paid before
        ("first_trade_award_cny", "2万至5万元"),
        ("trade_volume_award_cny", "最高100万元"),
        ("online_fair_support_cny", "每项最高2万元"),
        ("online_marketing_support_cny", "最高4万元"),
        ("ecommerce_award_cny", "3万元"),
        ("platform_award_cny", "每项1万至2万元"),
        ("dispatch_subsidy_cny", "300元/人"),
    ],
)
def test_a_grant_says_what_its_figures_say(grants: dict[str, tuple[str, bool]], result: str, words: str) -> None:
    assert grants[result][0] == words


def test_a_ceiling_is_told_as_one_and_an_award_is_not(grants: dict[str, tuple[str, bool]]) -> None:
    assert grants["setup_support_cny"] == ("最高5万至20万元", True)
    assert grants["upgrade_support_cny"][1]
    assert not grants["first_trade_award_cny"][1]


def test_every_article_that_grants_something_stands_with_its_tables_and_figures() -> None:
    (page,) = policies(ON)
    assert [part.place for part in page.parts] == ["第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第七条", "第八条"]
    assert all(part.tables or part.figures for part in page.parts)
    assert len(page.grants) == 14
