"""What may be done with a valuation now, by whom: a form for each act."""

from __future__ import annotations

from datetime import date

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.kinds import (
    AGREED,
    CONTESTED,
    DRAWN,
    METHODS,
    NEGOTIATED,
    PARTIES,
    PROFESSIONAL,
    PROPOSED,
    REPORTED,
)
from miluo.valuation_disposal.models import Valuation
from miluo.valuation_disposal.models.valuations import BANK, PAYERS
from miluo.valuation_disposal.selectors.appraisers import listed_on
from miluo.valuation_disposal.services.opening import is_exchange, party_of
from miluo.valuation_disposal.views.parts import upload
from onewindow.organisations.models import Organisation
from onewindow.web.parts import Form, Input, Options, options
from onewindow.words.actor import Actor

ASIDE = "aside-"  # before the code of an appraiser: the field of its reason to stand aside
COUNTER = "产权经营主体当面办理的，由农交中心代录并留痕。"


def opening(by: Actor, on: date) -> Form:
    """登记评估申请: a bank for itself, 农交中心 for any bank that takes part."""
    bank = (
        () if by.may("appraisal.agree") else (Input("bank", "合作银行", "choice", [(each.key, each.name) for each in mortgages.banks(on)]),)
    )
    inputs = (
        Input("right", "权证号", longest=60),
        *bank,
        Input("method", "评估方式", "choice", options(METHODS)),
        Input("guarantor", "担保机构", "choice", guarantors(), help="没有担保的不选", optional=True),
        Input("house_metres", "房屋建筑面积（平方米）", "money", help="含房屋所有权的填写，用于与参考价比较", optional=True),
        Input("applicant", "经营主体的登录名", help="没有账户的留空，由农交中心当面代录", longest=40, optional=True),
    )
    return Form("open", "登记评估申请", inputs, "登记", "valuation-4", "登记以后，各方分别确认评估方式，全部确认方可开始评估。")


def guarantors() -> Options:
    """The bodies for which somebody acts as a guarantor."""
    found = Organisation.objects.filter(rolegrant__role="guarantor-officer").distinct()
    return [(each.key, each.name) for each in found]


def forms(of: Valuation, by: Actor, on: date) -> tuple[Form, ...]:
    """The forms of what somebody may do with a valuation in its state."""
    party = party_of(by, of, on)
    if not party:
        return ()
    found = {
        PROPOSED: _proposed,
        AGREED: _agreed,
        DRAWN: _drawn,
        REPORTED: _reported,
        CONTESTED: _contested,
    }.get(of.state)
    return (*(found(of, by, party, on) if found else ()), *_fees(of, party))


def _proposed(of: Valuation, by: Actor, party: str, on: date) -> list[Form]:
    given = {each.party for each in of.consents.all()}
    mine = "applicant" if party == "exchange" else party
    found = []
    if mine in of.parties and mine not in given:
        chosen = (Input("party", "一方", "choice", ((mine, PARTIES[mine]),), value=mine),)
        note = COUNTER if party == "exchange" else ""
        found.append(Form("agree", f"确认“{of.get_method_display()}”", chosen, "确认", "valuation-4", note))
    return [*found, _change(of), _end()]


def _agreed(of: Valuation, by: Actor, party: str, on: date) -> list[Form]:
    enters = of.method != PROFESSIONAL and (party != "exchange" or of.method == NEGOTIATED)
    inputs = (
        Input("value_cny", "价值（元）", "money"),
        Input("valued_on", "估价日期", "day", value=on.isoformat()),
        Input("document", "价值确认资料", help="各方签字的价值确认书等", longest=120),
    )
    value = [Form("value", "登记价值", inputs, "登记", "valuation-4")] if enters else []
    return [*value, _change(of), _end()]


def _change(of: Valuation) -> Form:
    others = {key: title for key, title in METHODS.items() if key != of.method}
    note = "改变以后，各方须重新确认。"
    return Form("change", "改变评估方式", (Input("method", "改为", "choice", options(others)),), "改变", "valuation-4", note)


def _end() -> Form:
    return Form("end", "终止评估", (Input("reason", "原因"),), "终止", "valuation-4", danger=True)


def announcing(on: date) -> Form:
    """公告摇号: once announced, neither list nor hours change. Who stands aside has a reason of its own (conv-valuation-2)."""
    inputs = (
        Input("commit_until", "承诺截止", "moment", value=f"{on}T18:00"),
        Input("reveal_until", "揭示截止", "moment"),
        Input("source", "采用的公开号码", help="如 中国福利彩票双色球", longest=40),
        Input("issue_number", "期号", longest=40),
        Input("number_known_at", "公开号码产生时间", "moment", help="必须在揭示截止以后"),
        *(Input(f"{ASIDE}{each.uscc}", f"{each.name}回避的理由", longest=100, optional=True) for each in listed_on(on)),
    )
    note = (
        "名单为当日有效的评估机构名录；填写了回避理由的机构不参加摇号，理由随公告公示，写明有利害关系的事实，不写个人姓名、证件号码。"
        "公告以后，名单、时间、公开号码都不能改动。"
    )
    return Form("announce", "公告摇号", inputs, "公告", "valuation-7", note)


def _drawn(of: Valuation, by: Actor, party: str, on: date) -> list[Form]:
    if not is_exchange(by):
        return [_end()]
    inputs = (
        Input("report_number", "报告编号", longest=60),
        Input("value_cny", "评估价值（元）", "money"),
        Input("valued_on", "评估基准日", "day"),
        Input("issued_on", "出具日期", "day"),
        Input("delivered_on", "送达日期", "day", value=on.isoformat(), help="异议期自送达起算，10个工作日"),
        Input("standard_fee_cny", "行业收费标准（元）", "money"),
        Input("fee_cny", "评估费（元）", "money", help="不超过行业收费标准，鼓励降费减费"),
        upload("评估报告", "PDF文档"),
    )
    return [Form("report", "登记评估报告", inputs, "登记", "valuation-10"), _end()]


def _reported(of: Valuation, by: Actor, party: str, on: date) -> list[Form]:
    if not is_exchange(by):
        return []
    first = of.reports.get(round=1)
    over = on > first.contest_until
    accept = "异议期已满，确认价值" if over else "经营主体确认没有异议"
    found = [Form("accept", accept, (), "确认价值", "valuation-10", "" if over else COUNTER)]
    if not over:
        reason = (Input("reason", "异议的理由", "long", longest=400),)
        note = f"{COUNTER}只能申请一次，重新评估的费用由异议方负责。"
        found.append(Form("object", "代经营主体提出异议", reason, "提出异议", "valuation-10", note, danger=True))
    return found


def _contested(of: Valuation, by: Actor, party: str, on: date) -> list[Form]:
    if not is_exchange(by):
        return []
    note = f"{COUNTER}撤回以后以首次报告为准，不能再次提出异议。"
    return [Form("withdraw", "代经营主体撤回异议", (), "撤回异议", "valuation-10", note, danger=True)]


def _fees(of: Valuation, party: str) -> list[Form]:
    unpaid = [each for each in of.reports.filter(paid_on=None) if party == "exchange" or (party == "bank" and each.payer == BANK)]
    if not unpaid:
        return []
    inputs = (
        Input("report_number", "报告", "choice", [(each.number, f"{each.number}（{each.get_round_display()}）") for each in unpaid]),
        Input("payer", "付费方", "choice", options(PAYERS)),
        Input("paid_on", "付费日期", "day"),
        Input("proof", "付费凭证", longest=120),
    )
    return [Form("pay", "登记评估费支付", inputs, "登记", "valuation-9", "首次评估由合作银行支付，重新评估由异议方支付。")]
