"""A citation is found however it is typed; what is not there is refused with what comes near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.law.citations import find
from onewindow.law.numerals import arabic_ordinals, to_chinese, to_int
from onewindow.law.regulation import Regulation
from onewindow.words.refused import Refused


@pytest.mark.parametrize(
    ("citation", "clauses"),
    [
        ("sample-1a", ["sample-1a"]),
        (" SAMPLE-1A ", ["sample-1a"]),
        ("某政发〔2020〕7号第一条", ["sample-1a", "sample-1b"]),
        ("某政发[2020]7号第1条", ["sample-1a", "sample-1b"]),
        ("某政发［２０２０］７号 第 １ 条", ["sample-1a", "sample-1b"]),
        ("某政发（2020）7号第一条（上限）", ["sample-1b"]),
        ("某政发【2020】第07号第一条(上限)", ["sample-1b"]),
        ("某政发(2020)7号第四条", ["sample-4-2"]),
        ("某政发〔2020〕7号第4条第二款", ["sample-4-2"]),
        ("某政发〔2020〕7号第16条", ["sample-16"]),
        ("某政发〔2020〕7号末款", ["sample-17"]),
    ],
)
def test_a_citation_is_understood_however_it_is_typed(sample: Regulation, citation: str, clauses: list[str]) -> None:
    found = find(citation)
    assert found.regulation is sample
    assert [record.id for record in found.clauses] == clauses
    assert not found.whole


@pytest.mark.parametrize("citation", ["某政发〔2020〕7号", "sample", "《某县人民政府关于支持样例发展的通知》", "支持样例发展"])
def test_a_document_alone_means_all_its_clauses(sample: Regulation, citation: str) -> None:
    found = find(citation)
    assert found.whole
    assert len(found.clauses) == 6


@pytest.mark.parametrize(
    ("citation", "near"),
    [
        ("sample-1c", "sample-1"),
        ("某政发〔2020〕8号", "某政发〔2020〕7号"),
        ("某政发〔2020〕7号第一条（下限）", "第一条（上限）"),
        ("某政发〔2020〕7号第四条第三款", "第四条第2款"),
        ("某政发〔2020〕7号第99条", "某政发〔2020〕7号末款"),
        ("某政发〔2020〕7号第六条", "某政发〔2020〕7号（题头）"),
    ],
)
def test_what_is_not_there_is_refused_with_what_comes_near(sample: Regulation, citation: str, near: str) -> None:
    with pytest.raises(Refused, match="没有收录") as refusal:
        find(citation)
    assert near in str(refusal.value.first.expected)
    assert refusal.value.first.code == "unknown_citation"


@pytest.mark.parametrize("citation", ["", "   ", "通知", "〔〕", "第一条", "🙂", "x" * 5000, "第" * 5000])
def test_what_is_no_citation_is_refused(sample: Regulation, citation: str) -> None:
    with pytest.raises(Refused):
        find(citation)


@given(st.integers(1, 9999))
def test_every_numeral_comes_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "numeral"), [(10, "十"), (16, "十六"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")]
)
def test_a_numeral_is_written_as_in_print(number: int, numeral: str) -> None:
    assert to_chinese(number) == numeral


def test_the_ordinals_of_a_citation_are_put_in_digits() -> None:
    assert arabic_ordinals("第十六条第二款（三）") == "第16条第2款(3)"
    assert arabic_ordinals("第四条首款") == "第4条第1款"


@pytest.mark.parametrize("wrong", ["十六a", "16"])
def test_what_is_no_numeral_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="no Chinese numeral"):
        to_int(wrong)


@pytest.mark.parametrize("wrong", [0, -1, 10_000])
def test_a_number_beyond_the_numerals_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 9999"):
        to_chinese(wrong)
