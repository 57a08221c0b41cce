"""What the counter has before it: the window, the items that can be opened there, what is on hand of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onewindow.cases import gates
from onewindow.cases.gates import Gate
from onewindow.cases.holders import person_key
from onewindow.cases.models import Case
from onewindow.cases.selectors import DraftView
from onewindow.cases.selectors.held import Held, held_materials, held_results
from onewindow.hall.models import Window
from onewindow.items.content import Content
from onewindow.items.selectors import content_of, contents_on, version_on
from onewindow.words.actor import Actor
from onewindow.words.identity import check_resident_id
from onewindow.words.initials import place_of
from onewindow.words.refused import Problem, Refused

ONLINE = frozenset({"3", "4"})  # depths at which a form is filled in on the net (网办深度)
MOST_ITEMS = 12  # that a search shows at once


@dataclass(frozen=True, slots=True)
class Offer:
    """An item as the counter may take it: what it is, and why not, if it may not be opened here."""

    key: str
    title: str
    code: str
    organisation: str
    handling: str
    problems: tuple[Problem, ...]
    online: bool = True


def channel_at(window: Window) -> str:
    """How a case comes in at a window: in a zone, at the centre for enterprises (亲企惠企), or at a comprehensive one."""
    return window.type if window.type in {"zone", "centre"} else "window"


def offers(actor: Actor, window: Window, day: date, query: str) -> list[Offer]:
    """The items that a search finds, or those taken in here last; those open here first.

    Every word of the query is part of the item's name, code or key or of its body's name, in characters or in the first letters of their
    pinyin (spjy, 食品jy); what a name begins with comes first.
    """
    words, lately = query.split(), [] if query else _lately_at(window)
    known = [(version.item.organisation.name, content) for version, content in contents_on(day) if _taken_at(window, content)]
    if words:
        placed = [(place, body, content) for body, content in known if (place := _place(words, body, content)) is not None]
        found = [(body, content) for _, body, content in sorted(placed, key=lambda each: each[0])]
    else:
        found = sorted((each for each in known if each[1].key in lately), key=lambda each: lately.index(each[1].key))
    listed = [_offer(actor, window, day, body, content) for body, content in found[:MOST_ITEMS]]
    return sorted(listed, key=lambda offer: bool(offer.problems))


def _taken_at(window: Window, content: Content) -> bool:
    """Policies, which have a form of their own, are claimed at the centre for enterprises (onewindow-3-1-2-2-centre), nowhere else;
    what has its own form and is not of the hall is taken in at no window of it."""
    return not content.procedure or (window.type == "centre" and content.presence != "不进驻")


def _lately_at(window: Window) -> list[str]:
    """The items of the last cases that were taken in at a window, the latest first."""
    last = Case.objects.filter(window=window.key).order_by("-submitted_at").values_list("procedure", flat=True)[:200]
    return list(dict.fromkeys(last))[:MOST_ITEMS]


def _place(words: list[str], body: str, content: Content) -> tuple[int, int] | None:
    """Which name of an item has the words and where, the lowest first; None where a word is in none."""
    names = (content.handling_title or content.title, content.title, content.code, content.key, body)
    places = [
        min(((rank, place) for rank, name in enumerate(names) if (place := place_of(word, name)) is not None), default=None)
        for word in words
    ]
    found = [place for place in places if place is not None]
    return max(found) if len(found) == len(places) else None


def _offer(actor: Actor, window: Window, day: date, body: str, content: Content) -> Offer:
    handling = content.handling or "promise"
    gate = Gate("open", content.key, content.key, content.organisation, handling, actor, day, channel=channel_at(window), window=window.key)
    problems = () if content.procedure else tuple(gates.problems(gate))
    title = content.handling_title or content.title
    return Offer(content.procedure or content.key, title, content.code, body, handling, problems, content.online_depth in ONLINE)


def on_hand(actor: Actor, draft: DraftView, day: date) -> tuple[tuple[Held, ...], tuple[Held, ...]]:
    """Results and materials of the same applicant (免证办); nothing while it is not certain who he is."""
    try:
        key = "" if draft.uscc else person_key(check_resident_id(draft.persons["person_id"]))
    except Refused:
        return (), ()
    return held_results(actor, uscc=draft.uscc, person_key=key, on=day), held_materials(actor, uscc=draft.uscc, person_key=key)


def warnings(actor: Actor, draft: DraftView, day: date) -> list[Problem]:
    """What the clerk is told before taking this form in, and may take it in all the same."""
    form = draft.procedure
    organisation = form.decide.organisation
    return gates.warnings(Gate("accept", form.key, form.item, organisation, form.handling, actor, day, window=draft.window))


def is_specialised(draft: DraftView, day: date) -> bool:
    """Whether questions on the item are for its body alone to answer (专业咨询由部门)."""
    version = version_on(draft.procedure.item, day) if draft.procedure.item else None
    return version is not None and content_of(version).specialised
