"""Filling in: whatever is typed is kept, right or wrong; it is judged when it is submitted."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from onewindow.accounts.selectors import enterprises_of, user_of
from onewindow.cases.checking import AT_COUNTER
from onewindow.cases.life import State
from onewindow.cases.models import Attachment, Case, Correction, Draft, Undertaking
from onewindow.cases.offered import offered
from onewindow.cases.procedure import Material, Procedure, material_of
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import answering, locked_case, locked_draft, open_step, open_task, require, require_other_than_acceptor
from onewindow.cases.services.moves import tell
from onewindow.cases.services.opening import require_open
from onewindow.cases.snapshots import plan_of
from onewindow.papers import files
from onewindow.papers.uploads import check_upload, file_name
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

# What is kept unread has a limit, so that no account fills the disk.
LARGEST_FORM = 100_000  # characters of JSON
MOST_FILES = 60  # that one person hands in for one draft or case, those replaced or removed among them
PERSONS = ("person_name", "person_id", "agent_name", "agent_id")  # of a draft, sealed
LONGEST_PERSON = 100  # characters of a name or number as typed
MOST_DRAFTS = 50  # of one person, not yet submitted


@door
def start_draft(
    *,
    procedure_key: str,
    channel: str = "web",
    window: str = "",
    ticket: str = "",
    bundle: str = "",
    guided_by: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Begin a form: the applicant his own, or the window (``channel`` in ``AT_COUNTER``) that of who stands before it.

    ``guided_by`` is the window that guided the applicant to his phone: his form then comes by 掌上办.

    Raises Refused (404) for an unknown procedure, and with the clause where no case of it may be begun that day, there.
    """
    if guided_by and channel != "app":
        said, expected = "引导窗口只记录在掌上办的申请上", "由申请人在手机上填写"
        raise Refused(said, code="not_by_phone", field="guided_by", expected=expected)
    draft, title = begun(procedure_key, channel=channel, window=window, ticket=ticket, bundle=bundle, by=by, at=at, guided_by=guided_by)
    return Answer(draft.key, "draft", f"已开始填写“{title}”")


def begun(
    procedure_key: str, *, channel: str, window: str, ticket: str, bundle: str, by: Actor, at: datetime, guided_by: str = ""
) -> tuple[Draft, str]:
    """A new form with what is known of its applicant, and the title of its procedure. Raises Refused as ``start_draft`` does."""
    require(by, "cases.receive" if channel in AT_COUNTER else "cases.apply")
    today = day_of(at)
    wanted = offered(procedure_key, today)
    require_open(wanted, by=by, at=at, channel=channel, window=window)
    if Draft.objects.filter(owner=by.id, case_number="").count() >= MOST_DRAFTS:
        raise Refused(
            f"您已有{MOST_DRAFTS}份草稿", code="too_many_drafts", field="procedure", expected="先提交或者舍弃其中几份", status=409
        )
    draft = Draft(procedure=wanted.key, owner=by.id, channel=channel, window=window, ticket=ticket, bundle=bundle, guided_by=guided_by)
    draft.started_at = draft.saved_at = at
    if channel not in AT_COUNTER:
        _fill_in_applicant(draft, wanted, by, today)
    draft.save(force_insert=True)
    record(subject=f"draft:{draft.key}", kind="draft.started", by=by, at=at, to="draft", body={"procedure": wanted.key})
    return draft, wanted.title


def _fill_in_applicant(draft: Draft, wanted: Procedure, by: Actor, today: date) -> None:
    """What is known of the applicant: the first enterprise that he acts for, or he himself."""
    enterprise = next(iter(enterprises_of(by, today)), None) if "enterprise" in wanted.applicants else None
    if enterprise is not None:
        draft.uscc, draft.enterprise_name = enterprise.uscc, enterprise.enterprise_name
    elif "person" in wanted.applicants:
        user = user_of(by.id)
        draft.person_name, draft.person_id = user.display_name, user.resident_id or ""
        draft.contact_name, draft.contact_phone = user.display_name, user.phone or ""


@door
def save_draft(
    *,
    draft: str,
    facts: Mapping[str, Any],
    uscc: str | None = None,
    persons: Mapping[str, str] | None = None,
    contact_name: str | None = None,
    contact_phone: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Keep what was typed: ``facts`` by name, as text or as JSON values, right or wrong. What is left out stays as it was.

    ``persons`` names whose it is, where no enterprise on file does: ``PERSONS``, of which at the window also ``enterprise_name``.
    Raises Refused (404, 409) for a draft that is not the actor's or was submitted, and for facts that its form does not ask.
    """
    kept = locked_draft(draft, by=by)
    kept_anew(kept, facts, Who(uscc, persons or {}, contact_name, contact_phone), by=by, at=at)
    return Answer(kept.key, "draft", "已保存")


@dataclass(frozen=True, slots=True)
class Who:
    """Who applies and whom to call, as typed; None stays as it was."""

    uscc: str | None = None
    persons: Mapping[str, str] = field(default_factory=dict)
    contact_name: str | None = None
    contact_phone: str | None = None


def kept_anew(kept: Draft, facts: Mapping[str, Any], who: Who, *, by: Actor, at: datetime) -> None:
    """A locked form with what was typed since. Raises Refused for facts that its form does not ask."""
    _require_facts_of_the_form(facts, kept.raw, offered(kept.procedure, day_of(at)).ask)
    changed = sorted(name for name, value in facts.items() if kept.raw.get(name) != value)
    kept.raw = {**kept.raw, **facts}
    kept.saved_at = at
    if who.uscc is not None and who.uscc != kept.uscc:
        typed = who.uscc.strip().upper()
        agency = next((agency for agency in enterprises_of(by, day_of(at)) if agency.uscc == typed), None)
        kept.uscc, kept.enterprise_name = who.uscc[:64], agency.enterprise_name if agency else ""
        changed.append("uscc")
    changed += _keep_persons(kept, who.persons)
    kept.contact_name = who.contact_name if who.contact_name is not None else kept.contact_name
    kept.contact_phone = who.contact_phone if who.contact_phone is not None else kept.contact_phone
    kept.save(update_fields=["raw", "saved_at", "uscc", "enterprise_name", "contact_name", "contact_phone", *PERSONS])
    record(subject=f"draft:{kept.key}", kind="draft.saved", by=by, at=at, from_="draft", to="draft", body={"changed": changed})


def _keep_persons(kept: Draft, persons: Mapping[str, str]) -> list[str]:
    """Take over who applies and who acts for him, as typed; the names of the columns that changed."""
    changed = []
    for name, value in persons.items():
        if name not in PERSONS and not (name == "enterprise_name" and kept.channel in AT_COUNTER):
            raise Refused(f"申请表没有“{name}”这一项", code="unknown_fact", field=name, expected="、".join(PERSONS))
        if (getattr(kept, name) or "") != value:
            setattr(kept, name, value[:LONGEST_PERSON])
            changed.append(name)
    return changed


@door
def save_correction(*, number: str, facts: Mapping[str, Any], by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Keep what was typed in answer to a correction notice, right or wrong, until ``correct`` sends it."""
    case = locked_case(number, "correct", by=by, permission=answering(by), at=at)
    correction = Correction.objects.get(case=case, answered_at=None)
    _require_facts_of_the_form(facts, correction.raw, plan_of(case.snapshot_id).ask)
    correction.raw = {**correction.raw, **facts}
    correction.save(update_fields=["raw"])
    tell(case, "correction_saved", by=by, at=at, from_=case.state, to=case.state, body={"changed": sorted(facts)})
    return Answer(case.number, case.state, "已保存")


@door
def attach(
    *,
    material: str,
    name: str,
    content: bytes,
    draft: str | None = None,
    number: str | None = None,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Hand in a file for a material: of a draft; of a case that waits for correction (only what was asked for), or for a material that
    was let be brought later (容缺); at the window before it is accepted; or, as an approver, evidence for a case under review. A file of
    the same name for the same material takes the place of the first.

    Raises Refused for a material that is not asked for, a file that is not what its name says, or one that is too large.
    """
    if (draft is None) == (number is None):
        raise Refused("附件属于一份草稿或一个办件", code="no_target", field="draft", expected="草稿编号或办件编号，二者之一")
    if draft is not None:
        kept = locked_draft(draft, by=by)
        wanted = material_of(offered(kept.procedure, day_of(at)).materials, material)
        row = kept_file(wanted, name, content, by=by, at=at, draft=kept)
        body = {"material": material, "size": len(content)}
        record(subject=f"draft:{kept.key}", kind="draft.attached", by=by, at=at, from_="draft", to="draft", body=body)
        return Answer(kept.key, "draft", f"已上传{wanted.title}", attachment=row.key)
    case, pending = _case_that_takes(str(number), material, by=by, at=at)
    wanted = plan_of(case.snapshot_id).material(material)
    row = kept_file(wanted, name, content, by=by, at=at, case=case, pending=pending)
    body = {"material": material, "attachment": row.key, "sha256": row.digest}
    tell(case, "attached", by=by, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, f"已上传{wanted.title}", attachment=row.key)


@door
def detach(*, draft: str, attachment: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Take a file out of a draft; the row stays, marked. Raises Refused (404) for a file that is not in it."""
    kept = locked_draft(draft, by=by)
    if not Attachment.objects.filter(draft=kept, key=attachment, replaced_at=None).update(replaced_at=at):
        raise Refused("草稿中没有这个附件", code="unknown_attachment", field="attachment", status=404)
    record(subject=f"draft:{kept.key}", kind="draft.detached", by=by, at=at, from_="draft", to="draft", body={"attachment": attachment})
    return Answer(kept.key, "draft", "已移除附件")


@door
def discard(*, draft: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """舍弃草稿: what was typed, the contact and the files' rows are erased; the event alone remains. The sweep removes the files."""
    kept = locked_draft(draft, by=by)
    record(subject=f"draft:{kept.key}", kind="draft.discarded", by=by, at=at, from_="draft", to="discarded")
    Attachment.objects.filter(draft=kept).delete()
    kept.delete()
    return Answer(draft, "discarded", "已舍弃草稿")


def _require_facts_of_the_form(facts: Mapping[str, Any], before: Mapping[str, Any], ask: Collection[str]) -> None:
    """Names that nobody asked for would stay in the events for ever, and let a form grow without end."""
    unknown = [Problem(f"申请表没有“{name}”这一项", "unknown_fact", name, None, "、".join(ask)) for name in facts if name not in ask]
    if unknown:
        raise Refused.of(unknown)
    if len(json.dumps({**before, **facts}, ensure_ascii=False)) > LARGEST_FORM:
        raise Refused("填写的内容太长", code="form_too_large", field="facts", expected=f"不超过{LARGEST_FORM}字")


def _case_that_takes(number: str, material: str, *, by: Actor, at: datetime) -> tuple[Case, bool]:
    """The case that may be handed this material now, and whether the file waits for ``correct``."""
    if not by.may("cases.apply") and not by.may("cases.receive"):
        case = locked_case(number, "correct_fact", by=by, permission="cases.review", at=at)
        open_task(case, by=by)
        require_other_than_acceptor(case, by=by)
        return case, False
    if by.may("cases.receive") and Case.objects.filter(number=number, state=State.SUBMITTED).exists():
        case = locked_case(number, "correct_at_window", by=by, permission="cases.receive", at=at)
        open_step(case, "accept", by=by)
        return case, False
    if material in _deferred(number):
        return locked_case(number, "supply", by=by, permission=answering(by), at=at), False
    case = locked_case(number, "correct", by=by, permission=answering(by), at=at)
    asked = {item["key"] for item in Correction.objects.get(case=case, answered_at=None).items if item["kind"] == "material"}
    if material not in asked:
        raise Refused("补正告知没有要求这项材料", code="not_asked", field="material", expected="、".join(sorted(asked)) or "只需补正事实")
    return case, True


def _deferred(number: str) -> set[str]:
    """The materials of a case under review that were let be brought later, and are still awaited."""
    open_ones = Undertaking.objects.filter(case__number=number, kind="deferred", settled_at=None).exclude(case__state=State.CORRECTING)
    return {key for (materials,) in open_ones.values_list("materials") for key in materials}


def kept_file(
    wanted: Material,
    name: str,
    content: bytes,
    *,
    by: Actor,
    at: datetime,
    draft: Draft | None = None,
    case: Case | None = None,
    pending: bool = False,
) -> Attachment:
    """A file kept for a material of a draft or a case. Raises Refused for what it is not, and for too many."""
    here = Attachment.objects.filter(case=case) if draft is None else Attachment.objects.filter(draft=draft)
    if here.filter(attached_by=by.id).count() >= MOST_FILES:
        expected = f"最多{MOST_FILES}个，含已替换和移除的：把同一材料的扫描件合并后上传"
        raise Refused("上传的文件太多", code="too_many_files", field="file", expected=expected)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=wanted.formats))
    name = file_name(name)
    same = here if draft else here.filter(pending=pending)
    same.filter(material=wanted.key, name=name, attached_by=by.id, replaced_at=None).update(replaced_at=at)
    return Attachment.objects.create(
        draft=draft,
        case=case,
        material=wanted.key,
        name=name,
        digest=kept.digest,
        size=kept.size,
        media_type=kept.media_type,
        attached_by=by.id,
        attached_at=at,
        pending=pending,
    )
