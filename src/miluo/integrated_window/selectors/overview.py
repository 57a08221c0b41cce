"""The integrated window at a glance: how many of what stands, and what must be seen to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from miluo.integrated_window.conditions import AT_WINDOW, OUTSIDE, Standing
from miluo.integrated_window.figures import listed, windows_wanted
from miluo.integrated_window.models import Letter, ThemeState
from miluo.integrated_window.plain_registers import REGISTERS, Register
from miluo.integrated_window.selectors.people import Resident, courier_warning, residents
from miluo.integrated_window.selectors.standing import conditions_of, standings
from onewindow.hall import selectors as hall


@dataclass(frozen=True, slots=True)
class Overview:
    """``open_items`` of ``at_window`` items are open; ``online`` of ``themes`` are online; ``complete`` of ``bodies`` lack nobody."""

    at_window: int
    open_items: int
    in_zones: int
    outside: int
    letters: int
    bodies: int
    complete: int
    themes: int
    online: int
    warnings: tuple[str, ...]


def overview(on: date) -> Overview:
    """Everything as it stands on a day."""
    items = standings(on)
    bodies = residents(on)
    return Overview(
        at_window=sum(item.presence == AT_WINDOW for item in items),
        open_items=sum(item.presence == AT_WINDOW and is_open(item, on) for item in items),
        in_zones=sum(item.presence not in {AT_WINDOW, OUTSIDE} for item in items),
        outside=sum(item.presence == OUTSIDE for item in items),
        letters=sum(letter.holds(on) for letter in Letter.objects.all()),
        bodies=len(bodies),
        complete=sum(not body.lacks for body in bodies),
        themes=len(listed("themes", on)),
        online=ThemeState.objects.filter(online_from__lte=on).count(),
        warnings=tuple(_warnings(on, bodies)),
    )


def is_open(item: Standing, on: date) -> bool:
    """Whether every condition for opening the item is met."""
    return all(each.met for each in conditions_of(item, on))


def window_warnings(on: date) -> list[str]:
    """Windows of the hall that are not as many as the text says (应设4个)."""
    return [f"{problem.message}，{problem.expected}" for problem in hall.configuration_warnings(windows_wanted(on))]


def register_warnings(register: Register, on: date) -> list[str]:
    """What a plain register warns of: of its lines that are not struck out."""
    return register.warns(list(register.lines), on)


def _warnings(on: date, bodies: list[Resident]) -> list[str]:
    told = window_warnings(on)
    if courier := courier_warning(on):
        told.append(courier)
    lacking = [body for body in bodies if body.lacks]
    if lacking:
        told.append(f"{len(lacking)}个单位的进驻人员不完整")
    for register in REGISTERS.values():
        told += [f"{register.title}：{each}" for each in register_warnings(register, on)]
    return told
