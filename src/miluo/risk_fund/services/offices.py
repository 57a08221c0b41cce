"""Who may do an act of the fund, and for whom."""

from __future__ import annotations

from datetime import date

from miluo.risk_fund.models import Guarantor
from miluo.risk_fund.subjects import AUTHORITIES
from miluo.rural_mortgage import public as mortgages
from onewindow.accounts.roles import require
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

FINANCE = "finance"  # 市财政局


def require_finance(by: Actor, permission: str = "riskfund.manage") -> None:
    """Raises Refused (403) for who is not of 市财政局 (riskfund-7a)."""
    require(by, permission)
    if by.organisation != FINANCE:
        raise Refused("风补基金由市财政局管理", code="not_finance", clause="riskfund-7a", expected="由市财政局办理", status=403)


def authority_of(by: Actor) -> Organisation:
    """The authority that the actor works for. Raises Refused (403) for a body that keeps no list (riskfund-7e)."""
    require(by, "riskfund.list")
    if by.organisation not in AUTHORITIES:
        message = "支持对象名录由市农业农村局、市自然资源局、市市场监督管理局等行业主管部门建立"
        raise Refused(message, code="no_authority", clause="riskfund-7e", expected="由行业主管部门办理", status=403)
    return Organisation.objects.get(key=by.organisation)


def bank_of(by: Actor, on: date) -> Organisation:
    """The bank that the actor works for, which takes part on a day. Raises Refused (403) for any other (riskfund-4)."""
    require(by, "riskfund.lend")
    if by.organisation not in {bank.key for bank in mortgages.banks(on)}:
        message = "您所在的单位不在农村产权抵（质）押融资试点名录内"
        raise Refused(message, code="no_partner_bank", clause="riskfund-4", expected="列入试点名录的合作银行", status=403)
    return Organisation.objects.get(key=by.organisation)


def guarantor_of(by: Actor, on: date) -> Organisation:
    """The guarantor that the actor works for. Raises Refused (403) for a body that does not cooperate on that day (conv-fund-14)."""
    require(by, "riskfund.guarantee")
    return require_guarantor(by.organisation or "", on)


def require_guarantor(key: str, on: date) -> Organisation:
    """The cooperating guarantor of that key. Raises Refused."""
    found = Guarantor.objects.select_related("organisation").filter(organisation__key=key, starts_on__lte=on).first()
    if found is None or (found.ends_on and found.ends_on <= on):
        message = "不是市财政局登记的合作担保公司"
        raise Refused(message, code="no_guarantor", field="guarantor", clause="riskfund-7g", expected="已登记的合作担保公司", status=403)
    return found.organisation
