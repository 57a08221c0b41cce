"""What a notice asks the applicant to correct, item by item, with its ground as a paper prints it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onewindow.cases.conventions import ACCEPTANCE_LAW
from onewindow.cases.notices import cited
from onewindow.cases.plan import Plan
from onewindow.words.refused import Problem, Refused
from onewindow.words.sources import as_source

FAULTS = {"completeness": "形式问题，受理时应当发现", "substance": "实质内容"}


@dataclass(frozen=True, slots=True)
class Fault:
    """An item of a notice as it is stored (kind, key, title, reason, expected, clause, citation); whether the window should see it."""

    item: dict[str, str]
    of_completeness: bool


def faults_of(plan: Plan, items: Sequence[Mapping[str, str]]) -> list[Fault]:
    """The items with their titles and citations. Raises Refused with every problem found."""
    problems: list[Problem] = []
    asked: list[Fault] = []
    for place, item in enumerate(items):
        try:
            asked.append(_fault(plan, item))
        except Refused as refusal:
            problems += [Problem(each.message, each.code, f"items.{place}", each.clause, each.expected) for each in refusal.problems]
    if not items:
        problems.append(Problem("没有写明需要补正的内容", "nothing_asked", "items", ACCEPTANCE_LAW.id, "至少一项事实或材料"))
    if problems:
        raise Refused.of(problems)
    return asked


def _fault(plan: Plan, item: Mapping[str, str]) -> Fault:
    kind, key, reason = item.get("kind", ""), item.get("key", ""), item.get("reason", "").strip()
    if not reason:
        raise Refused("每一项都要写明补正的理由", code="no_reason", clause=ACCEPTANCE_LAW.id, expected="缺少什么、错在哪里")
    if kind == "material":
        material = plan.material(key)
        title, source = material.title, as_source(material.sources[0])
    elif kind == "fact" and key in plan.ask:
        title, source = plan.ask[key], ACCEPTANCE_LAW
    else:
        raise Refused(f"申请表没有“{key}”这一项", code="unknown_item", expected="、".join(plan.ask))
    fault = item.get("fault") or "substance"
    if fault not in FAULTS:
        raise Refused(f"没有“{fault}”这类问题", code="unknown_fault", expected="、".join(FAULTS))
    ground = source_given(item["source"]) if item.get("source") else source
    told = {"kind": kind, "key": key, "title": title, "reason": reason, "expected": item.get("expected", "")}
    return Fault({**told, "clause": ground.id, "citation": cited(ground)}, fault == "completeness")


def source_given(text: str) -> Any:
    """The source that somebody typed. Raises Refused for what is no id of one."""
    try:
        return as_source(text)
    except ValueError:
        raise Refused(f"“{text}”不是条款或约定的编号", code="unknown_source", field="source", expected="条款编号，如页面上所列") from None
