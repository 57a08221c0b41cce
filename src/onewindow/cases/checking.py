"""Everything that is wrong with a form, at once: what its page shows and what its submission is refused with are the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onewindow import rows
from onewindow.accounts.models import Agency
from onewindow.cases.assessment import claim_for, evaluate, missing_facts, problems_of, read_facts, stored_facts
from onewindow.cases.claims import Claim
from onewindow.cases.contacts import contact_problems
from onewindow.cases.conventions import ONE_CLAIM
from onewindow.cases.holders import Holder, person_key, person_of, person_problems
from onewindow.cases.life import State
from onewindow.cases.models import Case, Draft
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Procedure
from onewindow.cases.vouching import proven
from onewindow.rules.fact import Fact
from onewindow.words.identity import check_uscc
from onewindow.words.refused import Problem, Refused

OPEN_CASE = "open_case"
AT_COUNTER = frozenset({"window", "zone", "centre"})  # where a person looks at the papers instead of an authorisation on file


@dataclass(frozen=True, slots=True)
class Checked:
    """A form judged: every problem, each with its field; ``claim`` and ``facts`` (as JSON) are None while a fact cannot be read.

    ``holder`` is whose case it becomes, None while that is not known.
    """

    problems: tuple[Problem, ...]
    holder: Holder | None
    claim: Claim | None
    facts: dict[str, Any] | None


def check_form(draft: Draft, form: Procedure, plan: Plan, held: Collection[str], agencies: Iterable[Agency], today: date) -> Checked:
    """Judge a form as if it were submitted today: applicant, contact, facts, the regulation's check, the rule book, materials,
    and the open case of the same claim. ``held`` are the keys of its materials, ``agencies`` whom its owner may act for.
    """
    holder, problems = _holder(draft, plan, list(agencies), today)
    problems += contact_problems(draft.contact_name, draft.contact_phone)
    unreadable: set[str] = set()
    try:
        facts = read_facts(form, draft.raw, today)
    except Refused as refusal:
        problems += refusal.problems
        unreadable = {(problem.field or "").split("[")[0] for problem in refusal.problems}
        facts = read_facts(form, {key: value for key, value in draft.raw.items() if key not in unreadable}, today)
    uscc, name = (holder.uscc, holder.enterprise_name) if holder else (draft.uscc, "")
    known = person_key(holder.number) if holder and holder.is_person else ""
    claim = claim_for(plan, facts, uscc, name, today, person_key=known)
    dated = not form.period or form.period not in unreadable  # the register knows nothing of a claim for no year
    found = unsound(plan, claim, held) if dated else [*_unknown_facts(plan, claim), *_missing_materials(plan, claim, held)]
    problems += [problem for problem in found if problem.field not in unreadable]
    if dated and (open_case := open_case_problem(form, claim)) is not None:
        problems.append(open_case)
    whole = not unreadable
    return Checked(merged(problems), holder, claim if whole else None, stored_facts(form, facts) if whole else None)


def unsound(plan: Plan, claim: Claim, held: Collection[str]) -> list[Problem]:
    """What the regulation and its rule book find wrong with a claim, what they miss, and the materials that are not there."""
    return [*_not_given(plan, claim), *problems_of(plan, claim), *_unknown_facts(plan, claim), *_missing_materials(plan, claim, held)]


def open_case_problem(form: Procedure | Plan, claim: Claim) -> Problem | None:
    """One claim at a time (conv-c-7): the case that is open already for the same enterprise and year, by its number."""
    if not form.period:
        return None
    own = rows.some(Case, ("number", "state"), procedure=form.key, uscc=claim.uscc, period=claim.facts[form.period], matter=claim.matter)
    first = next((number for number, state in own if State(state).is_open and number != claim.number), None)
    if first is None:
        return None
    message = f"该企业{claim.facts[form.period]}年度{claim.matter and f'“{claim.matter}”'}已有在办的同一事项，办件编号{first}"
    return Problem(message, OPEN_CASE, form.period, ONE_CLAIM.id, f"查看办件{first}的进度，或撤回后重新申请")


def refusal_of(problems: Iterable[Problem]) -> Refused:
    """The refusal of a form: too late (409) where nothing is wrong but that the claim is open already."""
    found = list(problems)
    return Refused.of(found, status=409 if all(problem.code == OPEN_CASE for problem in found) else 422)


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: a field is told the same only once, and facts that contradict each other are one problem, at the first."""
    first: dict[tuple[str, str | None], Problem] = {}
    for problem in problems:
        whose = problem.message if problem.code == "contradictory_facts" else problem.field
        first.setdefault((problem.code, whose), problem)
    return tuple(first.values())


def _holder(draft: Draft, plan: Plan, agencies: list[Agency], today: date) -> tuple[Holder | None, list[Problem]]:
    """Whose case a form becomes, and what is wrong with what it says of that."""
    is_person = "enterprise" not in plan.applicants or bool("person" in plan.applicants and not draft.uscc.strip())
    if is_person:
        problems = person_problems(draft, today)
        return (None if problems else person_of(draft)), problems
    try:
        if draft.channel in AT_COUNTER:
            return Holder(check_uscc(draft.uscc), _typed_name(draft)), []
        return Holder(*_enterprise(draft.uscc, agencies)), []
    except Refused as refusal:
        return None, list(refusal.problems)


def _typed_name(draft: Draft) -> str:
    """The name of an enterprise that a window read from its licence."""
    name = " ".join(draft.enterprise_name.split())
    if not name:
        raise Refused("没有填写企业名称", code="name_missing", field="enterprise_name", expected="营业执照上的名称")
    return name


def _enterprise(typed: str, agencies: list[Agency]) -> tuple[str, str]:
    """Code and name of the enterprise that the form is for."""
    uscc = check_uscc(typed)
    for agency in agencies:
        if agency.uscc == uscc:
            return uscc, agency.enterprise_name
    expected = "、".join(f"{agency.uscc}（{agency.enterprise_name}）" for agency in agencies) or "先登记企业授权"
    raise Refused(f"您没有代{uscc}办事的授权", code="not_agent", field="uscc", expected=expected)


def _not_given(plan: Plan, claim: Claim) -> list[Problem]:
    names = [name for name in plan.required if claim.facts.get(name) in (None, "")]
    if plan.matter and not claim.matter:
        names.insert(0, plan.matter)
    return [_blank(plan, name) for name in names]


def _unknown_facts(plan: Plan, claim: Claim) -> list[Problem]:
    """The facts without which an award cannot be computed, and what the rule book refuses of those given."""
    if not plan.review.book:
        return []
    try:
        missing = missing_facts(plan, evaluate(plan, claim))
    except Refused as refusal:
        return list(refusal.problems)
    return [_blank(plan, name) for name in missing if name in plan.ask]


def _blank(plan: Plan, name: str) -> Problem:
    """A fact that was left empty, with what belongs there as a form asks for it."""
    fact = next((each for each in plan.facts.fields() if each.name == name), None)
    return Problem(f"没有填写“{plan.ask[name]}”", "fact_missing", name, None, _belongs(fact) if fact else None)


def _belongs(fact: Fact) -> str | None:
    if fact.control == "yes_no":
        return "选“是”或者“否”"
    if fact.control == "choice":
        return f"从中选择：{'、'.join(fact.choices.values())}"
    if fact.control in {"money", "number", "whole"}:
        return f"数字，以{fact.unit}为单位" if fact.unit else "数字"
    return fact.expected if fact.control == "day" else None


def _missing_materials(plan: Plan, claim: Claim, held: Collection[str]) -> list[Problem]:
    """The materials that are required, and those that prove a sum of money which was stated: a cost without its paper is nothing."""
    there = proven(plan, claim, held)
    money = {fact.name: fact.title for fact in plan.facts.fields() if fact.control == "money"}
    problems = []
    for each in plan.materials:
        stated = [money[name] for name in each.evidences if name in money and claim.facts.get(name)]
        if each.key not in there and (each.required or stated):
            why = f"填写了“{stated[0]}”，" if stated and not each.required else ""
            right = "、".join(each.formats) + (f"；没有这项支出的，把“{stated[0]}”清空或者填0" if why else "")
            problems.append(Problem(f"{why}没有上传{each.title}", "material_missing", f"materials.{each.key}", str(each.sources[0]), right))
    return problems
