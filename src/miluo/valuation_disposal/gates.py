"""What 汨政办发〔2023〕9号 wants to be true before a mortgage whose value was appraised is registered; ``procedures.py`` declares it."""

from __future__ import annotations

from miluo.rural_mortgage import public as mortgages
from miluo.valuation_disposal.selectors.values import awaited, awaiting, report
from onewindow.cases.gates import Gate
from onewindow.words.money import format_money
from onewindow.words.refused import Problem

METHOD, CLAUSE = "valuation-4", "valuation-10"


def value_prevails(gate: Gate) -> list[Problem]:
    """Before acceptance and decision: the value is that of the report that prevails, and no report is still to come.

    A case of no agreement, or of a value that the parties agreed on without an appraiser, is none of its business.
    """
    agreed = mortgages.agreement(case=gate.number) if gate.number and gate.procedure in mortgages.REGISTRATIONS else None
    if agreed is None:
        return []
    if agreed.value_basis != "appraised":
        return _appraiser_awaited(agreed)
    found = report(agreed.report_number)
    if found is None or found.valuation.right != agreed.right:
        said = f"没有产权{agreed.right}的评估报告“{agreed.report_number}”"
        right = "由市农村产权交易中心摇号确定的机构出具、已经登记的报告"
        return [Problem(said, "no_report", "report_number", CLAUSE, right)]
    valuation = found.valuation
    if awaiting(valuation):
        said = f"{valuation.number}正在重新评估，价值还没有确定"
        return [Problem(said, "report_contested", "report_number", CLAUSE, "重新评估的报告送达，或者撤回异议以后再办理")]
    if valuation.document != found.number:
        said = f"报告“{found.number}”已由重新评估的报告“{valuation.document}”取代"
        return [Problem(said, "report_superseded", "report_number", CLAUSE, f"报告{valuation.document}")]
    if agreed.value_cny != valuation.value_cny:
        right = f"{format_money(valuation.value_cny or agreed.value_cny)}元"
        said = f"抵押物价值{format_money(agreed.value_cny)}元与评估报告不一致"
        return [Problem(said, "other_value", "value_cny", CLAUSE, right)]
    return []


def _appraiser_awaited(agreed: mortgages.Agreement) -> list[Problem]:
    """What stands in the way of a negotiated value: that the same parties agreed on an appraiser, whose value is not settled."""
    found = awaited(agreed.right, agreed.bank)
    if found is None:
        return []
    said = f"{found.number}已约定由专业评估机构评估（{found.get_state_display()}），价值还没有确定"
    right = "按评估报告的价值登记，或者各方改变评估方式、终止评估"
    return [Problem(said, "appraiser_agreed", "value_basis", METHOD, right)]
