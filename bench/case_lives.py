"""The child of ``bench.cases``: leads lives on the database of its environment and prints their speeds as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from time import perf_counter
from typing import Any

import django

LIVES, ROUNDS = 40, 5
Form = tuple[Any, str]  # the people, and the key of the draft
_enterprises = count(1)


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is set up only now

    from bench import case_rows  # noqa: PLC0415  # its models need Django set up

    call_command("migrate", verbosity=0)
    leader = _Leader()
    leader.lead(3)
    speeds: dict[str, list[float]] = {"ours": [], "plain": [], "orm": []}
    for _ in range(ROUNDS):
        drafts = [leader.draft() for _ in range(LIVES)]
        speeds["ours"].append(_speed(lambda: [leader.live(draft) for draft in drafts]))  # noqa: B023  # called at once
        for name, writer in (("plain", case_rows.plain), ("orm", case_rows.orm)):
            copies = case_rows.Copies(list(leader.told()))
            lives = [copies.life(k) for k in range(1, LIVES + 1)]
            case_rows.begin(copies, LIVES)
            speeds[name].append(_speed(writer(lives)))
            case_rows.continue_sequences()
    json.dump(speeds, sys.stdout)


def _speed(lives: Callable[[], object]) -> float:
    began = perf_counter()
    lives()
    return LIVES / (perf_counter() - began)


class _Leader:
    """Leads lives through our doors, each of another enterprise with its own agent."""

    def __init__(self) -> None:
        from onewindow.cases.tests import cast  # noqa: PLC0415  # models need Django set up

        self.cast, self.people = cast, cast.gather()

    def draft(self) -> Form:
        n = next(_enterprises)
        people = replace(self.people, agent=self.cast.agent_of(f"91430681MA4L{n:05d}", f"bench-{n}"))
        return people, self.cast.draft(people, uscc=None)

    def live(self, form: Form) -> None:
        for _ in self.steps(form):
            pass

    def lead(self, lives: int) -> None:
        for _ in range(lives):
            self.live(self.draft())

    def told(self) -> Iterator[list[object]]:
        """What each door of one more life wrote."""
        from bench import case_rows  # noqa: PLC0415  # its models need Django set up

        form = self.draft()
        before = case_rows.state()
        for _ in self.steps(form):
            after = case_rows.state()
            yield case_rows.written(before, after)
            before = after

    def steps(self, form: Form) -> Iterator[str]:
        from onewindow.cases import services  # noqa: PLC0415  # models need Django set up

        people, draft = form
        at = self.cast.AT
        number = services.submit(draft=draft, by=people.agent, at=at).number
        yield "submit"
        services.accept(number=number, by=people.clerk, at=at)
        yield "accept"
        services.decide(number=number, by=people.approver, at=at)
        yield "decide"
        services.issue(number=number, channel="window", identity_checked=True, by=people.clerk, at=at)
        yield "issue"
        services.rate(number=number, level=5, by=people.agent, at=at)
        yield "rate"
