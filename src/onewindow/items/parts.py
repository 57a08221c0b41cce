"""The parts of an item that have elements of their own: materials, steps, fields of the form, bases and the others. No Django."""

from __future__ import annotations

from typing import Literal

from onewindow.items.elements import Part, element

MEDIA = {"paper": "纸质", "electronic": "电子", "both": "纸质或电子"}
SOURCE_CHANNELS = {
    "applicant": "申请人自备",
    "form": "申请人填写",
    "government": "政府部门核发",
    "intermediary": "中介机构出具",
    "shared": "部门共享获取",
    "other": "其他",
}
FIELD_KINDS = {
    "text": "文字",
    "choice": "单选",
    "choices": "多选",
    "money": "金额",
    "whole": "整数",
    "number": "数",
    "day": "日期",
    "yes_no": "是或否",
}
SPECIAL_KINDS = {
    "hearing": "听证",
    "expert_review": "专家评审",
    "survey": "现场踏勘",
    "inspection": "检验检测检疫",
    "appraisal": "鉴定",
    "tender": "招标拍卖",
    "publicity": "公示",
    "other": "其他",
}
RESULT_KINDS = {"certificate": "证照", "approval": "批文", "reply": "其他文书", "none": "无实体结果"}
STEP_ROLES = {"window": "窗口", "office": "审批部门", "applicant": "申请人"}


class Basis(Part):
    """设定依据: the law that the item, a limit or a charge rests on; ``clause`` where it stands in this house."""

    law: str = element("法规名称")
    number: str = element("文号")
    article: str = element("条款")
    text: str = element("条款原文", "text")
    clause: str = element("条款编号", help="本平台收录的条款编号，如 riskfund-16a")


class Material(Part):
    """An application material. ``blank_form`` and ``sample``: “form” (made from the form of the item), a file of the store, or a text."""

    key: str = element("材料代号", "slug")
    title: str = element("材料名称")
    original: int = element("原件份数", "whole", default=0, unit="份")
    copies: int = element("复印件份数", "whole", default=0, unit="份")
    medium: Literal["paper", "electronic", "both"] = element("材料形式", "choice", default="both", choices=MEDIA)
    source_channel: Literal["", "applicant", "form", "government", "intermediary", "shared", "other"] = element(
        "来源渠道", "choice", choices=SOURCE_CHANNELS
    )
    required: bool = element("必要", "yes_no", default=True)
    standard: str = element("受理标准", "text")
    review_points: tuple[str, ...] = element("审查要点", "lines")
    blank_form: str = element("空白表格", "attachment", help="form表示按本事项的表单生成；也可以上传文件，或者写表格文字")
    sample: str = element("示范文本", "attachment", help="form表示按本事项的表单生成；也可以上传文件，或者写示范文字")
    certificate: str = element("对应电子证照", help="可以代替本材料的电子证照类型（免证办）")
    deferrable: bool = element("可以容缺", "yes_no")
    promisable: bool = element("可以告知承诺", "yes_no")
    evidences: tuple[str, ...] = element("证明的填报项", "lines", help="本材料证明表单中的哪些填报项")
    basis: str = element("材料依据")


class FormField(Part):
    """A field of the application form. ``prefill`` names what is known of the applicant; ``example`` fills the sample."""

    name: str = element("填报项代号", "slug")
    title: str = element("填报项")
    kind: Literal["text", "choice", "choices", "money", "whole", "number", "day", "yes_no"] = element(
        "填写方式", "choice", default="text", choices=FIELD_KINDS
    )
    unit: str = element("单位")
    choices: tuple[str, ...] = element("选项", "lines")
    required: bool = element("必填", "yes_no", default=True)
    help: str = element("填写说明", "text")
    prefill: str = element("预填来源", help="applicant.name、applicant.id、enterprise.name、enterprise.uscc等")
    example: str = element("示例")


class Step(Part):
    """办理环节 as the guide shows it: who does what within how long."""

    title: str = element("环节名称")
    by: Literal["", "window", "office", "applicant"] = element("办理人", "choice", choices=STEP_ROLES)
    days: int | None = element("环节时限", "whole", unit="个工作日")
    standard: str = element("办理内容", "text")
    result: str = element("环节结果")


class Special(Part):
    """特别程序: its days, and whether they count in the limit (行政许可法第四十五条)."""

    kind: Literal["hearing", "expert_review", "survey", "inspection", "appraisal", "tender", "publicity", "other"] = element(
        "特别程序种类", "choice", default="other", choices=SPECIAL_KINDS
    )
    title: str = element("特别程序名称")
    days: int | None = element("特别程序时限", "whole", unit="个工作日")
    stops_clock: bool = element("不计入办理时限", "yes_no", default=True)
    basis: str = element("特别程序依据")


class Result(Part):
    """What the applicant gets."""

    title: str = element("结果名称")
    kind: Literal["certificate", "approval", "reply", "none"] = element("结果类型", "choice", default="reply", choices=RESULT_KINDS)
    sample: str = element("结果样本", "attachment", help="上传文件，或者写样本文字")
    validity: str = element("有效期限", help="如 长期、3年")


class Charge(Part):
    """A charge: what for, how much, on what ground, who pays less."""

    title: str = element("收费项目")
    standard: str = element("收费标准")
    basis: str = element("收费依据")
    reduction: str = element("减免情形")


class Scenario(Part):
    """办事情形: a case of the item in which other materials are asked for. ``materials`` are their keys; empty: all of them."""

    title: str = element("情形名称")
    condition: str = element("适用条件", "text")
    materials: tuple[str, ...] = element("所需材料", "lines")


class Place(Part):
    """Where it is done, and when the place is open."""

    title: str = element("办理地点")
    address: str = element("地址")
    hours: str = element("办理时间")
    phone: str = element("地点电话")


class Faq(Part):
    """A question that is often asked, with its answer."""

    question: str = element("问题")
    answer: str = element("答复", "text")
