"""演示数据: rights, two banks, agreements and mortgages as they stand in September; everything through the doors, once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from miluo.demonstration import actor, moment
from miluo.rural_mortgage import services
from miluo.rural_mortgage.kinds import AGRICULTURE, EXCHANGE, registrar_of
from miluo.rural_mortgage.models import Mortgage, Right
from onewindow.accounts import services as accounts
from onewindow.accounts.models import User
from onewindow.cases import services as cases
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor

BANKS = {"demo-bank-a": "演示银行甲", "demo-bank-b": "演示银行乙"}
WINDOW, ARABLE, LAND, OFFICE, FARMER, OTHER_FARMER = "nongjiao", "nongye", "buchan", "jinrong", "nonghu", "nonghu2"
PEOPLE = (  # username, name, role, organisation
    (WINDOW, "演示农交中心人员", "clerk", EXCHANGE),
    (ARABLE, "演示产权登记员一", "approver", "agriculture-rural"),
    (LAND, "演示产权登记员二", "approver", "natural-resources"),
    ("yinhang", "演示信贷员甲", "bank-officer", "demo-bank-a"),
    ("yinhang2", "演示信贷员乙", "bank-officer", "demo-bank-b"),
    (OFFICE, "演示金融办人员", "finance-officer", "finance-work"),
    (FARMER, "演示农户甲", "citizen", None),
    (OTHER_FARMER, "演示农户乙", "citizen", None),
)
ALSO = {WINDOW: "exchange-officer", ARABLE: "rights-registrar", LAND: "rights-registrar"}  # the second role of an account
RESIDENT_IDS = {FARMER: "430681198001010014", OTHER_FARMER: "430681198202020024"}
FARMERS = {"演示农户甲": "430681198001010014", "演示农户乙": "430681198202020024", "演示农户丙": "430681197503030037"}
BEGAN, TERM = date(2023, 6, 1), date(2030, 12, 31)
RIGHTS: tuple[tuple[str, str, str, str, str], ...] = (  # number, kind, land, holder, village
    ("演示农经〔2020〕0001号", "contract_arable", "arable", "演示农户甲", "演示一村"),
    ("演示农经〔2020〕0002号", "contract_arable", "arable", "演示农户甲", "演示一村"),
    ("演示农经〔2020〕0003号", "contract_arable", "arable", "演示农户乙", "演示二村"),
    ("演示林权〔2020〕0001号", "forest", "forest", "演示农户丙", "演示三村"),
    ("演示林权〔2020〕0002号", "forest", "forest", "演示农户乙", "演示三村"),
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MATERIALS = ("contract", "identity", "consent", "value", "certificate")


def bodies() -> None:
    """The two banks of the demonstration, before their people are made."""
    for key, name in BANKS.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": "enterprise"})


def load(*, by: Actor, at: datetime) -> None:
    """Fill the registers, once."""
    if Right.objects.exists():
        return
    for username, role in ALSO.items():
        user = User.objects.get(username=username)
        accounts.grant(user=user, role=role, organisation=user.organisation, valid_from=BEGAN, by=by, at=moment(BEGAN))
    for bank in BANKS:
        services.admit_bank(bank=bank, starts_on=BEGAN, document="演示试点名录", by=actor(OFFICE, BEGAN), at=moment(BEGAN))
    for right in RIGHTS:
        _right(*right)
    lent = _registered(RIGHTS[0][0], "演示农户甲", "yinhang", date(2023, 8, 7), "120000")
    _pay_out(lent, date(2023, 8, 11))
    _file(RIGHTS[1][0], "演示农户甲", "yinhang2", date(2023, 9, 13), "80000")
    warned = _registered(RIGHTS[2][0], "演示农户乙", "yinhang", date(2023, 8, 14), "150000")
    _pay_out(warned, date(2023, 8, 18))
    _flag(RIGHTS[2][0], date(2023, 9, 11))
    _applied(RIGHTS[3][0], "演示农户丙", "yinhang", date(2023, 9, 12), "200000")
    repaid = _registered(RIGHTS[4][0], "演示农户乙", "yinhang2", date(2023, 7, 10), "60000")
    _pay_out(repaid, date(2023, 7, 14), "yinhang2")
    day = date(2023, 9, 12)
    services.report_event(
        mortgage=repaid.number, kind="repaid", happened_on=day, proof="演示还款凭证", by=actor("yinhang2", day), at=moment(day)
    )


def _right(number: str, kind: str, land: str, holder: str, village: str) -> None:
    place = {"town": "屈子祠镇", "village": village, "place": "演示地块", "issuer": "汨罗市人民政府"}
    held = {
        "holder_kind": "person",
        "holder_name": holder,
        "holder_number": FARMERS[holder],
        "area_mu": Decimal("12.60"),
        "ends_on": None if kind == "forest" else TERM,
    }
    services.enter_right(
        number=number,
        land={"kind": kind, "land": land, **place, "attachments": "演示大棚2座" if kind == "contract_arable" else ""},
        holding=held,
        starts_on=date(2020, 1, 1),
        by=_registrar(kind, BEGAN),
        at=moment(BEGAN),
    )


def _registrar(kind: str, day: date) -> Actor:
    return actor(ARABLE if registrar_of(kind) == AGRICULTURE else LAND, day)


def _file(right: str, holder: str, bank: str, day: date, loan: str) -> str:
    terms: dict[str, Any] = {
        "loan_cny": loan,
        "value_cny": str(Decimal(loan) * 2),
        "value_basis": "agreed",
        "starts_on": day,
        "ends_on": date(day.year + 1, day.month, day.day - 1),
        "term_months": 12,
        "purpose": "2",
        "purpose_proof": "演示镇村证明",
        "loan_contract": f"演示借字{day:%m%d}号",
        "mortgage_contract": f"演示抵字{day:%m%d}号",
        "contract_on": day,
        "rate": Decimal("4.35"),
        "overdue_rate": Decimal("6.525"),
    }
    filed = services.file_agreement(right=right, mortgagor_number=FARMERS[holder], terms=terms, by=actor(bank, day), at=moment(day))
    return filed.number


def _applied(right: str, holder: str, bank: str, day: date, loan: str) -> str:
    """An application that the window took in; the number of its case."""
    agreement, clerk, at = _file(right, holder, bank, day, loan), actor(WINDOW, day), moment(day, 11)
    services.confirm_agreement(agreement=agreement, evidence="演示签字", by=clerk, at=at)
    kind = Right.objects.get(number=right).kind
    procedure = "rural-mortgage-arable" if registrar_of(kind) == AGRICULTURE else "rural-mortgage-real-estate"
    draft = cases.start_draft(procedure_key=procedure, channel="window", by=clerk, at=at).number
    persons = {"person_name": holder, "person_id": FARMERS[holder]}
    cases.save_draft(
        draft=draft, facts={"agreement": agreement}, persons=persons, contact_name=holder, contact_phone="13800000000", by=clerk, at=at
    )
    for material in MATERIALS:
        cases.attach(draft=draft, material=material, name=f"{material}.pdf", content=PDF, by=clerk, at=at)
    number = cases.submit(draft=draft, by=clerk, at=at).number
    cases.accept(number=number, by=clerk, at=moment(day, 12))
    return number


def _registered(right: str, holder: str, bank: str, day: date, loan: str) -> Mortgage:
    number = _applied(right, holder, bank, day, loan)
    later = date(day.year, day.month, day.day + 2)
    by = _registrar(Right.objects.get(number=right).kind, later)
    cases.take(number=number, by=by, at=moment(later))
    cases.decide(number=number, approve=True, by=by, at=moment(later, 11))
    issued = date(day.year, day.month, day.day + 3)
    cases.issue(number=number, channel="window", identity_checked=True, by=actor(WINDOW, issued), at=moment(issued))
    return Mortgage.objects.select_related("bank", "right").get(case_number=number)


def _pay_out(of: Mortgage, day: date, bank: str = "yinhang") -> None:
    services.disburse(mortgage=of.number, certificate=of.certificate, on=day, amount_cny=of.loan_cny, by=actor(bank, day), at=moment(day))


def _flag(right: str, day: date) -> None:
    services.raise_flag(
        number=right, kind="requisition", starts_on=day, body="演示机关", document="演示征收公告", by=actor(ARABLE, day), at=moment(day)
    )
