"""What a version of an item says: every element of the implementation list (实施清单要素, GB/T 39554.2-2020), declared once. No Django."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from onewindow.items.elements import Element, Part, element, elements
from onewindow.items.parts import Basis, Charge, Faq, FormField, Material, Place, Result, Scenario, Special, Step

SECTIONS = {
    "identity": "基本信息",
    "body": "实施主体",
    "audience": "服务对象",
    "time": "办理时限",
    "effort": "办理方式",
    "money": "收费",
    "conditions": "受理条件和依据",
    "materials": "申请材料",
    "form": "申请表单",
    "process": "办理流程和审查",
    "result": "办理结果",
    "contact": "地点、时间和咨询",
}
KINDS = {
    "01": "行政许可",
    "02": "行政处罚",
    "03": "行政强制",
    "04": "行政征收",
    "05": "行政给付",
    "06": "行政检查",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他行政权力",
    "20": "公共服务",
}
ON_APPLICATION = frozenset({"01", "05", "07", "08", "09", "10", "20"})  # the others begin with the office, not with an application
HANDLING = {"instant": "即办件", "promise": "承诺件"}
APPLICANTS = {"person": "个人", "enterprise": "法人和其他组织"}
APPLICANT_KINDS = {
    "1": "自然人",
    "2": "企业法人",
    "3": "事业法人",
    "4": "社会组织法人",
    "5": "非法人企业",
    "6": "行政机关",
    "9": "其他组织",
}
BODY_NATURES = {"legal": "法定机关", "authorised": "授权组织", "entrusted": "受委托组织"}
LEVELS = {"province": "省级", "city": "市级", "county": "县级", "town": "镇（乡、街道）级", "village": "村（社区）级"}
DEPTHS = {"1": "一级（网上查指南）", "2": "二级（网上预约、咨询）", "3": "三级（网上申请、预审）", "4": "四级（全程网办）"}
REACHES = {"county": "全县（市、区）通办", "city": "全市通办", "province": "全省通办", "nation": "跨省通办"}
DELIVERY = {"window": "窗口领取", "post": "邮寄送达", "download": "网上下载"}
PRESENCE = {"综合窗口": "综合窗口", "专区": "专区", "不进驻": "不进驻大厅"}
CHARGING = {"free": "不收费", "charged": "收费"}
DAY_UNITS = {"working": "个工作日", "natural": "日", "month": "个月"}


class Content(Part):
    """The whole of a version. Days are working days but for ``statutory_days``, whose unit stands beside it.

    ``procedure``: empty where the generic steps of the window do, else the key of a procedure that code declares.
    ``unconfirmed``: the sections that the body has not confirmed yet; the guide says so.
    """

    title: str = element("事项名称", section="identity")
    key: str = element("事项代号", "slug", section="identity", help="小写字母、数字和连字符，如 water-permit；启用后不再改变")
    code: str = element("实施编码", section="identity", help="上级平台的实施编码；没有的用本地编码")
    kind: Literal["", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"] = element(
        "事项类型", "choice", section="identity", choices=KINDS
    )
    main_title: str = element("主项名称", section="identity")
    handling_title: str = element("业务办理项名称", section="identity")
    base_code: str = element("基本编码", section="identity")
    handling_code: str = element("业务办理项编码", section="identity")
    summary: str = element("服务内容", "text", section="identity")
    procedure: str = element("对应办理程序", section="identity", help="一般事项不填；由平台程序专门办理的填该程序的代号")
    themes: tuple[str, ...] = element("一件事主题", "lines", section="identity")
    topics: tuple[str, ...] = element("面向主题分类", "lines", section="identity")
    unconfirmed: tuple[str, ...] = element("待部门确认的部分", "choices", section="identity", choices=SECTIONS)
    unconfirmed_note: str = element("待确认说明", "text", section="identity")

    organisation: str = element("实施主体", section="body", help="单位代号")
    body_nature: Literal["", "legal", "authorised", "entrusted"] = element("主体性质", "choice", section="body", choices=BODY_NATURES)
    body_code: str = element("主体编码", section="body", help="统一社会信用代码")
    entrusted_by: str = element("委托部门", section="body")
    level: Literal["", "province", "city", "county", "town", "village"] = element("行使层级", "choice", section="body", choices=LEVELS)
    division: str = element("权限划分", "text", section="body")
    joint_bodies: tuple[str, ...] = element("联办机构", "lines", section="body")

    applicants: tuple[Literal["person", "enterprise"], ...] = element("办事对象", "choices", section="audience", choices=APPLICANTS)
    applicant_kinds: tuple[Literal["1", "2", "3", "4", "5", "6", "9"], ...] = element(
        "服务对象", "choices", section="audience", choices=APPLICANT_KINDS
    )

    handling: Literal["", "instant", "promise"] = element("办件类型", "choice", section="time", choices=HANDLING)
    statutory_days: int | None = element("法定办结时限", "whole", section="time")
    statutory_unit: Literal["working", "natural", "month"] = element(
        "法定办结时限单位", "choice", section="time", default="working", choices=DAY_UNITS
    )
    statutory_note: str = element("法定办结时限说明", "text", section="time")
    promised_days: int | None = element("承诺办结时限", "whole", section="time", unit="个工作日")
    promised_note: str = element("承诺办结时限说明", "text", section="time")
    time_basis: str = element("时限依据", section="time")
    prereview_days: int = element("预审时限", "whole", section="time", default=1, unit="个工作日")
    special: tuple[Special, ...] = element("特别程序", "parts", section="time", parts=Special)
    extension_days: int = element("可以延长的时限", "whole", section="time", default=0, unit="个工作日")
    extension_basis: str = element("延长依据", section="time")
    yellow_days: int | None = element("预警提前量", "whole", section="time", unit="个工作日")
    yellow_share: int | None = element("预警剩余比例", "whole", section="time", unit="%")

    visits: int | None = element("到办事现场次数", "whole", section="effort", unit="次")
    visit_reason: str = element("必须到现场的原因", "text", section="effort")
    online_depth: Literal["", "1", "2", "3", "4"] = element("网办深度", "choice", section="effort", choices=DEPTHS)
    reach: tuple[Literal["county", "city", "province", "nation"], ...] = element("通办范围", "choices", section="effort", choices=REACHES)
    presence: Literal["", "综合窗口", "专区", "不进驻"] = element("进驻方式", "choice", section="effort", choices=PRESENCE)
    presence_reason: str = element("不进驻原因", "text", section="effort")
    zone: str = element("服务专区", section="effort", help="进驻专区的填专区代号")
    specialised: bool = element("专业咨询由部门答复", "yes_no", section="effort")
    appointment: bool = element("可以预约", "yes_no", section="effort", default=True)
    courier: bool = element("可以快递", "yes_no", section="effort")
    self_service: bool = element("自助终端可办", "yes_no", section="effort")
    delivery: tuple[Literal["window", "post", "download"], ...] = element("结果送达方式", "choices", section="effort", choices=DELIVERY)

    charge: Literal["", "free", "charged"] = element("是否收费", "choice", section="money", choices=CHARGING)
    charges: tuple[Charge, ...] = element("收费明细", "parts", section="money", parts=Charge, row_key="title")
    pay_online: bool = element("网上支付", "yes_no", section="money")

    conditions: tuple[str, ...] = element("受理条件", "lines", section="conditions")
    basis: tuple[Basis, ...] = element("设定依据", "parts", section="conditions", parts=Basis)
    quantity_limit: str = element("数量限制", section="conditions")
    intermediary: str = element("中介服务", section="conditions")
    annual_check: str = element("年审年检", section="conditions")

    materials: tuple[Material, ...] = element("申请材料", "parts", section="materials", parts=Material, row_key="key")
    no_materials: bool = element("不需要申请材料", "yes_no", section="materials")
    no_forms: str = element("无需表格的说明", section="materials", help="没有需要申请人填写的表格时说明，如 由系统按填报内容生成")

    form: tuple[FormField, ...] = element("申请表单", "parts", section="form", parts=FormField, row_key="name")

    steps: tuple[Step, ...] = element("办理流程", "parts", section="process", parts=Step, row_key="title")
    scenarios: tuple[Scenario, ...] = element("办事情形", "parts", section="process", parts=Scenario, row_key="title")
    review_points: tuple[str, ...] = element("审查要点", "lines", section="process")

    result: Result = element("办理结果", "part", section="result", parts=Result)

    places: tuple[Place, ...] = element("办理地点", "parts", section="contact", parts=Place, row_key="title")
    consultation: str = element("咨询方式", section="contact")
    complaint: str = element("监督投诉方式", section="contact")
    remedies: str = element("行政复议和行政诉讼", "text", section="contact")
    faq: tuple[Faq, ...] = element("常见问题", "parts", section="contact", parts=Faq, row_key="question")

    def as_json(self) -> dict[str, Any]:
        """The content as JSON holds it, every element in its place."""
        return self.model_dump(mode="json")

    @property
    def audience(self) -> str:
        """The 服务对象 in words, by the codes of the standard where they are given."""
        return "、".join([APPLICANT_KINDS[each] for each in self.applicant_kinds] or [APPLICANTS[each] for each in self.applicants])

    @property
    def effective_days(self) -> int | None:
        """The limit that is counted: the promise, else the statutory limit where that is in working days; None where neither says."""
        if self.promised_days is not None:
            return self.promised_days
        return self.statutory_days if self.statutory_unit == "working" else None


ELEMENTS: tuple[Element, ...] = elements(Content)


@cache
def element_named(name: str) -> Element:
    """An element of an item by its name. Raises KeyError for none."""
    return {each.name: each for each in ELEMENTS}[name]


def in_sections() -> list[tuple[str, str, tuple[Element, ...]]]:
    """The elements by section: (key, title, elements)."""
    return [(key, title, tuple(each for each in ELEMENTS if each.section == key)) for key, title in SECTIONS.items()]
