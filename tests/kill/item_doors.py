"""The doors of the catalogue, each with a version that stands before it."""

from __future__ import annotations

from typing import Any

from onewindow.cases.tests import items_cast as items
from onewindow.cases.tests.cast import AT
from onewindow.items import services as catalogue
from onewindow.items.models import Item
from onewindow.items.reading import content
from onewindow.items.tests.test_lists import book
from tests.kill.tables import Arguments
from tests.kill.world import World, before, version


def first_version(world: World, upto: str) -> dict[str, Any]:
    """The same, of an item that there was not yet."""
    place = Item.objects.count()
    return version(world, {"key": f"item-{place}", "code": f"ML-SL-9{place:03d}"}, upto)


@before(catalogue.publish, rival="publisher", told="wrong_state")
def _publish(world: World) -> Arguments:
    return {**first_version(world, "approved"), "by": world.publisher}


@before(catalogue.review)
def _review_version(world: World) -> Arguments:
    return {**first_version(world, "submitted"), "approved": True, "by": world.reviewer}


@before(catalogue.draft, told="open_version")
def _draft(world: World) -> Arguments:
    named = first_version(world, "approved")
    catalogue.publish(**named, by=world.publisher)
    again = Item.objects.get(key=named["key"])
    return {"content": content({**items.CONTENT, "key": again.key, "code": again.code, "promised_days": 4}), "by": world.keeper}


@before(catalogue.save_draft)
def _save(world: World) -> Arguments:
    named = first_version(world, "drafted")
    code = Item.objects.get(key=named["key"]).code
    return {**named, "content": content({**items.CONTENT, "key": named["key"], "code": code, "promised_days": 4}), "by": world.keeper}


@before(catalogue.submit_for_review, told="wrong_state")
def _submit(world: World) -> Arguments:
    return {**first_version(world, "drafted"), "by": world.keeper}


@before(catalogue.discard, told="wrong_state")
def _discard(world: World) -> Arguments:
    return {**first_version(world, "drafted"), "reason": "重复起草", "by": world.keeper}


@before(catalogue.withdraw_version, told="wrong_state")
def _withdraw(world: World) -> Arguments:
    named = first_version(world, "approved")
    catalogue.publish(**named, by=world.publisher)
    return {**named, "reason": "依据已经废止", "by": world.publisher}


@before(catalogue.import_list)
def _import(world: World) -> Arguments:
    place = Item.objects.count()
    rows = ("事项名称", "实施编码", "实施主体"), (f"演示事项{place}", f"ML-SL-8{place:03d}", "汨罗市水利局")
    return {"content": book(*rows), "file_name": "清单.xlsx", "by": world.keeper}


@before(catalogue.compare_with_upstream)
def _compare(world: World) -> Arguments:
    catalogue.import_list(**_import(world), at=AT)
    return {}
