"""What an approver says of the awards of a case, held against what was computed: everything that is wrong with it, at once.

A computed amount is granted as it is, or refused with a reason (conv-c-5). Where the text gives no more than a ceiling
(给予适当补贴、不超过), the amount is a person's decision up to it, and one below it has its reason (conv-a-8).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from onewindow.cases.claims import AwardLine
from onewindow.cases.conventions import CEILING, COMPUTED_AMOUNT
from onewindow.words.money import parse_money
from onewindow.words.refused import Problem, Refused

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said: amounts (元) and reasons by award, awards refused with their reasons, and a reason for the whole.

    ``approve`` is the answer to an application for an approval, which awards no money.
    """

    amounts: Mapping[str, Decimal | str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    approve: bool | None = None

    def why(self, key: str) -> str:
        """The reason for one award: its own, else that for the whole."""
        return self.reasons.get(key, "").strip() or self.reason.strip()


def decided_lines(lines: Iterable[AwardLine], said: Verdict) -> tuple[AwardLine, ...]:
    """The lines as decided. Raises Refused with everything that is wrong with the amounts and reasons."""
    known = {line.key: line for line in lines}
    named = {*said.amounts, *said.refused, *said.reasons}
    problems = [Problem(f"本事项没有“{key}”这项奖励", "unknown_award", key, None, "、".join(known)) for key in sorted(named - set(known))]
    decided = []
    for key, line in known.items():
        granted, found = _granted(line, said)
        problems += found
        why = said.refused.get(key, "") if key in said.refused else said.why(key) if line.ceiling and granted < line.payable else ""
        decided.append(replace(line, granted=granted, reason=why))
    if not problems and not said.reason.strip() and not any(line.granted or line.note or line.reason for line in decided):
        problems.append(
            Problem("应付金额为零，决定不予奖励须说明理由", "no_reason", "reason", COMPUTED_AMOUNT.id, "为什么没有达到奖励条件")
        )
    if problems:
        raise Refused.of(problems)
    return tuple(decided)


def require_verdict(said: Verdict) -> bool:
    """Whether an approval is given. Raises Refused without an answer, or for a refusal without its reason."""
    if said.approve is None:
        raise Refused("没有选择是否核准", code="no_verdict", field="approve", expected="予以核准，或者不予核准并说明理由")
    if not said.approve and not said.reason.strip():
        raise Refused("不予核准应当说明理由", code="no_reason", field="reason", expected="事实和依据，以及申请人可以怎样办")
    return said.approve


def _granted(line: AwardLine, said: Verdict) -> tuple[Decimal, list[Problem]]:
    """What is granted of one award, and what is wrong with what was said of it."""
    if line.key in said.refused:
        whys = [] if said.refused[line.key].strip() else [_no_reason(line.key)]
        return NOTHING, whys
    if line.key not in said.amounts:
        return line.payable, [_not_set(line)] if line.ceiling and line.payable else []
    amount = said.amounts[line.key]
    try:
        wanted = amount if isinstance(amount, Decimal) else parse_money(amount, field=line.key, clause=line.clauses[0])
    except Refused as refusal:
        return NOTHING, [_not_set(line)] if line.ceiling and not str(amount).strip() else list(refusal.problems)
    judged = _ceiling_problems(line, wanted, said) if line.ceiling else _computed_problems(line, wanted)
    return wanted, judged


def _computed_problems(line: AwardLine, wanted: Decimal) -> list[Problem]:
    expected = f"{line.payable:,.2f}元"
    if wanted > line.payable:
        return [Problem(f"{line.title}最多{expected}，不能批准{wanted:,.2f}元", "above_computed", line.key, line.clauses[0], expected)]
    if wanted < line.payable:
        message = f"{line.title}核算应付{expected}，没有裁量幅度，不能批准{wanted:,.2f}元"
        right = f"{expected}；事实有误的先更正事实，不符合条件的不予批准并说明理由"
        return [Problem(message, "below_computed", line.key, COMPUTED_AMOUNT.id, right)]
    return []


def _ceiling_problems(line: AwardLine, wanted: Decimal, said: Verdict) -> list[Problem]:
    most = f"{line.payable:,.2f}元"
    if wanted > line.payable:
        message = f"{line.title}的上限为{most}，不能核定{wanted:,.2f}元"
        return [Problem(message, "above_ceiling", line.key, line.clauses[0], f"不超过{most}")]
    if wanted == NOTHING and line.payable:
        return [Problem(f"{line.title}核定为零，即不予批准", "nothing_granted", line.key, CEILING.id, "选择不予批准，并说明理由")]
    if wanted < line.payable and not said.why(line.key):
        message = f"{line.title}核定{wanted:,.2f}元，低于上限{most}，须说明理由"
        return [Problem(message, "no_reason", line.key, CEILING.id, "为什么不按上限核定")]
    return []


def _not_set(line: AwardLine) -> Problem:
    message = f"{line.title}只有上限，金额由审批人员核定，还没有填写"
    return Problem(message, "amount_not_set", line.key, CEILING.id, f"不超过{line.payable:,.2f}元；低于上限的说明理由")


def _no_reason(key: str) -> Problem:
    return Problem("不予批准应当说明理由", "no_reason", key, COMPUTED_AMOUNT.id, "事实和依据")
