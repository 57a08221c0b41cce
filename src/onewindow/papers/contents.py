"""What each paper says, field by field: the shape of the plain dict that an act hands to ``services.issue``. No Django.

Dates are dates (or ISO text), money is a decimal (or text) of two places, citations are text as printed
(“某政发〔2023〕2号第二条”). ``clause`` is the id beside a citation, for programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from onewindow.words.refused import Problem, Refused

Word = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Maybe = Annotated[str, Field(max_length=2000)]
Money = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]


C = TypeVar("C", bound="Content")


class Part(BaseModel):
    """Exactly the named fields, never changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Applicant(Part):
    """Who asked. ``identity`` is printed as given: hand in the masked form where the paper may be seen by others."""

    name: Word
    kind: Literal["enterprise", "person"] = "enterprise"
    identity: Maybe = ""
    identity_label: Word = "统一社会信用代码"
    contact: Maybe = ""
    phone: Maybe = ""


class MaterialLine(Part):
    name: Word
    form: Word = "电子"
    copies: Annotated[int, Field(ge=1)] = 1


class Fault(Part):
    """One thing to correct: what, why, what would be right, and on what ground."""

    what: Word
    reason: Text
    expected: Maybe = ""
    citation: Maybe = ""
    clause: Maybe = ""


class Reason(Part):
    text: Text
    citation: Maybe = ""
    clause: Maybe = ""


class Figure(Part):
    label: Word
    value: Word


class AwardLine(Part):
    """One line of a decision: the award, the clause it rests on, the figures it was computed from, the amount in 元."""

    title: Word
    citation: Word
    amount: Money
    clause: Maybe = ""
    figures: tuple[Figure, ...] = ()
    note: Maybe = ""


class Content(Part):
    """What every paper of a case has. ``basis`` are the provisions that the act itself rests on."""

    applicant: Applicant
    item: Word
    applied_on: date
    basis: Annotated[tuple[Word, ...], Field(min_length=1)]
    notes: tuple[Text, ...] = ()
    enquiry: Maybe = ""
    copies: Annotated[int, Field(ge=1)] = 2


class Contestable(Content):
    """A paper that can be contested; the places come from the letterhead when they are left out."""

    reconsideration: Maybe = ""
    court: Maybe = ""


class Receipt(Content):
    """申请材料接收凭证. ``answer_limit`` (“5个工作日”) and ``answer_by`` say until when the body must answer."""

    received_on: date
    materials: Annotated[tuple[MaterialLine, ...], Field(min_length=1)]
    answer_limit: Maybe = ""
    answer_by: date | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if bool(self.answer_limit) != (self.answer_by is not None):
            raise ValueError("答复期限和答复日期应当同时写明")
        return self


class Acceptance(Content):
    """受理通知书. ``limit`` is the period in words (“20个工作日”), ``due_on`` its last day, ``provisional`` if that may move."""

    accepted_on: date
    limit: Word
    due_on: date | None = None
    provisional: bool = False
    materials: tuple[MaterialLine, ...] = ()


class Correction(Content):
    """一次性补正告知书. ``consequence`` says what follows when nothing is corrected."""

    faults: Annotated[tuple[Fault, ...], Field(min_length=1)]
    limit: Word
    reply_by: date
    consequence: Maybe = ""


class Promised(Part):
    """A material that the applicant undertakes to bring, or that his word stands for; ``standard`` is what it must be."""

    name: Word
    standard: Maybe = ""


class Undertaking(Content):
    """容缺受理承诺书, 告知承诺书: what the applicant undertakes, for which materials, until when; he signs it."""

    materials: Annotated[tuple[Promised, ...], Field(min_length=1)]
    promises: Annotated[tuple[Text, ...], Field(min_length=1)]
    due_on: date
    due_label: Word


class NonAcceptance(Contestable):
    """不予受理通知书. ``where_to_go`` names the body that is competent, if one is."""

    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]
    where_to_go: Maybe = ""


class Decision(Contestable):
    """决定书: granted with lines that add up to ``total``, or refused with reasons; reasons beside lines refuse a part.

    ``approved`` is what was applied for and costs nothing: ``figures`` say what it is. ``benefit`` completes “给予…” and “不予…”,
    ``grant`` is the verb before it where something is approved (予以核准, 准予行政许可);
    ``payment`` says who pays and when, ``notes`` also where it is published.
    """

    outcome: Literal["granted", "refused", "approved"]
    lines: tuple[AwardLine, ...] = ()
    total: Money = Decimal("0.00")
    figures: tuple[Figure, ...] = ()
    reasons: tuple[Reason, ...] = ()
    grant: Word = "予以"
    benefit: Word = "奖励（补贴）"
    payment: Maybe = ""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        summed = sum((line.amount for line in self.lines), Decimal("0.00"))
        if summed != self.total:
            raise ValueError(f"各项金额之和为{summed:.2f}元，合计写的是{self.total:.2f}元")
        if self.outcome == "granted" and not self.total:
            raise ValueError("准予的决定应当有至少一项金额")
        if self.outcome == "refused" and (self.lines or not self.reasons):
            raise ValueError("不予的决定没有金额，但应当说明理由")
        if self.outcome == "approved" and (self.lines or self.reasons or not self.figures):
            raise ValueError("核准的决定应当写明核准的内容，没有金额和不予的理由")
        return self


class HandOverSheet(Content):
    """物料交接单: what a courier carries from where to where; what was counted is written on it by hand and in the record."""

    from_place: Word
    to_place: Word
    carrier: Word
    handed_at: Word
    materials: Annotated[tuple[MaterialLine, ...], Field(min_length=1)]


class ProofOfService(Content):
    """送达回证: which document reached whom, how, where and on which day, and who signed for it."""

    document: Word
    document_number: Word
    channel: Word
    place: Maybe = ""
    served_on: date
    receiver: Word
    is_agent: bool = False
    detail: Maybe = ""
    server: Word


class Notice(Content):
    """通知书 to a body: what is told, in paragraphs, with the particulars in a table and what follows from it.

    ``addressee`` is named where the paper goes to somebody else than the applicant.
    """

    addressee: Maybe = ""
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    particulars: tuple[Figure, ...] = ()
    closing: Word = "特此通知。"


class Application(Content):
    """申请书: the applicants' own paper, in the words of the office: who asks whom for what, and a line for each who signs."""

    addressee: Word
    paragraphs: Annotated[tuple[Text, ...], Field(min_length=1)]
    particulars: tuple[Figure, ...] = ()
    signers: Annotated[tuple[Word, ...], Field(min_length=1)]


class Column(Part):
    """A column of a register: its title, its share of the width, whether it holds numbers."""

    title: Word
    width: Annotated[int, Field(ge=1)] = 1
    number: bool = False


class RegisterTable(Part):
    """The rows of a register, each with a cell for every column; ``totals`` is the last row, empty where nothing is added up."""

    title: Word
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    rows: Annotated[tuple[tuple[Maybe, ...], ...], Field(max_length=5000)]
    totals: tuple[Maybe, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if any(len(row) != len(self.columns) for row in (*self.rows, *((self.totals,) if self.totals else ()))):
            raise ValueError(f"“{self.title}”有一行的格数与{len(self.columns)}列不符")
        return self


class Register(Content):
    """名录、台账: what a register holds; ``caption`` says of which day, and in what unit."""

    caption: Word
    tables: Annotated[tuple[RegisterTable, ...], Field(min_length=1)]


def read(shape: type[C], content: Mapping[str, Any]) -> C:
    """The content in its shape. Raises Refused naming every field that is missing, unknown, too long or does not add up."""
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        raise Refused.of([_problem(dict(detail)) for detail in error.errors()]) from error


_MESSAGES = {
    "missing": "没有写明",
    "extra_forbidden": "不是这种文书的内容",
    "string_too_short": "不能为空",
    "string_too_long": "超过{max_length}字",
    "too_short": "至少要有{min_length}项",
    "greater_than_equal": "不能小于{ge}",
    "decimal_max_places": "最多{decimal_places}位小数",
}


def _problem(detail: dict[str, Any]) -> Problem:
    where = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "value_error":
        return Problem(str(detail["ctx"]["error"]), code="paper_content", field=where or None)
    message = _MESSAGES.get(detail["type"], "格式不对").format(**detail.get("ctx", {}))
    return Problem(f"文书内容“{where}”{message}", code="paper_content", field=where)
