"""What a version must say before it is published, each demand with where it comes from. No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onewindow.items.content import ON_APPLICATION, Content, element_named
from onewindow.items.elements import MADE_FROM_FORM
from onewindow.items.law import source_of
from onewindow.words.refused import Problem, Refused


def problems(content: Content) -> list[Problem]:
    """Everything that is lacking, in the order of the demands; empty for a version that may be published."""
    return [problem for check in _CHECKS for problem in check(content)]


def require_complete(content: Content) -> None:
    """Raises Refused with everything that is lacking."""
    if found := problems(content):
        raise Refused.of(found)


def guide_problems(content: Content) -> list[Problem]:
    """What the guide lacks: of the six published elements, and of those with form and sample."""
    return [*_elements(content), *_guide(content)]


def _lacks(demand: str, name: str, expected: str, *, message: str = "") -> Problem:
    title = element_named(name.split("[")[0]).title
    return Problem(message or f"没有写明{title}", "incomplete", name, clause=source_of(demand).id, expected=expected)


def _elements(content: Content) -> Iterator[Problem]:
    """The six elements that are published of every item."""
    if not content.summary:
        yield _lacks("elements", "summary", "写明办什么事、由谁办")
    if not content.steps:
        yield _lacks("elements", "steps", "从申请到送达逐个环节写明")
    if not content.materials and not content.no_materials:
        yield _lacks("elements", "materials", "逐项列明材料；不需要材料的，选“不需要申请材料”")
    if content.materials and content.no_materials:
        yield _lacks("elements", "no_materials", "二者只选其一", message="列了申请材料，又选了“不需要申请材料”")
    if not content.conditions:
        yield _lacks("elements", "conditions", "逐条写明申请条件；没有特别条件的也要写明")
    if not content.charge:
        yield _lacks("elements", "charge", "收费的列明标准，免费的写明“不收费”", message="没有写明收费标准")
    if content.charge == "charged" and not all(line.standard and line.basis for line in content.charges or ()):
        yield _lacks("elements", "charges", "每项收费写明标准和依据", message="收费明细缺少标准或者依据")
    if content.charge == "charged" and not content.charges:
        yield _lacks("elements", "charges", "逐项写明收费项目、标准和依据", message="收费事项没有列明收费明细")
    if content.charge == "free" and content.charges:
        yield _lacks("elements", "charges", "删去收费明细，或者改为“收费”", message="写明“不收费”，又列了收费明细")
    if not content.result.title:
        yield _lacks("elements", "result", "写明结果名称；没有实体结果的也要写明")


def _guide(content: Content) -> Iterator[Problem]:
    """What a guide lists besides: the promised limit, and a blank form with a sample for what the applicant fills in."""
    if not content.handling:
        yield _lacks("guide", "handling", "即办件或者承诺件")
    if content.promised_days is None:
        yield _lacks("guide", "promised_days", "工作日数；即办件写0")
    elif content.handling == "instant" and content.promised_days > 1:
        yield _lacks("guide", "promised_days", "即办件当场办结，写0", message="即办件的承诺办结时限超过1个工作日")
    elif content.handling == "promise" and content.promised_days == 0:
        yield _lacks("guide", "promised_days", "至少1个工作日；当场办结的改为即办件", message="承诺件的承诺办结时限是0")
    if _promise_exceeds(content):
        yield _lacks("guide", "promised_days", f"不超过{content.statutory_days}个工作日", message="承诺办结时限长于法定办结时限")
    if not content.applicants:
        yield _lacks("guide", "applicants", "个人、法人和其他组织，可以多选")
    filled_in = [(place, each) for place, each in enumerate(content.materials) if each.source_channel == "form"]
    for place, material in filled_in:
        for name, title in (("blank_form", "规范表格"), ("sample", "示范文本")):
            if not getattr(material, name):
                yield _lacks("guide", f"materials[{place}].{name}", f"附上{title}", message=f"材料“{material.title}”没有{title}")
            elif getattr(material, name) == MADE_FROM_FORM and not content.form:
                yield _lacks("guide", "form", "填写申请表单的各项", message=f"材料“{material.title}”的{title}按表单生成，但是没有申请表单")
    if not filled_in and not content.no_forms:
        expected = "把申请人填写的表格列入申请材料，附规范表格和示范文本；没有表格的写明“无需表格的说明”"
        yield _lacks("guide", "no_forms", expected, message="没有规范表格和示范文本")


def _promise_exceeds(content: Content) -> bool:
    promised, statutory = content.promised_days, content.statutory_days
    return promised is not None and statutory is not None and content.statutory_unit == "working" and promised > statutory


def _office(content: Content) -> Iterator[Problem]:
    """What the body has combed before an item opens: scenarios and review points."""
    if not content.review_points:
        yield _lacks("review_points", "review_points", "逐条写明窗口和审批人员审查什么")
    if not content.scenarios:
        yield _lacks("review_points", "scenarios", "至少写明一种情形；不分情形的写“一般情形”")


def _presence(content: Content) -> Iterator[Problem]:
    """Where it is done, and that it is a service at all."""
    if not content.kind:
        yield _lacks("elements", "kind", "按实施清单选择")
    elif content.kind not in ON_APPLICATION:
        yield _lacks(
            "presence",
            "kind",
            "依申请办理的行政权力事项或者公共服务事项",
            message=f"{element_named('kind').choices[content.kind]}不是依申请办理的事项",
        )
    if not content.presence:
        yield _lacks("presence", "presence", "综合窗口、专区或者不进驻")
    if content.presence == "不进驻" and not content.presence_reason:
        yield _lacks("presence", "presence_reason", "如 场地限制、涉及国家秘密，其他的说明理由")
    if content.presence == "专区" and not content.zone:
        yield _lacks("presence", "zone", "写明在哪个专区办理")


_CHECKS: tuple[Callable[[Content], Iterator[Problem]], ...] = (_elements, _guide, _office, _presence)
