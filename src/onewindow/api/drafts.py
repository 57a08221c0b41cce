"""The form of a case while it is being filled: kept as typed, right or wrong, until it is submitted."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Router, Schema, UploadedFile

from onewindow.accounts.access import actor_on, api_permission
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.cases import selectors, services
from onewindow.worktime import clock

router = Router(tags=["填报"], auth=api_permission("cases.apply"))


class Form(Schema):
    """The form as far as it is filled: facts as typed, right or wrong; problems are told on reading and on submitting."""

    facts: dict[str, Any] = {}
    uscc: str | None = Field(None, description="统一社会信用代码；不填为经办人授权的第一家企业")
    contact_name: str | None = None
    contact_phone: str | None = None


class NewForm(Form):
    procedure: str


@router.get("", summary="我的草稿")
def mine(request: HttpRequest) -> list[dict[str, Any]]:
    return plain(selectors.my_drafts(actor_on(request)))


@router.get("/{draft}", summary="一份草稿：所填、问题和测算")
def draft(request: HttpRequest, draft: str) -> dict[str, Any]:
    view = selectors.draft_of(draft, actor_on(request), clock.today())
    shown = {name: getattr(view, name) for name in view.__slots__ if name not in {"evaluation", "procedure"}}
    return plain({**shown, "evaluation": view.evaluation and view.evaluation.as_json()})


@router.post("", summary="开始填报", response=Answer)
def start(request: HttpRequest, form: NewForm, key: IdempotencyKey) -> dict[str, Any]:
    started = services.start_draft(procedure_key=form.procedure, by=actor_on(request), at=clock.now(), key=key)
    return _save(request, started.number, form, f"{key}/1")


@router.post("/{draft}", summary="保存填报", response=Answer)
def save(request: HttpRequest, draft: str, form: Form, key: IdempotencyKey) -> dict[str, Any]:
    return _save(request, draft, form, key)


@router.post("/{draft}/materials/{material}", summary="上传材料", response=Answer)
def attach(request: HttpRequest, draft: str, material: str, key: IdempotencyKey, file: UploadedFile = File(...)) -> dict[str, Any]:  # noqa: B008  # django-ninja reads the default
    return asdict(
        services.attach(
            draft=draft, material=material, name=file.name or "", content=file.read(), by=actor_on(request), at=clock.now(), key=key
        )
    )


@router.post("/{draft}/attachments/{attachment}/remove", summary="移除材料", response=Answer)
def detach(request: HttpRequest, draft: str, attachment: str, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.detach(draft=draft, attachment=attachment, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{draft}/submit", summary="提交申请", response=Answer)
def submit(request: HttpRequest, draft: str, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.hand_in(draft=draft, by=actor_on(request), at=clock.now(), key=key))


@router.post("/{draft}/discard", summary="舍弃草稿", response=Answer)
def discard(request: HttpRequest, draft: str, key: IdempotencyKey) -> dict[str, Any]:
    """What was typed and the files are erased."""
    return asdict(services.discard(draft=draft, by=actor_on(request), at=clock.now(), key=key))


def _save(request: HttpRequest, draft: str, form: Form, key: str) -> dict[str, Any]:
    kept = form.dict(exclude={"procedure"})
    return asdict(services.save_draft(draft=draft, **kept, by=actor_on(request), at=clock.now(), key=key))
