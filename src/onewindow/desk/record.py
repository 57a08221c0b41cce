"""The trail as an auditor reads it: what happened to what, by which account, with every personal number covered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from onewindow.accounts import masks
from onewindow.accounts.roles import ROLES
from onewindow.accounts.selectors import names_of
from onewindow.trail.models import Event
from onewindow.words.actor import SYSTEM

_OBJECTS = {"case": "办件", "draft": "草稿", "account": "账户", "paper": "文书", "personal": "个人信息", "procedure": "事项"}
_OBJECTS |= {"organisation": "机构", "calendar": "放假安排", "evaluation": "测算"}
_DONE = {
    "submitted": "提交", "taken": "领取", "released": "放回队列", "accepted": "受理", "deemed_accepted": "视为受理",
    "verified": "核验数据", "unverified": "转人工办理", "drawn": "抽中核查",
    "not_accepted": "不予受理", "correction_asked": "告知补正", "correction_saved": "保存补正", "corrected": "补正",
    "fact_corrected": "更正事实", "returned": "退回窗口", "forwarded": "转交审核", "decided": "决定", "published": "公布",
    "issued": "送达", "rated": "评价", "closed": "办结", "withdrawn": "撤回", "terminated": "终止", "attached": "上传文件",
    "detached": "移除文件", "started": "开始填写", "saved": "保存", "discarded": "删除", "sealed": "制成文件", "revoked": "撤销",
    "corrected_at_window": "当场更正", "violation_found": "记录违规情形", "undertaken": "容缺或者告知承诺",
    "undertaking_settled": "核验承诺", "pushed_to_body": "推送审批单位", "prereviewed": "预审通过", "sent_back": "退回预审",
    "taken_back": "撤回转出的办理", "transferred": "转办", "reassigned": "移交给同事", "urged": "催办", "special_begun": "启动特别程序",
    "special_ended": "结束特别程序", "prolonged": "延长期限", "consulted": "征求意见", "cosign_asked": "请求加签",
    "consultation_answered": "答复征求意见", "consultation_withdrawn": "撤回征求意见", "produced": "制证", "pushed": "推送结果",
    "delegated": "委托", "stands_in": "受托", "delegation_ended": "结束委托",
    "created": "新建", "activated": "启用", "deactivated": "停用", "locked": "锁定", "unlocked": "解除锁定", "granted": "授权",
    "authorised": "登记企业授权", "authority_withdrawn": "撤销企业授权", "password_set": "设置密码", "signed_in": "登录",
    "signed_out": "退出", "sign_in_failed": "登录失败", "unmasked": "查看", "erased": "删除", "stored": "保存", "changed": "变更",
}  # fmt: skip
_OTHERWISE = {"paper.issued": "文书：制发"}
_NUMBERS = re.compile(r"(?<![0-9A-Za-z])(\d{3})\d{4,}[\dXx](?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Line:
    """An event in words; ``who`` is a masked name with its posts, ``content`` the canonical text."""

    number: int
    at: datetime
    subject: str
    position: int
    kind: str
    title: str
    who: str
    account: str
    change: str
    reason: str
    content: str
    hash: str


def lines_of(events: Iterable[Event]) -> list[Line]:
    """Events as lines, with one query for all the names."""
    found = list(events)
    names = names_of({event.actor for event in found})
    return [
        Line(
            number=event.pk,
            at=event.at,
            subject=event.subject,
            position=event.position,
            kind=event.kind,
            title=title_of(event.kind),
            who=_who(event, names.get(event.actor, "")),
            account=event.actor,
            change=f"{event.from_state}→{event.to_state}" if event.from_state != event.to_state else "",
            reason=covered(event.reason),
            content=covered(event.body) if event.body != "{}" else "",
            hash=event.hash,
        )
        for event in found
    ]


def title_of(kind: str) -> str:
    """What a kind of event is called; its own name where nobody gave it another."""
    if kind in _OTHERWISE:
        return _OTHERWISE[kind]
    what, _, done = kind.partition(".")
    return f"{_OBJECTS[what]}：{_DONE[done]}" if what in _OBJECTS and done in _DONE else kind


def covered(text: str) -> str:
    """A text with every long number (telephone, identity, account) covered but for its first three digits."""
    return _NUMBERS.sub(lambda found: found[1] + masks.STAR * (len(found[0]) - 3), text)


def _who(event: Event, name: str) -> str:
    if event.actor == SYSTEM.id:
        return "系统"
    posts = "、".join(ROLES[role].title for role in event.roles.split(",") if role in ROLES)
    return f"{masks.name(name)}（{posts}）" if posts else masks.name(name)
