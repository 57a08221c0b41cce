"""The people of the tests, and a document led as far as a test needs it; everything through the doors."""

from __future__ import annotations

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

from docx import Document as new_docx

from miluo.normative_documents import services
from miluo.normative_documents.facts import REGISTRATION_MATERIALS, REVIEW_MATERIALS
from miluo.normative_documents.models import Document
from onewindow.accounts.roles import permissions_of
from onewindow.words.actor import Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TITLE = "汨罗市演示物业管理办法"
PRINTED = """演示县人民政府公报
2023年第3期
MLDR—2023—01004
汨政办发〔2023〕99号
汨罗市人民政府办公室
关于印发《汨罗市演示物业管理办法》的通知
各镇人民政府：
一、总则
本办法适用于演示和展示。
（一）范围
各演示单位应当遵守。
汨罗市人民政府办公室
2023年4月13日
"""
OTHERS = "其他号已编给不属于规范性文件的公文"


def at(month: int, day: int, year: int = 2023, hour: int = 10) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def person(name: str, role: str, organisation: str) -> Actor:
    roles = frozenset({role})
    return Actor(id=f"u-{name}", name=f"演示{name}", roles=roles, organisation=organisation, permissions=permissions_of(roles))


DRAFTER = person("qicao", "drafter", "agriculture-rural")
OFFICE = person("wendian", "document-officer", "government-office")
REVIEWER = person("fazhi", "legal-reviewer", "justice")
REGISTRAR = person("dengji", "registrar", "justice")
BUREAU_DRAFTER = person("ju-qicao", "drafter", "commerce-grain")
BUREAU_REVIEWER = person("ju-fazhi", "legal-reviewer", "commerce-grain")
BUREAU_OFFICE = person("ju-wendian", "document-officer", "commerce-grain")


def docx(*lines: str) -> bytes:
    """A Word document of these paragraphs, and a table of two rows."""
    document = new_docx()
    for line in lines or ("一、总则", "本办法适用于演示。", "（一）范围", "各演示单位应当遵守。"):
        document.add_paragraph(line)
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("序号", "事项", "1", "演示事项")):
        table.cell(place // 2, place % 2).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def drafted(issuer: str = "government-office", *, by: Actor = DRAFTER, when: datetime | None = None, emergency: str = "") -> str:
    """A draft with its text and all its materials."""
    moment = when or at(4, 4)
    number = services.start(issuer=issuer, title=TITLE, by=by, at=moment).number
    services.write(
        number=number, title=TITLE, addressees="各镇人民政府", emergency=emergency, content=docx(), file_name="草案.docx", by=by, at=moment
    )
    city = issuer in {"government", "government-office"}
    for material in REVIEW_MATERIALS if city else REGISTRATION_MATERIALS:
        services.attach(number=number, material=material, content=PDF, file_name="材料.pdf", by=by, at=moment)
    return number


def in_review(**more) -> str:  # type: ignore[no-untyped-def]
    """A document of the city under review since 4 April 2023."""
    number = drafted(**more)
    services.submit(number=number, by=DRAFTER, at=at(4, 4))
    services.forward(number=number, by=OFFICE, at=at(4, 4))
    return number


def reviewed(**more) -> str:  # type: ignore[no-untyped-def]
    number = in_review(**more)
    services.give_opinion(number=number, opinion="approved", words_given="符合法定权限和程序。", by=REVIEWER, at=at(4, 12))
    return number


def numbered(document_number: str = "汨政办发〔2023〕99号", ends_on: date | None = date(2025, 4, 30), **more) -> str:  # type: ignore[no-untyped-def]
    number = reviewed(**more)
    services.decide(number=number, starts_on=date(2023, 5, 1), ends_on=ends_on, by=OFFICE, at=at(4, 13))
    services.assign_number(number=number, document_number=document_number, reason=OTHERS, by=OFFICE, at=at(4, 13))
    return number


def lodged(document_number: str = "汨政办发〔2023〕99号", **more) -> str:  # type: ignore[no-untyped-def]
    number = numbered(document_number, **more)
    services.lodge(number=number, by=OFFICE, at=at(4, 14))
    return number


def registered(document_number: str = "汨政办发〔2023〕99号", **more) -> str:  # type: ignore[no-untyped-def]
    number = lodged(document_number, **more)
    services.register(number=number, by=REGISTRAR, at=at(4, 17))
    return number


def published(document_number: str = "汨政办发〔2023〕99号", **more) -> str:  # type: ignore[no-untyped-def]
    number = registered(document_number, **more)
    services.publish(
        number=number,
        gazette="2023年第2期",
        gazette_on=date(2023, 5, 6),
        portal_address="http://portal.example/1",
        portal_on=date(2023, 5, 8),
        by=OFFICE,
        at=at(5, 8),
    )
    return number


def bureau_lodged(document_number: str, when: datetime | None = None, issuer: str = "commerce-grain") -> str:
    """A document of a bureau or town on the desk of the registrar."""
    moment = when or at(4, 4)
    people = {role: person(f"{issuer}-{role}", role, issuer) for role in ("drafter", "legal-reviewer", "document-officer")}
    officer = people["document-officer"]
    number = drafted(issuer, by=people["drafter"], when=moment, emergency="演示紧急情形")
    services.submit(number=number, by=people["drafter"], at=moment)
    services.forward(number=number, by=officer, at=moment)
    services.give_opinion(number=number, opinion="approved", words_given="合法。", by=people["legal-reviewer"], at=moment)
    services.decide(number=number, meeting="局务会议", by=officer, at=moment)
    services.sign(number=number, signed_by="演示局长", by=officer, at=moment)
    services.assign_number(number=number, document_number=document_number, reason=OTHERS, by=officer, at=moment)
    services.lodge(number=number, purpose="规范演示", content="演示内容", process="演示过程", by=officer, at=moment)
    return number


def document(number: str) -> Document:
    return Document.objects.get(number=number)
