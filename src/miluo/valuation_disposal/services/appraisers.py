"""评估机构名录: admitted by tender, with what is on record about each, and published (valuation-6)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from miluo.valuation_disposal.kinds import CREDITS, EXPELLED, SELECTIONS
from miluo.valuation_disposal.models import Appraiser, CreditRecord, ListPublication
from miluo.valuation_disposal.selectors.appraisers import list_of
from miluo.valuation_disposal.services.opening import not_later, one_of, require_exchange, words
from onewindow.cases.services.door import Answer, door
from onewindow.papers.numbering import next_number
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.canonical import canonical, sm3
from onewindow.words.days import said
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

LIST = "valuation-6"


@door
def admit(
    *,
    uscc: str,
    name: str,
    qualification: str,
    qualification_number: str,
    qualified_until: date | None = None,
    contact: str,
    phone: str,
    address: str,
    selection: str,
    document: str,
    admitted_on: date,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """列入名录: chosen by tender or another open way, on the document that says so. Raises Refused for who is on the list already."""
    require_exchange(by, LIST)
    code = check_uscc(uscc, field="uscc")
    if Appraiser.objects.filter(uscc=code, left_on=None).exists():
        raise Refused("这家机构已经在名录中", code="on_the_list", field="uscc", clause=LIST, expected="名录以外的机构", status=409)
    _require_qualified(qualified_until, admitted_on)
    appraiser = Appraiser.objects.create(
        uscc=code,
        name=words(name, "机构名称", "name", LIST, 80),
        qualification=words(qualification, "资质", "qualification", LIST, 80),
        qualification_number=words(qualification_number, "资质证书（备案）号", "qualification_number", LIST, 60),
        qualified_until=qualified_until,
        contact=words(contact, "联系人", "contact", LIST, 40),
        phone=words(phone, "联系电话", "phone", LIST, 40),
        address=words(address, "地址", "address", LIST, 120),
        selection=one_of(selection, SELECTIONS, "确定方式", "selection", LIST),
        document=words(document, "中标（成交）文件", "document", LIST, 120),
        admitted_on=not_later(admitted_on, day_of(at), "列入日期", "admitted_on", LIST),
        entered_by=by.id,
    )
    told = {"selection": selection, "document": appraiser.document, "admitted_on": admitted_on}
    record(subject=appraiser.subject, kind="appraiser.admitted", by=by, at=at, to="listed", body=told)
    return Answer(code, "listed", f"{appraiser.name}已列入评估机构名录")


@door
def take_off(*, uscc: str, reason: str, expelled: bool = False, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退出名录, or 清退 with a bad record: from today it is in no draw and in no list that is published."""
    require_exchange(by, LIST)
    appraiser = _listed(uscc)
    appraiser.left_on, appraiser.left_for = day_of(at), words(reason, "退出的原因", "reason", LIST, 200)
    appraiser.save(update_fields=["left_on", "left_for"])
    if expelled:
        _credit(appraiser, EXPELLED, day_of(at), appraiser.left_for, appraiser.left_for[:120], by, at)
    record(subject=appraiser.subject, kind="appraiser.left", by=by, at=at, from_="listed", to="left", reason=appraiser.left_for)
    return Answer(uscc, "left", f"{appraiser.name}已{'清退' if expelled else '退出名录'}")


@door
def record_credit(
    *, uscc: str, kind: str, happened_on: date, facts: str, evidence: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """登记诚信记录: what was done well or badly, with the evidence."""
    require_exchange(by, LIST)
    choices = {name: title for name, title in CREDITS.items() if name != EXPELLED}
    one_of(kind, choices, "类别", "kind", LIST)
    appraiser = _listed(uscc)
    day = not_later(happened_on, day_of(at), "发生日期", "happened_on", LIST)
    row = _credit(appraiser, kind, day, words(facts, "事实", "facts", LIST, 300), words(evidence, "依据", "evidence", LIST, 120), by, at)
    return Answer(str(row.pk), kind, f"已登记{appraiser.name}的{CREDITS[kind]}")


@door
def strike_credit(*, record_id: int, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """更正诚信记录: it stays, struck out with the reason, and is in no list that is published from now on."""
    require_exchange(by, LIST)
    row = CreditRecord.objects.select_for_update(of=("self",)).select_related("appraiser").filter(pk=record_id, struck_on=None).first()
    if row is None:
        raise Refused("没有这条诚信记录", code="unknown_credit", field="record_id", clause=LIST, status=404)
    row.struck_on, row.struck_for = day_of(at), words(reason, "更正的原因", "reason", LIST, 200)
    row.save(update_fields=["struck_on", "struck_for"])
    record(subject=row.appraiser.subject, kind="appraiser.credit-struck", by=by, at=at, reason=row.struck_for, body={"record": row.pk})
    return Answer(str(row.pk), "struck", "已更正")


@door
def publish_list(*, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """公布名单: qualification, contact and credit of everyone who is on the list today, kept as it was published."""
    require_exchange(by, LIST)
    content: list[dict[str, Any]] = list_of(day_of(at))
    if not content:
        raise Refused("名录中没有评估机构，不能公布", code="empty_list", clause=LIST, expected="先列入评估机构", status=409)
    published = ListPublication.objects.create(
        number=next_number("appraiser-lists", at=at, pattern="ML{year}-{serial:03d}"),
        published_on=day_of(at),
        content=content,
        digest=sm3(canonical(content).encode()),
        published_by=by.id,
    )
    told = {"appraisers": len(content), "digest": published.digest}
    record(subject=published.subject, kind="appraiser-list.published", by=by, at=at, to="published", body=told)
    return Answer(published.number, "published", f"已公布{len(content)}家评估机构的名单")


def _require_qualified(until: date | None, admitted_on: date) -> None:
    if until is not None and until < admitted_on:
        said_on = f"资质已于{said(until)}到期"
        raise Refused(said_on, code="not_qualified", field="qualified_until", clause=LIST, expected="在有效期内的资质")


def _listed(uscc: str) -> Appraiser:
    found = Appraiser.objects.select_for_update().filter(uscc=uscc, left_on=None).first()
    if found is None:
        raise Refused("名录中没有这家机构", code="unknown_appraiser", field="uscc", clause=LIST, expected="名录中的机构", status=404)
    return found


def _credit(appraiser: Appraiser, kind: str, day: date, facts: str, evidence: str, by: Actor, at: datetime) -> CreditRecord:
    row = CreditRecord.objects.create(
        appraiser=appraiser, kind=kind, happened_on=day, facts=facts, evidence=evidence, recorded_on=day_of(at), recorded_by=by.id
    )
    told = {"kind": kind, "happened_on": day, "evidence": evidence}
    record(subject=appraiser.subject, kind="appraiser.credit-recorded", by=by, at=at, reason=facts, body=told)
    return row
