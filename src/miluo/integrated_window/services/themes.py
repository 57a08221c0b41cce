"""主题上线和下线 (onewindow-2-1-themes): a theme is online once its items are there and somebody says so, from a day on."""

from __future__ import annotations

from datetime import date, datetime

from miluo.integrated_window.models import ThemeState
from miluo.integrated_window.services.opening import not_later, require_bureau, words
from miluo.integrated_window.themes import themes
from onewindow.cases.services.door import Answer, door
from onewindow.organisations.models import Organisation
from onewindow.trail.services import record
from onewindow.words.actor import Actor
from onewindow.words.days import said
from onewindow.words.refused import Refused
from onewindow.worktime.clock import day_of

CLAUSE = "onewindow-2-1-themes"


@door
def put_online(*, theme: str, online_from: date, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """上线: from a day that has come. Raises Refused for a theme that is none of the ten, that has no item, or is online already."""
    require_bureau(by, CLAUSE)
    found = {each.key: each for each in themes(day_of(at))}.get(theme)
    if found is None:
        raise Refused(f"十个主题中没有“{theme}”", code="unknown_theme", field="theme", clause=CLAUSE, status=404)
    if not found.items:
        raise Refused(f"“{found.title}”没有关联的事项", code="no_items", field="theme", clause=CLAUSE, expected="先在事项中选择这一主题")
    state = _locked(theme)
    if state.online_from is not None:
        raise Refused(f"“{found.title}”已自{said(state.online_from)}起上线", code="wrong_state", field="theme", clause=CLAUSE, status=409)
    state.online_from, state.note = not_later(online_from, day_of(at), "上线日期", "online_from", CLAUSE), ""
    state.save()
    body = {"online_from": online_from, "items": [content.key for content in found.items]}
    record(subject=state.subject, kind="theme.online", by=by, at=at, to="online", body=body)
    return Answer(theme, "online", f"“{found.title}”已上线，关联{len(found.items)}个事项")


@door
def take_offline(*, theme: str, reason: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """下线, with the reason."""
    require_bureau(by, CLAUSE)
    state = _locked(theme)
    if state.online_from is None:
        raise Refused("这个主题没有上线", code="wrong_state", field="theme", clause=CLAUSE, status=409)
    state.online_from, state.note = None, words(reason, "下线的原因", "reason", CLAUSE, 200)
    state.save()
    record(subject=state.subject, kind="theme.offline", by=by, at=at, from_="online", to="offline", reason=state.note)
    return Answer(theme, "offline", "主题已下线")


@door
def name_owner(*, theme: str, organisation: str, by: Actor, at: datetime, key: str | None = None) -> Answer:
    """明确牵头单位, where the text leaves it open or it has changed."""
    require_bureau(by, CLAUSE)
    if theme not in {each.key for each in themes(day_of(at))}:
        raise Refused(f"十个主题中没有“{theme}”", code="unknown_theme", field="theme", clause=CLAUSE, status=404)
    body = Organisation.objects.filter(key=organisation).first()
    if body is None:
        raise Refused("没有选择牵头单位", code="unknown_organisation", field="organisation", clause=CLAUSE, expected="牵头单位")
    state = _locked(theme)
    before, state.owner = state.owner.key if state.owner else "", body
    state.save()
    record(subject=state.subject, kind="theme.owner", by=by, at=at, from_=before, to=body.key)
    return Answer(theme, body.key, f"牵头单位：{body.short_name}")


def _locked(theme: str) -> ThemeState:
    ThemeState.objects.get_or_create(theme=theme)
    return ThemeState.objects.select_for_update(of=("self",)).select_related("owner").get(theme=theme)
