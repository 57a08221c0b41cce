"""The three lists: proposed, confirmed, active; counted once; kept out with a reason and a statement."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from miluo.integrated_window import services
from miluo.integrated_window.models import NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.tests.office import (
    BUREAU,
    MARRIAGE,
    NOW,
    PDF,
    QUARANTINE,
    TREE,
    WATER,
    actor,
    chief,
    letter,
    opened,
    unit,
)
from onewindow.trail.models import Event
from onewindow.words.refused import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall")]
NEGATIVE = {
    "place": "汨罗市林业局办公楼",
    "contact": "12345",
    "reason_kind": "site",
    "reason": "需要专用场地",
    "statement_name": "情况说明.pdf",
}


def refused(act, match: str, clause: str) -> Refused:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match=match) as refusal:
        act()
    assert refusal.value.first.clause == clause
    return refusal.value


@pytest.mark.clause("onewindow-4-1-positive")
def test_a_body_proposes_the_bureau_confirms_and_the_item_becomes_active() -> None:
    opened()
    row = PositiveItem.objects.get(code=TREE)
    assert (row.state, row.title, row.active_from) == ("active", "林木采伐许可", date(2023, 6, 1))
    kinds = list(Event.objects.filter(subject=row.subject).order_by("id").values_list("kind", flat=True))
    assert kinds == ["positive-list.proposed", "positive-list.confirmed", "positive-list.activated"]


@pytest.mark.clause("onewindow-4-1-positive")
def test_a_code_that_no_item_bears_is_refused() -> None:
    refused(lambda: services.propose(codes=("ML-XX-9999",), by=unit(), at=NOW), "没有编码", "onewindow-4-1-positive")


@pytest.mark.clause("onewindow-4-1-positive")
def test_a_body_does_not_confirm_its_own_proposal() -> None:
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.confirm(codes=(TREE,), by=unit(), at=NOW)
    stranger = actor("window-manager", "forestry")
    refused(lambda: services.confirm(codes=(TREE,), by=stranger, at=NOW), "由市行政审批服务局办理", "onewindow-4-1-positive")


@pytest.mark.clause("onewindow-4-1-positive")
def test_an_item_of_another_body_is_not_proposed() -> None:
    refused(lambda: services.propose(codes=(WATER,), by=unit(), at=NOW), "不是本单位的事项", "onewindow-4-1-positive")


@pytest.mark.clause("onewindow-4-1-positive")
def test_all_of_a_proposal_or_none_of_it_with_every_reason() -> None:
    with pytest.raises(Refused) as refusal:
        services.propose(codes=(TREE, WATER, "ML-XX-9999"), by=unit(), at=NOW)
    assert len(refusal.value.problems) == 2
    assert not PositiveItem.objects.exists()


@pytest.mark.clause("onewindow-4-1-positive")
def test_a_line_that_was_rejected_may_be_proposed_again() -> None:
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    services.reject(code=TREE, reason="请先核对名称", by=BUREAU, at=NOW)
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    assert PositiveItem.objects.filter(code=TREE).count() == 2
    refused(lambda: services.propose(codes=(TREE,), by=unit(), at=NOW), "已提出", "onewindow-4-1-positive")


@pytest.mark.clause("onewindow-4-1-positive")
def test_the_database_holds_one_live_line_for_a_code() -> None:
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    row = PositiveItem.objects.get(code=TREE)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.clause("onewindow-2-2-def")
def test_what_is_no_service_item_is_not_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    from miluo.integrated_window.services import lists, opening  # noqa: PLC0415  # the catalogue brings no penalty, so its content is changed here

    item, content = opening.known_item(TREE, "onewindow-4-1-positive")
    monkeypatch.setattr(lists, "known_item", lambda *_, **__: (item, content.model_copy(update={"kind": "02"})))
    refused(lambda: services.propose(codes=(TREE,), by=unit(), at=NOW), "不是政务服务事项", "onewindow-2-2-def")


@pytest.mark.clause("onewindow-3-1-1-1-scope")
def test_an_item_of_a_zone_is_not_put_on_the_list_of_the_window() -> None:
    refused(lambda: services.propose(codes=(MARRIAGE,), by=unit("civil-affairs"), at=NOW), "婚姻登记专区", "onewindow-3-1-1-1-scope")


@pytest.mark.clause("onewindow-4-5-instant")
def test_an_item_done_on_the_spot_is_not_activated_without_the_power_to_decide() -> None:
    chief()
    letter((QUARANTINE,))
    services.propose(codes=(QUARANTINE,), by=unit(), at=NOW)
    services.confirm(codes=(QUARANTINE,), by=BUREAU, at=NOW)
    refused(lambda: services.activate(codes=(QUARANTINE,), by=BUREAU, at=NOW), "没有授权当场办结", "onewindow-4-5-instant")
    letter((QUARANTINE,), decides=(QUARANTINE,))
    assert services.activate(codes=(QUARANTINE,), by=BUREAU, at=NOW).state == "active"


@pytest.mark.clause("onewindow-5-1-dept", "onewindow-3-2-4-chief", "onewindow-4-5-letter")
def test_what_an_item_lacks_is_told_at_once_before_it_becomes_active() -> None:
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    services.confirm(codes=(TREE,), by=BUREAU, at=NOW)
    with pytest.raises(Refused) as refusal:
        services.activate(codes=(TREE,), by=BUREAU, at=NOW)
    assert {problem.clause for problem in refusal.value.problems} == {"onewindow-4-5-letter", "onewindow-3-2-4-chief"}


@pytest.mark.clause("onewindow-4-1-online", "onewindow-a2-form")
def test_one_implementation_code_is_listed_once() -> None:
    services.list_online(code=TREE, implementation_code="ML-LY-0001-01", by=unit(), at=NOW)
    again = lambda: services.list_online(code=QUARANTINE, implementation_code="ML-LY-0001-01", by=unit(), at=NOW)  # noqa: E731
    refused(again, "已列入", "onewindow-4-1-online")
    services.remove_online(implementation_code="ML-LY-0001-01", reason="业务办理项已合并", by=unit(), at=NOW)
    again()
    assert OnlineItem.objects.filter(state="listed").values("implementation_code").distinct().count() == 1


@pytest.mark.clause("onewindow-4-1-negative", "onewindow-a3-form", "onewindow-2-2-enter")
def test_an_item_is_kept_out_with_a_reason_and_a_statement() -> None:
    services.list_negative(code=TREE, **NEGATIVE, content=PDF, by=unit(), at=NOW)
    row = NegativeItem.objects.get()
    assert (row.state, row.reason, row.statement_name) == ("listed", "需要专用场地", "情况说明.pdf")


@pytest.mark.clause("onewindow-4-1-negative", "onewindow-a3-form", "onewindow-2-2-enter")
@pytest.mark.parametrize(
    ("changed", "match", "clause"),
    [
        ({"reason": "  "}, "没有写明不进驻原因", "onewindow-a3-form"),
        ({"content": b""}, "没有上传情况说明", "onewindow-4-1-negative"),
        ({"reason_kind": ""}, "没有选择原因类别", "onewindow-2-2-enter"),
        ({"place": ""}, "没有写明办事地点", "onewindow-a3-form"),
    ],
)
def test_without_reason_or_statement_nothing_is_kept_out(changed: dict[str, object], match: str, clause: str) -> None:
    given = {**NEGATIVE, "content": PDF, **changed}
    refused(lambda: services.list_negative(code=TREE, **given, by=unit(), at=NOW), match, clause)  # type: ignore[arg-type]
    assert not NegativeItem.objects.exists()


@pytest.mark.clause("onewindow-2-2-enter")
def test_another_reason_waits_for_the_consent_of_the_bureau() -> None:
    given = {**NEGATIVE, "reason_kind": "other", "reason": "登记窗口另有规定"}
    assert services.list_negative(code=TREE, **given, content=PDF, by=unit(), at=NOW).state == "waiting"
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.approve_negative(code=TREE, by=unit(), at=NOW)
    assert services.approve_negative(code=TREE, by=BUREAU, at=NOW).state == "listed"


@pytest.mark.clause("onewindow-4-1-negative")
def test_no_item_stands_in_both_lists() -> None:
    services.propose(codes=(TREE,), by=unit(), at=NOW)
    refused(
        lambda: services.list_negative(code=TREE, **NEGATIVE, content=PDF, by=unit(), at=NOW), "正负面清单冲突", "onewindow-4-1-negative"
    )
    services.remove(code=TREE, reason="改为不进驻", by=BUREAU, at=NOW)
    services.list_negative(code=TREE, **NEGATIVE, content=PDF, by=unit(), at=NOW)
    refused(lambda: services.propose(codes=(TREE,), by=unit(), at=NOW), "正负面清单冲突", "onewindow-4-1-negative")
    services.remove_negative(code=TREE, reason="已经具备条件", by=unit(), at=NOW)
    assert services.propose(codes=(TREE,), by=unit(), at=NOW).state == "proposed"
