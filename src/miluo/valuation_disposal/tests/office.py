"""The people of these tests, the right that they value, and the shortest way to each state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import draw as arithmetic
from miluo.valuation_disposal import services
from miluo.valuation_disposal.kinds import EXCHANGE
from miluo.valuation_disposal.models import Draw, Valuation
from miluo.valuation_disposal.price_sheet import COLUMNS
from onewindow.accounts.roles import permissions_of
from onewindow.organisations.models import Organisation
from onewindow.rules.sheets import template
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BANK, OTHER_BANK, GUARANTOR = "demo-bank-a", "demo-bank-b", "demo-guarantor"
SECRETS = {"exchange": "exchange0123456789ab", "applicant": "applicant0123456789ab", "bank": "bank0123456789abcdef"}
NUMBER = "080112071821"
USCCS = ("91430681MA4DEM0A00", "91430681MA4DEM0B01", "91430681MA4DEM0C02", "91430681MA4DEM0D03", "91430681MA4DEM0E04")


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = 2023) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


def actor(role: str, organisation: str | None, name: str = "") -> Actor:
    keys = frozenset({role})
    return Actor(f"{role}-{crc32(f'{organisation}{name}'.encode()):08x}", "演示人员", keys, organisation, permissions_of(keys))


CENTRE = actor("exchange-officer", EXCHANGE)
LENDER = actor("bank-officer", BANK)
OTHER_LENDER = actor("bank-officer", OTHER_BANK)
SURETY = actor("guarantor-officer", GUARANTOR)
FARMER = actor("citizen", None)
PARTIES = {"exchange": CENTRE, "applicant": FARMER, "bank": LENDER, "guarantor": SURETY}


def right(**more: Any) -> mortgages.Right:
    """An operation right on 60 mu of arable land in 白塘镇 until 30 June 2028."""
    said: dict[str, Any] = {
        "number": "JY-0001",
        "kind": "operation_arable",
        "kind_title": "农村土地经营权（耕地）",
        "land": "arable",
        "town": "白塘镇",
        "village": "演示村",
        "place": "演示组",
        "area_mu": Decimal("60.00"),
        "holder": "演示农户*",
        "holder_kind": "person",
        "holder_key": "k",
        "holder_uscc": "",
        "co_owners": 0,
        "collective": False,
        "ends_on": date(2028, 6, 30),
        "fees_paid_until": date(2028, 6, 30),
        "flags": (),
        "leased": False,
        "mortgage": "",
    }
    return mortgages.Right(**{**said, **more})


def mortgage(**more: Any) -> mortgages.Mortgage:
    """A standing mortgage of that right for a loan of 800,000 yuan."""
    said: dict[str, Any] = {
        "number": "DY2023-0001",
        "right": "JY-0001",
        "right_kind": "operation_arable",
        "bank": BANK,
        "agreement": "YD2023-0001",
        "loan_contract": "演示借款合同",
        "mortgagor": "演示农户*",
        "mortgagor_key": "k",
        "mortgagor_uscc": "",
        "loan_cny": Decimal("800000.00"),
        "value_cny": Decimal("1200000.00"),
        "starts_on": date(2023, 6, 1),
        "ends_on": date(2024, 5, 31),
        "place": 1,
        "registered_on": date(2023, 6, 5),
        "certificate": "演示他项权利证明",
        "disbursed_on": date(2023, 6, 6),
        "disbursed_cny": Decimal("800000.00"),
        "state": "standing",
        "ended_on": None,
        "ended_for": "",
    }
    return mortgages.Mortgage(**{**said, **more})


def agreement(**more: Any) -> mortgages.Agreement:
    """What was agreed on that right, with the value of a report."""
    said: dict[str, Any] = {
        "number": "YD2023-0001",
        "case_number": "2023-000001",
        "right": "JY-0001",
        "right_kind": "operation_arable",
        "bank": BANK,
        "mortgagor": "演示农户*",
        "mortgagor_key": "k",
        "mortgagor_uscc": "",
        "loan_cny": Decimal("300000.00"),
        "value_cny": Decimal("1200000.00"),
        "value_basis": "appraised",
        "report_number": "演示报告1",
        "term_months": 12,
        "starts_on": date(2023, 9, 1),
        "ends_on": date(2024, 8, 31),
        "loan_contract": "演示借款合同",
        "fund_supported": False,
        "recommended_cny": None,
    }
    return mortgages.Agreement(**{**said, **more})


@dataclass
class Register:
    """What ``rural_mortgage.public`` answers in these tests, by number."""

    rights: dict[str, mortgages.Right] = field(default_factory=dict)
    mortgages: dict[str, mortgages.Mortgage] = field(default_factory=dict)
    agreements: dict[str, mortgages.Agreement] = field(default_factory=dict)
    realised: set[str] = field(default_factory=set)
    sold: list[tuple[str, str, Decimal, bool]] = field(default_factory=list)

    def stand_in(self, monkeypatch: Any) -> None:
        monkeypatch.setattr(mortgages, "right", lambda number, on: self.rights.get(number))
        monkeypatch.setattr(mortgages, "lands", lambda numbers, on: {number: self._land(number) for number in numbers})
        monkeypatch.setattr(mortgages, "mortgage", lambda number, on: self.mortgages.get(number))
        monkeypatch.setattr(mortgages, "agreement", lambda number="", *, case="": self.agreements.get(case or number))
        monkeypatch.setattr(mortgages, "sold", self._sold)
        monkeypatch.setattr(mortgages, "rights_held", lambda keys: _numbers(self.rights, "holder_key", keys))
        monkeypatch.setattr(mortgages, "mortgages_of", lambda keys, on: _numbers(self.mortgages, "mortgagor_key", keys))
        monkeypatch.setattr(mortgages, "realisation", self._realisation)
        monkeypatch.setattr(
            mortgages, "banks", lambda on: tuple(mortgages.Bank(key, key, date(2023, 6, 1), None) for key in (BANK, OTHER_BANK))
        )

    def _land(self, number: str) -> mortgages.Land:
        of = self.rights[number]
        return mortgages.Land(of.town, of.village, of.area_mu, of.ends_on)

    def _realisation(self, number: str) -> mortgages.Realisation | None:
        return mortgages.Realisation(number, "4", date(2023, 7, 20), "", None, None) if number in self.realised else None

    def _sold(self, *, mortgage: str, way: str, price_cny: Decimal, member: bool, by: Actor, at: datetime) -> None:
        self.sold.append((mortgage, way, price_cny, member))

    def end(self, number: str) -> None:
        self.mortgages[number] = replace(self.mortgages[number], state="realised", ended_for="realised")


def _numbers(found: Mapping[str, Any], whose: str, keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(number for number, each in found.items() if getattr(each, whose) in set(keys))


def organisations() -> None:
    named = {EXCHANGE: "汨罗市农村产权交易中心", BANK: "演示银行甲", OTHER_BANK: "演示银行乙", GUARANTOR: "演示担保公司"}
    for key, name in named.items():
        Organisation.objects.create(key=key, name=name, short_name=name, kind="enterprise")


def admitted(count: int = 5) -> None:
    """So many appraisers on the list since 1 June."""
    for uscc, numeral in zip(USCCS[:count], "一二三四五", strict=False):
        services.admit(
            uscc=uscc,
            name=f"演示评估机构{numeral}",
            qualification="资产评估机构备案",
            qualification_number=f"演示备案{numeral}",
            contact="演示联系人",
            phone="0730-0000000",
            address="汨罗市演示路",
            selection="tender",
            document="演示中标通知书",
            admitted_on=date(2023, 6, 1),
            by=CENTRE,
            at=at(6, 1),
        )


def priced() -> None:
    """The opinion of 市农业农村局 for 2023, on arable land in 白塘镇, published on 1 August."""
    for key, name, kind in (("agriculture-rural", "汨罗市农业农村局", "department"), ("town-baitang", "白塘镇", "town")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind=kind)
    Organisation.objects.create(key="forestry", name="汨罗市林业局", short_name="市林业局", kind="department")
    rows = [("农村土地经营权（耕地）", "土地", "白塘镇", "元/亩·年", "400", "450.5", "520")]
    bureau = actor("price-officer", "agriculture-rural")
    services.import_prices(year=2023, name="参考价.xlsx", content=template(COLUMNS, rows), by=bureau, at=at(8, 1))
    services.publish_prices(year=2023, document="演示公布文件", by=bureau, at=at(8, 1))


def opened(method: str = "professional", **more: Any) -> str:
    """A valuation that the bank began; its number."""
    asked = {"right": "JY-0001", "bank": BANK, "method": method, **more}
    number = services.open_valuation(**asked, by=LENDER, at=at(8, 1)).number
    Valuation.objects.filter(number=number).update(applicant=FARMER.id)
    return number


def agreed(method: str = "professional", **more: Any) -> str:
    number = opened(method, **more)
    for party in Valuation.objects.get(number=number).parties:
        services.agree(number=number, party=party, by=PARTIES[party], at=at(8, 1))
    return number


def announced(number: str, day: int = 2, **more: Any) -> str:
    """A draw of one day in August: commit by noon, reveal by five, the number at a quarter past nine in the evening."""
    hours = {"commit_until": at(8, day, 12), "reveal_until": at(8, day, 17), "number_known_at": at(8, day, 21, 15)}
    source = {"source": "中国福利彩票3D", "issue_number": f"20232{day:02d}"}
    return services.announce(number=number, **{**hours, **source, **more}, by=CENTRE, at=at(8, day)).number


def committed(draw: str, day: int = 2, without: tuple[str, ...] = ()) -> None:
    fixed = Draw.objects.get(number=draw).digest
    for party, secret in SECRETS.items():
        if party not in without:
            digest = arithmetic.commitment(fixed, party, secret)
            services.commit(draw=draw, party=party, digest=digest, by=PARTIES[party], at=at(8, day, 10))


def revealed(draw: str, day: int = 2, without: tuple[str, ...] = ()) -> None:
    for party, secret in SECRETS.items():
        if party not in without:
            services.reveal(draw=draw, party=party, secret=secret, by=PARTIES[party], at=at(8, day, 15))


def drawn(number: str, day: int = 2) -> str:
    """The whole draw; its number."""
    draw = announced(number, day)
    committed(draw, day)
    revealed(draw, day)
    for party in ("exchange", "bank"):
        services.enter_number(draw=draw, party=party, value=NUMBER, by=PARTIES[party], at=at(8, day, 22))
    return draw


def report_words(report: str = "演示报告1", value: str = "1200000.00", on: date = date(2023, 8, 10), **more: Any) -> dict[str, Any]:
    said: dict[str, Any] = {
        "report_number": report,
        "value_cny": Decimal(value),
        "valued_on": on - timedelta(days=3),
        "issued_on": on - timedelta(days=1),
        "delivered_on": on,
        "standard_fee_cny": Decimal("5000.00"),
        "fee_cny": Decimal("3000.00"),
        "name": "报告.pdf",
        "content": PDF + report.encode(),
    }
    return {**said, **more}


def reported(**more: Any) -> str:
    """A valuation with its first report, delivered on 10 August; its number."""
    number = agreed()
    drawn(number)
    services.file_report(number=number, **report_words(**more), by=CENTRE, at=at(8, 10))
    return number


@contextmanager
def refused(words: str, clause: str | None = None) -> Iterator[None]:
    """Within the block somebody is refused with these words and this clause."""
    try:
        yield
    except Refused as refusal:
        assert words in str(refusal), str(refusal)
        assert clause is None or refusal.first.clause == clause, refusal.first.clause
    else:
        raise AssertionError(f"nobody was refused with “{words}”")
