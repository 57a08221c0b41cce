"""What 汨政办函〔2023〕32号 wants to be true before an act on a case of the catalogue; ``procedures.py`` declares these functions.

Each takes a ``Gate`` and gives the problems that it finds. A case that is of no item of the catalogue is none of its business. Where no
window is named, it is the one at which the clerk sits that day.
"""

from __future__ import annotations

from miluo.integrated_window.conditions import (
    IN_ZONE,
    WINDOW_BODIES,
    Place,
    Standing,
    decision_problems,
    issue_problems,
    on_the_spot_problems,
    own_counter_problems,
    place_problems,
    role_problems,
    unmet,
)
from miluo.integrated_window.figures import reading
from miluo.integrated_window.selectors.people import is_chief, is_courier, training_warning
from miluo.integrated_window.selectors.standing import standing
from onewindow.cases.gates import Gate
from onewindow.hall import selectors as hall
from onewindow.hall.models import Window
from onewindow.items.models import Item
from onewindow.words.refused import Problem

ACCEPTS = "cases.accept"


def open_item(gate: Gate) -> list[Problem]:
    """Before a case is begun: the item is open, and it is begun where it belongs, by who may."""
    if not gate.item:
        return []
    item = standing(gate.item, gate.on)
    place = _place(gate)
    if place is not None:
        wrong = _placed(item, place, gate)
        return wrong or _unmet(item, gate)
    if _at_own_counter(gate):
        return own_counter_problems(item)
    return _unmet(item, gate)


def accept_item(gate: Gate) -> list[Problem]:
    """Before a case is accepted: at the right window, by the window's own staff. What was lawfully begun is not asked again."""
    if not gate.item:
        return []
    item = standing(gate.item, gate.on)
    place = _place(gate)
    if place is not None:
        return _placed(item, place, gate)
    return own_counter_problems(item) if _at_own_counter(gate) and item.presence != IN_ZONE else []


def decide_item(gate: Gate) -> list[Problem]:
    """Before a decision: 受审分离, and a chief representative within the scope."""
    if not gate.item:
        return []
    item = standing(gate.item, gate.on)
    on_record = is_chief(gate.by.id, item.organisation, gate.on)
    return decision_problems(
        item,
        acceptor=gate.accepted_by,
        approver=gate.by.id,
        is_chief="chief" in gate.by.roles,
        chief_on_record=on_record,
    )


def decide_on_the_spot(gate: Gate) -> list[Problem]:
    """Before the window decides an 即办件 itself: the body has authorised it, and it is the window's own staff who decide."""
    if not gate.item:
        return []
    place = _place(gate)
    wrong = role_problems(place, gate.by.organisation or "", gate.by.may(ACCEPTS)) if place is not None else []
    return wrong or on_the_spot_problems(standing(gate.item, gate.on))


def carry(gate: Gate) -> list[Problem]:
    """Before papers go to the back office: the carrier is one of the couriers."""
    if not gate.item or not gate.carrier or is_courier(gate.carrier, gate.on):
        return []
    return [Problem("承运人不是物料流转员", "no_courier", "carrier", "onewindow-3-1-1-1-couriers", "在任的物料流转员；没有纸质材料的写明")]


def issue_result(gate: Gate) -> list[Problem]:
    """Before a result is handed out at a window."""
    if not gate.item:
        return []
    origin = _as_place(_window(gate.origin))
    return issue_problems(standing(gate.item, gate.on), _place(gate), origin=origin, organisation=gate.by.organisation or "")


def trained(gate: Gate) -> list[Problem]:
    """While a form is taken in: whether its clerk was trained on the item (conv-window-9)."""
    code = Item.objects.filter(key=gate.item).values_list("code", flat=True).first() if gate.item else None
    said = training_warning(gate.by.id, code, gate.on) if code else ""
    return [Problem(said, "untrained", "item", "onewindow-4-4-train", "参加所属单位组织的业务培训")] if said else []


def _unmet(item: Standing, gate: Gate) -> list[Problem]:
    return unmet(item, without_power=reading("missing_power", gate.on))


def _placed(item: Standing, place: Place, gate: Gate) -> list[Problem]:
    wrong = place_problems(item, place)
    return wrong or role_problems(place, gate.by.organisation or "", gate.by.may(ACCEPTS))


def _at_own_counter(gate: Gate) -> bool:
    """Whether somebody of a body, not of the window, acts outside the hall: at the body's own counter or in one of its sections."""
    return gate.by.organisation is not None and gate.by.organisation not in WINDOW_BODIES and gate.by.may(ACCEPTS)


def _place(gate: Gate) -> Place | None:
    """The window of the act: the one that it names, else where the actor sits that day."""
    return _as_place(_window(gate.window) or hall.window_of(gate.by, gate.on))


def _window(key: str) -> Window | None:
    return Window.objects.select_related("zone").filter(key=key).first() if key else None


def _as_place(window: Window | None) -> Place | None:
    return Place(window.type, window.name, window.zone.key if window.zone else "") if window else None
