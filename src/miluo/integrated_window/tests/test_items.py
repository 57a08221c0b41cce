"""The items that the county brings: each is whole, and none shares its key or code with another."""

from miluo.county import ITEMS
from onewindow.items import services
from onewindow.items.completeness import problems


def test_every_item_that_the_county_brings_is_whole() -> None:
    found = services.seeds(ITEMS)
    assert len(found) >= 3
    assert {seed.content.key: problems(seed.content) for seed in found if problems(seed.content)} == {}
    assert len({seed.content.key for seed in found}) == len({seed.content.code for seed in found}) == len(found)
