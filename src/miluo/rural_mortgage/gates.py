"""What 汨政办发〔2023〕7号 wants to be true before an act on a case of a mortgage; ``procedures`` declares these functions."""

from __future__ import annotations

from onewindow.cases.attachments import held_by
from onewindow.cases.gates import Gate
from onewindow.cases.models import Case
from onewindow.cases.snapshots import plan_of
from onewindow.words.refused import Problem
from onewindow.words.sources import as_source

OURS = "rural-mortgage-"
POWER = "power"


def application_is_whole(gate: Gate) -> list[Problem]:
    """Before a case is accepted at the window: every material is there (mortgage-17b); an agent brings his power (mortgage-19b)."""
    case = Case.objects.filter(number=gate.number).first() if gate.procedure.startswith(OURS) and not gate.item else None
    if case is None:
        return []
    held = held_by(case)
    lacking = [each for each in plan_of(case.snapshot_id).materials if each.required and each.key not in held]
    problems = [
        Problem(
            f"没有提交{each.title}", "material_missing", f"materials.{each.key}", as_source(each.sources[0]).id, each.note or each.title
        )
        for each in lacking
    ]
    if case.agent_name and POWER not in held:
        message = "委托代理人办理，没有提交授权委托书和代理人有效身份证明"
        problems.append(Problem(message, "no_power", f"materials.{POWER}", "mortgage-19b", "授权委托书和代理人身份证明"))
    return problems
