"""The floors of the house stand in one order, in the import contract and in the tests about models."""

import tomllib

from tests.house.code import FLOORS, ROOT, floor_of


def test_floors_are_in_the_order_of_the_import_contract() -> None:
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    layers = [tuple(room.strip().removeprefix("onewindow.") for room in layer.split("|")) for layer in contract["layers"]]
    assert tuple(layers) == FLOORS


def test_a_lower_floor_has_a_higher_index() -> None:
    assert floor_of("onewindow.words.money") > floor_of("onewindow.cases.models") > floor_of("miluo.open_economy.models")
