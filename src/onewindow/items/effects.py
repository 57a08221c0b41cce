"""What a changed version does to cases that run on the one before: each element has its rule, none is without. No Django.

Three answers, for a case that is not yet accepted and for one that is: it may move by itself, it may move if the applicant agrees, or it
stays on its version. What is decided stays whatever changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from onewindow.items.content import ELEMENTS, Content
from onewindow.items.difference import Change, between

FALLBACK_DAYS = 20  # working days counted where a version states no limit, as cases count them (行政许可法第四十二条)


class Effect(StrEnum):
    """What a change asks before a running case may follow it; in the order of weight."""

    SAFE = "safe"
    CONSENT = "consent"
    NEVER = "never"

    @property
    def label(self) -> str:
        return {"safe": "可以直接改用", "consent": "须经申请人同意", "never": "不得改用"}[self.value]


class Stage(StrEnum):
    """How far a case has come, as far as it matters here."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        return {"submitted": "受理前", "accepted": "受理后", "decided": "决定后"}[self.value]


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does to a case before its acceptance and after it, and why."""

    submitted: Effect
    accepted: Effect
    because: str

    def at(self, stage: Stage) -> Effect:
        """The effect at a stage; what is decided never moves."""
        return {Stage.SUBMITTED: self.submitted, Stage.ACCEPTED: self.accepted, Stage.DECIDED: Effect.NEVER}[stage]


@dataclass(frozen=True, slots=True)
class Judged:
    """A change with its effects."""

    change: Change
    effects: Effects


Rule = Callable[[Change, Content, Content], Effects]
_WEIGHT = list(Effect)


def judge(old: Content, new: Content) -> list[Judged]:
    """Every change of a new version with what it does to cases that run on the old one."""
    return [Judged(change, effects_of(change, old, new)) for change in between(old, new)]


def effects_of(change: Change, old: Content, new: Content) -> Effects:
    """What one change does. Raises KeyError for an element or a column without a rule."""
    return WORDS if change.column == "order" else RULES[change.element, change.column](change, old, new)


def heaviest(judged: Iterable[Judged], stage: Stage) -> Effect:
    """The effect of all the changes together on a case of that stage."""
    return max((each.effects.at(stage) for each in judged), key=_WEIGHT.index, default=Effect.SAFE)


def _both(effect: Effect, because: str) -> Effects:
    return Effects(effect, effect, because)


WORDS = _both(Effect.SAFE, "说明文字或登记信息，不改变办件的要求")
BETTER = _both(Effect.SAFE, "对申请人有利或者没有影响")
FIXED = _both(Effect.NEVER, "改变审批单位、类型或者程序，办件应按原版本办结，或者另行申请")
BURDEN = Effects(Effect.CONSENT, Effect.NEVER, "增加申请人的负担：受理前须经同意，受理后不得增加")
WORSE = _both(Effect.CONSENT, "减少申请人原可享有的便利或者结果，须经申请人同意")
LATER = _both(Effect.CONSENT, "办理期限可能变长，须经申请人同意")
BASIS = Effects(Effect.SAFE, Effect.NEVER, "受理后适用受理当日的依据")
CRITERIA = Effects(Effect.CONSENT, Effect.NEVER, "审查标准改变：受理后按受理当日的标准审查")


def _words(change: Change, old: Content, new: Content) -> Effects:
    return WORDS


def _fixed(change: Change, old: Content, new: Content) -> Effects:
    return FIXED


def _basis(change: Change, old: Content, new: Content) -> Effects:
    return BASIS


def _criteria(change: Change, old: Content, new: Content) -> Effects:
    return CRITERIA


def _worse(change: Change, old: Content, new: Content) -> Effects:
    return WORSE


def _limit(change: Change, old: Content, new: Content) -> Effects:
    """The limit as it is counted: longer needs consent, shorter or equal is better."""
    before, after = (each.effective_days or FALLBACK_DAYS for each in (old, new))
    return LATER if after > before else BETTER


def _more_days(change: Change, old: Content, new: Content) -> Effects:
    return LATER if (change.new or 0) > (change.old or 0) else BETTER


def _more_burden(change: Change, old: Content, new: Content) -> Effects:
    """A count or a yes of which more is asked."""
    return BURDEN if (change.new or 0) > (change.old or 0) else BETTER


def _no_longer(change: Change, old: Content, new: Content) -> Effects:
    """A yes that helped the applicant."""
    return BURDEN if change.old and not change.new else BETTER


def _less(change: Change, old: Content, new: Content) -> Effects:
    """A list of what the applicant may choose from: any that went is worse."""
    return WORSE if set(change.old or ()) - set(change.new or ()) else BETTER


def _excludes(change: Change, old: Content, new: Content) -> Effects:
    """Who may apply: somebody who no longer may cannot be moved; an empty list excludes nobody."""
    return FIXED if change.new and (not change.old or set(change.old) - set(change.new)) else BETTER


def _adds(change: Change, old: Content, new: Content) -> Effects:
    """A list of what is demanded: any that came is a burden."""
    return BURDEN if any(each not in (change.old or ()) for each in (change.new or ())) else BETTER


def _states(change: Change, old: Content, new: Content) -> Effects:
    """A demand in words: none is better, another or a first one is a burden."""
    return BURDEN if change.new else BETTER


def _burden(change: Change, old: Content, new: Content) -> Effects:
    return BURDEN


def _scenario_materials(change: Change, old: Content, new: Content) -> Effects:
    """The materials of a case of the item, where none named means all of them."""
    return _adds(change, old, new) if change.new and change.old else BETTER if change.new else BURDEN


def _special(change: Change, old: Content, new: Content) -> Effects:
    return LATER if any(each not in (change.old or ()) for each in (change.new or ())) else BETTER


def _handling(change: Change, old: Content, new: Content) -> Effects:
    if change.new == "instant":
        return Effects(Effect.SAFE, Effect.NEVER, "受理后不改变办件类型，按已告知的程序办结")
    return Effects(Effect.CONSENT, Effect.NEVER, "即办件改为承诺件：受理前须经同意，受理后按已告知的程序办结")


def _charge(change: Change, old: Content, new: Content) -> Effects:
    return BETTER if change.new == "free" else BURDEN


def _entry(change: Change, old: Content, new: Content) -> Effects:
    """A material or a field: a required one that came is a burden, one that went asks less."""
    return BURDEN if change.new is not None and change.new.required else BETTER


def _field_entry(change: Change, old: Content, new: Content) -> Effects:
    return _both(Effect.CONSENT, "已填报的一项不再使用，须经申请人同意") if change.new is None else _entry(change, old, new)


def _added(change: Change, old: Content, new: Content) -> Effects:
    """An entry that asks more of the applicant by being there."""
    return BURDEN if change.new is not None else BETTER


def _gone(change: Change, old: Content, new: Content) -> Effects:
    return WORSE if change.new is None else BETTER


def _medium(change: Change, old: Content, new: Content) -> Effects:
    return BETTER if change.new == "both" else BURDEN


def _channel(change: Change, old: Content, new: Content) -> Effects:
    return BURDEN if change.new in {"applicant", "intermediary", "other", ""} and change.old in {"government", "shared", "form"} else BETTER


def _certificate(change: Change, old: Content, new: Content) -> Effects:
    return BURDEN if change.old else BETTER


def _meaning(change: Change, old: Content, new: Content) -> Effects:
    return _both(Effect.NEVER, "已填报的内容按原来的方式和单位理解，不能换算")


def _asked_otherwise(change: Change, old: Content, new: Content) -> Effects:
    return _both(Effect.CONSENT, "填报项的含义可能改变，须经申请人确认")


def _of(element: str, *columns: str, rule: Rule) -> dict[tuple[str, str], Rule]:
    return {(element, column): rule for column in columns}


def _all(rule: Rule, *elements: str) -> dict[tuple[str, str], Rule]:
    return {(element, ""): rule for element in elements}


RULES: dict[tuple[str, str], Rule] = {
    **_all(_words, "title", "code", "main_title", "handling_title", "base_code", "handling_code", "summary", "themes", "topics"),
    **_all(_words, "unconfirmed", "unconfirmed_note", "body_code", "statutory_note", "promised_note", "yellow_days", "yellow_share"),
    **_all(_words, "visit_reason", "online_depth", "reach", "presence_reason", "specialised", "appointment", "courier", "self_service"),
    **_all(_words, "pay_online", "no_materials", "no_forms", "consultation", "complaint", "remedies"),
    **_all(_fixed, "key", "kind", "procedure", "organisation", "body_nature", "entrusted_by", "level", "division", "presence", "zone"),
    **_all(_excludes, "applicants", "applicant_kinds"),
    **_all(_adds, "joint_bodies", "conditions"),
    **_all(_basis, "time_basis", "extension_basis", "basis"),
    **_all(_criteria, "review_points"),
    **_all(_handling, "handling"),
    **_all(_limit, "statutory_days", "statutory_unit", "promised_days"),
    **_all(_more_days, "prereview_days", "extension_days"),
    **_all(_special, "special"),
    **_all(_more_burden, "visits"),
    **_all(_less, "delivery"),
    **_all(_charge, "charge"),
    **_all(_states, "quantity_limit", "intermediary", "annual_check"),
    **_of("charges", "", rule=_added),
    **_of("charges", "title", "standard", "reduction", rule=_burden),
    **_of("charges", "basis", rule=_basis),
    **_of("materials", "", rule=_entry),
    **_of("materials", "key", "title", "blank_form", "sample", "evidences", rule=_words),
    **_of("materials", "original", "copies", "required", rule=_more_burden),
    **_of("materials", "medium", rule=_medium),
    **_of("materials", "source_channel", rule=_channel),
    **_of("materials", "standard", "review_points", rule=_criteria),
    **_of("materials", "certificate", rule=_certificate),
    **_of("materials", "deferrable", "promisable", rule=_no_longer),
    **_of("materials", "basis", rule=_basis),
    **_of("form", "", rule=_field_entry),
    **_of("form", "name", "help", "prefill", "example", rule=_words),
    **_of("form", "title", rule=_asked_otherwise),
    **_of("form", "kind", "unit", rule=_meaning),
    **_of("form", "choices", rule=_less),
    **_of("form", "required", rule=_more_burden),
    **_of("steps", "", rule=_added),
    **_of("steps", "title", "standard", "result", rule=_words),
    **_of("steps", "by", rule=_worse),
    **_of("steps", "days", rule=_more_days),
    **_of("scenarios", "", rule=_gone),
    **_of("scenarios", "title", rule=_words),
    **_of("scenarios", "condition", rule=_criteria),
    **_of("scenarios", "materials", rule=_scenario_materials),
    **_of("result", "title", "validity", rule=_worse),
    **_of("result", "kind", rule=_fixed),
    **_of("result", "sample", rule=_words),
    **_of("places", "", "title", "address", "hours", "phone", rule=_words),
    **_of("faq", "", "question", "answer", rule=_words),
}


def without_rule() -> list[str]:
    """The elements and columns that a change can name and that no rule covers; empty while nothing was forgotten."""
    missing = []
    for each in ELEMENTS:
        columns = [""] if each.kind != "part" else []
        columns += [column.name for column in each.columns] if each.kind == "part" or each.row_key else []
        missing += [f"{each.name}.{column}".rstrip(".") for column in columns if (each.name, column) not in RULES]
    return missing
