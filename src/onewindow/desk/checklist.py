"""The list of materials as a window marks it: one list at the counter's form and at the check of what came from the phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onewindow.cases.law import source_of
from onewindow.cases.life import CHECKS, UNDERTAKINGS
from onewindow.cases.procedure import Material
from onewindow.cases.selectors import FileLine
from onewindow.web.refusals import Line, Refusal
from onewindow.words.refused import Problem, Refused

LACKING = frozenset({"missing", "nonconforming"})
DEFERRED, PROMISED, SPARED = "deferred", "promised", "spared"
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Row:
    """A material to be looked at: its files, what may be said of it (key, title), what is marked and noted, what is wrong with that."""

    material: Material
    files: tuple[FileLine, ...]
    choices: tuple[tuple[str, str], ...]
    chosen: str
    note: str
    wrong: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What was marked of each material (a key of ``CHECKS`` or ``UNDERTAKINGS``) and noted; what nobody looked at is not in it."""

    outcomes: Mapping[str, str]
    notes: Mapping[str, str]

    @property
    def checks(self) -> list[dict[str, str]]:
        """The lines of the check as ``cases.services.accept`` takes them."""
        return [
            {"material": key, "outcome": outcome, "note": self.notes[key]} for key, outcome in self.outcomes.items() if outcome in CHECKS
        ]

    def under(self, outcome: str) -> list[str]:
        """The materials that were marked so."""
        return [key for key, marked in self.outcomes.items() if marked == outcome]


def marks_in(posted: Mapping[str, str], materials: Iterable[Material]) -> Marks:
    """What a form says of these materials, as ``mark-KEY`` and ``note-KEY``."""
    keys = [each.key for each in materials]
    marked = {key: posted.get(f"mark-{key}", "") for key in keys}
    return Marks(
        {key: mark for key, mark in marked.items() if mark in CHECKS or mark in UNDERTAKINGS},
        {key: posted.get(f"note-{key}", "").strip()[:LONGEST_NOTE] for key in keys},
    )


def rows_of(
    materials: Iterable[Material], files: Mapping[str, tuple[FileLine, ...]], marks: Marks, refusal: Refusal | None = None
) -> list[Row]:
    """The list to draw; ``files`` by material, the replaced ones left out."""
    return [
        Row(
            each,
            tuple(file for file in files.get(each.key, ()) if not file.replaced),
            _choices(each),
            marks.outcomes.get(each.key, ""),
            marks.notes.get(each.key, ""),
            tuple(refusal.of(f"checks.{each.key}")) if refusal else (),
        )
        for each in materials
    ]


def keeps_out(materials: Iterable[Material], marks: Marks, *, on_the_spot: bool = False) -> list[Problem]:
    """Why these marks keep a case from being accepted (conv-c-17), each with its material; ``on_the_spot`` nothing may come later."""
    clause = source_of("whole_intake").id
    problems = []
    for each in materials:
        outcome, field = marks.outcomes.get(each.key, ""), f"checks.{each.key}"
        if not outcome and each.required:
            problems.append(Problem(f"没有审查{each.title}", "not_examined", field, clause, "标明有没有、合不合要求"))
        elif outcome == "nonconforming" or (outcome == "missing" and each.required):
            right = "一次性补正告知；允许容缺或者承诺的，改为容缺受理、告知承诺"
            problems.append(Problem(f"{each.title}{CHECKS[outcome]}，不能受理", "material_lacking", field, clause, right))
        elif outcome == SPARED and not marks.notes[each.key]:
            right = f"在说明里写{each.certificate}的编号"
            problems.append(Problem(f"{each.title}免于提交，没有写明所用的证照", "no_certificate", field, clause, right))
        elif outcome == DEFERRED and on_the_spot:
            problems.append(Problem(f"{each.title}补齐以前不能当场办结", "still_missing", field, clause, "受理后由审批单位办理"))
    return problems


def asked_for(materials: Iterable[Material], marks: Marks) -> list[dict[str, str]]:
    """Everything that is marked as lacking, as ``cases.services.ask_correction`` takes it. Raises Refused as ``keeps_untold`` says."""
    listed = list(materials)
    if problems := keeps_untold(listed, marks):
        raise Refused.of(problems)
    return [
        {"kind": "material", "key": each.key, "reason": marks.notes[each.key] or f"没有提交{each.title}"}
        for each in listed
        if marks.outcomes.get(each.key) in LACKING
    ]


def keeps_untold(materials: Iterable[Material], marks: Marks) -> list[Problem]:
    """Why no notice can be made of these marks: nothing is lacking, or it is not said what is wrong with something."""
    lacking = [each for each in materials if marks.outcomes.get(each.key) in LACKING]
    if not lacking:
        return [Problem("没有标明缺少或者不符合要求的材料", "nothing_asked", "checks", None, "逐项标明后一次告知")]
    return [
        Problem(f"没有写明{each.title}要补正什么", "no_reason", f"checks.{each.key}", None, "错在哪里、应当怎样")
        for each in lacking
        if marks.outcomes[each.key] == "nonconforming" and not marks.notes[each.key]
    ]


def _choices(material: Material) -> tuple[tuple[str, str], ...]:
    """What may be said of a material."""
    said = {key: title for key, title in CHECKS.items() if key != SPARED}
    said |= {SPARED: f"{CHECKS[SPARED]}（{material.certificate}）"} if material.certificate else {}
    said |= {DEFERRED: UNDERTAKINGS[DEFERRED]} if material.deferrable else {}
    said |= {PROMISED: UNDERTAKINGS[PROMISED]} if material.promisable else {}
    return tuple(said.items())
