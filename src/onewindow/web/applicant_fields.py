"""Who applies, as a form asks it: an enterprise, a person, whoever acts for him, and the person to call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onewindow.cases.checking import AT_COUNTER
from onewindow.cases.selectors import DraftView
from onewindow.web.fields import Choice, Field
from onewindow.web.refusals import Line, Refusal

WHO = {
    "uscc": "统一社会信用代码",
    "enterprise_name": "企业名称",
    "person_name": "姓名",
    "person_id": "公民身份号码",
    "agent_name": "代理人姓名",
    "agent_id": "代理人公民身份号码",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
}


def who_fields(draft: DraftView, posted: Mapping[str, Any], refusal: Refusal | None) -> list[Field]:
    """Whose application it is (an enterprise that the agent may act for, a person, whoever acts for him) and the person to call."""
    wrong = {name: tuple(refusal.of(name)) if refusal else () for name in WHO}
    takes = draft.procedure.applicants
    at_counter = draft.channel in AT_COUNTER
    asked = []
    if "enterprise" in takes and at_counter:
        asked += _licence_fields(draft, posted, wrong)
    elif "enterprise" in takes and (draft.enterprises or "person" not in takes):
        asked.append(_enterprise_field(draft, posted, wrong["uscc"]))
    if "person" in takes:
        asked += _person_fields(draft, posted, wrong)
    return [*asked, *_contact_fields(draft, posted, wrong)]


def _enterprise_field(draft: DraftView, posted: Mapping[str, Any], wrong: tuple[Line, ...]) -> Field:
    known = tuple(Choice(uscc, f"{name}（{uscc}）") for uscc, name in draft.enterprises)
    persons = (Choice("", "个人申请"),) if "person" in draft.procedure.applicants else ()
    return Field(
        name="uscc",
        label="申请企业" if not persons else "以谁的名义申请",
        kind="choice" if known else "text",
        value=posted.get("uscc", draft.uscc),
        choices=(*known, *persons),
        help="只列出已登记您可以代为办事的企业。" if known else "18位统一社会信用代码；先到窗口登记企业授权。",
        required=True,
        wrong=wrong,
        longest=18,
    )


def _licence_fields(draft: DraftView, posted: Mapping[str, Any], wrong: Mapping[str, tuple[Line, ...]]) -> list[Field]:
    """The enterprise as the window reads it from its licence; left empty where a person applies."""
    needed = "person" not in draft.procedure.applicants
    stated = {"uscc": draft.uscc, "enterprise_name": draft.enterprise_name}
    longest = {"uscc": 18, "enterprise_name": 100}
    return [
        Field(name, WHO[name], value=posted.get(name, value), required=needed, wrong=wrong[name], longest=longest[name])
        for name, value in stated.items()
    ]


def _person_fields(draft: DraftView, posted: Mapping[str, Any], wrong: Mapping[str, tuple[Line, ...]]) -> list[Field]:
    """The person, as the account says who he is; and for whom he acts, where it is not for himself."""
    helps = {
        "person_name": "与身份证件一致。以企业名义申请的不用填。" if draft.enterprises else "与身份证件一致。",
        "person_id": "加密保存，页面上只显示首尾。",
        "agent_name": "替别人办的填您自己；本人办的不填。",
        "agent_id": "与代理人姓名一起填写，并上传授权委托书。",
    }
    return [
        Field(
            name,
            WHO[name],
            value=posted.get(name, draft.persons[name]),
            required=name.startswith("person") and not draft.uscc,
            help=text,
            wrong=wrong[name],
            longest=18 if name.endswith("id") else 50,
        )
        for name, text in helps.items()
    ]


def _contact_fields(draft: DraftView, posted: Mapping[str, Any], wrong: Mapping[str, tuple[Line, ...]]) -> list[Field]:
    name = Field(
        "contact_name",
        "联系人",
        value=posted.get("contact_name", draft.contact_name),
        required=True,
        wrong=wrong["contact_name"],
        autocomplete="name",
        longest=25,
    )
    phone = Field(
        "contact_phone",
        "联系电话",
        value=posted.get("contact_phone", draft.contact_phone),
        required=True,
        wrong=wrong["contact_phone"],
        autocomplete="tel",
        input_mode="tel",
        short=True,
        help="只用于联系本办件，加密保存，页面上只显示首尾。",
        longest=20,
    )
    return [name, phone]
