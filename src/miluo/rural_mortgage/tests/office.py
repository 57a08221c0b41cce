"""The people of these tests, rights that they hold, and the shortest way to an agreement, a case, a mortgage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from miluo.rural_mortgage import services
from miluo.rural_mortgage.models import Mortgage
from onewindow.accounts.models import RoleGrant, User
from onewindow.accounts.roles import permissions_of
from onewindow.cases import services as cases
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.identity import uscc_check

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
BODIES = {
    "agriculture-rural": ("汨罗市农业农村局", "department"),
    "natural-resources": ("汨罗市自然资源局", "department"),
    "rural-property-exchange": ("汨罗市农村产权交易中心", "public_institution"),
    "finance-work": ("汨罗市人民政府金融工作办公室", "department"),
    "demo-bank-a": ("演示银行甲", "enterprise"),
    "demo-bank-b": ("演示银行乙", "enterprise"),
}


def resident(birth: str, serial: str = "001") -> str:
    """An identity number of the form, with the birthday ``19800101``; nobody's."""
    body = f"430681{birth}{serial}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


FARMER, FARMER_NUMBER = "演示农户甲", resident("19800101")
WIFE, WIFE_NUMBER = "演示农户乙", resident("19820202", "002")
NEIGHBOUR, NEIGHBOUR_NUMBER = "演示农户丙", resident("19750303", "003")
COLLECTIVE, COLLECTIVE_CODE = "演示村集体经济合作社", "N2430681MF4DEM0A0" + uscc_check("N2430681MF4DEM0A0")
RIGHT, TERM = "汨罗农经〔2020〕0001号", date(2030, 12, 31)


def at(month: int, day: int, hour: int = 10, year: int = 2023) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


NOW = at(6, 12)  # a Monday


def actor(roles: str, organisation: str | None, name: str = "") -> Actor:
    """Somebody in a role or several for an organisation; nobody else by another name."""
    keys = frozenset(roles.split())
    return Actor(f"{roles.split()[0]}-{organisation}{name}"[:32], "演示人员", keys, organisation, permissions_of(keys))


BANK, OTHER_BANK = actor("bank-officer", "demo-bank-a"), actor("bank-officer", "demo-bank-b")
FINANCE = actor("finance-officer", "finance-work")
AGRICULTURE = actor("rights-registrar approver", "agriculture-rural")
LAND = actor("rights-registrar approver", "natural-resources")
SECOND = actor("rights-registrar approver", "agriculture-rural", "二")
EXCHANGE = actor("exchange-officer clerk", "rural-property-exchange")


def bodies() -> None:
    """The organisations of these tests, both banks admitted."""
    for key, (name, kind) in BODIES.items():
        Organisation.objects.get_or_create(key=key, defaults={"name": name, "short_name": name, "kind": kind})
    for bank in ("demo-bank-a", "demo-bank-b"):
        services.admit_bank(bank=bank, starts_on=date(2023, 5, 25), document="演示名录", by=FINANCE, at=at(5, 25))


def farmer(number: str = FARMER_NUMBER, name: str = FARMER, username: str = "nonghu") -> Actor:
    """The account of a natural person."""
    user = User.objects.create(username=username, display_name=name, created_at=NOW, key=f"u-{username}", resident_id=number)
    RoleGrant.objects.create(user=user, role="citizen", valid_from=date(2023, 1, 1))
    keys = frozenset({"citizen"})
    return Actor(user.key, name, keys, None, permissions_of(keys))


def right(number: str = RIGHT, *, by: Actor = AGRICULTURE, holding: dict[str, Any] | None = None, **changes: Any) -> str:
    """A right in the register since 2020: contract right on arable land of the farmer, until the end of 2030."""
    held = {
        "holder_kind": "person",
        "holder_name": FARMER,
        "holder_number": FARMER_NUMBER,
        "area_mu": Decimal("12.50"),
        "ends_on": TERM,
        "fees_paid_until": TERM,
        "contractor_consents": True,
        "filed": True,
        **(holding or {}),
    }
    given = {
        "kind": "contract_arable",
        "land": "arable",
        "town": "屈子祠镇",
        "village": "演示村",
        "place": "演示地块",
        "issuer": "汨罗市人民政府",
        **changes,
    }
    services.enter_right(number=number, land=given, holding=held, starts_on=date(2020, 1, 1), by=by, at=at(5, 26))
    return number


def collective_right(number: str = "汨罗集建〔2021〕0001号", **changes: Any) -> str:
    """Construction land that the members of a village own together."""
    held = {
        "holder_kind": "collective",
        "holder_name": COLLECTIVE,
        "holder_number": COLLECTIVE_CODE,
        "ends_on": None,
        **changes.pop("holding", {}),
    }
    return right(number, by=LAND, kind="collective_construction", land="construction", house=True, collective=True, holding=held, **changes)


def agreement(number: str = RIGHT, *, by: Actor = BANK, when: datetime = NOW, **changes: Any) -> str:
    """What the bank filed on a right: 100,000 for a year on a value of 300,000."""
    count = Organisation.objects.count() + changes.pop("serial", 0)
    given: dict[str, Any] = {
        "loan_cny": "100000.00",
        "value_cny": "300000.00",
        "value_basis": "agreed",
        "starts_on": date(2023, 6, 20),
        "ends_on": date(2024, 6, 19),
        "term_months": 12,
        "purpose": "2",
        "purpose_proof": "演示镇村证明",
        "loan_contract": f"演示借字{count}-{number}",
        "mortgage_contract": f"演示抵字{count}-{number}",
        "contract_on": date(2023, 6, 9),
        "rate": Decimal("4.35"),
        "overdue_rate": Decimal("6.525"),
        **changes,
    }
    mortgagor = given.pop("mortgagor_number", FARMER_NUMBER)
    return services.file_agreement(right=number, mortgagor_number=mortgagor, terms=given, by=by, at=when).number


def confirmed(number: str = RIGHT, **changes: Any) -> str:
    """An agreement that both parties stand behind, signed at the window."""
    when = changes.get("when", NOW)
    filed = agreement(number, **changes)
    services.confirm_agreement(agreement=filed, evidence="演示签字", by=EXCHANGE, at=when)
    return filed


def drafted(
    matter: str,
    procedure: str = "rural-mortgage-arable",
    *,
    fact: str = "agreement",
    materials: tuple[str, ...] = ("contract", "identity", "consent", "value", "certificate"),
    person: tuple[str, str] = (FARMER, FARMER_NUMBER),
    agent: tuple[str, str] | None = None,
    when: datetime = NOW,
) -> str:
    """A form that the clerk of 农交中心 fills in for who stands before him; its key."""
    key = cases.start_draft(procedure_key=procedure, channel="window", window="", by=EXCHANGE, at=when).number
    persons = {"person_name": person[0], "person_id": person[1]}
    if agent:
        persons |= {"agent_name": agent[0], "agent_id": agent[1]}
    cases.save_draft(
        draft=key, facts={fact: matter}, persons=persons, contact_name=person[0], contact_phone="13800000000", by=EXCHANGE, at=when
    )
    for material in materials:
        cases.attach(draft=key, material=material, name=f"{material}.pdf", content=PDF, by=EXCHANGE, at=when)
    return key


def accepted(matter: str, procedure: str = "rural-mortgage-arable", *, when: datetime = NOW, **more: Any) -> str:
    """A case in the queue of the registrar; its number."""
    number = cases.submit(draft=drafted(matter, procedure, when=when, **more), by=EXCHANGE, at=when).number
    cases.accept(number=number, by=EXCHANGE, at=when + timedelta(hours=1))
    return number


def decided(
    number: str, *, by: Actor = AGRICULTURE, when: datetime = NOW + timedelta(days=1), approve: bool = True, reason: str = ""
) -> str:
    """A case that the registrar decided; its number."""
    cases.take(number=number, by=by, at=when)
    cases.decide(number=number, approve=approve, reason=reason, by=by, at=when)
    return number


def mortgaged(number: str = RIGHT, **changes: Any) -> Mortgage:
    """A mortgage that was registered on 2023-06-13."""
    found = confirmed(number, **changes)
    decided(accepted(found))
    return Mortgage.objects.get(agreement__number=found)


def lent(mortgage: Mortgage) -> Mortgage:
    """A mortgage whose certificate was handed out on 2023-06-14."""
    cases.issue(number=mortgage.case_number, channel="window", identity_checked=True, by=EXCHANGE, at=at(6, 14))
    return mortgage
