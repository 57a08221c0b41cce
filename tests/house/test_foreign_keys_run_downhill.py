"""A foreign key is an import: it points to a room on a lower floor, or stays in its own."""

from django.apps import apps
from django.db.models import Field

from tests.house.code import floor_of


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def uphill(fields: list[tuple[str, Field, str]]) -> list[str]:
    return [
        f"{owner}.{field.name} → {target}"
        for owner, field, target in fields
        if room_of(owner) != room_of(target) and floor_of(target) <= floor_of(owner)
    ]


def test_no_foreign_key_points_sideways_or_uphill() -> None:
    fields = [
        (model.__module__, field, field.related_model.__module__)
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"onewindow", "miluo"}
        for field in model._meta.get_fields()
        if field.is_relation
        and field.related_model
        and not field.auto_created
        and field.related_model.__module__.split(".")[0] in {"onewindow", "miluo"}
    ]
    assert fields
    assert not uphill(fields)


def test_the_guard_bites() -> None:
    field = Field()
    field.name = "case"
    assert uphill([("onewindow.trail.models", field, "onewindow.cases.models")])
    assert not uphill([("onewindow.cases.models", field, "onewindow.accounts.models")])
