"""演示数据: normative documents at each step of their life, everything through the doors; a second load changes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from docx import Document as new_docx

from miluo.demonstration import actor, moment
from miluo.normative_documents import services
from miluo.normative_documents.facts import MATERIALS, REVIEW_MATERIALS
from miluo.normative_documents.issuers import series_of
from miluo.normative_documents.life import FILING_MATERIALS
from miluo.normative_documents.models import Document
from miluo.normative_documents.services.publishing import RECIPIENTS
from onewindow.organisations.selectors import issuer
from onewindow.papers import numbering
from onewindow.words.actor import Actor

MARK = "演示数据"
RESERVED = 100  # numbers of 2023 that the demonstration leaves to the documents of the real gazette
SHANGHAI = ZoneInfo("Asia/Shanghai")
STEPS = ("submit", "forward", "opinion", "decide", "number", "lodge", "register", "deposit", "publish", "file")
DOCUMENTS = (  # title, the day on which it began, how far it came (the last step done), last day of its validity
    ("汨罗市农村公共墓地演示管理办法（演示数据）", date(2023, 4, 10), "file", date(2023, 11, 30)),
    ("汨罗市高标准农田演示管护办法（演示数据）", date(2023, 5, 8), "repeal", date(2025, 6, 30)),
    ("汨罗市农产品产地演示准出办法（演示数据）", date(2023, 6, 5), "amend", date(2025, 7, 31)),
    ("汨罗市农机购置演示核验办法（演示数据）", date(2023, 7, 3), "deposit", date(2025, 8, 31)),
    ("汨罗市渔业资源演示保护办法（演示数据）", date(2023, 8, 7), "send_back", date(2025, 9, 30)),
    ("汨罗市秸秆利用演示奖补办法（演示数据）", date(2023, 8, 14), "lodge", date(2025, 9, 30)),
    ("汨罗市农民培训演示管理办法（演示数据）", date(2023, 8, 21), "opinion", date(2025, 10, 31)),
    ("汨罗市畜禽粪污演示处理办法（演示数据）", date(2023, 9, 5), "forward", date(2025, 10, 31)),
    ("汨罗市村庄清洁演示评比办法（演示数据）", date(2023, 9, 12), "submit", date(2025, 10, 31)),
    ("汨罗市农资经营演示备案办法（演示数据）", date(2023, 9, 14), "", None),
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def load(*, by: Actor, at: datetime) -> None:
    """Make the documents that are not there yet."""
    with transaction.atomic():
        numbering.begin_after(series_of(issuer("government-office")), 2023, RESERVED)
    known = set(Document.objects.values_list("title", flat=True))
    for title, began, until, ends_on in DOCUMENTS:
        if title not in known:
            _lead(title, began, until, ends_on)


def text(title: str, amended: bool = False) -> bytes:
    """A document of a few articles as Word; ``amended`` with other words in two places."""
    lines = (
        "一、适用范围",
        f"本办法适用于本市行政区域内的演示活动（{MARK}）。",
        "二、工作职责",
        f"（一）市农业农村局负责演示活动的组织和指导，每{'半年' if amended else '年'}检查一次。",
        "（二）各镇人民政府负责本辖区演示活动的日常管理。",
        "三、监督管理",
        f"任何单位和个人可以举报违反本办法的行为，受理单位应当在{'10' if amended else '15'}个工作日内答复。",
    )
    word = new_docx()
    for line in lines:
        word.add_paragraph(line)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _lead(title: str, began: date, until: str, ends_on: date | None) -> None:
    """Begin a document, then do each step some days after the one before, as far as it is to come."""
    number = _drafted(title, began)
    if not until:
        return
    last = until if until in STEPS else {"send_back": "lodge"}.get(until, "publish")
    for place, step in enumerate(STEPS[: STEPS.index(last) + 1]):
        day = date.fromordinal(began.toordinal() + (0, 0, 9, 10, 10, 11, 14, 16, 18, 20)[place])
        _STEPS[step](number, day, ends_on)
    extra = {"send_back": _send_back, "repeal": _repeal, "amend": _amend}.get(until)
    if extra:
        extra(number, title, date.fromordinal(began.toordinal() + 25))


def _drafted(title: str, day: date) -> str:
    drafter, at = actor("qicao", day), moment(day)
    number = services.start(issuer="government-office", title=title, by=drafter, at=at).number
    name = f"草案（{MARK}）.docx"
    services.write(
        number=number, title=title, addressees="各镇人民政府，市直各单位", content=text(title), file_name=name, by=drafter, at=at
    )
    for material in REVIEW_MATERIALS:
        file_name = f"{MATERIALS[material]}（{MARK}）.pdf"
        services.attach(number=number, material=material, content=PDF, file_name=file_name, by=drafter, at=at)
    return number


def _send_back(number: str, title: str, day: date) -> None:
    reason = f"没有载明制定依据的条款（{MARK}）"
    services.send_back(number=number, reason=reason, by=actor("dengji", day), at=moment(day))


def _repeal(number: str, title: str, day: date) -> None:
    given = {"occasion": "periodic", "outcome": "repealed", "effective_on": day, "reason": f"调整对象已不存在（{MARK}）"}
    decided_in = f"汨政办发〔2023〕演示1号（{MARK}）"
    services.clean_up(number=number, **given, decided_in=decided_in, by=actor("dengji", day), at=moment(day))  # type: ignore[arg-type]  # words and a day


def _amend(number: str, title: str, day: date) -> None:
    services.clean_up(
        number=number,
        occasion="immediate",
        outcome="amended",
        effective_on=day,
        reason=f"上位法已经修改（{MARK}）",
        decided_in=f"汨政办发〔2023〕演示2号（{MARK}）",
        content=text(title, amended=True),
        file_name=f"修改后全文（{MARK}）.docx",
        by=actor("wendian", day),
        at=moment(day),
    )


def _opinion(number: str, day: date, ends_on: date | None) -> None:
    said = f"制定主体、权限、程序和内容合法（{MARK}）。"
    services.give_opinion(number=number, opinion="approved", words_given=said, by=actor("fazhi", day), at=moment(day))


def _decide(number: str, day: date, ends_on: date | None) -> None:
    starts_on = date.fromordinal(day.toordinal() + 7)
    services.decide(number=number, starts_on=starts_on, ends_on=ends_on, by=actor("wendian", day), at=moment(day))


def _number(number: str, day: date, ends_on: date | None) -> None:
    begun = Document.objects.exclude(document_number=None).exists()
    first = {} if begun else {"document_number": f"汨政办发〔2023〕{RESERVED + 1}号", "reason": f"以前的号留给公报刊登的文件（{MARK}）"}
    services.assign_number(number=number, by=actor("wendian", day), at=moment(day), **first)


def _deposit(number: str, day: date, ends_on: date | None) -> None:
    services.deposit(
        number=number, paper=True, content=text(""), file_name=f"印发稿（{MARK}）.docx", by=actor("dengji", day), at=moment(day)
    )


def _publish(number: str, day: date, ends_on: date | None) -> None:
    services.publish(
        number=number,
        gazette=f"2023年第3期（{MARK}）",
        gazette_on=day,
        portal_address=f"/normative-documents/{number}/",
        portal_on=day,
        by=actor("wendian", day),
        at=moment(day),
    )


def _file(number: str, day: date, ends_on: date | None) -> None:
    given = {"dossier": tuple(FILING_MATERIALS), "sent_on": day, "by": actor("wendian", day), "at": moment(day)}
    services.report_for_record(number=number, recipient=RECIPIENTS[0], **given)  # type: ignore[arg-type]  # what the door takes


_STEPS: Mapping[str, Callable[[str, date, date | None], object]] = {
    "submit": lambda number, day, _: services.submit(number=number, by=actor("qicao", day), at=moment(day)),
    "forward": lambda number, day, _: services.forward(number=number, by=actor("wendian", day), at=moment(day)),
    "opinion": _opinion,
    "decide": _decide,
    "number": _number,
    "lodge": lambda number, day, _: services.lodge(number=number, by=actor("wendian", day), at=moment(day)),
    "register": lambda number, day, _: services.register(number=number, by=actor("dengji", day), at=moment(day)),
    "deposit": _deposit,
    "publish": _publish,
    "file": _file,
}
