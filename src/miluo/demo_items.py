"""The catalogue at work in the demonstration: versions at every step of their life, and a list of the upper platform that differs."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.demonstration import actor, moment
from onewindow.items import services, sheet
from onewindow.items.content import Content
from onewindow.items.models import ItemVersion, UpstreamList
from onewindow.items.selectors import contents_on

MARK = "演示数据"
PEOPLE = (  # username, name, role, organisation
    ("shixiang", "演示事项管理员", "item-keeper", "approval-service"),
    ("shixiang2", "演示事项维护员", "item-drafter", "civil-affairs"),
    ("shixiangsh", "演示事项审核员", "item-reviewer", "approval-service"),
    ("shixiangfb", "演示事项发布员", "item-publisher", "approval-service"),
)
STEPS = ("publish", "approve", "submit", "return", "draft")  # how far the next version of one item after the other has come
DAY = date(2023, 8, 10)
LISTED = date(2023, 9, 8)


def load() -> None:
    """Make what is not there yet. Everything goes through the doors, by three accounts."""
    if ItemVersion.objects.filter(number=2).exists():
        return
    plain = [content for _, content in contents_on(DAY) if not content.procedure and content.handling == "promise"]
    for content, upto in zip(plain, STEPS, strict=False):
        _next_version(content, upto)
    if not UpstreamList.objects.exists():
        _list([content for _, content in contents_on(LISTED)])


def _next_version(content: Content, upto: str) -> None:
    changed = content.as_json() | {
        "promised_days": max(1, (content.promised_days or 2) - 2),
        "visits": 0,
        "materials": [_waived(each) for each in content.as_json()["materials"]],
    }
    note = f"减时限、减跑动，证照免于提交（{MARK}）"
    version = services.draft(content=changed, note=note, by=actor("shixiang", DAY), at=moment(DAY, 9))
    named: dict[str, Any] = {"key": version.item.key, "number": version.number}
    if upto == "draft":
        return
    services.submit_for_review(**named, by=actor("shixiang", DAY), at=moment(DAY, 10))
    if upto == "submit":
        return
    opinion = f"要素完整，同意（{MARK}）" if upto != "return" else f"请写明减少时限的依据（{MARK}）"
    services.review(**named, approved=upto != "return", opinion=opinion, by=actor("shixiangsh", DAY), at=moment(DAY, 15))
    if upto == "publish":
        first = date(2023, 9, 1)
        services.publish(**named, effective_from=first, by=actor("shixiangfb", DAY), at=moment(DAY, 16))


def _waived(material: dict[str, Any]) -> dict[str, Any]:
    return material | {"required": material["required"] and not material["certificate"]}


def _list(contents: list[Content]) -> None:
    """The list of the upper platform as it might be: a limit and a title otherwise, one item that is not ours, one that lacks ours."""
    theirs = [each for each in contents if not each.procedure][5:-1]
    for place, change in ((0, {"promised_days": 20}), (1, {"summary": f"上级平台的服务内容（{MARK}）"}), (2, {"visits": 2})):
        if place < len(theirs):
            theirs[place] = theirs[place].model_copy(update=change)
    strange = {"key": "", "code": "YS-0001", "title": f"上级平台新增事项（{MARK}）"}
    theirs += [contents[0].model_copy(update=strange)] if contents else []
    content = sheet.exported(theirs)
    services.import_list(content=content, file_name=f"上级平台清单（{MARK}）.xlsx", by=actor("shixiang", LISTED), at=moment(LISTED))
    services.compare_with_upstream(at=moment(LISTED, 23))
