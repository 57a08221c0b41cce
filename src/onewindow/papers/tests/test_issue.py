"""Issuing: a number, a code, a frozen content and an event, or a refusal that says what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError

from onewindow.papers import services
from onewindow.papers.kinds import ACCEPTANCE, PaperKind, declared, paper_kind, paper_kinds
from onewindow.papers.letterheads import Letterhead
from onewindow.papers.models import Counter, Paper
from onewindow.papers.tests import samples
from onewindow.trail.selectors import events_of
from onewindow.words.refused import Refused

Issue = Callable[..., Paper]


@pytest.mark.parametrize(
    ("kind", "number", "title"),
    [
        ("receipt", "青行审收〔2023〕1号", "申请材料接收凭证"),
        ("acceptance", "青行审受〔2023〕1号", "受理通知书"),
        ("correction", "青行审补〔2023〕1号", "一次性补正告知书"),
        ("non-acceptance", "青行审不受〔2023〕1号", "不予受理通知书"),
        ("decision", "青行审奖决〔2023〕1号", "奖励（补贴）决定书"),
    ],
)
def test_every_kind_has_its_title_and_its_series(issue: Issue, kind: str, number: str, title: str) -> None:
    paper = issue(kind)
    assert (paper.number, paper.title, paper.issuer) == (number, title, "青禾县行政审批服务局")


def test_two_bodies_count_apart(issue: Issue) -> None:
    assert issue().number == "青行审受〔2023〕1号"
    assert issue(organisation="test-trade").number == "青商粮受〔2023〕1号"
    assert issue().number == "青行审受〔2023〕2号"


def test_a_refusal_bears_its_own_title(issue: Issue) -> None:
    assert issue("decision", samples.refusal()).title == "不予奖励（补贴）决定书"


def test_the_code_cannot_be_guessed_or_misread(issue: Issue) -> None:
    codes = {services.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert all(len(code) == 12 for code in codes)
    assert not set("".join(codes)) & set("0O1ILSZBU")
    assert len(issue().code) == 12


def test_the_event_stands_in_the_chain_of_the_case_and_names_nobody(issue: Issue) -> None:
    paper = issue("decision")
    (event,) = events_of("case:2023-000001")
    assert (event.kind, event.actor) == ("paper.issued", samples.CLERK.id)
    assert event.content == {"paper": paper.number, "kind": "decision", "title": paper.title, "issuer": "test-hall"}


def test_a_paper_without_a_case_has_a_chain_of_its_own(issue: Issue) -> None:
    paper = issue(case="")
    assert [event.kind for event in events_of(f"paper:{paper.number}")] == ["paper.issued"]


def test_what_it_says_is_sealed_in_the_database(issue: Issue) -> None:
    paper = issue("decision")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM papers_paper")
        row = repr(cursor.fetchall())
    for secret in (samples.ENTERPRISE["name"], samples.ENTERPRISE["identity"], samples.ENTERPRISE["phone"], "58,000", "40000"):
        assert secret not in row
    said = services.content_of(Paper.objects.get(pk=paper.pk))
    assert said["applicant"]["name"] == samples.ENTERPRISE["name"]
    assert Decimal(said["total"]) == Decimal("80000.00")


def test_where_to_contest_comes_from_the_letterhead_unless_the_act_knows_better(issue: Issue) -> None:
    assert json.loads(issue("decision").content or "")["court"] == "青禾县人民法院"
    assert json.loads(issue("decision", samples.decision(court="铁路运输法院")).content or "")["court"] == "铁路运输法院"


@pytest.mark.parametrize("name", ["王喆", "李玥", "㛃先生", "张堃、𬭚", "买买提江·艾力", "（有限合伙）", "昇／隆"])
def test_rare_names_pass(issue: Issue, name: str) -> None:
    assert issue(content=samples.acceptance(applicant={"name": name, "kind": "person"}))


@pytest.mark.parametrize(
    ("content", "field", "character"),
    [
        (samples.acceptance(applicant={"name": "王\ue000"}), "applicant.name", "U+E000"),
        (samples.acceptance(item="奖励😀"), "item", "U+1F600"),
        (samples.acceptance(notes=["好的", "坏\x07的"]), "notes.1", "U+0007"),
    ],
)
def test_a_character_without_glyph_is_refused_by_name(issue: Issue, content: dict[str, Any], field: str, character: str) -> None:
    with pytest.raises(Refused) as refused:
        issue(content=content)
    assert refused.value.first.code == "missing_glyph"
    assert refused.value.first.field == field
    assert character in refused.value.first.message


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("acceptance", {}, "“applicant”没有写明"),
        ("acceptance", samples.acceptance(limit=""), "“limit”不能为空"),
        ("acceptance", samples.acceptance(colour="红"), "“colour”不是这种文书的内容"),
        ("acceptance", samples.acceptance(basis=[]), "“basis”至少要有1项"),
        ("acceptance", samples.acceptance(item="长" * 201), "“item”超过200字"),
        ("acceptance", samples.acceptance(due_on="2023-13-01"), "“due_on”格式不对"),
        ("receipt", samples.receipt(answer_by=None), "同时写明"),
        ("correction", samples.correction(faults=[]), "“faults”至少要有1项"),
        ("non-acceptance", samples.non_acceptance(reasons=[]), "“reasons”至少要有1项"),
        ("decision", samples.decision(total="80000.01"), "各项金额之和为80000.00元，合计写的是80000.01元"),
        ("decision", samples.decision(lines=0), "至少一项金额"),
        ("decision", samples.decision(lines=0, outcome="refused"), "应当说明理由"),
        ("decision", samples.decision(outcome="refused"), "不予的决定没有金额"),
        ("decision", samples.head(outcome="granted", total="1", lines=[samples.line(1, "1.001")]), "最多2位小数"),
        ("decision", samples.head(outcome="granted", total="-1", lines=[samples.line(1, "-1")]), "不能小于0"),
    ],
)
def test_a_content_that_is_not_whole_or_does_not_add_up_is_refused(issue: Issue, kind: str, content: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused) as refused:
        issue(kind, content)
    assert any(says in problem.message for problem in refused.value.problems), refused.value.problems


def test_a_refused_paper_takes_no_number(issue: Issue) -> None:
    with pytest.raises(Refused):
        issue(content=samples.acceptance(item="\ue000"))
    assert not Counter.objects.exists()
    assert issue().number == "青行审受〔2023〕1号"


def test_an_unknown_kind_and_a_body_without_letterhead_are_refused(issue: Issue) -> None:
    with pytest.raises(Refused, match="没有“licence”这种文书"):
        issue("licence", {})
    with pytest.raises(Refused, match="没有登记机关代字"):
        issue(organisation="nobody")


def test_a_paper_outside_a_transaction_is_refused_and_leaves_nothing(committed: str) -> None:
    with pytest.raises(TransactionManagementError):
        services.issue(kind="acceptance", case="", content=samples.acceptance(), organisation="test-hall", by=samples.CLERK, at=samples.NOW)
    assert not Counter.objects.exists()
    assert not Paper.objects.exists()


def test_every_kind_names_its_sources() -> None:
    assert all(kind.sources for kind in paper_kinds())
    assert paper_kind("acceptance") is ACCEPTANCE


def test_a_county_may_declare_a_kind_but_not_twice_in_two_ways() -> None:
    kind = {"title": "准予决定书", "nature": "准", "template": "decision", "content": paper_kind("decision").content}
    try:
        PaperKind(key="test-kind", sources=("open2023-2-1",), **kind)
        with pytest.raises(ValueError, match="declared twice"):
            PaperKind(key="test-kind", sources=("open2023-3-1",), **kind)
    finally:
        declared().pop("test-kind", None)
    with pytest.raises(ValueError, match="the layout is one of"):
        PaperKind(key="test-other", sources=("open2023-2-1",), **{**kind, "template": "poster"})


def test_two_bodies_cannot_share_a_code() -> None:
    with pytest.raises(ValueError, match="share the code"):
        Letterhead(organisation="other", name="他局", code="青行审", reconsideration="府", court="院")
    with pytest.raises(ValueError, match="no 机关代字"):
        Letterhead(organisation="other", name="他局", code="{x}", reconsideration="府", court="院")
