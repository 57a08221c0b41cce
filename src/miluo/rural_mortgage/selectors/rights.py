"""A right on a day: its state, what stands against it, who leases it, what was made of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from miluo.rural_mortgage.models import Flag, Lease, Right, RightState

USCC = 18  # characters of a code


def state_on(number: str, day: date) -> RightState | None:
    """The state that held on a day, with its right; None where there was none yet."""
    states = RightState.objects.filter(right__number=number, starts_on__lte=day).select_related("right")
    return states.order_by("-starts_on", "-sequence").first()


def states_on(numbers: Iterable[str], day: date) -> list[RightState]:
    """The states of several rights that hold on a day, each with its right."""
    states = RightState.objects.filter(right__number__in=list(numbers), starts_on__lte=day).select_related("right")
    latest = {state.right_id: state for state in states.order_by("starts_on", "sequence")}
    return list(latest.values())


def flags_on(right: Right, day: date) -> list[Flag]:
    """What stands against mortgaging it on a day (mortgage-21)."""
    return [flag for flag in right.flags.filter(starts_on__lte=day) if flag.holds_on(day)]


def leases_on(right: Right, day: date) -> list[Lease]:
    """The leases that run on a day (mortgage-13)."""
    return list(right.leases.filter(starts_on__lte=day, ends_on__gte=day))


def transfers_on(right: Right, day: date) -> list[Right]:
    """The operation rights that were made of a contract right and have not ended on a day (mortgage-11d)."""
    made = right.transfers.filter(entered_on__lte=day)
    return [each for each in made if (state := state_on(each.number, day)) and (state.ends_on is None or state.ends_on >= day)]


def uscc_of(kind: str, number: str | None) -> str:
    """The code of a business or a collective; empty for a natural person, whose number is nobody's to pass on."""
    return "" if kind == "person" else number or ""


def code_in(key: str) -> str:
    """The code of a body by its key, which is the code itself; empty for that of a natural person, which is a digest."""
    return key if len(key) == USCC else ""


def ever_held(keys: Iterable[str]) -> tuple[str, ...]:
    """The numbers of the rights that one of these holders has, or had."""
    found = RightState.objects.filter(holder_key__in=list(keys)).order_by("right__number")
    return tuple(dict.fromkeys(found.values_list("right__number", flat=True)))


def rights_of(holder_key: str, day: date) -> list[RightState]:
    """The states, on a day, of the rights that somebody holds."""
    numbers = RightState.objects.filter(Q(holder_key=holder_key) | Q(co_owners__key=holder_key)).values_list("right__number", flat=True)
    states = (state_on(number, day) for number in dict.fromkeys(numbers))
    return [state for state in states if state and (state.holder_key == holder_key or state.co_owners.filter(key=holder_key).exists())]
