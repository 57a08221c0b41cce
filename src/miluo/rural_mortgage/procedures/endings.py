"""第十九条、第二十条: the change of a registered mortgage, and its cancellation, at the window that registered it."""

from __future__ import annotations

from miluo.rural_mortgage.facts import Ending
from miluo.rural_mortgage.procedures.parts import CHANGES, WINDOWS, identity, power, steps
from miluo.rural_mortgage.regulation import REGULATION
from onewindow.cases.procedure import Material, Procedure

PARTIES = ("已登记农村产权抵押的抵押人、借款人",)


def _change(key: str) -> Procedure:
    body, window = WINDOWS[key]
    return Procedure(
        key=f"rural-mortgage-change-{key}",
        title=f"农村产权抵押变更登记（{window}）",
        summary="抵押合同变更的，当事人自变更之日起5日内申请变更登记，换发他项权利证明。",
        regulation=REGULATION,
        sources=("mortgage-19a",),
        facts=Ending,
        ask=("year", "mortgage"),
        matter="mortgage",
        check="miluo.rural_mortgage.services.check_change",
        applicants=("person", "enterprise"),
        audience=PARTIES,
        materials=(
            Material(key="change", title="变更后的抵押合同", sources=("mortgage-19a",)),
            identity(),
            Material(key="certificate", title="他项权利证明", sources=("mortgage-19a", "mortgage-18b"), original=True),
            power(),
        ),
        steps=steps(body, CHANGES, "change", "mortgage-changed", "mortgage-19a"),
    )


def _cancellation(key: str) -> Procedure:
    body, window = WINDOWS[key]
    return Procedure(
        key=f"rural-mortgage-cancel-{key}",
        title=f"农村产权抵押注销登记（{window}）",
        summary="还清本息、合同期满或者协商提前解除的，5个工作日内持还款凭证或者抵押权人证明申请；其他终止的，5日内申请。",
        regulation=REGULATION,
        sources=("mortgage-19a", "mortgage-20"),
        facts=Ending,
        ask=("year", "mortgage"),
        matter="mortgage",
        check="miluo.rural_mortgage.services.check_cancellation",
        applicants=("person", "enterprise"),
        audience=PARTIES,
        materials=(
            Material(key="proof", title="还款凭证或者抵押权人出具的证明", sources=("mortgage-20",)),
            identity(),
            Material(key="certificate", title="他项权利证明", sources=("mortgage-20", "mortgage-18b"), original=True),
            power(),
        ),
        steps=steps(body, CHANGES, "cancel", "mortgage-cancelled", "mortgage-20"),
    )


CHANGES_BY_WINDOW = {key: _change(key) for key in WINDOWS}
CANCELLATIONS = {key: _cancellation(key) for key in WINDOWS}
