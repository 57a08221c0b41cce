"""发文字号: the series of an issuer, counted by year (normdoc-3-1d), in which its other official papers have numbers too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from miluo.normative_documents.models import Document
from onewindow.law.models import OfficialDocument
from onewindow.organisations.models import Issuer
from onewindow.papers import numbering
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "normdoc-3-1d"
WORDS = {"government": "汨政发", "government-office": "汨政办发"}  # as every document of the gazette prints them
_WORD = re.compile(r"[\u4e00-\u9fff]{2,10}")
_SHAPE = re.compile(r"([\u4e00-\u9fff]{2,10})〔(\d{4})〕([1-9]\d{0,4})号")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """The word of the issuer, the year and the serial: ``汨政办发〔2023〕5号``."""

    word: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.serial}号"


def parse(text: str) -> DocumentNumber:
    """A number as typed; square and round brackets are read as 〔〕. Raises Refused for another shape."""
    plain = re.sub(r"\s", "", text).translate(str.maketrans("[]［］【】（）()", "〔〕〔〕〔〕〔〕〔〕"))
    found = _SHAPE.fullmatch(plain)
    if found is None:
        raise Refused(
            f"“{text}”不是发文字号",
            code="invalid_number",
            field="document_number",
            clause=CLAUSE,
            expected="发文机关代字、年份和顺序号，如 汨政办发〔2023〕5号",
        )
    return DocumentNumber(found[1], int(found[2]), int(found[3]))


def word_of(issuer: Issuer, given: str = "") -> str:
    """发文机关代字: the one given, that of the gazette, or the last that this issuer used. Raises Refused where none is known."""
    word = given.strip() or WORDS.get(issuer.organisation.key, "") or _last_word(issuer)
    if not _WORD.fullmatch(word):
        message = f"“{word}”不是发文机关代字" if word else f"没有写明{issuer.name}的发文机关代字"
        raise Refused(message, code="no_word", field="word", clause=CLAUSE, expected="二至十个汉字，如 汨政办发")
    return word


def next_of(word: str, at: datetime) -> DocumentNumber:
    """The number that would be next now; nothing is taken."""
    year = day_of(at).year
    return DocumentNumber(word, year, _last(word, year) + 1)


def take(issuer: Issuer, at: datetime, *, word: str = "", typed: str = "", reason: str = "") -> DocumentNumber:
    """Take the next number of the series, inside the caller's transaction, or the typed one.

    A typed number may lie further on, where the numbers between are on other papers; then ``reason`` says so. Raises Refused
    for one that is taken or passed, for another year, and without that reason.
    """
    year = day_of(at).year
    wanted = parse(typed) if typed.strip() else None
    chosen = wanted.word if wanted else word_of(issuer, word)
    numbering.begin_after(_series(chosen), year, _last(chosen, year))
    after = numbering.preview(_series(chosen), at=at, pattern="{year}-{serial}")
    due = DocumentNumber(chosen, year, int(after.rpartition("-")[2]))
    if wanted and wanted != due:
        _check(wanted, due, reason)
        numbering.begin_after(_series(chosen), year, wanted.serial - 1)
    taken = numbering.take(_series(chosen), at=at, pattern="{year}-{serial}")
    return DocumentNumber(chosen, taken.year, taken.serial)


def _check(wanted: DocumentNumber, due: DocumentNumber, reason: str) -> None:
    expected = f"不填，由平台编为{due}"
    if wanted.year != due.year:
        raise Refused(f"{wanted}不是{due.year}年的发文字号", code="wrong_year", field="document_number", clause=CLAUSE, expected=expected)
    if wanted.serial < due.serial:
        message = f"发文字号{wanted}已经编给另一个文件" if _is_held(wanted) else f"发文字号{wanted}已经编过，下一个是{due}"
        raise Refused(message, code="number_taken", field="document_number", clause=CLAUSE, expected=expected)
    if not reason.strip():
        message = f"{due}到{wanted}之间的号没有用在规范性文件上，没有写明用在哪里"
        raise Refused(message, code="skipped_numbers", field="reason", clause=CLAUSE, expected=f"写明理由，或者{expected}")


def _is_held(number: DocumentNumber) -> bool:
    held = Document.objects.filter(document_number=str(number)).exists()
    return held or OfficialDocument.objects.filter(number=str(number)).exists()


def _last(word: str, year: int) -> int:
    """The highest serial that is counted, held by a document here, or printed in an imported gazette."""
    start = f"{word}〔{year}〕"
    here = Document.objects.filter(document_number__startswith=start).values_list("document_number", flat=True)
    printed = OfficialDocument.objects.filter(number__startswith=start).values_list("number", flat=True)
    return max((int(found[3]) for each in (*here, *printed) if (found := _SHAPE.fullmatch(each or ""))), default=0)


def _last_word(issuer: Issuer) -> str:
    held = Document.objects.filter(issuer=issuer).exclude(document_number=None).order_by("-pk").values_list("document_number", flat=True)
    found = _SHAPE.fullmatch(held.first() or "")
    return found[1] if found else ""


def _series(word: str) -> str:
    return f"normdoc-number:{word}"
