"""The guide of an item as one file to print, made from the same version as the page."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import typst
from django.conf import settings

from onewindow.items.guide import Guide
from onewindow.papers import fonts
from onewindow.papers.render import STANDARDS, TEMPLATES, qr
from onewindow.papers.typesetting import column_shares, title_lines
from onewindow.words.days import said

LAYOUT = TEMPLATES / "guide.typ"
_TITLE_WIDTH, _TABLE_WIDTH = 19, 47  # characters of 20 pt beside the code, and of 9.5 pt across the sheet
_lock = Lock()  # one compiler, whose inputs are set with each call


def pdf_of(guide: Guide, *, county: str, path: str) -> bytes:
    """A tagged PDF (PDF/UA-1, PDF/A-2a); ``path`` is the address of the guide's page. Kept for the process."""
    return _compiled(json.dumps(sheet(guide, county=county, path=path), ensure_ascii=False, sort_keys=True))


def sheet(guide: Guide, *, county: str, path: str) -> dict[str, Any]:
    """Everything that the layout prints; a character without a glyph is printed as 〓."""
    address = settings.PUBLIC_ADDRESS.rstrip("/") + path
    since = f"，自{said(guide.since)}起施行" if guide.since else ""
    data = {
        "title": guide.content.title,
        "title_lines": title_lines(guide.content.title, _TITLE_WIDTH),
        "county": county,
        "body": guide.body,
        "version": f"第{guide.number}版{since}",
        "code": guide.content.code,
        "address": address,
        "qr": qr(address),
        "notice": _notice(guide),
        "facts": guide.facts,
        "sections": [section for section in _sections(guide) if section["blocks"]],
        "foot": f"扫码看最新版本：{address}",
    }
    text = json.dumps({**data, "qr": ""}, ensure_ascii=False)
    absent = fonts.missing("".join(dict.fromkeys(text.replace("\\n", ""))))
    plain: dict[str, Any] = json.loads(text.translate(dict.fromkeys(map(ord, absent), "〓")) if absent else text)
    return {**plain, "qr": data["qr"]}


def _notice(guide: Guide) -> str:
    if not guide.pending:
        return ""
    return f"待部门确认：{'、'.join(guide.pending)}。{guide.content.unconfirmed_note}"


def _sections(guide: Guide) -> list[dict[str, Any]]:
    content = guide.content
    return [
        _section("服务内容", _lines([content.summary])),
        _section("受理条件", _numbered(content.conditions)),
        _section("申请材料", _materials(guide), _lines([] if guide.materials else ["不需要申请材料"])),
        _section("办理流程", _steps(guide)),
        _section("收费", _charges(guide)),
        _section("办理结果", _lines([guide.result])),
        _section("办理地点和时间", _places(guide), _lines(_contacts(guide))),
        _section("设定依据", _lines([f"《{each.law}》{each.number}{each.article}" for each in content.basis])),
        _section("特别程序", _lines([_special(each) for each in content.special])),
        _section("常见问题", _lines([f"问：{each.question}\n答：{each.answer}" for each in content.faq])),
    ]


def _section(title: str, *blocks: dict[str, Any] | None) -> dict[str, Any]:
    return {"title": title, "blocks": [block for block in blocks if block]}


def _lines(rows: list[str]) -> dict[str, Any] | None:
    filled = [row for row in rows if row]
    return {"kind": "text", "rows": filled} if filled else None


def _numbered(rows: tuple[str, ...]) -> dict[str, Any] | None:
    return {"kind": "list", "rows": list(rows)} if rows else None


def _table(head: list[str], rows: list[list[str]]) -> dict[str, Any] | None:
    if not rows:
        return None
    filled = [place for place in range(len(head)) if any(row[place] for row in rows)]
    head, rows = [head[place] for place in filled], [[row[place] for place in filled] for row in rows]
    return {"kind": "table", "head": head, "rows": rows, "shares": column_shares([head, *rows], _TABLE_WIDTH)}


def _materials(guide: Guide) -> dict[str, Any] | None:
    rows = [
        [
            str(place),
            each.material.title,
            each.need,
            each.copies,
            each.medium,
            each.source,
            "；".join(filter(None, (each.material.standard, *each.ways))),
        ]
        for place, each in enumerate(guide.materials, start=1)
    ]
    return _table(["序号", "材料名称", "必要性", "份数", "形式", "来源", "受理标准和说明"], rows)


def _steps(guide: Guide) -> dict[str, Any] | None:
    rows = [
        [str(place), each.step.title, each.by, each.limit, "；".join(filter(None, (each.step.standard, each.step.result)))]
        for place, each in enumerate(guide.steps, start=1)
    ]
    return _table(["序号", "环节", "办理人", "时限", "办理内容和结果"], rows)


def _charges(guide: Guide) -> dict[str, Any] | None:
    lines = guide.content.charges
    if not lines:
        return _lines([guide.charge])
    return _table(["项目", "标准", "依据", "减免"], [[each.title, each.standard, each.basis, each.reduction] for each in lines])


def _places(guide: Guide) -> dict[str, Any] | None:
    return _table(["地点", "地址", "时间", "电话"], [[each.title, each.address, each.hours, each.phone] for each in guide.content.places])


def _contacts(guide: Guide) -> list[str]:
    content = guide.content
    named = (("咨询", content.consultation), ("监督投诉", content.complaint), ("行政复议和行政诉讼", content.remedies))
    return [f"{title}：{value}" for title, value in named if value]


def _special(special: Any) -> str:
    days = f"，{special.days}个工作日" if special.days else ""
    return f"{special.title}{days}，{'不计入' if special.stops_clock else '计入'}办理时限{f'（{special.basis}）' if special.basis else ''}"


@lru_cache(maxsize=64)
def _compiled(data: str) -> bytes:
    inputs = {"guide": data, "faces": _faces()}
    with _lock:
        return bytes(_compiler().compile(format="pdf", pdf_standards=STANDARDS, sys_inputs=inputs))  # type: ignore[arg-type]  # one format, so one document


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(LAYOUT, root=TEMPLATES, font_paths=fonts.font_book())


@cache
def _faces() -> str:
    return json.dumps(fonts.chains(), ensure_ascii=False)
