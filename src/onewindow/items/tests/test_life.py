"""A version is drafted, reviewed and published by three people; what is published stays, and one version holds on a day."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from onewindow.items import services
from onewindow.items.models import Item, ItemVersion, State
from onewindow.items.selectors import all_on, content_of, history, version_on, version_required
from onewindow.items.tests.cast import DRAFTER, KEEPER, PUBLISHER, REVIEWER, approved, at, drafted, person, published, whole
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("bodies")
KEY = "water-permit"
WATER = {"key": KEY, "number": 1}


def everything(name: str) -> Actor:
    permissions = frozenset({"items.draft", "items.import", "items.review", "items.publish"})
    return Actor(id=name, name=name, organisation="window", permissions=permissions)


def refused_code(act, **arguments: object) -> str:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        act(**arguments)
    return refusal.value.first.code


@pytest.mark.clause("onewindow-4-3-guide")
def test_three_people_bring_a_version_into_force() -> None:
    version = published("2023-06-01")
    assert (version.state, version.number, version.effective_from, version.effective_until) == ("published", 1, date(2023, 6, 1), None)
    assert version_on(KEY, date(2023, 6, 1)) == version
    assert content_of(version) == whole()
    kinds = list(Event.objects.filter(subject=f"item:{KEY}").values_list("kind", flat=True))
    assert kinds == ["items.drafted", "items.submitted", "items.approved", "items.published"]


def test_nothing_holds_before_the_first_day() -> None:
    published("2023-06-01", effective_from="2023-07-01")
    assert version_on(KEY, date(2023, 6, 30)) is None
    with pytest.raises(Refused):
        version_required(KEY, date(2023, 6, 30))
    with pytest.raises(Refused):
        version_required("unknown", date(2023, 6, 30))


def test_who_drafted_cannot_review_and_who_reviewed_cannot_publish() -> None:
    one, other = everything("one"), everything("other")
    services.draft(content=whole(), by=one, at=at("2023-06-01"))
    services.submit_for_review(**WATER, by=one, at=at("2023-06-01"))
    assert refused_code(services.review, **WATER, approved=True, by=one, at=at("2023-06-01")) == "same_person"
    services.review(**WATER, approved=True, by=other, at=at("2023-06-01"))
    assert refused_code(services.publish, **WATER, by=other, at=at("2023-06-01")) == "same_person"
    assert refused_code(services.publish, **WATER, by=one, at=at("2023-06-01")) == "same_person"
    services.publish(**WATER, by=everything("third"), at=at("2023-06-01"))


def test_who_changed_a_draft_of_another_has_drafted_it_too() -> None:
    other = everything("other")
    drafted()
    services.save_draft(**WATER, content=whole(summary="改了一处"), by=other, at=at("2023-06-01"))
    services.submit_for_review(**WATER, by=DRAFTER, at=at("2023-06-01"))
    assert refused_code(services.review, **WATER, approved=True, by=other, at=at("2023-06-01")) == "same_person"


@pytest.mark.parametrize("act", ["draft", "review", "publish"])
def test_nobody_acts_without_the_permission(act: str) -> None:
    stranger = person("stranger", "citizen")
    arguments = {"content": whole()} if act == "draft" else {**WATER, **({"approved": True} if act == "review" else {})}
    assert refused_code(getattr(services, act), **arguments, by=stranger, at=at("2023-06-01")) == "permission_denied"


@pytest.mark.clause("onewindow-a4-1-2")
def test_a_drafter_drafts_for_the_own_body_alone() -> None:
    assert refused_code(services.draft, content=whole(organisation="civil"), by=DRAFTER, at=at("2023-06-01")) == "not_competent"
    services.draft(content=whole(organisation="civil"), by=KEEPER, at=at("2023-06-01"))


def test_a_draft_is_not_published_before_it_is_approved() -> None:
    drafted()
    assert refused_code(services.publish, **WATER, by=PUBLISHER, at=at("2023-06-01")) == "wrong_state"
    services.submit_for_review(**WATER, by=DRAFTER, at=at("2023-06-01"))
    assert refused_code(services.publish, **WATER, by=PUBLISHER, at=at("2023-06-01")) == "not_approved"


def test_a_returned_draft_says_why_and_may_be_changed_and_sent_again() -> None:
    drafted()
    services.submit_for_review(**WATER, by=DRAFTER, at=at("2023-06-01"))
    assert refused_code(services.save_draft, **WATER, content=whole(), by=DRAFTER, at=at("2023-06-01")) == "wrong_state"
    assert refused_code(services.review, **WATER, approved=False, opinion=" ", by=REVIEWER, at=at("2023-06-02")) == "no_reason"
    version = services.review(**WATER, approved=False, opinion="缺少设定依据", by=REVIEWER, at=at("2023-06-02"))
    assert (version.state, version.opinion) == ("draft", "缺少设定依据")
    services.save_draft(**WATER, content=whole(summary="补充"), by=DRAFTER, at=at("2023-06-03"))
    services.submit_for_review(**WATER, by=DRAFTER, at=at("2023-06-03"))
    assert services.review(**WATER, approved=True, by=REVIEWER, at=at("2023-06-03")).approved


def test_a_draft_that_somebody_changed_meanwhile_is_not_overwritten() -> None:
    seen = drafted().digest
    services.save_draft(**WATER, content=whole(summary="先改"), seen=seen, by=DRAFTER, at=at("2023-06-01"))
    arguments = {**WATER, "content": whole(summary="后改"), "seen": seen, "by": DRAFTER, "at": at("2023-06-01")}
    assert refused_code(services.save_draft, **arguments) == "changed_meanwhile"


def test_an_item_has_one_open_version_at_a_time() -> None:
    drafted()
    assert refused_code(services.draft, content=whole(), by=DRAFTER, at=at("2023-06-02")) == "open_version"
    services.discard(**WATER, reason="重新起草", by=DRAFTER, at=at("2023-06-02"))
    assert drafted("2023-06-03").number == 2


def test_two_items_do_not_bear_one_code() -> None:
    drafted()
    assert refused_code(services.draft, content=whole(key="other"), by=DRAFTER, at=at("2023-06-02")) == "code_taken"


def test_the_next_version_ends_the_one_before_on_the_day_before() -> None:
    published("2023-06-01")
    second = published("2023-06-20", effective_from="2023-07-01", promised_days=5)
    assert [(each.number, each.effective_from, each.effective_until) for each in history(Item.objects.get())] == [
        (2, date(2023, 7, 1), None),
        (1, date(2023, 6, 1), date(2023, 6, 30)),
    ]
    held = {day: version_on(KEY, date.fromisoformat(day)).number for day in ("2023-06-30", "2023-07-01")}
    assert held == {"2023-06-30": 1, "2023-07-01": 2}
    assert list(all_on(date(2023, 7, 1))) == [second]


def test_no_version_begins_in_the_past_or_before_one_that_is_planned() -> None:
    published("2023-06-01", effective_from="2023-08-01")
    approved("2023-06-02")
    arguments = {"key": KEY, "number": 2, "by": PUBLISHER, "at": at("2023-06-10")}
    assert refused_code(services.publish, **arguments, effective_from=date(2023, 6, 9)) == "day_is_over"
    assert refused_code(services.publish, **arguments, effective_from=date(2023, 8, 1)) == "later_version"
    services.publish(**arguments, effective_from=date(2023, 8, 2))


def test_a_withdrawn_version_ends_on_the_day_before_and_nothing_takes_its_place() -> None:
    published("2023-06-01")
    named = {**WATER, "by": PUBLISHER, "at": at("2023-06-10")}
    assert refused_code(services.withdraw_version, **named, reason="") == "no_reason"
    assert refused_code(services.withdraw_version, **named, reason="依据废止", from_day=date(2023, 6, 9)) == "day_is_over"
    version = services.withdraw_version(**named, reason="依据废止", from_day=date(2023, 7, 1))
    assert (version.state, version.effective_until) == (State.PUBLISHED, date(2023, 6, 30))
    assert version_on(KEY, date(2023, 7, 1)) is None


def test_a_version_withdrawn_before_its_first_day_never_held() -> None:
    published("2023-06-01", effective_from="2023-07-01")
    version = services.withdraw_version(**WATER, reason="暂缓", by=PUBLISHER, at=at("2023-06-10"))
    assert version.state == State.WITHDRAWN
    assert version_on(KEY, date(2023, 7, 1)) is None
    published("2023-06-11", effective_from="2023-07-01")


@pytest.mark.parametrize(
    "change",
    [{"title": "改名"}, {"content": {}}, {"digest": "0"}, {"effective_from": date(2023, 5, 1)}, {"state": "draft"}, {"published_by": "x"}],
)
def test_the_database_keeps_a_published_version_as_it_is(change: dict[str, object]) -> None:
    published("2023-06-01")
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.update(**change)
    assert ItemVersion.objects.get().title == "取水许可"


def test_the_database_lets_no_published_version_last_longer_or_be_deleted() -> None:
    published("2023-06-01")
    services.withdraw_version(**WATER, reason="依据废止", from_day=date(2023, 7, 1), by=PUBLISHER, at=at("2023-06-10"))
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.update(effective_until=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.all().delete()


def test_the_database_lets_no_two_versions_hold_on_one_day() -> None:
    first = published("2023-06-01")
    second = approved("2023-06-02")
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemVersion.objects.filter(pk=second.pk).update(
            state="published", effective_from=date(2023, 9, 1), published_by="x", published_at=at("2023-06-02")
        )
    assert list(all_on(date(2023, 9, 1))) == [first]


def test_only_the_system_loads_items_past_the_three_people() -> None:
    seed = services.Seed(whole(), date(2023, 5, 9), "water.yaml")
    assert refused_code(services.load, found=[seed], by=everything("one"), at=at("2023-06-01")) == "permission_denied"
    loaded = services.load([seed], by=SYSTEM, at=at("2023-06-01"))
    assert [(each.number, each.origin, each.state) for each in loaded] == [(1, "seed", "published")]
    assert services.load([seed], by=SYSTEM, at=at("2023-06-01")) == []
    assert published("2023-06-02", promised_days=5).number == 2
