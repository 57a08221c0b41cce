"""From the lines of a source to an issue with its documents, and what found no place. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onewindow.law.gazette import heads
from onewindow.law.gazette.blocks import build
from onewindow.law.gazette.lines import REGISTRATION, RUNNING_HEAD, Line, lines_of, measure, without_furniture
from onewindow.law.gazette.tables import misshapen, table_at
from onewindow.law.gazette.text import TABLE, Annex, Attachment, Block, Document, Issue, Remark
from onewindow.words.refused import Refused

_TITLE_SPAN = 7  # lines that the label and the title of an attachment may take
_ISSUED = re.compile("《(.+)》")


def parse(source: str | Sequence[Line]) -> Issue:
    """The issue in a text as extracted from PDF, or in the lines that a reader gives.

    Raises Refused (``no_gazette``) for a source in which no document begins.
    """
    lines, remarks = without_furniture(lines_of(source) if isinstance(source, str) else source)
    begins = heads.starts(lines)
    if not begins:
        raise Refused(
            "这个文件不是政府公报：其中没有独占一行的发文字号及其下的发文机关",
            code="no_gazette",
            field="file",
            expected="公报全文，每个文件以独占一行的文号（如“某政发〔2023〕1号”）起头，其下是发文机关和标题",
        )
    full = measure(lines)
    before = [Remark(line.number, line.text, "在第一个文件之前（封面、目录）", placed=False) for line in lines[: begins[0]]]
    documents, more = [], []
    for first, last in zip(begins, [*begins[1:], len(lines)], strict=True):
        document, odd = _document(lines[first:last], full)
        documents.append(document)
        more += odd
    title, year, number = _named(remarks, documents)
    remarks = [_of_another_issue(remark, year, number) for remark in remarks]
    return Issue(title, year, number, tuple(documents), tuple(sorted([*remarks, *before, *more], key=lambda remark: remark.line)))


def parse_draft(source: str | Sequence[Line]) -> Document:
    """One document that need not have a number yet. Raises Refused (``empty_draft``) for a text without a line."""
    lines, _ = without_furniture(lines_of(source) if isinstance(source, str) else source)
    if not lines:
        raise Refused("文件里没有文字", code="empty_draft", field="file", expected="草案的正文")
    return _document(lines, measure(lines))[0]


def _document(lines: Sequence[Line], full: int) -> tuple[Document, list[Remark]]:
    head = heads.head_of(lines)
    text, strays = _without_registrations(lines[head.length :])
    registration = head.registration or (strays[0].text if strays else None)
    signed_at = heads.signature(text)
    body, rest = _apart(text) if signed_at is None else (text[: signed_at[0]], text[signed_at[1] + 1 :])
    signed = heads.date_of(text[signed_at[1]].text) if signed_at is not None else head.signed
    end, listed = heads.annex_list(body)
    attachments, announced = _attachments(rest, head.title, listed, full)
    document = Document(
        number=head.number,
        title=head.title,
        issuer=head.issuer,
        addressees=head.addressees,
        signed=signed,
        registration=registration,
        lines=(lines[0].number, lines[-1].number),
        blocks=_blocks(body[:end], full),
        attachments=attachments,
        listed=listed or announced,
        head_lines=(lines[0].number, lines[max(head.length, 1) - 1].number),
    )
    odd = [Remark(line.number, line.text, "登记号，排在正文中间") for line in strays]
    return document, [*odd, *_missed(document, body[:end], rest), *misshapen(document)]


def _missed(document: Document, body: Sequence[Line], rest: Sequence[Line]) -> list[Remark]:
    """The lines of the text that stand in no block: none, if the parser is right."""
    blocks = [*document.blocks, *(block for attachment in document.attachments for block in attachment.blocks)]
    inside = {number for each in blocks for block in each.walk() for number in range(block.lines[0], block.lines[1] + 1)}
    titles = {number for each in document.attachments for number in range(each.lines[0], each.lines[0] + _TITLE_SPAN)}
    lists = heads.annex_list(rest)[0] if rest else 0
    listed = {line.number for line in rest[lists:]}
    return [
        Remark(line.number, line.text, "没有归入任何条款或表格", placed=False)
        for line in [*body, *rest]
        if line.number not in inside | titles | listed
    ]


def _without_registrations(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    strays = [line for line in lines if REGISTRATION.fullmatch(line.text)]
    return [line for line in lines if line not in strays], strays


def _apart(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The text and its annexes, where nobody has signed in between."""
    annexes = heads.annex_heads(lines)
    return (lines[: annexes[0][0]], lines[annexes[0][0] :]) if annexes else (lines, [])


def _attachments(
    lines: Sequence[Line], title: str, listed: tuple[Annex, ...], full: int
) -> tuple[tuple[Attachment, ...], tuple[Annex, ...]]:
    """The measure that the document issues and its annexes, and the list of annexes that the measure itself ends with."""
    annexes = heads.annex_heads(lines)
    first = annexes[0][0] if annexes else len(lines)
    found, announced = [], listed
    if first:
        known = _ISSUED.findall(title)
        name, length = heads.attached_title(lines[:first], known)
        body = lines[length:first]
        end, own = heads.annex_list(body)
        announced = listed or own
        found.append(Attachment("", name, (lines[0].number, lines[first - 1].number), _blocks(body[:end], full)))
    ends = [*(at for at, _ in annexes), len(lines)][1:]
    for (place, label), after in zip(annexes, ends, strict=True):
        part = lines[place + 1 : after]
        name, length = heads.attached_title(part, [annex.title for annex in announced])
        last = part[-1].number if part else lines[place].number
        found.append(Attachment(label, name, (lines[place].number, last), _blocks(part[length:], full, tables=True, title=name)))
    return tuple(found), announced


def _blocks(lines: Sequence[Line], full: int, *, tables: bool = False, title: str = "") -> tuple[Block, ...]:
    """The blocks of a text; in an annex tables are looked for first, each with the heading above it."""
    blocks: list[Block] = []
    place = begun = 0
    while tables and place < len(lines):
        if found := table_at(lines[place:]):
            table, length = found
            blocks += build(lines[begun:place], full)
            block = Block(TABLE, "", title, (lines[place].number, lines[place + length - 1].number), (), table)
            blocks.append(block)
            place = begun = place + length
        else:
            place += 1
    return (*blocks, *build(lines[begun:], full))


def _named(remarks: Sequence[Remark], documents: Sequence[Document]) -> tuple[str, int | None, int | None]:
    """Title, year and number of the issue by most of its running heads (the first among equals), else by its documents."""
    heads_ = [match.groups() for remark in remarks if (match := RUNNING_HEAD.fullmatch(remark.text))]
    if heads_:
        title, year, number = max(heads_, key=heads_.count)
        return title, int(year), int(number)
    years = [document.year for document in documents if document.year]
    return f"{documents[0].issuer.removesuffix('办公室')}公报", max(set(years), key=years.count, default=None), None


def _of_another_issue(remark: Remark, year: int | None, number: int | None) -> Remark:
    """A running head that names another issue than most says so: a misprint, or a page that does not belong."""
    match = RUNNING_HEAD.fullmatch(remark.text)
    if match and (int(match["year"]), int(match["number"])) != (year, number):
        return Remark(remark.line, remark.text, "页眉，期号与本期不同")
    return remark
