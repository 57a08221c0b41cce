"""What the papers of a case say, in the shapes of ``papers.contents``; sources are printed as a reader can look them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from onewindow.accounts import masks
from onewindow.cases.claims import AwardLine
from onewindow.cases.conventions import AT_ONCE, DELIVERY_LAW
from onewindow.cases.models import Case
from onewindow.cases.plan import Plan
from onewindow.cases.procedure import Accept, Material, Publish, Review, Special
from onewindow.law.registry import clause, regulation_of
from onewindow.papers.kinds import COMMITMENT_GUIDE, DEFERRAL_GUIDE, PaperKind, paper_kind
from onewindow.rules.evaluation import Evaluation
from onewindow.rules.explain import Line
from onewindow.rules.fact import Fact
from onewindow.rules.phrases import said
from onewindow.words.sources import Clause, Convention, OutsideLaw, Reading, Source, as_source
from onewindow.worktime.clock import day_of
from onewindow.worktime.counting import Due


def cited(source: str | Source) -> str:
    """A source as a paper prints it: 《行政许可法》第三十二条, number and article of a clause, the words of a convention."""
    known = as_source(source)
    match known:
        case Clause():
            return clause(known.id).printed
        case Reading():
            return f"{clause(known.clause).printed}（解释口径）"
        case Convention():
            return f"平台约定{known.id}"
        case OutsideLaw():
            return str(known)
    raise TypeError(f"{known!r} is no source")


def basis(sources: Sequence[str | Source]) -> list[str]:
    """What an act rests on, each document by its title and number with the articles meant: 《…通知》（…〔2023〕2号）第二条、第三条."""
    found: dict[str, list[str]] = {}
    for source in map(as_source, sources):
        if isinstance(source, (Clause, Reading)):
            document = regulation_of(source.id if isinstance(source, Clause) else source.clause)
            found.setdefault(f"《{document.title}》（{document.number}）", []).append(cited(source).removeprefix(document.number))
        else:
            found.setdefault(cited(source), [])
    return [document + "、".join(dict.fromkeys(articles)) for document, articles in found.items()]


def receipt(case: Case, plan: Plan, materials: Sequence[str], answer: Due) -> dict[str, Any]:
    """申请材料接收凭证: what was handed in, and by when the window must answer."""
    accept = plan.step(Accept)
    return {
        **_head(case, plan, accept.sources),
        "received_on": case.received_on,
        "materials": [{"name": name} for name in materials] or [{"name": "申请表"}],
        "answer_limit": str(accept.within),
        "answer_by": answer.due,
    }


def acceptance(case: Case, plan: Plan, accepted_on: date, due: Due, *, deemed: bool = False) -> dict[str, Any]:
    """受理通知书: from which day the review counts and when it ends."""
    accept, review = plan.step(Accept), plan.step(Review)
    notes = [_limit_note(review)]
    if deemed:
        notes.insert(0, f"本办件逾期未告知补正，依据{cited(accept.within.source)}，自收到申请材料之日起即为受理。")
    return {
        **_head(case, plan, accept.sources),
        "accepted_on": accepted_on,
        "limit": str(review.within),
        "due_on": due.due,
        "provisional": due.provisional,
        "notes": notes,
    }


def _limit_note(review: Review) -> str:
    source = review.within.source
    if isinstance(source, Convention):
        return f"文件没有规定审核时限，{review.within}为本机关的承诺时限。"
    return f"审核时限依据：{cited(source)}。"


def correction(case: Case, plan: Plan, items: Sequence[Mapping[str, str]], reply: Due, sources: Sequence[str | Source]) -> dict[str, Any]:
    """一次性补正告知书: every fault at once."""
    accept = plan.step(Accept)
    return {
        **_head(case, plan, sources),
        "faults": [
            {
                "what": item["title"],
                "reason": item["reason"],
                "expected": item.get("expected", ""),
                "citation": item["citation"],
                "clause": item["clause"],
            }
            for item in items
        ],
        "limit": str(accept.correct_within),
        "reply_by": reply.due,
        "consequence": "逾期未补正的，可以终止办理；终止不影响再次申请。",
    }


def undertaking(case: Case, plan: Plan, kind: str, materials: Sequence[Material], due: Due) -> dict[str, Any]:
    """容缺受理承诺书, 告知承诺书: what the applicant undertakes, for which materials, until when, and what follows if he does not."""
    day = f"{due.due.year}年{due.due.month}月{due.due.day}日"
    promises = {
        "deferred": (
            f"已知悉本事项所需的全部材料和受理标准，承诺在{day}前补齐上表所列材料。",
            "所提交和将要补齐的材料真实、有效。",
            "逾期未补齐的，同意审批单位依照规定作出不予核准的决定。",
        ),
        "promised": (
            "已知悉上表所列材料应当证明的内容，承诺所述内容真实，符合办理条件。",
            f"同意审批单位在{day}前核查承诺是否属实。",
            "承诺不实的，愿意承担相应的法律责任，同意撤销据此作出的决定。",
        ),
    }
    return {
        **_head(case, plan, [DEFERRAL_GUIDE if kind == "deferred" else COMMITMENT_GUIDE]),
        "materials": [{"name": each.title, "standard": each.standard} for each in materials],
        "promises": promises[kind],
        "due_on": due.due,
        "due_label": "补齐期限" if kind == "deferred" else "核查期限",
    }


def special(case: Case, plan: Plan, found: Special, days: int, reason: str) -> dict[str, Any]:
    """特别程序告知书: which procedure, about how long, and what it does to the time limit (行政许可法第四十五条)."""
    does = "所需时间不计算在办理期限内，自本告知书次日起停止计时" if found.stops_clock else "所需时间计算在办理期限内，办理期限不变"
    particulars = [("特别程序", found.title), ("预计时间", f"{days}个工作日"), ("办理期限", "停止计时" if found.stops_clock else "不变")]
    why = reason.strip().rstrip("。")
    return {
        **_head(case, plan, found.sources),
        "paragraphs": [f"办理“{plan.title}”（办件编号：{case.number}），{f'因{why}，' if why else ''}需要进行{found.title}，{does}。"],
        "particulars": [{"label": label, "value": value} for label, value in particulars],
        "notes": [f"依据：{'、'.join(basis(found.sources))}。"],
    }


def prolongation(case: Case, plan: Plan, days: int, reason: str, before: Due | None, after: Due | None) -> dict[str, Any]:
    """延期决定通知书: by how much, why, on what ground, and which day is the last one then; None where the clock stands still."""
    longer = f"{days}{plan.review.within.unit.label}"
    stopped = "停止计时，恢复后另行计算"
    particulars = [("原届满日期", _printed(before) or stopped), ("延长", longer), ("延长后届满日期", _printed(after) or stopped)]
    return {
        **_head(case, plan, [plan.extension_source]),
        "paragraphs": [
            f"办理“{plan.title}”（办件编号：{case.number}），{reason.strip().rstrip('。')}，不能在规定的期限内作出决定。"
            f"{_ground(plan.extension_source)}，经本机关负责人批准，办理期限延长{longer}。"
        ],
        "particulars": [{"label": label, "value": value} for label, value in particulars],
    }


def _ground(source: Source) -> str:
    """On what a limit is prolonged, as the letter says it."""
    if isinstance(source, Convention):
        return f"按照办事指南公布的可以延长的时限（{cited(source)}）"
    return f"依照{'、'.join(basis([source]))}"


def _printed(due: Due | None) -> str:
    return f"{due.due.year}年{due.due.month}月{due.due.day}日" if due else ""


def non_acceptance(case: Case, plan: Plan, reason: str, source: Source, where_to_go: str) -> dict[str, Any]:
    """不予受理通知书: why, and where to go instead."""
    return {
        **_head(case, plan, plan.step(Accept).sources),
        "reasons": [{"text": reason, "citation": cited(source), "clause": source.id}],
        "where_to_go": where_to_go,
    }


def decision(case: Case, plan: Plan, lines: Sequence[AwardLine], total: Decimal, reason: str, evaluation: Evaluation) -> dict[str, Any]:
    """决定书: each award with the clause that decided it and the facts it was computed from, and why each of the others is not granted."""
    granted = [line for line in lines if line.granted]
    refused = [line for line in lines if not line.granted]
    steps = [step for step in plan.steps if isinstance(step, Publish) and granted]
    explained = {line.rule: line for line in evaluation.explanation}
    deciding = {rule: line.clause for rule, line in explained.items()}
    known = _figures(evaluation)
    whole = [{"text": reason}] if reason else []
    return {
        **_head(case, plan, [deciding[line.key] for line in granted or lines]),
        "outcome": "granted" if granted else "refused",
        "lines": [_award(line, deciding[line.key], known[line.key]) for line in granted],
        "total": total,
        "reasons": ([] if granted else whole) + [_why_not(line, explained[line.key], known[line.key]) for line in refused],
        "notes": [f"决定理由：{each['text']}" for each in whole if granted]
        + [f"依据{cited(step.sources[0])}，本决定的奖励结果自决定之日起公示。" for step in steps],
    }


def approval(case: Case, plan: Plan, approved: bool, reason: str, words: Mapping[str, Any]) -> dict[str, Any]:
    """核准决定书: what was applied for and is approved, in the regulation's ``words`` if it has any, or why it is not."""
    asked = [(fact, fact.read(case.facts.get(fact.name), on=day_of(case.submitted_at))) for fact in plan.asked]
    figures = [{"label": fact.title, "value": _value(fact, value)} for fact, value in asked if value not in (None, "", (), [])]
    granted = _granted(paper_kind(plan.decide.paper), approved, reason)
    return {
        **_head(case, plan, plan.decide.sources),
        "outcome": "approved" if approved else "refused",
        "figures": (words.get("figures") or figures or [{"label": "申请事项", "value": plan.title}]) if approved else [],
        "reasons": [] if approved else [{"text": reason}],
        **granted,
        "notes": [*granted["notes"], *words.get("notes", ())],
    }


def _granted(kind: PaperKind, approved: bool, reason: str) -> dict[str, Any]:
    """How this kind of paper says what is given or is not, and what it adds."""
    added = f"{kind.grants[1]}意见：{reason}" if approved and reason else "" if approved else kind.refusal_note
    return {"grant": kind.grants[0], "benefit": kind.grants[1], "notes": [added] if added else []}


def hand_over(case: Case, plan: Plan, lines: Sequence[Mapping[str, Any]], places: tuple[str, str], carrier: str, at: str) -> dict[str, Any]:
    """物料交接单: what goes with the courier, from the window (first of ``places``) to the body."""
    return {
        **_head(case, plan, plan.step(Accept).sources),
        "from_place": places[0],
        "to_place": places[1],
        "carrier": carrier,
        "handed_at": at,
        "materials": [{"name": line["title"], "form": "纸质", "copies": line["copies"]} for line in lines],
    }


def service(case: Case, plan: Plan, document: tuple[str, str], **said: Any) -> dict[str, Any]:
    """送达回证: title and number of the ``document`` that reached its receiver, and how."""
    return {**_head(case, plan, [DELIVERY_LAW]), "document": document[0], "document_number": document[1], **said}


def _at_once(case: Case) -> list[str]:
    return [f"申领的事实与部门数据核对一致，本决定由系统即时作出（{cited(AT_ONCE)}）。"] if case.route == "at_once" else []


def _figures(evaluation: Evaluation) -> dict[str, list[dict[str, str]]]:
    """By rule the facts that its value was computed from, as a decision prints them."""
    facts = {fact.name: fact for fact in evaluation.book.facts.fields()}
    return {
        line.rule: [
            {"label": facts[name].title, "value": _value(facts[name], evaluation.values[name])}
            for name, value in line.inputs.items()
            if name in facts and value not in (None, [])
        ]
        for line in evaluation.explanation
    }


def _value(fact: Fact, value: Any) -> str:
    if fact.of_day:
        return str(value)  # a year is no quantity: 2023, not 2,023
    if fact.choices:
        return "、".join(fact.choices[key] for key in (value if fact.many else [value]))
    return said(value, fact.kind)


def _award(line: AwardLine, clause_id: str, known: list[dict[str, str]]) -> dict[str, Any]:
    known = [*known, {"label": "核算上限", "value": f"{line.payable:,.2f}元"}] if line.ceiling else known
    why = f"核定理由：{line.reason}" if line.reason else ""
    return {
        "title": line.title,
        "citation": cited(clause_id),
        "clause": clause_id,
        "amount": line.granted,
        "figures": known,
        "note": "；".join(each for each in (line.note, why) if each),
    }


def _why_not(line: AwardLine, computed: Line, known: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Why an award is not granted: the approver's words, what the register holds, or the facts by which it was computed to nothing."""
    facts = "；".join(f"{figure['label']}：{figure['value']}" for figure in known)
    outcome = "申报事实不全，不能核算" if line.computed is None else "未达到奖励条件"
    text = line.reason or line.note or f"按申报事实核算，{outcome}{f'（{facts}）' if facts else ''}"
    return {"text": f"{line.title}：{text}", "citation": cited(computed.clause), "clause": computed.clause}


def _applicant(case: Case) -> dict[str, str]:
    """The applicant as a paper names him: a person by his name, the number masked."""
    if case.uscc:
        return {"name": case.enterprise_name, "identity": case.uscc}
    number = masks.resident_id(case.person_id)
    return {"kind": "person", "name": case.person_name or "", "identity": number, "identity_label": "公民身份号码"}


def _head(case: Case, plan: Plan, sources: Sequence[str | Source]) -> dict[str, Any]:
    return {
        "applicant": _applicant(case),
        "item": plan.title,
        "applied_on": day_of(case.submitted_at),
        "basis": basis(sources),
    }
