"""The doors of the window, each with a case that stands before it: what is killed, and what two people press at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services
from onewindow.cases.models import Consultation
from onewindow.cases.selectors.bundles import bundle_of
from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT, PDF, Cast, gather, on
from onewindow.cases.tests.test_outcome import LISTED, SELF, accepted, at_issue
from onewindow.cases.tests.test_versions import NEXT, WHY
from onewindow.items import services as catalogue
from onewindow.items.models import Item
from onewindow.items.reading import content
from onewindow.papers.selectors import papers_of
from onewindow.papers.services import file_of
from onewindow.words.actor import SYSTEM, Actor

INSTANT, SECOND, MOVING, GROWING = "instant-permit", "second-permit", "moving-permit", "growing-permit"


@dataclass(frozen=True, slots=True)
class World:
    """The people of the window, and four items: a 承诺件, a 即办件, and two of which a second version is in force."""

    cast: Cast
    citizen: Actor
    chief: Actor
    justice: Actor
    justice_too: Actor
    keeper: Actor
    reviewer: Actor
    publisher: Actor

    @property
    def clerk(self) -> Actor:
        return self.cast.clerk

    @property
    def approver(self) -> Actor:
        return self.cast.approver


Pressed = tuple[Callable[..., Any], dict[str, Any]]
Prepare = Callable[[World], Pressed]


def build() -> World:
    """The items and the people; no case yet."""
    cast = gather()
    for body in ("justice", "natural-resources"):
        items.office(body)
    items.publish_item()
    items.publish_item(key=INSTANT, code="ML-SL-0019", title="示例即办", handling="instant", promised_days=1)
    items.publish_item(key=SECOND, code="ML-SL-0010", title="示例登记")
    world = World(
        cast,
        items.citizen(),
        items.person("demo-chief", "演示首席代表", "chief", items.BODY),
        items.person("demo-justice", "演示司法审批员", "approver", "justice"),
        items.person("demo-justice-2", "演示司法审批员二", "approver", "justice"),
        items.person("demo-drafter", "演示目录员", "item-keeper", items.WINDOW),
        items.person("demo-checker", "演示审核员", "item-reviewer", items.WINDOW),
        items.person("demo-publisher", "演示发布员", "item-publisher", items.WINDOW),
    )
    for key, code, change in ((MOVING, "ML-SL-0011", {"promised_days": 3}), (GROWING, "ML-SL-0012", {"promised_days": 10})):
        items.publish_item(key=key, code=code)
        catalogue.publish(**version(world, {"key": key, "code": code, **change}, "approved", NEXT), by=world.publisher)
    return world


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


def version(world: World, changes: dict[str, Any], upto: str, at: datetime = AT) -> dict[str, Any]:
    """A version of an item, drafted, submitted or approved; what names it."""
    drafted = catalogue.draft(content=content({**items.CONTENT, **changes}), by=world.keeper, at=at)
    named: dict[str, Any] = {"key": drafted.item.key, "number": drafted.number, "at": at}
    if upto != "drafted":
        catalogue.submit_for_review(**named, by=world.keeper)
    if upto == "approved":
        catalogue.review(**named, approved=True, by=world.reviewer)
    return named


def first_version(world: World, upto: str) -> dict[str, Any]:
    """The same, of an item that there was not yet."""
    place = Item.objects.count()
    return version(world, {"key": f"item-{place}", "code": f"ML-SL-9{place:03d}"}, upto)


def moved(world: World) -> str:
    number = items.at_window(world.clerk, item=MOVING)
    services.move_to_version(number=number, target=2, reason=WHY, by=world.publisher, at=NEXT)
    return number


def waiting_for_consent(world: World) -> str:
    number = items.at_window(world.clerk, item=GROWING)
    services.move_to_version(number=number, target=2, reason=WHY, by=world.publisher, at=NEXT)
    return number


def lent(world: World) -> str:
    """The code by which a form is taken over."""
    draft = services.start_draft(procedure_key=items.ITEM, by=world.citizen, at=AT).number
    return services.lend_draft(draft=draft, by=world.citizen, at=AT).paper


def deferred(world: World) -> str:
    number = items.at_window(world.clerk, materials=("application", "health"))
    services.accept(number=number, deferred=["premises"], by=world.clerk, at=AT)
    services.attach(number=number, material="premises", name="证明.pdf", content=PDF, by=world.clerk, at=AT)
    return number


def _start_bundle(world: World) -> Pressed:
    return services.start_bundle, {"procedures": [items.ITEM, SECOND], "channel": "window", "window": "1", "by": world.clerk}


def _save_bundle(world: World) -> Pressed:
    return services.save_bundle, {"bundle": bundle(world), "facts": {"area": "30"}, "by": world.clerk}


def _attach_to_bundle(world: World) -> Pressed:
    file = {"material": "premises", "name": "另一份.pdf", "content": PDF + b"2"}
    return services.attach_to_bundle, {"bundle": bundle(world), **file, "by": world.clerk}


def _detach_from_bundle(world: World) -> Pressed:
    number = bundle(world)
    view = bundle_of(number, world.clerk, AT.date())
    return services.detach_from_bundle, {"bundle": number, "attachment": view.materials[0].files[0].key, "by": world.clerk}


def _submit_bundle(world: World) -> Pressed:
    return services.submit_bundle, {"bundle": bundle(world), "by": world.clerk}


def _accept(world: World) -> Pressed:
    number = items.at_window(world.clerk, materials=("application", "health"))
    return services.accept, {"number": number, "deferred": ["premises"], "by": world.clerk}


def _correct_at_window(world: World) -> Pressed:
    return services.correct_at_window, {"number": items.at_window(world.clerk), "facts": {"area": "30"}, "by": world.clerk}


def _decide_at_window(world: World) -> Pressed:
    number = items.at_window(world.clerk, item=INSTANT)
    return services.decide_at_window, {"number": number, "document_number": "演示字0002号", "by": world.clerk}


def _settle_undertaking(world: World) -> Pressed:
    return services.settle_undertaking, {"number": deferred(world), "kind": "deferred", "kept": True, "note": "原件已核", "by": world.clerk}


def _lend(world: World) -> Pressed:
    draft = services.start_draft(procedure_key=items.ITEM, by=world.citizen, at=AT).number
    return services.lend_draft, {"draft": draft, "by": world.citizen}


def _take_over(world: World) -> Pressed:
    return services.take_over_draft, {"code": lent(world), "window": "1", "by": world.clerk}


def _hand_over(world: World) -> Pressed:
    return services.hand_over, {"number": accepted(world.clerk), "lines": LISTED, "carrier": "u-courier", "by": world.clerk}


def _count(world: World) -> Pressed:
    return services.count_hand_over, {"number": handed(world), "counted": {"application": 1, "premises": 1}, "by": world.approver}


def _mend(world: World) -> Pressed:
    act, counted = _count(world)
    act(**counted, at=AT)
    return services.mend_hand_over, {"number": counted["number"], "lines": LISTED, "reason": "补送一份", "by": world.clerk}


def _prereview(world: World) -> Pressed:
    return services.pass_prereview, {"number": accepted(world.clerk), "by": world.approver}


def _consult(world: World) -> Pressed:
    bodies = ["justice", "natural-resources"]
    return services.consult, {"number": reviewing(world), "organisations": bodies, "question": "选址是否符合要求", "by": world.approver}


def _answer(world: World) -> Pressed:
    number, consultation = asked(world)
    said = {"consultation": consultation, "agrees": True, "opinion": "同意"}
    return services.answer_consultation, {"number": number, **said, "by": world.justice}


def _withdraw_question(world: World) -> Pressed:
    number, consultation = asked(world)
    return services.withdraw_consultation, {"number": number, "consultation": consultation, "reason": "已现场核实", "by": world.approver}


def _cosign(world: World) -> Pressed:
    who = {"person": world.cast.second_approver.id, "question": "请审看"}
    return services.cosign, {"number": reviewing(world), **who, "by": world.approver}


def _special(world: World) -> Pressed:
    return services.begin_special, {"number": reviewing(world), "kind": "hearing", "by": world.approver}


def _end_special(world: World) -> Pressed:
    act, begun = _special(world)
    act(**begun, at=AT)
    return services.end_special, {"number": begun["number"], "kind": "hearing", "result": "没有异议", "by": world.approver}


def _prolong(world: World) -> Pressed:
    return services.prolong, {"number": reviewing(world), "days": 3, "reason": "需要核实", "by": world.chief}


def _ask_in_review(world: World) -> Pressed:
    fault = {"kind": "fact", "key": "area", "reason": "与现场不符", "fault": "substance"}
    return services.ask_correction_in_review, {"number": reviewing(world), "items": [fault], "by": world.approver}


def _transfer(world: World) -> Pressed:
    said = {"person": world.cast.second_approver.id, "reason": "分工调整"}
    return services.transfer, {"number": reviewing(world), **said, "by": world.chief}


def _return_to_prereview(world: World) -> Pressed:
    return services.return_to_prereview, {"number": reviewing(world), "reason": "材料需要再核", "by": world.approver}


def _urge(world: World) -> Pressed:
    return services.urge, {"number": accepted(world.clerk), "reason": "急用", "by": world.citizen}


def _decide(world: World) -> Pressed:
    return services.decide, {"number": reviewing(world), "approve": True, "by": world.approver}


def _produce(world: World) -> Pressed:
    act, decided = _decide(world)
    act(**decided, at=AT)
    file = {"document_number": "演示字0001号", "name": "证.pdf", "content": PDF}
    return services.produce, {"number": decided["number"], **file, "by": world.approver}


def _push(world: World) -> Pressed:
    act, made = _produce(world)
    act(**made, at=AT)
    return services.push, {"number": made["number"], "by": world.approver}


def _deliver(world: World) -> Pressed:
    number = at_issue(world.cast, world.clerk)
    said = {"channel": "window", "identity_checked": True, "window": "9", "receiver": SELF}
    return services.issue, {"number": number, **said, "by": world.clerk}


def _confirm_service(world: World) -> Pressed:
    said = {"served_on": date(2023, 9, 18), "receiver": SELF, "at": on("2023-09-20")}
    return services.confirm_service, {"number": posted(world), **said, "by": world.clerk}


def _archive(world: World) -> Pressed:
    return services.archive, {"number": withdrawn(world), "by": SYSTEM, "at": on("2023-09-25")}


def _move(world: World) -> Pressed:
    number = items.at_window(world.clerk, item=MOVING)
    return services.move_to_version, {"number": number, "target": 2, "reason": WHY, "by": world.publisher, "at": NEXT}


def _answer_version(world: World) -> Pressed:
    return services.answer_version, {"number": waiting_for_consent(world), "agrees": True, "by": world.citizen, "at": NEXT}


def _undo_move(world: World) -> Pressed:
    return services.undo_version, {"number": moved(world), "reason": "选错", "by": world.publisher, "at": NEXT}


def _publish(world: World) -> Pressed:
    return catalogue.publish, {**first_version(world, "approved"), "by": world.publisher}


def _review_version(world: World) -> Pressed:
    return catalogue.review, {**first_version(world, "submitted"), "approved": True, "by": world.reviewer}


def _delegate(world: World) -> Pressed:
    place = User.objects.count()
    one, other = (items.person(f"demo-leaving-{place + n}", "演示审批员", "approver", items.BODY) for n in range(2))
    said = {"reason": "外出学习，由同事代为办理", "valid_until": date(2023, 9, 20)}
    return accounts.delegate, {"user": User.objects.get(key=one.id), "delegate": User.objects.get(key=other.id), **said, "by": one}


DOORS: tuple[Prepare, ...] = (
    *(_start_bundle, _save_bundle, _attach_to_bundle, _detach_from_bundle, _submit_bundle, _accept, _correct_at_window),
    *(_decide_at_window, _settle_undertaking, _lend, _take_over, _hand_over, _count, _mend, _prereview, _consult, _answer),
    *(_withdraw_question, _cosign, _special, _end_special, _prolong, _ask_in_review, _transfer, _return_to_prereview, _urge),
    *(_decide, _produce, _push, _deliver, _confirm_service, _archive, _move, _answer_version, _undo_move, _publish),
    *(_review_version, _delegate),
)
WITHOUT_KEY = {_publish, _review_version, _delegate}

# Who presses the same at the same moment (None: the same person on another device), and what the second is told.
AT_ONCE: tuple[tuple[Prepare, Callable[[World], Actor] | None, str], ...] = (
    (_submit_bundle, lambda world: world.cast.second_clerk, "already_submitted"),
    (_decide_at_window, lambda world: world.cast.second_clerk, "wrong_state"),
    (_settle_undertaking, lambda world: world.cast.second_clerk, "no_undertaking"),
    (_hand_over, lambda world: world.cast.second_clerk, "open_hand_over"),
    (_prereview, lambda world: world.cast.second_approver, "wrong_state"),
    (_consult, lambda world: world.cast.second_approver, "taken"),
    (_answer, lambda world: world.justice_too, "answered_before"),
    (_special, lambda world: world.cast.second_approver, "taken"),
    (_prolong, lambda world: world.chief, "prolonged_before"),
    (_push, lambda world: world.cast.second_approver, "other_organisation"),
    (_deliver, lambda world: world.cast.second_clerk, "wrong_state"),
    (_confirm_service, lambda world: world.cast.second_clerk, "nothing_to_confirm"),
    (_archive, lambda world: world.clerk, "archived_before"),
    (_move, lambda world: world.publisher, "not_movable"),
    (_answer_version, lambda world: world.clerk, "nothing_asked"),
    (_undo_move, lambda world: world.publisher, "nothing_to_undo"),
    (_publish, lambda world: world.publisher, "wrong_state"),
    (_delegate, None, "already_delegated"),
)
