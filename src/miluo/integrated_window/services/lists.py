"""The positive, online and negative lists: proposed by the body, confirmed and activated by 市行政审批服务局."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from miluo.integrated_window.conditions import AT_WINDOW, IN_ZONE, activation_problems
from miluo.integrated_window.figures import listed
from miluo.integrated_window.models import NegativeItem, OnlineItem, PositiveItem
from miluo.integrated_window.models.lists import (
    ACTIVE,
    CONFIRMED,
    LISTED,
    LIVE,
    PROPOSED,
    REJECTED,
    REMOVED,
    STANDING,
    WAITING,
)
from miluo.integrated_window.natures import NATURES, SERVED, SERVICE_NATURES, served_of
from miluo.integrated_window.selectors.standing import standings
from miluo.integrated_window.services.opening import known_item, one_of, own_body, require_bureau, require_owner, words
from onewindow.cases.services.door import Answer, door
from onewindow.items.content import Content
from onewindow.items.models import Item
from onewindow.papers import files
from onewindow.papers.uploads import check_upload, file_name
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

POSITIVE, ONLINE, NEGATIVE = "onewindow-4-1-positive", "onewindow-4-1-online", "onewindow-4-1-negative"
Codes = tuple[str, ...]


@door
def propose(*, codes: Codes, note: str = "", by: Actor, at: datetime, key: str | None = None) -> Answer:
    """提出: enter items of the own body into the positive list, to be confirmed. All of them, or none with every reason."""
    own_body(by, POSITIVE)
    rows = _each(codes, lambda code: enter_positive(code, note=note, by=by, at=at))
    return Answer(rows[0].code, PROPOSED, f"已提出{len(rows)}个事项，待市行政审批服务局确认")


@door
def confirm(*, codes: Codes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """确认: by the bureau, and by somebody else than who proposed. Raises Refused (403, 409) naming each line that may not be."""
    require_bureau(by, POSITIVE)
    rows = _each(codes, lambda code: _confirmed(code, by=by, at=at))
    return Answer(rows[0].code, CONFIRMED, f"已确认{len(rows)}个事项")


@door
def activate(*, codes: Codes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """启用: from today the window takes them. Raises Refused with every condition that an item does not meet."""
    require_bureau(by, POSITIVE)
    stands = {each.code: each for each in standings(day_of(at), Item.objects.filter(code__in=codes).values_list("key", flat=True))}

    def one(code: str) -> PositiveItem:
        row = _locked(code, CONFIRMED, "启用")
        if problems := activation_problems(stands[code]):
            raise Refused.of(
                [Problem(f"{row.title}：{each.message}", each.code, each.field, each.clause, each.expected) for each in problems]
            )
        row.state, row.active_from = ACTIVE, day_of(at)
        row.save(update_fields=["state", "active_from"])
        record(subject=row.subject, kind="positive-list.activated", by=by, at=at, from_=CONFIRMED, to=ACTIVE)
        return row

    rows = _each(codes, one)
    return Answer(rows[0].code, ACTIVE, f"已启用{len(rows)}个事项，综合窗口自今日起受理")


@door
def reject(*, code: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """不予确认, for a reason; the body may propose it again."""
    require_bureau(by, POSITIVE)
    row = _locked(code, PROPOSED, "退回")
    row.state, row.reason = REJECTED, words(reason, "不予确认的原因", "reason", POSITIVE, 200)
    row.save(update_fields=["state", "reason"])
    record(subject=row.subject, kind="positive-list.rejected", by=by, at=at, from_=PROPOSED, to=REJECTED, reason=row.reason)
    return Answer(code, REJECTED, f"“{row.title}”未列入正面清单")


@door
def remove(*, code: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移出正面清单: from today the body's own window may take it again (a4-1-1)."""
    require_bureau(by, POSITIVE)
    row = _live(code)
    before = row.state
    row.state, row.removed_on = REMOVED, day_of(at)
    row.reason = words(reason, "移出的原因", "reason", POSITIVE, 200)
    row.save(update_fields=["state", "removed_on", "reason"])
    record(subject=row.subject, kind="positive-list.removed", by=by, at=at, from_=before, to=REMOVED, reason=row.reason)
    return Answer(code, REMOVED, f"“{row.title}”已移出正面清单")


@door
def list_online(
    *, code: str, implementation_code: str, title: str = "", main_title: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """列入全程网办清单: a 业务办理项 by its own code, once."""
    own_body(by, ONLINE)
    row = enter_online(code, implementation_code, title=title, main_title=main_title, by=by, at=at)
    return Answer(row.implementation_code, LISTED, f"“{row.title}”已列入全程网办清单")


@door
def remove_online(*, implementation_code: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移出全程网办清单."""
    body = own_body(by, ONLINE)
    row = OnlineItem.objects.select_for_update().filter(implementation_code=implementation_code, state=LISTED, organisation=body).first()
    if row is None:
        raise Refused("本单位的网办清单中没有这个实施编码", code="not_listed", field="implementation_code", clause=ONLINE, status=404)
    row.state, row.removed_on, row.reason = REMOVED, day_of(at), words(reason, "移出的原因", "reason", ONLINE, 200)
    row.save(update_fields=["state", "removed_on", "reason"])
    record(subject=row.subject, kind="online-list.removed", by=by, at=at, from_=LISTED, to=REMOVED, reason=row.reason)
    return Answer(implementation_code, REMOVED, f"“{row.title}”已移出全程网办清单")


@door
def list_negative(
    *,
    code: str,
    place: str,
    contact: str,
    reason_kind: str,
    reason: str,
    statement_name: str,
    content: bytes,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """列入负面清单: with the reason in words and the statement as a file; “其他” waits for the bureau's consent (conv-window-5)."""
    own_body(by, NEGATIVE)
    row = enter_negative(code, place, contact, reason_kind, reason, statement_name, content, by=by, at=at)
    told = "待市行政审批服务局同意" if row.state == WAITING else "已列入负面清单"
    return Answer(code, row.state, f"“{row.title}”{told}")


@door
def approve_negative(*, code: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """同意不进驻, where the reason is none of those that the text names."""
    require_bureau(by, "onewindow-2-2-enter")
    row = _negative(code, WAITING, "同意")
    row.state, row.approved_on, row.approved_by = LISTED, day_of(at), by.id
    row.save(update_fields=["state", "approved_on", "approved_by"])
    record(subject=row.subject, kind="negative-list.approved", by=by, at=at, from_=WAITING, to=LISTED)
    return Answer(code, LISTED, f"已同意“{row.title}”不进驻大厅")


@door
def remove_negative(*, code: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移出负面清单: the item enters the hall after all."""
    row = _negative(code, None, "移出")
    if by.organisation != row.organisation.key or not by.may("window.propose"):
        require_bureau(by, NEGATIVE)
    before, row.state, row.removed_on = row.state, REMOVED, day_of(at)
    row.removal_reason = words(reason, "移出的原因", "reason", NEGATIVE, 200)
    row.save(update_fields=["state", "removed_on", "removal_reason"])
    record(subject=row.subject, kind="negative-list.removed", by=by, at=at, from_=before, to=REMOVED, reason=row.removal_reason)
    return Answer(code, REMOVED, f"“{row.title}”已移出负面清单")


def enter_positive(code: str, *, note: str = "", by: Actor, at: datetime) -> PositiveItem:
    """One line of the positive list, inside the caller's transaction. Raises Refused."""
    item, content = known_item(code, POSITIVE)
    require_owner(item, by, POSITIVE)
    _require_service(content)
    if content.presence == IN_ZONE:
        zone = listed("zones", day_of(at)).get(content.zone, content.zone)
        message = f"“{content.title}”是{zone}专区的事项，不列入综合窗口清单"
        raise Refused(message, code="zone_item", field="code", clause="onewindow-3-1-1-1-scope", expected="专区以外的事项")
    if content.presence != AT_WINDOW:
        raise Refused(
            f"“{content.title}”的进驻方式不是综合窗口", code="not_at_window", field="code", clause=POSITIVE, expected="先修改事项的进驻方式"
        )
    _require_not_in(NegativeItem, code, STANDING, content, "负面清单")
    if earlier := PositiveItem.objects.filter(code=code, state__in=LIVE).first():
        message = f"“{content.title}”在正面清单中{earlier.get_state_display()}"
        raise Refused(message, code="already_listed", field="code", clause=POSITIVE, status=409)
    row = PositiveItem.objects.create(
        organisation=item.organisation,
        code=code,
        title=content.title,
        nature=content.kind,
        handling=content.handling or "promise",
        served=served_of(content.applicants),
        note=note.strip()[:200],
        proposed_on=day_of(at),
        proposed_by=by.id,
    )
    record(subject=row.subject, kind="positive-list.proposed", by=by, at=at, to=PROPOSED, body={"code": code, "item": item.key})
    return row


def enter_online(code: str, implementation_code: str, *, title: str, main_title: str, by: Actor, at: datetime) -> OnlineItem:
    """One line of the online list, inside the caller's transaction. Raises Refused."""
    item, content = known_item(code, ONLINE)
    require_owner(item, by, ONLINE)
    number = words(implementation_code, "业务办理项实施编码", "implementation_code", "onewindow-a2-form", 60)
    if earlier := OnlineItem.objects.filter(implementation_code=number, state=LISTED).first():
        message = f"实施编码“{number}”已列入（{earlier.title}）"
        raise Refused(
            message, code="already_listed", field="implementation_code", clause=ONLINE, expected="每个实施编码只列一次", status=409
        )
    row = OnlineItem.objects.create(
        organisation=item.organisation,
        code=code,
        main_title=main_title.strip()[:120] or content.main_title or content.title,
        title=title.strip()[:120] or content.handling_title or content.title,
        implementation_code=number,
        nature=content.kind,
        served=served_of(content.applicants),
        listed_on=day_of(at),
        listed_by=by.id,
    )
    record(subject=row.subject, kind="online-list.listed", by=by, at=at, to=LISTED, body={"code": code})
    return row


def enter_negative(
    code: str, place: str, contact: str, reason_kind: str, reason: str, name: str, content: bytes, *, by: Actor, at: datetime
) -> NegativeItem:
    """One line of the negative list, inside the caller's transaction. Raises Refused."""
    item, said = known_item(code, NEGATIVE)
    require_owner(item, by, NEGATIVE)
    kind = one_of(reason_kind, dict(listed("absence_reasons", day_of(at))), "原因类别", "reason_kind", "onewindow-2-2-enter")
    told = words(reason, "不进驻原因", "reason", "onewindow-a3-form")
    where = words(place, "办事地点", "place", "onewindow-a3-form", 120)
    reached = words(contact, "联系方式", "contact", "onewindow-a3-form", 60)
    _require_not_in(PositiveItem, code, LIVE, said, "正面清单")
    _require_not_in(NegativeItem, code, STANDING, said, "负面清单", twice=True)
    if not content:
        raise Refused("没有上传情况说明", code="no_statement", field="file", clause=NEGATIVE, expected="单位盖章的情况说明")
    kept = files.keep(content, media_type=check_upload(name, content))
    row = NegativeItem.objects.create(
        organisation=item.organisation,
        code=code,
        title=said.title,
        nature=said.kind or "20",
        place=where,
        contact=reached,
        reason_kind=kind,
        reason=told,
        statement=kept.digest,
        statement_name=file_name(name),
        state=WAITING if kind == "other" else LISTED,
        listed_on=day_of(at),
        listed_by=by.id,
    )
    record(
        subject=row.subject,
        kind="negative-list.listed",
        by=by,
        at=at,
        to=row.state,
        reason=told,
        body={"code": code, "sha256": kept.digest},
    )
    return row


def form_problems(row: dict[str, str], content: Content) -> list[Problem]:
    """What a filled-in line says otherwise than the catalogue: its kind, its handling, whom it serves."""
    handling = {"即办件": "instant", "承诺件": "promise"}
    found = []
    if "handling" in row and handling.get(row["handling"]) != (content.handling or "promise"):
        wrong = f"办件类型写的是“{row['handling']}”" if row["handling"] not in handling else f"办件类型与事项清单不一致：{row['handling']}"
        found.append(Problem(wrong, "wrong_handling", "handling", "onewindow-a1-form", "即办件或者承诺件，与事项清单一致"))
    if row.get("nature") and row["nature"] != NATURES.get(content.kind):
        found.append(
            Problem(f"事项类型与事项清单不一致：{row['nature']}", "wrong_nature", "nature", "onewindow-2-2-def", NATURES.get(content.kind))
        )
    served = SERVED[served_of(content.applicants)]
    if row.get("served") and row["served"] not in {served, served.replace("、", "，")}:
        found.append(Problem(f"服务对象与事项清单不一致：{row['served']}", "wrong_served", "served", POSITIVE, served))
    return found


def _require_service(content: Content) -> None:
    if content.kind not in SERVICE_NATURES:
        message = f"“{content.title}”属于{NATURES.get(content.kind, '其他')}，不是政务服务事项"
        raise Refused(
            message, code="no_service_item", field="code", clause="onewindow-2-2-def", expected="依申请办理的行政权力事项或者公共服务事项"
        )


def _require_not_in(
    model: type[PositiveItem] | type[NegativeItem], code: str, states: tuple[str, ...], content: Content, what: str, *, twice: bool = False
) -> None:
    list(Item.objects.select_for_update().filter(code=code))  # two who enter it in two lists at once wait for each other
    if not model.objects.filter(code=code, state__in=states).exists():
        return
    message = f"“{content.title}”已在{what}" if twice else f"正负面清单冲突：“{content.title}”已在{what}"
    raise Refused(
        message, code="already_listed" if twice else "lists_clash", field="code", clause=NEGATIVE, expected=f"先移出{what}", status=409
    )


def _confirmed(code: str, *, by: Actor, at: datetime) -> PositiveItem:
    row = _locked(code, PROPOSED, "确认")
    if row.proposed_by == by.id:
        raise Refused(
            f"“{row.title}”由您提出，不能由您确认", code="same_person", field="by", clause=POSITIVE, expected="由另一人确认", status=403
        )
    row.state, row.confirmed_on, row.confirmed_by = CONFIRMED, day_of(at), by.id
    row.save(update_fields=["state", "confirmed_on", "confirmed_by"])
    record(subject=row.subject, kind="positive-list.confirmed", by=by, at=at, from_=PROPOSED, to=CONFIRMED)
    return row


def _locked(code: str, state: str, act: str) -> PositiveItem:
    row = _live(code)
    if row.state != state:
        message = f"“{row.title}”现为“{row.get_state_display()}”，不能{act}"
        raise Refused(message, code="wrong_state", field="code", clause=POSITIVE, status=409)
    return row


def _live(code: str) -> PositiveItem:
    row = PositiveItem.objects.select_for_update(of=("self",)).select_related("organisation").filter(code=code, state__in=LIVE).first()
    if row is None:
        raise Refused(f"正面清单中没有编码“{code}”", code="not_listed", field="code", clause=POSITIVE, status=404)
    return row


def _negative(code: str, state: str | None, act: str) -> NegativeItem:
    row = NegativeItem.objects.select_for_update(of=("self",)).select_related("organisation").filter(code=code, state__in=STANDING).first()
    if row is None:
        raise Refused(f"负面清单中没有编码“{code}”", code="not_listed", field="code", clause=NEGATIVE, status=404)
    if state and row.state != state:
        message = f"“{row.title}”现为“{row.get_state_display()}”，不能{act}"
        raise Refused(message, code="wrong_state", field="code", clause=NEGATIVE, status=409)
    return row


def _each(codes: Codes, one: Callable[[str], PositiveItem]) -> list[PositiveItem]:
    """Do the same for every code; Refused with the problems of all of them, and nothing done."""
    if not codes:
        raise Refused("没有选择事项", code="nothing_chosen", field="codes", clause=POSITIVE, expected="至少选择一个事项")
    done: list[PositiveItem] = []
    problems: list[Problem] = []
    status = 422
    for code in sorted(set(codes)):  # in one order, so that no two wait for each other in a circle
        try:
            done.append(one(code))
        except Refused as refused:
            problems += refused.problems
            status = refused.status
    if problems:
        raise Refused.of(problems, status=status)
    return done
