"""What an office does to a running case, by calls: ask once, stop and prolong, consult, pass on, take back, urge. A POST is a door."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema

from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.cases import selectors, services
from onewindow.cases.versions import question_of
from onewindow.worktime import clock

router = Router(tags=["办件办理"])
WINDOW, BUREAU = api_permission("cases.accept"), api_permission("cases.review")
OFFICE = api_permission("cases.read_organisation", "cases.arrange")


class Check(Schema):
    material: str
    outcome: Literal["ok", "corrected", "spared", "missing", "nonconforming"]
    note: str = ""


class AtWindow(Schema):
    approve: bool = True
    reason: str = ""
    document_number: str = Field("", description="窗口印制的证照编号；不填以决定书为结果")
    checks: list[Check] | None = None
    promised: list[str] = []


class Fault(Schema):
    kind: Literal["fact", "material"]
    key: str
    reason: str
    source: str = ""
    expected: str = ""
    fault: Literal["completeness", "substance"] = Field("substance", description="completeness：受理时应当发现的形式问题")


class Faults(Schema):
    items: list[Fault]


class Facts(Schema):
    facts: dict[str, Any]


class Settled(Schema):
    kind: Literal["deferred", "promised"]
    kept: bool
    note: str = ""


class Note(Schema):
    note: str = ""


class Reason(Schema):
    reason: str = ""


class Transfer(Schema):
    reason: str
    person: str = Field("", description="同事的账户编号")
    organisation: str = Field("", description="另一个单位的代号；与person二者选一")


class HandOver(Schema):
    person: str
    to: str
    reason: str


class Special(Schema):
    kind: str
    reason: str = ""
    days: int | None = Field(None, description="预计工作日；不填按事项规定")


class SpecialResult(Schema):
    kind: str
    result: str


class Prolongation(Schema):
    days: int
    reason: str


class Question(Schema):
    organisations: list[str]
    question: str


class Signature(Schema):
    person: str
    question: str


class Opinion(Schema):
    agrees: bool
    opinion: str


class Consent(Schema):
    agrees: bool


def _door(request: HttpRequest, key: str | None) -> dict[str, Any]:
    return {"by": actor_on(request), "at": clock.now(), "key": key}


@router.get("/consultations", summary="请我和本单位答复的事项", auth=BUREAU)
def consultations(request: HttpRequest) -> list[dict[str, Any]]:
    today: date = clock.today()
    return plain(selectors.asked_of(actor_on(request), today))


@router.post("/hand-over-tasks", summary="移交一名人员的全部待办", auth=OFFICE, response=Answer)
def hand_over_tasks(request: HttpRequest, body: HandOver, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.hand_over_tasks(**body.dict(), **_door(request, key)))


@router.post("/{number}/correct-at-window", summary="当场更正", auth=WINDOW, response=Answer)
def correct_at_window(request: HttpRequest, number: str, body: Facts, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.correct_at_window(number=number, facts=body.facts, **_door(request, key)))


@router.post("/{number}/decide-at-window", summary="即办件当场办结", auth=WINDOW, response=Answer)
def decide_at_window(request: HttpRequest, number: str, body: AtWindow, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.decide_at_window(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/settle-undertaking", summary="核验容缺或者告知承诺", auth=OFFICE, response=Answer)
def settle_undertaking(request: HttpRequest, number: str, body: Settled, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.settle_undertaking(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/pass-prereview", summary="预审通过", auth=BUREAU, response=Answer)
def pass_prereview(request: HttpRequest, number: str, body: Note, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.pass_prereview(number=number, note=body.note, **_door(request, key)))


@router.post("/{number}/ask-correction-in-review", summary="审核环节一次性补正告知", auth=BUREAU, response=Answer)
def ask_correction_in_review(request: HttpRequest, number: str, body: Faults, key: IdempotencyKey) -> dict[str, Any]:
    items = [item.dict() for item in body.items]
    return asdict(services.ask_correction_in_review(number=number, items=items, **_door(request, key)))


@router.post("/{number}/return-to-prereview", summary="退回预审", auth=BUREAU, response=Answer)
def return_to_prereview(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.return_to_prereview(number=number, reason=body.reason, **_door(request, key)))


@router.post("/{number}/take-back", summary="撤回已转出的办理", auth=OFFICE, response=Answer)
def take_back(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.take_back(number=number, reason=body.reason, **_door(request, key)))


@router.post("/{number}/transfer", summary="转办", auth=OFFICE, response=Answer)
def transfer(request: HttpRequest, number: str, body: Transfer, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.transfer(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/urge", summary="催办", auth=api_permission("cases.apply", "cases.receive", "cases.supervise"), response=Answer)
def urge(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.urge(number=number, reason=body.reason, **_door(request, key)))


@router.post("/{number}/begin-special", summary="启动特别程序", auth=BUREAU, response=Answer)
def begin_special(request: HttpRequest, number: str, body: Special, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.begin_special(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/end-special", summary="结束特别程序", auth=BUREAU, response=Answer)
def end_special(request: HttpRequest, number: str, body: SpecialResult, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.end_special(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/prolong", summary="延长办理期限", auth=api_permission("cases.arrange"), response=Answer)
def prolong(request: HttpRequest, number: str, body: Prolongation, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.prolong(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/consult", summary="征求其他单位的意见", auth=BUREAU, response=Answer)
def consult(request: HttpRequest, number: str, body: Question, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.consult(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/cosign", summary="请同事加签", auth=BUREAU, response=Answer)
def cosign(request: HttpRequest, number: str, body: Signature, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.cosign(number=number, **body.dict(), **_door(request, key)))


@router.post("/{number}/consultations/{consultation}/answer", summary="答复征求的意见或者加签", auth=BUREAU, response=Answer)
def answer_consultation(request: HttpRequest, number: str, consultation: int, body: Opinion, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.answer_consultation(number=number, consultation=consultation, **body.dict(), **_door(request, key)))


@router.post("/{number}/consultations/{consultation}/withdraw", summary="撤回征求意见或者加签", auth=BUREAU, response=Answer)
def withdraw_consultation(request: HttpRequest, number: str, consultation: int, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.withdraw_consultation(number=number, consultation=consultation, reason=body.reason, **_door(request, key)))


@router.get("/{number}/version", summary="请申请人答复的版本变更", auth=api_permission("cases.read_own", "cases.read_organisation"))
def version_question(request: HttpRequest, number: str) -> dict[str, Any]:
    """What is asked about the version of a case: the changes that need consent and both due days; ``asked`` is false where nothing is."""
    selectors.case_of(number, actor_on(request), clock.today())
    asked, due_now = question_of(number)
    if asked is None:
        return {"asked": False}
    names = ("old_version", "new_version", "reason", "changes", "due_after")
    return plain({"asked": True, "due_now": due_now, **{name: getattr(asked, name) for name in names}})


@router.post("/{number}/version", summary="答复是否同意改用新版本", auth=api_permission("cases.apply", "cases.receive"), response=Answer)
def answer_version(request: HttpRequest, number: str, body: Consent, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.answer_version(number=number, agrees=body.agrees, **_door(request, key)))
