"""制证: the result is printed, scanned and uploaded by the body, then pushed to the window that hands it out."""

from __future__ import annotations

from datetime import date, datetime

from onewindow import rows
from onewindow.cases import gates
from onewindow.cases.law import source_of
from onewindow.cases.models import Attachment, Case, Result
from onewindow.cases.procedure import Produce
from onewindow.cases.services.door import Answer, door
from onewindow.cases.services.locks import locked_case, open_step
from onewindow.cases.services.moves import finish, owe, tell
from onewindow.cases.services.opening import gate_of
from onewindow.cases.snapshots import plan_of
from onewindow.papers import files
from onewindow.papers.uploads import check_upload, file_name
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.calendars import current_calendar
from onewindow.worktime.clock import day_of

RESULT = "result"  # the material under which the scan of a result is kept
SCANS = ("pdf", "png", "jpg", "jpeg", "ofd")


@door
def produce(
    *,
    number: str,
    document_number: str,
    valid_until: date | None = None,
    name: str,
    content: bytes,
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """印制、扫描上传: the number of the certificate or document that was printed, and its scan; a second one takes the first's place.

    Raises Refused (422) without a number or for a file that is not what its name says, (403, 409) for another step or body.
    """
    case = locked_case(number, "produce", by=by, permission="cases.review", at=at)
    open_step(case, "produce", by=by)
    title = plan_of(case.snapshot_id).step(Produce).result
    document = document_number.strip()
    if not document:
        raise Refused("没有填写证照或者文书编号", code="no_document_number", field="document_number", expected=f"{title}上的编号")
    scan = _kept(case, name, content, by=by, at=at)
    values = {
        "title": title,
        "document_number": document[:60],
        "valid_until": valid_until,
        "scan": scan,
        "printed_by": by.id,
        "printed_at": at,
    }
    Result.objects.update_or_create(case=case, defaults=values)
    body = {"document_number": document, "scan": scan.key, "sha256": scan.digest}
    tell(case, "produced", by=by, at=at, from_=case.state, to=case.state, body=body)
    return Answer(case.number, case.state, f"已上传{title}的扫描件，可以推送出件", attachment=scan.key)


@door
def push(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """推送出件: the result goes to the window that hands it out. Raises Refused (409) without a scan."""
    case = locked_case(number, "push", by=by, permission="cases.review", at=at)
    task = open_step(case, "produce", by=by)
    gates.require(gate_of(case, "push", by=by, at=at))
    result = Result.objects.filter(case=case).first()
    if result is None or result.scan_id is None:
        clause, expected = source_of("scan").id, "先印制结果，扫描并上传"
        raise Refused("缺审批结果扫描件，不能推送出件", code="no_scan", field="scan", clause=clause, expected=expected, status=409)
    rows.alter(Result, {"id": result.pk}, pushed_by=by.id, pushed_at=at)
    finish(task, "pushed", by=by, at=at)
    owe(case, plan_of(case.snapshot_id), "issue", at=at, starts_on=day_of(at), calendar=current_calendar())
    tell(case, "pushed", by=by, at=at, from_=case.state, to=case.state, body={"document_number": result.document_number})
    return Answer(case.number, case.state, "已推送出件窗口")


def _kept(case: Case, name: str, content: bytes, *, by: Actor, at: datetime) -> Attachment:
    kept = files.keep(content, media_type=check_upload(name, content, allowed=SCANS))
    Attachment.objects.filter(case=case, material=RESULT, replaced_at=None).update(replaced_at=at)
    return Attachment.objects.create(
        case=case,
        material=RESULT,
        name=file_name(name),
        digest=kept.digest,
        size=kept.size,
        media_type=kept.media_type,
        attached_by=by.id,
        attached_at=at,
    )
