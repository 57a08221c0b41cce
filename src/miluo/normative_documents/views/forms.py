"""The forms of the acts: which fields each asks, and how what is posted becomes the arguments of its door."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from miluo.normative_documents import services
from miluo.normative_documents.life import FILING_MATERIALS, OCCASIONS, OPINIONS, OUTCOMES
from miluo.normative_documents.services.publishing import RECIPIENTS
from onewindow.cases.services.door import Answer
from onewindow.web.posted import file_of
from onewindow.words.refused import Refused


@dataclass(frozen=True, slots=True)
class Ask:
    """One field; ``kind`` is text, long, day, choice, ticks, tick or file. ``needed`` fields may not be left empty."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """The act, the permission that it needs, its door and its fields; ``button`` is what is pressed."""

    act: str
    button: str
    permission: str
    door: Callable[..., Answer]
    asks: tuple[Ask, ...] = ()
    city: bool | None = None  # only on the city's route, only on the other, or on both


def _pairs(table: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(table.items())


_REPORT = tuple(
    Ask(name, label, "long", needed=True) for name, label in (("purpose", "制定目的"), ("content", "主要内容"), ("process", "起草审核过程"))
)
FORMS: tuple[Form, ...] = (
    Form("submit", "报送", "documents.draft", services.submit),
    Form("forward", "转交合法性审核", "documents.decide", services.forward),
    Form("decline", "退回起草单位", "documents.decide", services.decline, (Ask("reason", "理由", "long", needed=True),)),
    Form(
        "give_opinion",
        "出具意见",
        "documents.review",
        services.give_opinion,
        (
            Ask("opinion", "审核意见", "choice", _pairs(OPINIONS), needed=True),
            Ask("words_given", "意见内容", "long", needed=True),
            Ask("early_reason", "提前出具的理由", help="不满5个工作日的，写明理由"),
        ),
    ),
    Form(
        "decide",
        "决定印发",
        "documents.decide",
        services.decide,
        (
            Ask("meeting", "审议决定的会议", help="镇政府、部门必填"),
            Ask("starts_on", "施行日期", "day"),
            Ask("ends_on", "有效期最后一日", "day", help="没有规定有效期的不填"),
        ),
    ),
    Form("sign", "登记签署", "documents.decide", services.sign, (Ask("signed_by", "主要负责人", needed=True),), city=False),
    Form(
        "assign_number",
        "编发文字号",
        "documents.decide",
        services.assign_number,
        (
            Ask("word", "发文机关代字", help="如 汨政办发；用过一次以后不必再填"),
            Ask("document_number", "指定发文字号", help="一般不填，由平台按顺序编号"),
            Ask("reason", "跳号的理由", help="指定的号与上一个号不连续时填写"),
        ),
    ),
    Form("lodge", "报请登记", "documents.decide", services.lodge, city=True),
    Form("lodge", "报请登记", "documents.decide", services.lodge, _REPORT, city=False),
    Form("register", "准予登记并编号", "documents.register", services.register),
    Form("send_back", "退回制定机关", "documents.register", services.send_back, (Ask("reason", "理由", "long", needed=True),)),
    Form("reopen", "重新起草", "documents.decide", services.reopen),
    Form(
        "deposit",
        "接收文本",
        "documents.register",
        services.deposit,
        (Ask("paper", "收到纸质文本1件", "tick"), Ask("file", "电子文本", "file")),
    ),
    Form(
        "publish",
        "登记公布",
        "documents.decide",
        services.publish,
        (
            Ask("gazette", "公报期号", help="如 2023年第2期"),
            Ask("gazette_on", "公报刊登日期", "day"),
            Ask("portal_address", "门户网址"),
            Ask("portal_on", "门户公布日期", "day"),
        ),
    ),
    Form(
        "report_for_record",
        "报送备案",
        "documents.decide",
        services.report_for_record,
        (
            Ask("recipient", "备案机关", "choice", tuple((name, name) for name in RECIPIENTS), needed=True),
            Ask("dossier", "备案材料", "ticks", _pairs(FILING_MATERIALS)),
            Ask("sent_on", "报送日期", "day", needed=True),
        ),
        city=True,
    ),
    Form(
        "clean_up",
        "登记清理结果",
        "documents.decide",
        services.clean_up,
        (
            Ask("occasion", "清理方式", "choice", _pairs(OCCASIONS), needed=True),
            Ask("outcome", "清理结果", "choice", _pairs(OUTCOMES), needed=True),
            Ask("effective_on", "生效日期", "day", needed=True),
            Ask("decided_in", "依据文件", help="修改、废止必填"),
            Ask("reason", "理由", "long", needed=True),
            Ask("file", "修改后的全文（docx）", "file"),
        ),
    ),
)


def arguments(form: Form, request: HttpRequest) -> dict[str, Any]:
    """What the door is given. Raises Refused for a day that is none, and for a needed day that is missing."""
    given: dict[str, Any] = {}
    for ask in form.asks:
        if ask.kind == "file":
            if "file" in request.FILES:
                given["file_name"], given["content"] = file_of(request)
        elif ask.kind == "day":
            given[ask.name] = day(request.POST.get(ask.name, ""), ask.name, ask.label, needed=ask.needed)
        elif ask.kind == "ticks":
            given[ask.name] = tuple(request.POST.getlist(ask.name))
        elif ask.kind == "tick":
            given[ask.name] = bool(request.POST.get(ask.name))
        else:
            given[ask.name] = request.POST.get(ask.name, "")
    return given


def day(text: str, name: str, label: str, *, needed: bool = False) -> date | None:
    """A day of a form. Raises Refused for what is none."""
    if not text and not needed:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(f"{label}不是日期", code="invalid_date", field=name, expected="年-月-日，如 2023-09-15") from None
