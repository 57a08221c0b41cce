"""The doors of cases, each with a case that stands before it."""

from __future__ import annotations

from datetime import date

from onewindow.cases import services
from onewindow.cases.models import Consultation
from onewindow.cases.selectors.bundles import bundle_of
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, on
from onewindow.cases.tests.test_outcome import LISTED, SELF, accepted, at_issue
from onewindow.cases.tests.test_versions import NEXT, WHY
from onewindow.papers.selectors import papers_of
from onewindow.papers.services import file_of
from onewindow.words.actor import SYSTEM
from tests.kill.tables import Arguments
from tests.kill.world import GROWING, INSTANT, MOVING, SECOND, World, before


def bundle(world: World) -> str:
    """One form of two items, filled in, with its files; its number."""
    number = services.start_bundle(procedures=[items.ITEM, SECOND], channel="window", window="1", by=world.clerk, at=AT).number
    said = {"facts": items.TYPED, "persons": items.PERSONS, "contact_name": "演示", "contact_phone": "13800000000"}
    services.save_bundle(bundle=number, **said, by=world.clerk, at=AT)
    for material in ("application", "premises", "health"):
        services.attach_to_bundle(bundle=number, material=material, name=f"{material}.pdf", content=PDF, by=world.clerk, at=AT)
    return number


def reviewing(world: World) -> str:
    number = accepted(world.clerk)
    services.pass_prereview(number=number, by=world.approver, at=AT)
    return number


def handed(world: World) -> str:
    number = accepted(world.clerk)
    services.hand_over(number=number, lines=LISTED, carrier="u-courier", by=world.clerk, at=AT)
    return number


def asked(world: World) -> tuple[str, int]:
    number = reviewing(world)
    services.consult(number=number, organisations=["justice"], question="选址是否符合要求", by=world.approver, at=AT)
    return number, Consultation.objects.get(case__number=number).pk


def posted(world: World) -> str:
    number = at_issue(world.cast, world.clerk)
    services.issue(number=number, channel="post", tracking="EMS0000001CN", by=world.clerk, at=AT)
    return number


def withdrawn(world: World) -> str:
    """A case that has ended, its papers made: that takes long, and is no matter of the archive."""
    number = items.at_window(world.clerk)
    services.withdraw(number=number, by=world.citizen, at=AT)
    for paper in papers_of(number):
        file_of(paper)
    return number


def moved(world: World) -> str:
    number = items.at_window(world.clerk, item=MOVING)
    services.move_to_version(number=number, target=2, reason=WHY, by=world.publisher, at=NEXT)
    return number


def waiting_for_consent(world: World) -> str:
    number = items.at_window(world.clerk, item=GROWING)
    services.move_to_version(number=number, target=2, reason=WHY, by=world.publisher, at=NEXT)
    return number


def deferred(world: World) -> str:
    number = items.at_window(world.clerk, materials=("application", "health"))
    services.accept(number=number, deferred=["premises"], by=world.clerk, at=AT)
    services.attach(number=number, material="premises", name="证明.pdf", content=PDF, by=world.clerk, at=AT)
    return number


@before(services.start_bundle)
def _start_bundle(world: World) -> Arguments:
    return {"procedures": [items.ITEM, SECOND], "channel": "window", "window": "1", "by": world.clerk}


@before(services.save_bundle)
def _save_bundle(world: World) -> Arguments:
    return {"bundle": bundle(world), "facts": {"area": "30"}, "by": world.clerk}


@before(services.attach_to_bundle)
def _attach_to_bundle(world: World) -> Arguments:
    file = {"material": "premises", "name": "另一份.pdf", "content": PDF + b"2"}
    return {"bundle": bundle(world), **file, "by": world.clerk}


@before(services.detach_from_bundle)
def _detach_from_bundle(world: World) -> Arguments:
    number = bundle(world)
    view = bundle_of(number, world.clerk, AT.date())
    return {"bundle": number, "attachment": view.materials[0].files[0].key, "by": world.clerk}


@before(services.submit_bundle, rival="cast.second_clerk", told="already_submitted")
def _submit_bundle(world: World) -> Arguments:
    return {"bundle": bundle(world), "by": world.clerk}


@before(services.accept)
def _accept(world: World) -> Arguments:
    number = items.at_window(world.clerk, materials=("application", "health"))
    return {"number": number, "deferred": ["premises"], "by": world.clerk}


@before(services.correct_at_window)
def _correct_at_window(world: World) -> Arguments:
    return {"number": items.at_window(world.clerk), "facts": {"area": "30"}, "by": world.clerk}


@before(services.decide_at_window, rival="cast.second_clerk", told="wrong_state")
def _decide_at_window(world: World) -> Arguments:
    number = items.at_window(world.clerk, item=INSTANT)
    return {"number": number, "document_number": "演示字0002号", "by": world.clerk}


@before(services.settle_undertaking, rival="cast.second_clerk", told="no_undertaking")
def _settle_undertaking(world: World) -> Arguments:
    return {"number": deferred(world), "kind": "deferred", "kept": True, "note": "原件已核", "by": world.clerk}


@before(services.hand_over, rival="cast.second_clerk", told="open_hand_over")
def _hand_over(world: World) -> Arguments:
    return {"number": accepted(world.clerk), "lines": LISTED, "carrier": "u-courier", "by": world.clerk}


@before(services.count_hand_over)
def _count(world: World) -> Arguments:
    return {"number": handed(world), "counted": {"application": 1, "premises": 1}, "by": world.approver}


@before(services.mend_hand_over)
def _mend(world: World) -> Arguments:
    counted = _count(world)
    services.count_hand_over(**counted, at=AT)
    return {"number": counted["number"], "lines": LISTED, "reason": "补送一份", "by": world.clerk}


@before(services.pass_prereview, rival="cast.second_approver", told="wrong_state")
def _prereview(world: World) -> Arguments:
    return {"number": accepted(world.clerk), "by": world.approver}


@before(services.consult, rival="cast.second_approver", told="taken")
def _consult(world: World) -> Arguments:
    bodies = ["justice", "natural-resources"]
    return {"number": reviewing(world), "organisations": bodies, "question": "选址是否符合要求", "by": world.approver}


@before(services.answer_consultation, rival="justice_too", told="answered_before")
def _answer(world: World) -> Arguments:
    number, consultation = asked(world)
    said = {"consultation": consultation, "agrees": True, "opinion": "同意"}
    return {"number": number, **said, "by": world.justice}


@before(services.withdraw_consultation)
def _withdraw_question(world: World) -> Arguments:
    number, consultation = asked(world)
    return {"number": number, "consultation": consultation, "reason": "已现场核实", "by": world.approver}


@before(services.cosign)
def _cosign(world: World) -> Arguments:
    who = {"person": world.cast.second_approver.id, "question": "请审看"}
    return {"number": reviewing(world), **who, "by": world.approver}


@before(services.begin_special, rival="cast.second_approver", told="taken")
def _special(world: World) -> Arguments:
    return {"number": reviewing(world), "kind": "hearing", "by": world.approver}


@before(services.end_special)
def _end_special(world: World) -> Arguments:
    begun = _special(world)
    services.begin_special(**begun, at=AT)
    return {"number": begun["number"], "kind": "hearing", "result": "没有异议", "by": world.approver}


@before(services.prolong, rival="chief", told="prolonged_before")
def _prolong(world: World) -> Arguments:
    return {"number": reviewing(world), "days": 3, "reason": "需要核实", "by": world.chief}


@before(services.ask_correction_in_review)
def _ask_in_review(world: World) -> Arguments:
    fault = {"kind": "fact", "key": "area", "reason": "与现场不符", "fault": "substance"}
    return {"number": reviewing(world), "items": [fault], "by": world.approver}


@before(services.return_to_prereview)
def _return_to_prereview(world: World) -> Arguments:
    return {"number": reviewing(world), "reason": "材料需要再核", "by": world.approver}


@before(services.urge)
def _urge(world: World) -> Arguments:
    return {"number": accepted(world.clerk), "reason": "急用", "by": world.citizen}


@before(services.decide)
def _decide(world: World) -> Arguments:
    return {"number": reviewing(world), "approve": True, "by": world.approver}


@before(services.produce)
def _produce(world: World) -> Arguments:
    decided = _decide(world)
    services.decide(**decided, at=AT)
    file = {"document_number": "演示字0001号", "name": "证.pdf", "content": PDF}
    return {"number": decided["number"], **file, "by": world.approver}


@before(services.push, rival="cast.second_approver", told="other_organisation")
def _push(world: World) -> Arguments:
    made = _produce(world)
    services.produce(**made, at=AT)
    return {"number": made["number"], "by": world.approver}


@before(services.issue, rival="cast.second_clerk", told="wrong_state")
def _deliver(world: World) -> Arguments:
    number = at_issue(world.cast, world.clerk)
    said = {"channel": "window", "identity_checked": True, "window": "9", "receiver": SELF}
    return {"number": number, **said, "by": world.clerk}


@before(services.confirm_service, rival="cast.second_clerk", told="nothing_to_confirm")
def _confirm_service(world: World) -> Arguments:
    said = {"served_on": date(2023, 9, 18), "receiver": SELF, "at": on("2023-09-20")}
    return {"number": posted(world), **said, "by": world.clerk}


@before(services.archive, rival="clerk", told="archived_before")
def _archive(world: World) -> Arguments:
    return {"number": withdrawn(world), "by": SYSTEM, "at": on("2023-09-25")}


@before(services.move_to_version, rival="publisher", told="not_movable")
def _move(world: World) -> Arguments:
    number = items.at_window(world.clerk, item=MOVING)
    return {"number": number, "target": 2, "reason": WHY, "by": world.publisher, "at": NEXT}


@before(services.answer_version, rival="clerk", told="nothing_asked")
def _answer_version(world: World) -> Arguments:
    return {"number": waiting_for_consent(world), "agrees": True, "by": world.citizen, "at": NEXT}


@before(services.undo_version, rival="publisher", told="nothing_to_undo")
def _undo_move(world: World) -> Arguments:
    return {"number": moved(world), "reason": "选错", "by": world.publisher, "at": NEXT}
