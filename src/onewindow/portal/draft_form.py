"""A draft as a form: who applies, what was typed, and the files beside their materials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from onewindow.cases.procedure import Material, Procedure
from onewindow.cases.selectors import DraftView, FileLine
from onewindow.web.facts_form import titles_of, typed_in
from onewindow.web.fields import Choice, Field
from onewindow.web.refusals import Line, Refusal, lines_of
from onewindow.words.refused import Problem


@dataclass(frozen=True, slots=True)
class MaterialRow:
    material: Material
    files: tuple[FileLine, ...]
    wrong: tuple[Line, ...]


WHO = {
    "uscc": "申请企业",
    "person_name": "姓名",
    "person_id": "公民身份号码",
    "agent_name": "代理人姓名",
    "agent_id": "代理人公民身份号码",
    "contact_name": "联系人",
    "contact_phone": "联系电话",
}


def guide_of(procedure: Procedure) -> str:
    """The address of the guide that a procedure is explained in."""
    return reverse("portal:item" if procedure.item else "portal:procedure", args=[procedure.key])


def problems_of_facts(draft: DraftView) -> list[Problem]:
    """Of all that is wrong with a draft, what is mended on the page of its facts."""
    here = {*WHO, *(fact.name for fact in draft.procedure.asked)}
    return [problem for problem in draft.problems if (problem.field or "").split("[")[0] in here]


def to_mend(draft: DraftView, problems: Iterable[Problem]) -> tuple[Line, ...]:
    """What must be put right before submitting, each a link to the page and field where that is done."""
    facts, materials = (reverse(f"portal:{name}", args=[draft.key]) for name in ("draft", "draft_materials"))
    pages = {problem.field or "": f"{facts}?check=1" for problem in problems_of_facts(draft)}
    pages |= {f"materials.{slot.key}": materials for slot in draft.materials}
    return lines_of(problems, {**WHO, **titles_of(draft.procedure.asked)}, pages)


def typed_facts(draft: DraftView, posted: QueryDict) -> dict[str, Any]:
    """What was typed for the facts that the procedure asks, as text."""
    return typed_in(draft.procedure.asked, posted)


def who_fields(draft: DraftView, posted: Mapping[str, Any], refusal: Refusal | None) -> list[Field]:
    """Whose application it is (an enterprise that the agent may act for, a person, whoever acts for him) and the person to call."""
    wrong = {name: tuple(refusal.of(name)) if refusal else () for name in WHO}
    takes = draft.procedure.applicants
    asked = (
        [_enterprise_field(draft, posted, wrong["uscc"])] if "enterprise" in takes and (draft.enterprises or "person" not in takes) else []
    )
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


def sections_of(procedure: Procedure, fields: Iterable[Field]) -> list[tuple[str, list[Field]]]:
    """The fields of a form under their headings, in its order."""
    headings = dict(procedure.headings)
    sections: list[tuple[str, list[Field]]] = []
    for field in fields:
        if not sections or field.name in headings:
            sections.append((headings.get(field.name, "申报信息"), []))
        sections[-1][1].append(field)
    return sections


def materials_of(draft: DraftView, touched: str = "", refusal: Refusal | None = None) -> list[MaterialRow]:
    """Each material with its files; what was refused stands at the material that was touched."""
    files = {slot.key: slot.files for slot in draft.materials}
    lines = refusal.lines if refusal else ()
    return [MaterialRow(each, files.get(each.key, ()), lines if each.key == touched else ()) for each in draft.procedure.materials]
