"""From the acceptance to the archive: papers carried and counted, results handed out with their proof, volumes kept."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from onewindow.cases import gates, services
from onewindow.cases.attachments import digests_in_use
from onewindow.cases.models import Archive, Case, Delivery, HandOver, Task
from onewindow.cases.selectors.bundles import bundle_of
from onewindow.cases.selectors.held import held_materials, held_results
from onewindow.cases.services.archiving import is_whole
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, on
from onewindow.cases.volume import INDEX, volume_of
from onewindow.papers import files
from onewindow.papers.models import Paper
from onewindow.papers.services import content_of
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Problem, Refused

LISTED = [{"material": "application", "copies": 1}, {"material": "premises", "copies": 2}]
SELF = {"name": items.PERSON_NAME, "number": items.PERSON_ID, "is_agent": False}
OTHER = {"name": "演示代理人", "number": "440524188001010014", "is_agent": False}  # an example number that checks


@pytest.fixture
def clerk(cast: Cast) -> Iterator[Actor]:
    items.publish_item()
    with gates.isolated():
        yield cast.clerk


def problem(door: Any, **arguments: Any) -> Problem:
    with pytest.raises(Refused) as caught:
        door(**arguments)
    return caught.value.problems[0]


def accepted(clerk: Actor) -> str:
    number = items.at_window(clerk)
    services.accept(number=number, by=clerk, at=AT)
    return number


def at_issue(cast: Cast, clerk: Actor) -> str:
    number = accepted(clerk)
    services.pass_prereview(number=number, by=cast.approver, at=AT)
    services.decide(number=number, approve=True, by=cast.approver, at=AT)
    services.produce(number=number, document_number="演示字0001号", name="证.pdf", content=PDF, by=cast.approver, at=AT)
    services.push(number=number, by=cast.approver, at=AT)
    return number


@pytest.mark.clause("onewindow-4-6-front", "onewindow-3-1-1-1-couriers")
def test_papers_that_agree_with_their_list_are_handed_over(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    paper = services.hand_over(number=number, lines=LISTED, carrier="u-courier", by=clerk, at=AT).paper
    assert Paper.objects.get(number=paper).title == "物料交接单"
    assert problem(services.pass_prereview, number=number, by=cast.approver, at=AT).code == "open_hand_over"
    answer = services.count_hand_over(number=number, counted={"application": 1, "premises": "2"}, by=cast.approver, at=AT)
    assert answer.message == "清点无误，已移交"
    services.pass_prereview(number=number, by=cast.approver, at=AT)


@pytest.mark.clause("onewindow-4-6-front")
def test_a_difference_stops_the_case_and_names_what_lacks(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    services.hand_over(number=number, lines=LISTED, carrier="u-courier", by=clerk, at=AT)
    answer = services.count_hand_over(number=number, counted={"application": 1, "premises": 1}, by=cast.approver, at=AT)
    assert "经营场所证明应为2份，清点1份" in answer.message
    assert HandOver.objects.get().confirmed_at is None
    assert problem(services.pass_prereview, number=number, by=cast.approver, at=AT).code == "open_hand_over"
    assert problem(services.mend_hand_over, number=number, lines=LISTED, reason=" ", by=clerk, at=AT).code == "no_reason"
    services.mend_hand_over(number=number, lines=LISTED, reason="补送一份复印件", by=clerk, at=AT)
    services.count_hand_over(number=number, counted={"application": 1, "premises": 2}, by=cast.approver, at=AT)
    services.pass_prereview(number=number, by=cast.approver, at=AT)


def test_a_list_that_cannot_be_is_refused_line_by_line(cast: Cast, clerk: Actor) -> None:
    number = accepted(clerk)
    wrong = [{"material": "passport", "copies": 1}, {"material": "application", "copies": "两"}]
    with pytest.raises(Refused) as caught:
        services.hand_over(number=number, lines=wrong, carrier="u-courier", by=clerk, at=AT)
    assert [each.field for each in caught.value.problems] == ["lines.0", "lines.1"]
    assert problem(services.hand_over, number=number, lines=[], carrier="u-courier", by=clerk, at=AT).code == "nothing_listed"
    assert not HandOver.objects.exists()


@pytest.mark.clause("onewindow-3-1-1-2-issue")
def test_the_person_takes_the_result_and_signs(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    assert problem(services.issue, number=number, channel="window", receiver=SELF, by=clerk, at=AT).code == "identity_not_checked"
    answer = services.issue(number=number, channel="window", identity_checked=True, window="9", receiver=SELF, by=clerk, at=AT)
    delivery = Delivery.objects.get()
    assert (delivery.served_on, delivery.recipient_name, delivery.receipt) == (AT.date(), items.PERSON_NAME, answer.paper)
    said = content_of(Paper.objects.get(number=answer.paper))
    assert (said["document"], said["document_number"], said["channel"]) == ("示例经营许可证", "演示字0001号", "窗口领取")
    again = {"number": number, "channel": "window", "identity_checked": True, "receiver": SELF, "by": clerk, "at": AT}
    assert problem(services.issue, **again).code == "wrong_state"


def test_another_takes_it_only_as_an_agent(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    handed = {"number": number, "channel": "window", "identity_checked": True, "by": clerk, "at": AT}
    assert problem(services.issue, receiver={**OTHER, "number": "123"}, **handed).code == "invalid_resident_id"
    assert problem(services.issue, receiver=OTHER, **handed).code == "not_the_applicant"
    services.issue(receiver={**OTHER, "is_agent": True}, **handed)
    assert Delivery.objects.get().is_agent


def test_the_post_is_proved_when_it_was_signed_for(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    assert problem(services.issue, number=number, channel="post", by=clerk, at=AT).code == "no_tracking"
    services.issue(number=number, channel="post", tracking="EMS0000001CN", by=clerk, at=AT)
    assert Delivery.objects.get().served_on is None
    later = {"number": number, "receiver": SELF, "by": clerk, "at": on("2023-09-20")}
    assert problem(services.confirm_service, served_on=date(2023, 9, 14), **later).code == "invalid_day"
    assert problem(services.confirm_service, served_on=date(2023, 9, 21), **later).code == "invalid_day"
    receipt = services.confirm_service(served_on=date(2023, 9, 18), **later).paper
    assert (Delivery.objects.get().served_on, Delivery.objects.get().receipt) == (date(2023, 9, 18), receipt)
    assert problem(services.confirm_service, served_on=date(2023, 9, 18), **later).code == "nothing_to_confirm"


def test_leaving_and_announcing_say_where(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    assert problem(services.issue, number=number, channel="left", by=clerk, at=AT).code == "no_place"
    assert problem(services.issue, number=number, channel="left", place="演示路1号", by=clerk, at=AT).code == "no_detail"
    services.issue(number=number, channel="public", place="政府门户网站", by=clerk, at=AT)
    assert Delivery.objects.get().served_on == date(2023, 10, 15)  # the thirtieth day after the announcement


def test_what_was_given_and_handed_in_is_on_hand_for_the_next_case(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    key = Case.objects.get(number=number).person_key
    assert held_results(clerk, person_key=key, on=AT.date()) == ()
    services.issue(number=number, channel="window", identity_checked=True, receiver=SELF, by=clerk, at=AT)
    assert [each.title for each in held_results(clerk, person_key=key, on=AT.date())] == ["示例经营许可证"]
    assert {each.title for each in held_materials(clerk, person_key=key)} == {"申请书", "经营场所证明", "健康承诺"}
    assert held_materials(clerk, person_key="") == () == held_results(clerk, person_key="", on=AT.date())
    with pytest.raises(Refused):
        held_results(cast.stranger, person_key=key, on=AT.date())


def test_the_volume_of_a_case_is_the_same_bytes_and_says_what_is_in_it(cast: Cast, clerk: Actor) -> None:
    number = at_issue(cast, clerk)
    case = Case.objects.get(number=number)
    volume = volume_of(case)
    assert volume.content == volume_of(case).content
    with zipfile.ZipFile(BytesIO(volume.content)) as zipped:
        listed = {each["name"] for each in json.loads(zipped.read(INDEX))["卷内文件"]}
        assert listed | {INDEX} == set(zipped.namelist())
    assert any("准予行政许可决定书" in name for name in listed)
    assert any("审批结果扫描件" in name for name in listed)


def test_an_ended_case_is_archived_after_its_term_and_once(cast: Cast, clerk: Actor) -> None:
    number = items.at_window(clerk)
    assert problem(services.archive, number=number, by=clerk, at=AT).code == "wrong_state"
    services.withdraw(number=number, by=items.citizen(), at=AT)  # Friday 2023-09-15
    assert problem(services.archive, number=number, by=SYSTEM, at=on("2023-09-21")).code == "not_ripe"
    services.run_daily(at=on("2023-09-22"))
    kept = Archive.objects.get(case__number=number)
    assert is_whole(kept) and kept.digest in digests_in_use()
    assert problem(services.archive, number=number, by=SYSTEM, at=on("2023-09-25")).code == "archived_before"
    (files._path(kept.digest)).unlink()
    assert not is_whole(kept)


@pytest.mark.clause("onewindow-2-1-themes")
def test_one_form_makes_a_case_for_each_item_or_none(cast: Cast, clerk: Actor) -> None:
    form = [*items.CONTENT["form"], {"name": "brand", "title": "字号"}]
    items.publish_item(key="second-permit", code="ML-SL-0010", title="示例登记", form=form)
    begun = {"procedures": [items.ITEM, "second-permit"], "channel": "window", "window": "1", "by": clerk, "at": AT}
    assert problem(services.start_bundle, **{**begun, "procedures": [items.ITEM, items.ITEM]}).code == "invalid_items"
    bundle = services.start_bundle(**begun).number
    said = {"bundle": bundle, "persons": items.PERSONS, "contact_name": "演示", "contact_phone": "13800000000", "by": clerk, "at": AT}
    assert problem(services.save_bundle, **{**said, "facts": {"unheard": "1"}}).code == "unknown_fact"
    services.save_bundle(**said, facts=items.TYPED)
    assert problem(services.submit_bundle, bundle=bundle, by=clerk, at=AT).field == "second-permit.brand"
    assert not Case.objects.exists()
    services.save_bundle(**said, facts={"brand": "演示"})
    services.submit_bundle(bundle=bundle, by=clerk, at=AT)
    assert list(Case.objects.order_by("id").values_list("procedure", "bundle")) == [(items.ITEM, bundle), ("second-permit", bundle)]
    assert Task.objects.filter(step="accept", done_at=None).count() == 2


@pytest.mark.clause("onewindow-2-1-themes")
def test_a_file_of_the_one_form_is_handed_in_once_for_every_item(cast: Cast, clerk: Actor) -> None:
    materials = [items.CONTENT["materials"][0], {"key": "lease", "title": "租赁合同", "copies": 1, "source_channel": "applicant"}]
    items.publish_item(key="second-permit", code="ML-SL-0010", title="示例登记", materials=materials)
    citizen = items.citizen()
    bundle = services.start_bundle(procedures=[items.ITEM, "second-permit"], by=citizen, at=AT).number
    given = {"bundle": bundle, "name": "件.pdf", "content": PDF, "by": citizen, "at": AT}
    assert problem(services.attach_to_bundle, material="passport", **given).code == "unknown_material"
    services.attach_to_bundle(material="application", **given)
    view = bundle_of(bundle, citizen, AT.date())
    slots = {slot.key: slot for slot in view.materials}
    assert set(slots) == {"application", "premises", "health", "lease"}
    assert (len(view.drafts), len(view.fields), view.cases) == (2, len(items.CONTENT["form"]), ())
    assert all(len(draft.materials[0].files) == 1 for draft in view.drafts)
    assert problem(services.detach_from_bundle, bundle=bundle, attachment="none", by=citizen, at=AT).code == "unknown_attachment"
    services.detach_from_bundle(bundle=bundle, attachment=slots["application"].files[0].key, by=citizen, at=AT)
    assert not any(slot.files for slot in bundle_of(bundle, citizen, AT.date()).materials)
    with pytest.raises(Refused):
        bundle_of(bundle, cast.stranger, AT.date())
