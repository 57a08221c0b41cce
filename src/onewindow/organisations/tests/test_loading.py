"""The files are stored whole or not at all, and storing them again changes nothing."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from onewindow.organisations.models import Alias, Duty, Issuer, Leader, Organisation
from onewindow.organisations.services import SUBJECT, load
from onewindow.trail.selectors import events_of
from onewindow.words.actor import SYSTEM
from onewindow.words.refused import Refused

AT = datetime(2023, 9, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
pytestmark = pytest.mark.django_db


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def refused(folder: Path) -> Refused:
    with pytest.raises(Refused) as refusal:
        load(folder, by=SYSTEM, at=AT)
    assert not Organisation.objects.exists()
    return refusal.value


def test_everything_in_the_files_is_stored(folder: Path) -> None:
    assert load(folder, by=SYSTEM, at=AT) == 6
    assert Organisation.objects.get(key="town-east").parent == Organisation.objects.get(key="government")
    assert [model.objects.count() for model in (Issuer, Leader, Duty)] == [3, 3, 6]
    assert Alias.objects.count() == 14  # two names for each of the six, and two more


def test_an_event_tells_what_was_stored_and_a_second_load_leaves_none(folder: Path) -> None:
    for _ in range(2):
        load(folder, by=SYSTEM, at=AT)
    (event,) = events_of(SUBJECT)
    assert event.kind == "organisations.loaded"
    assert '"created":6' in event.body
    assert "甲某" not in event.body


def test_a_changed_line_is_changed_in_place(folder: Path) -> None:
    load(folder, by=SYSTEM, at=AT)
    before = Organisation.objects.get(key="grain").pk
    change(folder, "organisations.csv", "grain,某县商务局,县商务局", "grain,某县商务和粮食局,县商粮局")
    load(folder, by=SYSTEM, at=AT)
    grain = Organisation.objects.get(key="grain")
    assert (grain.pk, grain.name) == (before, "某县商务和粮食局")
    assert Alias.objects.get(plain="某县商务局").retired
    assert len(events_of(SUBJECT)) == 2


def test_what_is_no_longer_in_the_files_is_retired_and_comes_back(folder: Path) -> None:
    load(folder, by=SYSTEM, at=AT)
    text = (folder / "organisations.csv").read_text("utf-8")
    change(folder, "organisations.csv", "branch,某市生态局某县分局,县生态局,vertical,,2020-01-01,\n", "")
    load(folder, by=SYSTEM, at=AT)
    assert Organisation.objects.get(key="branch").valid_until == date(2023, 9, 15)
    (folder / "organisations.csv").write_text(text, "utf-8")
    load(folder, by=SYSTEM, at=AT)
    assert Organisation.objects.get(key="branch").valid_until is None


def test_an_alias_may_pass_to_another_organisation(folder: Path) -> None:
    load(folder, by=SYSTEM, at=AT)
    change(folder, "aliases.csv", "商务,grain", "商务,finance")
    load(folder, by=SYSTEM, at=AT)
    assert Alias.objects.get(plain="商务").organisation.key == "finance"


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "words"),
    [
        (
            "organisations.csv",
            "finance,某县财政局,县财政局,department,government",
            "finance,某县财政局,县财政局,department,nowhere",
            "3:parent",
            "nowhere",
        ),
        ("organisations.csv", "finance,某县财政局,县财政局,department", "finance,某县财政局,县财政局,ministry", "3:kind", "ministry"),
        ("organisations.csv", "finance,某县财政局", "finance,", "3:name", "不能为空"),
        ("organisations.csv", "grain,某县商务局", "finance,某县商务局", "4:key", "重复"),
        ("organisations.csv", "grain,某县商务局", "grain,某县财政局", "4:name", "一个名称只能指一个单位"),
        (
            "organisations.csv",
            "government,某县人民政府,县政府,government,,",
            "government,某县人民政府,县政府,government,finance,",
            "2:parent",
            "自己的上级",
        ),
        ("organisations.csv", "vertical,,2020-01-01,", "vertical,,2020-02-30,", "7:valid_from", "不是日期"),
        ("organisations.csv", "vertical,,2020-01-01,", "vertical,,2020-01-01,2019-12-31", "7:valid_until", "早于"),
        ("organisations.csv", "vertical,,2020-01-01,", "vertical,,", "7", "有6列"),
        ("organisations.csv", "key,name", "key,title", "1", "表头"),
        ("aliases.csv", "商务,grain", "财政局 ,nowhere", "2:organisation", "nowhere"),
        ("aliases.csv", "商务,grain", "县财政局,grain", "2:text", "一个名称只能指一个单位"),
        ("aliases.csv", "商务,grain", "财政(国库),grain", "3:text", "一个名称只能指一个单位"),
        ("issuers.csv", "3,东镇", "4,东镇", "4:row", "序号应为3"),
        ("issuers.csv", "3,东镇", "三,东镇", "4:row", "不是正整数"),
        ("issuers.csv", "MXDR-△△△△-01△△△,", "MXDR-△△△△-01△△,", "3:printed", "不一致"),
        ("issuers.csv", "3,finance", "3,government", "3:organisation", "重复"),
        ("leaders.csv", "third,丙某", "second,丙某", "4:key", "重复"),
        ("duties.csv", "third,联系", "fourth,联系", "6:leader", "fourth"),
        ("duties.csv", "third,联系", "third,主管", "6:relation", "主管"),
        ("duties.csv", "县商务局,unit,grain,sample-d3", "县商务局,unit,shop,sample-d3", "7:organisation", "shop"),
        ("duties.csv", "外贸,matter,,sample-d2,2023-04-06", "外贸,matter,,sample-d2,", "5:valid_from", "不能为空"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(folder: Path, name: str, old: str, new: str, field: str, words: str) -> None:
    change(folder, name, old, new)
    refusal = refused(folder)
    assert f"{name}:{field}" in [problem.field for problem in refusal.problems]
    assert any(words in problem.message for problem in refusal.problems)


def test_all_errors_are_told_at_once(folder: Path) -> None:
    change(folder, "organisations.csv", "department,government", "department,nowhere")
    change(folder, "duties.csv", "third,联系", "fourth,联系")
    assert len(refused(folder).problems) == 2


def test_a_missing_file_is_refused(folder: Path) -> None:
    (folder / "issuers.csv").unlink()
    assert "缺少文件issuers.csv" in str(refused(folder))


@pytest.mark.parametrize("content", ["名称".encode("gb18030"), b"", b'key,"name\n'])
def test_what_is_no_csv_in_utf_8_is_refused(folder: Path, content: bytes) -> None:
    (folder / "leaders.csv").write_bytes(content)
    assert refused(folder).first.code == "bad_file"


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    file = folder / "leaders.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert load(folder, by=SYSTEM, at=AT) == 6


def test_a_second_load_writes_nothing(folder: Path, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    load(folder, by=SYSTEM, at=AT)
    with django_assert_num_queries(14):  # the transaction's two, a lock, the keys and the rows of each table
        load(folder, by=SYSTEM, at=AT)
