"""随机抽查: drawn once, by chance, out of what ended in the month; and what looking at a case leads to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onewindow.accounts.roles import permissions_of
from onewindow.cases import services as cases
from onewindow.cases.tests.cast import Cast, agent_of, issued, on
from onewindow.supervision import selectors, services
from onewindow.supervision.checks import CHECKS
from onewindow.supervision.grounds import EXTRA_MATERIAL
from onewindow.supervision.models import Finding, Sample, SampledCase
from onewindow.supervision.services.sampling import size_of
from onewindow.supervision.tests.conftest import Office
from onewindow.trail.selectors import events_of
from onewindow.words.actor import Actor
from onewindow.words.refused import Refused

SOUND = {check.key: "ok" for check in CHECKS}
OCTOBER = on("2023-10-16")


def ended_in_september(cast: Cast, count: int) -> list[str]:
    numbers = []
    for n in range(count):
        agent = agent_of(f"91430681MA4L{n:05d}", f"demo-agent-{n}")
        number = issued(replaced(cast, agent), uscc=None)
        cases.rate(number=number, level=5, by=agent, at=on("2023-09-20"))
        numbers.append(number)
    return numbers


def replaced(cast: Cast, agent: Actor) -> Cast:
    return replace(cast, agent=agent)


@pytest.mark.parametrize(("population", "size"), [(1, 1), (2, 2), (3, 3), (40, 3), (60, 3), (61, 4), (1000, 50), (1001, 51)])
def test_five_in_a_hundred_are_drawn_and_three_at_least(population: int, size: int) -> None:
    assert size_of(population) == size


def test_a_month_is_drawn_from_once_and_who_drew_is_kept(cast: Cast, office: Office) -> None:
    numbers = ended_in_september(cast, 4)
    answer = services.draw(month="2023-09", by=office.supervisor, at=OCTOBER)
    sample = Sample.objects.get()
    assert (sample.population, sample.size, sample.drawn_by) == (4, 3, office.supervisor.id)
    drawn = set(SampledCase.objects.values_list("case__number", flat=True))
    assert len(drawn) == 3
    assert drawn < set(numbers)
    assert [event.kind for event in events_of(sample.subject)] == ["sample.drawn"]
    with pytest.raises(Refused, match="不能重抽"):
        services.draw(month="2023-09", by=office.supervisor, at=OCTOBER)
    assert answer.number == str(sample.pk)


def test_a_month_that_is_not_over_or_in_which_nothing_ended_is_not_drawn_from(cast: Cast, office: Office) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        services.draw(month="2023-10", by=office.supervisor, at=OCTOBER)
    with pytest.raises(Refused, match="没有办结的办件"):
        services.draw(month="2023-09", by=office.supervisor, at=OCTOBER)
    with pytest.raises(Refused, match="月份不对"):
        services.draw(month="九月", by=office.supervisor, at=OCTOBER)
    with pytest.raises(Refused, match="没有办理这一步的权限"):
        services.draw(month="2023-09", by=cast.approver, at=OCTOBER)


def test_a_fault_becomes_a_finding_and_only_that(cast: Cast, office: Office) -> None:
    ended_in_september(cast, 1)
    services.draw(month="2023-09", by=office.supervisor, at=OCTOBER)
    drawn = SampledCase.objects.get()
    with pytest.raises(Refused, match="没有填写"):
        services.check(drawn=drawn.pk, answers={**SOUND, "charge": ""}, by=office.supervisor, at=OCTOBER)
    with pytest.raises(Refused, match="没有写明问题的情况"):
        services.check(drawn=drawn.pk, answers={**SOUND, "materials": "fault"}, by=office.supervisor, at=OCTOBER)
    services.check(drawn=drawn.pk, answers={**SOUND, "materials": "fault"}, note="要求提供无关证明", by=office.supervisor, at=OCTOBER)
    assert [(row.ground, row.detail) for row in Finding.objects.all()] == [(EXTRA_MATERIAL, "抽查发现：要求提供无关证明")]
    with pytest.raises(Refused, match="已经检查"):
        services.check(drawn=drawn.pk, answers=SOUND, by=office.supervisor, at=OCTOBER)
    _, rows = selectors.sampled(drawn.sample_id)
    assert [row.verdict for row in rows] == ["faulty"]


def test_nobody_checks_a_case_that_he_handled(cast: Cast, office: Office) -> None:
    ended_in_september(cast, 1)
    services.draw(month="2023-09", by=office.supervisor, at=OCTOBER)
    held = frozenset({"supervisor"})
    clerk = Actor(id=cast.clerk.id, name="演示", roles=held, organisation="x", permissions=permissions_of(held))
    with pytest.raises(Refused, match="本人办理过"):
        services.check(drawn=SampledCase.objects.get().pk, answers=SOUND, by=clerk, at=OCTOBER)
