"""The themes as the public sees them: which are online, what each bundles, and which of its items may be begun now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from miluo.integrated_window.models import ThemeState
from miluo.integrated_window.themes import OPEN_OWNER, Theme, themes
from onewindow.accounts.selectors import enterprises_of
from onewindow.cases import gates
from onewindow.cases.gates import Gate
from onewindow.items.content import Content
from onewindow.organisations.models import Organisation
from onewindow.words.actor import Actor
from onewindow.words.refused import Problem, Refused


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme with the body that leads it, the names of the bodies whose items it bundles, and since when it is online (None: not yet)."""

    theme: Theme
    owner: str
    bodies: tuple[str, ...]
    online_from: date | None


@dataclass(frozen=True, slots=True)
class Offered:
    """An item of a theme: its body, and why it cannot be begun in the one form, if it cannot."""

    content: Content
    body: str
    problems: tuple[Problem, ...]


def theme_lines(on: date) -> list[ThemeLine]:
    """The ten in the order of the text."""
    states = {each.theme: each for each in ThemeState.objects.select_related("owner")}
    names = dict(Organisation.objects.values_list("key", "short_name"))
    return [_line(each, states.get(each.key), names, on) for each in themes(on)]


def theme_line(key: str, on: date) -> ThemeLine:
    """One of them. Raises Refused (404) for a theme that is none of the ten."""
    found = next((line for line in theme_lines(on) if line.theme.key == key), None)
    if found is None:
        raise Refused(f"十个主题中没有“{key}”", code="unknown_theme", field="theme", clause="onewindow-2-1-themes", status=404)
    return found


def closed(key: str, on: date) -> list[Problem]:
    """Why the one form of a theme may not be opened: it is not online on that day."""
    line = theme_line(key, on)
    if line.online_from is not None:
        return []
    return [Problem(f"“{line.theme.title}”还没有上线", "not_online", "theme", "onewindow-2-1-themes", "从各事项的办事指南申请")]


def offered_in(theme: Theme, actor: Actor, on: date) -> list[Offered]:
    """The items of a theme with what keeps each from being begun online by this actor."""
    names = dict(Organisation.objects.values_list("key", "short_name"))
    for_enterprise = bool(actor.may("cases.apply")) and bool(enterprises_of(actor, on))
    return [
        Offered(each, names.get(each.organisation, each.organisation), _problems(each, actor, on, for_enterprise)) for each in theme.items
    ]


def startable(offered: Iterable[Offered]) -> list[str]:
    """The keys of the items that may be begun."""
    return [each.content.key for each in offered if not each.problems]


def _line(theme: Theme, state: ThemeState | None, names: dict[str, str], on: date) -> ThemeLine:
    owner = state.owner.short_name if state and state.owner else names.get(theme.owner, OPEN_OWNER)
    bodies = dict.fromkeys(names.get(each.organisation, each.organisation) for each in theme.items)
    since = state.online_from if state and state.online_from and state.online_from <= on else None
    return ThemeLine(theme, owner, tuple(bodies), since)


def _problems(content: Content, actor: Actor, on: date, for_enterprise: bool) -> tuple[Problem, ...]:
    if content.procedure:
        return (Problem("这个事项有自己的申请表", "own_form", "item", None, "从办事指南单独申请"),)
    if "person" not in content.applicants and actor.may("cases.apply") and not for_enterprise:
        return (Problem("只面向企业和其他组织", "not_for_persons", "item", None, "由登记了企业授权的经办人申请"),)
    handling = content.handling or "promise"
    gate = Gate("open", content.key, content.key, content.organisation, handling, actor, on, channel="web")
    return tuple(gates.problems(gate))
