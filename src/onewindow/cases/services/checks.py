"""形式审查 at the window: each material of an item is looked at, and a case is accepted when nothing is lacking (conv-c-17)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onewindow import rows
from onewindow.cases.attachments import materials_held
from onewindow.cases.checking import AT_COUNTER
from onewindow.cases.law import source_of
from onewindow.cases.life import CHECKS
from onewindow.cases.models import Case, IntakeCheck
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Material
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused

_WHOLE = frozenset({"ok", "corrected", "spared"})
Checks = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the window found of each material, as (material, outcome, note) lines, and the materials that were promised instead."""

    lines: tuple[dict[str, str], ...]
    deferred: tuple[Material, ...]
    promised: tuple[Material, ...]


def examined(case: Case, plan: Plan, checks: Checks | None, deferred: Collection[str], promised: Collection[str]) -> Examined:
    """The check of a case that may be accepted. Without ``checks`` what was handed in counts as found in order by who accepts.

    Raises Refused with every material that is missing, does not conform, was not looked at, or may not be deferred or promised.
    """
    held = {material for (material,) in materials_held(case.number).rows_once()}
    marked = _marked(plan, checks)
    problems = _not_allowed(plan, deferred, promised)
    lines = []
    for each in plan.materials:
        line = marked.get(each.key) or _unmarked(each, held)
        lines.append(line)
        if each.key not in {*deferred, *promised}:
            problems += _lacking(case, each, line, checks is not None and each.key not in marked, held)
    if problems:
        raise Refused.of(problems)
    by_key = {each.key: each for each in plan.materials}
    return Examined(
        tuple(lines), tuple(by_key[key] for key in dict.fromkeys(deferred)), tuple(by_key[key] for key in dict.fromkeys(promised))
    )


def keep(case: Case, lines: Sequence[Mapping[str, object]], *, stage: str = "accept", by: Actor, at: datetime) -> None:
    """Keep what was found at this look."""
    rows.add(IntakeCheck(case=case, stage=stage, lines=list(lines), by=by.id, at=at))


def found_for_notice(plan: Plan, asked: Sequence[Mapping[str, str]], held: Collection[str]) -> list[dict[str, str]]:
    """The lines of a check that ended in a notice: what was asked for is missing or does not conform, the rest is as it is."""
    reasons = {item["key"]: item["reason"] for item in asked if item["kind"] == "material"}
    return [
        {"material": each.key, "outcome": "nonconforming" if each.key in held else "missing", "note": reasons[each.key]}
        if each.key in reasons
        else _unmarked(each, held)
        for each in plan.materials
    ]


def _unmarked(each: Material, held: Collection[str]) -> dict[str, str]:
    return {"material": each.key, "outcome": "ok" if each.key in held else "missing", "note": ""}


def _marked(plan: Plan, checks: Checks | None) -> dict[str, dict[str, str]]:
    """The lines as given, by material. Raises Refused for a material or an outcome that there is not."""
    found = {}
    for place, line in enumerate(checks or ()):
        material = plan.material(line.get("material", ""))
        outcome = line.get("outcome", "")
        if outcome not in CHECKS:
            expected = "、".join(f"{key}（{title}）" for key, title in CHECKS.items())
            raise Refused(f"没有“{outcome}”这种审查结果", code="unknown_outcome", field=f"checks.{place}", expected=expected)
        found[material.key] = {"material": material.key, "outcome": outcome, "note": line.get("note", "").strip()}
    return found


def _not_allowed(plan: Plan, deferred: Collection[str], promised: Collection[str]) -> list[Problem]:
    """What the version does not let the applicant bring later, or promise instead."""
    clause = source_of("whole_intake").id
    problems = []
    for key in deferred:
        if not plan.material(key).deferrable:
            allowed = "、".join(each.title for each in plan.materials if each.deferrable) or "本事项没有可以容缺的材料"
            problems.append(Problem(f"{plan.material(key).title}不能容缺受理", "not_deferrable", f"checks.{key}", clause, allowed))
    for key in promised:
        if not plan.material(key).promisable:
            allowed = "、".join(each.title for each in plan.materials if each.promisable) or "本事项没有可以告知承诺的材料"
            problems.append(Problem(f"{plan.material(key).title}不能以告知承诺代替", "not_promisable", f"checks.{key}", clause, allowed))
    both = set(deferred) & set(promised)
    problems += [
        Problem(f"{plan.material(key).title}不能既容缺又承诺", "both", f"checks.{key}", clause, "选择一种") for key in sorted(both)
    ]
    return problems


def _lacking(case: Case, each: Material, line: Mapping[str, str], unlooked: bool, held: Collection[str]) -> list[Problem]:
    """Why a material keeps the case from being accepted; nothing where it does not."""
    clause, field = source_of("whole_intake").id, f"checks.{each.key}"
    right = each.standard or each.title
    if line["outcome"] in {"missing", "nonconforming"}:
        if not each.required and line["outcome"] == "missing":
            return []
        message = f"{each.title}{'没有提交' if line['outcome'] == 'missing' else '不符合受理标准'}，不能受理"
        return [Problem(message, f"material_{line['outcome']}", field, clause, f"{right}；或者作出一次性补正告知")]
    if unlooked and each.required:
        return [Problem(f"没有审查{each.title}", "not_examined", field, clause, "逐项标明审查结果")]
    if line["outcome"] == "spared":
        return _not_spared(each, line, clause, field)
    if each.required and each.key not in held and case.channel not in AT_COUNTER:  # at the counter the paper itself lies there
        return [Problem(f"{each.title}没有提交，不能受理", "material_missing", field, clause, f"{right}；或者作出一次性补正告知")]
    return []


def _not_spared(each: Material, line: Mapping[str, str], clause: str, field: str) -> list[Problem]:
    if not each.certificate:
        return [Problem(f"{each.title}没有对应的电子证照，不能免于提交", "not_spared", field, clause, "提交材料")]
    if not line["note"]:
        return [Problem(f"{each.title}免于提交，没有写明所用的证照", "no_certificate", field, clause, f"{each.certificate}的编号")]
    return []
