"""Personal data under seal: shown in full only with a reason, forgotten on request."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from onewindow.accounts.sealed import SealedTextField
from onewindow.accounts.services.checks import require_reason
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused


@transaction.atomic
def unmask(*, row: models.Model, field: str, subject: str, needs: str, reason: str, by: Actor, at: datetime) -> str:
    """The full value of a sealed field of a saved row, and the event that says who looked and why.

    ``subject`` is whose trail it belongs to (``case:2023-000001``); ``needs`` the permission that opens such a row, the
    caller has checked that it is one of the actor's own rows. Raises Refused without permission (403) or reason, and
    when nothing is kept there (404).
    """
    _require(by, needs)
    reason = require_reason(reason, "查看完整信息")
    value = row._meta.model._default_manager.filter(pk=row.pk).values_list(_sealed(row, field).attname, flat=True).first()
    if value is None:
        raise Refused("没有可查看的内容，或已按规定删除", code="nothing_kept", field=field, status=404)
    record(subject=subject, kind="personal.unmasked", by=by, at=at, reason=reason, body={"field": _sealed(row, field).bound_to})
    return str(value)


@transaction.atomic
def erase(*, row: models.Model, field: str, subject: str, needs: str, reason: str, by: Actor, at: datetime) -> None:
    """Forget a sealed value for good (个人信息保护法第四十七条); the events about it hold at most its digest.

    Raises Refused without permission (403) or reason, and when nothing is kept there (404).
    """
    _require(by, needs)
    reason = require_reason(reason, "删除个人信息")
    sealed = _sealed(row, field)
    rows = row._meta.model._default_manager.filter(pk=row.pk, **{f"{sealed.attname}__isnull": False})
    if not rows.update(**{sealed.attname: None}):
        raise Refused("没有可删除的内容", code="nothing_kept", field=field, status=404)
    setattr(row, sealed.attname, None)
    record(subject=subject, kind="personal.erased", by=by, at=at, reason=reason, body={"field": sealed.bound_to})


def _sealed(row: models.Model, field: str) -> SealedTextField:
    found = row._meta.get_field(field)
    if not isinstance(found, SealedTextField):
        raise TypeError(f"{field} is not sealed")
    return found


def _require(by: Actor, needs: str) -> None:
    if by != SYSTEM and not by.may(needs):
        raise Refused("没有查看该个人信息的权限", code="permission_denied", status=403)
