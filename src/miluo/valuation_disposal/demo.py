"""演示数据: appraisers, prices of two years, a valuation at every step, a disposal that is over and one that is under way.

Everything goes through the doors, once. Rights, accounts and mortgages are those of the demonstration of 7号, named by number.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from miluo.demonstration import actor, moment
from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal import services
from miluo.valuation_disposal.draw import commitment
from miluo.valuation_disposal.kinds import OBJECTS, UNIT_OF, UNITS
from miluo.valuation_disposal.models import Appraiser, Draw, Valuation
from miluo.valuation_disposal.price_sheet import COLUMNS
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.rules.sheets import template
from onewindow.words.actor import Actor
from onewindow.words.identity import uscc_check

MARK = "演示数据"
BEGAN, ADMITTED = date(2023, 6, 1), date(2023, 6, 8)
EXCHANGE, BANK, OTHER_BANK, SURETY = "nongjiao", "yinhang", "yinhang2", "danbao"
FARMER, AGENT = "nonghu", "qiye2"  # who acts for 演示农户甲, and for 演示企业丙有限公司
BANKS = {BANK: "demo-bank-a", OTHER_BANK: "demo-bank-b"}
GUARANTOR = "demo-guarantor"
PEOPLE = (  # username, name, role, organisation
    ("linye", "演示林业价格员", "price-officer", "forestry"),
    ("zhujian", "演示住建价格员", "price-officer", "housing-construction"),
)
ALSO = {"nongye": "price-officer", "buchan": "price-officer", SURETY: "guarantor-officer"}  # the second role of an account
SECRETS = {  # what each party of a draw keeps to itself until it is revealed
    "exchange": "yanshiexchange2023",
    "applicant": "yanshiapplicant2023",
    "bank": "yanshibank2023abc",
}
SOURCE = "福彩双色球（演示）"
APPRAISERS = (  # name, qualification, its last day
    ("演示评估机构一", "资产评估机构备案", None),
    ("演示评估机构二", "房地产估价机构备案（二级）", date(2023, 10, 12)),
    ("演示评估机构三", "资产评估机构备案", date(2025, 6, 30)),
    ("演示评估机构四", "土地估价机构备案", date(2024, 12, 31)),
    ("演示评估机构五", "资产评估机构备案（森林资源）", None),
    ("演示评估机构六", "房地产估价机构备案（三级）", date(2024, 5, 31)),
    ("演示评估机构七", "资产评估机构备案", None),
)
TOWNS = {"屈子祠镇": 100, "归义镇": 125, "白塘镇": 95, "桃林寺镇": 90, "长乐镇": 105, "三江镇": 80}  # per cent of the middle price
PRICES: dict[str, tuple[tuple[str, str, int], ...]] = {  # by account: kind of right, object, middle price
    "nongye": (
        ("contract_arable", "land", 480),
        ("contract_other", "land", 400),
        ("operation_arable", "land", 460),
        ("operation_other", "land", 380),
    ),
    "buchan": (("collective_construction", "land", 120), ("homestead", "land", 180)),
    "linye": (("forest", "land", 3200),),
    "zhujian": (("collective_construction", "house", 900), ("homestead", "house", 720)),
}
FIELD, WATER, CONTRACT = "演示经权〔2022〕0003号", "演示经权〔2021〕0002号", "演示农经〔2020〕0002号"
WIDE, BUILT, HOME = "演示经权〔2022〕0004号", "演示集建〔2022〕0002号", "演示宅基〔2022〕0001号"
HOUSES = {BUILT: Decimal("720"), HOME: Decimal("186")}  # floor area
RESOLD, UNPAID = "演示经权〔2021〕0001号", "演示集建〔2021〕0001号"  # whose mortgages are being realised
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def load(*, by: Actor, at: datetime) -> None:
    """Fill the registers, once."""
    if Appraiser.objects.exists():
        return
    for username, role in ALSO.items():
        user = User.objects.get(username=username)
        accounts.grant(user=user, role=role, organisation=user.organisation, valid_from=BEGAN, by=by, at=moment(BEGAN))
    _appraisers()
    _prices()
    _agreed_values()
    _contested()
    _reported()
    _drawn()
    _under_way()
    _disposed_of()
    _being_disposed_of()


def uscc(place: int) -> str:
    """The code of an appraiser, by its place from 1."""
    body = f"91430681MA4DEM4{place:02d}"
    return body + uscc_check(body)


def _appraisers() -> None:
    for place, (name, qualification, until) in enumerate(APPRAISERS, start=1):
        services.admit(
            uscc=uscc(place),
            name=name,
            qualification=qualification,
            qualification_number=f"演示备案{place:03d}",
            qualified_until=until,
            contact="演示联系人",
            phone=f"0730-00000{place:02d}",
            address=f"汨罗市演示路{place}号",
            selection="consultation" if place > 5 else "tender",
            document=f"演示中标通知书{place:03d}",
            admitted_on=ADMITTED,
            by=actor(EXCHANGE, ADMITTED),
            at=moment(ADMITTED),
        )
    _publish_list(date(2023, 6, 9))
    _credit(3, "good", date(2023, 7, 14), "提前出具报告，减收评估费三成")
    _credit(7, "bad", date(2023, 8, 4), "报告逾期五个工作日送达")
    day = date(2023, 8, 18)
    told: dict[str, Any] = {"reason": "演示：同一地块两份报告采用不实的交易案例", "expelled": True}
    services.take_off(uscc=uscc(6), **told, by=actor(EXCHANGE, day), at=moment(day))
    _publish_list(date(2023, 8, 25))


def _publish_list(day: date) -> None:
    services.publish_list(by=actor(EXCHANGE, day), at=moment(day, 16))


def _credit(place: int, kind: str, day: date, facts: str) -> None:
    told: dict[str, Any] = {"kind": kind, "happened_on": day, "facts": f"演示：{facts}", "evidence": f"演示评价表{place:03d}"}
    services.record_credit(uscc=uscc(place), **told, by=actor(EXCHANGE, day), at=moment(day, 15))


def _prices() -> None:
    """The opinions of 2023 as published; of 2024 one that waits for publication and one that came back with its mistakes."""
    for username in PRICES:
        _import(username, 2023, date(2023, 6, 12))
        day = date(2023, 6, 15)
        document = f"2023年价格评估参考意见（{MARK}）"
        services.publish_prices(year=2023, document=document, by=actor(username, day), at=moment(day))
    _import("nongye", 2024, date(2023, 9, 11), rise=103)
    _import("linye", 2024, date(2023, 9, 13), unit="元/平方米")


def _import(username: str, year: int, day: date, rise: int = 100, unit: str = "") -> None:
    titles = mortgages.kinds()
    rows = [
        (titles[kind], OBJECTS[of], town, unit or UNITS[UNIT_OF[kind]], *_range(middle * share * rise // 10_000))
        for kind, of, middle in PRICES[username]
        for town, share in TOWNS.items()
    ]
    name = f"{year}年价格评估参考意见（{MARK}）.xlsx"
    services.import_prices(year=year, name=name, content=template(COLUMNS, rows), by=actor(username, day), at=moment(day))


def _range(price: int) -> tuple[str, str, str]:
    """Low, middle and high."""
    return f"{price * 85 // 100}", f"{price}", f"{price * 118 // 100}"


def _agreed_values() -> None:
    """A value that bank and operator agreed on, and one that bank and guarantor found themselves, which lies far off the reference."""
    day = date(2023, 6, 19)
    _valued(_agreed(WATER, OTHER_BANK, day, method="negotiated"), OTHER_BANK, day, "248000")
    day = date(2023, 7, 3)
    _valued(_agreed(WIDE, BANK, day, method="internal", guarantor=GUARANTOR), BANK, day, "640000")


def _valued(number: str, bank: str, day: date, value: str) -> None:
    told: dict[str, Any] = {"value_cny": Decimal(value), "valued_on": day, "document": f"价值确认书（{MARK}）"}
    services.enter_value(number=number, **told, by=actor(bank, day), at=moment(day, 15))


def _contested() -> None:
    """Two rounds: the operator objected, another appraiser was drawn, and the objector paid for the second report."""
    number = _agreed(BUILT, BANK, date(2023, 6, 20), guarantor=GUARANTOR, operator=AGENT)
    _draw(number, BANK, date(2023, 6, 26), AGENT)
    _report(number, "演示评字〔2023〕001号", "980000", date(2023, 7, 10))
    day = date(2023, 7, 18)
    services.object_to(number=number, reason="演示：没有计入2022年扩建的厂房", by=actor(AGENT, day), at=moment(day))
    _draw(number, BANK, date(2023, 7, 24), AGENT)
    _report(number, "演示评字〔2023〕002号", "1352000", date(2023, 8, 10))
    for report, payer, by in (("演示评字〔2023〕001号", "bank", BANK), ("演示评字〔2023〕002号", "objector", AGENT)):
        paid: dict[str, Any] = {"payer": payer, "proof": f"转账凭证（{MARK}）", "paid_on": date(2023, 8, 15)}
        services.pay_fee(report_number=report, **paid, by=actor(by, paid["paid_on"]), at=moment(paid["paid_on"]))


def _reported() -> None:
    """A report that may still be objected to."""
    number = _agreed(FIELD, BANK, date(2023, 8, 21), operator=FARMER)
    _draw(number, BANK, date(2023, 8, 23), FARMER)
    _report(number, "演示评字〔2023〕003号", "158000", date(2023, 9, 12))


def _drawn() -> None:
    """The appraiser is drawn and has not reported yet."""
    _draw(_agreed(WATER, BANK, date(2023, 9, 6)), BANK, date(2023, 9, 11), EXCHANGE)


def _under_way() -> None:
    """A draw to which all have committed and nobody has revealed; a method that is agreed on, and one that waits for the operator."""
    number = _agreed(CONTRACT, BANK, date(2023, 9, 8), operator=FARMER)
    draw = _announced(number, date(2023, 9, 14), known_after=5)
    _committed(draw, date(2023, 9, 14), BANK, FARMER)
    _agreed(WIDE, OTHER_BANK, date(2023, 9, 12))
    waiting = _opened(HOME, BANK, date(2023, 9, 14), operator=FARMER)
    services.agree(number=waiting, party="bank", by=actor(BANK, date(2023, 9, 14)), at=moment(date(2023, 9, 14), 11))


def _opened(right: str, bank: str, day: date, *, method: str = "professional", guarantor: str = "", operator: str = "") -> str:
    asked: dict[str, Any] = {"right": right, "bank": BANKS[bank], "method": method, "guarantor": guarantor}
    asked["house_metres"] = HOUSES.get(right)
    applicant = FARMER if operator == FARMER else ""  # who acts for a company is known by its code
    return services.open_valuation(**asked, applicant=applicant, by=actor(bank, day), at=moment(day)).number


def _agreed(right: str, bank: str, day: date, *, operator: str = "", **more: str) -> str:
    """A valuation on whose method all agreed; an operator without an account signs at the counter."""
    number = _opened(right, bank, day, operator=operator, **more)
    people = {"applicant": operator or EXCHANGE, "bank": bank, "guarantor": SURETY}
    for party in Valuation.objects.get(number=number).parties:
        services.agree(number=number, party=party, by=actor(people[party], day), at=moment(day, 11))
    return number


def _announced(number: str, day: date, known_after: int = 1) -> str:
    known = day + timedelta(days=known_after)
    commit_until = moment(day, 18) if known_after > 1 else moment(known, 12)
    hours: dict[str, Any] = {
        "commit_until": commit_until,
        "reveal_until": moment(known, 18),
        "number_known_at": moment(known, 21) + timedelta(minutes=15),
    }
    public: dict[str, Any] = {"source": SOURCE, "issue_number": f"2023{known:%j}"}
    return services.announce(number=number, **hours, **public, by=actor(EXCHANGE, day), at=moment(day, 9)).number


def _committed(draw: str, day: date, bank: str, operator: str) -> None:
    fixed = Draw.objects.get(number=draw).digest
    for party, username in _parties(bank, operator).items():
        digest = commitment(fixed, party, SECRETS[party])
        services.commit(draw=draw, party=party, digest=digest, by=actor(username, day), at=moment(day, 15))


def _parties(bank: str, operator: str) -> dict[str, str]:
    return {"exchange": EXCHANGE, "applicant": operator, "bank": bank}


def _draw(number: str, bank: str, day: date, operator: str) -> None:
    """The whole draw: announced on a day, revealed on the next, the number entered on the morning after."""
    draw, known = _announced(number, day), day + timedelta(days=1)
    _committed(draw, day, bank, operator)
    for party, username in _parties(bank, operator).items():
        services.reveal(draw=draw, party=party, secret=SECRETS[party], by=actor(username, known), at=moment(known, 16))
    after = known + timedelta(days=1)
    for party, username in (("exchange", EXCHANGE), ("bank", bank)):
        value = f"{after:%m%d}1119243007"
        services.enter_number(draw=draw, party=party, value=value, by=actor(username, after), at=moment(after, 9))


def _report(number: str, report: str, value: str, day: date) -> None:
    services.file_report(
        number=number,
        report_number=report,
        value_cny=Decimal(value),
        valued_on=day - timedelta(days=6),
        issued_on=day - timedelta(days=1),
        delivered_on=day,
        standard_fee_cny=Decimal("6000"),
        fee_cny=Decimal("4200"),
        name=f"评估报告（{MARK}）.pdf",
        content=PDF + report.encode(),
        by=actor(EXCHANGE, day),
        at=moment(day, 14),
    )


def _disposed_of() -> None:
    """The guarantor, which bore four fifths of the loss, had the right transferred again; the surplus went back."""
    number = _opened_disposal(RESOLD, SURETY, date(2023, 8, 1), "210000", "3150", share="80", guarantor=GUARANTOR, handler="guarantor")
    day, by = date(2023, 8, 14), actor(SURETY, date(2023, 8, 14))
    services.choose_route(number=number, route="retransfer", basis=f"三方会商纪要（{MARK}）", by=by, at=moment(date(2023, 8, 3)))
    sold: dict[str, Any] = {"buyer": "演示企业丁有限公司", "buyer_kind": "third_party", "own_village": False, "buyer_proof": "演示营业执照"}
    services.sell(number=number, **sold, price_cny=Decimal("262000"), sold_on=day, by=by, at=moment(day, 16))
    _cost(number, SURETY, date(2023, 8, 15), "auction", "2620")
    paid = date(2023, 8, 17)
    services.distribute(number=number, received_on=date(2023, 8, 16), by=actor(SURETY, paid), at=moment(paid))
    closed = date(2023, 8, 22)
    services.close_disposal(number=number, change_document=f"变更登记凭证（{MARK}）", by=actor(EXCHANGE, closed), at=moment(closed))


def _being_disposed_of() -> None:
    """The bank disposes of construction land itself, by open transfer."""
    number = _opened_disposal(UNPAID, BANK, date(2023, 9, 4), "300000", "5437.50")
    day = date(2023, 9, 7)
    services.choose_route(number=number, route="transfer", basis=f"公开转让方案（{MARK}）", by=actor(BANK, day), at=moment(day))
    _cost(number, BANK, date(2023, 9, 12), "appraisal", "1500")


def _opened_disposal(
    right: str, by: str, day: date, principal: str, interest: str, share: str = "0", guarantor: str = "", handler: str = "bank"
) -> str:
    mortgage = next(each for each in mortgages.mortgages(day, right=right) if each.state == "standing")
    return services.open_disposal(
        mortgage=mortgage.number,
        guarantor=guarantor,
        handler=handler,
        principal_cny=Decimal(principal),
        interest_cny=Decimal(interest),
        debt_on=day,
        guarantor_share=Decimal(share),
        shares_booked_on=day,
        shares_document=f"风险分担协议（{MARK}）",
        by=actor(by, day),
        at=moment(day, 10),
    ).number


def _cost(number: str, by: str, day: date, kind: str, amount: str) -> None:
    proof: dict[str, Any] = {"name": f"费用凭证（{MARK}）.pdf", "content": PDF + kind.encode()}
    services.add_cost(number=number, kind=kind, amount_cny=Decimal(amount), **proof, by=actor(by, day), at=moment(day, 15))
