"""What the checks find in the real issue, each finding read by a person and labelled: the defects that are known, and few others."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from miluo.tests.conftest import AT, DATA, SHARED, needs_shared
from onewindow.law import registry
from onewindow.law.gazette import services
from onewindow.law.lint.finding import Finding
from onewindow.law.lint.loading import check_file, check_imported
from onewindow.organisations.services import load
from onewindow.words.actor import SYSTEM

FILE = SHARED / "gazette/miluo-2023-2.txt"
ON = date(2023, 9, 15)
pytestmark = [pytest.mark.django_db, needs_shared]

# (rule, document, place): what it is, and the number of the defect in the list that was drawn up by reading. “误” marks a false finding.
OPEN, OIL, NOISE = "汨政发〔2023〕2号", "汨政告〔2023〕2号", "汨政告〔2023〕3号"
NORMDOC, PROJECT, MORTGAGE = "汨政办发〔2023〕5号", "汨政办发〔2023〕6号", "汨政办发〔2023〕7号"
FUND, VALUATION, XIANGYIBAN = "汨政办发〔2023〕8号", "汨政办发〔2023〕9号", "汨政办函〔2023〕31号"
MEETING = "汨罗市第13届人民政府第18次常务会议纪要"
LABELLED = [
    ("tier-overlap", OPEN, "一第一款", "恰为1000万美元：以下与（含）以上都成立"),
    ("wording-contradiction", OPEN, "一第一款", "4 超过…（含）"),
    ("missing-base", OPEN, "一第一款", "5 追加奖励无基数"),
    ("tier-overlap", OPEN, "二第一款", "1 恰为100万美元"),
    ("tier-overlap", OPEN, "二第一款", "3 上年度恰为50万美元"),
    ("tier-open-end", OPEN, "二第一款", "1 恰为1万美元"),
    ("tier-open-end", OPEN, "二第一款", "恰为10万美元的上年度业绩"),
    ("undefined-term", OPEN, "二第一款", "破零没有定义"),
    ("undefined-term", OPEN, "二第一款", "倍增没有定义"),
    ("upper-law", OPEN, "四第一款", "对外贸易经营者备案登记已取消"),
    ("tier-overlap", OPEN, "七第一款", "2 恰为10万美元"),
    ("tier-open-end", OPEN, "七第一款", "恰为1万美元"),
    ("budget-undefined", OPEN, "十第一款", "6 预算只有下限"),
    ("stacking-rule", OPEN, "十第一款", "6 从优从高"),
    ("term-drift", OPEN, "十第一款", "本办法与本通知"),
    ("unregistered-normative-document", OPEN, "十一第二款", "+ 无登记号"),
    ("pattern-mismatch", OIL, "题头", "9 长横线"),
    ("upper-law", NOISE, "四（一）", "设定吊销而未写依据"),
    ("unregistered-normative-document", NOISE, "六第一款", "+ 无登记号"),
    ("code-collision", NORMDOC, "附件 表", "7 BSTR"),
    ("name-mismatch", NORMDOC, "附件 表", "10 民政宗教事务局"),
    ("pattern-mismatch", NORMDOC, "附件 表", "8 流水号少一位"),
    ("pattern-mismatch", PROJECT, "题头", "9 长横线"),
    ("measure-drift", PROJECT, "第十条", "12 概算投资、预算金额、总投资"),
    ("tier-overlap", PROJECT, "第二十四条（二）", "11 恰为50万元"),
    ("pattern-mismatch", MORTGAGE, "题头", "9 长横线"),
    ("upper-law", MORTGAGE, "第二条", "17 宅基地使用权抵押"),
    ("effect-conflict", MORTGAGE, "第十五条", "13 登记生效与登记对抗"),
    ("unit-conflict", MORTGAGE, "第二十条", "14 5日与5个工作日"),
    ("missing-start-event", MORTGAGE, "第二十四条", "放款期限从同意还是从登记起算未写"),
    ("tier-overlap", MORTGAGE, "第二十五条（二）", "15 恰为3年"),
    ("tier-gap", MORTGAGE, "第二十五条（二）", "15 5年以上"),
    ("competence-conflict", MORTGAGE, "第三十三条", "16 农交中心注销登记"),
    ("pattern-mismatch", FUND, "题头", "9 长横线"),
    ("definition-vs-example", FUND, "第六条第二款", "18 365日"),
    ("term-drift", FUND, "第十七条第三款", "19 逾期即申请，补偿的却是损失"),
    ("missing-start-event", FUND, "第十九条", "19 3个工作日无起算"),
    ("pattern-mismatch", VALUATION, "题头", "9 长横线"),
    ("upper-law", VALUATION, "第二条", "17 宅基地使用权抵押"),
    ("cross-document-conflict", VALUATION, "第七条", "20 协商确定与随机确定"),
    ("cross-document-conflict", VALUATION, "第十一条", "20 约定比例与固定比例"),
    ("reference-missing", XIANGYIBAN, "附件目录3", "附件3、4与目录相反"),
    ("reference-missing", XIANGYIBAN, "附件目录4", "附件3、4与目录相反"),
    ("sum-mismatch", XIANGYIBAN, "附件1 表〔2〕", "+ 合计34.25"),
    ("numbering-skip", XIANGYIBAN, "附件3 表", "第18行缺3"),
    ("sum-mismatch", MEETING, "一（一）", "增加3139万元与调增后的数不符"),
]
KNOWN = {str(number) for number in range(1, 21)} | {"+"}


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Finding, ...]]:
    with django_db_blocker.unblock(), transaction.atomic():
        load(DATA, by=SYSTEM, at=AT)
        services.import_issue(FILE, by=SYSTEM, at=AT)
        yield check_imported(ON)
        transaction.set_rollback(True)


def test_every_finding_is_one_that_was_read_and_labelled(found: tuple[Finding, ...]) -> None:
    assert sorted((each.rule, each.document, each.place) for each in found) == sorted(row[:3] for row in LABELLED)


def test_every_known_defect_that_the_text_can_show_is_found() -> None:
    assert {row[3].split(" ", 1)[0] for row in LABELLED} >= KNOWN


def test_fewer_than_one_finding_in_five_is_false() -> None:
    false = [row for row in LABELLED if row[3].startswith("误")]
    assert len(false) * 5 < len(LABELLED)


def test_a_finding_in_a_regulation_names_its_clause_and_the_reading_in_force(found: tuple[Finding, ...]) -> None:
    overlap = next(each for each in found if each.text == "50万～100万美元（含）…100万美元以上")
    assert overlap.clause == "open2023-2-1"
    assert overlap.reading
    assert "100万美元" in overlap.reading
    assert all(each.clause for each in found if each.document == OPEN)


def test_every_finding_quotes_the_text(found: tuple[Finding, ...]) -> None:
    assert all(each.text and each.message.strip() for each in found)


def test_services_that_rest_on_an_ended_document_are_found(found: tuple[Finding, ...]) -> None:
    regulation = registry.regulation("open2023")
    assert regulation.last_day
    ended = [each for each in check_imported(date(2028, 4, 1)) if each.rule == "ended-with-services"]
    assert {each.document for each in ended} >= {OPEN}
    assert not [each for each in found if each.rule == "ended-with-services"]


def test_a_draft_is_checked_beside_what_is_in_force(found: tuple[Finding, ...], tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("演示草案管理办法\n第一条 由银行与担保机构按约定风险分担比例承担损失。\n第三条 3日内答复。\n", "utf-8")
    rules = [each.rule for each in check_file(path, ON)]
    assert rules == ["cross-document-conflict", "missing-start-event", "numbering-skip"]
