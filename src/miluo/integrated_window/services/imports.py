"""Lists that come as Excel files (annexes 1 and 2): good lines are taken, wrong ones come back in the same file with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from miluo.integrated_window.models import ListImport
from miluo.integrated_window.services.lists import ONLINE, POSITIVE, enter_online, enter_positive, form_problems
from miluo.integrated_window.services.opening import known_item, own_body
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.selectors import by_name
from onewindow.papers import files
from onewindow.papers.numbering import next_number
from onewindow.papers.uploads import check_upload, file_name
from onewindow.rules import sheets
from onewindow.rules.sheet_columns import Column, text
from onewindow.rules.sheets import SheetRow
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused

_BODY = text("organisation", "单位名称", required=True)
_CODE = text("code", "事项编码", required=True)
_NATURE, _SERVED = text("nature", "事项类型"), text("served", "服务对象")


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list as it is printed: its columns in order, its clause, and how a line is entered."""

    key: str
    title: str
    clause: str
    columns: tuple[Column, ...]
    enter: Callable[[dict[str, Any], Actor, datetime], object]


def _positive(values: dict[str, Any], by: Actor, at: datetime) -> object:
    return enter_positive(values["code"], note=values.get("note") or "", by=by, at=at)


def _online(values: dict[str, Any], by: Actor, at: datetime) -> object:
    return enter_online(values["code"], values["implementation_code"], title=values["title"], main_title=values["main_title"], by=by, at=at)


SHEETS = {
    "positive": ListSheet(
        "positive",
        "部门单位入驻“综合窗口”事项清单",
        POSITIVE,
        (
            _BODY,
            _CODE,
            text("title", "事项名称", required=True),
            _NATURE,
            text("handling", "办件类型", required=True),
            _SERVED,
            text("note", "备注"),
        ),
        _positive,
    ),
    "online": ListSheet(
        "online",
        "“湘易办”全程网办事项清单",
        ONLINE,
        (
            text("organisation", "单位", required=True),
            _CODE,
            text("main_title", "事项名称（主项）", required=True),
            text("title", "事项名称（业务办理项）", required=True),
            text("implementation_code", "业务办理项实施编码", required=True),
            _NATURE,
            _SERVED,
        ),
        _online,
    ),
}


@door
def import_list(*, kind: str, name: str, content: bytes, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """导入清单: what is right is entered as if it had been typed; the marked file is kept under the number of the import."""
    wanted = SHEETS.get(kind)
    if wanted is None:
        raise Refused("没有这种清单", code="unknown_list", field="kind", status=404)
    own_body(by, wanted.clause)
    kept = files.keep(content, media_type=check_upload(name, content, allowed=("xlsx",)))
    sheet = sheets.read(content, wanted.columns)
    wrong = dict(sheet.wrong)
    entered = 0
    for line in sheet.good:
        if problems := _entered(wanted, line, by, at):
            wrong[line.number] = tuple(problems)
        else:
            entered += 1
    marked = files.keep(sheets.marked(content, wrong, wanted.columns)).digest if wrong else ""
    row = ListImport.objects.create(
        number=next_number("window-lists", at=at, pattern="QD{year}-{serial:04d}"),
        kind=kind,
        name=file_name(name),
        digest=kept.digest,
        marked=marked,
        rows=len(sheet.rows),
        entered=entered,
        by=by.id,
        at=at,
    )
    body = {"kind": kind, "sha256": kept.digest, "rows": row.rows, "entered": entered}
    record(subject=f"list-import:{row.number}", kind="list-import.done", by=by, at=at, to="done", body=body)
    told = f"读取{row.rows}行，列入{entered}行" + (f"，{len(wrong)}处有误，见{row.number}的错误说明" if wrong else "")
    return Answer(row.number, "done", told, attachment=marked)


def _entered(wanted: ListSheet, line: SheetRow, by: Actor, at: datetime) -> list[Problem]:
    """Enter one line; what is wrong with it, if it cannot be."""
    values = dict(line.values)
    try:
        with transaction.atomic():
            found = by_name(values["organisation"])
            item, said = known_item(values["code"], wanted.clause)
            if found.pk != item.organisation_id:
                problem = Problem(
                    f"事项不是{values['organisation']}的", "other_body", "organisation", wanted.clause, item.organisation.name
                )
                return [problem]
            if problems := form_problems({name: value for name, value in values.items() if value}, said):
                return problems
            wanted.enter(values, by, at)
    except Refused as refused:
        return list(refused.problems)
    return []
