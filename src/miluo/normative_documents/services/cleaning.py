"""清理: what a document is worth today (继续有效, 修改, 废止, 失效), and the warnings before its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from miluo.normative_documents import findable, wording
from miluo.normative_documents.issuers import JUSTICE, office_of
from miluo.normative_documents.life import OCCASIONS, OUTCOMES, WARN_DAYS, State
from miluo.normative_documents.models import CleanUp, Document, EndWarning
from miluo.normative_documents.services.opening import locked, words
from onewindow.cases.services.door import Answer, door
from onewindow.papers.uploads import check_upload
from onewindow.trail.services import record
from onewindow.words.actor import SYSTEM, Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of


@door
def clean_up(
    *,
    number: str,
    occasion: str,
    outcome: str,
    effective_on: date,
    reason: str,
    decided_in: str = "",
    content: bytes | None = None,
    file_name: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """清理: by the issuer's office or 市司法局. An amendment brings the new text; amended or repealed names the document that does it.

    Raises Refused for a document that is repealed or expired already, and for a day before it was published.
    """
    permission = "documents.register" if by.organisation == JUSTICE else "documents.decide"
    document = locked(number, "clean_up", by=by, at=at, permission=permission)
    if by.organisation not in {JUSTICE, office_of(document.issuer)}:
        raise Refused("清理由制定机关或者市司法局办理", code="not_competent", clause="normdoc-6-2a", status=403)
    _check(document, occasion, outcome, decided_in)
    why = words(reason, "清理的理由", field="reason", clause="normdoc-6-2a")
    before = document.text
    if outcome == "amended":
        document.text = _new_text(content, file_name)
    _entered(document, occasion, outcome, effective_on, why, by, at, before, decided_in)
    return Answer(document.number, document.state, f"清理结果：{OUTCOMES[outcome]}")


@transaction.atomic
def expire_due(*, at: datetime, by: Actor = SYSTEM) -> list[str]:
    """The daily job: whatever has passed its last day is 失效 from the day after it. Idempotent; the titles of what expired."""
    over = Document.objects.select_for_update(of=("self",)).filter(
        state=State.PUBLISHED, ends_on__lt=day_of(at), standing__in=["kept", "amended"]
    )
    titles = []
    for document in over.order_by("pk"):
        _entered(document, "immediate", "expired", _after(document.ends_on), "有效期届满", by, at, document.text, "")
        titles.append(document.title)
    return titles


def warnings_on(on: date) -> list[tuple[Document, int, int]]:
    """Documents that end within 90 days: the document, days left, and which of the three warnings (90, 30, 0) it is at."""
    rows = Document.objects.filter(state=State.PUBLISHED, standing__in=["kept", "amended"], ends_on__gte=on).order_by("ends_on", "pk")
    found = []
    for document in rows.select_related("issuer__organisation", "registration"):
        left = (document.ends_on - on).days if document.ends_on else WARN_DAYS[0] + 1
        if left <= WARN_DAYS[0]:
            found.append((document, left, min(limit for limit in WARN_DAYS if left <= limit)))
    return found


@transaction.atomic
def warn_due(*, at: datetime, by: Actor = SYSTEM) -> list[str]:
    """The daily job: each warning is given once, as an event of the document that names whom it warns; the titles. Idempotent."""
    titles = []
    for document, left, limit in warnings_on(day_of(at)):
        key = {"document": document, "limit": limit, "ends_on": document.ends_on}
        if not EndWarning.objects.get_or_create(**key, defaults={"given_on": day_of(at)})[1]:
            continue
        warned = sorted({document.drafted_by, office_of(document.issuer)})
        body = {"left": left, "limit": limit, "warned": warned}
        record(subject=document.subject, kind="normdoc.ending", by=by, at=at, reason=f"有效期还剩{left}日", body=body)
        titles.append(document.title)
    return titles


def _after(last_day: date | None) -> date | None:
    return last_day + timedelta(days=1) if last_day else None


def _new_text(content: bytes | None, file_name: str) -> list[dict[str, Any]]:
    if content is None:
        message = "没有上传修改后的文本"
        raise Refused(message, code="no_text", field="file", clause="normdoc-6-2a", expected="修改后全文的docx文件")
    check_upload(file_name, content, allowed=("docx",))
    return [block.as_json() for block in wording.read_docx(content)]


def _check(document: Document, occasion: str, outcome: str, decided_in: str) -> None:
    if occasion not in OCCASIONS or outcome not in OUTCOMES:
        raise Refused("没有选择清理方式和结果", code="wrong_value", field="outcome", expected="、".join(OUTCOMES.values()))
    if document.standing in {"repealed", "expired"}:
        raise Refused(f"文件已经{document.standing_title}", code="already_ended", field="outcome", clause="normdoc-6-2a", status=409)
    if outcome in {"amended", "repealed"} and not decided_in.strip():
        message = f"没有写明{OUTCOMES[outcome]}所依据的文件"
        raise Refused(message, code="no_decision", field="decided_in", clause="normdoc-6-2a", expected="发文字号")


def _entered(
    document: Document,
    occasion: str,
    outcome: str,
    effective_on: date | None,
    reason: str,
    by: Actor,
    at: datetime,
    before: list[Any],
    decided_in: str,
) -> None:
    day = effective_on or day_of(at)
    CleanUp.objects.create(
        document=document,
        occasion=occasion,
        outcome=outcome,
        effective_on=day,
        decided_in=decided_in.strip()[:80],
        reason=reason,
        before=before if outcome == "amended" else [],
        after=document.text if outcome == "amended" else [],
        at=at,
        by=by.id,
    )
    standing = document.standing
    if outcome != "kept":
        document.standing, document.standing_from = outcome, day
    document.save()
    findable.refresh(document)
    body = {"occasion": occasion, "on": day}
    record(subject=document.subject, kind="normdoc.clean_up", by=by, at=at, from_=standing, to=document.standing, reason=reason, body=body)
