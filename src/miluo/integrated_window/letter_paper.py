"""The authorisation letter as it is printed (附件4): the text, both parties' signature blocks with the seals that are there, the list."""

from __future__ import annotations

from datetime import date
from typing import Any

from miluo.integrated_window.models import Letter
from miluo.integrated_window.regulation import REGULATION
from onewindow.papers import render, seals
from onewindow.words.days import said

TITLE = "汨罗市政务服务事项综合服务授权委托书"
AGENT_KEY, AGENT = "government-service-centre", "汨罗市政务服务中心"
HEAD = ("事项名称", "事项类型", "办件类型", "服务对象", "备注")
PRINCIPAL_DUTIES = (
    "委托综合窗口开展受理工作，并适时对综合窗口工作人员进行业务培训和在岗指导。部门纳入“综合窗口”的事项不得在部门专业审批窗口及内部股室另行受理。",
    "负责对所涉事项编制办事指南和材料样本、模板，及时更新湖南省互联网+政务服务一体化平台事项实施清单信息，不得额外增加或变相增加办理环节和申请材料。",
    "派驻审批人员至后台审批服务区办公，明确首席代表，负责本部门与综合受理窗口的实时对接，依托岳阳市一网通办受理系统下载政务服务事项受理的资料，"
    "在规定时限内完成办件的受理、踏勘、听证、审批（审查）、作出决定、制作结果文书或证件等程序，及时回送综合窗口。",
    "负责落实向本部门审批首席代表（科室负责人）充分授权。",
    "为综合受理窗口提供即时的业务支持及专业咨询解答。",
    "按照相关规定办理综合窗口相关事务。",
)
AGENT_DUTIES = (
    "根据受理清单及样本等为群众和企业办事需要提供咨询导办（专业性很强、对审查有特殊需求的业务除外）。",
    "根据部门政务服务事项标准化受理清单，对申请材料是否齐备、规范进行核查、核验，收取申请材料并录入岳阳市一网通办受理系统。",
    "负责将受理事项的审批（审查）结果、资料移交相关部门，并跟踪后续审批（审查）等相关工作。",
    "对综合受理窗口工作人员和业务部门审批人员进行管理考核，组织综合受理人员业务培训活动，提升综合服务能力。",
    "按照相关规定办理综合窗口相关事务。",
)


def printed(letter: Letter) -> bytes:
    """The letter as PDF: unsealed places stay open for the seal."""
    return render.compiled(sheet(letter))


def opening(letter: Letter) -> str:
    """The first paragraph, filled in: the document, the body, the first day, how many items (onewindow-a4-scope)."""
    return (
        f"根据《{REGULATION.title}》（{REGULATION.number}）要求，为全面落实“一网一门一次”政务服务改革，实行“受审分离”"
        f"综合服务模式，{letter.organisation.name}自{said(letter.starts_on)}起，授权委托{AGENT}"
        f"对本单位的{letter.item_count} 项政务服务事项进行综合受理，具体委托事项见附件。"
    )


def sheet(letter: Letter) -> dict[str, Any]:
    """Everything that the layout prints, as text."""
    body = letter.organisation
    return {
        "template": "agreement",
        "title": TITLE,
        "number": letter.number,
        "issuer": body.name,
        "code": "",
        "content": {
            "opening": opening(letter),
            "parts": [
                {"title": f"一、{body.name}（委托单位）负责", "lines": PRINCIPAL_DUTIES},
                {"title": "二、市政务服务中心（综合窗口）负责", "lines": AGENT_DUTIES},
            ],
            "parties": [
                _party("委托单位（盖章）", body.key, body.name, letter.principal_sealed_on, letter.principal_signer),
                _party("被委托单位（盖章）", AGENT_KEY, AGENT, letter.agent_sealed_on, letter.agent_signer),
            ],
            "signed_on": _signed_on(letter),
            "list_title": f"{body.name}授权委托综合窗口政务服务事项清单",
            "head": HEAD,
            "rows": [
                [item.title, item.get_nature_display(), item.get_handling_display(), item.get_served_display(), _note(item)]
                for item in letter.items.all()
            ],
        },
    }


def _party(role: str, key: str, name: str, sealed_on: date | None, signer: str | None) -> dict[str, Any]:
    seal = seals.seal_of(key, name) if sealed_on else None
    return {
        "role": role,
        "name": name,
        "signer": (signer or "") if sealed_on else "",
        "seal": seal.picture if seal else "",
        "seal_says": seal.says if seal else "",
    }


def _signed_on(letter: Letter) -> str:
    days = [each for each in (letter.principal_sealed_on, letter.agent_sealed_on) if each]
    return said(max(days)) if len(days) == 2 else "　　年　　月　　日"


def _note(item: Any) -> str:
    return "；".join(filter(None, (item.note, "授权当场办结" if item.decides else "")))
