"""Who stands for a body at the window, from when to when: chief representatives, liaisons, couriers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from miluo.integrated_window.models import ChiefRepresentative, Courier, Liaison
from miluo.integrated_window.models.people import LIAISON_ROLES, SCOPES, WHOLE
from miluo.integrated_window.services.opening import known_item, not_earlier, one_of, own_body, require_bureau, require_owner, words
from onewindow.accounts.models import User
from onewindow.accounts.sealed import digest
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused

CHIEF, SCOPE, LIAISON, COURIER = "onewindow-3-2-4-chief", "onewindow-a4-1-4", "onewindow-4-1-liaison", "onewindow-3-1-1-1-couriers"


@door
def appoint_chief(
    *,
    name: str,
    post: str,
    phone: str,
    account: str,
    starts_on: date,
    document: str,
    scope: str = WHOLE,
    codes: Sequence[str] = (),
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """明确首席代表: one for a body at a time. ``scope`` is the whole body, all ``except`` the codes, or ``only`` them.

    Raises Refused (409) while another holds the function on any day of the term.
    """
    body = own_body(by, CHIEF)
    Organisation.objects.select_for_update().get(pk=body.pk)  # two who appoint at once wait for each other
    one_of(scope, SCOPES, "授权范围", "scope", SCOPE)
    listed = _scope(scope, codes, by)
    _require_vacant(body, starts_on)
    row = ChiefRepresentative.objects.create(
        organisation=body,
        name=words(name, "姓名", "name", CHIEF, 30),
        post=words(post, "职务", "post", CHIEF, 60),
        phone=phone.strip()[:30],
        account=_account(account, body.key),
        starts_on=starts_on,
        document=words(document, "授权文件", "document", CHIEF, 120),
        scope=scope,
        codes=listed,
        entered_by=by.id,
    )
    told = {"starts_on": starts_on, "scope": scope, "codes": listed, "account": row.account, "name": _of(name, body.key)}
    record(subject=row.subject, kind="chief-representative.appointed", by=by, at=at, to="appointed", body=told)
    return Answer(body.key, "appointed", f"已登记{body.short_name}的首席代表，自{said(starts_on)}起")


@door
def end_chief(*, last_day: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """卸任: the last day of the body's present chief representative."""
    body = own_body(by, CHIEF)
    row = ChiefRepresentative.objects.select_for_update(of=("self",)).filter(organisation=body, ends_on=None).first()
    if row is None:
        raise Refused(f"{body.short_name}没有在任的首席代表", code="no_chief", field="last_day", clause=CHIEF, status=404)
    row.ends_on = not_earlier(last_day, row.starts_on, "最后一日", "last_day", CHIEF)
    row.save(update_fields=["ends_on"])
    record(subject=row.subject, kind="chief-representative.ended", by=by, at=at, from_="appointed", to="ended", body={"last_day": last_day})
    return Answer(body.key, "ended", f"{body.short_name}首席代表的任期至{said(last_day)}")


@door
def name_liaison(
    *, role: str, name: str, post: str, phone: str, starts_on: date, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记对接人员: the deputy leader who leads, or one of the staff."""
    body = own_body(by, LIAISON)
    row = Liaison.objects.create(
        organisation=body,
        role=one_of(role, LIAISON_ROLES, "角色", "role", LIAISON),
        name=words(name, "姓名", "name", LIAISON, 30),
        post=words(post, "职务", "post", LIAISON, 60),
        phone=words(phone, "联系电话", "phone", LIAISON, 30),
        starts_on=starts_on,
        entered_by=by.id,
    )
    told = {"role": role, "starts_on": starts_on, "name": _of(name, body.key)}
    record(subject=row.subject, kind="liaison.named", by=by, at=at, to=role, body=told)
    return Answer(body.key, role, f"已登记{body.short_name}的{LIAISON_ROLES[role]}")


@door
def end_liaison(*, liaison: int, last_day: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """不再对接: the last day of somebody."""
    body = own_body(by, LIAISON)
    row = Liaison.objects.select_for_update(of=("self",)).filter(pk=liaison, organisation=body, ends_on=None).first()
    if row is None:
        raise Refused("没有这名在任的对接人员", code="unknown_liaison", field="liaison", clause=LIAISON, status=404)
    row.ends_on = not_earlier(last_day, row.starts_on, "最后一日", "last_day", LIAISON)
    row.save(update_fields=["ends_on"])
    record(subject=row.subject, kind="liaison.ended", by=by, at=at, from_=row.role, to="ended", body={"last_day": last_day})
    return Answer(body.key, "ended", f"已登记{row.get_role_display()}的最后一日")


@door
def appoint_courier(*, account: str, name: str, phone: str, starts_on: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """设置物料流转员: an account of the bureau; only couriers carry paper to the back office."""
    require_bureau(by, COURIER)
    number = _account(account, by.organisation or "")
    if not number:
        raise Refused("没有填写账号", code="no_account", field="account", clause=COURIER, expected="物料流转员的账号")
    if Courier.objects.filter(account=number, ends_on=None).exists():
        raise Refused("这个账号已是物料流转员", code="already_courier", field="account", clause=COURIER, status=409)
    row = Courier.objects.create(
        account=number,
        name=words(name, "姓名", "name", COURIER, 30),
        post="物料流转员",
        phone=phone.strip()[:30],
        starts_on=starts_on,
        entered_by=by.id,
    )
    record(subject=row.subject, kind="courier.appointed", by=by, at=at, to="appointed", body={"starts_on": starts_on})
    return Answer(number, "appointed", f"已登记物料流转员，自{said(starts_on)}起")


@door
def end_courier(*, courier: int, last_day: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """不再担任物料流转员."""
    require_bureau(by, COURIER)
    row = Courier.objects.select_for_update().filter(pk=courier, ends_on=None).first()
    if row is None:
        raise Refused("没有这名在任的物料流转员", code="unknown_courier", field="courier", clause=COURIER, status=404)
    row.ends_on = not_earlier(last_day, row.starts_on, "最后一日", "last_day", COURIER)
    row.save(update_fields=["ends_on"])
    record(subject=row.subject, kind="courier.ended", by=by, at=at, from_="appointed", to="ended", body={"last_day": last_day})
    return Answer(row.account, "ended", f"物料流转员的任期至{said(last_day)}")


def _require_vacant(body: Organisation, starts_on: date) -> None:
    """Raises Refused (409) while another is chief representative of the body on that day or later."""
    holding = ChiefRepresentative.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), organisation=body).first()
    if holding is not None:
        until = f"任期至{said(holding.ends_on)}" if holding.ends_on else "在任"
        message = f"{body.short_name}已有首席代表（自{said(holding.starts_on)}起，{until}）"
        raise Refused(
            message, code="has_chief", field="starts_on", clause=CHIEF, expected="先登记前任的最后一日，再登记以后的任期", status=409
        )


def _scope(scope: str, codes: Sequence[str], by: Actor) -> list[str]:
    """The codes that a scope names, each an item of the body. Raises Refused."""
    wanted = [each.strip() for each in codes if each.strip()]
    if scope == WHOLE:
        return []
    if not wanted:
        raise Refused("没有列明事项", code="no_items", field="codes", clause=SCOPE, expected="列明授权的事项或者除外的事项")
    for code in wanted:
        item, _ = known_item(code, SCOPE, field="codes")
        require_owner(item, by, SCOPE)
    return list(dict.fromkeys(wanted))


def _account(username: str, organisation: str) -> str:
    """The key of an account by its user name; empty where none is given. Raises Refused for one that is unknown or of another body."""
    if not username.strip():
        return ""
    found = User.objects.filter(username=username.strip()).first()
    if found is None or not found.grants.filter(organisation__key=organisation).exists():
        raise Refused(f"本单位没有账号“{username.strip()}”", code="unknown_account", field="account", expected="本单位人员的登录账号")
    return found.key


def _of(name: str, salt: str) -> str:
    return digest(name.strip(), purpose="window-people", salt=salt)
