"""The kinds of data that the register takes, whose they are, and which columns each brings. No Django.

A figure has one home: no fact is in two kinds, so that no office overwrites what another one vouches for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.open_economy.facts import OpenEconomyFacts
from onewindow.rules.facts import Facts, day, text, yes_no
from onewindow.rules.sheet_columns import Column
from onewindow.rules.sheet_columns import facts as fact_columns
from onewindow.rules.sheet_columns import text as text_column
from onewindow.rules.sheet_columns import uscc as uscc_column

FLAGS = {
    "registered_in_miluo": "在本市注册",
    "is_new_production_trader": "新引进生产型外贸企业",
    "is_foreign_invested": "外商投资企业",
    "is_hightech_or_mechatronic": "高新技术或机电企业",
    "ecommerce_registered": "已备案跨境电商企业",
    "is_service_platform": "外贸综合服务机构",
    "is_labour_platform": "对外劳务平台",
}
CENSUS = "census"
CENSUS_CLAUSE = "census-4-1c"  # 汨政发〔2023〕3号: census data are no basis for reward or punishment


class RegisterFacts(Facts):
    """What is of the enterprise itself and of no year."""

    address: str | None = text("住所")
    introduced_on: date | None = day("引进日期", help="新引进企业在本市登记的日期")
    registered_in_miluo: bool | None = yes_no(FLAGS["registered_in_miluo"], help="市场主体登记的住所在汨罗市")
    is_new_production_trader: bool | None = yes_no(FLAGS["is_new_production_trader"])
    is_foreign_invested: bool | None = yes_no(FLAGS["is_foreign_invested"])
    is_hightech_or_mechatronic: bool | None = yes_no(FLAGS["is_hightech_or_mechatronic"])
    ecommerce_registered: bool | None = yes_no(FLAGS["ecommerce_registered"], help="在本市注册、具有独立法人资格并已在市商务平台备案")
    is_service_platform: bool | None = yes_no(FLAGS["is_service_platform"])
    is_labour_platform: bool | None = yes_no(FLAGS["is_labour_platform"])


@dataclass(frozen=True, slots=True)
class DataKind:
    """``office`` is who vouches for the figures, ``facts`` the columns; ``of_year`` whether they are of a year of performance."""

    key: str
    title: str
    office: str
    model: type[Facts]
    facts: tuple[str, ...]
    of_year: bool = True
    monthly: bool = False  # of a running year it says up to which month it reaches


KINDS = {
    kind.key: kind
    for kind in (
        DataKind("register", "企业登记信息", "市场监管、商务", RegisterFacts, tuple(RegisterFacts.model_fields), of_year=False),
        DataKind(
            "customs",
            "海关数据",
            "海关",
            OpenEconomyFacts,
            ("traded_before", "trade_usd", "trade_usd_previous_year", "setup_trade_usd", "ecommerce_orders", "ecommerce_usd"),
            monthly=True,
        ),
        DataKind(
            "commerce",
            "商务和科技数据",
            "商务、科技",
            OpenEconomyFacts,
            ("setup_cost_cny", "investment_usd", "fdi_usd", "equipment_cost_cny", "workers_dispatched"),
        ),
        DataKind("finance", "其他专项资金数据", "财政", OpenEconomyFacts, ("funded_elsewhere",)),
    )
}
TITLES = {
    "name": "企业名称",
    "closed_until": "数据截至日",
    **{fact.name: fact.title for model in (OpenEconomyFacts, RegisterFacts) for fact in model.fields()},
}


def columns_of(kind: DataKind, on: date) -> tuple[Column, ...]:
    """The columns of the sheet of a kind: the enterprise, then its figures."""
    named = text_column("name", TITLES["name"], required=True, help="按营业执照填写")
    return (uscc_column(), named, *fact_columns(kind.model, *kind.facts, on=on))
