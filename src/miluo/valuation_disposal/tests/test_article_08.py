"""Article 8: reference prices once a year by each bureau, from a file that is taken whole or comes back with its mistakes."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from miluo.valuation_disposal import services
from miluo.valuation_disposal.models import PriceImport, PriceLine, PriceOpinion, Valuation
from miluo.valuation_disposal.price_sheet import COLUMNS
from miluo.valuation_disposal.selectors.prices import missing_on
from miluo.valuation_disposal.selectors.values import deviation, reference
from miluo.valuation_disposal.services import prices
from miluo.valuation_disposal.tests.office import CENTRE, Register, actor, at, opened, refused, right
from onewindow.organisations.models import Organisation
from onewindow.papers import files
from onewindow.rules.sheets import template

pytestmark = pytest.mark.clause("valuation-8")
BUREAU = actor("price-officer", "agriculture-rural")
GOOD = ("农村土地经营权（耕地）", "土地", "白塘镇", "元/亩·年", "400", "450.5", "520")


@pytest.fixture
def towns(register: Register) -> None:
    for key, name in (("agriculture-rural", "汨罗市农业农村局"), ("forestry", "汨罗市林业局")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind="department")
    for key, name in (("town-baitang", "白塘镇"), ("town-guiyi", "归义镇")):
        Organisation.objects.create(key=key, name=f"汨罗市{name}人民政府", short_name=name, kind="town")


def imported(*rows: tuple[str, ...], year: int = 2023) -> str:
    return services.import_prices(year=year, name="参考价.xlsx", content=template(COLUMNS, rows), by=BUREAU, at=at(9, 1)).state


def published(*rows: tuple[str, ...]) -> None:
    imported(*rows)
    services.publish_prices(year=2023, document="演示公布文件", by=BUREAU, at=at(9, 1))


@pytest.mark.usefixtures("towns")
def test_the_prices_of_a_year_are_imported_and_published_once() -> None:
    published(GOOD)
    line = PriceLine.objects.get()
    assert (line.right_kind, line.town, line.unit, line.price_cny) == ("operation_arable", "白塘镇", "mu_year", Decimal("450.50"))
    assert PriceOpinion.objects.get().published_on == date(2023, 9, 1)
    with refused("已经公布", "valuation-8"):
        imported(GOOD)
    with refused("已经公布", "valuation-8"):
        services.publish_prices(year=2023, document="演示公布文件", by=BUREAU, at=at(9, 2))


@pytest.mark.usefixtures("towns")
def test_a_file_with_a_mistake_comes_back_whole_and_nothing_is_taken() -> None:
    wrong = (
        ("林权", "土地", "白塘镇", "元/亩", "1", "2", "3"),
        ("农村土地经营权（耕地）", "土地", "没有的镇", "元/亩·年", "1", "2", "3"),
        ("农村土地经营权（耕地）", "土地", "归义镇", "元/亩", "3", "2", "1"),
        ("农村土地承包经营权（耕地）", "土地", "归义镇", "元/亩·年", "1", "贰", "3"),
    )
    assert imported(GOOD, *wrong) == "returned"
    assert not PriceLine.objects.exists()
    row = PriceImport.objects.get()
    assert (row.rows, row.wrong) == (5, 4)
    lines = CalamineWorkbook.from_filelike(io.BytesIO(files.content_of(row.marked))).get_sheet_by_index(0).to_python()
    said = [str(line[-1]) for line in lines[1:]]
    for words, cell in zip(("", "不是本单位公布", "本市没有", "大小顺序不对", "不是金额"), said, strict=True):
        assert words in cell
    assert "单位“元/亩”不对" in said[3]


@pytest.mark.usefixtures("towns")
def test_a_row_without_any_price_is_passed_over_and_half_a_price_is_not() -> None:
    blank = ("农村土地经营权（耕地）", "土地", "归义镇", "元/亩·年", "", "", "")
    assert imported(GOOD, (*blank[:4], "400", "", "")) == "returned"
    assert imported(GOOD, blank) == "taken"
    assert (PriceLine.objects.count(), PriceImport.objects.latest("id").rows) == (1, 1)


@pytest.mark.usefixtures("towns")
def test_a_price_stands_once_for_a_town() -> None:
    assert imported(GOOD, GOOD) == "returned"
    assert imported(GOOD) == "taken"
    assert imported(GOOD) == "taken"  # until it is published a better file takes its place
    assert PriceLine.objects.count() == 1


@pytest.mark.usefixtures("towns")
def test_an_empty_file_and_an_empty_year_are_refused() -> None:
    with refused("没有参考价", "valuation-8"):
        imported()
    with refused("还没有参考价", "valuation-8"):
        services.publish_prices(year=2023, document="演示", by=BUREAU, at=at(9, 1))
    with refused("不是可以公布的年度", "valuation-8"):
        imported(GOOD, year=2022)


@pytest.mark.usefixtures("towns")
def test_only_the_four_bureaus_publish_and_each_its_own() -> None:
    content = template(COLUMNS, (GOOD,))
    with refused("权限"):
        services.import_prices(year=2023, name="参考价.xlsx", content=content, by=CENTRE, at=at(9, 1))
    with refused("不公布农村产权价格", "valuation-8"):
        services.import_prices(year=2023, name="参考价.xlsx", content=content, by=actor("price-officer", "finance"), at=at(9, 1))
    forest = actor("price-officer", "forestry")
    assert services.import_prices(year=2023, name="参考价.xlsx", content=content, by=forest, at=at(9, 1)).state == "returned"


def test_by_the_other_reading_agriculture_publishes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2023, 9, 1)
    assert ("forest", "land") in prices.priced_by("forestry", day)
    monkeypatch.setattr(prices, "reading", lambda name, on: "agriculture")
    assert prices.priced_by("forestry", day) == ()
    assert ("forest", "land") in prices.priced_by("agriculture-rural", day)


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(("day", "overdue"), [(date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_a_year_without_its_opinion_is_overdue_after_its_last_day(day: date, overdue: bool) -> None:
    published(GOOD)
    late = {(bureau, year) for bureau, year in missing_on(day)}
    assert (("forestry", 2023) in late) is overdue
    assert ("agriculture-rural", 2023) not in late


@pytest.mark.usefixtures("towns")
def test_a_value_far_off_the_reference_is_a_warning_and_no_refusal() -> None:
    published(GOOD)
    valuation = Valuation.objects.get(number=opened())
    found = reference(valuation, date(2023, 9, 1))
    assert found and found.value_cny == Decimal("130543.24")  # 450.50 for 60 mu over the 1764 days that are left
    assert deviation(Decimal("169706.21"), found, date(2023, 9, 1)) == ""  # thirty per cent above, to the fen below
    assert "高30.0%" in deviation(Decimal("169706.22"), found, date(2023, 9, 1))
    assert "低" in deviation(Decimal("50000"), found, date(2023, 9, 1))
    assert reference(valuation, date(2023, 8, 31)) is None  # not yet published


def entered(by: Any = BUREAU, **more: Any) -> None:
    said: dict[str, Any] = {"year": 2023, "right_kind": "operation_arable", "object": "land", "town": "白塘镇"}
    prices = {"low_cny": Decimal("400"), "price_cny": Decimal("450.50"), "high_cny": Decimal("520")}
    services.enter_price(**{**said, **prices, **more}, by=by, at=at(9, 1))


@pytest.mark.usefixtures("towns")
def test_a_price_is_entered_by_hand_and_a_better_one_takes_its_place() -> None:
    entered()
    entered(price_cny=Decimal("460"))
    line = PriceLine.objects.get()
    assert (line.unit, line.price_cny) == ("mu_year", Decimal("460.00"))
    services.publish_prices(year=2023, document="演示", by=BUREAU, at=at(9, 1))
    with refused("已经公布", "valuation-8"):
        entered()


@pytest.mark.usefixtures("towns")
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"right_kind": "forest"}, "不是本单位公布"),
        ({"object": "house"}, "不是本单位公布"),
        ({"town": "没有的镇"}, "本市没有"),
        ({"low_cny": Decimal("450.51")}, "大小顺序不对"),
        ({"low_cny": Decimal(0)}, "大小顺序不对"),
        ({"by": actor("price-officer", "finance")}, "不公布农村产权价格"),
        ({"by": CENTRE}, "权限"),
    ],
)
def test_a_price_that_is_not_the_bureaus_own_or_out_of_order_is_not_entered(more: dict[str, Any], words: str) -> None:
    with refused(words):
        entered(**more)
    assert not PriceLine.objects.exists()


@pytest.mark.usefixtures("towns")
def test_a_price_is_taken_out_again_until_it_is_published() -> None:
    entered()
    entered(town="归义镇")
    line = PriceLine.objects.get(town="归义镇")
    with refused("没有这项参考价", "valuation-8"):
        services.remove_price(year=2024, line=line.pk, by=BUREAU, at=at(9, 1))
    services.remove_price(year=2023, line=line.pk, by=BUREAU, at=at(9, 1))
    services.publish_prices(year=2023, document="演示", by=BUREAU, at=at(9, 1))
    with refused("已经公布", "valuation-8"):
        services.remove_price(year=2023, line=PriceLine.objects.get().pk, by=BUREAU, at=at(9, 1))


@pytest.fixture
def housed(register: Register, towns: None) -> None:
    """Construction land of 3 mu in 白塘镇, and the bureaus of its land and of its house."""
    register.rights["JS-0001"] = right(number="JS-0001", kind="collective_construction", area_mu=Decimal("3"), ends_on=None)
    for key, name in (("natural-resources", "汨罗市自然资源局"), ("housing-construction", "汨罗市住房和城乡建设局")):
        Organisation.objects.create(key=key, name=name, short_name=name, kind="department")


def priced(bureau: str, of: str, price: str) -> None:
    by, amount = actor("price-officer", bureau), Decimal(price)
    entered(by, right_kind="collective_construction", object=of, low_cny=amount, price_cny=amount, high_cny=amount)
    services.publish_prices(year=2023, document="演示", by=by, at=at(9, 1))


@pytest.mark.usefixtures("housed")
def test_a_right_with_a_house_is_held_against_the_prices_of_both() -> None:
    valuation = Valuation.objects.get(number=opened(right="JS-0001", house_metres=Decimal("400.50")))
    priced("natural-resources", "land", "150")
    alone = reference(valuation, date(2023, 9, 1))
    assert alone and (alone.value_cny, alone.lacking) == (Decimal("300000.00"), ("house",))  # 2,000 square metres of land
    assert "不含房屋" in alone.told
    assert deviation(Decimal("2000000"), alone, date(2023, 9, 1)) == ""  # the house is not compared with the land
    priced("housing-construction", "house", "1000")
    both = reference(valuation, date(2023, 9, 1))
    assert both and (both.value_cny, both.lacking) == (Decimal("700500.00"), ())
    assert "高42.8%" in deviation(Decimal("1000000"), both, date(2023, 9, 1))
    assert deviation(Decimal("700500"), both, date(2023, 9, 1)) == ""


@pytest.mark.usefixtures("housed")
def test_the_area_of_a_house_is_of_a_right_that_has_one() -> None:
    with refused("不含房屋", "valuation-2"):
        opened(house_metres=Decimal("100"))
    with refused("应大于零", "valuation-2"):
        opened(right="JS-0001", house_metres=Decimal(0))
    without = Valuation.objects.get(number=opened(right="JS-0001"))
    priced("natural-resources", "land", "150")
    priced("housing-construction", "house", "1000")
    found = reference(without, date(2023, 9, 1))
    assert found and found.lacking == ("house",)  # its area is not known
