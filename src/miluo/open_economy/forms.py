"""What each service of the policy asks beside the facts of its rules: until when, for which fair, on which papers."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.open_economy.facts import AWARDS, OpenEconomyFacts
from miluo.open_economy.recurrence import (
    DISPATCH,
    ECOMMERCE,
    FAIR_LOGISTICS,
    FIRST_TRADE,
    FOREIGN,
    GROWTH,
    LISTED_FAIR,
    ONLINE_FAIR,
    ONLINE_MARKETING,
    PLATFORM,
    SETUP,
    TRADE_VOLUME,
    UNLISTED_FAIR,
    UPGRADE,
)
from onewindow.rules import facts
from onewindow.rules.facts import Facts

FAIR_KINDS = {"overseas": "省重点展会名录以外的境外展会", "designated": "省、市指定参加的境内重点展会"}
DOCUMENTS = ("founded_on", "operator_record", "customs_code")  # what article 四 asks of every enterprise (open2023-4-0)


def _funded(*awards: str) -> Any:
    """Of the matters of one form those that are paid elsewhere already."""
    return facts.choices(
        "已由市其他专项资金或者特殊优惠政策支持的事项",
        {key: AWARDS[key] for key in awards},
        default=(),
        clause="open2023-10-3",
        help="同一事项、同一期间已经享受的，勾选对应的奖补；没有的不勾选",
    )


def _closed_until() -> Any:
    return facts.day("数据截至日", help="年度尚未结束的，填写已经结束的最后一个月的月末；按全年数据申领的不填")


def _claimed_in() -> Any:
    return facts.whole("申领年度", of_day="year", at_least=1900, at_most=9999, help="在哪一年申领，由哪一年的专项资金安排")


def _founded_on() -> Any:
    return facts.day("企业成立日期", help="营业执照上的成立日期；2022年12月30日起不再核发对外贸易经营者登记表")


def _operator_record() -> Any:
    return facts.text("对外贸易经营者登记表编号", help="2022年12月30日以前设立的企业必填；以后设立的企业没有登记表，留空")


def _customs_code() -> Any:
    return facts.text("海关注册编码", help="海关注册备案登记证书上的10位编码")


class TradeClaim(OpenEconomyFacts):
    """二、三: the trade of a year, or of the closed months of a running one."""

    closed_until: date | None = _closed_until()
    funded_elsewhere: tuple[str, ...] | None = _funded(FIRST_TRADE, GROWTH, TRADE_VOLUME)


class SetupClaim(OpenEconomyFacts):
    """一: the production enterprise that arrived."""

    year: int | None = _claimed_in()
    introduced_on: date | None = facts.day("引进日期", help="在本市登记注册的日期；签有投资协议的，填协议签订日期")
    funded_elsewhere: tuple[str, ...] | None = _funded(SETUP)


class ForeignClaim(OpenEconomyFacts):
    """一: investment from abroad."""

    year: int | None = _claimed_in()
    funded_elsewhere: tuple[str, ...] | None = _funded(FOREIGN)


class ListedFairClaim(OpenEconomyFacts):
    """四: a fair on the provincial list, approved before."""

    year: int | None = facts.whole("参展年度", of_day="year", at_least=1900, at_most=9999, help="展会结束之日所在的年度")
    fair: str | None = facts.text("展会名称", help="与参展核准决定书上的名称一致")
    fair_ended_on: date | None = facts.day("展会结束日期")
    founded_on: date | None = _founded_on()
    operator_record: str | None = _operator_record()
    customs_code: str | None = _customs_code()
    funded_elsewhere: tuple[str, ...] | None = _funded(LISTED_FAIR, FAIR_LOGISTICS)


class UnlistedFairClaim(ListedFairClaim):
    """四: a fair abroad off the list, or one at home that province or city designated."""

    fair: str | None = facts.text("展会名称", help="展会的全称，含届次")
    fair_kind: str | None = facts.choice("展会类别", FAIR_KINDS)
    funded_elsewhere: tuple[str, ...] | None = _funded(UNLISTED_FAIR, FAIR_LOGISTICS)


class OnlineClaim(OpenEconomyFacts):
    """四: online fairs and promotion of a year."""

    closed_until: date | None = _closed_until()
    founded_on: date | None = _founded_on()
    operator_record: str | None = _operator_record()
    customs_code: str | None = _customs_code()
    funded_elsewhere: tuple[str, ...] | None = _funded(ONLINE_FAIR, FAIR_LOGISTICS, ONLINE_MARKETING)


class EcommerceClaim(OpenEconomyFacts):
    """五: cross-border e-commerce, once."""

    funded_elsewhere: tuple[str, ...] | None = _funded(ECOMMERCE)


class UpgradeClaim(OpenEconomyFacts):
    """六: equipment of a year."""

    closed_until: date | None = _closed_until()
    funded_elsewhere: tuple[str, ...] | None = _funded(UPGRADE)


class PlatformClaim(OpenEconomyFacts):
    """七: the enterprises that a service platform helped to their first trade."""

    closed_until: date | None = _closed_until()
    helped_enterprises: list[str] | None = facts.text("帮助破零的企业", help="统一社会信用代码，每家一行，与下面的进出口额逐行对应")
    funded_elsewhere: tuple[str, ...] | None = _funded(PLATFORM)


class DispatchClaim(OpenEconomyFacts):
    """八: the workers whom a labour platform sent abroad in a year."""

    closed_until: date | None = _closed_until()
    persons_dispatched: int | None = facts.whole(
        "其中不同的劳务人员", "person", help="按护照号或者身份证号去重后的人数，同一人多次派出的只计一次"
    )
    funded_elsewhere: tuple[str, ...] | None = _funded(DISPATCH)


class FairApplication(Facts):
    """四: what is told before going to a fair on the list."""

    year: int | None = facts.whole("参展年度", of_day="year", at_least=1900, at_most=9999, help="展会举办的年度，名录按年度发布")
    fair: str | None = facts.text("展会名称", help="与当年省重点展会名录上的名称一致")
    booths: int | None = facts.whole("拟租展位", "ratio", at_least=1, at_most=1000, help="展位个数；展位费据实补助，名录内展会不限个数")
    staff: int | None = facts.whole("拟派参展人员", "person", at_most=1000, help="人员食宿、交通费用补助不超过2人")
    founded_on: date | None = _founded_on()
    operator_record: str | None = _operator_record()
    customs_code: str | None = _customs_code()
