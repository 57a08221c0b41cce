"""第十七条、第十八条: the first registration, at the window of the body that registers this kind of right."""

from __future__ import annotations

from miluo.rural_mortgage.facts import Registration
from miluo.rural_mortgage.procedures.parts import REGISTRATION, WINDOWS, identity, power, steps
from miluo.rural_mortgage.regulation import REGULATION
from miluo.rural_mortgage.rules import rural_mortgage
from onewindow.cases.procedure import Material, Procedure


def _materials() -> tuple[Material, ...]:
    """The seven of article 十七; the application is made from the agreement that both parties confirmed."""
    clause = ("mortgage-17b",)
    return (
        Material(
            key="application",
            title="抵押登记申请书",
            sources=clause,
            required=False,
            note="双方在平台确认抵押约定的，由平台生成，免于提交",
        ),
        Material(key="contract", title="抵押合同", sources=(*clause, "mortgage-15"), note="抵押人与抵押权人签订，含借款合同"),
        identity(),
        Material(
            key="consent",
            title="相关权利方同意抵押的书面承诺",
            sources=(*clause, "mortgage-9", "mortgage-10"),
            note="产权所有权人、共有人的承诺；集体所有的另附书面决议和村集体组织的证明",
        ),
        Material(key="value", title="价值确认资料", sources=(*clause, "mortgage-14"), note="资产评估报告或者双方价值确认书"),
        Material(key="certificate", title="农村产权证书", sources=(*clause, "mortgage-7-1"), original=True, note="原件及复印件"),
        Material(key="other", title="农交中心要求的其他材料", sources=(*clause, "mortgage-7-4"), required=False),
        power(),
    )


def _registration(key: str, title: str, check: str, *rights: str) -> Procedure:
    body, window = WINDOWS[key]
    return Procedure(
        key=f"rural-mortgage-{key}",
        title=title,
        summary=f"抵押人和抵押权人共同申请，由农交中心{window}受理，5个工作日内办结，发给他项权利证明。",
        regulation=REGULATION,
        sources=("mortgage-2", "mortgage-15", "mortgage-16", "mortgage-17a", "mortgage-17b"),
        facts=Registration,
        ask=("year", "agreement"),
        matter="agreement",
        check=f"miluo.rural_mortgage.services.{check}",
        known="miluo.rural_mortgage.services.known_facts",
        applicants=("person", "enterprise"),
        audience=rights,
        materials=_materials(),
        steps=steps(
            body, REGISTRATION, "register", "mortgage-registered", "mortgage-18a", "mortgage-18c", "mortgage-21", book=rural_mortgage.name
        ),
    )


ARABLE = _registration(
    "arable", "农村产权抵押登记（耕地）", "check_arable", "以耕地的承包经营权、经营权抵押的自然人、新型农业经营主体、村集体经济组织"
)
REAL_ESTATE = _registration(
    "real-estate",
    "农村产权抵押登记（林地、水域、建设用地、宅基地等）",
    "check_real_estate",
    "以耕地以外的农村产权抵押的自然人、新型农业经营主体、村集体经济组织",
)
