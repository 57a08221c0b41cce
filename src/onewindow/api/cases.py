"""A whole case by calls: each POST is one door, and says so with the answer of the door."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, File, Query, Router, Schema, UploadedFile

from onewindow.accounts.access import actor_on, api_permission, public
from onewindow.api.answers import Answer
from onewindow.api.case_verbs import Check
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.cases import selectors, services
from onewindow.worktime import clock

router = Router(tags=["办件"])
APPLY, READ = api_permission("cases.apply"), api_permission("cases.read_own", "cases.read_organisation", "cases.supervise")
Cursor = Annotated[str, Query(description="上一页响应头X-Next-Cursor的值", max_length=60)]
WINDOW, BUREAU = api_permission("cases.accept"), api_permission("cases.review", "cases.decide")


class Reason(Schema):
    reason: str = ""


class Item(Schema):
    kind: Literal["fact", "material"]
    key: str
    reason: str
    source: str = ""
    expected: str = ""


class Items(Schema):
    items: list[Item]


class Facts(Schema):
    facts: dict[str, Any] = {}


class Acceptance(Schema):
    """事项目录中的事项：逐项审查的结果；不填时已提交的材料视为齐全合规。"""

    checks: list[Check] | None = None
    deferred: list[str] = Field([], description="容缺受理的材料")
    promised: list[str] = Field([], description="以告知承诺代替的材料")


class NotAccepted(Schema):
    reason: str
    source: str = Field("", description="依据：条款编号")
    where_to_go: str = Field("", description="应当向哪个机关申请")


class Correction(Schema):
    fact: str
    value: Any
    reason: str
    attachment: str = Field(..., description="证明该事实的附件")


class Decision(Schema):
    amounts: dict[str, str] | None = Field(None, description="批准的金额（元），不填为核算应付的金额；只有上限的奖补须填")
    refused: dict[str, str] = Field({}, description="不予批准的奖励及理由")
    reasons: dict[str, str] = Field({}, description="只有上限的奖补低于上限核定的理由")
    reason: str = ""
    approve: bool | None = Field(None, description="申请核准的事项：是否予以核准")


class Delivery(Schema):
    channel: str
    identity_checked: bool = Field(False, description="窗口领取：已核对领取人身份证件和授权")


class Note(Schema):
    note: str = ""


class Rating(Schema):
    level: int
    comment: str = ""


@router.get("/procedures", summary="可以办理的事项")
@public
def procedures(request: HttpRequest) -> list[dict[str, Any]]:
    return [_procedure(each) for each in selectors.services(clock.today())]


@router.get("", summary="我的办件", auth=APPLY)
def mine(request: HttpRequest, response: HttpResponse, cursor: Cursor = "") -> list[dict[str, Any]]:
    """The newest first, 50 at a time; the header X-Next-Cursor leads to the next ones and is left out on the last page."""
    return _page(selectors.my_cases(actor_on(request), clock.today(), cursor=cursor), response)


@router.get("/queue", summary="本单位待办", auth=api_permission("cases.read_organisation"))
def queue(request: HttpRequest, response: HttpResponse, cursor: Cursor = "") -> list[dict[str, Any]]:
    """The first due first, 50 at a time; the header X-Next-Cursor leads to the next ones and is left out on the last page."""
    return _page(selectors.queue(actor_on(request), clock.today(), cursor=cursor), response)


def _page(page: selectors.Page[selectors.CaseRow], response: HttpResponse) -> list[dict[str, Any]]:
    if page.following:
        response["X-Next-Cursor"] = page.following
    rows: list[dict[str, Any]] = plain(page.rows)
    return rows


@router.get("/{number}", summary="一个办件", auth=READ)
def case(request: HttpRequest, number: str) -> dict[str, Any]:
    """Everything that its page shows: facts, materials, the awards with their explanation, day count, timeline, papers."""
    view = selectors.case_of(number, actor_on(request), clock.today())
    shown = {name: getattr(view, name) for name in view.__slots__ if name not in {"evaluation", "counted", "plan"}}
    counted = [day.as_json() for day in view.counted]
    return plain({**shown, "acts": sorted(view.acts), "evaluation": view.evaluation and view.evaluation.as_json(), "counted": counted})


@router.post("/{number}/withdraw", summary="撤回申请", auth=APPLY, response=Answer)
def withdraw(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.withdraw(number=number, reason=body.reason, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/correct", summary="补正", auth=APPLY, response=Answer)
def correct(request: HttpRequest, number: str, body: Facts, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.correct(number=number, facts=body.facts, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/correction", summary="保存补正内容，尚未提交", auth=APPLY, response=Answer)
def save_correction(request: HttpRequest, number: str, body: Facts, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.save_correction(number=number, facts=body.facts, by=actor_on(request), at=clock.now(), key=key))


@router.post(
    "/{number}/materials/{material}",
    summary="上传补正的材料，或者更正事实的证据",
    auth=api_permission("cases.apply", "cases.review"),
    response=Answer,
)
def attach(request: HttpRequest, number: str, material: str, key: IdempotencyKey, file: UploadedFile = File(...)) -> dict[str, Any]:  # noqa: B008  # django-ninja reads the default
    """An applicant's file waits for the correction to be sent; the key of an approver's is what correct-fact wants."""
    name, content = file.name or "", file.read()
    return asdict(
        services.attach(number=number, material=material, name=name, content=content, by=actor_on(request), at=clock.now(), key=key)
    )


@router.post("/{number}/rate", summary="好差评", auth=api_permission("cases.read_own"), response=Answer)
def rate(request: HttpRequest, number: str, body: Rating, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.rate(number=number, level=body.level, comment=body.comment, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/accept", summary="受理", auth=WINDOW, response=Answer)
def accept(request: HttpRequest, number: str, key: IdempotencyKey, body: Acceptance | None = None) -> dict[str, Any]:
    said = body.dict() if body else {}
    return asdict(services.accept(number=number, **said, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/ask-correction", summary="一次性补正告知", auth=WINDOW, response=Answer)
def ask_correction(request: HttpRequest, number: str, body: Items, key: IdempotencyKey) -> dict[str, Any]:
    items = [item.dict() for item in body.items]
    return asdict(services.ask_correction(number=number, items=items, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/refuse", summary="不予受理", auth=WINDOW, response=Answer)
def refuse(request: HttpRequest, number: str, body: NotAccepted, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.refuse_acceptance(number=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/take", summary="领取", auth=api_permission("cases.read_organisation"), response=Answer)
def take(request: HttpRequest, number: str, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.take(number=number, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/release", summary="放回队列", auth=api_permission("cases.read_organisation"), response=Answer)
def release(request: HttpRequest, number: str, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.release(number=number, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/forward", summary="再次转交审核", auth=WINDOW, response=Answer)
def forward(request: HttpRequest, number: str, body: Note, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.forward(number=number, note=body.note, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/terminate", summary="逾期未补正的终止办理", auth=WINDOW, response=Answer)
def terminate(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.terminate(number=number, reason=body.reason, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/return", summary="退回窗口", auth=BUREAU, response=Answer)
def return_to_clerk(request: HttpRequest, number: str, body: Reason, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.return_to_clerk(number=number, reason=body.reason, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/correct-fact", summary="依据证据更正事实", auth=BUREAU, response=Answer)
def correct_fact(request: HttpRequest, number: str, body: Correction, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.correct_fact(number=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/decide", summary="作出决定", auth=api_permission("cases.decide"), response=Answer)
def decide(request: HttpRequest, number: str, body: Decision, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.decide(number=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.post("/{number}/issue", summary="送达", auth=api_permission("cases.issue", "cases.read_own"), response=Answer)
def issue(request: HttpRequest, number: str, body: Delivery, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.issue(number=number, **body.dict(), by=actor_on(request), at=clock.now(), key=key))


def _procedure(service: selectors.Service) -> dict[str, Any]:
    declared = service.procedure
    return {
        "procedure": declared.key,
        "title": declared.title,
        "document": declared.document.number,
        "validity": service.validity.value,
        "facts": list(declared.ask),
        "materials": [
            {"key": each.key, "title": each.title, "required": each.required, "formats": list(each.formats)} for each in declared.materials
        ],
    }
