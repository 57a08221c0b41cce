"""第九条: who sits in the leading group. Seats are posts and bodies, as the text names them; people come from the duties of a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from miluo.county import DATA

GROUP: Final = "汨罗市发展开放型经济工作领导小组"
HEAD, FIRST_DEPUTY = "市长", "常务副市长"
IN_CHARGE_OF: Final = "外向型经济"  # 分管副市长: whose division of work has this (conv-open-8)
OFFICE: Final = "commerce-grain"  # 领导小组办公室设市商务粮食局
MEMBERS: Final[tuple[tuple[str, str], ...]] = (  # as printed, and whose key it is
    ("商务粮食", "commerce-grain"),
    ("高新区", "hightech-zone"),
    ("发改", "development-reform"),
    ("工信", "industry-information"),
    ("市场监管", "market-regulation"),
    ("贸促", "trade-promotion"),
    ("农业农村", "agriculture-rural"),
    ("文旅广电", "culture-tourism"),
    ("财政", "finance"),
    ("税务", "taxation"),
    ("自然资源", "natural-resources"),
    ("公安", "public-security"),
    ("人社", "human-resources"),
    ("统计", "statistics"),
)


@dataclass(frozen=True, slots=True)
class OfficeHead:
    """Who is printed as the main responsible person of a body, from the day of the document that says so."""

    organisation: str
    name: str
    post: str
    known_from: date
    source: str


@cache
def office_heads() -> dict[str, OfficeHead]:
    """The main responsible persons that documents of the county print, by body (``data/office_heads.csv``)."""
    with (DATA / "office_heads.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[1:]
    rows = [OfficeHead(body, name, post, date.fromisoformat(known), source) for body, name, post, known, source in lines]
    return {row.organisation: row for row in rows}
