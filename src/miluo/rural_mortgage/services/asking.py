"""What every door of this folder asks first: who may, words that were typed, days that can be, rows that are there."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from miluo.rural_mortgage.models import Agreement, Mortgage, Right
from onewindow.accounts import masks
from onewindow.accounts.roles import require
from onewindow.cases.holders import person_key
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.identity import check_resident_id, check_uscc
from onewindow.words.refused import Refused

LEND, MAINTAIN, ADMIT, INTAKE = "mortgages.lend", "rights.maintain", "mortgages.admit", "mortgages.intake"
_BIRTH = re.compile(r"\d{6}(\d{4})(\d{2})(\d{2})[\dXx]{4}")


def words(value: str, title: str, field: str, clause: str, longest: int) -> str:
    """A text that must be there. Raises Refused for a blank or a longer one."""
    text = " ".join(value.split())
    if not text:
        raise Refused(f"没有填写{title}", code="missing", field=field, clause=clause, expected=title)
    if len(text) > longest:
        raise Refused(f"{title}超过{longest}字", code="too_long", field=field, clause=clause, expected=f"不超过{longest}字")
    return text


def not_later(day: date, than: date, title: str, field: str, clause: str) -> date:
    """A day that has come. Raises Refused for one in the future."""
    if day > than:
        raise Refused(f"{title}{said(day)}尚未到来", code="future_date", field=field, clause=clause, expected=f"不晚于{said(than)}")
    return day


def one_of(value: str, choices: dict[str, str], title: str, field: str, clause: str) -> str:
    """A key of a closed list. Raises Refused, naming the list."""
    if value not in choices:
        raise Refused(f"没有“{value}”这种{title}", code="unknown", field=field, clause=clause, expected="、".join(choices.values()))
    return value


def money(value: Decimal | str, title: str, field: str, clause: str) -> Decimal:
    """Yuan above zero with at most two decimals. Raises Refused."""
    try:
        amount = Decimal(str(value).replace(",", "").strip())
        right = amount.is_finite() and amount > 0 and amount == amount.quantize(Decimal("0.01")) and amount < Decimal(10) ** 12
    except ArithmeticError:
        right = False
    if not right:
        raise Refused(f"{title}填写有误：{value}", code="wrong_value", field=field, clause=clause, expected="大于0的金额，最多两位小数")
    return amount


def organisation(key: str, field: str, clause: str) -> Organisation:
    """The body of that key. Raises Refused for an unknown one."""
    found = Organisation.objects.filter(key=key).first()
    if found is None:
        raise Refused(f"没有“{key}”这个单位", code="unknown_organisation", field=field, clause=clause, expected="单位的代号")
    return found


def bank_of(by: Actor) -> Organisation:
    """The bank for which somebody acts. Raises Refused (403) without the permission or a body."""
    require(by, LEND)
    return organisation(by.organisation or "", "by", "mortgage-6")


def identity(kind: str, number: str, field: str) -> tuple[str, str]:
    """The number of a person or a body as it is kept, and the key by which the same one is found again. Raises Refused."""
    if kind == "person":
        whole = check_resident_id(number)
        return whole, person_key(whole)
    code = check_uscc(number)
    return code, code


def anyone(number: str, field: str) -> tuple[str, str]:
    """The same for who may be a person or a body: a number of a person, else the code of a body. Raises Refused."""
    try:
        return identity("person", number, field)
    except Refused:
        return identity("collective", number, field)


def shown(kind: str, name: str) -> str:
    """A holder as any page may show him: a person's masked name, the whole name of a body."""
    return masks.name(name) if kind == "person" else name


def birth_of(number: str) -> date | None:
    """The birthday that an identity number says."""
    found = _BIRTH.fullmatch(number)
    return date(*(int(part) for part in found.groups())) if found else None


def right_of(number: str, clause: str = "mortgage-7-1", *, locked: bool = False) -> Right:
    """The right with that number. Raises Refused (404)."""
    rows = Right.objects.select_for_update(of=("self",)) if locked else Right.objects.all()
    found = rows.filter(number=number.strip()).first()
    if found is None:
        message = f"农村产权登记簿中没有权证号为“{number}”的产权"
        raise Refused(
            message, code="unknown_right", field="right", clause=clause, expected="权证上的编号；没有入库的先由登记机构录入", status=404
        )
    return found


def agreement_of(number: str, *, locked: bool = True) -> Agreement:
    """The agreement with that number, locked. Raises Refused (404)."""
    rows = Agreement.objects.select_related("right", "bank")
    found = (rows.select_for_update(of=("self",)) if locked else rows).filter(number=number.strip()).first()
    if found is None:
        raise Refused(f"没有编号为“{number}”的抵押约定", code="unknown_agreement", field="agreement", clause="mortgage-17a", status=404)
    return found


def mortgage_of(number: str, *, locked: bool = True) -> Mortgage:
    """The mortgage with that number, locked. Raises Refused (404)."""
    rows = Mortgage.objects.select_related("right", "bank", "agreement", "registrar")
    found = (rows.select_for_update(of=("self",)) if locked else rows).filter(number=number.strip()).first()
    if found is None:
        raise Refused(f"没有登记编号为“{number}”的抵押", code="unknown_mortgage", field="mortgage", clause="mortgage-15", status=404)
    return found


def require_own_bank(row: Agreement | Mortgage, by: Actor) -> None:
    """Raises Refused (404, as if it were not there) for a bank that is not the mortgagee."""
    if bank_of(by) != row.bank:
        raise Refused(f"没有编号为“{row.number}”的抵押", code="unknown_mortgage", field="number", clause="mortgage-6", status=404)
