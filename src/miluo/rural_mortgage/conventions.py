"""What is done with rural mortgages where the text is silent, each with its id; the office may confirm or change it. No Django."""

from onewindow.words.sources import Convention, OutsideLaw

HOMESTEAD_LAW = OutsideLaw("民法典", "第三百九十九条")  # what may not be mortgaged unless a law says otherwise
PRIORITY_LAW = OutsideLaw("民法典", "第四百一十四条")  # who registered first is paid first

FUND_CEILING = Convention(
    "conv-mortgage-1",
    "申请风险补偿基金支持的，贷款除受抵押率限制外，同时不超过支持对象名录中的推荐额和单笔200万元（汨政办发〔2023〕8号第十四条）。",
)
HOMESTEAD = Convention(
    "conv-mortgage-2",
    "宅基地使用权和第二条没有列明的其他产权，登记前由登记机构逐件确认允许抵押的法律依据并写明；没有依据的，视为受其他形式限制。",
)
CHANGE_LIMIT = Convention("conv-mortgage-3", "变更登记、注销登记的办结期限和首次登记相同，自受理之日起5个工作日。")
ONE_AT_A_TIME = Convention("conv-mortgage-4", "同一农村产权同时只有一项抵押登记；先登记的注销以前，后申请的不予登记，不作顺位抵押。")
SEARCHES = Convention("conv-mortgage-5", "查询农村产权登记簿和抵押登记簿应当写明目的和事由，每次查询留痕。")
WARNINGS = Convention(
    "conv-mortgage-6", "登记以后发生争议、征收公告或者其他限制的，抵押继续有效，平台提示抵押权人和登记机构；在办的不予登记。"
)
CHANGE_REMINDER = Convention("conv-mortgage-7", "“及时”办理产权变更登记，自实现抵押权之日起5个工作日提醒。")
SETTLED_BY_PRICE = Convention(
    "conv-mortgage-8", "多人报价的，价高者得；价格相同的，本集体经济组织成员优先；都是成员或者都不是的，先报价者优先。"
)
CONDITIONS = Convention("conv-mortgage-9", "农交中心和银行规定的其他条件，自起始日期起由银行在填报抵押约定时逐项确认。")

TITLE = "农村产权抵押"
CONVENTIONS = (
    FUND_CEILING,
    HOMESTEAD,
    CHANGE_LIMIT,
    ONE_AT_A_TIME,
    SEARCHES,
    WARNINGS,
    CHANGE_REMINDER,
    SETTLED_BY_PRICE,
    CONDITIONS,
)
