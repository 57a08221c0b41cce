"""起草: a draft, its text and its materials, until it is handed to the office that forwards it."""

from __future__ import annotations

from datetime import datetime

from miluo.normative_documents import wording
from miluo.normative_documents.facts import MATERIALS
from miluo.normative_documents.issuers import is_city, listed, office_of, own_line
from miluo.normative_documents.life import State
from miluo.normative_documents.models import Document, Material
from miluo.normative_documents.regulation import REGULATION
from miluo.normative_documents.rules import normative_documents
from miluo.normative_documents.services.opening import locked, moved, require, require_office, words
from onewindow.cases.services.door import Answer, door
from onewindow.law.validity import require_in_force
from onewindow.papers import files, numbering
from onewindow.papers.uploads import check_upload
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused
from onewindow.worktime.clock import day_of

DOCX = ("docx",)
DRAFT = "draft"  # the file that the text was taken from, kept beside the materials
MATERIAL_FORMATS = ("pdf", "docx", "ofd", "png", "jpg")


@door
def start(*, issuer: str, title: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """Begin a draft for an issuer, which is named by its row, its key or any name. A body that is not on the list may draft
    for its competent department or for the government, never for itself (normdoc-1a to 1d).
    """
    require(by, "documents.draft")
    on = day_of(at)
    require_in_force(REGULATION, on)
    line = listed(issuer, at)
    if not is_city(line) and line.organisation.key != by.organisation and own_line(by, at):
        raise Refused(f"本单位不能起草{line.name}的文件", code="not_competent", field="issuer", clause="normdoc-1d", status=403)
    document = Document.objects.create(
        number=numbering.next_number("normdoc-process", at=at, pattern="GW{year}-{serial:05d}"),
        issuer=line,
        drafted_by=by.organisation or "",
        drafter=by.id,
        title=words(title, "标题", field="title", clause="normdoc-1a", longest=200),
    )
    asked = "" if line.organisation.key == by.organisation else "提请制发"
    record(subject=document.subject, kind="normdoc.start", by=by, at=at, to=State.DRAFTING, reason=asked, body={"issuer": line.row})
    return Answer(document.number, document.state, f"已建立草案：{document.title}")


@door
def write(
    *,
    number: str,
    title: str,
    addressees: str = "",
    emergency: str = "",
    content: bytes | None = None,
    file_name: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Change the title, the addressees, the reason of the emergency (empty: none), or take the text from a DOCX file."""
    document = _own(number, by=by, at=at)
    document.title = words(title, "标题", field="title", clause="normdoc-1a", longest=200)
    document.addressees, document.emergency = addressees.strip()[:400], emergency.strip()[:400]
    digest = ""
    if content is not None:
        media_type = check_upload(file_name, content, allowed=DOCX)
        document.text = [block.as_json() for block in wording.read_docx(content)]
        stored = files.keep(content, media_type=media_type)
        digest = stored.digest
        kept = {"at": at, "file_name": file_name[:200], "digest": digest, "media_type": media_type, "size": stored.size}
        Material.objects.update_or_create(document=document, key=DRAFT, defaults=kept)
    document.save()
    record(subject=document.subject, kind="normdoc.edit", by=by, at=at, to=document.state, body={"text": digest})
    return Answer(document.number, document.state, "草案已保存")


@door
def attach(
    *,
    number: str,
    material: str,
    content: bytes | None = None,
    file_name: str = "",
    not_applicable: str = "",
    by: Actor,
    at: datetime,
    key: str | None = None,
) -> Answer:
    """Hand in a material, or say why the fair-competition review does not apply; what was there before is replaced."""
    document = locked(number, "attach", by=by, at=at, permission="documents.draft" if by.may("documents.draft") else "documents.decide")
    if by.organisation not in {document.drafted_by, office_of(document.issuer)}:
        require_office(by, document.drafted_by, clause="normdoc-3-1a", who="起草单位或者制定机关的办公室")
    if material not in MATERIALS:
        expected = "、".join(f"{each}（{title}）" for each, title in MATERIALS.items())
        raise Refused(f"没有“{material}”这项材料", code="unknown_material", field="material", expected=expected)
    given = {"at": at, "file_name": "", "digest": "", "media_type": "", "size": 0, "not_applicable": ""}
    if content is not None:
        media_type = check_upload(file_name, content, allowed=MATERIAL_FORMATS)
        stored = files.keep(content, media_type=media_type)
        given |= {"file_name": file_name[:200], "digest": stored.digest, "media_type": media_type, "size": stored.size}
    elif material == "fair_competition":
        given["not_applicable"] = words(not_applicable, "不适用的理由", field="not_applicable", clause="normdoc-3-1a", longest=400)
    else:
        raise Refused(f"没有选择“{MATERIALS[material]}”的文件", code="no_file", field=material, clause="normdoc-3-1a")
    Material.objects.update_or_create(document=document, key=material, defaults=given)
    record(subject=document.subject, kind="normdoc.attach", by=by, at=at, body={"material": material, "sha256": given["digest"]})
    return Answer(document.number, document.state, f"已收到：{MATERIALS[material]}")


@door
def submit(*, number: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """报送: hand the draft to the office of the issuer; for the city with all six materials (normdoc-3-1a)."""
    document = locked(number, "submit", by=by, at=at, permission="documents.draft")
    _require_drafter(document, by)
    if not document.text:
        raise Refused("草案没有正文", code="no_text", field="text", clause="normdoc-3-1a", expected="上传草案的Word文档（docx）")
    if is_city(document.issuer):
        require_materials(document, at, clause="normdoc-3-1a")
    return moved(document, "submit", State.SUBMITTED, by=by, at=at)


def missing(document: Document, at: datetime) -> list[str]:
    """The keys of the materials that the rule book finds missing on that day."""
    given = [material.key for material in document.materials.exclude(key=DRAFT)]
    facts = {"issuer": document.issuer.organisation.key, "materials": given}
    found: list[str] = normative_documents.evaluate(facts, on=day_of(at)).results_json()["missing_materials"]
    return found


def require_materials(document: Document, at: datetime, *, clause: str) -> None:
    """Raises Refused with a problem for each missing material."""
    if lacking := missing(document, at):
        raise Refused.of([Problem(f"缺少材料：{MATERIALS[key]}", "missing_material", key, clause, "提交该材料") for key in lacking])


def _own(number: str, *, by: Actor, at: datetime) -> Document:
    document = locked(number, "edit", by=by, at=at, permission="documents.draft")
    _require_drafter(document, by)
    return document


def _require_drafter(document: Document, by: Actor) -> None:
    require_office(by, document.drafted_by, clause="normdoc-3-1a", who="起草单位")
