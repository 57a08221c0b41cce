"""一件事 by calls: the one form of a theme's items, its files, and the cases that it becomes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Field, File, Router, Schema, UploadedFile

from onewindow.accounts.access import actor_on, api_permission, public
from onewindow.api.answers import Answer
from onewindow.api.idempotency import IdempotencyKey
from onewindow.api.shapes import plain
from onewindow.cases import services
from onewindow.cases.selectors.bundles import BundleView, bundle_of
from onewindow.items import themes
from onewindow.items.selectors import of_theme
from onewindow.worktime import clock

router = Router(tags=["一件事"])
APPLY = api_permission("cases.apply")


class NewBundle(Schema):
    """一件事的主题；只办其中几项的，写明各项的代号。也可以不写主题，只写各项。"""

    theme: str = ""
    procedures: list[str] | None = None


class BundleForm(Schema):
    """共用的申请表，填多少存多少：每个事项取它所问的内容；填错的也保存，查看和提交时指出。"""

    facts: dict[str, Any] = {}
    uscc: str | None = Field(None, description="统一社会信用代码；不填为经办人授权的第一家企业")
    persons: dict[str, str] = Field({}, description="申请人和代理人：person_name、person_id、agent_name、agent_id")
    contact_name: str | None = None
    contact_phone: str | None = None


class Submitted(Answer):
    cases: list[str] = Field(..., description="各事项的办件编号，按事项的顺序")


@router.get("/themes", summary="各主题和其中的事项")
@public
def all_themes(request: HttpRequest) -> list[dict[str, Any]]:
    """Every theme with its items; ``open``: whether its one form may be opened today, ``why`` it may not."""
    today = clock.today()
    return [_theme(key, title, [each.message for each in themes.closed(key, today)]) for key, title in themes.titles().items()]


@router.post("", summary="打开一件事的申请表", auth=APPLY, response=Answer)
def start(request: HttpRequest, body: NewBundle, key: IdempotencyKey) -> dict[str, Any]:
    """The answer's number is that of the form of all its items."""
    return asdict(services.start_bundle(**body.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.get("/{bundle}", summary="一份一件事申请：所填、问题、各办件", auth=api_permission("cases.apply", "cases.read_own"))
def bundle(request: HttpRequest, bundle: str) -> dict[str, Any]:
    """Fields and materials once, however many items ask them; after it was submitted how the case of each item stands."""
    return _shown(bundle_of(bundle, actor_on(request), clock.today()))


@router.post("/{bundle}", summary="保存一件事的申请表", auth=APPLY, response=Answer)
def save(request: HttpRequest, bundle: str, form: BundleForm, key: IdempotencyKey) -> dict[str, Any]:
    return asdict(services.save_bundle(bundle=bundle, **form.dict(), by=actor_on(request), at=clock.now(), key=key))


@router.post("/{bundle}/materials/{material}", summary="上传一件事的材料", auth=APPLY, response=Answer)
def attach(request: HttpRequest, bundle: str, material: str, key: IdempotencyKey, file: UploadedFile = File(...)) -> dict[str, Any]:  # noqa: B008  # django-ninja reads the default
    """Once for every item that asks for the material."""
    named: dict[str, Any] = {"name": file.name or "", "content": file.read(), "by": actor_on(request), "at": clock.now(), "key": key}
    return asdict(services.attach_to_bundle(bundle=bundle, material=material, **named))


@router.post("/{bundle}/attachments/{attachment}/remove", summary="移除一件事的材料", auth=APPLY, response=Answer)
def detach(request: HttpRequest, bundle: str, attachment: str, key: IdempotencyKey) -> dict[str, Any]:
    by, at = actor_on(request), clock.now()
    return asdict(services.detach_from_bundle(bundle=bundle, attachment=attachment, by=by, at=at, key=key))


@router.post("/{bundle}/submit", summary="提交一件事：每个事项一个办件", auth=APPLY, response=Submitted)
def submit(request: HttpRequest, bundle: str, key: IdempotencyKey) -> dict[str, Any]:
    """One case for each item, or none at all."""
    by = actor_on(request)
    answer = services.submit_bundle(bundle=bundle, by=by, at=clock.now(), key=key)
    return {**asdict(answer), "cases": [row.number for row in bundle_of(bundle, by, clock.today()).cases]}


def _theme(key: str, title: str, why: list[str]) -> dict[str, Any]:
    items = [{"procedure": each.key, "title": each.title, "own_form": bool(each.procedure)} for each in of_theme(key, clock.today())]
    return {"theme": key, "title": title, "open": not why, "why": "；".join(why), "items": items}


def _shown(view: BundleView) -> dict[str, Any]:
    items = [{"procedure": draft.procedure.key, "title": draft.procedure.title, "draft": draft.key} for draft in view.drafts]
    parts = {name: getattr(view, name) for name in ("number", "fields", "materials", "problems", "cases", "ended")}
    return plain({**parts, "items": items})
