"""How an item stands on a day in every register together: what the conditions for opening it are asked of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from miluo.integrated_window.conditions import IN_ZONE, Condition, Standing, conditions
from miluo.integrated_window.figures import listed, reading
from miluo.integrated_window.models import ChiefRepresentative, LetterItem, NegativeItem, PositiveItem
from miluo.integrated_window.models.letters import DRAFT, INITIALLED, REVOKED
from miluo.integrated_window.models.lists import ACTIVE, LISTED, LIVE
from onewindow.items import selectors as items
from onewindow.items.completeness import guide_problems
from onewindow.items.content import Content
from onewindow.items.models import Item
from onewindow.words.days import said
from onewindow.words.refused import Refused

Letters = dict[str, list[LetterItem]]


def standings(on: date, among: Iterable[str] | None = None) -> list[Standing]:
    """Every item of the catalogue (or those with these keys) as it stands on a day; eight statements, however many items."""
    found = Item.objects.select_related("organisation").order_by("organisation__id", "code")
    wanted = list(found if among is None else found.filter(key__in=list(among)))
    contents = {version.item_id: content for version, content in items.contents_on(on)}
    codes = [item.code for item in wanted]
    positive = {row.code: row for row in PositiveItem.objects.filter(code__in=codes, state__in=LIVE)}
    negative = set(NegativeItem.objects.filter(code__in=codes, state=LISTED).values_list("code", flat=True))
    letters: Letters = {}
    for line in LetterItem.objects.filter(code__in=codes).select_related("letter").order_by("-letter__id"):
        letters.setdefault(line.code, []).append(line)
    chiefs = {row.organisation_id: row for row in ChiefRepresentative.objects.order_by("starts_on") if row.holds(on)}
    return [
        _standing(
            item, contents.get(item.pk), positive.get(item.code), item.code in negative, letters, chiefs.get(item.organisation_id), on
        )
        for item in wanted
    ]


def standing(key: str, on: date) -> Standing:
    """One item. Raises Refused (404) for one that is not in the catalogue."""
    found = standings(on, [key])
    if not found:
        raise Refused(f"没有代号为“{key}”的事项", code="unknown_item", field="item", status=404)
    return found[0]


def conditions_of(item: Standing, on: date) -> tuple[Condition, ...]:
    """The conditions for opening an item, by the readings that hold on the day."""
    return conditions(item, without_power=reading("missing_power", on))


def _standing(
    item: Item,
    content: Content | None,
    positive: PositiveItem | None,
    negative: bool,
    letters: Letters,
    chief: ChiefRepresentative | None,
    on: date,
) -> Standing:
    said_now = content or items.content_of(items.latest(item))
    line = _letter_of(letters.get(item.code, []), on)
    zone = said_now.zone if said_now.presence == IN_ZONE else ""
    active = positive is not None and positive.state == ACTIVE and positive.active_from is not None and positive.active_from <= on
    return Standing(
        key=item.key,
        code=item.code,
        title=said_now.title,
        organisation=item.organisation.key,
        body=item.organisation.short_name,
        handling=said_now.handling or "promise",
        kind=said_now.kind,
        presence=said_now.presence,
        zone=zone,
        zone_title=listed("zones", on).get(zone, zone),
        published=content is not None,
        lacks=tuple(guide_problems(content)) if content else (),
        combed=bool(content and content.review_points and content.scenarios),
        positive=positive.get_state_display() if positive else "",
        positive_active=active,
        letter=_letter_said(line, on),
        letter_holds=line is not None and line.letter.holds(on),
        power=line is not None and line.letter.holds(on) and line.decides,
        chief=chief is not None,
        scope=chief.covers(item.code) if chief else None,
        negative=negative,
    )


def _letter_of(lines: list[LetterItem], on: date) -> LetterItem | None:
    """The line that counts: of a letter that holds, else of the latest one."""
    return next((line for line in lines if line.letter.holds(on)), lines[0] if lines else None)


def _letter_said(line: LetterItem | None, on: date) -> str:
    if line is None:
        return ""
    letter = line.letter
    if letter.holds(on):
        return f"{letter.number}有效"
    if letter.state == DRAFT:
        return f"{letter.number}双方都没有签章"
    if letter.state == INITIALLED:
        lacking = "被委托单位" if letter.agent_sealed_on is None else "委托单位"
        return f"{letter.number}为草签，缺{lacking}签章"
    if letter.state == REVOKED and letter.revoked_on is not None and letter.revoked_on <= on:
        return f"{letter.number}已于{said(letter.revoked_on)}撤销"
    return f"{letter.number}自{said(letter.starts_on)}起生效"
