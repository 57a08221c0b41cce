"""What may happen: a procedure as its regulation declares it, in the order in which it happens. No Django.

Constructing a ``Procedure`` enters it in the register and in the register of what rests on which clause. What did happen
is the case, which runs on the snapshot of this declaration that it began with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from onewindow.cases.conventions import (
    ACCEPTANCE_LAW,
    CLOSING,
    CORRECTION_LIMIT,
    DELIVERY_LAW,
    EXTENSION_LAW,
    PREREVIEW_LIMIT,
    PRODUCE_LIMIT,
    REVIEW_LIMIT,
)
from onewindow.law.registry import Use, rest
from onewindow.law.regulation import Regulation
from onewindow.rules.fact import Fact
from onewindow.rules.facts import Facts
from onewindow.rules.registry import book as rule_book
from onewindow.words.refused import Refused
from onewindow.words.sources import OutsideLaw, Source, as_source
from onewindow.worktime import deadlines
from onewindow.worktime.counting import Span, WorkingDays

ANSWER_LIMIT = WorkingDays(5, ACCEPTANCE_LAW)
CORRECTION = WorkingDays(15, CORRECTION_LIMIT)
REVIEW = WorkingDays(20, REVIEW_LIMIT)
DELIVERY = WorkingDays(10, DELIVERY_LAW)
PREREVIEW = WorkingDays(1, PREREVIEW_LIMIT)
PRODUCE = WorkingDays(1, PRODUCE_LIMIT)
RATING = WorkingDays(10, CLOSING)
FORMATS = ("pdf", "png", "jpg", "jpeg", "docx", "xlsx", "ofd")  # what papers.uploads knows, named here without Django
RATING_LAW = OutsideLaw("国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见", "第二条")

deadlines.declare(ACCEPTANCE_LAW, ANSWER_LIMIT, title="受理或者一次性告知补正")
deadlines.declare(CORRECTION_LIMIT, CORRECTION, title="申请人补正")
deadlines.declare(REVIEW_LIMIT, REVIEW, title="审核")
deadlines.declare(DELIVERY_LAW, DELIVERY, title="送达决定")
deadlines.declare(CLOSING, RATING, title="送达后办结")
deadlines.declare(PREREVIEW_LIMIT, PREREVIEW, title="预审")
deadlines.declare(PRODUCE_LIMIT, PRODUCE, title="制证并推送结果")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A paper that the applicant hands in; ``evidences`` names the facts that it proves, ``formats`` the kinds of file.

    ``standard`` says what makes it acceptable, ``points`` what is looked at; it may be ``deferrable`` (容缺) or ``promisable``
    (告知承诺), and ``certificate`` names the kind of certificate that spares it (免证办).
    """

    key: str
    title: str
    sources: tuple[str | Source, ...]
    required: bool = True
    formats: tuple[str, ...] = ("pdf", "png", "jpg")
    evidences: tuple[str, ...] = ()
    note: str = ""
    original: bool = False
    copies: int = 1
    standard: str = ""
    points: tuple[str, ...] = ()
    deferrable: bool = False
    promisable: bool = False
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A result of the rule book that the decision grants, the materials without which it is nothing, and its sources.

    Of a ``ceiling`` the result is the most that may be granted: the amount is decided by a person (conv-a-8).
    """

    key: str
    title: str
    sources: tuple[str | Source, ...]
    evidence: tuple[str, ...] = ()
    ceiling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """受理: the window looks whether form and materials are whole; silence for ``within`` accepts."""

    kind: ClassVar[str] = "accept"
    organisation: str
    title: str = "受理"
    within: Span = ANSWER_LIMIT
    correct_within: Span = CORRECTION
    sources: tuple[str | Source, ...] = (ACCEPTANCE_LAW,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prereview:
    """预审: the body looks whether what the window sent is whole, before it reviews; the clock of the review runs already."""

    kind: ClassVar[str] = "prereview"
    organisation: str
    title: str = "预审"
    within: Span = PREREVIEW
    sources: tuple[str | Source, ...] = (PREREVIEW_LIMIT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """审核: the rule book (``results``, or all of it) against the evidence; an approval has no ``awards`` and may have no ``book``."""

    kind: ClassVar[str] = "review"
    organisation: str
    book: str = ""
    results: tuple[str, ...] = ()
    awards: tuple[Award, ...] = ()
    title: str = "审核"
    within: Span = REVIEW
    sources: tuple[str | Source, ...] = (REVIEW_LIMIT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """决定: grants what was computed or says why not; ``act`` writes the register, ``payable`` says what is still to be paid.

    These and ``words`` are dotted names of functions of the regulation; only names that a declaration carries are ever called. Without
    ``payable`` no money is decided: it is approved or not, which ``paper`` says, by its ``words`` if it has any; without ``act`` no
    register is written.
    """

    kind: ClassVar[str] = "decide"
    organisation: str
    sources: tuple[str | Source, ...]
    act: str = ""
    payable: str = ""
    words: str = ""
    paper: str = "decision"
    title: str = "决定"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """公示: what was granted is public from the day of the decision; ``public`` names the function that reads the list."""

    kind: ClassVar[str] = "publish"
    organisation: str
    public: str
    sources: tuple[str | Source, ...]
    title: str = "公示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Produce:
    """制证: the result is printed, scanned, uploaded and pushed to the window that hands it out, on the day of the decision."""

    kind: ClassVar[str] = "produce"
    organisation: str
    result: str
    title: str = "制证"
    within: Span = PRODUCE
    sources: tuple[str | Source, ...] = (PRODUCE_LIMIT,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """送达: the decision reaches the applicant at the window or by download."""

    kind: ClassVar[str] = "issue"
    organisation: str
    title: str = "送达"
    within: Span = DELIVERY
    sources: tuple[str | Source, ...] = (DELIVERY_LAW,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """好差评: five levels, once."""

    kind: ClassVar[str] = "rate"
    title: str = "评价"
    closes_within: Span = RATING
    sources: tuple[str | Source, ...] = (RATING_LAW,)


Step = Accept | Prereview | Review | Decide | Publish | Produce | Issue | Rate
ORDER = ("accept", "prereview", "review", "decide", "publish", "produce", "issue", "rate")
_OPTIONAL = {"prereview", "publish", "produce"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Special:
    """特别程序 that the item allows: a hearing, a survey; whether the clock stands still meanwhile, and how long it usually takes."""

    kind: str
    title: str
    stops_clock: bool
    days: int
    sources: tuple[str | Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One service of the window (事项).

    ``facts`` is the form; ``ask`` the facts that the applicant gives, in the order of the form; ``period`` the fact (a year)
    for which an applicant has one open case at a time, ``matter`` the fact (a text) that tells several of one year apart;
    ``required`` are facts that must be given though no award is computed from them, ``headings`` (fact, title) divide a long
    form before these facts.
    ``check`` is the dotted name of a function of the regulation that looks at a claim before it is submitted and again before it
    is decided, ``known`` of one that gives the facts which the registers hold, ``verified`` of one that says which facts data on
    hand vouch for: with it a claim is decided at once where all of them are (conv-c-9). Raises ValueError for a declaration that is
    not whole: an unknown fact, book, result or material, a step that is missing or out of order, something without a source.

    One that was made from a version of an ``item`` of the catalogue says so: it is entered in no register, its form is in
    ``questions`` (``item_facts``), it may have no ``period``, and ``regulation`` is None where no document of the county governs it.
    Cases of what ``outlasts`` its document are begun after that has ended, by the figures of its last day.
    ``handling`` is 即办件 or 承诺件, ``special`` the special procedures that may stop it, ``extension_days`` the most that its limit
    may be prolonged by and ``extension_source`` on what ground, ``yellow`` (days, share) when its light turns.
    """

    key: str
    title: str
    regulation: Regulation | None
    facts: type[Facts]
    ask: tuple[str, ...]
    materials: tuple[Material, ...]
    steps: tuple[Step, ...]
    sources: tuple[str | Source, ...]
    summary: str = ""
    period: str = "year"
    matter: str = ""
    required: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()
    check: str = ""
    known: str = ""
    verified: str = ""
    applicants: tuple[str, ...] = ("enterprise",)
    audience: tuple[str, ...] = field(default=())
    outlasts: bool = False
    item: str = ""
    version: int = 0
    questions: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    handling: str = "promise"
    special: tuple[Special, ...] = ()
    extension_days: int = 0
    extension_source: str | Source = EXTENSION_LAW
    yellow: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        problems = [*_form_problems(self), *_step_problems(self), *_review_problems(self), *_source_problems(self)]
        if problems:
            raise ValueError(f"procedure {self.key}: " + "; ".join(problems))
        if self.item:
            return
        if self.key in _declared:
            raise ValueError(f"procedure {self.key} is declared twice")
        _declared[self.key] = self
        for use in _uses(self):
            rest(use)

    @property
    def document(self) -> Regulation:
        """The regulation that governs it. Raises LookupError for an item that none in the register governs."""
        if self.regulation is None:
            raise LookupError(f"procedure {self.key} rests on no regulation")
        return self.regulation

    @property
    def document_number(self) -> str:
        """The number of the document that governs it; empty where none in the register does."""
        return self.regulation.number if self.regulation else ""

    @property
    def asked(self) -> tuple[Fact, ...]:
        """The facts that the form asks, in its order."""
        known = {fact.name: fact for fact in self.facts.fields()}
        return tuple(known[name] for name in self.ask)

    @property
    def review(self) -> Review:
        return next(step for step in self.steps if isinstance(step, Review))

    @property
    def decide(self) -> Decide:
        return next(step for step in self.steps if isinstance(step, Decide))

    def material(self, key: str) -> Material:
        """The material of that key. Raises Refused for one that the procedure does not ask for."""
        return material_of(self.materials, key)


_declared: dict[str, Procedure] = {}


def procedures() -> tuple[Procedure, ...]:
    """Every declared procedure, in the county's order."""
    return tuple(_declared.values())


def procedure(key: str) -> Procedure:
    """The procedure of that key. Raises Refused (404) if none is declared."""
    try:
        return _declared[key]
    except KeyError:
        raise Refused(f"没有“{key}”这个事项", code="unknown_procedure", field="procedure", status=404) from None


def declared() -> dict[str, Procedure]:
    """The register itself, for tests that put back what they declared."""
    return _declared


def material_of(materials: tuple[Material, ...], key: str) -> Material:
    """The material of that key among these. Raises Refused, naming what may be handed in."""
    for material in materials:
        if material.key == key:
            return material
    expected = "、".join(f"{material.key}（{material.title}）" for material in materials)
    raise Refused(f"本事项没有“{key}”这项材料", code="unknown_material", field="material", expected=expected)


def sources_of(values: tuple[str | Source, ...]) -> tuple[Source, ...]:
    """The sources that a declaration names. Raises ValueError for a string that is no id."""
    return tuple(as_source(value) for value in values)


def _form_problems(procedure: Procedure) -> list[str]:
    known = set(procedure.facts.model_fields)
    asked = set(procedure.ask)
    problems = [f"asks for {name}, which {procedure.facts.__name__} does not have" for name in procedure.ask if name not in known]
    if procedure.regulation is None and not procedure.item:
        problems.append("rests on no regulation")
    if procedure.period not in asked and not (procedure.item and not procedure.period):
        problems.append(f"its period {procedure.period} is not asked for")
    for name in {procedure.matter, *procedure.required, *(name for name, _ in procedure.headings)} - {"", *asked}:
        problems.append(f"{name}, its matter, required or under a heading, is not asked for")
    for material in procedure.materials:
        problems += [
            f"material {material.key} evidences {name}, which is not asked for" for name in material.evidences if name not in asked
        ]
        problems += [f"material {material.key} has the unknown format {name}" for name in material.formats if name not in FORMATS]
    keys = [material.key for material in procedure.materials]
    return problems + [f"material {key} stands twice" for key in {key for key in keys if keys.count(key) > 1}]


def _step_problems(procedure: Procedure) -> list[str]:
    kinds = [step.kind for step in procedure.steps]
    problems = [f"has no step {kind}" for kind in ORDER if kind not in kinds and kind not in _OPTIONAL]
    if kinds != [kind for kind in ORDER if kind in kinds]:
        problems.append(f"its steps are {', '.join(kinds)}; the order is {', '.join(ORDER)}")
    return problems


def _review_problems(procedure: Procedure) -> list[str]:
    problems = []
    materials = {material.key for material in procedure.materials}
    for step in procedure.steps:
        if not isinstance(step, Review) or not (step.book or step.awards):
            continue
        try:
            results = {rule.name for rule in rule_book(step.book).results}
        except Refused:
            return [f"names the unknown rule book {step.book}"]
        problems += [f"looks at {key}, which {step.book} does not compute" for key in step.results if key not in results]
        problems += [f"awards {award.key}, which {step.book} does not compute" for award in step.awards if award.key not in results]
        for award in step.awards:
            problems += [f"award {award.key} rests on the unknown material {key}" for key in award.evidence if key not in materials]
        decide = next((each for each in procedure.steps if isinstance(each, Decide)), None)
        if decide and bool(step.awards) != bool(decide.payable):
            problems.append("awards nothing" if decide.payable else "awards something, and nothing says what of it is payable")
    return problems


def _source_problems(procedure: Procedure) -> list[str]:
    problems = [f"{use.name} names no source" for use in _uses(procedure) if not use.sources]
    for step in procedure.steps:
        for name in ("within", "correct_within", "closes_within"):
            span = getattr(step, name, None)
            if span is not None and not span.source:
                problems.append(f"the limit {name} of {step.kind} names no source")
    return problems


def _uses(procedure: Procedure) -> list[Use]:
    page = ("portal:procedure", (procedure.key,))
    uses = [Use("procedure", procedure.key, procedure.title, sources_of(procedure.sources), *page)]
    for material in procedure.materials:
        uses.append(Use("material", f"{procedure.key}.{material.key}", material.title, sources_of(material.sources), *page))
    for step in procedure.steps:
        uses.append(Use("step", f"{procedure.key}.{step.kind}", f"{procedure.title}：{step.title}", sources_of(step.sources), *page))
        if isinstance(step, Review):
            uses += [
                Use("step", f"{procedure.key}.{award.key}", f"核定{award.title}", sources_of(award.sources), *page) for award in step.awards
            ]
    return uses
