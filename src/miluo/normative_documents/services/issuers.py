"""动态管理: the list of issuers changes by decision and is published; a code that was given is never given again (normdoc-6-1)."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from miluo.normative_documents.issuers import GOVERNMENT_OFFICE
from miluo.normative_documents.models import IssuerChange
from miluo.normative_documents.services.opening import require, require_office, words
from onewindow.cases.services.door import Answer, door
from onewindow.organisations import issuers as lines
from onewindow.organisations import selectors as organisations
from onewindow.papers.render import printed
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

CLAUSE = "normdoc-6-1"
_PREFIX, _CODE = re.compile(r"[A-Z]{2,4}[DT]R"), re.compile(r"[0-9]{2}")


@door
def add_issuer(
    *, organisation: str, name: str, prefix: str, code: str, from_day: date, decision: str, by: Actor, at: datetime, key: str | None = None
) -> Answer:
    """列入: a line at the end of the table, from a day on. Raises Refused for a code that any issuer has or ever had."""
    _may(by)
    why = words(decision, "依据的文件", field="decision", clause=CLAUSE, longest=80)
    _check_number(name, prefix, code)
    line = lines.enter(organisation, name=name, prefix=prefix, code=code, from_day=from_day, decision=why, clause=CLAUSE)
    IssuerChange.objects.create(issuer=line, kind="added", from_day=from_day, decision=why, by=by.id, at=at)
    record(subject=f"issuer:{line.row}", kind="normdoc.issuer_added", by=by, at=at, to="added", reason=why, body={"from": from_day})
    return Answer(str(line.row), "added", f"{name}自{printed(from_day)}起列入制定主体清单")


@door
def remove_issuer(*, issuer: str, from_day: date, decision: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """移出: from a day on it drafts and registers nothing new; its numbers and its code stay its own."""
    _may(by)
    why = words(decision, "依据的文件", field="decision", clause=CLAUSE, longest=80)
    line = lines.close(organisations.issuer(issuer), last_day=from_day - timedelta(days=1), decision=why)
    IssuerChange.objects.create(issuer=line, kind="removed", from_day=from_day, decision=why, by=by.id, at=at)
    record(subject=f"issuer:{line.row}", kind="normdoc.issuer_removed", by=by, at=at, to="removed", reason=why, body={"from": from_day})
    return Answer(str(line.row), "removed", f"{line.name}自{printed(from_day)}起移出制定主体清单")


def _check_number(name: str, prefix: str, code: str) -> None:
    words(name, "清单中的名称", field="name", clause=CLAUSE, longest=60)
    if not _PREFIX.fullmatch(prefix):
        message, field, expected = f"“{prefix}”不是登记号前缀", "prefix", "区域缩写二至四个大写字母，加 D 或者 T，加 R，如 MLDR"
        raise Refused(message, code="wrong_prefix", field=field, clause="normdoc-4b", expected=expected)
    if not _CODE.fullmatch(code):
        raise Refused(f"“{code}”不是机关代号", code="wrong_code", field="code", clause="normdoc-4d", expected="两位数字，如 39")


def _may(by: Actor) -> None:
    require(by, "documents.decide")
    require_office(by, GOVERNMENT_OFFICE, clause=CLAUSE, who="市政府办公室")
