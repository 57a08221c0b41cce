"""第十七条至第二十条、第二十六条: from the overdue loan to the money, with the limits of three, two and three working days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from miluo.risk_fund.models import Claim, Payee
from miluo.risk_fund.selectors.claims import overdue_claims, queue
from miluo.risk_fund.selectors.standing import fund as account
from miluo.risk_fund.services import applying, claims, payees, paying
from miluo.risk_fund.tests.office import (
    BANK,
    CASHIER,
    KEEPER,
    LENDER,
    MANAGER,
    OTHER_LENDER,
    PDF,
    WARRANTOR,
    actor,
    applied,
    at,
    capital,
    compensated,
    decided,
    drafted,
    lent,
    listed,
    loan_of,
    overdue,
    reviewed,
    uscc,
)
from onewindow.cases import services as cases
from onewindow.cases.models import Attachment
from onewindow.ledger.verification import verify
from onewindow.papers.models import Paper
from onewindow.words.refused import Refused

pytestmark = pytest.mark.usefixtures("fund")


def defaulted(amount: str = "1500000", *, mode: str = "bank", day: str = "2023-06-19", serial: int = 1) -> str:
    """A claim on a loan that is overdue."""
    code = listed(serial)
    return overdue(lent(code, amount, mode=mode, contract=f"演示合同{serial}"), when=at(day))


@pytest.mark.clause("riskfund-5", "riskfund-16a", "riskfund-17a")
def test_an_overdue_loan_begins_a_claim_on_principal_and_normal_interest():
    capital()
    claim = Claim.objects.get(number=defaulted())
    assert (claim.loss_fen, claim.fund_fen, claim.bank_fen, claim.guarantor_fen) == (154500000, 77250000, 77250000, 0)
    assert (claim.state, claim.apply_due_on) == ("due", date(2023, 6, 21))


@pytest.mark.clause("riskfund-17a")
def test_without_an_effort_to_recover_nothing_begins_and_another_banks_loan_is_not_found():
    capital()
    loan = lent(listed())
    with pytest.raises(Refused) as refused:
        claims.report_overdue(loan=loan, interest="0", penalty="0", recovery=" ", by=LENDER, at=at("2023-06-19"))
    assert refused.value.first.clause == "riskfund-17a"
    with pytest.raises(Refused) as refused:
        overdue(loan, when=at("2023-06-19"), by=OTHER_LENDER)
    assert refused.value.status == 404


@pytest.mark.clause("riskfund-17b", "riskfund-18")
def test_the_guarantor_has_three_working_days_and_they_begin_again_with_what_he_sent_back():
    capital()
    claim = defaulted(mode="guarantee", day="2023-09-28")
    assert Claim.objects.get().guarantor_due_on == date(2023, 10, 9)  # the 7th and 8th of October are worked
    with pytest.raises(Refused, match="须写明理由"):
        claims.send_back(claim=claim, reason="", by=WARRANTOR, at=at("2023-10-07"))
    claims.send_back(claim=claim, reason="演示：缺保证合同", by=WARRANTOR, at=at("2023-10-07"))
    again = claims.resubmit(claim=claim, note="演示：已补", by=LENDER, at=at("2023-10-10"))
    assert again.message == "已再次提交，担保公司应在2023年10月13日前审核"
    assert Claim.objects.get().guarantor_due_on == date(2023, 10, 13)
    assert [each.number for each in overdue_claims(date(2023, 10, 14))] == [claim]
    assert overdue_claims(date(2023, 10, 13)) == []


@pytest.mark.clause("riskfund-16b", "riskfund-17b", "riskfund-17c")
def test_the_guarantor_pays_four_fifths_first_and_applies_within_two_working_days():
    capital()
    claim = defaulted("1000000", mode="guarantee", day="2023-06-19")
    paid = claims.compensate(claim=claim, voucher="演示代偿凭证", by=WARRANTOR, at=at("2023-06-21"))
    assert paid.message == "已登记代偿836,000.00元，应在2023年6月26日前向市财政局申请补偿"
    found = Claim.objects.get()
    assert (found.guarantor_paid_fen, found.fund_fen) == (83600000, 33440000)
    assert found.apply_due_on == date(2023, 6, 26)  # Sunday the 25th is worked
    assert found.loan.events.get().fen == 80000000  # of the principal four fifths
    with pytest.raises(Refused) as refused:
        applying.begin(claim=claim, by=LENDER, at=at("2023-06-26"))
    assert refused.value.status == 403


@pytest.mark.clause("riskfund-17c")
@pytest.mark.parametrize(
    ("mode", "lacking"), [("bank", "loan-contract"), ("bank", "loss"), ("guarantee", "guarantee"), ("guarantee", "voucher")]
)
def test_an_application_needs_the_papers_of_its_mode(mode, lacking):
    capital()
    claim = defaulted(mode=mode)
    by = LENDER if mode == "bank" else WARRANTOR
    if mode == "guarantee":
        claims.compensate(claim=claim, voucher="演示代偿凭证", by=WARRANTOR, at=at("2023-06-20"))
    draft = drafted(claim, at("2023-06-20"), by, without=lacking)
    with pytest.raises(Refused) as refused:
        cases.submit(draft=draft, by=by, at=at("2023-06-20"))
    assert [(problem.code, problem.clause) for problem in refused.value.problems] == [("material_missing", "riskfund-17c")]
    cases.attach(draft=draft, material=lacking, name="补.pdf", content=PDF, by=by, at=at("2023-06-20"))
    assert cases.submit(draft=draft, by=by, at=at("2023-06-20")).state == "submitted"


@pytest.mark.clause("riskfund-17c")
def test_only_the_claimant_applies_and_not_while_the_claim_is_with_the_guarantor():
    capital()
    guaranteed, own = defaulted(mode="guarantee"), defaulted(serial=2)
    for claim, by, code in (
        (guaranteed, WARRANTOR, "wrong_state"),
        (own, OTHER_LENDER, "not_yours"),
        (own, WARRANTOR, "permission_denied"),
    ):
        with pytest.raises(Refused) as refused:
            applying.begin(claim=claim, by=by, at=at("2023-06-20"))
        assert refused.value.first.code == code
    draft = drafted(own, at("2023-06-20"))
    cases.save_draft(draft=draft, facts={"claim": guaranteed}, by=LENDER, at=at("2023-06-20"))  # as typed by hand
    with pytest.raises(Refused) as refused:
        cases.submit(draft=draft, by=LENDER, at=at("2023-06-20"))
    assert {problem.code for problem in refused.value.problems} == {"other_mode", "wrong_state", "not_the_claimant"}


@pytest.mark.clause("riskfund-17c")
def test_what_was_begun_is_found_again_with_what_the_guarantor_was_handed():
    capital()
    claim = defaulted(mode="guarantee", day="2023-06-19")
    claims.attach(claim=claim, material="bank-notice", name="代偿通知书.pdf", content=PDF, by=LENDER, at=at("2023-06-19"))
    claims.compensate(claim=claim, voucher="演示代偿凭证", by=WARRANTOR, at=at("2023-06-20"))
    first = applying.begin(claim=claim, by=WARRANTOR, at=at("2023-06-20"))
    assert applying.begin(claim=claim, by=WARRANTOR, at=at("2023-06-21")) == first
    held = Attachment.objects.filter(draft__key=first.number, replaced_at=None)
    assert {(each.material, each.name) for each in held} == {("application", "基金补偿申请书.pdf"), ("bank-notice", "代偿通知书.pdf")}
    form = Paper.objects.get(number=Claim.objects.get().application)
    assert "申请补偿" in form.content and "494,400.00元（肆拾玖万肆仟肆佰元整）" in form.content
    assert Paper.objects.filter(kind=form.kind).count() == 1


@pytest.mark.clause("riskfund-17c")
def test_late_it_is_taken_and_the_notice_says_that_it_was_late():
    capital()
    claim = defaulted()
    decided(claim, at("2023-06-26"))
    paper = Paper.objects.get(number=Claim.objects.get().notice)
    assert "超过2个工作日提出，照常审核" in paper.content


@pytest.mark.clause("riskfund-17c")
def test_a_loss_is_claimed_once_and_again_only_when_it_was_denied():
    capital()
    claim = defaulted()
    loan = Claim.objects.get().loan.number
    with pytest.raises(Refused, match="已经申请过补偿"):
        overdue(loan, when=at("2023-06-20"))
    number = applied(claim, at("2023-06-20"))
    with pytest.raises(Refused, match="已经申请，办件编号"):
        applying.begin(claim=claim, by=LENDER, at=at("2023-06-20"))
    with pytest.raises(Refused, match="已经申请过补偿"):
        overdue(loan, when=at("2023-06-20"))
    reviewed(number, at("2023-06-20"), agrees=False)
    with pytest.raises(Refused) as refused:
        cases.decide(number=number, approve=False, by=MANAGER, at=at("2023-06-21"))
    assert refused.value.first.code == "no_reason"
    cases.decide(number=number, approve=False, reason="演示：资料不实", by=MANAGER, at=at("2023-06-21"))
    assert account().due == 0
    assert overdue(loan, when=at("2023-06-25")) != claim
    assert Claim.objects.get(number=claim).state == "refused"


@pytest.mark.clause("riskfund-17c")
def test_an_application_is_put_right_once_and_taken_back_freely():
    capital()
    number = applied(defaulted(), at("2023-06-20"))
    items = [{"kind": "material", "key": "loss", "reason": "演示：没有催收记录"}]
    cases.ask_correction(number=number, items=items, by=CASHIER, at=at("2023-06-20"))
    cases.attach(number=number, material="loss", name="情况二.pdf", content=PDF, by=LENDER, at=at("2023-06-21"))
    cases.correct(number=number, facts={}, by=LENDER, at=at("2023-06-21"))
    with pytest.raises(Refused) as refused:
        cases.ask_correction(number=number, items=items, by=CASHIER, at=at("2023-06-21"))
    assert refused.value.first.code == "asked_before"
    cases.withdraw(number=number, by=LENDER, at=at("2023-06-21"))
    assert applied(Claim.objects.get().number, at("2023-06-21")) != number


@pytest.mark.clause("riskfund-19", "riskfund-7e")
def test_finance_decides_with_an_authority_and_another_person_than_who_accepted():
    capital()
    number = applied(defaulted(day="2023-07-06"), at("2023-07-07"))
    cases.accept(number=number, by=CASHIER, at=at("2023-07-07"))
    with pytest.raises(Refused) as refused:
        cases.decide(number=number, approve=True, by=MANAGER, at=at("2023-07-10"))
    assert [(problem.code, problem.clause) for problem in refused.value.problems] == [("no_opinion", "riskfund-19")]
    cases.consult(number=number, organisations=["audit"], question="演示", by=MANAGER, at=at("2023-07-10"))  # no authority of the list
    with pytest.raises(Refused, match="还没有征求行业主管部门的意见"):
        cases.decide(number=number, approve=True, by=MANAGER, at=at("2023-07-25"))
    cases.consult(number=number, organisations=[KEEPER.organisation], question="演示", by=MANAGER, at=at("2023-07-10"))
    with pytest.raises(Refused, match="尚未答复"):
        cases.decide(number=number, approve=True, by=MANAGER, at=at("2023-07-10"))
    stranger = actor("approver", "finance")
    cases.release(number=number, by=MANAGER, at=at("2023-07-25"))
    with pytest.raises(Refused) as refused:
        cases.decide(number=number, approve=True, by=stranger, at=at("2023-07-25"))
    assert refused.value.first.code == "not_the_manager"
    cases.decide(number=number, approve=True, by=MANAGER, at=at("2023-07-25"))  # silence is no other opinion (conv-c-21)
    assert (Claim.objects.get().state, Claim.objects.get().pay_due_on) == ("noticed", date(2023, 7, 28))


@pytest.mark.clause("riskfund-19", "riskfund-20")
def test_the_notice_is_the_paper_of_the_decision_the_money_goes_out_and_the_debt_stays():
    capital()
    claim = defaulted()
    compensated(claim, at("2023-06-21"))
    found = Claim.objects.get()
    assert (found.state, found.paid) == ("paid", Decimal("772500.00"))
    paper = Paper.objects.get(number=found.notice)
    assert (paper.title, paper.case_number) == ("风补基金补偿通知书", found.case_number)
    assert account().cash == Decimal("4227500.00")
    loan = loan_of(found.loan.number)
    assert loan.debt == Decimal("1557000.00")  # principal, interest and penalties, as before
    assert verify().ok


@pytest.mark.clause("riskfund-19")
def test_the_payment_has_three_working_days_from_the_notice():
    capital()
    claim = defaulted(day="2023-07-06")
    decided(claim, at("2023-07-10"))
    assert overdue_claims(date(2023, 7, 13)) == []
    assert [each.number for each in overdue_claims(date(2023, 7, 14))] == [claim]


@pytest.mark.clause("riskfund-19")
def test_who_decided_does_not_pay():
    capital()
    claim = defaulted()
    decided(claim, at("2023-06-21"))
    same = actor("fund-cashier", "finance")
    object.__setattr__(same, "id", MANAGER.id)
    with pytest.raises(Refused) as refused:
        paying.pay_due(by=same, at=at("2023-06-21"))
    assert refused.value.first.clause == "conv-fund-17"


@pytest.mark.clause("riskfund-16c")
def test_where_the_fund_runs_short_it_pays_what_it_has_and_the_rest_waits_in_order():
    capital("500000")
    first, second = defaulted(serial=1), defaulted("400000", serial=2)
    for claim in (first, second):
        decided(claim, at("2023-06-21"))
    assert "尚有" in paying.pay_due(by=CASHIER, at=at("2023-06-21")).message
    paid = dict(Claim.objects.values_list("number", "paid_fen"))
    assert paid == {first: 50000000, second: 0}
    assert [each.number for each in queue()] == [first, second]
    assert account().cash == 0
    with pytest.raises(Refused, match="专户余额为0"):
        paying.pay_due(by=CASHIER, at=at("2023-06-22"))
    capital("1000000", "演示回单2", at("2023-06-23"))
    paying.pay_due(by=CASHIER, at=at("2023-06-23"))
    assert [each.number for each in queue()] == []
    assert account().cash == Decimal("505000.00")  # 772,500 and 222,500 of 1,500,000
    assert verify().ok


@pytest.mark.clause("riskfund-26")
def test_what_was_got_by_fraud_is_owed_back_in_full():
    capital()
    claim = defaulted()
    compensated(claim, at("2023-06-21"))
    with pytest.raises(Refused, match="没有写明认定"):
        paying.demand(claim=claim, finding="", by=MANAGER, at=at("2023-08-01"))
    assert "772,500.00元" in paying.demand(claim=claim, finding="演示：合谋骗取", by=MANAGER, at=at("2023-08-01")).message
    assert account().receivable == Decimal("772500.00")
    with pytest.raises(Refused) as refused:
        paying.give_back(claim=claim, amount="772500.01", evidence="演示缴回", by=MANAGER, at=at("2023-08-02"))
    assert refused.value.first.code == "insufficient_funds"
    paying.give_back(claim=claim, amount="772500", evidence="演示缴回", by=MANAGER, at=at("2023-08-02"))
    assert account().cash == Decimal("5000000.00")


@pytest.mark.clause("riskfund-28", "conv-fund-18")
def test_what_was_lent_in_the_term_is_compensated_after_it():
    capital()
    loan = lent(listed(when=at("2025-05-20")), when=at("2025-05-24"))
    claim = overdue(loan, when=at("2025-08-04"))
    compensated(claim, at("2025-08-05"))
    assert Claim.objects.get().state == "paid"
    with pytest.raises(Refused) as refused:
        lent(uscc(1), contract="演示合同2", when=at("2025-05-25"))
    assert refused.value.first.clause == "riskfund-28"


@pytest.mark.clause("riskfund-17b")
def test_a_paper_that_is_none_and_a_stranger_are_refused():
    capital()
    claim = defaulted(mode="guarantee")
    with pytest.raises(Refused, match="没有这项材料"):
        claims.attach(claim=claim, material="letter", name="x.pdf", content=PDF, by=LENDER, at=at("2023-06-20"))
    with pytest.raises(Refused) as refused:
        claims.attach(claim=claim, material="loan-contract", name="x.pdf", content=PDF, by=OTHER_LENDER, at=at("2023-06-20"))
    assert refused.value.status == 403


@pytest.mark.clause("conv-fund-19")
def test_a_payee_is_a_bank_or_guarantor_under_a_code_of_its_own():
    given = {"bank": "演示开户行", "account": "6200000000000999", "by": MANAGER, "at": at("2023-06-20")}
    for organisation, code, expected in (
        ("audit", uscc(950), "no_party"),
        (BANK, uscc(901), "other_payee"),
        (BANK, "1234", "invalid_uscc"),
    ):
        with pytest.raises(Refused) as refused:
            payees.register_payee(organisation=organisation, uscc=code, **given)
        assert refused.value.first.code == expected
    with pytest.raises(Refused):
        payees.register_payee(organisation=BANK, uscc=uscc(900), **{**given, "account": "12"})
    payees.register_payee(organisation=BANK, uscc=uscc(900), **given)
    assert Payee.objects.get(organisation__key=BANK).account == "6200000000000999"
