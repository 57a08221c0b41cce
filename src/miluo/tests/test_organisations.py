"""The departments, the towns and the 54 issuers, as the gazette prints them and by every name that it uses."""

import csv
import re

import pytest

from miluo.tests.conftest import DATA, SHARED, needs_shared
from onewindow.organisations import selectors
from onewindow.organisations.models import Issuer, Organisation
from onewindow.organisations.names import plain
from onewindow.words.refused import Refused

TOWNS = [
    *("归义镇", "罗江镇", "汨罗镇", "新市镇", "古培镇", "白水镇", "大荆镇", "三江镇"),
    *("桃林寺镇", "川山坪镇", "神鼎山镇", "弼时镇", "长乐镇", "白塘镇", "屈子祠镇"),
]
with (DATA / "issuers.csv").open(encoding="utf-8") as _file:
    ISSUERS = list(csv.DictReader(_file))
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
NO_ORGANISATION = re.compile(  # what the shared tables name without meaning one body, or a body of another place
    r"各|相关|乡镇|部门|单位|组委会|专班|副市长|同志|负责同志|班子成员|推定|牵头|具体负责|合计|全市目标|表头|江西|公司（建设单位）|汨罗(电信|移动|联通)|南方新材料|等$"
)


@pytest.mark.parametrize("town", TOWNS)
def test_every_town_is_there(town: str) -> None:
    found = selectors.by_name(town)
    assert found.kind == Organisation.Kind.TOWN
    assert found.name == f"汨罗市{town}人民政府"
    assert selectors.by_name(f"{town}人民政府") == selectors.by_name(f"汨罗市{town}") == found


def test_there_are_fifteen_towns() -> None:
    assert Organisation.objects.filter(kind=Organisation.Kind.TOWN).count() == 15


@pytest.mark.clause("normdoc-annex-1", "normdoc-annex-2", "normdoc-annex-3", "normdoc-annex-4")
@pytest.mark.parametrize("line", ISSUERS, ids=lambda line: f"{line['row']}-{line['organisation']}")
def test_every_issuer_is_found_by_its_row_its_printed_name_and_its_organisation(line: dict[str, str]) -> None:
    issuer = selectors.issuer(int(line["row"]))
    assert issuer == selectors.issuer(line["name"]) == selectors.issuer(line["organisation"]) == selectors.issuer(issuer.organisation.name)
    assert issuer.printed == f"{issuer.prefix}-△△△△-{issuer.code}{'△' * issuer.digits}"
    assert selectors.by_name(line["name"]) == issuer.organisation


@pytest.mark.clause("normdoc-annex-4")
def test_two_towns_share_one_prefix_and_no_code_is_given_twice() -> None:
    assert {issuer.name for issuer in Issuer.objects.filter(prefix="BSTR")} == {"白水镇", "弼时镇"}
    codes = [issuer.code for issuer in Issuer.objects.filter(prefix="MLDR")]
    assert codes == [f"{number:02}" for number in range(39)]


@pytest.mark.parametrize("row", [0, 55])
def test_there_is_no_issuer_before_the_first_or_after_the_last(row: int) -> None:
    with pytest.raises(Refused, match="不在规范性文件制定主体名单中"):
        selectors.issuer(row)


def test_a_bureau_that_may_not_issue_is_no_issuer() -> None:
    with pytest.raises(Refused):
        selectors.issuer("市供销联社")


@needs_shared
def test_the_issuers_are_the_lines_of_the_gazette() -> None:
    lines = (SHARED / "gazette/miluo-2023-2.txt").read_text("utf-8").splitlines()[418:476]
    printed = [tuple(match.groups()) for line in lines if (match := re.fullmatch(r"\s*(\d+) (\S+) (\S+)", line))]
    assert printed == [(line["row"], line["name"], line["printed"]) for line in ISSUERS]
    assert len(printed) == 54


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("市商务粮食局", "commerce-grain"),
        ("汨罗市商务粮食局", "commerce-grain"),
        ("商务粮食局", "commerce-grain"),
        ("市政府", "government"),
        ("汨罗市人民政府", "government"),
        ("市政府办", "government-office"),
        ("市城管局", "city-management"),
        ("市城市管理和综合执法局", "city-management"),
        ("市场监管局", "market-regulation"),
        ("市市场监督管理局", "market-regulation"),
        ("市场监督管理局", "market-regulation"),
        ("民政宗教事务局", "ethnic-religious"),
        ("民族宗教事务局", "ethnic-religious"),
        ("民政局", "civil-affairs"),
        ("农交中心", "rural-property-exchange"),
        ("市农村产权交易中心", "rural-property-exchange"),
        ("市人民银行", "central-bank"),
        ("中国人民银行汨罗市支行", "central-bank"),
        ("政务信息化办", "digital-government-office"),
        ("政务信息化行政主管部门", "approval-service"),
        ("政务服务大厅", "government-service-centre"),
        ("卫健局（疾控中心）", "health"),
        ("血吸虫病地方病防治服务中心", "schistosomiasis-control"),
        ("汨罗镇", "town-miluo"),
        ("汨罗市汨罗镇", "town-miluo"),
    ],
)
def test_a_name_as_the_gazette_writes_it_is_understood(name: str, key: str) -> None:
    assert selectors.by_name(name).key == key


@pytest.mark.parametrize("name", ["市粮食局", "城南镇", "岳阳市水利局", "担保机构", "主管部门", "市"])
def test_a_name_that_the_county_does_not_know_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="没有登记名为"):
        selectors.by_name(name)


@needs_shared
def test_every_body_that_the_shared_tables_name_is_known() -> None:
    unknown = []
    for name in sorted(_names_in_shared_tables()):
        if not NO_ORGANISATION.search(name):
            try:
                selectors.by_name(name)
            except Refused:
                unknown.append(name)
    assert not unknown


def _names_in_shared_tables() -> set[str]:
    columns = {
        "dept_aliases": ("canonical", "aliases_in_text", "annex2_name"),
        "certificates": ("department",),
        "cert_targets": ("department",),
        "department_tasks": ("department",),
        "decisions": ("responsible",),
        "main_tasks": ("responsible_units",),
        "user_targets": ("town",),
    }
    names: set[str] = set()
    for table, wanted in columns.items():
        with (SHARED / f"data/{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                names.update(plain(part) for column in wanted for part in re.split("[;、]", row[column]) if part)
    return names
