"""Who may do what: a table. A new permission or role is a line here and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

PERMISSIONS = {
    "cases.apply": "申请办理事项",
    "cases.read_own": "查看自己的办件",
    "cases.receive": "在窗口收件、代为填报和接收补正",
    "cases.accept": "受理、补正告知和不予受理",
    "cases.issue": "出件送达",
    "cases.read_organisation": "查看本单位的办件",
    "cases.review": "审核办件",
    "cases.decide": "作出决定",
    "cases.arrange": "安排本单位的办件：延长期限、转办其他单位、移交他人的办件",
    "cases.supervise": "监督全部办件",
    "supervision.order": "督办、抽查和登记监察问题",
    "supervision.reply": "答复督办通知单",
    "supervision.lead": "查看上报的办件和督办",
    "ratings.call_back": "差评回访",
    "papers.issue": "签发文书",
    "hall.serve": "在窗口取号、叫号和登记咨询",
    "hall.answer": "答复窗口的求助和办不成事反映",
    "hall.manage": "管理大厅窗口和排队",
    "documents.read": "查看规范性文件办理情况",
    "documents.draft": "起草和报送规范性文件",
    "documents.review": "规范性文件合法性审核",
    "documents.decide": "规范性文件的转送、决定、编号和公布",
    "documents.register": "规范性文件登记编号",
    "funds.read": "查看专项资金",
    "funds.appropriate": "登记专项资金预算",
    "funds.order": "编制专项资金支付批次",
    "funds.confirm": "确认专项资金支付和对账",
    "funds.supervise": "查处专项资金违规",
    "riskfund.read": "查看风补基金",
    "riskfund.list": "推荐和移出风补基金支持对象",
    "riskfund.lend": "登记风补基金支持贷款、余额、逾期和收回款",
    "riskfund.guarantee": "传递名录、审核代偿申请和代偿",
    "riskfund.manage": "管理风补基金专户、补偿审核、处置和核销审核",
    "riskfund.pay": "拨付风补基金补偿",
    "riskfund.oversee": "审计和考核风补基金业务",
    "enterprises.read": "查看企业名录和业绩数据",
    "enterprises.maintain": "导入和维护企业名录和业绩数据",
    "window.read": "查看综合窗口的清单、授权和登记",
    "window.propose": "本单位进驻事项、授权委托、首席代表和培训的登记",
    "window.confirm": "综合窗口清单的确认、委托书签章和各项登记",
    "window.supervise": "改革工作监管和提出责任追究建议",
    "window.sanction": "决定通报批评和责任追究",
    "rights.read": "查询农村产权登记簿和抵押登记簿",
    "rights.maintain": "登记农村产权及其变动、限制和出租",
    "mortgages.lend": "银行填报抵押约定、放款、还款和实现抵押权",
    "mortgages.intake": "农交中心窗口登记抵押当事人提交的凭证",
    "mortgages.admit": "登记参与农村产权抵押试点的银行",
    "appraisal.read": "查看农村产权评估和处置",
    "appraisal.organise": "组织农村产权评估：机构名录、摇号和报告",
    "appraisal.agree": "代表银行、担保机构确认评估方式、参加摇号和处置产权",
    "appraisal.price": "公布农村产权价格评估参考意见",
    "rules.draft": "试算政策草案",
    "items.read": "查看事项目录的办理情况",
    "items.draft": "起草本单位的事项",
    "items.import": "导入上级平台清单和管理全部事项目录",
    "items.review": "审核事项",
    "items.publish": "发布和撤回事项",
    "calendar.maintain": "录入和确认放假通知",
    "law.maintain": "维护文件、条款和解释口径",
    "organisations.maintain": "维护机构和分工",
    "accounts.manage": "管理账户和授权",
    "system.manage": "管理系统运行",
    "trail.audit": "审计操作记录",
}


@dataclass(frozen=True, slots=True)
class Role:
    """A role and the permissions it brings.

    ``of_organisation``: it is held for one organisation and works there alone. ``administers``: one of the three
    administrators whom 三权分立 keeps apart from each other and from all business (GB/T 22239-2019 安全管理中心).
    """

    key: str
    title: str
    permissions: frozenset[str]
    of_organisation: bool = True
    administers: bool = False


def _role(key: str, title: str, *permissions: str, of_organisation: bool = True, administers: bool = False) -> Role:
    return Role(key, title, frozenset(permissions), of_organisation, administers)


_DECIDES = (
    "cases.review",
    "cases.decide",
    "cases.read_organisation",
    "hall.answer",
    "papers.issue",
    "enterprises.read",
    "enterprises.maintain",
    "rules.draft",
)

ROLES: dict[str, Role] = {
    role.key: role
    for role in (
        _role("citizen", "办事人", "cases.apply", "cases.read_own", of_organisation=False),
        _role("agent", "企业经办人", "cases.apply", "cases.read_own", of_organisation=False),
        _role(
            "clerk",
            "综窗人员",
            "cases.receive",
            "cases.accept",
            "cases.issue",
            "cases.read_organisation",
            "papers.issue",
            "hall.serve",
            "window.read",
        ),
        _role("hall-manager", "大厅管理人员", "hall.manage", "hall.answer", "cases.arrange"),
        _role("approver", "审批人员", *_DECIDES, "funds.read", "funds.order"),
        _role(
            "chief",
            "首席代表",
            *_DECIDES,
            "cases.arrange",
            "funds.read",
            "funds.supervise",
            "window.read",
            "window.propose",
            "supervision.reply",
        ),
        _role(
            "supervisor",
            "监察人员",
            "cases.supervise",
            "supervision.order",
            "enterprises.read",
            "funds.read",
            "funds.supervise",
            "window.read",
            "window.supervise",
            "appraisal.read",
        ),
        _role("leader", "分管领导", "supervision.lead"),
        _role("caller", "回访人员", "ratings.call_back"),
        _role("registrar", "登记人员", "cases.review", "cases.read_organisation", "papers.issue", "documents.read", "documents.register"),
        _role("drafter", "文件起草人员", "documents.read", "documents.draft"),
        _role("legal-reviewer", "法制审核人员", "documents.read", "documents.review"),
        _role("document-officer", "文电管理人员", "documents.read", "documents.decide"),
        _role(
            "finance",
            "财政人员",
            "cases.review",
            "cases.read_organisation",
            "enterprises.read",
            "funds.read",
            "funds.appropriate",
            "funds.confirm",
            "rules.draft",
        ),
        _role("list-keeper", "支持对象名录管理人员", "riskfund.read", "riskfund.list"),
        _role("loan-officer", "银行风补贷款经办人", "riskfund.read", "riskfund.lend"),
        _role("guarantee-officer", "担保公司经办人", "riskfund.read", "riskfund.guarantee"),
        _role("fund-manager", "风补基金管理人员", "riskfund.read", "riskfund.manage", "papers.issue"),
        _role("fund-cashier", "风补基金拨付人员", "riskfund.read", "riskfund.pay"),
        _role("fund-overseer", "风补基金审计考核人员", "riskfund.read", "riskfund.oversee"),
        _role("guarantor-officer", "担保机构经办人员", "appraisal.read", "appraisal.agree"),
        _role("price-officer", "价格公布人员", "appraisal.read", "appraisal.price"),
        _role("item-drafter", "事项维护人员", "items.read", "items.draft"),
        _role("item-keeper", "事项目录管理人员", "items.read", "items.draft", "items.import", "calendar.maintain"),
        _role("item-reviewer", "事项审核人员", "items.read", "items.review"),
        _role("item-publisher", "事项发布人员", "items.read", "items.publish", "calendar.maintain"),
        _role("resident-liaison", "进驻单位联络员", "window.read", "window.propose"),
        _role("courier", "物料流转员", "window.read"),
        _role("window-manager", "综合窗口管理人员", "window.read", "window.confirm"),
        _role("reform-officer", "审改办人员", "window.read", "window.supervise", "window.sanction"),
        _role("bank-officer", "银行信贷人员", "rights.read", "mortgages.lend", "appraisal.read", "appraisal.agree"),
        _role("exchange-officer", "农交中心人员", "rights.read", "mortgages.intake", "appraisal.read", "appraisal.organise"),
        _role("rights-registrar", "产权登记人员", "rights.read", "rights.maintain", "appraisal.read"),
        _role("finance-officer", "金融工作人员", "rights.read", "mortgages.admit", "appraisal.read"),
        _role(
            "system-admin",
            "系统管理员",
            "system.manage",
            "calendar.maintain",
            "organisations.maintain",
            "law.maintain",
            of_organisation=False,
            administers=True,
        ),
        _role("security-admin", "安全管理员", "accounts.manage", of_organisation=False, administers=True),
        _role("audit-admin", "审计管理员", "trail.audit", of_organisation=False, administers=True),
    )
}


def role(key: str) -> Role:
    """The role of that key. Raises Refused for an unknown one."""
    if key not in ROLES:
        raise Refused(f"没有“{key}”这个角色", code="unknown_role", field="role", expected="、".join(ROLES))
    return ROLES[key]


def what_it_does(role: Role) -> str:
    """What a role can do on this site, in Chinese, from its permissions."""
    return "、".join(title for name, title in PERMISSIONS.items() if name in role.permissions)


def roles_with(permission: str) -> list[Role]:
    """The roles that bring a permission, in the order of the table."""
    return [each for each in ROLES.values() if permission in each.permissions]


def permissions_of(keys: frozenset[str]) -> frozenset[str]:
    """Every permission that these roles bring together; a key that the table no longer knows brings none."""
    return frozenset().union(*(ROLES[key].permissions for key in keys if key in ROLES))


def kept_apart(one: Role, other: Role) -> bool:
    """Whether nobody may hold both at a time: one of the three administrators with any other role (三权分立)."""
    return one != other and (one.administers or other.administers)


def require(by: Actor, permission: str) -> None:
    """Raises Refused (403), naming the permission and the roles that bring it, for an actor without it."""
    if not by.may(permission):
        expected = f"“{PERMISSIONS[permission]}”权限，由{'、'.join(role.title for role in roles_with(permission))}行使"
        raise Refused("您没有办理这一步的权限", code="permission_denied", field="by", expected=expected, status=403)
