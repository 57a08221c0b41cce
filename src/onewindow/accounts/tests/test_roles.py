"""The table of roles: what each may do, and which nobody may hold together."""

from __future__ import annotations

from itertools import combinations

import pytest

from onewindow.accounts.roles import PERMISSIONS, ROLES, kept_apart, permissions_of, role, roles_with
from onewindow.words.refused import Refused

DECIDES = {
    "cases.review",
    "cases.decide",
    "cases.read_organisation",
    "hall.answer",
    "papers.issue",
    "enterprises.read",
    "enterprises.maintain",
    "rules.draft",
}
EXPECTED = {
    "citizen": {"cases.apply", "cases.read_own"},
    "agent": {"cases.apply", "cases.read_own"},
    "clerk": {"cases.receive", "cases.accept", "cases.issue", "cases.read_organisation", "papers.issue", "hall.serve", "window.read"},
    "hall-manager": {"hall.manage", "hall.answer", "cases.arrange"},
    "approver": DECIDES | {"funds.read", "funds.order"},
    "chief": DECIDES | {"cases.arrange", "funds.read", "funds.supervise", "window.read", "window.propose", "supervision.reply"},
    "supervisor": {
        "cases.supervise",
        "supervision.order",
        "enterprises.read",
        "funds.read",
        "funds.supervise",
        "window.read",
        "window.supervise",
        "appraisal.read",
    },
    "leader": {"supervision.lead"},
    "caller": {"ratings.call_back"},
    "registrar": {"cases.review", "cases.read_organisation", "papers.issue", "documents.read", "documents.register"},
    "drafter": {"documents.read", "documents.draft"},
    "legal-reviewer": {"documents.read", "documents.review"},
    "document-officer": {"documents.read", "documents.decide"},
    "finance": {
        "cases.review",
        "cases.read_organisation",
        "enterprises.read",
        "funds.read",
        "funds.appropriate",
        "funds.confirm",
        "rules.draft",
    },
    "guarantor-officer": {"appraisal.read", "appraisal.agree"},
    "price-officer": {"appraisal.read", "appraisal.price"},
    "item-drafter": {"items.read", "items.draft"},
    "item-keeper": {"items.read", "items.draft", "items.import", "calendar.maintain"},
    "item-reviewer": {"items.read", "items.review"},
    "item-publisher": {"items.read", "items.publish", "calendar.maintain"},
    "resident-liaison": {"window.read", "window.propose"},
    "courier": {"window.read"},
    "window-manager": {"window.read", "window.confirm"},
    "list-keeper": {"riskfund.read", "riskfund.list"},
    "loan-officer": {"riskfund.read", "riskfund.lend"},
    "guarantee-officer": {"riskfund.read", "riskfund.guarantee"},
    "fund-manager": {"riskfund.read", "riskfund.manage", "papers.issue"},
    "fund-cashier": {"riskfund.read", "riskfund.pay"},
    "fund-overseer": {"riskfund.read", "riskfund.oversee"},
    "reform-officer": {"window.read", "window.supervise", "window.sanction"},
    "bank-officer": {"rights.read", "mortgages.lend", "appraisal.read", "appraisal.agree"},
    "exchange-officer": {"rights.read", "mortgages.intake", "appraisal.read", "appraisal.organise"},
    "rights-registrar": {"rights.read", "rights.maintain", "appraisal.read"},
    "finance-officer": {"rights.read", "mortgages.admit", "appraisal.read"},
    "system-admin": {"calendar.maintain", "system.manage", "organisations.maintain", "law.maintain"},
    "security-admin": {"accounts.manage"},
    "audit-admin": {"trail.audit"},
}
ADMINISTRATORS = {"system-admin", "security-admin", "audit-admin"}


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("key", ROLES)
def test_a_role_brings_its_permissions_and_no_other(key: str, permission: str) -> None:
    assert (permission in permissions_of(frozenset({key}))) == (permission in EXPECTED[key])


def test_every_role_and_every_permission_is_in_the_matrix() -> None:
    assert set(EXPECTED) == set(ROLES)
    assert all(roles_with(permission) for permission in PERMISSIONS)


@pytest.mark.parametrize(("one", "other"), list(combinations(ROLES, 2)))
def test_administrators_are_kept_apart_from_each_other_and_from_business(one: str, other: str) -> None:
    assert kept_apart(role(one), role(other)) == bool({one, other} & ADMINISTRATORS)
    assert kept_apart(role(one), role(other)) == kept_apart(role(other), role(one))


def test_who_accepts_cannot_decide() -> None:
    assert not permissions_of(frozenset({"clerk"})) & {"cases.review", "cases.decide"}


def test_no_administrator_touches_a_case() -> None:
    assert not {name for name in permissions_of(frozenset(ADMINISTRATORS)) if name.startswith(("cases.", "papers."))}


def test_an_unknown_role_is_refused_and_brings_nothing() -> None:
    with pytest.raises(Refused, match="没有“mayor”这个角色"):
        role("mayor")
    assert permissions_of(frozenset({"mayor"})) == frozenset()
