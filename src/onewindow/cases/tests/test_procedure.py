"""A declaration is whole or it is not made: every fact, book, material and step is there, and each names its source."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onewindow.cases.plan import Plan, freeze, thaw
from onewindow.cases.procedure import FORMATS, Accept, Issue, Material, Review, procedure, procedures
from onewindow.cases.tests.sample import INVOICE, SOURCE, STEPS, declared, nothing_stays
from onewindow.law.registry import uses
from onewindow.law.regulation import Regulation
from onewindow.papers.uploads import KINDS
from onewindow.words.refused import Refused
from onewindow.words.sources import OutsideLaw
from onewindow.worktime.counting import Days, WorkingDays


@pytest.fixture
def regulation(tmp_path: Path) -> Iterator[Regulation]:
    with nothing_stays(tmp_path) as sample:
        yield sample


def test_a_whole_declaration_is_found_by_its_key(regulation: Regulation) -> None:
    made = declared(regulation)

    assert procedure("sample") is made
    assert made in procedures()
    assert [fact.title for fact in made.asked] == ["年度", "支出"]


def test_it_says_what_rests_on_which_source(regulation: Regulation) -> None:
    declared(regulation)
    resting = {use.name: use.sources for use in uses()}

    assert resting["procedure:sample"] == (SOURCE,)
    assert resting["material:sample.invoice"] == (SOURCE,)
    assert resting["step:sample.accept"] == (OutsideLaw("行政许可法", "第三十二条"),)
    assert resting["step:sample.support_cny"] == (SOURCE,)


REVIEW = next(step for step in STEPS if isinstance(step, Review))


def with_award(**changes: Any) -> tuple[Any, ...]:
    review = replace(REVIEW, awards=(replace(REVIEW.awards[0], **changes),))
    return tuple(review if isinstance(step, Review) else step for step in STEPS)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"ask": ("year", "unknown")}, "asks for unknown"),
        ({"ask": ("paid_cny",)}, "its period year is not asked for"),
        ({"materials": (replace(INVOICE, evidences=("nothing",)),)}, "evidences nothing"),
        ({"materials": (replace(INVOICE, formats=("exe",)),)}, "unknown format exe"),
        ({"materials": (INVOICE, INVOICE)}, "stands twice"),
        ({"materials": (replace(INVOICE, sources=()),)}, "names no source"),
        ({"sources": ()}, "names no source"),
        ({"steps": STEPS[1:]}, "has no step accept"),
        ({"steps": STEPS[:-1]}, "has no step rate"),
        ({"steps": (STEPS[1], STEPS[0], *STEPS[2:])}, "the order is"),
        (
            {"steps": tuple(replace(step, book="nowhere") if isinstance(step, Review) else step for step in STEPS)},
            "unknown rule book nowhere",
        ),
        ({"steps": tuple(replace(step, awards=()) if isinstance(step, Review) else step for step in STEPS)}, "awards nothing"),
        ({"steps": tuple(replace(step, sources=()) if isinstance(step, Accept) else step for step in STEPS)}, "names no source"),
        ({"steps": with_award(key="other_cny")}, "does not compute"),
        ({"steps": with_award(evidence=("passport",))}, "unknown material passport"),
        ({"steps": with_award(sources=())}, "names no source"),
    ],
)
def test_a_declaration_that_is_not_whole_is_refused_and_says_what_is_wrong(
    regulation: Regulation, changes: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        declared(regulation, **changes)

    assert "sample" not in {each.key for each in procedures()}


def test_the_formats_that_may_be_declared_are_those_that_uploads_know() -> None:
    assert set(FORMATS) == {extension for kind in KINDS for extension in kind.extensions}


def test_two_procedures_do_not_share_a_key(regulation: Regulation) -> None:
    declared(regulation)

    with pytest.raises(ValueError, match="declared twice"):
        declared(regulation, title="另一事项")


def test_an_unknown_procedure_and_an_unknown_material_are_refused(regulation: Regulation) -> None:
    with pytest.raises(Refused) as caught:
        procedure("nothing-like-it")
    assert caught.value.status == 404

    with pytest.raises(Refused) as caught:
        declared(regulation).material("passport")
    assert caught.value.first.expected == "invoice（发票）"


def frozen(regulation: Regulation, **changes: Any) -> tuple[str, str]:
    with_changes = {"book_version": "v", "figures": {"share": "0.5"}, "readings": {"edge": "lower"}}
    return freeze(declared(regulation, **changes), **with_changes)  # type: ignore[arg-type]


def test_a_frozen_declaration_thaws_to_the_same_steps_limits_and_materials(regulation: Regulation) -> None:
    text, digest = frozen(regulation)
    plan = thaw(text)

    assert isinstance(plan, Plan)
    assert plan.steps == STEPS
    assert plan.materials == (INVOICE,)
    assert plan.step(Accept).within == WorkingDays(5, OutsideLaw("行政许可法", "第三十二条"))
    assert plan.ask == {"year": "年度", "paid_cny": "支出"}
    assert plan.readings == {"edge": "lower"}
    assert len(digest) == 64


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "改名"},
        {"materials": (INVOICE, Material(key="other", title="其他", sources=(SOURCE,)))},
        {"steps": tuple(replace(step, within=Days(30, SOURCE)) if isinstance(step, Issue) else step for step in STEPS)},
    ],
)
def test_any_change_gives_another_digest(tmp_path: Path, changes: dict[str, Any]) -> None:
    with nothing_stays(tmp_path) as regulation:
        before = frozen(regulation)[1]
    with nothing_stays(tmp_path) as regulation:
        assert frozen(regulation)[1] == before
    with nothing_stays(tmp_path) as regulation:
        assert frozen(regulation, **changes)[1] != before


def test_the_units_of_limits_are_not_mixed_up(regulation: Regulation) -> None:
    steps = tuple(replace(step, within=Days(10, SOURCE)) if isinstance(step, Issue) else step for step in STEPS)
    plan = thaw(frozen(regulation, steps=steps)[0])

    assert plan.step(Issue).within == Days(10, SOURCE)
    assert plan.step(Issue).within != WorkingDays(10, SOURCE)
