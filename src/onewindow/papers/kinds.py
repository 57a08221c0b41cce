"""The kinds of papers: what each is called, how it is numbered, laid out, and what it rests on. No Django."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.law.registry import Use, rest
from onewindow.papers.contents import (
    Acceptance,
    Content,
    Correction,
    Decision,
    HandOverSheet,
    NonAcceptance,
    Notice,
    ProofOfService,
    Receipt,
    Undertaking,
)
from onewindow.papers.conventions import LETTERS, NUMBERING
from onewindow.words.refused import Refused
from onewindow.words.sources import OutsideLaw, Source, as_source

TEMPLATES = (
    "receipt",
    "acceptance",
    "correction",
    "non-acceptance",
    "decision",
    "notice",
    "hand-over",
    "service",
    "undertaking",
    "application",
    "register",
)
ACCEPTANCE_LAW = OutsideLaw("行政许可法", "第三十二条")
EXTENSION_LAW = OutsideLaw("行政许可法", "第四十二条")
SPECIAL_LAW = OutsideLaw("行政许可法", "第四十五条")
DEFERRAL_GUIDE = OutsideLaw("国务院关于加快推进政务服务标准化规范化便利化的指导意见", "（国发〔2022〕5号）")
COMMITMENT_GUIDE = OutsideLaw("国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见", "（国办发〔2020〕42号）")
REASONS_LAW = OutsideLaw("行政许可法", "第三十八条")
RECONSIDERATION_LAW = OutsideLaw("行政复议法", "第九条")  # 60 days; article 20 in the text in force from 2024
DELIVERY_LAW = OutsideLaw("行政许可法", "第四十四条")
PROOF_LAW = OutsideLaw("民事诉讼法", "第八十七条")  # 送达必须有送达回证
LITIGATION_LAW = OutsideLaw("行政诉讼法", "第四十六条")  # six months


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A kind of paper; constructing it enters it in the register. Names vary by place, so a county may declare its own.

    ``nature`` is the 性质 after the 机关代字 in its number; ``template`` the layout; ``content`` the shape of what it says;
    ``refusal_title`` its title when it refuses, ``grants`` verb and noun of what a decision gives or does not (予以, 核准),
    ``refusal_note`` what it adds when it refuses; what is ``internal`` passes between bodies and is not the applicant's. Raises
    ValueError without a source, for an unknown layout or a second kind under one key.
    """

    key: str
    title: str
    nature: str
    template: str
    content: type[Content]
    sources: tuple[str | Source, ...]
    refusal_title: str = ""
    internal: bool = False
    grants: tuple[str, str] = ("予以", "核准")
    refusal_note: str = ""

    def __post_init__(self) -> None:
        if self.template not in TEMPLATES:
            raise ValueError(f"paper {self.key}: the layout is one of {', '.join(TEMPLATES)}")
        if _declared.setdefault(self.key, self) != self:
            raise ValueError(f"paper {self.key} is declared twice")
        rest(Use("paper", self.key, self.title, tuple(as_source(source) for source in self.sources)))

    @property
    def sealed(self) -> bool:
        """Whether the body seals and signs it; an application is its applicants' own."""
        return self.template != "application"

    def title_of(self, content: Content) -> str:
        """The title that a paper of this kind with that content bears."""
        refuses = isinstance(content, Decision) and content.outcome == "refused"
        return self.refusal_title if refuses and self.refusal_title else self.title


_declared: dict[str, PaperKind] = {}


def paper_kind(key: str) -> PaperKind:
    """The kind of that key. Raises Refused (404) if none is declared."""
    try:
        return _declared[key]
    except KeyError:
        raise Refused(f"没有“{key}”这种文书", code="unknown_paper_kind", field="kind", status=404) from None


def paper_kinds() -> tuple[PaperKind, ...]:
    """Every declared kind."""
    return tuple(_declared.values())


def declared() -> dict[str, PaperKind]:
    """The register itself, for tests that put back what they declared."""
    return _declared


RECEIPT = PaperKind(
    key="receipt",
    title="申请材料接收凭证",
    nature="收",
    template="receipt",
    content=Receipt,
    sources=(ACCEPTANCE_LAW, NUMBERING, LETTERS),
)
ACCEPTANCE = PaperKind(
    key="acceptance",
    title="受理通知书",
    nature="受",
    template="acceptance",
    content=Acceptance,
    sources=(ACCEPTANCE_LAW, NUMBERING, LETTERS),
)
CORRECTION = PaperKind(
    key="correction",
    title="一次性补正告知书",
    nature="补",
    template="correction",
    content=Correction,
    sources=(ACCEPTANCE_LAW, NUMBERING, LETTERS),
)
NON_ACCEPTANCE = PaperKind(
    key="non-acceptance",
    title="不予受理通知书",
    nature="不受",
    template="non-acceptance",
    content=NonAcceptance,
    sources=(ACCEPTANCE_LAW, RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
)
APPROVAL = PaperKind(
    key="approval",
    title="核准决定书",
    refusal_title="不予核准决定书",
    nature="核决",
    template="decision",
    content=Decision,
    sources=(REASONS_LAW, RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
)
DECISION = PaperKind(
    key="decision",
    title="奖励（补贴）决定书",
    refusal_title="不予奖励（补贴）决定书",
    nature="奖决",
    template="decision",
    content=Decision,
    sources=(REASONS_LAW, RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
)
DEFERRAL = PaperKind(
    key="deferral",
    title="容缺受理承诺书",
    nature="容承",
    template="undertaking",
    content=Undertaking,
    sources=(DEFERRAL_GUIDE, NUMBERING, LETTERS),
)
COMMITMENT = PaperKind(
    key="commitment",
    title="告知承诺书",
    nature="告承",
    template="undertaking",
    content=Undertaking,
    sources=(COMMITMENT_GUIDE, NUMBERING, LETTERS),
)
SPECIAL_PROCEDURE = PaperKind(
    key="special-procedure",
    title="特别程序告知书",
    nature="特告",
    template="notice",
    content=Notice,
    sources=(SPECIAL_LAW, NUMBERING, LETTERS),
)
PROLONGATION = PaperKind(
    key="prolongation",
    title="延期决定通知书",
    nature="延",
    template="notice",
    content=Notice,
    sources=(EXTENSION_LAW, NUMBERING, LETTERS),
)
HAND_OVER = PaperKind(
    key="hand-over",
    title="物料交接单",
    nature="交",
    template="hand-over",
    content=HandOverSheet,
    sources=(NUMBERING, LETTERS),
    internal=True,
)
CONSULTATION = PaperKind(
    key="consultation",
    title="征求意见函",
    nature="征函",
    template="notice",
    content=Notice,
    sources=(NUMBERING, LETTERS),
    internal=True,
)
CONSULTATION_REPLY = PaperKind(
    key="consultation-reply",
    title="征求意见复函",
    nature="复函",
    template="notice",
    content=Notice,
    sources=(NUMBERING, LETTERS),
    internal=True,
)
SERVICE = PaperKind(
    key="service",
    title="送达回证",
    nature="送",
    template="service",
    content=ProofOfService,
    sources=(PROOF_LAW, DELIVERY_LAW, NUMBERING, LETTERS),
)


def _decision_on(key: str, title: str, refusal: str, nature: str, grants: tuple[str, str]) -> PaperKind:
    """What a body decides on an application for something of this kind."""
    return PaperKind(
        key=key,
        title=title,
        refusal_title=refusal,
        nature=nature,
        template="decision",
        content=Decision,
        sources=(REASONS_LAW, RECONSIDERATION_LAW, LITIGATION_LAW, NUMBERING, LETTERS),
        grants=grants,
    )


PERMIT = _decision_on("permit", "准予行政许可决定书", "不予行政许可决定书", "许决", ("准予", "行政许可"))
CONFIRMATION = _decision_on("confirmation", "行政确认决定书", "不予行政确认决定书", "确决", ("予以", "行政确认"))
BENEFIT = _decision_on("benefit", "行政给付决定书", "不予行政给付决定书", "给决", ("给予", "行政给付"))
REWARD = _decision_on("reward", "行政奖励决定书", "不予行政奖励决定书", "励决", ("给予", "行政奖励"))
RULING = _decision_on("ruling", "行政裁决决定书", "不予行政裁决决定书", "裁决", ("作出", "行政裁决"))
OUTCOME = _decision_on("outcome", "办理结果告知书", "不予办理告知书", "办告", ("予以", "办理"))
