"""Where a document begins and ends, and what its head and foot say: number, title, issuer, addressees, date, annexes. No Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onewindow.law.gazette.labels import label_of
from onewindow.law.gazette.lines import REGISTRATION, Line, joined, tidy
from onewindow.law.gazette.text import Annex

NUMBER = re.compile(r"([一-鿿]{2,12})\s*[〔\[【（(［]\s*(\d{4})\s*[〕\]】）)］]\s*第?\s*(\d+)\s*号")
_MEETING = re.compile(r"第\s*\d+\s*次")
_MEETING_FOOT = re.compile(r"([一-鿿]{4,30})\s+(\d{4}年\s*\d{1,2}月\s*\d{1,2}日)")
_MEETING_NAME = re.compile(r"主持召开(?P<name>[^，。]{2,40}?第\d+次[^，。]{0,12}?会议)")
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ORGANISATION = re.compile(r"[一-鿿（）\s]{4,40}")
_ANNEX_HEAD = re.compile(r"附\s*件\s*(\d{0,2})\s*[：:]?")
_ANNEX_LIST = re.compile(r"附\s*件\s*[：:]\s*(.+)")
_LISTED = re.compile(r"(\d{1,2})\s*[.．、]\s*(.+)")
_GENRES = (
    *("通知", "通告", "公告", "决定", "意见", "批复", "通报", "函", "令", "报告", "公报", "纪要"),
    *("方案", "办法", "规定", "细则", "规则"),
)
_NUMBER_AT_MOST = 99  # characters of what a document is called by
_BODIES = tuple("府室局委会院处部办团行社厅队司心组")  # what the name of a body ends with
_TITLE_LINES, _ADDRESSEE_LINES = 6, 4


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text of a document; ``length`` counts its lines."""

    number: str
    issuer: str
    title: str
    addressees: tuple[str, ...]
    registration: str | None
    signed: date | None
    length: int


def starts(lines: Sequence[Line]) -> list[int]:
    """The places in ``lines`` where a document begins: its registration number, its number, or the head of minutes."""
    found = []
    for place, line in enumerate(lines[:-1]):
        if is_number(line, lines[place + 1]):
            registered = place and REGISTRATION.fullmatch(lines[place - 1].text)
            found.append(place - 1 if registered else place)
        elif _MEETING.fullmatch(line.text) and _MEETING_FOOT.fullmatch(lines[place + 1].text):
            found.append(place)
    return found


def is_number(line: Line, after: Line) -> bool:
    """Whether a line is the number of a document: it stands alone, and an issuer stands below."""
    return bool(NUMBER.fullmatch(tidy(line.text)) and _ORGANISATION.fullmatch(after.text))


def head_of(lines: Sequence[Line]) -> Head:
    """The head of the document that begins with ``lines``; a draft has neither number nor registration."""
    if _MEETING.match(lines[0].text):
        return _minutes(lines)
    place, registration, number = 0, None, ""
    if REGISTRATION.fullmatch(lines[0].text):
        place, registration = 1, lines[0].text
    if place < len(lines) and (match := NUMBER.fullmatch(tidy(lines[place].text))):
        place, number = place + 1, f"{match[1]}〔{match[2]}〕{int(match[3])}号"
    issuer, title, length = _title(lines[place:])
    addressees, more = _addressees(lines[place + length :])
    return Head(number, issuer, title, addressees, registration, None, place + length + more)


def signature(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The places of the first issuer's line below the text and of the date under the last; None without them."""
    for place, line in enumerate(lines[:-1]):
        if _DATE.fullmatch(lines[place + 1].text) and _is_signatory(line):
            first = place
            while first and _is_signatory(lines[first - 1]):
                first -= 1
            return first, place + 1
    return None


def _is_signatory(line: Line) -> bool:
    return bool(_ORGANISATION.fullmatch(line.text)) and not label_of(line.text) and tidy(line.text).endswith(_BODIES)


def date_of(text: str) -> date | None:
    """The first date in a text; None without one, or for a day that there is not."""
    match = _DATE.search(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def annex_heads(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """The place and label (“附件”, “附件2”) of every annex."""
    found = ((place, _ANNEX_HEAD.fullmatch(line.text)) for place, line in enumerate(lines))
    return [(place, f"附件{match[1]}") for place, match in found if match]


def annex_list(lines: Sequence[Line]) -> tuple[int, tuple[Annex, ...]]:
    """Where the list of annexes begins (the number of lines without one), and what it names."""
    for place, line in enumerate(lines):
        match = _ANNEX_LIST.fullmatch(line.text)
        if match and (place + 1 == len(lines) or _LISTED.match(match[1])):
            return place, _annexes([match[1], *(each.text for each in lines[place + 1 :])])
    return len(lines), ()


def attached_title(lines: Sequence[Line], known: Sequence[str]) -> tuple[str, int]:
    """The title that an attachment begins with and the count of its lines, which the document names elsewhere."""
    for count in range(min(_TITLE_LINES, len(lines)), 0, -1):
        title = tidy("".join(line.text for line in lines[:count]))
        if any(title == _plain(name) or (title.startswith(_plain(name)) and count == 1) for name in known):
            return title, count
    if lines and not lines[0].ended and not label_of(lines[0].text):
        return tidy(lines[0].text), 1
    return "", 0


def _plain(name: str) -> str:
    return tidy(name)


def _title(lines: Sequence[Line]) -> tuple[str, str, int]:
    """Issuer (several are joined by 、), full title, and the number of lines they take."""
    first = 0
    while first < min(_TITLE_LINES, len(lines)) and _is_issuer(lines[first].text):
        first += 1
    issuer = "、".join(tidy(line.text) for line in lines[:first])
    for count in range(first + 1, min(first + _TITLE_LINES, len(lines)) + 1):
        title = tidy("".join(line.text for line in lines[first:count]))
        if title.endswith(_GENRES) or title.rstrip("）").endswith(("试行", "暂行", "草案")):
            return issuer or _named_in(title), issuer + title, count
        if lines[count - 1].ended:
            break
    return issuer, issuer, first


def _named_in(title: str) -> str:
    """The body that a title in one piece begins with, before 关于; nothing where no name of a body stands there."""
    before, about, _ = title.partition("关于")
    return before if about and before.endswith(_BODIES) else ""


def _is_issuer(text: str) -> bool:
    """Whether a line above a title names a body: no label, no 关于, and no kind of document at its end."""
    plain = tidy(text)
    return bool(_ORGANISATION.fullmatch(text)) and not label_of(text) and "关于" not in plain and not plain.endswith(_GENRES)


def _addressees(lines: Sequence[Line]) -> tuple[tuple[str, ...], int]:
    for count in range(1, min(_ADDRESSEE_LINES, len(lines)) + 1):
        text = joined(lines[:count])
        if "。" in text or label_of(lines[count - 1].text) or "如下" in text:
            break
        if text.endswith(("：", ":")):
            return tuple(part.strip() for part in re.split("[，,]", text[:-1]) if part.strip()), count
    return (), 0


def _minutes(lines: Sequence[Line]) -> Head:
    foot = _MEETING_FOOT.fullmatch(lines[1].text)
    name = _MEETING_NAME.search(joined(lines[2:8]))
    title = (name["name"] if name else tidy(lines[0].text) + "会议") + "纪要"
    return Head(title[:_NUMBER_AT_MOST], tidy(foot[1]) if foot else "", title, (), None, date_of(foot[2]) if foot else None, 2)


def _annexes(texts: Sequence[str]) -> tuple[Annex, ...]:
    found: list[Annex] = []
    for text in texts:
        if match := _LISTED.fullmatch(text):
            found.append(Annex(int(match[1]), tidy(match[2])))
        elif found:
            found[-1] = Annex(found[-1].number, tidy(found[-1].title + text))
        else:
            found.append(Annex(0, tidy(text)))
    return tuple(found)
