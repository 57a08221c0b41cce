"""登记: 市司法局 registers every issuer's documents with a number that has no gap and no double, or returns them with reasons."""

from __future__ import annotations

from datetime import datetime

from miluo.normative_documents.issuers import JUSTICE, listed, office_of, series_of
from miluo.normative_documents.life import State
from miluo.normative_documents.models import Deposit, Document, Registration, Return
from miluo.normative_documents.numbers import RegistrationNumber, number_of
from miluo.normative_documents.papers import REGISTRATION_NOTICE, RETURN_NOTICE, registration_words, return_words
from miluo.normative_documents.printed import last_printed
from miluo.normative_documents.services.opening import locked, moved, require_office, words
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Issuer
from onewindow.papers import files, numbering
from onewindow.papers import services as papers
from onewindow.papers.uploads import check_upload
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

REGISTRAR = "登记机关市司法局"


@door
def register(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """准予登记: the next number of the issuer in the year of registration, the line of the register, the written notice, at once.

    Raises Refused for any body but 市司法局 (normdoc-2c), for a document without 发文字号, for an issuer that has left the
    list, and when the three digits of the year are used up.
    """
    document = locked(number, "register", by=by, at=at, permission="documents.register")
    require_office(by, JUSTICE, clause="normdoc-2c", who=REGISTRAR)
    listed(document.issuer.organisation.key, at)
    given = next_number(document.issuer, at)
    notice = papers.issue(
        kind=REGISTRATION_NOTICE,
        case="",
        content=registration_words(document, str(given), day_of(at)),
        organisation=JUSTICE,
        by=by,
        at=at,
    )
    Registration.objects.create(
        document=document,
        issuer=document.issuer,
        issuer_name=document.issuer.organisation.name,
        prefix=given.prefix,
        code=given.code,
        year=given.year,
        serial=given.serial,
        number=str(given),
        registered_on=day_of(at),
        registered_by=by.id,
        notice=notice.number,
    )
    answer = moved(document, "register", State.REGISTERED, by=by, at=at, registration=str(given), issuer=document.issuer.row)
    return Answer(answer.number, answer.state, f"已登记，登记号{given}", notice.number)


def next_number(issuer: Issuer, at: datetime) -> RegistrationNumber:
    """Take the next number of an issuer, inside the caller's transaction: gapless, since it is lost with the transaction."""
    series, year = series_of(issuer), day_of(at).year
    numbering.begin_after(series, year, last_printed(issuer, year))
    taken = numbering.take(series, at=at, pattern="{year}-{serial}")
    return number_of(issuer.prefix, issuer.code, taken.year, taken.serial)


@door
def send_back(*, number: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """退回: with the reasons, in writing; no number is taken (normdoc-3-3e)."""
    document = locked(number, "send_back", by=by, at=at, permission="documents.register")
    require_office(by, JUSTICE, clause="normdoc-2c", who=REGISTRAR)
    why = words(reason, "退回的理由", field="reason", clause="normdoc-3-3e")
    notice = papers.issue(kind=RETURN_NOTICE, case="", content=return_words(document, why, day_of(at)), organisation=JUSTICE, by=by, at=at)
    Return.objects.create(document=document, reason=why, on=day_of(at), by=by.id, notice=notice.number)
    answer = moved(document, "send_back", State.RETURNED, by=by, at=at, reason=why)
    return Answer(answer.number, answer.state, answer.message, notice.number)


@door
def reopen(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """重新起草: a returned document whose text has to change goes the whole way again; its 发文字号 stays its own."""
    document = locked(number, "reopen", by=by, at=at, permission="documents.decide")
    require_office(by, office_of(document.issuer), clause="normdoc-3-3e", who="制定机关的办公室")
    return moved(document, "reopen", State.DRAFTING, by=by, at=at)


@door
def deposit(
    *, number: str, paper: bool = False, content: bytes | None = None, file_name: str = "", by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """接收文本: after printing one copy on paper and one electronic, together or one after the other (normdoc-3-3d)."""
    document = locked(number, "deposit", by=by, at=at, permission="documents.register")
    require_office(by, JUSTICE, clause="normdoc-3-3d", who=REGISTRAR)
    if not paper and content is None:
        raise Refused("没有收到文本", code="nothing_deposited", field="paper", clause="normdoc-3-3d", expected="纸质文本或者电子文本")
    held, _ = Deposit.objects.get_or_create(document=document)
    if paper and not held.paper_on:
        held.paper_on = day_of(at)
    if content is not None:
        check_upload(file_name, content, allowed=("pdf", "docx", "ofd"))
        held.digest, held.electronic_on = files.keep(content).digest, day_of(at)
    held.save()
    body = {"paper": bool(held.paper_on), "electronic": held.digest}
    record(subject=document.subject, kind="normdoc.deposit", by=by, at=at, body=body)
    lacks = f"，尚待{held.lacks}" if held.lacks else "，两件都已收到"
    return Answer(document.number, document.state, f"已接收文本{lacks}")


def gaps() -> list[str]:
    """Registers whose serials are not gapless from the first that this platform gave: empty, unless somebody wrote past the door."""
    broken = []
    series = Registration.objects.order_by().values_list("issuer", "year").distinct()
    for issuer, year in series:
        serials = list(Registration.objects.filter(issuer=issuer, year=year).order_by("serial").values_list("serial", flat=True))
        if serials != list(range(serials[0], serials[0] + len(serials))):
            broken.append(f"{Issuer.objects.get(pk=issuer).name}{year}年")
    unnumbered = Document.objects.filter(state__in=[State.REGISTERED, State.PUBLISHED], registration=None)
    return broken + [f"{document.number}没有登记号" for document in unnumbered]
