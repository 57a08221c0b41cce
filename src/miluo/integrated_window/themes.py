"""The ten themes: life cycle, owner, the items that each bundles, and one form that asks every field once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from miluo.integrated_window.figures import listed
from onewindow.items.content import Content
from onewindow.items.parts import FormField, Material
from onewindow.items.selectors import contents_on
from onewindow.worktime import clock

LIVES = {"person": "个人全生命周期", "enterprise": "企业全生命周期", "project": "项目全生命周期"}
OPEN_OWNER = "未明确"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme on a day. ``owner`` is the key of the body, empty where the text names none; ``form`` and ``materials`` are merged:
    what several items ask stands once, and is required where any of them requires it.
    """

    key: str
    title: str
    life: str
    owner: str
    one_thing: str
    role: str
    note: str
    items: tuple[Content, ...]
    form: tuple[FormField, ...]
    materials: tuple[Material, ...]

    @property
    def life_title(self) -> str:
        return LIVES[self.life]


def themes(on: date) -> tuple[Theme, ...]:
    """The ten in the order of the text, with the items that hold on the day."""
    contents = [content for _, content in contents_on(on)]
    return tuple(_theme(key, title, [each for each in contents if key in each.themes]) for key, title in listed("themes", on).items())


def theme(key: str, on: date) -> Theme:
    """One theme. Raises KeyError for one that is none of the ten."""
    return {each.key: each for each in themes(on)}[key]


def titles_today() -> dict[str, str]:
    """The titles of the ten by key, as they stand today."""
    return dict(listed("themes", clock.today()))


@cache
def declared() -> Mapping[str, Mapping[str, Any]]:
    """What is known of each theme besides its items (themes.yaml)."""
    found: Mapping[str, Mapping[str, Any]] = yaml.safe_load((Path(__file__).parent / "themes.yaml").read_text("utf-8"))
    return found


def merged_form(items: list[Content]) -> tuple[FormField, ...]:
    """The fields of all items, each name once in the order of its first appearance, required where any item requires it."""
    found: dict[str, FormField] = {}
    for content in items:
        for field in content.form:
            known = found.get(field.name)
            if known is None or (field.required and not known.required):
                found[field.name] = field if known is None else known.model_copy(update={"required": True})
    return tuple(found.values())


def merged_materials(items: list[Content]) -> tuple[Material, ...]:
    """The materials of all items, each key once; as many originals and copies as the most demanding item asks for."""
    found: dict[str, Material] = {}
    for content in items:
        for each in content.materials:
            known = found.get(each.key)
            most = {"original": each.original, "copies": each.copies, "required": each.required}
            if known is not None:
                most = {
                    "original": max(known.original, each.original),
                    "copies": max(known.copies, each.copies),
                    "required": known.required or each.required,
                }
            found[each.key] = (known or each).model_copy(update=most)
    return tuple(found.values())


def _theme(key: str, title: str, items: list[Content]) -> Theme:
    said = declared()[key]
    return Theme(
        key=key,
        title=title,
        life=said["life"],
        owner=said["owner"],
        one_thing=said["one_thing"],
        role=said.get("role", ""),
        note=said.get("note", ""),
        items=tuple(items),
        form=merged_form(items),
        materials=merged_materials(items),
    )
